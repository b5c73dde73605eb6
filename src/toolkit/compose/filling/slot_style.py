"""The style of a slot: what the sample text in the drawing shows, unless design.toml says otherwise."""

from dataclasses import dataclass
from typing import cast

from toolkit.compose.artboard.sample import sample_type, weight_in
from toolkit.compose.artboard.slots import ALIGN, LEADING, LINES, VALIGN, frame_of
from toolkit.compose.svg.svgdoc import inherited
from toolkit.sources.workspace.design import Align, SlotRules, VerticalAlign
from toolkit.svg.document import Element, svg_tag
from toolkit.typeset import Span, TextStyle

_BOLD = 600
_SMALLEST_SHARE = 0.5  # of the drawn size, where the design does not say how small a text may get
_DEFAULT_LEADING = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStyle:
    """Fill colour, opacity and type style of a text slot; sizes in SVG user units of the artboard.

    `emphasis` is how phrases are brought out, if the sample shows one in a `<tspan>` of its own.
    """

    fill: str
    text: TextStyle
    opacity: float = 1.0
    emphasis: Span | None = None


def slot_style(slot: Element, rules: SlotRules) -> SlotStyle:
    """Return the style of a slot from its rules and its sample text."""
    sample = sample_type(slot)
    largest = rules.max_size or sample.size
    # What the place of a sample without a frame of its own says (see `artboard.frames`).
    frame = frame_of(slot)
    found = {name: str(value) for name, value in (frame.attrib if frame is not None else {}).items()}
    text = TextStyle(
        weight=rules.weight or _weight(sample.weight),
        max_size=largest,
        min_size=min(rules.min_size or largest * _SMALLEST_SHARE, largest),
        max_lines=rules.max_lines or int(found.get(LINES, 1)),
        leading=rules.leading or float(found.get(LEADING, 0)) or sample.leading or _DEFAULT_LEADING,
        align=rules.align or cast("Align | None", found.get(ALIGN)) or sample.align,
        valign=rules.valign or cast("VerticalAlign | None", found.get(VALIGN)) or "top",
        tracking=rules.tracking if rules.tracking is not None else sample.tracking,
        case="uppercase" if rules.uppercase else sample.case,
    )
    return SlotStyle(
        fill=sample.fill,
        opacity=sample.opacity,
        text=text,
        emphasis=_emphasis(slot, sample.fill, text.weight),
    )


def _emphasis(slot: Element, fill: str, weight: int) -> Span | None:
    """The look of the first `<tspan>` in another colour or weight than the sample."""
    for part in slot.iter(svg_tag("tspan")):
        words = inherited(part, "font-weight") or str(weight)
        own = inherited(part, "fill") or fill, _weight(weight_in(words, []))
        if own != (fill, weight):
            return Span(text="", fill=own[0] if own[0] != fill else None, weight=own[1])
    return None


def _weight(weight: int) -> int:
    """The nearest of the two weights that every family has."""
    return 700 if weight >= _BOLD else 400
