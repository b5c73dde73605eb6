"""Painting the pictures of a contact sheet: small, in spite of problems, those on one ground together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from toolkit.compose.compose import Composed
from toolkit.compose.layout import LaidOutSvg
from toolkit.errors import Place, Problem
from toolkit.pipeline.inspect import faint_words
from toolkit.pipeline.layingout import workshop_here
from toolkit.pipeline.plan import Job
from toolkit.pipeline.sheetmarks import guides_svg
from toolkit.render.layers import over
from toolkit.render.pictures import webp
from toolkit.render.pixels import Pixels, RenderError
from toolkit.render.raster import Engine, engine_named
from toolkit.render.scene import Scene
from toolkit.render.vision import Deficiency, as_seen_with
from toolkit.sources.design import drawing_place
from toolkit.units import PixelSize

_QUALITY = 82  # of WebP: no difference at a glance, half the weight of a placement's own
_JUDGED_SIDE = 300  # px: faint words are looked for at this size at least, as small grounds lose their grain
_BATCH = 12  # pictures of one task: enough to share a ground, few enough to keep every core busy


_Scenes = dict[tuple[str, str, PixelSize], Scene]
"""Scenes by head, ground and size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How pictures are shown: with guides or not, and for whose eyes."""

    engine: str
    guides: bool = False
    vision: Deficiency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTask:
    """Paint jobs of one artboard and placement at one size; as WebP files if `encoded`.

    `caps` are, by job and slot, the sizes that a group of pictures has in common.
    """

    jobs: tuple[Job, ...]
    size: PixelSize
    look: Look
    encoded: bool
    caps: Mapping[Job, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A painted picture, as pixels or as a WebP file, and what is wrong with it."""

    job: Job
    size: PixelSize
    pixels: Pixels | None
    data: bytes
    problems: tuple[Problem, ...]


def cell_tasks(
    sizes: Mapping[Job, PixelSize],
    look: Look,
    *,
    encoded: bool,
    caps: Mapping[Job, Mapping[str, float]] | None = None,
) -> tuple[CellTask, ...]:
    """Return the tasks that paint jobs at their sizes, those on the same ground together."""
    groups: dict[tuple[object, ...], list[Job]] = {}
    for job, size in sizes.items():
        groups.setdefault(
            (job.campaign, job.design, job.variant, job.artboard, job.placement, size), []
        ).append(job)
    batches = (
        tuple(group[start : start + _BATCH])
        for group in groups.values()
        for start in range(0, len(group), _BATCH)
    )
    known = caps or {}
    return tuple(
        CellTask(
            jobs=batch,
            size=sizes[batch[0]],
            look=look,
            encoded=encoded,
            caps={job: known[job] for job in batch if job in known},
        )
        for batch in batches
    )


def paint_cells(task: CellTask) -> tuple[Cell, ...]:
    """Paint the pictures of a task; one that cannot be painted is grey and has a problem."""
    scenes: _Scenes = {}
    return tuple(_cell(task, job, scenes) for job in task.jobs)


def _cell(task: CellTask, job: Job, scenes: _Scenes) -> Cell:
    composed = workshop_here().compose(job, task.caps.get(job))
    problems = list(composed.problems)
    try:
        pixels = _painted(task, job, composed, scenes)
        problems += _faint(task, job, composed, scenes)
    except RenderError as error:
        pixels = Pixels(np.full((task.size.height, task.size.width, 3), 128, dtype=np.uint8))
        problems.append(Problem(trail=(Place(file=job.stem),), message=str(error)))
    data = webp(pixels.array, _QUALITY) if task.encoded else b""
    return Cell(
        job=job,
        size=task.size,
        pixels=None if task.encoded else pixels,
        data=data,
        problems=tuple(sorted(set(problems))),
    )


def _painted(task: CellTask, job: Job, composed: Composed, scenes: _Scenes) -> Pixels:
    laid_out, engine = composed.laid_out, engine_named(task.look.engine)
    size = covering(task.size, laid_out.layout.size)
    picture = _scene(laid_out, size, engine, scenes).picture(laid_out.body).pixels
    if task.look.vision:
        picture = as_seen_with(task.look.vision, picture)
    if task.look.guides:
        avoid = workshop_here().subject(job).placement.avoid
        svg = guides_svg(laid_out.head, laid_out.layout, avoid, size.width)
        picture = over(engine.rasterise(svg, size, transparent=True), picture)
    return _cropped(picture, task.size)


def _faint(task: CellTask, job: Job, composed: Composed, scenes: _Scenes) -> Sequence[Problem]:
    laid_out, engine = composed.laid_out, engine_named(task.look.engine)
    whole = laid_out.layout.size
    size = covering(task.size, whole)
    if max(size.width, size.height) < _JUDGED_SIDE:
        size = covering(PixelSize(min(whole.width, _JUDGED_SIDE), 1), whole)
    behind = _scene(laid_out, size, engine, scenes).picture(laid_out.body).behind
    return tuple(faint_words(laid_out.layout, drawing_place(job.design, job.artboard), behind))


def _scene(laid_out: LaidOutSvg, size: PixelSize, engine: Engine, scenes: _Scenes) -> Scene:
    key = (laid_out.head, laid_out.ground, size)
    if key not in scenes:
        scenes[key] = Scene(engine, *key)
    return scenes[key]


def covering(wanted: PixelSize, whole: PixelSize) -> PixelSize:
    """Return the smallest size of a picture's own shape that covers the size wanted.

    The shorter side is counted first: the longer one is then right to half a pixel, which no drawing shows.
    """
    if whole.width >= whole.height:
        height = max(wanted.height, math.ceil((wanted.width - 0.5) / whole.aspect))
        return PixelSize(max(wanted.width, round(height * whole.aspect)), height)
    width = max(wanted.width, math.ceil((wanted.height - 0.5) * whole.aspect))
    return PixelSize(width, max(wanted.height, round(width / whole.aspect)))


def _cropped(pixels: Pixels, size: PixelSize) -> Pixels:
    left, top = (pixels.size.width - size.width) // 2, (pixels.size.height - size.height) // 2
    return Pixels(np.ascontiguousarray(pixels.array[top : top + size.height, left : left + size.width]))
