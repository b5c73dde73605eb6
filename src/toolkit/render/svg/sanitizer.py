"""The sanitizer: what must never reach an engine, however it got into the drawing.

A laid-out SVG holds no text, no script, no document type and no reference outside itself, and painting it
takes a bounded number of steps. Engines differ in what they do with the rest: resvg opens files named in
``href``, CairoSVG follows 10^9 nested references, all end badly with groups hundreds of levels deep.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from toolkit.render.pixels import RenderError
from toolkit.render.svg.sizing import read_svg
from toolkit.render.svg.skeleton import skeleton_of
from toolkit.svg.document import XML, Element, bare_name
from toolkit.svg.references import is_plain, leads_outside, make_plain, names_in_value

# How many references may follow each other; drawings by people have three or four.
_MAX_CHAIN: Final = 64
# Elements painted after every reference is followed; CairoSVG needs minutes for 10^6.
_MAX_PAINTED: Final = 200_000
# Levels of nesting, those of what is referred to counted where it is used: librsvg ends the process at 600.
_MAX_LEVELS: Final = 256
# Characters of a skeleton that is remembered; longer ones hold photographs.
_LONGEST_KNOWN: Final = 50_000
_TEXT: Final = frozenset({"text", "tspan", "textPath", "tref", "altGlyph"})
_ACTIVE: Final = frozenset(
    {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "canvas"}
)
# Attributes that can be a script or a reference, found by libxml2, as documents have thousands of others: not
# geometry, nor words for people (aria-, data-), which may well hold an address; no engine looks at these.
_SUSPECTS: Final = etree.XPath(
    """//@*[not(local-name() = 'd' or local-name() = 'points' or local-name() = 'transform')
    and not(starts-with(local-name(), 'aria-') or starts-with(local-name(), 'data-'))
    and (local-name() = 'href' or local-name() = 'src' or local-name() = 'base'
    or (local-name() = 'id' and namespace-uri() != '')
    or starts-with(local-name(), 'on') or contains(., '(') or contains(., '@') or contains(., '\\'))]"""
)
_NAMED: Final = etree.XPath("//*[@id]")
_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_OTHER_REFERENCE: Final = re.compile(r"@import|@font-face|image-set\(|\\", re.IGNORECASE)
_CSS_REFERENCE: Final = re.compile(rf"url\(|{_OTHER_REFERENCE.pattern}", re.IGNORECASE)
_XML_BASE: Final = f"{{{XML}}}base"
_XML_ID: Final = f"{{{XML}}}id"


def violations(svg: bytes | str) -> tuple[str, ...]:
    """Return the reasons, in plain words, why a drawing must not reach an engine; empty when it may."""
    try:
        return violations_in(read_svg(svg))
    except RenderError as error:
        return (str(error),)


def parse_sanitized(svg: bytes | str) -> Element:
    """Return the root of a drawing that may reach an engine, its references in the plain spelling.

    Raises `RenderError` with every reason when it may not.
    """
    root = read_svg(svg)
    found = _found_in(svg, root)
    if not found.is_clean:
        raise RenderError(f"the drawing is not a laid-out SVG: {'; '.join(violations_in(root))}")
    if not found.is_plain:
        make_plain(root)
    return root


@dataclass(frozen=True, slots=True)
class _Found:
    """Whether there is nothing against a document, and its references are in the plain spelling."""

    is_clean: bool
    is_plain: bool


def _found_in(svg: bytes | str, root: Element) -> _Found:
    """Look at a document; of those with the same skeleton, only at the first one."""
    skeleton = skeleton_of(svg) if isinstance(svg, str) else ""
    if 0 < len(skeleton) <= _LONGEST_KNOWN:
        return _known(skeleton)
    return _Found(is_clean=not violations_in(root), is_plain=False)


@lru_cache(maxsize=256)
def _known(skeleton: str) -> _Found:
    root = read_svg(skeleton)
    return _Found(is_clean=not violations_in(root), is_plain=is_plain(root))


def violations_in(root: Element) -> tuple[str, ...]:
    """Return the reasons against a document that has been read; each reason once."""
    return tuple(dict.fromkeys(violation.reason for violation in placed_violations(root)))


@dataclass(frozen=True, slots=True)
class Violation:
    """A reason why a document must not reach an engine, and the element that it is about."""

    element: Element
    reason: str


def placed_violations(root: Element) -> Iterator[Violation]:
    """Yield every reason against a document that has been read, with the element that has it."""
    suspects = tuple(_suspects_in(root))
    yield from (Violation(root, reason) for reason in _document_reasons(root))
    yield from _element_violations(root)
    for suspect in suspects:
        yield from (Violation(suspect.element, reason) for reason in suspect.reasons())
    yield from _Painting(root, suspects).violations()


def _document_reasons(root: Element) -> Iterator[str]:
    """Yield what is wrong around the root element, and every node that is not an element."""
    if root.getprevious() is not None:
        yield "a processing instruction"
    for _ in root.iter(etree.ProcessingInstruction, etree.Entity):
        yield "a processing instruction or an entity"


def _element_violations(root: Element) -> Iterator[Violation]:
    """Yield what is wrong with elements; names count whatever their namespace, as engines differ there."""
    for element in root.iter("*"):
        name = bare_name(element.tag)
        if name in _TEXT:
            yield Violation(element, f"text that was not turned into outlines (<{name}>)")
        if name in _ACTIVE:
            yield Violation(element, f"active or foreign content (<{name}>)")
        if name == "style" and _CSS_REFERENCE.search("".join(map(str, element.itertext()))):
            yield Violation(element, "a reference inside CSS rules")


@dataclass(frozen=True, slots=True)
class _Suspect:
    """An attribute that may be a script or a reference; `attribute` has its namespace, `name` has not."""

    element: Element
    attribute: str
    name: str
    value: str

    def reasons(self) -> Iterator[str]:
        """Yield what is wrong with it."""
        element = bare_name(self.element.tag)
        outside = f'a reference outside the drawing ({self.name}="{self.value[:40]}")'
        if self.name in ("href", "src"):
            is_picture = element in ("image", "feImage") and _PICTURE.match(self.value)
            if not (is_picture or names_in_value("href", self.value)):
                yield outside
        elif self.attribute == _XML_BASE:
            yield "a base address (xml:base)"
        elif self.attribute == _XML_ID:
            yield "an id that only some engines know (xml:id)"
        elif self.name.startswith("on"):
            yield f"a script (the attribute {self.name})"
        elif leads_outside(self.value) or _OTHER_REFERENCE.search(self.value):
            yield outside

    def references(self) -> tuple[str, ...]:
        """Return the ids it refers to, by ``href`` or by ``url(#…)``."""
        return names_in_value(self.name, self.value)


def _suspects_in(root: Element) -> Iterator[_Suspect]:
    values: Any = _SUSPECTS(root)  # strings that know where they were found
    for value in values:
        attribute = str(value.attrname)
        yield _Suspect(value.getparent(), attribute, bare_name(attribute), str(value))


class _Painting:
    """Counts the elements that painting touches when every reference is followed."""

    def __init__(self, root: Element, suspects: Sequence[_Suspect]) -> None:
        named: Any = _NAMED(root)
        # Engines differ in which of two elements with the same id they follow: all of them count.
        self._by_id: defaultdict[str, list[Element]] = defaultdict(list)
        for node in named:
            self._by_id[str(node.get("id"))].append(node)
        self._references: defaultdict[Element, list[str]] = defaultdict(list)
        for suspect in suspects:
            self._references[suspect.element].extend(suspect.references())
        self._known: dict[str, _Unfolded] = {}
        self._trail: list[str] = []
        self._root = root
        self._found: list[Violation] = []

    def violations(self) -> Iterator[Violation]:
        """Yield what is wrong with the references inside the drawing: circles, chains and explosions."""
        whole = self.unfolded(self._root)
        yield from self._found
        if whole.count > _MAX_PAINTED:
            yield Violation(self._root, f"references that unfold to more than {_MAX_PAINTED:,} elements")
        if whole.levels > _MAX_LEVELS:
            reason = f"references that unfold to more than {_MAX_LEVELS} levels of nesting"
            yield Violation(self._root, reason)

    def unfolded(self, element: Element) -> "_Unfolded":
        """Return what one element is with everything inside it and everything these refer to."""
        inside = list(element.iter("*"))
        count, levels = len(inside), 0
        for node in inside:
            for name in self._references.get(node, ()):
                below = self._unfolded_of(name)
                count += below.count
                levels = max(levels, _level(node, element) + below.levels)
        return _Unfolded(count, levels)

    def _unfolded_of(self, name: str) -> "_Unfolded":
        """Return the same for the elements with an id; circles and long chains are noted and not followed."""
        if name in self._known or name not in self._by_id:
            return self._known.get(name, _NOTHING)
        if name in self._trail:
            reason = f"a reference that comes back to itself (#{name})"
            self._found.append(Violation(self._by_id[name][0], reason))
            return _NOTHING
        if len(self._trail) >= _MAX_CHAIN:
            reason = f"a chain of more than {_MAX_CHAIN} references"
            self._found.append(Violation(self._by_id[name][0], reason))
            return _NOTHING
        self._trail.append(name)
        parts = [(self.unfolded(element), _depth(element)) for element in self._by_id[name]]
        count = sum(part.count for part, _ in parts)
        self._known[name] = _Unfolded(count, max(max(part.levels, own) for part, own in parts))
        self._trail.pop()
        return self._known[name]


@dataclass(frozen=True, slots=True)
class _Unfolded:
    """How many elements painting touches, and how many levels deep they are nested in each other."""

    count: int
    levels: int


_NOTHING: Final = _Unfolded(0, 0)


def _level(node: Element, top: Element) -> int:
    """Return on which level below and with `top` a node inside of it stands; `top` itself is on the first."""
    level = 1
    for ancestor in (node, *node.iterancestors()):
        if ancestor is top:
            return level
        level += 1
    return level


def _depth(element: Element) -> int:
    """Return how many levels an element has, itself included."""
    level, depth = [element], 0
    while level:
        depth += 1
        level = [child for node in level for child in node]
    return depth
