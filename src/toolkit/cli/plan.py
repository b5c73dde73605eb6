"""`toolkit plan` and `toolkit info`: what there is, and what would be made of it."""

import platform
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from toolkit import __version__
from toolkit.cli.console import Talk
from toolkit.cli.options import in_workspace, selecting, talking
from toolkit.pipeline.fontlist import language_problems
from toolkit.pipeline.plan import Plan, Selection, check_selection
from toolkit.pipeline.plan import plan as plan_jobs
from toolkit.pipeline.reach import Unfit
from toolkit.render.animation.mp4 import missing as missing_encoder
from toolkit.render.engines.engine import ENGINE_NAMES, EngineUnavailableError, engine_named
from toolkit.sources.origins import origin_lines
from toolkit.sources.project import Project, read_project
from toolkit.sources.workspace.design import Design

_NAMED = 3  # placements of a line; others are counted


@click.command()
@selecting
@in_workspace
@talking
def plan(*, selection: Selection, workspace: Path | None, talk: Talk) -> None:
    """Show what a build would make: kits, designs and placements; with -v every file.

    \b
    Examples:
      toolkit plan
      toolkit plan wtisd-2021 --language ar -v
    """
    project, problems = read_project(workspace)
    check_selection(project, selection, problems)
    for line in plan_lines(plan_jobs(project, selection), files=talk.verbosity > 0):
        talk.result(line)
    talk.stop_at((*problems, *language_problems(project)))


@click.command()
@in_workspace
@talking
def info(*, workspace: Path | None, talk: Talk) -> None:
    """Show versions, engines, and the campaigns, designs and languages at hand.

    In a workspace also what is its own: what it adds to the bundled data, and what it replaces.

    \b
    Example:
      toolkit info
    """
    project, problems = read_project(workspace)
    for line in info_lines(project, workspace):
        talk.result(line)
    talk.stop_at(problems)


def left_out_lines(plan: Plan) -> Iterator[str]:
    """Yield lines that say why videos are left out, and what drawings without pins do not serve well."""
    if plan.left_out:
        yield f"left out: {len(plan.left_out)} videos ({missing_encoder()})"
    yield from unfit_lines(plan.unfit)


def plan_lines(plan: Plan, *, files: bool) -> Iterator[str]:
    """Yield what a plan would make: each kit with its number of assets, or every file name.

    Then what is left out, with the reason.
    """
    if files:
        yield from (key.stem for key in plan.keys)
    else:
        kits = {kit: Counter[str]() for kit in plan.kits}
        for key in plan.keys:
            kits[key.kit][key.design] += 1
        for kit, designs in kits.items():
            parts = (f"{design} {count}" for design, count in sorted(designs.items()))
            yield f"{kit.file_name}  {designs.total():>5} assets  ({', '.join(parts)})"
    yield from left_out_lines(plan)
    for design, placement in plan.unserved:
        yield f"not served: {design} has no artboard for {placement}"


def unfit_lines(unfit: Iterable[Unfit]) -> Iterator[str]:
    """Yield lines for the placements that drawings without pins do not come out well on, and the remedy."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in unfit:
        places.setdefault((one.design, one.reason), []).append(one.placement)
    for (design, reason), names in places.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"left out: {design} on {', '.join(names[:_NAMED])}{more}: {reason}"
    if places:
        yield "  (draw an artboard of that shape, or pin the layers: docs/designing.md, Flags)"


def info_lines(project: Project, root: Path | None) -> Iterator[str]:
    """Yield versions, engines, and what the workspace holds."""
    machine = f"{platform.system()} {platform.machine()}"
    yield f"toolkit {__version__}, Python {platform.python_version()}, {machine}"
    yield f"workspace: {root or 'bundled'}"
    for name in ENGINE_NAMES:
        yield f"engine {name}: {_state(name)}"
    yield f"videos: {missing_encoder() or 'ready'}"
    for deck in project.decks:
        tags = " ".join(copy.language.tag for copy in deck.copies)
        yield f"campaign {deck.campaign.id}: {deck.campaign.title} ({tags})"
    for design in project.designs:
        yield f"design {design.id}: {design.spec.title} ({', '.join(design.spec.artboards)}){_motion(design)}"
    platforms = {placement.platform for placement in project.placements}
    yield f"placements: {len(project.placements)} on {len(platforms)} platforms"
    yield from origin_lines(project)


def _motion(design: Design) -> str:
    """Where a design also moves."""
    motion = design.spec.motion
    return f"; moves on {', '.join((*motion.placements, *motion.families))}" if motion else ""


def _state(name: str) -> str:
    try:
        engine_named(name)
    except EngineUnavailableError as error:
        return str(error)
    return "ready"
