"""Previews are what a build makes: the same pixels at the same size, and the same problems at any size."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from samples import MINIMAL
from toolkit.errors import Problem
from toolkit.files import sha256_of
from toolkit.pipeline.build import Options, build
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.paint import tasks
from toolkit.pipeline.plan import Selection, plan
from toolkit.pipeline.preview import PreviewPainter
from toolkit.pipeline.workers.processes import Advance
from toolkit.render.compositor.scene import SceneRenderer
from toolkit.render.encode.choose import Encoder
from toolkit.render.pixels import Pixels, RenderError
from toolkit.sources.project import load_project
from toolkit.units import PixelSize

SQUARE = Path("designs") / "card" / "square.svg"
RULES = Path("designs") / "card" / "design.toml"
SMALL = Selection(languages=("en", "ar"), placements=("x-post-square", "x-post-landscape"))
CODE = 'height="260" fill="#ffffff"/>\n  </g>'
FAULTS = {
    "contrast": ('fill="#ffffff">The line', 'fill="#2a4a66">The line'),
    "QR code": (CODE, f'{CODE}<rect x="740" y="740" width="170" height="170" fill="#ffffff"/>'),
}
"""By a word of its message: what is written in the drawing, and what makes it faulty."""
ONE = Selection(languages=("en",), placements=("x-post-square",))


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a copy of the smallest workspace, to be changed."""
    return shutil.copytree(MINIMAL, tmp_path / "workspace")


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in a file that has them."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def digest(pixels: Pixels | None) -> str:
    """Return a digest of the pixels and their shape."""
    assert pixels is not None
    return sha256_of(repr(pixels.array.shape).encode() + pixels.array.tobytes())


def built(
    root: Path | None, selection: Selection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[set[str], tuple[Problem, ...]]:
    """Build, and return the digest of every picture as it came to its encoder, and all problems."""
    seen: set[str] = set()

    class Noting(Encoder):
        def __init__(self, pixels: Pixels, *, final: bool = False) -> None:
            seen.add(digest(pixels))
            super().__init__(pixels, final=final)

    monkeypatch.setattr(tasks, "Encoder", Noting)
    outcome = build(root, selection, Options(out=folder / "out"), silent)
    return seen, outcome.problems


def previewed(root: Path | None, selection: Selection) -> set[str]:
    """Return the digest of every picture of a selection at its own size."""
    project = load_project(root)
    painter = PreviewPainter(ProjectContext.of(project))
    jobs = plan(project, selection).stills
    assert jobs
    return {digest(painter.preview(job).pixels) for job in jobs}


def test_a_preview_is_the_built_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a job's own size, pixel for pixel, in both directions of writing and two shapes."""
    seen, problems = built(MINIMAL, SMALL, tmp_path, monkeypatch)
    assert problems == ()
    assert len(seen) == 4
    assert previewed(MINIMAL, SMALL) == seen


def test_a_preview_has_the_sizes_of_its_group(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One language shown alone is set as in a build of all, whose longest text sets the size."""
    edit(workspace / RULES, "[slots.theme]", '[slots.theme]\nmax_size = 300\ngroup = "languages"')
    seen, _ = built(workspace, Selection(placements=ONE.placements), tmp_path, monkeypatch)
    alone = previewed(workspace, ONE)
    assert len(alone) == 1
    assert alone < seen


@pytest.mark.slow
def test_a_see_through_preview_is_see_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alpha is that of the finished file, to be put over anything."""
    frame = Selection(
        campaigns=("wtisd-2021",),
        designs=("profile-frame",),
        languages=("en",),
        placements=("vk-post-square",),
    )
    seen, _ = built(None, frame, tmp_path, monkeypatch)
    assert previewed(None, frame) == seen


@pytest.mark.parametrize("size", [PixelSize(90, 90), PixelSize(700, 700), None])
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_preview_of_any_size_has_the_problems_of_a_build(
    workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: PixelSize | None,
    fault: str,
) -> None:
    """A thumbnail says of the same slots what the finished picture has wrong: faint words, unread codes."""
    old, new = FAULTS[fault]
    edit(workspace / SQUARE, old, new)
    _, problems = built(workspace, ONE, tmp_path, monkeypatch)
    assert any(fault in problem.message for problem in problems)
    project = load_project(workspace)
    (job,) = plan(project, ONE).stills
    preview = PreviewPainter(ProjectContext.of(project)).preview(job, size)
    assert sorted(map(_where, preview.problems)) == sorted(map(_where, problems))
    if size is None:
        assert sorted(preview.problems) == sorted(problems)


def _where(problem: Problem) -> tuple[object, ...]:
    return problem.trail, problem.severity, problem.hint


def test_codes_are_not_missed_because_a_picture_is_small() -> None:
    """A thumbnail whose code no reader could make out is not said to be wrong."""
    project = load_project(MINIMAL)
    painter = PreviewPainter(ProjectContext.of(project))
    jobs = plan(project, SMALL).stills
    assert jobs
    assert [painter.preview(job, PixelSize(40, 40)).problems for job in jobs] == [()] * len(jobs)


def test_a_preview_keeps_its_shape() -> None:
    """It covers the size asked for, and its layout is that of the whole picture."""
    project = load_project(MINIMAL)
    context = ProjectContext.of(project)
    jobs = plan(project, SMALL).stills
    assert jobs
    for job in jobs:
        preview = PreviewPainter(context).preview(job, PixelSize(120, 100))
        whole = job.placement.size
        assert preview.pixels is not None
        assert preview.pixels.size == preview.size
        assert preview.size.width >= 120
        assert preview.size.height >= 100
        assert preview.size.aspect == pytest.approx(whole.aspect, abs=0.02)
        assert preview.layout.size == whole


def test_a_picture_that_no_engine_paints_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a layout, no picture, and a problem that names the drawing and the asset."""

    def fail(*_: object, **__: object) -> Pixels:
        raise RenderError("librsvg failed: out of paint")

    monkeypatch.setattr(SceneRenderer, "picture", fail)
    project = load_project(MINIMAL)
    (job,) = plan(project, ONE).stills
    preview = PreviewPainter(ProjectContext.of(project)).preview(job, PixelSize(80, 80))
    assert (preview.pixels, preview.behind) == (None, None)
    assert preview.layout.texts
    assert [str(problem) for problem in preview.problems] == [
        f"designs/{job.design.id}/{job.artboard}.svg → {job.key.stem}: librsvg failed: out of paint"
    ]


def test_what_was_shown_before_changes_nothing() -> None:
    """The same picture comes from a painter that has painted others, and from a fresh one."""
    project = load_project(MINIMAL)
    context = ProjectContext.of(project)
    jobs = plan(project, SMALL).stills
    assert jobs
    used = PreviewPainter(context)
    for job in jobs:
        used.preview(job, PixelSize(150, 150))
    for job in jobs:
        one, other = (painter.preview(job).pixels for painter in (used, PreviewPainter(context)))
        assert one is not None
        assert other is not None
        assert np.array_equal(one.array, other.array)
