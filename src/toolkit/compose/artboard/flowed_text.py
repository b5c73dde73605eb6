"""Text that flows in a shape or to a width: its lines, broken as Inkscape breaks them.

Inkscape sets such text anew whenever it opens a drawing, so what its file says of lines does not count. Lines
are filled one after the other (CSS Text 3, 5), as far down as the shapes reach; what is left over is hidden.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from toolkit.affine import parse_transform
from toolkit.compose.artboard.ruler import language_written
from toolkit.compose.artboard.text_boxes import FLOWED
from toolkit.compose.artboard.text_chars import Char
from toolkit.compose.artboard.text_places import TextPlaces
from toolkit.compose.svg.lengths import Base, font_size_of, user_units
from toolkit.compose.svg.outlines import Line, lines_of_shape, moved, spans_between
from toolkit.compose.svg.svgdoc import box_in, inherited, length
from toolkit.svg.document import Element, local_name
from toolkit.svg.references import names_in_value
from toolkit.text_boundaries import line_ends
from toolkit.units import Rect, Size

_NOWHERE: Final = Size(0.0, 0.0)
_ENDLESS: Final = 1_000_000.0
_MOST_LINES: Final = 4000
_SLACK: Final = 1e-3  # em; what rounding may add to a line
_SHARES: Final = {"center": 0.5, "middle": 0.5, "end": 1.0, "right": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where text flows: the outline of a shape with what is kept free inside, or a column without an end."""

    outline: tuple[Line, ...]
    padding: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    first_baseline: float | None = None
    """Where the first line stands, if the text says so itself."""

    def spans(self, top: float, bottom: float) -> list[tuple[float, float]]:
        """Return the stretches that a line between two heights may fill, from left to right."""
        found = spans_between(self.outline, top, bottom)
        inset = ((left + self.padding, right - self.padding) for left, right in found)
        return [(left, right) for left, right in inset if right > left]


def regions_of(text: Element) -> tuple[Region, ...]:
    """Return where a text flows, in its own units; empty for a text that does not."""
    if (box := box_in(str(text.get(FLOWED, "")))) is not None:
        return (_of_box(box),)
    names = names_in_value("shape-inside", inherited(text, "shape-inside") or "")
    if names:
        return tuple(_of_shapes(text, names))
    width = user_units(inherited(text, "inline-size"), Base(_NOWHERE, font_size_of(text, _NOWHERE)))
    return (_of_width(text, width),) if width and width > 0 else ()


def _of_box(box: Rect, first_baseline: float | None = None) -> Region:
    corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    return Region(outline=(corners,), top=box.y, bottom=box.bottom, first_baseline=first_baseline)


def _of_shapes(text: Element, names: Sequence[str]) -> Iterator[Region]:
    by_id = {str(node.get("id")): node for node in text.getroottree().getroot().iter("*") if node.get("id")}
    padding = length(inherited(text, "shape-padding"))
    for name in names:
        shape = by_id.get(name)
        if shape is None:
            continue
        outline = moved(lines_of_shape(shape), parse_transform(shape.get("transform")))
        heights = [y for line in outline for _, y in line]
        if heights:
            top, bottom = min(heights) + padding, max(heights) - padding
            yield Region(outline=outline, padding=padding, top=top, bottom=bottom)


def _of_width(text: Element, width: float) -> Region:
    """Return the column of a text with a width: about its `x`, from its `y` down (SVG 2, 11.7.1)."""
    chars = (str(text.get(name, "0")).replace(",", " ").split() for name in ("x", "y"))
    x, y = (length(parts[0]) if parts else 0.0 for parts in chars)
    share = _share(text)
    return _of_box(Rect(x - share * width, y - _ENDLESS, width, 2 * _ENDLESS), y)


def _share(text: Element) -> float:
    """Return the share of the room beside a line that lies to its left."""
    flows = bool(inherited(text, "shape-inside") or text.get(FLOWED))
    name = "text-align" if flows else "text-anchor"
    word = (inherited(text, name) or inherited(text, "text-align") or "start").strip().lower()
    if inherited(text, "direction") == "rtl":
        return {"left": 0.0, "center": 0.5, "middle": 0.5, "end": 0.0}.get(word, 1.0)
    return _SHARES.get(word, 0.0)


@dataclass(frozen=True, slots=True)
class _Room:
    """The height that the letters of a line take: above and below its baseline."""

    above: float = 0.0
    below: float = 0.0

    def grown(self, other: "_Room") -> "_Room":
        return _Room(max(self.above, other.above), max(self.below, other.below))

    @property
    def height(self) -> float:
        return self.above + self.below


def flowed(places: TextPlaces, regions: Sequence[Region]) -> list[list[Char]]:
    """Return the lines of a text that flows, each with its pen put where it begins.

    Characters that find no room are left out.
    """
    return list(_Flow(places, regions).lines())


