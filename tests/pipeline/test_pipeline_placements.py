"""Every placement: whatever a design claims to serve is served, and looks right there."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from toolkit.affine import Affine
from toolkit.errors import errors_in
from toolkit.files import data_folder
from toolkit.pipeline.cache.blobs import BlobStore, path_among
from toolkit.pipeline.cache.store import Cache, FinishedFiles
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.incremental.build_cache import BuildCache
from toolkit.pipeline.incremental.layout_keys import LayoutKeys
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.tasks import LaidOutPicture, LayOutTask
from toolkit.pipeline.layout.tasks import laid_out as lay_out
from toolkit.pipeline.paint.exports import Exports
from toolkit.pipeline.plan import Picture, Selection, plan
from toolkit.pipeline.stages.layout import LayoutStage
from toolkit.pipeline.stages.paint import PaintStage
from toolkit.pipeline.workers.processes import HERE
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.render.checks.readability import decode_qr
from toolkit.render.encode.pillow import decoded, picture_facts
from toolkit.render.engines.engine import DEFAULT_ENGINE
from toolkit.render.pixels import Pixels
from toolkit.sources.project import Project, load_project
from toolkit.units import MM_PER_INCH, Insets, Rect

LANGUAGES = ("ar", "fr", "ru", "vi", "zh")


@dataclass(frozen=True)
class Walk:
    """The shipped project and one picture for every design, look and placement."""

    project: Project
    jobs: tuple[ResolvedJob, ...]


@pytest.fixture(scope="module")
def walk() -> Walk:
    """Return a walk over all placements; campaigns and languages take turns with each design."""
    project = load_project()
    every = plan(
        project, Selection(placements=tuple(row.id for row in project.placements), languages=LANGUAGES)
    )
    groups = {(job.key.look, job.key.placement): list[ResolvedJob]() for job in every.stills}
    for job in every.stills:
        groups[job.key.look, job.key.placement].append(job)
    turns = itertools.count()
    jobs = (group[next(turns) * 7 % len(group)] for group in groups.values())
    return Walk(project=project, jobs=tuple(jobs))


@pytest.fixture(scope="module")
def blobs(tmp_path_factory: pytest.TempPathFactory) -> BlobStore:
    """Return where the drawings of this walk stand."""
    return BlobStore(tmp_path_factory.mktemp("walk"))


@pytest.fixture(scope="module")
def laid_out(walk: Walk, blobs: BlobStore) -> tuple[LaidOutPicture, ...]:
    """Return every picture of the walk, laid out."""
    context = ProjectContext.of(walk.project)
    tasks = [LayOutTask(job=job.key, blobs=blobs) for job in walk.jobs]
    return tuple(
        LaidOutPicture(picture=Picture(jobs=(job,)), task=task, result=lay_out(context, task))
        for job, task in zip(walk.jobs, tasks, strict=True)
    )


def test_every_placement_is_served(walk: Walk) -> None:
    """No size of the registry is without a design; a design that claims a family serves all its sizes."""
    placements = {row.id for row in walk.project.placements}
    assert placements - {job.placement.id for job in walk.jobs} == set()
    everything = plan(walk.project, Selection(placements=tuple(sorted(placements)), languages=("en",)))
    assert everything.unserved == ()


@pytest.mark.slow
def test_every_placement_is_laid_out_without_a_problem(laid_out: tuple[LaidOutPicture, ...]) -> None:
    """No check finds anything: words fit their frames, stay apart, are legible and in the right places."""
    assert [str(problem) for picture in laid_out for problem in errors_in(picture.result.problems)] == []


@pytest.mark.slow
def test_everything_stands_where_people_see_it(laid_out: tuple[LaidOutPicture, ...]) -> None:
    """By the registry's own px, not by the layout's: inside what is safe, outside what is drawn over."""
    assert [fault for picture in laid_out for fault in _misplaced(picture)] == []


@pytest.mark.slow
def test_everything_is_large_enough(laid_out: tuple[LaidOutPicture, ...]) -> None:
    """Text of 11 px and 1.15 % of the short side; QR modules of 4 px, on paper of 0.4 mm."""
    assert laid_out
    for picture in laid_out:
        layout, name = picture.result.layout, picture.first.key.stem
        least = max(11.0, 0.0115 * min(layout.size.width, layout.size.height))
        assert [(name, text.slot) for text in layout.texts if text.font_px < least] == []
        module = max(4.0, 0.4 / MM_PER_INCH * layout.dpi if layout.dpi else 0.0)
        assert [(name, code.slot) for code in layout.qr if code.module_px < module] == []


@pytest.mark.slow
def test_every_placement_is_painted_as_it_asks(
    walk: Walk, laid_out: tuple[LaidOutPicture, ...], tmp_path: Path
) -> None:
    """One picture for each screen placement, and for each design: exact pixels, weight, contrast, QR code."""
    chosen = _chosen(laid_out)
    context = ProjectContext.of(walk.project)
    exports = Exports(context=context, engine=DEFAULT_ENGINE, cairo="")
    memory = BuildCache(cache=Cache(tmp_path / "cache"), keys=LayoutKeys.of(context))
    layouts = LayoutStage(memory=memory, workers=ProjectWorkers(HERE, context, tmp_path))
    store = FinishedFiles(memory.cache, BlobStore(tmp_path / "finished"))
    stage = PaintStage(exports=exports, workers=HERE, memory=memory, layouts=layouts, store=store)
    painted, found = stage.run(chosen, lambda _steps: None)
    assert [str(problem) for problem in errors_in(problem for _, problem in found)] == []
    jobs = {picture.first.key: picture.first for picture in chosen}
    addresses = {picture.first.key: {code.address for code in picture.result.layout.qr} for picture in chosen}
    assert painted
    for key, file in painted.items():
        data, placement = path_among(store.shelves, *file.blob).read_bytes(), jobs[key].placement
        assert picture_facts(data).size == placement.size
        most = placement.file.image.max_bytes
        assert most is None or len(data) <= most
        assert addresses[key] <= set(decode_qr(Pixels(decoded(data))))
    assert set(painted) == set(addresses)


def _misplaced(picture: LaidOutPicture) -> Iterator[str]:
    """Yield slots that are not wholly seen, in px with one px of grace."""
    job, layout = picture.first, picture.result.layout
    placement, px = job.placement, Affine.scale(layout.scale)
    size = placement.size
    safe = Rect(0.0, 0.0, size.width, size.height).inset(placement.canvas.safe)
    grace = Insets(1.0, 1.0, 1.0, 1.0)
    boxes = [(text.slot, text.ink) for text in layout.texts]
    boxes += [(code.slot, code.frame) for code in layout.qr]
    boxes += [(shown.slot, shown.frame) for shown in layout.pictures]
    for slot, box in boxes:
        inner = px.box(box).inset(grace)
        if not safe.contains(inner) or any(inner.overlaps(covered) for covered in placement.canvas.avoid):
            yield f"{job.key.stem}: {slot}"


def _chosen(laid_out: Sequence[LaidOutPicture]) -> list[LaidOutPicture]:
    """One picture for each placement on a screen, designs taking turns, and one of each design at least.

    Sheets of paper have tests of their own, and take seconds each.
    """
    groups: dict[str, list[LaidOutPicture]] = {}
    for picture in laid_out:
        if not picture.first.placement.is_printed:
            groups.setdefault(picture.first.placement.id, []).append(picture)
    chosen = [group[turn * 5 % len(group)] for turn, group in enumerate(groups.values())]
    designs = {picture.first.key.design for picture in chosen}
    for picture in itertools.chain.from_iterable(groups.values()):
        if picture.first.key.design not in designs:
            designs.add(picture.first.key.design)
            chosen.append(picture)
    return chosen


def test_the_shipped_data_is_what_this_walks_over(walk: Walk) -> None:
    """The walk is not empty, and reads the data that an installed toolkit has."""
    assert walk.project.folders.designs.folders == (data_folder("designs"),)
    assert len(walk.jobs) > len(walk.project.placements)
