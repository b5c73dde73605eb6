"""Frames for texts that were drawn without one: where words may stand, and how they stand there.

The rules in their order: the frame that the tool kept (a flowed shape, a box beside the text), the button or
card around the text, or else the ink of the sample, grown in the direction of writing to the next thing that
words must not touch. All boxes are in the text's own units, so that rotated text has an upright frame.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from toolkit.affine import Affine
from toolkit.compose.artboard.drawn_text import SampleLine
from toolkit.sources.workspace.design import Align, VerticalAlign
from toolkit.units import Rect

_UPRIGHT: Final[Mapping[Align, VerticalAlign]] = {"start": "top", "middle": "middle", "end": "bottom"}


class Rule(StrEnum):
    """Where a frame came from, in plain words."""

    DRAWN = "the rectangle 'frame'"
    FLOWED = "the shape that the text flows in"
    WIDTH = "the width that the text was given"
    KEPT = "the box that the tool wrote"
    AROUND = "the shape around the text"
    GROWN = "the room around the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the words of a slot stand: a box in the text's own units, and what the sample says of them."""

    box: Rect
    align: Align
    valign: VerticalAlign
    max_lines: int
    leading: float | None
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text to find a frame for: its lines, the alignment it states (`start` is left), its direction."""

    lines: Sequence[SampleLine]
    anchor: Align | None = None
    from_right: bool = False

    @property
    def ink(self) -> Rect:
        """The box of all its ink."""
        return hull(line.ink for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its largest line."""
        return max(line.size for line in self.lines)

    @property
    def pitch(self) -> float | None:
        """The distance of its baselines; None for a single line."""
        steps = [below.y - above.y for above, below in pairwise(self.lines) if below.y > above.y]
        return sorted(steps)[len(steps) // 2] if steps else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a text, in its own units: the page, its margins, shapes, and other texts."""

    page: Rect
    margins: Rect
    shapes: Sequence[Rect] = ()
    texts: Sequence[Rect] = ()


_DEFAULT_LEADING: Final = 1.2
_LEADINGS: Final = (0.8, 3.0)  # what design.toml may say
_CARD: Final = 6.0  # times the area of the text; a larger shape is a ground
_INSIDE: Final = 0.95  # of the ink, for a shape to be around it
_CLOSE: Final = 0.5  # em that are always left to the next thing
_NEAR_SHARE: Final = 0.03  # of the short side: the least margin
_TRUE: Final = 0.25  # em by which edges of one column may differ: the sample's own font may not be at hand
_CENTRED: Final = 0.02  # of a side


def hull(boxes: Iterable[Rect]) -> Rect:
    """Return the box around some boxes; raises `ValueError` for none."""
    found = tuple(boxes)
    left, top = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.right for box in found), max(box.bottom for box in found)
    return Rect(left, top, right - left, bottom - top)


def kept_frame(sample: Sample, box: Rect, rule: Rule) -> Frame:
    """Return the frame in a box that the tool kept; it is never smaller than the ink of the sample."""
    ink = sample.ink
    top = ink.y if box.y - sample.size <= ink.y < box.bottom else box.y
    bottom = max(box.bottom, min(ink.bottom, box.bottom + sample.size))
    left, right = min(box.x, ink.x), max(box.right, ink.right)
    is_flowed = rule is Rule.FLOWED
    whole = (
        Rect(box.x, top, box.width, bottom - top)
        if is_flowed
        else Rect(left, top, right - left, bottom - top)
    )
    return _framed(sample, whole, sample.anchor or _from_lines(sample) or "start", "top", rule)


def found_frame(sample: Sample, around: Around) -> Frame:
    """Return the frame of a text whose tool kept none."""
    card = _card(sample.ink, around)
    if card is not None:
        return _in_card(sample, card)
    limit = _limit(sample.ink, around)
    align = sample.anchor or _from_lines(sample) or _from_place(sample, around, limit)
    across = _across(sample, around, limit, align)
    box, valign = _down(sample, around, limit, across)
    return _framed(sample, box, align, valign, Rule.GROWN)


