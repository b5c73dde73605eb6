"""Print: one PDF page from a laid-out SVG, with its boxes in exact points and the same bytes every time.

What PDF pages would lose of a drawing is known beforehand: ``features.dropped_by("pdf", svg)``.
"""

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import pikepdf

from toolkit.render.document import photographs_in, sized
from toolkit.render.gate import admitted
from toolkit.render.pictures import decoded, is_colour_jpeg
from toolkit.render.pixels import RenderError
from toolkit.render.raster import guarded, load_engine
from toolkit.units import MM_PER_INCH

_POINTS_PER_INCH: Final = 72
_PX_PER_INCH: Final = 96
# A ten-thousandth of a point is 35 nm.
_PLACES: Final = 4
_TOLERANCE: Final = 0.001


def pdf_page(
    svg: bytes | str, *, trim_mm: tuple[float, float], bleed_mm: float, title: str, language: str
) -> bytes:
    """Return a PDF of one page: outlines, no fonts, the title and language (BCP 47) for screen readers.

    `trim_mm` is the finished sheet (width, height) in mm; the drawing covers it and `bleed_mm` more on every
    side. MediaBox and BleedBox are the whole sheet, TrimBox the finished one (ISO 32000-2, 14.11.2).
    Raises `RenderError` for a drawing that is refused or has another shape, `EngineUnavailableError` without
    cairo.
    """
    sheet = tuple(length + 2 * bleed_mm for length in trim_mm)
    width, height = (length / MM_PER_INCH * _PX_PER_INCH for length in sheet)
    root = admitted(svg)
    document = sized(root, width, height)
    cairo = load_engine("cairo")
    drawn: bytes = guarded("cairo", lambda: cairo.draw_pdf(document, width, height))
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _set_boxes(pdf.pages[0], sheet, bleed_mm)
        _require_outlines(pdf.pages[0])
        _put_photographs_back(pdf, photographs_in(root))
        _describe(pdf, title, language)
        return _saved(pdf)


def _set_boxes(page: pikepdf.Page, sheet: tuple[float, ...], bleed_mm: float) -> None:
    """Write the page boxes, in points from the lower left corner of the sheet."""
    bleed = _points(bleed_mm)
    whole = [Decimal(0), Decimal(0), *map(_points, sheet)]
    if any(
        abs(Decimal(str(drawn)) - exact) > _TOLERANCE
        for drawn, exact in zip(page.mediabox, whole, strict=True)
    ):
        raise RenderError(f"cairo made a page of {list(page.mediabox)} points, asked for {whole}")
    page.obj.MediaBox = page.obj.CropBox = page.obj.BleedBox = pikepdf.Array(whole)
    page.obj.TrimBox = pikepdf.Array([bleed, bleed, whole[2] - bleed, whole[3] - bleed])


def _points(millimetres: float) -> Decimal:
    """Return a length in points."""
    return round(Decimal(str(millimetres)) / Decimal(str(MM_PER_INCH)) * _POINTS_PER_INCH, _PLACES)


def _require_outlines(page: pikepdf.Page) -> None:
    """Raise `RenderError` if words came through as text, which needs fonts at the printer's."""
    if "/Font" in page.obj.get("/Resources", {}):
        raise RenderError("the page refers to fonts; every word must be an outline")


def _put_photographs_back(pdf: pikepdf.Pdf, photographs: Iterable[bytes]) -> None:
    """Put the JPEG a photograph came from where cairo wrote its pixels: the same picture, far lighter."""
    by_pixels = {decoded(data).tobytes(): data for data in photographs if is_colour_jpeg(data)}
    for stream in pdf.objects:
        if by_pixels and isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Image":
            original = by_pixels.get(stream.read_bytes())
            if original and stream.get("/ColorSpace") == "/DeviceRGB":
                stream.write(original, filter=pikepdf.Name.DCTDecode)


def _describe(pdf: pikepdf.Pdf, title: str, language: str) -> None:
    """Write title and language; take out dates and versions, which differ from run to run."""
    del pdf.docinfo
    root: Any = pdf.Root
    root.Lang = pikepdf.String(language)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = [language]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the file; its id comes from its content."""
    output = io.BytesIO()
    pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()
