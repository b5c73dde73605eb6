"""What stands around a text in a drawing: the boxes of shapes and pictures that words must not run into."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path

from toolkit.affine import Affine, parse_transform
from toolkit.compose.svg.svgdoc import length, rect_of
from toolkit.svg.document import NOT_PAINTED, Element, local_name
from toolkit.units import Rect

_MOST_LETTERS: Final = 60_000  # of the path data that is read; finer drawings count as their first parts
_TEXTS: Final = frozenset({"text", "flowRoot"})


_GROUND: Final = 0.9  # of the canvas; what covers more is ground for everything, and in nobody's way


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted shape and its box in units of the root."""

    element: Element
    box: Rect


def shapes_in(root: Element, canvas: Rect) -> tuple[Shape, ...]:
    """Return what is painted in a drawing and is no text, no ground and not hidden, in painting order."""
    budget = [_MOST_LETTERS]
    found = (shape for child in root for shape in shapes_inside(child, Affine(), budget))
    return tuple(shape for shape in found if not is_ground(shape.box, canvas))


def is_ground(box: Rect, canvas: Rect) -> bool:
    """Tell whether a box covers nearly all of the canvas."""
    wide = min(box.right, canvas.right) - max(box.x, canvas.x)
    high = min(box.bottom, canvas.bottom) - max(box.y, canvas.y)
    return wide >= _GROUND * canvas.width and high >= _GROUND * canvas.height


def shapes_inside(element: Element, above: Affine, budget: list[int]) -> Iterator[Shape]:
    """Yield an element, or what is in it, that is painted and no text, by the map of its parent to the root.

    `budget` holds how many letters of path data are still read.
    """
    name = local_name(element)
    if name in NOT_PAINTED or name in _TEXTS or str(element.get("display", "")) == "none":
        return
    here = above @ parse_transform(element.get("transform"))
    if name in ("g", "a", "svg", "switch"):
        for child in element:
            yield from shapes_inside(child, here, budget)
        return
    box = geometry(element, budget)
    if box is not None and is_inked(element):
        yield Shape(element, here.box(box))


def is_inked(element: Element) -> bool:
    """Tell whether a shape paints anything: `fill="none"` without a stroke is a guide."""
    if local_name(element) in ("image", "use"):
        return True
    fill = next((node.get("fill") for node in _self_and_above(element) if node.get("fill")), "#000000")
    stroke = next((node.get("stroke") for node in _self_and_above(element) if node.get("stroke")), "none")
    clear = str(element.get("opacity", "1")) in ("0", "0.0") or str(element.get("fill-opacity", "1")) == "0"
    return (fill != "none" and not clear) or stroke != "none"


def is_filled(element: Element) -> bool:
    """Tell whether something in an element is filled, so that words can stand on it; rings alone are not."""
    inked = [node for node in element.iter("*") if local_name(node) not in ("g", "a") and is_inked(node)]
    fills = (next((up.get("fill") for up in _self_and_above(node) if up.get("fill")), "") for node in inked)
    return any(fill != "none" for fill in fills)


def _self_and_above(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def geometry(element: Element, budget: list[int] | None = None) -> Rect | None:
    """Return the box of a shape in its own coordinates; None for what has none or is too fine to read."""

    def value(name: str) -> float:
        return length(element.get(name))

    match local_name(element):
        case "rect" | "image" | "use":
            box = rect_of(element)
            return box if box.width > 0 and box.height > 0 else None
        case "circle" | "ellipse":
            across, down = value("rx") or value("r"), value("ry") or value("r")
            return Rect(value("cx") - across, value("cy") - down, 2 * across, 2 * down)
        case "line":
            return _hull([value("x1"), value("x2")], [value("y1"), value("y2")])
        case "polygon" | "polyline":
            numbers = [length(part) for part in str(element.get("points", "")).replace(",", " ").split()]
            return _hull(numbers[::2], numbers[1::2]) if numbers else None
        case "path":
            return _of_path(str(element.get("d", "")), budget)
    return None


def _hull(across: list[float], down: list[float]) -> Rect | None:
    if not across or not down:
        return None
    left, top = min(across), min(down)
    return Rect(left, top, max(across) - left, max(down) - top)


def _of_path(data: str, budget: list[int] | None) -> Rect | None:
    if budget is not None:
        budget[0] -= len(data)
        if budget[0] < 0:
            return None
    return path_box(data)


@lru_cache(maxsize=1024)
def path_box(data: str) -> Rect | None:
    """Return the box of path data and their control points; None for what has none."""
    pen = ControlBoundsPen(None)
    try:
        parse_path(data, pen)
    except Exception:  # noqa: BLE001  the parser raises what comes; a path that cannot be read has no box
        return None
    if pen.bounds is None:
        return None
    left, top, right, bottom = pen.bounds
    return Rect(left, top, right - left, bottom - top)
