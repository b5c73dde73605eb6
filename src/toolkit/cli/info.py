"""Lines for `toolkit info`."""

import platform
from collections.abc import Iterator
from pathlib import Path

from toolkit import __version__
from toolkit.render.raster import ENGINE_NAMES, EngineUnavailableError, engine_named
from toolkit.render.video import missing as missing_encoder
from toolkit.sources.design import Design
from toolkit.sources.project import Project


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
