"""The sizes that slots of a contact sheet have in common, as in the kits that a build makes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.compose.layout import Layout
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.common_sizes import common_sizes, has_groups
from toolkit.pipeline.plan import Selection, plan
from toolkit.pipeline.workers.processes import Advance
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project

_BATCH = 24  # pictures of one task

Caps = Mapping[JobKey, Mapping[str, float]]
"""By asset and slot: the size (units of the artboard) that must not be exceeded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTask:
    """Lay some pictures out to see how large their texts can be."""

    jobs: tuple[JobKey, ...]


def measure(context: ProjectContext, task: MeasureTask) -> tuple[Layout, ...]:
    """Lay pictures out."""
    return tuple(context.compose(context.resolve(job)).layout for job in task.jobs)


def with_groups(jobs: Iterable[ResolvedJob]) -> tuple[ResolvedJob, ...]:
    """Return those jobs whose sizes depend on others."""
    return tuple(job for job in jobs if has_groups(job))


def measure_tasks(jobs: Sequence[ResolvedJob]) -> tuple[MeasureTask, ...]:
    """Return the tasks that measure jobs."""
    keys = [job.key for job in jobs]
    return tuple(
        MeasureTask(jobs=tuple(keys[start : start + _BATCH])) for start in range(0, len(keys), _BATCH)
    )


def caps_among(jobs: Sequence[ResolvedJob], workers: ProjectWorkers, advance: Advance) -> Caps:
    """Return the sizes not to be exceeded, by job; jobs whose sizes are their own are left out."""
    measured = workers.run_all(measure, measure_tasks(jobs), advance, weight=lambda task: len(task.jobs))
    layouts = [layout for layouts in measured for layout in layouts]
    caps = common_sizes(list(zip(jobs, layouts, strict=True)))
    return {jobs[index].key: sizes for index, sizes in caps.items()}


def with_companions(project: Project, jobs: Sequence[ResolvedJob]) -> tuple[ResolvedJob, ...]:
    """Return the jobs with all that a whole build would match their sizes with: other rows and languages."""
    keys = [job.key for job in jobs]
    wanted = Selection(
        campaigns=tuple({key.campaign for key in keys}),
        designs=tuple({key.design for key in keys}),
        placements=tuple({key.placement for key in keys}),
    )
    shapes = {(key.look, key.placement) for key in keys}
    return tuple(job for job in plan(project, wanted).stills if (job.key.look, job.key.placement) in shapes)
