"""Printed pages of the shipped designs, read back: boxes, outlines, QR codes, and the look of the picture."""

import io
from dataclasses import dataclass

import numpy as np
import pikepdf
import pytest

from pdfpages import drawn_back, font_count, shapes
from toolkit.compose.layout import LayoutResult, QrBox
from toolkit.errors import errors_in
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.paint.tasks import geometry_of
from toolkit.pipeline.plan import Selection, plan
from toolkit.render.checks.readability import decode_qr
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pdf.page import pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.pixels import PixelArray, Pixels
from toolkit.sources.job_key import JobKey, LookKey
from toolkit.sources.project import load_project
from toolkit.sources.workspace.placement import Placement
from toolkit.units import MM_PER_INCH, PixelSize, Rect

pytestmark = pytest.mark.slow

LANGUAGES = ("ar", "en", "fr", "ru", "vi", "zh")
POINTS = 72 / MM_PER_INCH  # in a mm
QR_DPI = 150
COMPARED = ((400, 3.0), (1000, 2.0), (5000, 0.5))  # sheets lower than so many mm: px per mm
MOST_LEVELS, MOST_LEVELS_IN_A_TILE = 2, 12
TILE = 40  # px
EVERY_DESIGN_ON = "poster-a4"
EVERY_SHEET_WITH = "poster"


@dataclass(frozen=True)
class Printed:
    """A job with its picture, its sheet, and the page made of it."""

    job: JobKey
    placement: Placement
    composed: LayoutResult
    sheet: PageGeometry
    data: bytes


@pytest.fixture(scope="module")
def context() -> ProjectContext:
    """Return the shipped project, open."""
    return ProjectContext.of(load_project())


def _jobs(context: ProjectContext) -> list[ResolvedJob]:
    """Every design on A4, and the poster on every sheet; campaigns and languages take turns."""
    names = tuple(row.id for row in context.project.placements if row.is_printed)
    groups: dict[tuple[LookKey, str], list[ResolvedJob]] = {}
    for job in plan(context.project, Selection(placements=names, languages=LANGUAGES)).stills:
        if job.key.placement == EVERY_DESIGN_ON or job.key.design == EVERY_SHEET_WITH:
            groups.setdefault((job.key.look, job.key.placement), []).append(job)
    return [group[turn * 5 % len(group)] for turn, group in enumerate(groups.values())]


@pytest.fixture(scope="module")
def pages(context: ProjectContext) -> list[Printed]:
    """Return the pages, made once for all tests of this module."""
    return [_printed(context, job) for job in _jobs(context)]


def _printed(context: ProjectContext, job: ResolvedJob) -> Printed:
    placement, composed = job.placement, context.compose(job)
    assert placement.file.sheet is not None
    sheet = geometry_of(placement.file.sheet)
    page = pdf_page(composed.svg, sheet=sheet, title=job.key.stem, language=job.key.language)
    return Printed(job=job.key, placement=placement, composed=composed, sheet=sheet, data=page.data)


def _drawn(page: Printed, px_per_mm: float, part: Rect) -> PixelArray:
    """Return a part of a page, in mm of its sheet, as another program draws it."""
    with pikepdf.open(io.BytesIO(page.data)) as pdf:
        paper = pdf.pages[0]
        (left, _, _, top), (x, _, _, upper) = map(_floats, (paper.obj.BleedBox, paper.mediabox))
    box = Rect(
        left - x + part.x * POINTS, upper - top + part.y * POINTS, part.width * POINTS, part.height * POINTS
    )
    return drawn_back(page.data, px_per_mm * MM_PER_INCH, box)


def _floats(box: pikepdf.Object) -> list[float]:
    return [float(edge) for edge in box]


def test_the_walk_covers_every_sheet_and_every_printed_design(
    context: ProjectContext, pages: list[Printed]
) -> None:
    """Nothing that is printed is left out, and nothing is wrong with any of it."""
    assert {page.job.placement for page in pages} == {
        row.id for row in context.project.placements if row.is_printed
    }
    names = tuple(row.id for row in context.project.placements if row.is_printed)
    every = plan(context.project, Selection(placements=names, languages=LANGUAGES)).stills
    assert {page.job.design for page in pages} == {
        job.key.design for job in every if job.key.placement == EVERY_DESIGN_ON
    } | {EVERY_SHEET_WITH}
    assert [str(fault) for page in pages for fault in errors_in(page.composed.problems)] == []


