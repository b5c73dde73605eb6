"""The style of a slot: what its sample shows, unless design.toml or the campaign's voice says otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from toolkit.compose.artboard.families import Speech, own_family
from toolkit.compose.artboard.sample import SampleStroke, SampleType, sample_type, weight_in
from toolkit.compose.artboard.slots import ALIGN, LEADING, LINES, VALIGN, frame_of, plain_templates, words_of
from toolkit.compose.svg.svgdoc import inherited
from toolkit.languages import Language
from toolkit.sources.workspace.design import Align, SlotRules, VerticalAlign
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.sources.workspace.voices import ALL, ByScript, RoleVoice, value_for
from toolkit.svg.document import Element, svg_tag
from toolkit.typeset import Span, TextStyle
from toolkit.typeset.style import Voice as SetVoice

Thing = TypeVar("Thing")

_SMALLEST_SHARE = 0.5  # of the drawn size, where the design does not say how small a text may get
_DEFAULT_LEADING = 1.2
_SILENT = RoleVoice()
_WHOLE_TEMPLATE = re.compile(r"\{\{.*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStyle:
    """Fill, stroke, opacity and type style of a text slot; sizes in SVG user units of the artboard.

    `emphasis` is how phrases are brought out, if the sample shows one in a `<tspan>` of its own.
    """

    fill: str
    text: TextStyle
    sample: SampleType
    opacity: float = 1.0
    stroke: SampleStroke | None = None
    emphasis: Span | None = None


def slot_style(slot: Element, rules: SlotRules, language: Language, speech: Speech) -> SlotStyle:
    """Return the style of a slot from its rules, its sample text, and the voice that speaks in it."""
    sample = sample_type(slot)
    spoken, voice = _voice(sample, rules, speech)
    script = language.script
    told = spoken if rules.role else _SILENT  # a slot without a role takes no more than the family
    largest = rules.max_size or sample.size
    # What the place of a sample without a frame of its own says (see `artboard.frames`).
    frame = frame_of(slot)
    found = {name: str(value) for name, value in (frame.attrib if frame is not None else {}).items()}
    drawn_leading = float(found.get(LEADING, 0)) or sample.leading or _DEFAULT_LEADING
    italic = _either(value_for(told.italic, script), rules.italic)
    text = TextStyle(
        weight=value_for(told.weight, script) or rules.weight or sample.weight,
        italic=sample.italic if italic is None else italic,
        width=told.width or sample.width,
        voice=voice,
        max_size=largest,
        may_overhang=True,
        min_size=min(rules.min_size or largest * _SMALLEST_SHARE, largest),
        max_lines=rules.max_lines or int(found.get(LINES, 1)),
        leading=value_for(spoken.leading, script) or rules.leading or drawn_leading,
        align=rules.align or cast("Align | None", found.get(ALIGN)) or sample.align,
        valign=rules.valign or cast("VerticalAlign | None", found.get(VALIGN)) or "top",
        tracking=_first(told.tracking, rules.tracking, sample.tracking),
        case="uppercase" if rules.uppercase else sample.case,
    )
    width = value_for(told.stroke, script)
    stroke = SampleStroke(paint=sample.fill, width=width, join="round") if width else sample.stroke
    return SlotStyle(
        fill=sample.fill,
        opacity=sample.opacity,
        stroke=stroke,
        text=text,
        sample=sample,
        emphasis=_emphasis(slot, sample),
    )


def _either(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001  two answers, not switches
    return other if one is None else one


def _first(*values: float | None) -> float:
    return next((value for value in values if value is not None), 0.0)


def _voice(sample: SampleType, rules: SlotRules, speech: Speech) -> tuple[RoleVoice, SetVoice]:
    """Return how the campaign speaks in a slot, and the families that follow.

    A family in design.toml counts first. A sample with a family of its own keeps it, unless the slot has a
    role: then the campaign's voice sets it, if there is one.
    """
    spoken = speech.voice.role(rules.role or "text") if speech.voice else None
    own = own_family((rules.family,) if rules.family else sample.families, speech)
    if own and (rules.family or not rules.role or spoken is None):
        return _SILENT, SetVoice(families=(("", (own,)),), features=_features(sample))
    if spoken is None or rules.family:
        return _SILENT, SetVoice(features=_features(sample))
    return spoken, _set_voice(spoken, sample, speech.stacks, in_full=rules.role is not None)


def _features(sample: SampleType) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    return (("", sample.features),) if sample.features else ()


def _set_voice(spoken: RoleVoice, sample: SampleType, stacks: FontStacks, *, in_full: bool) -> SetVoice:
    families = {script: stacks.family_called(name) for script, name in spoken.family.items()}
    features = {ALL: (), **spoken.feature_values()}
    return SetVoice(
        families=_rows({script: (name,) for script, name in families.items() if name}),
        scales=_rows(spoken.scale),
        skews=_rows(spoken.skew) if in_full else (),
        features=_rows(
            {script: found for script, own in features.items() if (found := (*sample.features, *own))}
        ),
    )


def _rows(table: ByScript[Thing]) -> tuple[tuple[str, Thing], ...]:
    return tuple((_key(script), value) for script, value in sorted(table.items()))


def _key(script: str) -> str:
    return "" if script == ALL else script


def _emphasis(slot: Element, sample: SampleType) -> Span | None:
    """The look of the first `<tspan>` in another colour, weight or slant than the sample."""
    return next((look for _, look in _brought_out(slot, sample)), None)


def templates_brought_out(slot: Element, sample: SampleType) -> tuple[str, ...]:
    """Return the templates, such as `{{ date }}`, that a sample of several values shows as emphasis.

    A tool may cut one into several parts of the same look, and a person may bring out the name alone.
    """
    whole = " ".join(" ".join(words_of(text) for text in slot.iter(svg_tag("text"))).split())
    found: list[str] = []
    pending, before = "", None
    for part, look in _brought_out(slot, sample):
        pending = f"{pending if look == before else ''}{part.text or ''}"
        before = look
        words = " ".join(plain_templates(pending).split())
        named = re.search(rf"\{{\{{\s*{re.escape(words)}\s*\}}\}}", whole) if words.isidentifier() else None
        if _WHOLE_TEMPLATE.search(words) or named:
            found.append(named[0] if named else words)
            pending = ""
    return tuple(found)


def _brought_out(slot: Element, sample: SampleType) -> Iterator[tuple[Element, Span]]:
    """Yield every part of a sample in another colour, weight or slant than it, with what differs."""
    for part in slot.iter(svg_tag("text"), svg_tag("tspan")):
        if not (part.text or "").strip():
            continue
        fill = inherited(part, "fill") or sample.fill
        weight = weight_in(inherited(part, "font-weight") or str(sample.weight), [])
        style = (inherited(part, "font-style") or "").strip().lower()
        italic = style.startswith(("italic", "oblique")) if style else sample.italic
        if (fill, weight, italic) != (sample.fill, sample.weight, sample.italic):
            look = Span(
                text="",
                fill=fill if fill != sample.fill else None,
                weight=weight if weight != sample.weight else None,
                italic=italic if italic != sample.italic else None,
            )
            yield part, look
