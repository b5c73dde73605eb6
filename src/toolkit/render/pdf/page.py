"""Print: one PDF page from a laid-out SVG, with its boxes in exact points and the same bytes every time.

The page is in RGB, and says in its output intent which RGB it is: printers convert to the inks and paper they
use, which nobody else knows. What PDF cannot hold is flattened (see `flatten`), and the page's note says so.
"""

import hashlib
import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pikepdf

from toolkit.render.compositor.layer_cache import NOWHERE, LayerCache, name_of
from toolkit.render.encode.pillow import decoded, is_colour_jpeg, srgb_profile
from toolkit.render.engines.engine import guarded, load_engine
from toolkit.render.lru import BoundedLru
from toolkit.render.pdf.flatten import flattened
from toolkit.render.pdf.page_geometry import MARK_WIDTH_PT, PageGeometry
from toolkit.render.pdf.resample import with_lighter_pictures
from toolkit.render.pixels import RenderError
from toolkit.render.svg.features import Feature
from toolkit.render.svg.sanitizer import parse_sanitized
from toolkit.render.svg.sizing import photographs_in, read_svg, sized
from toolkit.units import MM_PER_INCH, Rect

__all__ = ["Page", "pdf_page"]

_POINTS_PER_INCH: Final = 72
_PX_PER_INCH: Final = 96
# A ten-thousandth of a point is 35 nm.
_PLACES: Final = 4
_TOLERANCE: Final = 0.001
_KEPT_BYTES: Final = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished PDF file; the note says what became a picture in it, and is empty if nothing did."""

    data: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Layer:
    """What lies on a page, drawn by cairo as one of its own; the photographs in it, what was flattened."""

    data: bytes
    photographs: tuple[bytes, ...]
    features: tuple[Feature, ...]


_drawn: BoundedLru[str, bytes] = BoundedLru(_KEPT_BYTES)


def pdf_page(
    svg: bytes | str,
    *,
    sheet: PageGeometry,
    title: str,
    language: str,
    marks: bool | None = None,
    ground: bytes | str = "",
    store: LayerCache = NOWHERE,
) -> Page:
    """Return a PDF of one page: outlines, no fonts, the title and language (BCP 47) for screen readers.

    The drawing covers the whole `sheet`. BleedBox is the sheet, TrimBox what is left after cutting, and
    ArtBox what people see where that is less (ISO 32000-2, 14.11.2). With `marks`, the page is larger by a
    slug for crop marks; by default, where they are customary (`PageGeometry.wants_marks`).

    A `ground` is a whole drawing as well, of the same size, which lies below and other pages have in common:
    it is drawn once, and kept in the store.

    Raises `RenderError` for a drawing that is refused or has another shape, `EngineUnavailableError` without
    cairo.
    """
    layers = [_layer(drawing, sheet, kept) for drawing, kept in ((ground, store), (svg, NOWHERE)) if drawing]
    with ExitStack() as stack:
        pages = [stack.enter_context(pikepdf.open(io.BytesIO(layer.data))) for layer in layers]
        for page in pages:
            _require(page.pages[0], (sheet.width, sheet.height))
        pdf = pages[0]
        with_marks = sheet.wants_marks if marks is None else marks
        _put_on_paper(pdf, sheet, [_form(page) for page in pages], with_marks=with_marks)
        _put_photographs_back(pdf, (data for layer in layers for data in layer.photographs))
        _describe(pdf, title, language)
        _say_which_rgb(pdf)
        data = _saved(pdf)
    pictured = "; ".join(sorted({feature for layer in layers for feature in layer.features}))
    return Page(data=data, note=f"flattened to pictures of {sheet.dpi} dpi: {pictured}" if pictured else "")


def _layer(svg: bytes | str, sheet: PageGeometry, store: LayerCache) -> _Layer:
    size = (sheet.width, sheet.height)
    width, height = (length / MM_PER_INCH * _PX_PER_INCH for length in size)
    fitting = read_svg(sized(parse_sanitized(svg), width, height))
    flat = flattened(fitting, size, sheet.dpi)
    root = with_lighter_pictures(flat.root, sheet.width / MM_PER_INCH)
    document = sized(root, width, height)
    return _Layer(
        data=_drawing(document, width, height, store),
        photographs=tuple(photographs_in(root)),
        features=flat.features,
    )


def _drawing(document: bytes, width: float, height: float, store: LayerCache) -> bytes:
    """Return what cairo makes of a document, or has made of it before."""
    cairo = load_engine("cairo")
    name = name_of("page", document, f"{width} {height}")
    kept = _drawn.get(name) or store.fetch(name)
    drawn: bytes = kept or guarded("cairo", lambda: cairo.draw_pdf(document, width, height))
    if store is not NOWHERE:
        _drawn.keep(name, drawn, len(drawn))
        if kept is None:
            store.keep(name, drawn)
    return drawn


def _form(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return what is on the page of a drawing as a form, which other pages can show (ISO 32000-2, 8.10)."""
    page = pdf.pages[0]
    form = page.obj.Contents
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = page.mediabox, page.obj.get("/Resources", pikepdf.Dictionary())
    return form


