"""Painting the pictures of a contact sheet: small, in spite of problems, those on one ground together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from toolkit.compose.compose import Composed
from toolkit.compose.layout import LaidOutSvg, Layout
from toolkit.errors import Place, Problem
from toolkit.pipeline.layout.tasks import context_here
from toolkit.pipeline.pixel_checks import faint_words
from toolkit.pipeline.plan import Job
from toolkit.render.checks.colour_vision import Deficiency, as_seen_with
from toolkit.render.compositor.canvas import over
from toolkit.render.compositor.scene import SceneRenderer
from toolkit.render.encode.pillow import webp
from toolkit.render.engines.engine import Engine, engine_named
from toolkit.render.pixels import Pixels, RenderError
from toolkit.sources.workspace.design import drawing_place
from toolkit.units import PixelSize, Rect

_QUALITY = 82  # of WebP: no difference at a glance, half the weight of a placement's own
_JUDGED_SIDE = 300  # px: faint words are looked for at this size at least, as small grounds lose their grain
_BATCH = 12  # pictures of one task: enough to share a ground, few enough to keep every core busy


_Scenes = dict[tuple[str, str, PixelSize], SceneRenderer]
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
    composed = context_here().compose(job, task.caps.get(job))
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
        avoid = context_here().subject(job).placement.avoid
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


def _scene(laid_out: LaidOutSvg, size: PixelSize, engine: Engine, scenes: _Scenes) -> SceneRenderer:
    key = (laid_out.head, laid_out.ground, size)
    if key not in scenes:
        scenes[key] = SceneRenderer(engine, *key)
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


_SAFE, _AVOID, _FRAME, _INK = "#00c2ff", "#ff2d9b", "#ffd400", "#37e05b"
_CASING = "#000000"


def guides_svg(head: str, layout: Layout, avoid: Sequence[Rect], width: int) -> str:
    """Return a drawing of guides alone, their lines as thin as suits a picture `width` px wide.

    Blue is the safe area, pink what the platform draws over (`avoid`, px of the placement), yellow the frames
    of slots, green the ink of each line. `head` is the start of the picture that they are for.
    """
    px = layout.canvas.width / width
    scale = 1 / layout.scale
    marks = [
        _box(Rect(box.x * scale, box.y * scale, box.width * scale, box.height * scale), _AVOID, px, shade=0.3)
        for box in avoid
    ]
    frames = [text.frame for text in layout.texts] + [code.frame for code in layout.qr]
    marks.append(_box(layout.safe, _SAFE, px, dash=6))
    marks += [_box(frame, _FRAME, px, dash=3) for frame in frames]
    marks += [_box(ink, _INK, px) for text in layout.texts for ink in text.line_inks]
    return f"{head}{''.join(marks)}</svg>"


def _box(box: Rect, colour: str, px: float, *, dash: int = 0, shade: float = 0.0) -> str:
    """A rectangle with a dark line below its coloured one: it shows on every ground."""
    at = f'x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"'
    dashes = f' stroke-dasharray="{dash * px:.2f}"' if dash else ""
    fill = f'fill="{colour}" fill-opacity="{shade}"' if shade else 'fill="none"'
    return (
        f'<rect {at} {fill} stroke="{_CASING}" stroke-opacity="0.45" stroke-width="{2.2 * px:.3f}"/>'
        f'<rect {at} fill="none" stroke="{colour}" stroke-width="{1.1 * px:.3f}"{dashes}/>'
    )
