"""PDF pages read back by PDFium, which had no part in making them: pixels, shapes, photographs, fonts."""

import ctypes
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pypdfium2 import raw

from toolkit.render.pixels import PixelArray
from toolkit.units import Rect

POINTS = 72.0  # to the inch

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A filled or stroked path: its corners in points from the top left of the page, and its paint.

    `corners` are the ends of its lines and curves; `fill` (red, green, blue of 255) is None where only its
    outline is drawn, `width` (points) is None where only its inside is.
    """

    corners: tuple[Point, ...]
    fill: tuple[int, int, int] | None
    width: float | None


@dataclass(frozen=True)
class Photograph:
    """A picture on a page: its box in points from the top left, its own pixels, and its bytes as stored."""

    box: Rect
    pixels: tuple[int, int]
    filters: tuple[str, ...]
    data: bytes


def page_count(data: bytes) -> int:
    """Return how many pages a document has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def font_count(data: bytes) -> int:
    """Return how many fonts a document has anywhere, used or not."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = (pikepdf.Dictionary, pikepdf.Stream)
        things = [thing for thing in pdf.objects if isinstance(thing, kinds)]
        named = (thing.get("/Resources", thing).get("/Font", {}) for thing in things)
        return sum(thing.get("/Type") == "/Font" for thing in things) + sum(map(len, named))


def drawn_back(data: bytes, dpi: float = 96, part: Rect | None = None) -> PixelArray:
    """Return the first page, or a part of it (points from its top left), as pixels: height, width, RGB.

    The part begins at a whole pixel of its own; nothing is stretched to fill the last row or column.
    """
    with _first_page(data) as page:
        width, height = page.get_size()
        part = part or Rect(0, 0, width, height)
        zoom = dpi / POINTS
        bitmap = pypdfium2.PdfBitmap.new_native(
            math.ceil(round(part.width * zoom, 3)),
            math.ceil(round(part.height * zoom, 3)),
            raw.FPDFBitmap_BGR,
        )
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
        matrix = raw.FS_MATRIX(zoom, 0, 0, zoom, -part.x * zoom, -part.y * zoom)
        clip = raw.FS_RECTF(0, 0, bitmap.width, bitmap.height)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, 0)
        return bitmap.to_numpy()[:, :, ::-1].copy()


def shapes(data: bytes) -> tuple[Shape, ...]:
    """Return the shapes of the first page, the lowest first; gradients are none of them."""
    with _first_page(data) as page:
        return tuple(_shape(page, found) for found in _objects(page, raw.FPDF_PAGEOBJ_PATH))


def photographs(data: bytes) -> tuple[Photograph, ...]:
    """Return the pictures of the first page, the lowest first."""
    with _first_page(data) as page:
        return tuple(_photograph(page, found) for found in _objects(page, raw.FPDF_PAGEOBJ_IMAGE))


@contextmanager
def _first_page(data: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document[0]
    finally:
        document.close()


def _objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[pypdfium2.PdfObject]:
    return page.get_objects(filter=[kind])


def _matrix(thing: pypdfium2.PdfObject) -> pypdfium2.PdfMatrix:
    """From a thing's own units to points of the page, through all forms that it lies in."""
    matrix = thing.get_matrix()
    while thing.container is not None:
        thing = thing.container
        matrix = matrix.multiply(thing.get_matrix())
    return matrix


def _shape(page: pypdfium2.PdfPage, path: pypdfium2.PdfObject) -> Shape:
    height, matrix = page.get_height(), _matrix(path)
    points = (matrix.on_point(*_end(path, index)) for index in range(raw.FPDFPath_CountSegments(path)))
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    return Shape(
        corners=tuple((x, height - y) for x, y in points),
        fill=_fill(path) if filled.value else None,
        width=width.value if stroked.value else None,
    )


def _end(path: pypdfium2.PdfObject, index: int) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, index), x, y)
    return x.value, y.value


def _fill(path: pypdfium2.PdfObject) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _photograph(page: pypdfium2.PdfPage, image: pypdfium2.PdfObject) -> Photograph:
    # A picture fills the unit square of its own matrix (ISO 32000-2, 8.9.5.1).
    left, bottom, right, top = _matrix(image).on_rect(0, 0, 1, 1)
    return Photograph(
        box=Rect(left, page.get_height() - top, right - left, top - bottom),
        pixels=image.get_px_size(),
        filters=tuple(image.get_filters()),
        data=bytes(image.get_data()),
    )
