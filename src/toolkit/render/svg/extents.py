"""How much of the canvas each element of a drawing takes, and how long its outline is: bounds, no pixels."""

import math
import re
from dataclasses import dataclass
from typing import Final

from toolkit.affine import Affine, parse_transform
from toolkit.render.svg.bounds import union
from toolkit.svg.document import NOT_PAINTED, Element, local_name
from toolkit.svg.path_data import PathDataError, PathMeasures, measures_of, measures_of_points
from toolkit.units import Rect

__all__ = ["Extent", "Extents", "measured"]

_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SHAPES: Final = frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "image", "use", "text"}
)
_UNKNOWN: Final = frozenset({"use", "text", "foreignObject"})


@dataclass(frozen=True, slots=True)
class Extent:
    """An element on the canvas: the box it is in (units of the root), its share of the canvas (0 to 1).

    `length` is that of its outline in its own units, `outline` the same in diagonals of the canvas, `scale`
    how many units of the root one of its own is.
    """

    box: Rect
    share: float
    scale: float
    length: float = 0.0
    outline: float = 0.0
    is_shape: bool = False


class Extents:
    """The extents of all elements of a drawing, worked out once, from the root down."""

    def __init__(self, root: Element, canvas: Rect) -> None:
        self.canvas = canvas
        self._diagonal = math.hypot(canvas.width, canvas.height)
        self._found: dict[Element, Extent] = {}
        self._visit(root, Affine())

    def of(self, element: Element) -> Extent:
        """Return the extent of an element; what is nowhere takes the whole canvas."""
        return self._found.get(element) or Extent(self.canvas, 1.0, 1.0)

    def vertices(self, element: Element) -> int:
        """Return how many markers stand on a shape, or on all shapes of a group that hands them down."""
        return sum(measured(node).vertices for node in element.iter("*") if local_name(node) in _SHAPES)

    def _visit(self, element: Element, above: Affine) -> Rect | None:
        """Note an element and all inside of it; return the box that is painted, none for definitions."""
        here = above @ parse_transform(element.get("transform"))
        name = local_name(element)
        inside = [self._visit(child, here) for child in element.findall("*")]
        measures = measured(element) if name in _SHAPES else PathMeasures()
        if name in _UNKNOWN:
            box: Rect | None = self.canvas
        elif name in _SHAPES:
            box = here.box(_padded(measures, element))
        else:
            box = union([one for one in inside if one is not None])
        shown = box or Rect(self.canvas.x, self.canvas.y, 0.0, 0.0)
        reach = max(math.hypot(here.a, here.b), math.hypot(here.c, here.d))
        outline = measures.length * reach / self._diagonal
        self._found[element] = Extent(
            shown, self._share(shown), reach, measures.length, outline, name in _SHAPES
        )
        return None if name in NOT_PAINTED else box

    def _share(self, box: Rect) -> float:
        canvas = self.canvas
        across = min(box.right, canvas.right) - max(box.x, canvas.x)
        down = min(box.bottom, canvas.bottom) - max(box.y, canvas.y)
        share = max(across, 0.0) * max(down, 0.0) / (canvas.width * canvas.height)
        return share if math.isfinite(share) else 1.0


def measured(element: Element) -> PathMeasures:
    """Return the measures of a shape in its own units; nothing for what cannot be read."""
    match local_name(element):
        case "path":
            return _of_path(str(element.get("d", "")))
        case "polygon" | "polyline" as name:
            numbers = [float(number) for number in _NUMBER.findall(str(element.get("points", "")))]
            return measures_of_points(numbers, closed=name == "polygon")
        case "line":
            ends = [_value(element, name) for name in ("x1", "y1", "x2", "y2")]
            return measures_of_points(ends, closed=False)
        case "circle":
            return _round(element, _value(element, "r"), _value(element, "r"))
        case "ellipse":
            return _round(element, _value(element, "rx"), _value(element, "ry"))
    # A rectangle, a picture, a region; what has no sides has no measures.
    return _of_box(element) if element.get("width") or element.get("height") else PathMeasures()


def _of_path(path: str) -> PathMeasures:
    try:
        return measures_of(path)
    except PathDataError:
        return PathMeasures()


def _of_box(element: Element) -> PathMeasures:
    x, y, width, height = (_value(element, name) for name in ("x", "y", "width", "height"))
    return measures_of_points([x, y, x + width, y, x + width, y + height, x, y + height], closed=True)


def _round(element: Element, across: float, down: float) -> PathMeasures:
    x, y = _value(element, "cx"), _value(element, "cy")
    length = 2 * math.pi * max(abs(across), abs(down))
    return PathMeasures(x - across, y - down, x + across, y + down, length, 0)


def _value(element: Element, name: str) -> float:
    found = _NUMBER.match(str(element.get(name, "")).strip())
    return float(found[0]) if found else 0.0


def _padded(measures: PathMeasures, element: Element) -> Rect:
    by = _value(element, "stroke-width") / 2
    width, height = measures.right - measures.left, measures.bottom - measures.top
    return Rect(measures.left - by, measures.top - by, width + 2 * by, height + 2 * by)
