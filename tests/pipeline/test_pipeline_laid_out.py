"""What composing writes keeps the contract of a laid-out SVG, and what breaks it is told before painting."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from samples import MINIMAL, run_toolkit
from toolkit.compose.layout import LayoutResult
from toolkit.errors import errors_in
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import DrawingKey, ResolvedJob
from toolkit.pipeline.plan import Selection, plan
from toolkit.render.svg.laid_out_check import check_laid_out
from toolkit.sources.project import load_project
from toolkit.svg.laid_out import SLOT, slot_of, words_in

DESIGN = Path("designs", "card")


@pytest.fixture(scope="module")
def shipped() -> ProjectContext:
    """Return the bundled campaigns and designs, ready to be composed."""
    return ProjectContext.of(load_project(None))


def each_drawing(context: ProjectContext, language: str) -> Iterator[ResolvedJob]:
    """Yield one job of every artboard, look and kind of row of every design."""
    seen = set[DrawingKey]()
    for job in plan(context.project, Selection(languages=(language,))).jobs:
        if job.drawing not in seen:
            seen.add(job.drawing)
            yield job


def slots_in(laid_out: LayoutResult) -> set[str]:
    """Return the names of the slots that a drawing says it has."""
    root = etree.fromstring(laid_out.svg)
    assert {slot_of(words) for words in words_in(root)} <= {str(node.get(SLOT)) for node in root.iter("*")}
    return {str(node.get(SLOT)) for node in root.iter("*") if node.get(SLOT)}


@pytest.mark.parametrize("language", ["ar", "en", "zh"])
def test_every_shipped_design_keeps_the_contract(shipped: ProjectContext, language: str) -> None:
    """Mirrored or not, with photographs, charts and codes: no violation, and every slot is named."""
    jobs = list(each_drawing(shipped, language))
    assert len({job.design.id for job in jobs}) >= 14
    for job in jobs:
        laid_out = shipped.compose(job)
        assert (job.key.stem, check_laid_out(laid_out.svg)) == (job.key.stem, ())
        layout = laid_out.layout
        filled = {box.slot for box in (*layout.texts, *layout.qr, *layout.pictures)}
        assert filled
        assert (job.key.stem, filled - slots_in(laid_out)) == (job.key.stem, set())


def workspace(folder: Path, old: str, new: str) -> Path:
    """Return a copy of the small workspace with something else in the square drawing."""
    copy = shutil.copytree(MINIMAL, folder / "workspace")
    drawing = copy / DESIGN / "square.svg"
    text = drawing.read_text(encoding="utf-8")
    assert old in text
    drawing.write_text(text.replace(old, new), encoding="utf-8")
    return copy


def test_what_cannot_be_painted_is_told_by_check(tmp_path: Path) -> None:
    """Nothing has to be painted to learn of it; the drawing is named, and every reason."""
    bad = '<g id="extra"><path d="M0 0h9" onclick="x()"/><path d="M0 0h9" fill="url(b.svg#a)"/></g></svg>'
    done = run_toolkit(workspace(tmp_path, "</svg>", bad), "check")
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "designs/card/square.svg" in told
    assert "this cannot be painted: a script (the attribute onclick)" in told
    assert 'this cannot be painted: a reference outside the drawing (fill="url(b.svg#a)")' in told
    assert "Traceback" not in told


def test_a_reference_to_nothing_is_told_by_check(tmp_path: Path) -> None:
    """Engines differ in what they paint then."""
    bad = '<g id="extra"><path d="M0 0h9" clip-path="url(#gone)"/></g></svg>'
    done = run_toolkit(workspace(tmp_path, "</svg>", bad), "check")
    assert "refers to '#gone', which is not in the drawing" in done.stdout + done.stderr


def test_notes_of_an_exported_drawing_do_not_count(tmp_path: Path) -> None:
    """Artwork made of a laid-out SVG, or labelled for screen readers, claims no words and no slots."""
    said = '<g aria-label="Logo" data-slot="logo" data-ink="0 0 1 1"><path d="M0 0h9z"/></g></svg>'
    done = run_toolkit(workspace(tmp_path, "</svg>", said), "check")
    assert done.returncode == 0, done.stderr
    context = ProjectContext.of(load_project(tmp_path / "workspace"))
    (job, *_) = each_drawing(context, "en")
    laid_out = context.compose(job)
    assert "Logo" not in laid_out.svg
    assert "logo" not in slots_in(laid_out)


def test_a_drawing_with_a_prefix_is_the_same_drawing(tmp_path: Path) -> None:
    """Some programs write `svg:rect`; words and shapes are laid out as they are without."""
    copy = workspace(tmp_path, "</svg>", "</svg>")
    drawing = copy / DESIGN / "square.svg"
    root = etree.fromstring(drawing.read_bytes())
    plain = ProjectContext.of(load_project(copy))
    written = etree.tostring(root, encoding="unicode")
    prefixed = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1s:", written).replace("xmlns=", "xmlns:s=", 1)
    assert etree.fromstring(prefixed).prefix == "s"
    drawing.write_text(prefixed, encoding="utf-8")
    (job, *_) = each_drawing(plain, "en")
    again = ProjectContext.of(load_project(copy))
    (same, *_) = each_drawing(again, "en")
    assert again.compose(same).body == plain.compose(job).body


def test_every_language_fits_the_smallest_canvases(shipped: ProjectContext) -> None:
    """Also where no campaign lists them: dates stay whole on banners of 50 px, in Spanish too."""
    every = plan(shipped.project, Selection(placements=("all",))).jobs
    small = [job for job in every if min(job.placement.size.width, job.placement.size.height) <= 260]
    assert {job.key.language for job in small} >= {"ar", "en", "es", "fr", "ru", "vi", "zh"}
    for job in small:
        assert errors_in(shipped.compose(job).problems) == (), job.key.stem
