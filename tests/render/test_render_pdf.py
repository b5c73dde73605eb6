"""PDF pages: exact boxes, vectors, no fonts, the same bytes twice."""

import base64
import io
import time
from decimal import Decimal

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageCms
from render_probes import MemoryStore, picture

from pdfpages import drawn_back, font_count, page_count, photographs, shapes
from toolkit.render.encode.pillow import jpeg
from toolkit.render.engines.engine import RenderError, engine_named, load_engine
from toolkit.render.lru import BoundedLru
from toolkit.render.pdf import page as pdfs
from toolkit.render.pdf.page import pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.units import PixelSize, Rect

# A3 with 3 mm of bleed at 96 dpi: 303 × 426 mm.
SHEET = PixelSize(1145, 1610)
POSTER = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SHEET.width} {SHEET.height}">'
    '<linearGradient id="g"><stop offset="0" stop-color="#0b1f4b"/><stop offset="1" stop-color="#12a1d8"/>'
    f'</linearGradient><rect width="{SHEET.width}" height="{SHEET.height}" fill="url(#g)"/>'
    '<g opacity="0.8"><path d="M100 300h500v200h-500zM200 700l400 300l-400 300z" fill="#ffb600"/></g></svg>'
)


def page(
    svg: str = POSTER,
    *,
    bleed_mm: float = 3,
    title: str = "Áp phích — ملصق",
    language: str = "vi",
    marks: bool = False,
) -> bytes:
    """Return an A3 page."""
    sheet = PageGeometry.with_bleed((297, 420), bleed_mm)
    return pdf_page(svg, sheet=sheet, title=title, language=language, marks=marks).data


def test_boxes_are_exact_in_points() -> None:
    """Sheet and trimmed size are what the printer was promised, to a ten-thousandth of a point."""
    with pikepdf.open(io.BytesIO(page())) as pdf:
        sheet = pdf.pages[0]
        whole = [0, 0, Decimal("858.8976"), Decimal("1207.5591")]
        trim = [Decimal("8.5039"), Decimal("8.5039"), Decimal("850.3937"), Decimal("1199.0551")]
        assert list(sheet.mediabox) == list(sheet.obj.BleedBox) == list(sheet.cropbox) == whole
        assert list(sheet.trimbox) == trim
    assert [float(trim[2] - trim[0]), float(trim[3] - trim[1])] == pytest.approx(
        [297 / 25.4 * 72, 420 / 25.4 * 72], abs=0.001
    )


def test_title_and_language_are_readable_and_nothing_else_is_told() -> None:
    """Screen readers find title and language; there is no date, no producer, no path."""
    with pikepdf.open(io.BytesIO(page())) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert dict(pdf.docinfo) == {"/Title": "Áp phích — ملصق"}
        assert pdf.open_metadata()["dc:language"] == {"vi"}
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert b"cairo" not in page().lower()


def test_the_same_drawing_gives_the_same_bytes() -> None:
    """A page made a second later is byte for byte the same; another title makes other bytes."""
    first = page()
    time.sleep(1.1)  # dates in PDF have a resolution of one second
    assert page() == first
    assert page(title="other") != first


def test_the_page_holds_no_fonts() -> None:
    """Words are outlines: the printer needs no font."""
    assert (font_count(page()), page_count(page())) == (0, 1)


def test_a_font_on_a_page_would_be_found() -> None:
    """The count that other tests trust sees a font that is named on a page and nowhere else."""
    with pikepdf.new() as pdf:
        blank = pdf.add_blank_page()
        blank.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type=pikepdf.Name.Font))
        )
        output = io.BytesIO()
        pdf.save(output)
    assert font_count(output.getvalue()) == 1


def test_the_page_drawn_back_looks_like_the_picture() -> None:
    """The poster and its PNG differ by less than 2 levels on average."""
    back = drawn_back(page())
    png = engine_named("librsvg").rasterise(POSTER, SHEET).array
    height, width = min(back.shape[0], SHEET.height), min(back.shape[1], SHEET.width)
    assert abs(back.shape[0] - SHEET.height) <= 1
    assert abs(back.shape[1] - SHEET.width) <= 1
    assert np.abs(back[:height, :width].astype(int) - png[:height, :width]).mean() < 2


