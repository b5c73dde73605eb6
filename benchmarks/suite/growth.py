"""How time and memory grow with the number of assets: builds of more and more placements, to over 10,000."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from suite.product import Product, cores
from suite.workspace import Workspace
from toolkit.pipeline.plan import Selection, plan
from toolkit.sources.project import Project, read_project

_STEPS = (1250, 2500, 5000, 10_000)


def growth(data: Path, folder: Path, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """Build about 1,250 to 10,000 assets, each time cold; return assets, CPU, wall and memory of each."""
    project, _ = read_project(data)
    lists = placements_for(project, _STEPS)
    found = []
    for step, placements in zip(_STEPS, lists, strict=True):
        workspace = Workspace.copied(data, folder / str(step) / "workspace")
        workspace.still()
        for campaign in project.campaigns:
            workspace.list_placements(campaign.id, placements)
        build = Product(workspace=workspace.root, scratch=folder / str(step)).build(cores())
        run, assets = build.run, len(build.assets)
        found.append(
            {
                "assets": assets,
                "cpu_s": round(run.cpu, 1),
                "wall_s": round(run.wall, 1),
                "memory_mb": round(run.largest),
                "memory_together_mb": round(run.together),
            }
        )
        say(f"  {assets:7,} assets {run.cpu:8.1f} s CPU {run.wall:8.1f} s wall {run.largest:6.0f} MB")
    return found


def placements_for(project: Project, steps: tuple[int, ...]) -> list[list[str]]:
    """Return the placements that give about so many assets: those of the campaigns first, then all others.

    Each list begins with the shorter ones, and print pages are left out, so that the pictures stay alike.
    """
    listed = dict.fromkeys(name for campaign in project.campaigns for name in campaign.placements)
    others = dict.fromkeys(row.id for row in project.placements)
    names = [name for name in {**listed, **others} if _is_screen(project, name)]
    result: list[list[str]] = []
    chosen: list[str] = []
    total = 0
    for name in names:
        if len(result) == len(steps):
            break
        chosen.append(name)
        total += len(plan(project, Selection(placements=(name,))).stills)
        while len(result) < len(steps) and total >= steps[len(result)]:
            result.append(list(chosen))
    return result + [list(names)] * (len(steps) - len(result))


def _is_screen(project: Project, name: str) -> bool:
    placement = project.placement(name)
    return (
        placement is not None
        and not placement.is_printed
        and bool(plan(project, Selection(placements=(name,))).jobs)
    )
