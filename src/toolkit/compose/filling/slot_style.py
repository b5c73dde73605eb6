"""The style of a slot: what the sample text in the drawing shows, unless design.toml says otherwise."""

from dataclasses import dataclass

from toolkit.compose.svg.svgdoc import inherited, length
from toolkit.sources.workspace.design import Align, SlotRules
from toolkit.svg.document import Element, local_name, svg_tag
from toolkit.typeset import Span, TextStyle

_ANCHORS: dict[str, Align] = {"start": "start", "middle": "middle", "end": "end"}
_BOLD = 600
_SMALLEST_SHARE = 0.5  # of the drawn size, where the design does not say how small a text may get
_DEFAULT_SIZE = 48.0
_DEFAULT_LEADING = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStyle:
    """Fill colour and type style of a text slot; sizes in SVG user units of the artboard.

    `emphasis` is how phrases are brought out, if the sample shows one in a `<tspan>` of its own.
    """

    fill: str
    text: TextStyle
    emphasis: Span | None = None


def slot_style(slot: Element, rules: SlotRules) -> SlotStyle:
    """Return the style of a slot from its rules and its sample text."""
    sample = _sample(slot)
    drawn = length(_value(sample, slot, "font-size"), _DEFAULT_SIZE)
    largest = rules.max_size or drawn
    text = TextStyle(
        weight=rules.weight or _weight(_value(sample, slot, "font-weight")),
        max_size=largest,
        min_size=min(rules.min_size or largest * _SMALLEST_SHARE, largest),
        max_lines=rules.max_lines or 1,
        leading=rules.leading or _DEFAULT_LEADING,
        align=rules.align or _ANCHORS.get(_value(sample, slot, "text-anchor"), "start"),
        valign=rules.valign or "top",
        tracking=rules.tracking if rules.tracking is not None else 0.0,
        uppercase=rules.uppercase,
    )
    fill = _value(sample, slot, "fill") or "#000000"
    return SlotStyle(fill=fill, text=text, emphasis=_emphasis(slot, fill, text.weight))


def _emphasis(slot: Element, fill: str, weight: int) -> Span | None:
    """The look of the first `<tspan>` in another colour or weight than the sample."""
    for part in slot.iter(svg_tag("tspan")):
        own = inherited(part, "fill") or fill, _weight(inherited(part, "font-weight") or str(weight))
        if own != (fill, weight):
            return Span(text="", fill=own[0] if own[0] != fill else None, weight=own[1])
    return None


def _sample(slot: Element) -> Element | None:
    texts = [element for element in slot.iter() if local_name(element) in {"text", "tspan"}]
    sized = [text for text in texts if text.get("font-size")]
    return max(sized, key=lambda text: length(text.get("font-size"))) if sized else next(iter(texts), None)


def _value(sample: Element | None, slot: Element, name: str) -> str:
    return inherited(sample if sample is not None else slot, name) or ""


def _weight(text: str) -> int:
    if text == "bold":
        return 700
    return 700 if text.isdigit() and int(text) >= _BOLD else 400
