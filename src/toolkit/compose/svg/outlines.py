"""Outlines of shapes as lines through points: what text runs along, and what it flows in."""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path.parser import parse_path

from toolkit.affine import Affine
from toolkit.compose.svg.svgdoc import length, rect_of
from toolkit.svg.document import Element, local_name

Point = tuple[float, float]
Line = tuple[Point, ...]
_STEPS: Final = 24  # of a curve
_ROUND: Final = 96  # of a circle


class _Flattener(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Receives a path and keeps points of it."""

    def __init__(self) -> None:
        super().__init__(None)
        self.lines: list[list[Point]] = []

    def _moveTo(self, point: Point) -> None:  # noqa: N802  the names of fontTools
        self.lines.append([point])

    def _lineTo(self, point: Point) -> None:  # noqa: N802  see above
        self.lines[-1].append(point)

    def _curveToOne(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802  see above
        start = self.lines[-1][-1]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (start, one, two, end)
            x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
            y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
            self.lines[-1].append((x, y))

    def _closePath(self) -> None:  # noqa: N802  see above
        self.lines[-1].append(self.lines[-1][0])

    def _endPath(self) -> None:  # noqa: N802  see above
        pass


def lines_of_shape(shape: Element) -> tuple[Line, ...]:
    """Return the outline of a shape in its own units, a line for each part; empty for what has none."""
    match local_name(shape):
        case "path":
            return _of_path(str(shape.get("d", "")))
        case "rect" | "image":
            box = rect_of(shape)
            corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
            return ((*corners, corners[0]),)
        case "circle" | "ellipse":
            return (_ellipse(shape),)
        case "line":
            x1, y1, x2, y2 = (length(shape.get(name)) for name in ("x1", "y1", "x2", "y2"))
            return (((x1, y1), (x2, y2)),)
        case "polygon" | "polyline":
            return _of_points(shape)
    return ()


def _of_path(data: str) -> tuple[Line, ...]:
    pen = _Flattener()
    with suppress(Exception):  # the parser raises what comes; up to there the path is drawn
        parse_path(data, pen)
    return tuple(tuple(line) for line in pen.lines)


def _ellipse(shape: Element) -> Line:
    across, down = (length(shape.get(name)) or length(shape.get("r")) for name in ("rx", "ry"))
    x, y = length(shape.get("cx")), length(shape.get("cy"))
    turns = [2 * math.pi * step / _ROUND for step in range(_ROUND + 1)]
    return tuple((x + across * math.cos(turn), y + down * math.sin(turn)) for turn in turns)


def _of_points(shape: Element) -> tuple[Line, ...]:
    numbers = [length(part) for part in str(shape.get("points", "")).replace(",", " ").split()]
    points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    if local_name(shape) == "polygon" and points:
        points = (*points, points[0])
    return (points,) if points else ()


def moved(lines: Sequence[Line], matrix: Affine) -> tuple[Line, ...]:
    """Return lines under a transform."""
    return tuple(tuple(matrix.point(*point) for point in line) for line in lines)


@dataclass(frozen=True, slots=True)
class Track:
    """A path as far as text runs along it: its stretches in order, with the length at which each begins."""

    stretches: tuple[tuple[float, Point, Point], ...]
    length: float

    @classmethod
    def along(cls, lines: Sequence[Line]) -> "Track":
        """Make a track of an outline; jumps between its parts have no length."""
        stretches, total = [], 0.0
        for line in lines:
            for start, end in pairwise(line):
                step = math.dist(start, end)
                if step > 0:
                    stretches.append((total, start, end))
                    total += step
        return cls(tuple(stretches), total)

    def at(self, distance: float) -> Affine | None:
        """Return the map from the origin to a place on the track, turned along it; None beyond its ends."""
        if not self.stretches or not 0 <= distance <= self.length:
            return None
        low, high = 0, len(self.stretches) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.stretches[middle][0] <= distance else (low, middle - 1)
        begin, start, end = self.stretches[low]
        step = math.dist(start, end)
        share = (distance - begin) / step
        cos, sin = (end[0] - start[0]) / step, (end[1] - start[1]) / step
        x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        return Affine(cos, sin, -sin, cos, x, y)


def spans_between(lines: Sequence[Line], top: float, bottom: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches, from the left, that lie inside an outline all the way from `top` to `bottom`."""
    rows = 5
    found: list[tuple[float, float]] | None = None
    for step in range(rows):
        y = top + (bottom - top) * (step + 0.5) / rows
        inside = _inside(lines, y)
        found = inside if found is None else _common(found, inside)
    yield from found or ()


def _inside(lines: Sequence[Line], y: float) -> list[tuple[float, float]]:
    """Return the stretches inside an outline at a height, by the even-odd rule."""
    crossings = []
    for line in lines:
        closed = (*line, line[0]) if line and line[0] != line[-1] else line
        for (ax, ay), (bx, by) in pairwise(closed):
            if (ay <= y) != (by <= y):
                crossings.append(ax + (y - ay) / (by - ay) * (bx - ax))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _common(
    one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return [(left, right) for left, right in pairs if right > left]
