"""Contact sheets: any selection as one picture or page, in spite of every problem, and the problems shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.errors import Problem, ProblemsError, errors_in
from toolkit.languages import Language
from toolkit.pipeline.build import Stage
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.companions import Caps, caps_among, with_companions, with_groups
from toolkit.pipeline.plan import EVERY_PLACEMENT, Selection, check_selection, jobs_named, plan
from toolkit.pipeline.problems import fault_of, merged
from toolkit.pipeline.reach import Unfit
from toolkit.pipeline.session import Session
from toolkit.pipeline.validation import composable, is_lent
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.render.encode.choose import encode
from toolkit.reports.contact_sheet.cells import Cell, CellLook, cell_tasks, paint_cells
from toolkit.reports.contact_sheet.guides import LEGEND
from toolkit.reports.contact_sheet.html import sheet_page
from toolkit.reports.contact_sheet.sheet_image import sheet_picture
from toolkit.reports.contact_sheet.sheet_plan import SheetPlan, SizeOf, cell_size, grid, mosaic
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project
from toolkit.units import PixelSize

LayoutName = Literal["grid", "mosaic"]
Form = Literal["png", "jpg", "html"]

_MOST_PIXELS = 100_000_000
_FEW = 16  # pictures that are drawn here before processes are there


class EmptySheetError(ValueError):
    """Nothing of a selection can be drawn, though every name in it exists."""


class SheetTooLargeError(ValueError):
    """A sheet would have more pixels than a picture viewer opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOptions:
    """How a sheet looks: `cell` px is the side of a square picture on it, `width` px where it wraps."""

    look: CellLook
    form: Form = "png"
    layout: LayoutName = "grid"
    cell: int = 320
    width: int = 3600
    names: tuple[str, ...] = ()
    """Only these assets, in this order."""
    max_bytes: int | None = None
    """What a .jpg may weigh: its quality is lowered as far as that needs."""
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A finished sheet: the file, how many pictures it shows, and every problem found on the way.

    `unserved` are the designs and placements asked for by name that do not go together, `unfit` those that
    would not come out well.
    """

    data: bytes
    pictures: int
    problems: tuple[Problem, ...]
    unserved: tuple[tuple[str, str], ...] = ()
    unfit: tuple[Unfit, ...] = ()


def draw_sheet(root: Path | None, selection: Selection, options: SheetOptions, stage: Stage) -> Sheet:
    """Draw a contact sheet in a session of its own (see `draw_sheet_in`)."""
    with Session(root, jobs=options.jobs) as session:
        return draw_sheet_in(session, selection, options, stage)


def draw_sheet_in(session: Session, selection: Selection, options: SheetOptions, stage: Stage) -> Sheet:
    """Draw a contact sheet.

    Raises `UnknownNameError` for a name the project does not have, `EmptySheetError`, `SheetTooLargeError`,
    `TooHeavyError`, and `ProblemsError` if not a single drawing can be used.
    """
    project, problems = session.sources.project, session.sources.problems
    check_selection(project, selection, problems)
    usable = composable(project, problems)
    if usable is None:
        raise ProblemsError(problems)
    # Words that could not be read are reported; what needs them cannot be drawn.
    jobs, unfit = _jobs(usable, selection, options.names)
    if not jobs and errors_in(problems):
        raise ProblemsError(problems)
    if not jobs:
        raise EmptySheetError("there is nothing to draw (hint: `toolkit plan` shows what can be made)")
    with session.project_workers(usable, here=len(jobs) <= _FEW) as workers:
        cells = _painted(workers, jobs, options, stage)
    data = _written(session.context(usable), jobs, cells, options)
    found = [row for cell in cells.values() for row in cell.problems if not is_lent(row, project)]
    misfits = {(one.design, one.placement) for one in unfit}
    unserved = tuple(pair for pair in _unserved(selection, jobs) if pair not in misfits)
    told = project.folders.located(merged((*problems, *found)))
    return Sheet(data=data, pictures=len(cells), problems=told, unserved=unserved, unfit=unfit)


def _unserved(selection: Selection, jobs: Sequence[ResolvedJob]) -> tuple[tuple[str, str], ...]:
    """The designs and placements asked for that have no picture together."""
    seen = {(job.key.design, job.key.placement) for job in jobs}
    designs = sorted({job.design.id for job in jobs} | set(selection.designs))
    asked = (
        (design, placement)
        for design in designs
        for placement in selection.placements
        if placement != EVERY_PLACEMENT
    )
    return tuple(pair for pair in asked if pair not in seen)


def _jobs(
    project: Project, selection: Selection, names: Sequence[str]
) -> tuple[tuple[ResolvedJob, ...], tuple[Unfit, ...]]:
    """The assets to show, by their names, placements or file; and what is left out."""
    if names:
        return jobs_named(project, names), ()
    order = selection.placements_in(project) or [placement.id for placement in project.placements]
    rank = {name: index for index, name in enumerate(order)}
    found = plan(project, selection)
    ordered = sorted(found.stills, key=lambda job: (job.key.series.order, rank[job.key.placement]))
    return tuple(ordered), found.unfit


def _painted(
    workers: ProjectWorkers, jobs: Sequence[ResolvedJob], options: SheetOptions, stage: Stage
) -> dict[JobKey, Cell]:
    sizes = _sizes(workers.context.project, jobs, options)
    caps = _caps(workers, jobs, options, stage)
    tasks = cell_tasks(sizes, options.look, encoded=options.form == "html", caps=caps)
    with stage("Painting", len(sizes)) as advance:
        groups = workers.run_all(paint_cells, tasks, advance, weight=lambda task: len(task.jobs))
    cells = {cell.job: cell for group in groups for cell in group}
    return {job.key: cells[job.key] for job in jobs}


def _caps(workers: ProjectWorkers, jobs: Sequence[ResolvedJob], options: SheetOptions, stage: Stage) -> Caps:
    """The sizes that texts have in common in a build of the selection; for names, in one of everything."""
    project = workers.context.project
    sized = with_groups(with_companions(project, jobs) if options.names else jobs)
    if not sized:
        return {}
    with stage("Matching sizes", len(sized)) as advance:
        return caps_among(sized, workers, advance)


def _sizes(project: Project, jobs: Sequence[ResolvedJob], options: SheetOptions) -> dict[JobKey, PixelSize]:
    if options.form == "html":
        return {job.key: cell_size(job.placement.size, options.cell) for job in jobs}
    planned = _planned(project, jobs, options)
    if planned.size.width * planned.size.height > _MOST_PIXELS:
        raise SheetTooLargeError(
            f"the sheet would be {planned.size} px (hint: select less, make --cell smaller, "
            "or write an .html page)"
        )
    return {spot.job: spot.size for spot in planned.spots}


def _planned(project: Project, jobs: Sequence[ResolvedJob], options: SheetOptions) -> SheetPlan:
    size_of, keys = _size_of(project), tuple(job.key for job in jobs)
    if options.layout == "mosaic":
        return mosaic(keys, cell=options.cell, width=options.width, size_of=size_of)
    return grid(keys, cell=options.cell, width=options.width, size_of=size_of, name_of=language_label)


def language_label(tag: str) -> str:
    """Return what stands beside a language's row: its own name, and its tag."""
    return f"{Language(tag).name}\n{tag}"