def test_boxes_are_those_of_the_data_sheet(pages: list[Printed]) -> None:
    """Read back from the file, in mm: the bleed, the cut, and what people see of a roll-up."""
    assert pages
    for page in pages:
        with pikepdf.open(io.BytesIO(page.data)) as pdf:
            assert len(pdf.pages) == 1
            paper = pdf.pages[0]
            left, bottom, right, top = (float(edge) for edge in paper.obj.BleedBox)
            assert ((right - left) / POINTS, (top - bottom) / POINTS) == pytest.approx(
                (page.sheet.width, page.sheet.height), abs=0.01
            )
            for name, expected in (("/TrimBox", page.sheet.cut), ("/ArtBox", page.sheet.face)):
                if name == "/ArtBox" and page.sheet.face == page.sheet.cut:
                    assert name not in paper.obj
                    continue
                x, y, x2, y2 = (float(edge) for edge in paper.obj[name])
                found = ((x - left), (top - y2), (x2 - x), (y2 - y))
                wanted = (expected.x, expected.y, expected.width, expected.height)
                assert [length / POINTS for length in found] == pytest.approx(wanted, abs=0.01), page.job.stem


def test_pages_hold_outlines_and_no_fonts(pages: list[Printed]) -> None:
    """Words are shapes: a printer needs no font, and none can be missing."""
    assert pages
    for page in pages:
        assert font_count(page.data) == 0
        assert len(shapes(page.data)) > len(page.composed.layout.texts)
        assert b"/Font" not in page.data


def test_qr_codes_are_read_from_the_page_at_150_dpi(pages: list[Printed]) -> None:
    """Each symbol with what is around it, drawn by a program that did not make it."""
    seen = 0
    for page in pages:
        for code in page.composed.layout.qr:
            part = _on_sheet(page, code)
            assert code.address in decode_qr(Pixels(_drawn(page, QR_DPI / MM_PER_INCH, part).copy())), (
                page.job.stem
            )
            seen += 1
    assert seen > len({page.job.placement for page in pages})


def _on_sheet(page: Printed, code: QrBox) -> Rect:
    """Where a symbol lies on the sheet, in mm, with a tenth of its side around it."""
    scale = page.sheet.width / page.composed.layout.canvas.width
    edge = code.frame.width * scale / 10
    return Rect(
        code.frame.x * scale - edge,
        code.frame.y * scale - edge,
        code.frame.width * scale + 2 * edge,
        code.frame.height * scale + 2 * edge,
    )


def test_pages_look_like_their_pictures(pages: list[Printed]) -> None:
    """Drawn back, a page differs from the PNG of the same drawing by less than 2 levels on average."""
    assert pages
    for page in pages:
        back, png = _both(page)
        apart = np.abs(back.astype(int) - png)
        assert apart.mean() < MOST_LEVELS, page.job.stem
        # A layer that is missing would hide in the mean of a large page.
        height, width = (side - side % TILE for side in apart.shape[:2])
        tiles = apart[:height, :width].reshape(height // TILE, TILE, width // TILE, TILE, 3)
        assert tiles.mean(axis=(1, 3, 4)).max() < MOST_LEVELS_IN_A_TILE, page.job.stem


def _both(page: Printed) -> tuple[PixelArray, PixelArray]:
    """The page drawn back, and its picture.

    Both begin at whole pixels, or every edge would differ: sheets and the slug beside them are whole
    multiples of these px in mm.
    """
    px_per_mm = next(px for limit, px in COMPARED if page.sheet.height < limit)
    whole = Rect(0, 0, page.sheet.width, page.sheet.height)
    size = PixelSize(round(page.sheet.width * px_per_mm), round(page.sheet.height * px_per_mm))
    png = engine_named(DEFAULT_ENGINE).rasterise(page.composed.svg, size).array
    return _drawn(page, px_per_mm, whole)[: size.height, : size.width], png
