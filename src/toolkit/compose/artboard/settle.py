"""Settling: rows of text make room for one that is taller than its frame, as Nastaliq often is.

Frames are drawn for letters of usual height. A row that sticks out of its frames pushes those above and below
into the blank space around them, all of them as little as possible. Where nothing sticks out, nothing moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from toolkit.compose.artboard.adapt import shift
from toolkit.svg.document import Element, matrix_to_root
from toolkit.units import Rect

_LEAST = 0.01  # units; less cannot be seen
_ROUNDS = 400  # a column of ten rows is settled after some forty


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A filled layer as it stands: frame and ink in canvas units, and the blank it needs above or below.

    `is_fixed` is true of codes, pictures and charts, which give way to no text.
    """

    element: Element
    frame: Rect
    ink: Rect
    gap: float
    is_fixed: bool = False

    @property
    def sticks_out(self) -> bool:
        """Whether the ink is higher than the frame."""
        return self.ink.height > self.frame.height + _LEAST


@dataclass(slots=True)
class _Row:
    """Layers side by side, which move together so that their lines stay level; `moved` is how far down."""

    members: list[Standing]
    moved: float = 0.0

    @property
    def top(self) -> float:
        return min(one.ink.y for one in self.members) + self.moved

    @property
    def bottom(self) -> float:
        return max(one.ink.bottom for one in self.members) + self.moved

    @property
    def gap(self) -> float:
        return max(one.gap for one in self.members)

    @property
    def is_fixed(self) -> bool:
        return any(one.is_fixed for one in self.members)

    @property
    def sticks_out(self) -> bool:
        return any(one.sticks_out for one in self.members)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two rows of which one stands above the other in the same width, and the blank they need."""

    above: _Row
    below: _Row
    gap: float

    def part(self, safe: Rect) -> float:
        """Move each by half of what is missing, where there is room, and return what is missing."""
        missing = self.gap - (self.below.top - self.above.bottom)
        if missing <= _LEAST:
            return 0.0
        up = 0.0 if self.above.is_fixed else max(self.above.top - safe.y, 0.0)
        down = 0.0 if self.below.is_fixed else max(safe.bottom - self.below.bottom, 0.0)
        downwards = min(max(missing / 2, missing - up), down)
        self.above.moved -= min(missing - downwards, up)
        self.below.moved += downwards
        return missing


def settle(standing: Sequence[Standing], safe: Rect) -> None:
    """Move rows apart where one is taller than its frames; `safe` is where they may go, in canvas units."""
    if not any(one.sticks_out for one in standing):
        return
    rows = _rows(standing)
    for row in rows:
        if not row.is_fixed:
            row.moved = max(safe.y - row.top, 0.0) + min(safe.bottom - row.bottom, 0.0)
    pairs = list(_pairs(rows))
    for _ in range(_ROUNDS):
        if not sum(pair.part(safe) for pair in pairs):
            break
    for row in rows:
        if abs(row.moved) >= _LEAST:
            for one in row.members:
                _move(one.element, row.moved)


def _move(element: Element, moved: float) -> None:
    parent = element.getparent()
    factor = matrix_to_root(parent).d if parent is not None else 1.0
    shift(element, 0.0, moved / (factor or 1.0))


def _rows(standing: Sequence[Standing]) -> list[_Row]:
    rows: list[_Row] = []
    for one in sorted(standing, key=lambda entry: entry.ink.y + entry.ink.height / 2):
        beside = next((row for row in rows if _is_beside(row, one)), None)
        if beside is None:
            rows.append(_Row([one]))
        else:
            beside.members.append(one)
    return rows


def _is_beside(row: _Row, one: Standing) -> bool:
    """Tell whether a text is level with those of a row and in the same group of the drawing."""
    first = row.members[0]
    if one.is_fixed or first.is_fixed or one.element.getparent() is not first.element.getparent():
        return False
    apart = abs(first.ink.y + first.ink.height / 2 - one.ink.y - one.ink.height / 2)
    level = apart <= min(first.ink.height, one.ink.height) / 2
    return level and not any(_share_width(member, one) for member in row.members)


def _share_width(one: Standing, other: Standing) -> bool:
    return one.ink.x < other.ink.right and other.ink.x < one.ink.right


def _pairs(rows: list[_Row]) -> Iterator[_Pair]:
    """Yield the rows that may run into each other, from the top down.

    Two rows that neither stick out nor touch may stay as near as they were drawn. A text that was drawn over
    a picture stays there.
    """
    for above, below in combinations(rows, 2):
        if not any(_share_width(one, other) for one in above.members for other in below.members):
            continue
        if (above.is_fixed or below.is_fixed) and _are_drawn_over_each_other(above, below):
            continue
        drawn = below.top - above.bottom
        gap = max(above.gap, below.gap)
        sticks = above.sticks_out or below.sticks_out
        yield _Pair(above, below, gap if sticks or drawn < 0 else min(gap, drawn))


def _are_drawn_over_each_other(one: _Row, other: _Row) -> bool:
    return any(first.frame.overlaps(second.frame) for first in one.members for second in other.members)
