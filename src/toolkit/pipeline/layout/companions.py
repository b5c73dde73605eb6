"""The sizes that slots of a contact sheet have in common, as in the kits that a build makes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.compose.layout import Layout
from toolkit.pipeline.layout.common_sizes import common_sizes, has_groups
from toolkit.pipeline.layout.tasks import context_here
from toolkit.pipeline.plan import Job, Selection, plan
from toolkit.pipeline.workers.processes import Advance, Workers, run_all
from toolkit.sources.project import Project

_BATCH = 24  # pictures of one task

Caps = Mapping[Job, Mapping[str, float]]
"""By asset and slot: the size (units of the artboard) that must not be exceeded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTask:
    """Lay some pictures out to see how large their texts can be."""

    jobs: tuple[Job, ...]


def measure(task: MeasureTask) -> tuple[Layout, ...]:
    """Lay pictures out."""
    return tuple(context_here().compose(job).laid_out.layout for job in task.jobs)


def measure_tasks(project: Project, jobs: Iterable[Job]) -> tuple[MeasureTask, ...]:
    """Return the tasks for those jobs whose sizes depend on others."""
    found = [job for job in jobs if has_groups(project, job)]
    return tuple(
        MeasureTask(jobs=tuple(found[start : start + _BATCH])) for start in range(0, len(found), _BATCH)
    )


def caps_among(project: Project, tasks: Sequence[MeasureTask], workers: Workers, advance: Advance) -> Caps:
    """Return the sizes not to be exceeded, by job; jobs whose sizes are their own are left out."""
    measured = run_all(workers, measure, tasks, advance, weight=lambda task: len(task.jobs))
    jobs = [job for task in tasks for job in task.jobs]
    layouts = [layout for layouts in measured for layout in layouts]
    caps = common_sizes(project, list(zip(jobs, layouts, strict=True)))
    return {jobs[index]: sizes for index, sizes in caps.items()}


def with_companions(project: Project, jobs: Sequence[Job]) -> tuple[Job, ...]:
    """Return the jobs with all that a whole build would match their sizes with: other rows and languages."""
    wanted = Selection(
        campaigns=tuple({job.campaign for job in jobs}),
        designs=tuple({job.design for job in jobs}),
        placements=tuple({job.placement for job in jobs}),
    )
    shapes = {_shape(job) for job in jobs}
    return tuple(job for job in plan(project, wanted).stills if _shape(job) in shapes)


def _shape(job: Job) -> tuple[str, ...]:
    return job.campaign, job.design, job.variant, job.placement