def _size_of(project: Project) -> SizeOf:
    sizes = {placement.id: placement.size for placement in project.placements}
    return sizes.__getitem__


def numbered(cells: Iterable[Cell]) -> tuple[dict[tuple[object, ...], int], tuple[Problem, ...]]:
    """Return the number of every fault in some cells, and each fault said once, in the order of numbers."""
    found = sorted({problem for cell in cells for problem in cell.problems})
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in found:
        groups.setdefault(fault_of(problem), []).append(problem)
    numbers = {fault: number for number, fault in enumerate(groups, start=1)}
    return numbers, tuple(merged(group)[0] for group in groups.values())


def _written(
    context: ProjectContext, jobs: Sequence[ResolvedJob], cells: dict[JobKey, Cell], options: SheetOptions
) -> bytes:
    if options.form == "html":
        notes = LEGEND if options.look.guides else ()
        return sheet_page(tuple(cells.values()), context.fonts, notes).encode()
    numbers, faults = numbered(cells.values()) if options.layout == "grid" else ({}, ())
    marks = (
        {
            job: sorted({numbers[fault_of(problem)] for problem in cell.problems})
            for job, cell in cells.items()
        }
        if numbers
        else {}
    )
    planned = _planned(context.project, jobs, options)
    notes = LEGEND if options.look.guides and options.layout == "grid" else ()
    pixels = sheet_picture(planned, cells, marks, faults, context.fonts, notes)
    return encode(pixels, formats=(options.form,), max_bytes=options.max_bytes).data
