"""Goldens of what people get: frames of a loop, a print page, a contact sheet, a report."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pdfpages import drawn_back
from samples import MINIMAL, PictureGolden, TextGolden
from toolkit import __version__
from toolkit.errors import Place, Problem, Severity
from toolkit.pipeline.build import Options, build
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.plan import Selection, plan
from toolkit.pipeline.workers.processes import Advance
from toolkit.render.encode.pillow import decoded
from toolkit.render.pdf.page import pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.reports.build.kit_files import KitRow, PlacementTotals
from toolkit.reports.build.previews import LookTask, show
from toolkit.reports.build.report_page import report_page
from toolkit.reports.contact_sheet.cells import CellLook
from toolkit.reports.contact_sheet.sheet import SheetOptions, draw_sheet
from toolkit.sources.project import load_project

GOLDENS = Path(__file__).parent / "goldens"
MOTION = """
[motion]
transition = "slide_in"
slots = ["theme"]
placements = ["x-post-landscape"]
formats = ["gif"]

[slots.day_name]"""
EVERY = 5  # pixels: a loop of 1280 × 720 is compared at a fifth
ENGLISH = Selection(languages=("en",), placements=("x-post-landscape",))


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the loop of the English card in the smallest workspace, as it is in its kit."""
    folder = tmp_path_factory.mktemp("loop")
    workspace = shutil.copytree(MINIMAL, folder / "workspace")
    design = workspace / "designs" / "card" / "design.toml"
    text = design.read_text(encoding="utf-8")
    assert "[slots.day_name]" in text
    design.write_text(text.replace("[slots.day_name]", MOTION), encoding="utf-8")
    assert build(workspace, ENGLISH, Options(out=folder / "out"), silent).is_clean
    with zipfile.ZipFile(folder / "out" / "minimal_en.zip") as kit:
        (name,) = (name for name in kit.namelist() if name.endswith(".gif"))
        return kit.read(name)


@pytest.mark.parametrize(("name", "index"), [("finished", 0), ("moving", 8), ("finished", -1)])
def test_frames_of_a_loop_are_as_before(
    loop: bytes, name: str, index: int, same_picture: PictureGolden
) -> None:
    """It begins and ends with the finished picture; between, the words come in line by line."""
    with Image.open(io.BytesIO(loop)) as image:
        image.seek(index % image.n_frames)
        frame = np.asarray(image.convert("RGB"))[::EVERY, ::EVERY]
    same_picture(np.ascontiguousarray(frame), GOLDENS / f"loop_{name}.png")


def test_a_print_page_is_as_before(same_picture: PictureGolden) -> None:
    """Sheet, bleed, crop marks and the drawing, read back by a program that did not make them."""
    project = load_project(MINIMAL)
    (job,) = plan(project, Selection(languages=("ar",), placements=("x-post-square",))).stills
    laid_out = ProjectContext.of(project).compose(job)
    sheet = PageGeometry.with_bleed((94, 94), 3)
    page = pdf_page(laid_out.svg, sheet=sheet, title="Card", language="ar", marks=True)
    same_picture(drawn_back(page.data, dpi=40), GOLDENS / "print_page.png")


def test_a_contact_sheet_is_as_before(same_picture: PictureGolden) -> None:
    """Titles, labels in their own scripts, and pictures of two shapes in two directions of writing."""
    selection = Selection(languages=("en", "ar"), placements=("x-post-square", "x-post-landscape"))
    drawn = draw_sheet(MINIMAL, selection, SheetOptions(look=CellLook(engine="librsvg"), cell=60), silent)
    same_picture(decoded(drawn.data), GOLDENS / "contact_sheet.png")


def test_a_report_is_as_before(same_text: TextGolden) -> None:
    """Verdict, problems by file, a design as five kinds of eyes see it, kits, weights: the whole page.

    The bytes of its pictures are left out, they are the encoder's.
    """
    project = load_project(MINIMAL)
    (job,) = plan(project, ENGLISH).stills
    look = show(ProjectContext.of(project), LookTask(job=job.key))
    assert look
    place, drawing = Place(file="copy/fr.toml", at="theme"), Place(file="designs/card/wide.svg", at="theme")
    problems = (
        Problem(trail=(place, drawing), message="the text needs 5 lines where 3 fit", hint="shorten it"),
        Problem(trail=(drawing,), message="people with protanopia see 2.7:1", severity=Severity.WARNING),
        Problem(trail=(), message="cairo is not installed here", severity=Severity.WARNING),
    )
    kit = KitRow(file="minimal_en.zip", files=12, bytes=1_234_567, sha256="0" * 64)
    rows = (
        PlacementTotals(
            placement="x-post-landscape",
            files=2,
            ways=(("jpg", 1), ("png palette", 1)),
            largest_difference=0.84,
            median=21_000,
            heaviest=45_000,
            limit=50_000,
        ),
    )
    page = report_page((("Campaigns", "1"), ("Pictures", "2")), problems, (look,), (kit,), rows)
    page = re.sub(r"(data:image/webp;base64,)[^\"]+", r"\1…", page).replace(__version__, "VERSION")
    same_text(page, GOLDENS / "report.html")


def test_no_golden_is_left_over() -> None:
    """Every file in the folder belongs to a test."""
    expected = {"loop_finished.png", "loop_moving.png", "print_page.png", "contact_sheet.png", "report.html"}
    assert {path.name for path in GOLDENS.iterdir()} == expected
