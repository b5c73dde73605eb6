"""Laying out: the first stage, done by processes that have the project open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.errors import Place
from toolkit.pipeline.cache.blobs import BlobStore
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.drawing_checks import drawing_problems
from toolkit.pipeline.layout.results import StoredLayout, SvgParts, digest_of
from toolkit.pipeline.plan import Picture
from toolkit.sources.job_key import JobKey
from toolkit.sources.workspace.design import drawing_place
from toolkit.sources.workspace.placement import Placement


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
    result: StoredLayout

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
    """Tasks for one process: neighbours have words and shapes in common."""

    tasks: tuple[LayOutTask, ...]

    @property
    def title(self) -> str:
        """What to call it where something is wrong."""
        return self.tasks[0].job.stem


def engines_for(placement: Placement, engine: str) -> tuple[str, ...]:
    """Return what paints the pictures of a placement: the engine, and `pdf` if they are printed."""
    return (engine, "pdf") if placement.is_printed else (engine,)


def lay_out_batch(context: ProjectContext, batch: LayOutBatch) -> tuple[StoredLayout, ...]:
    """Compose the pictures of a batch."""
    return tuple(laid_out(context, task) for task in batch.tasks)


def laid_out(context: ProjectContext, task: LayOutTask) -> StoredLayout:
    """Compose one picture and put its SVG pieces on the shelf."""
    job = context.resolve(task.job)
    made = context.compose(job, task.caps)
    drawn = drawing_problems(made, drawing_place(job.design.id, job.artboard), task.engines)
    pieces = SvgParts.kept(made, task.blobs)
    return StoredLayout(
        pieces=pieces,
        layout=made.layout,
        digest=digest_of(pieces, made.layout),
        problems=(*made.problems, *drawn),
    )