def test_shapes_stay_vectors() -> None:
    """The page holds paths, and no picture of them."""
    assert photographs(page()) == ()
    (shape,) = shapes(page())
    corners = [(100, 300), (600, 300), (600, 500), (100, 500), (100, 300)]
    corners += [(200, 700), (600, 1000), (200, 1300), (200, 700)]
    assert [(round(x / 72 * 96), round(y / 72 * 96)) for x, y in shape.corners] == corners
    assert shape.fill == (255, 182, 0)


def test_pictures_are_carried_along() -> None:
    """An embedded picture is in the page."""
    drawing = POSTER.replace("</svg>", f'<image width="99" height="99" href="{picture("JPEG")}"/></svg>')
    assert len(photographs(page(drawing))) == 1


def test_photographs_keep_their_own_bytes() -> None:
    """A JPEG goes into the page as it is, not as raw pixels; drawn back it is the same photograph."""
    random = np.random.default_rng(5)
    photograph = jpeg(random.integers(0, 256, (64, 64, 3), dtype=np.uint8), 92, None)
    address = "data:image/jpeg;base64," + base64.b64encode(photograph).decode()
    drawing = POSTER.replace("</svg>", f'<image width="640" height="640" href="{address}"/></svg>')
    (found,) = photographs(page(drawing))
    assert (found.filters, found.data) == (("DCTDecode",), photograph)
    assert float(drawn_back(page(drawing), part=Rect(10, 10, 390, 390)).std()) > 20


def test_grey_photographs_are_left_alone() -> None:
    """A JPEG of one channel would not fit the three that the page declares."""
    output = io.BytesIO()
    Image.linear_gradient("L").save(output, "JPEG")
    address = "data:image/jpeg;base64," + base64.b64encode(output.getvalue()).decode()
    drawing = POSTER.replace("</svg>", f'<image width="640" height="640" href="{address}"/></svg>')
    (found,) = photographs(page(drawing))
    assert "DCTDecode" not in found.filters


def test_a_drawing_of_another_shape_is_an_error() -> None:
    """A drawing without bleed is not stretched over a sheet with bleed."""
    with pytest.raises(RenderError, match="does not have the shape"):
        page(bleed_mm=20)


def test_words_that_are_no_outlines_are_an_error() -> None:
    """Text would bring fonts into the page."""
    with pytest.raises(RenderError, match="text that was not turned into outlines"):
        page(POSTER.replace("</svg>", "<text>a</text></svg>"))


