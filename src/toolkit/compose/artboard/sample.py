"""The sample text of a slot: the type that a designer set, in whatever units the tool wrote."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from toolkit.affine import Affine, parse_transform
from toolkit.compose.svg.font_shorthand import (
    axes_in,
    families_in,
    features_in,
    named_italic,
    named_weight,
    stretch_of,
)
from toolkit.compose.svg.lengths import Base, font_size_of, user_units
from toolkit.compose.svg.svgdoc import inherited
from toolkit.sources.workspace.design import Align
from toolkit.sources.workspace.font_family import split_style
from toolkit.svg.document import Element, local_name
from toolkit.typeset.style import Case
from toolkit.units import Size

_DEFAULT_SIZE: Final = 48.0  # user units, where no sample says a size
_TEXTS: Final = frozenset({"text", "tspan", "flowRoot", "flowPara", "flowSpan"})
_ANCHORS: Final[dict[str, Align]] = {"start": "start", "middle": "middle", "end": "end"}
_ALIGNS: Final[dict[str, Align]] = {
    "start": "start",
    "left": "start",
    "center": "middle",
    "end": "end",
    "right": "end",
}
_CASES: Final[dict[str, Case]] = {
    "uppercase": "uppercase",
    "lowercase": "lowercase",
    "capitalize": "capitalize",
}
_TURNED: Final[dict[Align, Align]] = {"start": "end", "middle": "middle", "end": "start"}
_BOLD, _REGULAR = 700, 400
_NORMAL: Final = 100.0
_NOWHERE: Final = Size(0.0, 0.0)  # percentages of type are of type
# `lr-tb` and `lr` are what SVG 1.1 calls horizontal writing, which Inkscape has always written.
_PLAIN: Final = frozenset(
    {"", "none", "normal", "0", "0px", "auto", "baseline", "horizontal-tb", "lr-tb", "lr", "rl-tb", "rl"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStroke:
    """A line along the edges of letters: its paint, its width in em, and whether letters lie over it."""

    paint: str
    width: float
    below: bool = False
    opacity: float = 1.0
    join: str = "miter"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleType:
    """How a sample is set: sizes in user units of the slot, leading and tracking in em of the size.

    `None` stands for what the sample does not say.
    """

    size: float
    fill: str
    opacity: float
    stroke: SampleStroke | None
    weight: int
    italic: bool
    width: float
    families: tuple[str, ...]
    features: tuple[tuple[str, int], ...]
    align: Align
    leading: float | None
    tracking: float
    case: Case
    space: Affine
    """The map from where the sample stands to its slot: its gradients and patterns are measured there."""
    ignored: tuple[str, ...]
    """What the sample has that words will not have, in plain words."""


def sample_of(slot: Element) -> Element | None:
    """Return the text, or the part of one, whose look is that of the slot: the largest, and most of it."""
    texts = [element for element in slot.iter() if local_name(element) in _TEXTS]
    if not texts:
        return None
    sized = [text for text in texts if text.get("font-size")]
    best = max(sized, key=lambda text: font_size_of(text, _NOWHERE)) if sized else texts[0]
    if (best.text or "").strip() or any((part.tail or "").strip() for part in best):
        return best
    # All words stand in inner parts, as Inkscape writes them: what is seen is theirs.
    inner = [part for part in best.iter() if local_name(part) in _TEXTS and (part.text or "").strip()]
    return max(inner, key=lambda part: len((part.text or "").strip())) if inner else best


def sample_type(slot: Element) -> SampleType:
    """Read how the sample of a slot is set; of a slot without one, the layer's own properties."""
    sample = sample_of(slot)
    node = sample if sample is not None else slot
    own = _font_size(node)
    face = face_of(node)
    return SampleType(
        size=own * _factor(node, slot),
        fill=inherited(node, "fill") or "#000000",
        opacity=_opacity(node, slot),
        stroke=_stroke(node, own),
        weight=face.weight,
        italic=face.italic,
        width=face.width,
        families=face.families,
        features=features_in(inherited(node, "font-feature-settings")),
        align=_align(node),
        leading=_leading(inherited(node, "line-height"), own),
        tracking=_tracking(inherited(node, "letter-spacing"), own),
        case=case_of(node),
        space=_matrix(node, slot),
        ignored=tuple(_ignored(node, slot)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFace:
    """The letters that a drawing asks for; `width` is in per cent of normal."""

    families: tuple[str, ...]
    weight: int
    italic: bool
    width: float


def face_of(node: Element) -> DrawnFace:
    """Read which letters a text asks for, in its properties, its axes and the name of its font."""
    families = families_in(inherited(node, "font-family") or "")
    axes = axes_in(inherited(node, "font-variation-settings"))
    return DrawnFace(
        families=tuple(families),
        weight=round(axes["wght"]) if "wght" in axes else _weight(node, families),
        italic=_italic(node, families) or axes.get("ital", 0) > 0 or axes.get("slnt", 0) < 0,
        width=axes.get("wdth") or stretch_of(inherited(node, "font-stretch")) or _named_width(families),
    )


def case_of(node: Element) -> Case:
    """Return how a text changes its capitals."""
    return _CASES.get((inherited(node, "text-transform") or "").strip().lower(), "")


def _font_size(node: Element) -> float:
    if inherited(node, "font-size") is None:
        return _DEFAULT_SIZE
    return font_size_of(node, _NOWHERE) or _DEFAULT_SIZE


def _between(node: Element, slot: Element) -> Iterator[Element]:
    """Yield a part of a sample and what it stands in, up to the slot, which is not among them."""
    current: Element | None = node
    while current is not None and current is not slot:
        yield current
        current = current.getparent()


def _matrix(node: Element, slot: Element) -> Affine:
    """The map from a part of a sample to its slot."""
    matrix = Affine()
    for element in _between(node, slot):
        matrix = parse_transform(element.get("transform")) @ matrix
    return matrix


def _factor(node: Element, slot: Element) -> float:
    """How much larger a sample is seen in its slot than its font size says."""
    matrix = _matrix(node, slot)
    return abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 or 1.0


def _opacity(node: Element, slot: Element) -> float:
    """The opacity of words: that of their fill, and of every text around them within the slot."""
    shares = [inherited(node, "fill-opacity"), *(part.get("opacity") for part in _between(node, slot))]
    return math.prod(map(_share, shares))


def weight_in(text: str, families: list[str]) -> int:
    """Return a weight from 100 to 900 of a `font-weight`, or else of a PostScript name."""
    word = text.strip().lower()
    if word.isdigit():
        return min(max(int(word), 1), 1000)
    if word in ("bold", "bolder"):
        return _BOLD
    return next((weight for name in families if (weight := named_weight(name)) is not None), _REGULAR)


def _weight(node: Element, families: list[str]) -> int:
    return weight_in(inherited(node, "font-weight") or "", families)


def _align(node: Element) -> Align:
    align = _ALIGNS.get((inherited(node, "text-align") or "").lower())
    anchor = _ANCHORS.get((inherited(node, "text-anchor") or "").lower())
    return anchor or align or "start"


def stated_align(node: Element) -> Align | None:
    """Return the side that a text says it is aligned to, where `start` is the left; None if it says none."""
    align = _ALIGNS.get((inherited(node, "text-align") or "").lower())
    anchor = _ANCHORS.get((inherited(node, "text-anchor") or "").lower())
    # In flowed text of Inkscape only text-align tells; text-anchor belongs to the lines of its fallback.
    stated = align if inherited(node, "shape-inside") else anchor or align
    if (inherited(node, "direction") or "") == "rtl":
        return _TURNED[stated or "start"]
    return stated


def _leading(text: str | None, size: float) -> float | None:
    word = (text or "").strip().lower()
    if not word or word == "normal":
        return None
    if word.replace(".", "", 1).isdigit():
        return float(word)
    value = user_units(word, Base(_NOWHERE, size), percent_of=size)
    return value / size if value else None


def _tracking(text: str | None, size: float) -> float:
    value = user_units(text, Base(_NOWHERE, size), percent_of=size)
    return value / size if value is not None else 0.0


def _italic(node: Element, families: list[str]) -> bool:
    style = (inherited(node, "font-style") or "").strip().lower()
    return style.startswith(("italic", "oblique")) or (not style and any(map(named_italic, families[:1])))


def _named_width(families: list[str]) -> float:
    """Return the width that the name of a font tells, in per cent of the normal one."""
    words = split_style(families[0])[1].lower().split() if families else []
    name = next((word for word in words if word in ("condensed", "expanded")), "normal")
    return stretch_of(name) or _NORMAL


def _stroke(node: Element, size: float) -> SampleStroke | None:
    """Return the stroke of a sample, if there is one to be seen."""
    paint = (inherited(node, "stroke") or "none").strip()
    width = user_units(inherited(node, "stroke-width") or "1", Base(_NOWHERE, size), percent_of=size)
    if paint in ("none", "transparent") or not width or width <= 0:
        return None
    order = (inherited(node, "paint-order") or "").lower().split()
    fill, stroke = (order.index(name) if name in order else len(order) for name in ("fill", "stroke"))
    return SampleStroke(
        paint=paint,
        width=width / size,
        below=stroke < fill,
        opacity=_share(inherited(node, "stroke-opacity")),
        join=(inherited(node, "stroke-linejoin") or "miter").strip(),
    )


def _share(text: str | None) -> float:
    """Return an opacity as a number from 0 to 1; what cannot be read is 1."""
    word = (text or "1").strip()
    try:
        value = float(word[:-1]) / 100 if word.endswith("%") else float(word)
    except ValueError:
        return 1.0
    return min(max(value, 0.0), 1.0)


def _ignored(node: Element, slot: Element) -> Iterator[str]:
    """Yield what a sample has and set words will not."""
    for name, what in _UNSET.items():
        if (inherited(node, name) or "").strip().lower() not in _PLAIN:
            yield what
    matrix = _matrix(node, slot)
    if abs(matrix.b) > _STRAIGHT or abs(matrix.c) > _STRAIGHT:
        yield "its own rotation (rotate the whole slot with its frame)"


_STRAIGHT: Final = 1e-6
_UNSET: Final = {
    "font-variant": "small capitals",
    "font-variant-caps": "small capitals",
    "text-decoration": "underlining",
    "text-decoration-line": "underlining",
    "word-spacing": "word spacing",
    "baseline-shift": "the shifted baseline",
    "writing-mode": "vertical writing",
}