class _Flow:
    """One text as it flows."""

    def __init__(self, places: TextPlaces, regions: Sequence[Region]) -> None:
        self._places = places
        self._regions = regions
        self._chars = _paragraphs(places)
        self._advances = [0.0] * len(self._chars)
        index_of = {id(char): index for index, char in enumerate(self._chars)}
        for start, end in _between_breaks(self._chars):
            for char, _, _, _, advance in places.clusters(self._chars[start:end]):
                self._advances[index_of[id(char)]] += advance
        self._sums = [0.0, *accumulate(self._advances)]
        words = "".join(char.text for char in self._chars)
        self._ends = line_ends(words, language_written(words)) if words else []
        self._strut = self._room(places.text)

    def lines(self) -> Iterator[list[Char]]:
        start, count = 0, 0
        share, justify = _share(self._places.text), _is_justified(self._places.text)
        for region in self._regions:
            top, is_first = region.top, True
            while start < len(self._chars) and count < _MOST_LINES:
                found = self._line(region, start, top, is_first=is_first)
                if found is None:
                    break
                end, left, right, baseline, top = found
                line = [char for char in self._chars[start:end] if not char.is_break]
                self._put(line, start, end, (left, right), baseline, share, justify=justify)
                yield line
                start, count, is_first = end, count + 1, False

    def _line(
        self, region: Region, start: int, top: float, *, is_first: bool
    ) -> tuple[int, float, float, float, float] | None:
        """Return where the next line ends, its sides, its baseline, and where the one below begins."""
        room = self._strut.grown(self._room(self._chars[start].node))
        if is_first and region.first_baseline is not None:
            top = region.first_baseline - room.above
        step = room.height / 4 or 1.0
        while top + room.height <= region.bottom + _SLACK * room.height:
            spans = region.spans(top, top + room.height)
            for left, right in spans:
                end = self._end(start, right - left)
                if end is None:
                    continue
                needed = self._strut
                for node in dict.fromkeys(char.node for char in self._chars[start:end]):
                    needed = needed.grown(self._room(node))
                if needed.height > room.height:
                    room = needed
                    break
                return end, left, right, top + room.above, top + room.height
            else:
                top += step
                if not region.outline or top > region.bottom:
                    return None
        return None

    def _end(self, start: int, width: float) -> int | None:
        """Return the last place where a line of at most a width may end, or none if not a word fits."""
        slack = _SLACK * self._places.type_of(self._chars[start].node).size
        best = None
        for end in self._ends:
            if end <= start:
                continue
            forced = next((i for i in range(start, end) if self._chars[i].is_break), None)
            last = forced if forced is not None else end
            visible = last
            while visible > start and self._chars[visible - 1].text == " ":
                visible -= 1
            if self._sums[visible] - self._sums[start] > width + slack:
                return best
            best = last + 1 if forced is not None else end
            if forced is not None:
                return best
        return best

    def _room(self, node: Element) -> _Room:
        """Return the room of an element's letters with half of its leading above and below (CSS 2, 10.8.1).

        Ascent and descent are shares of the em, as Inkscape counts them.
        """
        type_ = self._places.type_of(node)
        face = self._places.face_of(node)
        ascent, descent = (face.ascender, -face.descender) if face is not None else (800.0, 200.0)
        whole = ascent + descent or 1.0
        half = (type_.leading - type_.size) / 2
        return _Room(ascent / whole * type_.size + half, descent / whole * type_.size + half)

    def _put(
        self,
        line: Sequence[Char],
        start: int,
        end: int,
        sides: tuple[float, float],
        baseline: float,
        share: float,
        *,
        justify: bool,
    ) -> None:
        """Put the pen at the beginning of a line, and room between its words if both sides are even."""
        if not line:
            return
        visible = len(line)
        while visible > 1 and line[visible - 1].text == " ":
            visible -= 1
        index = start + sum(
            1 for char in self._chars[start:end] if char.is_break and char is self._chars[start]
        )
        width = self._sums[index + visible] - self._sums[index]
        left, right = sides
        is_last = end >= len(self._chars) or self._chars[end - 1].is_break
        gaps = [char for before, char in pairwise(line[:visible]) if before.text == " "]
        for char in line:
            char.x = char.y = None
            char.dx = char.dy = 0.0
        if justify and gaps and not is_last:
            for char in gaps:
                char.dx = (right - left - width) / len(gaps)
            share = 0.0
        line[0].x = left + share * (right - left - width)
        line[0].y = baseline


def _is_justified(text: Element) -> bool:
    return (inherited(text, "text-align") or "").strip().lower() == "justify"


def _paragraphs(places: TextPlaces) -> list[Char]:
    """Return the characters of a text; a break stands where a paragraph of old flowed text ends."""
    chars = list(places.chars)
    if not places.text.get(FLOWED):
        return chars
    found: list[Char] = []
    for char in chars:
        if found and _paragraph(char.node) is not _paragraph(found[-1].node):
            found.append(Char(text=" ", node=found[-1].node, is_break=True))
        found.append(char)
    return found


def _paragraph(node: Element) -> Element:
    """Return the part of a text, just below it, that an element is in."""
    current = node
    parent = current.getparent()
    while parent is not None and local_name(parent) != "text" and local_name(current) != "text":
        current, parent = parent, parent.getparent()
    return current


def _between_breaks(chars: Sequence[Char]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, char in enumerate(chars):
        if char.is_break:
            yield start, index
            start = index + 1
    yield start, len(chars)
