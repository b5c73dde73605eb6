"""The SVG document at the door of the render floor: read without trust, and sized to the placement."""

import base64
from typing import Final

from lxml import etree

from toolkit.render.pixels import RenderError
from toolkit.svg.document import Element
from toolkit.svg.parser import LAID_OUT, SvgError, parse
from toolkit.svg.references import links_of
from toolkit.units import Rect

_PHOTOGRAPH: Final = "data:image/jpeg;base64,"
_LENGTH_UNITS: Final = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def read_svg(svg: bytes | str) -> Element:
    """Return the root of an SVG document.

    Raises `RenderError` for what is beyond the limits of `parser.LAID_OUT`, or no safe and well-formed SVG.
    """
    try:
        return parse(svg, LAID_OUT)
    except SvgError as error:
        raise RenderError(f"the drawing cannot be read: {error}") from error


def view_box(root: Element) -> tuple[float, float, float, float]:
    """Return the viewBox (min-x, min-y, width, height; SVG 2, 8.6), or else the root's own size."""
    numbers = root.get("viewBox", "").replace(",", " ").split()
    try:
        x, y, width, height = map(float, numbers) if numbers else (0.0, 0.0, *_own_size(root))
    except ValueError as error:
        raise RenderError(f"the viewBox '{root.get('viewBox')}' is not four numbers") from error
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise RenderError(f"the drawing has no area: {width:g}×{height:g}")
    return x, y, width, height


def sized(root: Element, page_width: float, page_height: float) -> bytes:
    """Return the document with the root's size set to that many px: one image pixel is one CSS pixel.

    Raises `RenderError` when the drawing has another shape (see `shown_box`).
    """
    box = shown_box(root, page_width, page_height)
    # Not preserveAspectRatio="none": CairoSVG lets the pictures inside inherit it.
    root.attrib.pop("preserveAspectRatio", "")
    root.set("viewBox", box_text(box))
    root.set("width", f"{page_width:.12g}")
    root.set("height", f"{page_height:.12g}")
    return etree.tostring(root, encoding="utf-8")


def box_text(box: Rect) -> str:
    """Write a viewBox."""
    return " ".join(f"{number:.12g}" for number in (box.x, box.y, box.width, box.height))


def shown_box(root: Element, page_width: float, page_height: float) -> Rect:
    """Return the part of a drawing, in its units, that fills a page of so many px.

    Raises `RenderError` when the drawing has another shape: it would be stretched, or get bars at its sides.
    What rounding to whole pixels adds is cut off, so that no seam shows at an edge: half a pixel on the short
    side is several on the long side of a slender picture.
    """
    x, y, width, height = view_box(root)
    scale = max(page_width / width, page_height / height)
    cut_x, cut_y = width - page_width / scale, height - page_height / scale
    slender = max(page_width / page_height, page_height / page_width)
    if max(cut_x, cut_y) * scale > max(1.0, slender / 2):
        raise RenderError(
            f"the drawing is {width:g}×{height:g} units; "
            f"it does not have the shape of a picture of {page_width:g}×{page_height:g} px"
        )
    return Rect(x + cut_x / 2, y + cut_y / 2, width - cut_x, height - cut_y)


def photographs_in(root: Element) -> tuple[bytes, ...]:
    """Return the JPEG files that a drawing carries inside itself, each once."""
    found = dict.fromkeys(
        value.partition(",")[2]
        for node in root.iter("*")
        for _, value in links_of(node)
        if value.startswith(_PHOTOGRAPH)
    )
    return tuple(base64.b64decode(text) for text in found)


def _own_size(root: Element) -> tuple[float, float]:
    """Return the root's width and height in px."""
    return _pixels(root.get("width", "")), _pixels(root.get("height", ""))


def _pixels(length: str) -> float:
    """Return an absolute length (CSS Values 4, 6.2) in px."""
    number = length.strip().rstrip("abcdefghijklmnopqrstuvwxyz")
    factor = _LENGTH_UNITS.get(length.strip()[len(number) :])
    if factor is None or not number:
        raise RenderError(f"the drawing has neither a viewBox nor a size in px: '{length}'")
    return float(number) * factor