def _framed(sample: Sample, box: Rect, align: Align, valign: VerticalAlign, rule: Rule) -> Frame:
    pitch = sample.pitch
    step = pitch or _DEFAULT_LEADING * sample.size
    room = 1 + int(max(box.height - sample.lines[0].ink.height, 0.0) / step + 0.02)
    leading = min(max(pitch / sample.size, _LEADINGS[0]), _LEADINGS[1]) if pitch else None
    return Frame(
        box=box,
        align=align,
        valign=valign,
        max_lines=min(max(len(sample.lines), room), 40),
        leading=leading,
        rule=rule,
    )


def _share_inside(ink: Rect, shape: Rect) -> float:
    wide = min(ink.right, shape.right) - max(ink.x, shape.x)
    high = min(ink.bottom, shape.bottom) - max(ink.y, shape.y)
    area = ink.width * ink.height
    return wide * high / area if wide > 0 and high > 0 and area else 0.0


def _containers(ink: Rect, around: Around) -> list[Rect]:
    """Return the shapes that a text stands in, the smallest first."""
    found = [shape for shape in around.shapes if _share_inside(ink, shape) >= _INSIDE]
    return sorted(found, key=lambda shape: shape.width * shape.height)


def _card(ink: Rect, around: Around) -> Rect | None:
    """Return the button or card around a text that holds this text alone."""
    for shape in _containers(ink, around):
        is_small = shape.width * shape.height < _CARD * ink.width * ink.height
        return shape if is_small and not any(map(shape.overlaps, around.texts)) else None
    return None


def _in_card(sample: Sample, card: Rect) -> Frame:
    ink = sample.ink
    gaps = (ink.x - card.x, card.right - ink.right, ink.y - card.y, card.bottom - ink.bottom)
    pad = min(max(min(gaps), 0.25 * sample.size), 1.5 * sample.size)
    inner = Rect(card.x + pad, card.y + pad, card.width - 2 * pad, card.height - 2 * pad)
    box = hull((inner, ink)) if inner.width > 0 and inner.height > 0 else ink
    align = sample.anchor or _by_gaps(gaps[0], gaps[1], sample.size)
    upright = _by_gaps(gaps[2], gaps[3], sample.size)
    valign = _UPRIGHT[upright]
    # What is aligned to an edge keeps its own distance to it.
    left = ink.x if align == "start" else box.x
    right = ink.right if align == "end" else box.right
    top = ink.y if valign == "top" else box.y
    bottom = ink.bottom if valign == "bottom" else box.bottom
    if align == "middle":
        left, right = _about((ink.x + ink.right) / 2, left, right, ink.width)
    if valign == "middle":
        top, bottom = _about((ink.y + ink.bottom) / 2, top, bottom, ink.height)
    return _framed(sample, Rect(left, top, right - left, bottom - top), align, valign, Rule.AROUND)


def _about(centre: float, first: float, last: float, least: float) -> tuple[float, float]:
    """Return the widest span about a centre that stays between two edges."""
    half = max(min(centre - first, last - centre), least / 2)
    return centre - half, centre + half


def _by_gaps(before: float, after: float, size: float) -> Align:
    if abs(before - after) <= max(0.3 * size, 0.12 * (before + after)):
        return "middle"
    return "start" if before < after else "end"


def _limit(ink: Rect, around: Around) -> Rect:
    """Return the box that a text may grow in: margins, or the mirror of its own distance to an edge."""
    inside = _containers(ink, around)
    if not inside and around.margins != around.page and _share_inside(ink, around.margins) >= _INSIDE:
        return around.margins
    box = inside[0] if inside else around.page
    least = _NEAR_SHARE * min(around.page.width, around.page.height)
    across = max(min(ink.x - box.x, box.right - ink.right), least)
    down = max(min(ink.y - box.y, box.bottom - ink.bottom), least)
    inner = Rect(box.x + across, box.y + down, box.width - 2 * across, box.height - 2 * down)
    return hull((inner, ink)) if inner.width > 0 and inner.height > 0 else ink


