"""Laying out: the first stage, done by processes that have the project open."""

import gc
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from toolkit.errors import Place
from toolkit.pipeline.cache.blobs import BlobStore
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.drawing_checks import drawing_problems
from toolkit.pipeline.layout.results import LayoutResult, SvgParts, digest_of
from toolkit.pipeline.plan import Picture
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project
from toolkit.sources.workspace.design import drawing_place
from toolkit.sources.workspace.placement import Placement
from toolkit.typeset import forget_texts

_context: list[ProjectContext] = []


def open_context(project: Project) -> None:
    """Open the workshop of a project in this process, once, for all its tasks."""
    _context[:] = [ProjectContext.of(project)]


@lru_cache(maxsize=1)
def kept_context(file: Path) -> ProjectContext:
    """Return the workshop of a project that `keep_project` has written; a process reads it once.

    Tasks name the file, so that processes may start before the project has been read.
    """
    # The file lies in the folder of this very build, which nobody else writes to.
    return ProjectContext.of(pickle.loads(file.read_bytes()))  # noqa: S301


def put_context_away() -> None:
    """Let go of what laying out needs, so that painting has the memory; the next such task opens it anew."""
    if kept_context.cache_info().currsize:
        kept_context.cache_clear()
        forget_texts()
        gc.collect()


def keep_project(project: Project, file: Path) -> Path:
    """Write a project for `kept_context`, and return the file."""
    file.write_bytes(pickle.dumps(project))
    return file


def context_here() -> ProjectContext:
    """Return the workshop that this process has opened."""
    return _context[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOutTask:
    """Lay out the picture of a job and put its SVG pieces on a shelf."""

    job: JobKey
    blobs: BlobStore
    engines: tuple[str, ...] = ()
    """What will paint it, `pdf` among them for print pages: what they would leave out is said."""
    caps: Mapping[str, float] = field(default_factory=dict)
    """Sizes that slots have in common with other pictures and must not exceed, in artboard units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOutPicture:
    """A picture that was laid out: the jobs that it is for, the task, and what came of it."""

    picture: Picture
    task: LayOutTask
    result: LayoutResult

    @property
    def first(self) -> ResolvedJob:
        """The job that stands for all."""
        return self.picture.first

    @property
    def drawing(self) -> Place:
        """The artboard it was made from."""
        return drawing_place(self.first.design.id, self.first.artboard)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOutBatch:
    """Tasks for one process: neighbours have words and shapes in common. `project` is a file."""

    project: Path
    tasks: tuple[LayOutTask, ...]

    @property
    def title(self) -> str:
        """What to call it where something is wrong."""
        return self.tasks[0].job.stem


def engines_for(placement: Placement, engine: str) -> tuple[str, ...]:
    """Return what paints the pictures of a placement: the engine, and `pdf` if they are printed."""
    return (engine, "pdf") if placement.print else (engine,)


def lay_out_batch(batch: LayOutBatch) -> tuple[LayoutResult, ...]:
    """Compose the pictures of a batch."""
    context = kept_context(batch.project)
    return tuple(laid_out(context, task) for task in batch.tasks)


def lay_out(task: LayOutTask) -> LayoutResult:
    """Compose one picture with the workshop that is open here."""
    return laid_out(context_here(), task)


def laid_out(context: ProjectContext, task: LayOutTask) -> LayoutResult:
    """Compose one picture and put its SVG pieces on the shelf."""
    job = context.resolve(task.job)
    composed = context.compose(job, task.caps)
    svg = composed.laid_out
    drawn = drawing_problems(svg, drawing_place(job.design.id, job.artboard), task.engines)
    pieces = SvgParts.kept(svg, task.blobs)
    return LayoutResult(
        pieces=pieces,
        layout=svg.layout,
        digest=digest_of(pieces, svg.layout),
        problems=(*composed.problems, *drawn),
    )
