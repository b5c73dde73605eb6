"""Painting the pictures of a contact sheet: small, in spite of problems, those on one ground together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from toolkit.errors import Problem
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.preview import Preview, PreviewPainter
from toolkit.render.checks.colour_vision import Deficiency, as_seen_with
from toolkit.render.compositor.canvas import on_white, over, plain
from toolkit.render.encode.pillow import webp
from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import Pixels
from toolkit.reports.contact_sheet.guides import guides_svg
from toolkit.sources.job_key import JobKey, LookKey
from toolkit.typeset import FontLibrary
from toolkit.units import PixelSize

_QUALITY = 82  # of WebP: no difference at a glance, half the weight of a placement's own
_GREY = 128  # of a picture that no engine can paint
_BATCH = 12  # pictures of one task: enough to share a ground, few enough to keep every core busy


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLook:
    """How pictures are shown: with guides or not, and for whose eyes."""

    engine: str
    guides: bool = False
    vision: Deficiency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTask:
    """Paint jobs of one artboard and placement at one size; as WebP files if `encoded`.

    `caps` are, by job and slot, the sizes that a group of pictures has in common.
    """

    jobs: tuple[JobKey, ...]
    size: PixelSize
    look: CellLook
    encoded: bool
    caps: Mapping[JobKey, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A painted picture, as pixels or as a WebP file, and what is wrong with it."""

    job: JobKey
    size: PixelSize
    pixels: Pixels | None
    data: bytes
    problems: tuple[Problem, ...]


def cell_tasks(
    sizes: Mapping[JobKey, PixelSize],
    look: CellLook,
    *,
    encoded: bool,
    caps: Mapping[JobKey, Mapping[str, float]] | None = None,
) -> tuple[CellTask, ...]:
    """Return the tasks that paint jobs at their sizes, those on the same ground together."""
    groups: dict[tuple[LookKey, str, PixelSize], list[JobKey]] = {}
    for job, size in sizes.items():
        groups.setdefault((job.look, job.placement, size), []).append(job)
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


def paint_cells(context: ProjectContext, task: CellTask) -> tuple[Cell, ...]:
    """Paint the pictures of a task; one that cannot be painted is grey and has a problem."""
    painter = PreviewPainter(context, task.look.engine)
    return tuple(_cell(task, context.resolve(job), painter) for job in task.jobs)


def _cell(task: CellTask, job: ResolvedJob, painter: PreviewPainter) -> Cell:
    preview = painter.preview(job, task.size, caps=task.caps.get(job.key, {}))
    pixels = _cropped(_shown(task.look, preview, painter.context.fonts), task.size)
    return Cell(
        job=job.key,
        size=task.size,
        pixels=None if task.encoded else pixels,
        data=webp(pixels.array, _QUALITY) if task.encoded else b"",
        problems=tuple(sorted(set(preview.problems))),
    )


def _shown(look: CellLook, preview: Preview, fonts: FontLibrary) -> Pixels:
    """The picture as it stands on a sheet: on white, for the eyes wanted, with guides over it."""
    if preview.pixels is None:
        return plain(preview.size, _GREY)
    picture = on_white(preview.pixels)
    if look.vision:
        picture = as_seen_with(look.vision, picture)
    if look.guides:
        avoid, head = preview.job.placement.canvas.avoid, preview.laid_out.head
        svg = guides_svg(head, preview.layout, avoid, preview.size.width, fonts)
        picture = over(engine_named(look.engine).rasterise(svg, preview.size, transparent=True), picture)
    return picture


def _cropped(pixels: Pixels, size: PixelSize) -> Pixels:
    left, top = (pixels.size.width - size.width) // 2, (pixels.size.height - size.height) // 2
    return Pixels(np.ascontiguousarray(pixels.array[top : top + size.height, left : left + size.width]))
