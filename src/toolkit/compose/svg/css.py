"""CSS of a drawing becomes plain attributes, which every engine reads alike.

Design tools write paint into style sheets, `style` attributes and presentation attributes, in any mixture.
The cascade is worked out here once (SVG 2, section 6; CSS Cascading 4), by tinycss2 and cssselect2. What
works only as CSS stays in `style`; what no engine honours is told by name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import cssselect2
import tinycss2

from toolkit.compose.svg.css_cost import MOST_TESTS, MOST_VALUE, Census
from toolkit.compose.svg.css_transform import CssTransformError, transform_of
from toolkit.compose.svg.font_shorthand import longhands_of
from toolkit.compose.svg.layer_names import layer_name
from toolkit.svg.document import SVG, Element

# Presentation attributes that engines read as attributes (SVG 2, section 6.6), and geometry (section 7.3).
_PRESENTATION: Final = frozenset(
    {
        *("clip-path", "clip-rule", "color", "color-interpolation", "color-interpolation-filters", "display"),
        *("fill", "fill-opacity", "fill-rule", "filter", "flood-color", "flood-opacity", "image-rendering"),
        *("lighting-color", "marker-start", "marker-mid", "marker-end", "mask", "mask-type", "opacity"),
        *("overflow", "paint-order", "shape-rendering", "stop-color", "stop-opacity", "stroke"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-opacity", "stroke-width", "vector-effect", "visibility"),
        *("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "d"),
    }
)
# What the sample text of a slot says of its type. It is read from there and leaves with the sample.
TYPOGRAPHY: Final = frozenset(
    {
        *(
            "font",
            "font-family",
            "font-size",
            "font-size-adjust",
            "font-stretch",
            "font-style",
            "font-variant",
        ),
        *("font-variant-caps", "font-weight", "font-variation-settings", "font-feature-settings"),
        *("font-kerning", "letter-spacing", "word-spacing", "line-height", "text-anchor", "text-align"),
        *("text-transform", "text-decoration", "text-decoration-line", "direction", "unicode-bidi"),
        *("writing-mode", "dominant-baseline", "alignment-baseline", "baseline-shift", "white-space"),
        *("shape-inside", "shape-padding", "inline-size", "text-indent", "text-orientation"),
        *("font-synthesis", "hyphens", "text-rendering"),
    }
)
# Not presentation attributes: engines honour them in `style` only (measured for librsvg, resvg and Chromium).
_STYLE_ONLY: Final = frozenset({"mix-blend-mode", "isolation"})
# Speak of screens, editors or printing, or name what is the rule anyway: no pixel depends on them.
_HARMLESS: Final = frozenset(
    {
        *("cursor", "pointer-events", "user-select", "touch-action", "will-change", "enable-background"),
        *(
            "solid-color",
            "solid-opacity",
            "color-rendering",
            "color-profile",
            "buffered-rendering",
            "outline",
        ),
        *("transition", "animation", "marker-knockout", "text-overflow", "orphans", "widows", "line-break"),
        *(
            "text-align-last",
            "text-decoration-color",
            "text-decoration-style",
            "clip",
            "kerning",
            "glyph-orientation-vertical",
        ),
        *(
            "glyph-orientation-horizontal",
            "font-variant-ligatures",
            "font-variant-position",
            "font-variant-numeric",
        ),
        *(
            "font-variant-alternates",
            "font-variant-east-asian",
            "font-optical-sizing",
            "shape-margin",
            "text-emphasis",
        ),
        *("transform-box", "stroke-alignment", "baseline-source", "text-shadow"),
    }
)
_OWN_PREFIXES: Final = ("-inkscape-", "-webkit-", "-moz-", "-ms-", "-o-", "-pdf-", "-serif-", "--")
_SCREENS: Final = frozenset({"", "all", "screen"})
_GLOBAL: Final = frozenset({"inherit", "initial", "unset", "revert"})
_MOST_RULES = 4_000


class CssError(ValueError):
    """A style sheet that cannot be worked out in bounded time; the message says why."""


@dataclass(frozen=True, slots=True)
class CssNote:
    """Something that CSS asks for and the picture will not show: where, what, and what to do instead."""

    layer: str
    message: str
    hint: str


class Declaration(NamedTuple):
    """One property with its value as written, without `!important`, which counts as told apart."""

    name: str
    value: str
    important: bool = False


class _Weighed(NamedTuple):
    rank: tuple[bool, bool, tuple[int, int, int], int]
    declaration: Declaration


def declarations_in(text: str | Iterable[Any]) -> list[Declaration]:
    """Return the declarations of a `style` attribute or of the block of a rule; broken ones are left out."""
    parsed = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return [
        Declaration(
            entry.lower_name if not entry.name.startswith("--") else entry.name,
            tinycss2.serialize(entry.value).strip(),
            entry.important,
        )
        for entry in parsed
        if entry.type == "declaration"
    ]


def apply_css(root: Element) -> tuple[CssNote, ...]:
    """Work the cascade out, write it into the attributes of every element, and take `<style>` elements out.

    Returns what cannot be honoured. Raises `CssError` for sheets beyond any drawing's.
    """
    notes: list[CssNote] = []
    matcher, customs = _matcher(root, notes)
    for element, ruled in _ruled(root, matcher):
        inline = str(element.attrib.pop("style", ""))
        found = [*ruled, *_inline(inline)] if inline or ruled else []
        if found:
            _write(element, _winners(found), customs, notes)
        if customs or any("var(" in value for value in element.attrib.values()):
            _resolve_variables(element, customs)
    for sheet in list(root.iter(f"{{{SVG}}}style")):
        parent = sheet.getparent()
        if parent is not None:
            parent.remove(sheet)
    return tuple(dict.fromkeys(notes))


def _ruled(root: Element, matcher: cssselect2.Matcher | None) -> Iterator[tuple[Element, list[_Weighed]]]:
    """Yield every element with the declarations that sheets have for it."""
    if matcher is None:
        yield from ((element, []) for element in root.iter("*"))
        return
    for wrapped in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        yield wrapped.etree_element, list(_weighed(wrapped, matcher))


def _inline(style: str) -> Iterator[_Weighed]:
    for place, entry in enumerate(declarations_in(style) if style else ()):
        yield _Weighed((entry.important, True, (0, 0, 0), place), entry)


def _matcher(root: Element, notes: list[CssNote]) -> tuple[cssselect2.Matcher | None, dict[str, str]]:
    """Return what tells the rules that apply to an element, and the custom properties of the root."""
    sheets = ["".join(map(str, sheet.itertext())) for sheet in root.iter(f"{{{SVG}}}style")]
    if not any(sheet.strip() for sheet in sheets):
        return None, {}
    matcher, census, count, tests = cssselect2.Matcher(), Census(root), 0, 0.0
    customs: dict[str, str] = {}
    for rule in (rule for sheet in sheets for rule in _rules(sheet, notes)):
        count += 1
        if count > _MOST_RULES:
            raise CssError(f"there are more than {_MOST_RULES:,} CSS rules; save it as plain SVG")
        declarations = declarations_in(rule.content)
        customs.update((entry.name, entry.value) for entry in declarations if entry.name.startswith("--"))
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            selector = tinycss2.serialize(rule.prelude).strip()
            hint = "use the class or id of the element as selector"
            notes.append(CssNote("", f"the CSS selector '{selector[:60]}' cannot be read", hint))
            continue
        tests += census.tests(selectors, tinycss2.serialize(rule.prelude))
        if tests > MOST_TESTS:
            raise CssError(
                "its CSS would compare selectors with elements more than "
                f"{MOST_TESTS:,} times; use classes instead of '*', ':has()' and long selectors"
            )
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declarations)
    return matcher, customs


def _rules(sheet: str, notes: list[CssNote]) -> Iterator[Any]:
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        yield from _plain_rules(rule, notes)


def _plain_rules(rule: Any, notes: list[CssNote]) -> Iterator[Any]:  # noqa: ANN401  tinycss2 has no types
    if rule.type == "qualified-rule":
        yield rule
    elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
        if tinycss2.serialize(rule.prelude).strip().lower() in _SCREENS:
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                yield from _plain_rules(inner, notes)
    elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
        hint = "copy the rules into the drawing; nothing is read from outside"
        notes.append(CssNote("", "@import is not read", hint))


def _weighed(wrapped: Any, matcher: cssselect2.Matcher) -> Iterator[_Weighed]:  # noqa: ANN401  see above
    for specificity, order, _, declarations in matcher.match(wrapped):
        for entry in declarations:
            yield _Weighed((entry.important, False, specificity, order), entry)


def _winners(found: Iterable[_Weighed]) -> dict[str, str]:
    """Return the value of each property: important beats plain, `style` beats sheets, later beats earlier."""
    values: dict[str, str] = {}
    for weighed in sorted(found, key=lambda weighed: weighed.rank):
        for name, value in _longhands(weighed.declaration):
            values.pop(name, None)
            values[name] = value
    return values


def _longhands(declaration: Declaration) -> Iterator[tuple[str, str]]:
    if declaration.name == "marker":
        yield from ((f"marker-{place}", declaration.value) for place in ("start", "mid", "end"))
    elif declaration.name == "font":
        yield from longhands_of(declaration.value)
    else:
        yield declaration.name, declaration.value


def _write(element: Element, values: dict[str, str], customs: dict[str, str], notes: list[CssNote]) -> None:
    """Write what the cascade says of an element where engines look for it."""
    kept = []
    for name, written in values.items():
        value = with_variables(written, customs)
        if value.lower() in _GLOBAL:
            _write_global(element, name, value.lower())
        elif name in _PRESENTATION or name in TYPOGRAPHY:
            element.set(name, value)
        elif name in _STYLE_ONLY:
            kept.append(f"{name}:{value}")
        elif name in ("transform", "transform-origin"):
            continue
        elif not (name in _HARMLESS or name.startswith(_OWN_PREFIXES)):
            hint = f"draw it without '{name}', for example with shapes, groups and opacity"
            notes.append(
                CssNote(layer_name(element).word, f"the CSS property '{name}' is not honoured", hint)
            )
    if "transform" in values:
        _write_transform(element, values, notes)
    if kept:
        element.set("style", ";".join(kept))


def _write_global(element: Element, name: str, value: str) -> None:
    """Honour `inherit` and its kin: an attribute that is not there inherits, or has its initial value."""
    element.attrib.pop(name, "")
    parent = element.getparent()
    if value == "inherit" and parent is not None and parent.get(name) is not None:
        element.set(name, str(parent.get(name)))


def _write_transform(element: Element, values: dict[str, str], notes: list[CssNote]) -> None:
    try:
        element.set("transform", transform_of(values["transform"], values.get("transform-origin", "")))
    except CssTransformError as error:
        hint = "turn it into a transform attribute: ungroup and group the object again in your editor"
        notes.append(CssNote(layer_name(element).word, f"the CSS transform cannot be read: {error}", hint))


def _resolve_variables(element: Element, customs: dict[str, str]) -> None:
    """Put custom properties into attributes that speak of them: exports of icon tools do."""
    for name, value in element.attrib.items():
        if "var(" in value:
            element.set(name, with_variables(str(value), customs))


def with_variables(
    value: str, customs: dict[str, str], depth: int = 8, known: dict[tuple[str, int], str] | None = None
) -> str:
    """Return a value with every `var(--name, fallback)` put in place; what is not known is empty.

    `known` holds what was worked out on the way. Raises `CssError` when variables multiply each other.
    """
    if "var(" not in value or depth == 0:
        return value
    known = {} if known is None else known
    if (value, depth) in known:
        return known[value, depth]
    parts, length = [], 0
    for token in tinycss2.parse_component_value_list(value):
        if token.type != "function" or token.lower_name != "var":
            part = token.serialize()
        else:
            inside = [entry for entry in token.arguments if entry.type != "comment"]
            name, _, fallback = tinycss2.serialize(inside).partition(",")
            part = with_variables(customs.get(name.strip(), fallback.strip()), customs, depth - 1, known)
        parts.append(part)
        length += len(part)
        if length > MOST_VALUE:
            raise CssError(f"a CSS variable makes a value of more than {MOST_VALUE:,} characters")
    result = known[value, depth] = "".join(parts)
    return result
