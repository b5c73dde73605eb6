"""Whether a picture is covered from edge to edge, or paper and page colours would shine through."""

from functools import lru_cache
from typing import Final

import numpy as np
from lxml import etree

from toolkit.render.engines.engine import Engine
from toolkit.render.svg.sizing import read_svg, view_box
from toolkit.svg.document import Element, local_name, matrix_to_root, painted
from toolkit.svg.references import names_in_value
from toolkit.units import PixelSize, Rect

__all__ = ["bare_share", "is_sure_to_cover"]

_SIDE: Final = 160  # px: a strip of one px at 1080 is a seventh of one there, and its alpha tells
_OPAQUE: Final = 0.97
_ROUNDING: Final = 0.02  # units
# What a rectangle and the groups around it may have and still paint all of their area.
_HARMLESS: Final = frozenset({"id", "transform", "x", "y", "width", "height", "fill", "class"})


@lru_cache(maxsize=4)
def is_sure_to_cover(svg: str) -> bool:
    """Tell whether a ground has one opaque rectangle over the whole canvas, without painting it."""
    root = read_svg(svg)
    left, top, width, height = view_box(root)
    canvas = Rect(left, top, width, height)
    return any(_covers(element, root, canvas) for element in painted(root) if local_name(element) == "rect")


def _covers(rect: Element, root: Element, canvas: Rect) -> bool:
    around = [node for node in (rect, *rect.iterancestors()) if node is not root]
    if not all(map(_is_harmless, around)):
        return False
    try:
        box = matrix_to_root(rect).box(Rect(*(float(rect.get(name, "0")) for name in _SIDES)))
    except ValueError:
        return False
    return box.contains(canvas, _ROUNDING) and _is_opaque(str(rect.get("fill", "#000000")), root)


_SIDES: Final = ("x", "y", "width", "height")


def _is_harmless(element: Element) -> bool:
    return all(str(name) in _HARMLESS or str(name).startswith("data-") for name in element.attrib)


def _is_opaque(fill: str, root: Element) -> bool:
    if fill.startswith("#"):
        return True
    names = names_in_value("fill", fill)
    if not names:
        return False
    found = root.xpath("//*[@id=$name]", name=next(iter(names)))
    paint = found[0] if isinstance(found, list) and found else None
    if not isinstance(paint, etree._Element):  # noqa: SLF001  lxml has no public name for its element type
        return False
    written = etree.tostring(paint, encoding="unicode")
    is_gradient = local_name(paint) in ("linearGradient", "radialGradient") and len(paint) > 0
    return is_gradient and "stop-opacity" not in written


def bare_share(engine: Engine, svg: str, size: PixelSize) -> float:
    """Return the share of a picture's area that nothing opaque covers, 0 to 1; tiny rounding does not count.

    Raises `RenderError` when the drawing is refused or the engine fails.
    """
    shrink = min(1.0, _SIDE / min(size.width, size.height))
    small = PixelSize(max(round(size.width * shrink), 1), max(round(size.height * shrink), 1))
    alpha = engine.rasterise(svg, small, transparent=True).array[..., 3]
    return float(np.mean(alpha < _OPAQUE * 255))
