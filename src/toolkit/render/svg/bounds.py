"""Bounds: the box that simple shapes paint in, read from their attributes. What is not simple has none."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from toolkit.affine import Affine, parse_transform
from toolkit.svg.document import NOT_PAINTED, local_name
from toolkit.units import Rect

__all__ = ["painted_bounds", "union"]

# Reading the shapes must stay quicker than painting a whole page.
_MOST_SHAPES: Final = 160
_MOST_LETTERS: Final = 4000  # of one path
_MITER: Final = 2.0  # stroke widths that a corner reaches beyond its point (miter limit 4; SVG 2, 13.5.5)
# With these, a shape paints elsewhere than its geometry says.
_ELSEWHERE: Final = ("style", "class", "filter", "mask", "marker", "marker-start", "marker-mid", "marker-end")
_STROKES: Final = ("stroke-miterlimit", "vector-effect")
_TOKEN: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[^\s,]")
# How many numbers each command takes; arcs and smooth curves reach beyond the points they are written with.
_NUMBERS: Final = {
    "M": 2,
    "L": 2,
    "m": 2,
    "l": 2,
    "H": 1,
    "h": 1,
    "V": 1,
    "v": 1,
    "C": 6,
    "Q": 4,
    "Z": 0,
    "z": 0,
}


class _UnclearError(ValueError):
    """Where a shape paints cannot be told from its attributes."""


def union(boxes: Iterable[Rect]) -> Rect | None:
    """Return the smallest box that holds others; None if there are none."""
    found = tuple(boxes)
    if not found:
        return None
    left, top = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.right for box in found), max(box.bottom for box in found)
    return Rect(left, top, right - left, bottom - top)


def painted_bounds(element: etree._Element) -> Rect | None:
    """Return a box outside of which an element paints nothing, in units of the root; None if that is unclear.

    The box may be larger than what is painted. Groups, rectangles, circles, ellipses, lines, and paths of
    straight lines and of curves with their own points count as clear.
    """
    try:
        above = Affine()
        for parent in reversed(list(element.iterancestors("{*}g"))):
            above = above @ _own_transform(parent)
        return union(_boxes(element, above, count=[0]))
    except (ValueError, OverflowError):
        return None


def _boxes(element: etree._Element, above: Affine, count: list[int]) -> Iterator[Rect]:
    name = local_name(element)
    if name in NOT_PAINTED:
        return
    here = above @ _own_transform(element)
    if name == "g":
        for child in element:
            yield from _boxes(child, here, count)
        return
    count[0] += 1
    if count[0] > _MOST_SHAPES:
        raise _UnclearError
    yield here.box(_padded(_geometry(name, element), _stroke_reach(element)))


def _own_transform(element: etree._Element) -> Affine:
    if any(name in element.attrib for name in _ELSEWHERE):
        raise _UnclearError
    return parse_transform(element.get("transform"))


def _stroke_reach(element: etree._Element) -> float:
    """Return how far strokes may reach beyond the geometry, in the shape's own units."""
    width, stroked = 1.0, False
    for node in reversed([element, *element.iterancestors()]):
        if any(name in node.attrib for name in _STROKES):
            raise _UnclearError
        width = float(node.get("stroke-width", width))
        stroked = stroked or node.get("stroke", "none") != "none"
    return width * _MITER if stroked else 0.0


def _padded(box: Rect, by: float) -> Rect:
    return Rect(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _geometry(name: str, element: etree._Element) -> Rect:
    def value(attribute: str) -> float:
        return float(element.get(attribute, "0"))

    match name:
        case "rect":
            return Rect(value("x"), value("y"), value("width"), value("height"))
        case "circle":
            return _round(value("cx"), value("cy"), value("r"), value("r"))
        case "ellipse":
            return _round(value("cx"), value("cy"), value("rx"), value("ry"))
        case "line":
            return _hull([(value("x1"), value("y1")), (value("x2"), value("y2"))])
        case "path":
            return _hull(_points(element.get("d", "")))
    raise _UnclearError


def _round(x: float, y: float, across: float, down: float) -> Rect:
    return Rect(x - across, y - down, 2 * across, 2 * down)


def _hull(points: list[tuple[float, float]]) -> Rect:
    if not points:
        raise _UnclearError
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _points(path: str) -> list[tuple[float, float]]:
    """Return the points of a path, those that only pull at a curve included: it stays inside of them."""
    if len(path) > _MOST_LETTERS:
        raise _UnclearError
    found: list[tuple[float, float]] = []
    x = y = 0.0
    start = (x, y)
    for command, numbers in _segments(path):
        if command in "Zz":
            x, y = start
            continue
        found.extend(zip(numbers[:-2:2], numbers[1:-2:2], strict=True))
        x, y = _end(command, numbers, x, y)
        found.append((x, y))
        if command in "Mm":
            start = (x, y)
    return found


def _segments(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield the commands of a path with their numbers; a command that is not repeated counts as it does."""
    tokens = _TOKEN.findall(path)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        count = _NUMBERS.get(command)
        if count is None:
            raise _UnclearError
        numbers = [float(token) for token in tokens[at : at + count]]
        if len(numbers) < count:
            raise _UnclearError
        yield command, numbers
        at += count
        command = {"M": "L", "m": "l", "Z": "", "z": ""}.get(command, command)


def _end(command: str, numbers: list[float], x: float, y: float) -> tuple[float, float]:
    """Return where a command ends that begins at x and y."""
    match command:
        case "H":
            return numbers[0], y
        case "h":
            return x + numbers[0], y
        case "V":
            return x, numbers[0]
        case "v":
            return x, y + numbers[0]
        case "m" | "l":
            return x + numbers[0], y + numbers[1]
    return numbers[-2], numbers[-1]
