"""Every placement: whatever a design claims to serve is served, and looks right there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from toolkit.errors import errors_in
from toolkit.files import data_folder
from toolkit.pipeline.cache.cache import Cache
from toolkit.pipeline.cache.shelf import Shelf
from toolkit.pipeline.keys import Keys
from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.layingout import LayOutTask, lay_out, open_workshop, workshop_here
from toolkit.pipeline.layoutstage import LayoutStage
from toolkit.pipeline.memory import Memory
from toolkit.pipeline.orders import Orders
from toolkit.pipeline.paintstage import Canvas, PaintStage
from toolkit.pipeline.plan import Job, Picture, Selection, plan
from toolkit.pipeline.pool import processes
from toolkit.render.pictures import picture_facts
from toolkit.render.raster import DEFAULT_ENGINE
from toolkit.sources.project import Project, load_project

LANGUAGES = ("ar", "fr", "ru", "vi", "zh")
PAINTED = 9  # every ninth picture is painted too


@dataclass(frozen=True)
class Walk:
    """The shipped project and one picture for every design, look and placement."""

    project: Project
    jobs: tuple[Job, ...]


@pytest.fixture(scope="module")
def walk() -> Walk:
    """Return a walk over all placements; campaigns and languages take turns with each design."""
    project = load_project()
    every = plan(
        project, Selection(placements=tuple(row.id for row in project.placements), languages=LANGUAGES)
    )
    groups: dict[tuple[str, ...], list[Job]] = {}
    for job in every.jobs:
        groups.setdefault((job.design, job.variant, job.placement), []).append(job)
    turns = itertools.count()
    jobs = (group[next(turns) * 7 % len(group)] for group in groups.values())
    return Walk(project=project, jobs=tuple(jobs))


def test_every_placement_is_served(walk: Walk) -> None:
    """No size of the registry is without a design; a design that claims a family serves all its sizes."""
    placements = {row.id for row in walk.project.placements}
    assert placements - {job.placement for job in walk.jobs} == set()
    everything = plan(walk.project, Selection(placements=tuple(sorted(placements)), languages=("en",)))
    assert everything.unserved == ()


@pytest.mark.slow
def test_every_placement_looks_right(walk: Walk, tmp_path: Path) -> None:
    """Words stay inside safe areas, out of what platforms cover, legible, in their frames, apart.

    A sample is painted: exact pixels, readable contrast, QR codes that scan, files within their limits.
    """
    open_workshop(None)
    laid_out = list(_laid_out(walk, tmp_path))
    assert [str(problem) for picture in laid_out for problem in errors_in(picture.problems)] == []
    sample = [picture for picture in laid_out if _is_screen(walk, picture)][::PAINTED]
    orders = Orders(workshop=workshop_here(), engine=DEFAULT_ENGINE, cairo="")
    memory = Memory(cache=Cache(tmp_path / "cache"), keys=Keys.of(workshop_here()))
    with processes(1, open_workshop, None) as workers:
        layouts = LayoutStage(memory=memory, workers=workers)
        stage = PaintStage(orders=orders, workers=workers, memory=memory, layouts=layouts)
        painted, found = stage.run([_canvas(picture, tmp_path) for picture in sample], lambda _steps: None)
    assert [str(problem) for problem in errors_in(problem for _, problem in found)] == []
    for file in painted:
        placement = walk.project.placement(file.job.placement)
        assert placement is not None
        assert picture_facts(file.path.read_bytes()).size == placement.size
        assert placement.max_bytes is None or file.path.stat().st_size <= placement.max_bytes


def _laid_out(walk: Walk, folder: Path) -> Iterator[LaidOut]:
    for job in walk.jobs:
        yield lay_out(_task(Picture(jobs=(job,)), folder))


def _task(picture: Picture, folder: Path) -> LayOutTask:
    return LayOutTask(picture=picture, shelf=Shelf(folder))


def _canvas(laid_out: LaidOut, folder: Path) -> Canvas:
    return Canvas(picture=laid_out, task=_task(laid_out.picture, folder))


def _is_screen(walk: Walk, picture: LaidOut) -> bool:
    """Sheets of paper have tests of their own, and take seconds each."""
    placement = walk.project.placement(picture.picture.first.placement)
    return placement is not None and placement.print is None


def test_the_shipped_data_is_what_this_walks_over(walk: Walk) -> None:
    """The walk is not empty, and reads the data that an installed toolkit has."""
    assert walk.project.folders.designs == data_folder("designs")
    assert len(walk.jobs) > len(walk.project.placements)
