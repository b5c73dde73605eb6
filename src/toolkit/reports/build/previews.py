"""What a report shows: one picture of each design and look, as different eyes see it, with its contrast."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.pixel_checks import Contrast, contrasts
from toolkit.pipeline.preview import PreviewPainter
from toolkit.render.checks.colour_vision import Deficiency, as_seen_with
from toolkit.render.compositor.canvas import on_white
from toolkit.render.encode.pillow import webp
from toolkit.reports.contact_sheet.sheet_plan import cell_size
from toolkit.sources.job_key import JobKey, LookKey
from toolkit.units import PixelSize

MOST_LOOKS = 60
VIEWS: tuple[Deficiency | None, ...] = (None, "deuteranopia", "protanopia", "tritanopia", "achromatopsia")
"""Whose eyes, the most common kind of colour blindness first; None is everybody else's."""

_SIDE = 176  # px of a square thumbnail; other shapes have the same area
_WIDEST, _HIGHEST = 208, 240  # five side by side on a page
_QUALITY = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class LookTask:
    """Show one asset; `caps` are the sizes that its slots have in common with others."""

    job: JobKey
    caps: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLook:
    """An asset as a WebP file for each of `VIEWS`, and the contrast of its words."""

    job: JobKey
    size: PixelSize
    whole: PixelSize
    views: tuple[bytes, ...]
    contrasts: tuple[Contrast, ...]


def jobs_to_show(jobs: Iterable[ResolvedJob]) -> tuple[ResolvedJob, ...]:
    """Return one asset of each campaign, design and look: the squarest; languages take turns."""
    groups: dict[LookKey, list[ResolvedJob]] = {}
    for job in sorted(jobs, key=lambda job: job.key.order):
        if not job.key.motion:
            groups.setdefault(job.key.look, []).append(job)
    return tuple(_chosen(group, turn) for turn, group in enumerate(groups.values()))


def _chosen(jobs: Sequence[ResolvedJob], turn: int) -> ResolvedJob:
    languages = sorted({job.key.language for job in jobs})
    language = languages[turn % len(languages)]

    def rank(job: ResolvedJob) -> tuple[float, int, tuple[str, ...]]:
        size = job.placement.size
        return round(abs(math.log(size.aspect)), 6), -size.width * size.height, job.key.order

    return min((job for job in jobs if job.key.language == language), key=rank)


def show(context: ProjectContext, task: LookTask) -> ShownLook | None:
    """Paint an asset small for everybody's eyes, or return nothing if no engine can paint it."""
    job = context.resolve(task.job)
    whole = job.placement.size
    preview = PreviewPainter(context).preview(job, _thumbnail(whole), caps=task.caps)
    if preview.pixels is None or preview.behind is None:
        return None  # the build itself says why
    picture = on_white(preview.pixels)
    views = (as_seen_with(view, picture) if view else picture for view in VIEWS)
    return ShownLook(
        job=task.job,
        size=preview.size,
        whole=whole,
        views=tuple(webp(view.array, _QUALITY) for view in views),
        contrasts=tuple(contrasts(preview.layout, preview.behind)),
    )


def _thumbnail(whole: PixelSize) -> PixelSize:
    size = cell_size(whole, _SIDE)
    factor = min(1.0, _WIDEST / size.width, _HIGHEST / size.height)
    return PixelSize(max(1, round(size.width * factor)), 1)


def tightest(measured: Sequence[Contrast], view: Deficiency | None) -> tuple[Contrast, float] | None:
    """Return the words nearest to what they need, or furthest below it, and the contrast that eyes see."""
    if not measured:
        return None
    # Without cones there is only luminance, which is what contrast is counted in.
    seen = [(found, found.seen.get(view, found.found) if view else found.found) for found in measured]
    return min(seen, key=lambda item: (item[1] / item[0].needed, item[0].slot))