def test_crop_marks_stand_outside_the_picture() -> None:
    """The paper grows by a slug, the boxes move along exactly, and the picture is not touched."""
    with pikepdf.open(io.BytesIO(page(marks=True))) as pdf:
        sheet = pdf.pages[0]
        boxes = [[float(x) for x in sheet.obj[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox")]
        assert "/ArtBox" not in sheet.obj
    slug, bleed = 5 / 25.4 * 72, 3 / 25.4 * 72
    assert boxes[0] == pytest.approx([0, 0, 313 / 25.4 * 72, 436 / 25.4 * 72], abs=0.001)
    assert boxes[1] == pytest.approx([slug, slug, boxes[0][2] - slug, boxes[0][3] - slug], abs=0.001)
    inside = slug + bleed
    assert boxes[2] == pytest.approx([inside, inside, boxes[0][2] - inside, boxes[0][3] - inside], abs=0.001)
    marked, plain = drawn_back(page(marks=True)), drawn_back(page())
    edge = round(slug / 72 * 96)
    middle = marked[edge + 5 : edge + 900, edge + 5 : edge + 900].astype(int)
    assert np.abs(middle - plain[5:900, 5:900]).mean() < 2
    assert (marked[: edge - 2, 60:-60] == 255).all()


def test_crop_marks_point_at_the_cut() -> None:
    """Eight marks of 5 mm begin 3 mm off the cut, each in line with one of its sides."""
    marks = [shape for shape in shapes(page(marks=True)) if shape.width == pytest.approx(0.25)]
    lines = [[length / 72 * 25.4 for point in mark.corners for length in point] for mark in marks]
    assert len(lines) == 8
    assert {round(abs(x2 - x1) + abs(y2 - y1), 2) for x1, y1, x2, y2 in lines} == {5.0}
    level = sorted({round(y1, 2) for _, y1, _, y2 in lines if abs(y1 - y2) < 0.01})
    upright = sorted({round(x1, 2) for x1, _, x2, _ in lines if abs(x1 - x2) < 0.01})
    assert (level, upright) == ([8.0, 428.0], [8.0, 305.0])
    starts = sorted({round(x1, 2) for x1, y1, _, y2 in lines if abs(y1 - y2) < 0.01})
    assert starts == [5.0, 308.0]


def test_crop_marks_print_on_every_plate() -> None:
    """Their colour is the one that separations call All: in register on every plate, black on a screen."""
    with pikepdf.open(io.BytesIO(page(marks=True))) as pdf:
        space = pdf.pages[0].Resources.ColorSpace.Registration
        assert [str(entry) for entry in list(space)[:3]] == ["/Separation", "/All", "/DeviceRGB"]
    assert drawn_back(page(marks=True), 300)[94:96, 5:50].min() < 100


def test_the_page_says_which_rgb_it_is_in() -> None:
    """An output intent with a profile tells printers that the numbers are sRGB."""
    with pikepdf.open(io.BytesIO(page())) as pdf:
        (intent,) = list(pdf.Root.OutputIntents)
        profile = intent.DestOutputProfile.read_bytes()
        assert intent.OutputConditionIdentifier == "sRGB IEC61966-2.1"
        assert "printer converts" in str(intent.Info)
    assert profile[36:40] == b"acsp"
    assert profile[24:36] == bytes(12)
    assert len(profile) < 1_000
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))


def test_pictures_too_fine_for_print_are_made_smaller() -> None:
    """A picture of 900 px on 64 mm keeps the 300 to the inch that print can show, and its look."""
    fine = np.kron(np.indices((30, 30)).sum(axis=0) % 2, np.ones((30, 30), dtype=int))[..., None]
    array = (fine * np.array([200, 90, 30]) + 20).astype(np.uint8)
    output = io.BytesIO()
    Image.fromarray(array).save(output, "PNG")
    address = "data:image/png;base64," + base64.b64encode(output.getvalue()).decode()
    image = f'<g transform="scale(2)"><image width="120" height="120" href="{address}"/></g>'
    made = page(POSTER.replace("</svg>", image + "</svg>"))
    (found,) = photographs(made)
    assert found.pixels[0] / (found.box.width / 72) == pytest.approx(300, rel=0.01)
    back = drawn_back(made, part=Rect(0, 0, 180, 180))
    assert back[4, 4].tolist() == pytest.approx([20, 20, 20], abs=3)
    assert back[4, 12].tolist() == pytest.approx([220, 110, 50], abs=3)


@pytest.mark.parametrize("marks", [True, False])
def test_a_page_of_two_layers_is_the_page_of_one_drawing(
    marks: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To the very pixel; the ground is drawn once, whoever asks, and the bytes are the same."""
    start, mark, rest = POSTER.partition('<g opacity="0.8">')
    ground, body = f"{start}</svg>", f"{start.partition('<rect')[0]}{mark}{rest}"
    sheet, store, drawn = PageGeometry.with_bleed((297, 420), 3), MemoryStore(), []
    cairo = load_engine("cairo")
    draw = cairo.draw_pdf

    def noting(document: bytes, *size: float) -> bytes:
        drawn.append(b"<rect" in document)
        return bytes(draw(document, *size))

    monkeypatch.setattr(cairo, "draw_pdf", noting)
    pages = []
    for _ in range(2):
        monkeypatch.setattr(pdfs, "_drawn", BoundedLru(1_000_000))
        made = pdf_page(body, ground=ground, store=store, sheet=sheet, title="t", language="en", marks=marks)
        pages.append(made.data)
    assert drawn == [True, False, False]
    assert pages[0] == pages[1]
    whole = pdf_page(POSTER, sheet=sheet, title="t", language="en", marks=marks).data
    assert np.array_equal(*(drawn_back(data) for data in (pages[0], whole)))
