"""Laying out: the first stage, done by processes that have the project open."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.pipeline.cache.shelf import Shelf
from toolkit.pipeline.inspect import dropped_problems
from toolkit.pipeline.laidout import LaidOut, Pieces
from toolkit.pipeline.plan import Picture
from toolkit.pipeline.workshop import Workshop
from toolkit.sources.design import drawing_place
from toolkit.sources.project import Project

_workshop: list[Workshop] = []


def open_workshop(project: Project) -> None:
    """Open the workshop of a project in this process, once, for all its tasks."""
    _workshop[:] = [Workshop.of(project)]


def workshop_here() -> Workshop:
    """Return the workshop that this process has opened."""
    return _workshop[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOutTask:
    """Lay out `picture` and put its SVG pieces on a shelf."""

    picture: Picture
    shelf: Shelf
    engines: tuple[str, ...] = ()
    """What will paint it, `pdf` among them for print pages: what they would leave out is said."""
    caps: Mapping[str, float] = field(default_factory=dict)
    """Sizes that slots have in common with other pictures and must not exceed, in artboard units."""


def lay_out(task: LayOutTask) -> LaidOut:
    """Compose one picture and put its SVG pieces on the shelf."""
    composed = workshop_here().compose(task.picture.first, task.caps)
    svg, first = composed.laid_out, task.picture.first
    dropped = dropped_problems(svg.svg, drawing_place(first.design, first.artboard), task.engines)
    return LaidOut(
        picture=task.picture,
        pieces=Pieces.kept(svg, task.shelf),
        layout=svg.layout,
        problems=(*composed.problems, *dropped),
    )