def _require(page: pikepdf.Page, size: tuple[float, float]) -> None:
    """Raise `RenderError` if cairo made a page of another size, or one with text: that needs fonts."""
    whole = [Decimal(0), Decimal(0), *map(_points, size)]
    if any(
        abs(Decimal(str(drawn)) - exact) > _TOLERANCE
        for drawn, exact in zip(page.mediabox, whole, strict=True)
    ):
        raise RenderError(f"cairo made a page of {list(page.mediabox)} points, asked for {whole}")
    if "/Font" in page.obj.get("/Resources", {}):
        raise RenderError("the page refers to fonts; every word must be an outline")


def _put_on_paper(
    pdf: pikepdf.Pdf, sheet: PageGeometry, layers: Sequence[pikepdf.Object], *, with_marks: bool
) -> None:
    """Put layers on the page, lowest first; write its boxes, in points from the lower left, and marks."""
    page = pdf.pages[0]
    slug = sheet.slug if with_marks else 0.0
    picture = Rect(0, 0, sheet.width, sheet.height)
    media = Rect(-slug, -slug, sheet.width + 2 * slug, sheet.height + 2 * slug)
    page.obj.MediaBox = page.obj.CropBox = _box(media, media)
    page.obj.BleedBox = _box(picture, media)
    page.obj.TrimBox = _box(sheet.cut, media)
    if sheet.face != sheet.cut:
        page.obj.ArtBox = _box(sheet.face, media)
    names = [f"/Layer{place}" for place in range(len(layers))]
    own = (layer if layer.is_owned_by(pdf) else pdf.copy_foreign(layer) for layer in layers)
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(dict(zip(names, own, strict=True))))
    content = " ".join(f"{name} Do" for name in names)
    if with_marks:
        left, bottom, right, top = _box(picture, media)
        clip = f"{left} {bottom} {right - left} {top - bottom} re W n 1 0 0 1 {left} {bottom} cm"
        content = f"q {clip} {content} Q\n{_mark_strokes(sheet, media)}"
        resources.ColorSpace = pikepdf.Dictionary(Registration=_registration(pdf))
    page.obj.Resources = resources
    page.obj.Contents = pdf.make_stream(content.encode())


def _box(rect: Rect, media: Rect) -> pikepdf.Array:
    """Return a box in points; PDF counts upwards from the lower left corner of the paper."""
    corners = (
        rect.x - media.x,
        media.bottom - rect.bottom,
        rect.right - media.x,
        media.bottom - rect.y,
    )
    return pikepdf.Array([_points(length) for length in corners])


def _points(millimetres: float) -> Decimal:
    """Return a length in points."""
    return round(Decimal(str(millimetres)) / Decimal(str(MM_PER_INCH)) * _POINTS_PER_INCH, _PLACES)


def _mark_strokes(sheet: PageGeometry, media: Rect) -> str:
    """Return the operators that stroke the crop marks in the registration colour."""
    lines = [f"q /Registration CS 1 SCN {MARK_WIDTH_PT} w"]
    for from_x, from_y, to_x, to_y in sheet.marks():
        start = f"{_points(from_x - media.x)} {_points(media.bottom - from_y)}"
        lines.append(f"{start} m {_points(to_x - media.x)} {_points(media.bottom - to_y)} l S")
    return "\n".join([*lines, "Q"])


def _registration(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the colour that prints on every plate (ISO 32000-2, 8.6.6.4); black on a screen."""
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[0, 0, 0], N=1)
    space = [pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceRGB, tint]
    return pdf.make_indirect(pikepdf.Array(space))


def _put_photographs_back(pdf: pikepdf.Pdf, photographs: Iterable[bytes]) -> None:
    """Put the JPEG a photograph came from where cairo wrote its pixels: the same picture, far lighter."""
    originals = {_digest(decoded(data).tobytes()): data for data in photographs if is_colour_jpeg(data)}
    for stream in pdf.objects if originals else ():
        if (
            isinstance(stream, pikepdf.Stream)
            and stream.get("/Subtype") == "/Image"
            and stream.get("/ColorSpace") == "/DeviceRGB"
            and (original := originals.get(_digest(stream.read_bytes())))
        ):
            stream.write(original, filter=pikepdf.Name.DCTDecode)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _describe(pdf: pikepdf.Pdf, title: str, language: str) -> None:
    """Write title and language; take out dates and versions, which differ from run to run."""
    del pdf.docinfo
    root: Any = pdf.Root
    root.Lang = pikepdf.String(language)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = [language]


def _say_which_rgb(pdf: pikepdf.Pdf) -> None:
    """Name sRGB as the colours of the page (output intent; ISO 32000-2, 14.11.5)."""
    profile = pdf.make_stream(srgb_profile(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
        RegistryName=pikepdf.String("http://www.color.org"),
        Info=pikepdf.String("RGB (sRGB): the printer converts it to the inks and paper of the press"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = pikepdf.Array([intent])


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the file; its id comes from its content."""
    output = io.BytesIO()
    pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def booklet(pages: Sequence[bytes], *, title: str, language: str) -> bytes:
    """Return one PDF of several, in order, with a title and language (BCP 47) of its own.

    The same pages give the same bytes.
    """
    with pikepdf.new() as document:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as single:
                document.pages.extend(single.pages)
        root: Any = document.Root
        root.Lang = pikepdf.String(language)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
        output = io.BytesIO()
        document.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return output.getvalue()