def _from_lines(sample: Sample) -> Align | None:
    """Return the alignment that lines of different width show (Figma writes a left edge per line)."""
    lines = sample.lines
    widths = [line.ink.width for line in lines]
    if len(lines) < 2 or max(widths) - min(widths) <= _TRUE * sample.size:  # noqa: PLR2004  two lines
        return None
    edges: dict[Align, list[float]] = {
        "start": [line.ink.x for line in lines],
        "middle": [(line.ink.x + line.ink.right) / 2 for line in lines],
        "end": [line.ink.right for line in lines],
    }
    spreads = sorted((max(values) - min(values), name) for name, values in edges.items())
    (least, name), (second, _) = spreads[0], spreads[1]
    return name if least <= _TRUE * sample.size and least <= second / 2 else None


def _from_place(sample: Sample, around: Around, limit: Rect) -> Align:
    """Return the alignment that the place of a single line on the page speaks for."""
    ink = sample.ink
    inside = _containers(ink, around)
    box = inside[0] if inside else around.page
    left, right = ink.x - box.x, box.right - ink.right
    shares_left = any(abs(text.x - ink.x) < _TRUE * sample.size for text in around.texts)
    is_centred = abs((ink.x + ink.right) / 2 - (box.x + box.right) / 2) <= _CENTRED * box.width
    is_wide = ink.width > 0.9 * limit.width
    if is_centred and not shares_left and not is_wide:
        return "middle"
    edge = any(abs(text.right - ink.right) < _TRUE * sample.size for text in around.texts)
    edge = edge or abs(ink.right - around.margins.right) < _TRUE * sample.size
    if sample.from_right:
        return "end" if right < left else "start"
    return "end" if right < left / 2 and edge and not shares_left else "start"


def _gap(gap: float, size: float) -> float:
    """Return how much of a gap stays free."""
    return max(_CLOSE * size, gap / 2)


def _across(sample: Sample, around: Around, limit: Rect, align: Align) -> Rect:
    ink, size = sample.ink, sample.size
    right, left = limit.right, limit.x
    for box in _obstacles(sample, around):
        if box.y < ink.bottom and box.bottom > ink.y:
            if box.x >= ink.right - size * _TRUE:
                right = min(right, box.x - _gap(box.x - ink.right, size))
            elif box.right <= ink.x + size * _TRUE:
                left = max(left, box.right + _gap(ink.x - box.right, size))
    right, left = max(right, ink.right), min(left, ink.x)
    if align == "middle":
        left, right = _about((ink.x + ink.right) / 2, left, right, ink.width)
    elif align == "start":
        left = ink.x
    else:
        right = ink.right
    return Rect(left, ink.y, right - left, ink.height)


def _down(sample: Sample, around: Around, limit: Rect, across: Rect) -> tuple[Rect, VerticalAlign]:
    ink, size = sample.ink, sample.size
    top, bottom = limit.y, limit.bottom
    for box in _obstacles(sample, around):
        if box.x < across.right and box.right > across.x:
            if box.y >= ink.bottom - size * _TRUE:
                bottom = min(bottom, box.y - _gap(box.y - ink.bottom, size))
            elif box.bottom <= ink.y + size * _TRUE:
                top = max(top, box.bottom + _gap(ink.y - box.bottom, size))
    top, bottom = min(top, ink.y), max(bottom, ink.bottom)
    middle, centre = limit.y + limit.height / 2, ink.y + ink.height / 2
    if abs(centre - middle) <= _CENTRED * around.page.height:
        top, bottom = _about(centre, top, bottom, ink.height)
        return Rect(across.x, top, across.width, bottom - top), "middle"
    if centre < middle:
        return Rect(across.x, ink.y, across.width, bottom - ink.y), "top"
    return Rect(across.x, top, across.width, ink.bottom - top), "bottom"


def _obstacles(sample: Sample, around: Around) -> list[Rect]:
    ink = sample.ink
    shapes = [box for box in around.shapes if _share_inside(ink, box) == 0.0]
    return [*shapes, *around.texts]


def moved(around: Around, inverse: Affine) -> Around:
    """Return what stands around in the units of a text, by the map from the root to these."""
    return Around(
        page=inverse.box(around.page),
        margins=inverse.box(around.margins),
        shapes=tuple(map(inverse.box, around.shapes)),
        texts=tuple(map(inverse.box, around.texts)),
    )
