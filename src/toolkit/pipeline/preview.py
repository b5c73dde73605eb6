"""Previews: a picture of any job at any size, with its layout and everything that is wrong with it.

They go through the stages of a build: the same composing, scenes and checks. So what a contact sheet, a
report or an editor shows is what the kit will hold: at a job's own size, the picture before it is encoded.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.compose.layout import Layout, LayoutResult
from toolkit.errors import Place, Problem
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.common_sizes import common_sizes, has_groups
from toolkit.pipeline.layout.companions import with_companions
from toolkit.pipeline.layout.drawing_checks import drawing_problems
from toolkit.pipeline.layout.tasks import engines_for
from toolkit.pipeline.pixel_checks import qr_problems
from toolkit.pipeline.visible_words import Parts, problems_of_words
from toolkit.render.compositor.scene import Rendered, SceneRenderer
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.lru import BoundedLru
from toolkit.render.pixels import Pixels, RenderError
from toolkit.sources.job_key import JobKey
from toolkit.sources.workspace.design import drawing_place
from toolkit.units import PixelSize

_JUDGED_SIDE = 640
"""px of the longer side: smaller pictures are judged at this size, as small grounds lose their grain."""
_READ_SIDE = 1754
"""px of the longer side: codes that a small picture is too coarse for are read here (150 dpi of A4)."""
_SCENES_PIXELS = 12_000_000
_LEAST_SCENE = 2_000_000
"""px that a scene counts at least: it keeps more than its ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A job laid out and painted.

    `pixels` have the picture's own shape, and alpha if the design is see-through; they are None if no engine
    can paint it, and the last of the `problems` says why. `behind` is the picture without its words, of any
    size, for measuring contrast.
    """

    job: ResolvedJob
    size: PixelSize
    laid_out: LayoutResult
    pixels: Pixels | None
    behind: Pixels | None
    problems: tuple[Problem, ...]

    @property
    def layout(self) -> Layout:
        """What is in the picture, and where."""
        return self.laid_out.layout


class PreviewPainter:
    """Paints previews of one project, and keeps the grounds that they have in common.

    It is not to be shared by threads: each opens its own on the context that they share.
    """

    def __init__(self, context: ProjectContext, engine: str = DEFAULT_ENGINE) -> None:
        self.context = context
        self._engine = engine
        self._scenes: BoundedLru[tuple[str, str, PixelSize], SceneRenderer] = BoundedLru(_SCENES_PIXELS)
        self._caps = dict[JobKey, Mapping[str, float]]()

    def preview(
        self, job: ResolvedJob, size: PixelSize | None = None, *, caps: Mapping[str, float] | None = None
    ) -> Preview:
        """Return a picture of a job that covers `size` (px), its own if there is none.

        It keeps its shape: of a `size` with another shape one side may be longer by some px (see `covering`).
        `caps` are the sizes that its slots must not exceed (units of the artboard); without them they are
        those of a build of all languages and rows, for which these are laid out once. A loop shows its
        finished picture.
        """
        laid_out = self.context.compose(job, self._group_sizes(job) if caps is None else caps)
        problems = [*laid_out.problems, *self._drawn(job, laid_out)]
        shown = covering(size, laid_out.layout.size) if size else laid_out.layout.size
        pixels = behind = None
        try:
            judged = self._rendered(job, laid_out, _at_least(_JUDGED_SIDE, shown, laid_out))
            rendered = judged if judged.pixels.size == shown else self._rendered(job, laid_out, shown)
            problems += self._seen(job, laid_out, judged)
            pixels, behind = rendered.pixels, judged.behind
        except RenderError as error:
            drawing = drawing_place(job.design.id, job.artboard)
            problems.append(Problem(trail=(drawing, Place(file=job.key.stem)), message=str(error)))
        return Preview(
            job=job, size=shown, laid_out=laid_out, pixels=pixels, behind=behind, problems=tuple(problems)
        )

    def _group_sizes(self, job: ResolvedJob) -> Mapping[str, float]:
        if not has_groups(job):
            return {}
        still = replace(job.key, motion=None)
        if still not in self._caps:
            jobs = with_companions(self.context.project, (job,))
            layouts = [self.context.compose(other).layout for other in jobs]
            sizes = common_sizes(list(zip(jobs, layouts, strict=True)))
            self._caps |= {other.key: sizes.get(index, {}) for index, other in enumerate(jobs)}
        return self._caps[still]

    def _drawn(self, job: ResolvedJob, laid_out: LayoutResult) -> Iterator[Problem]:
        engines = engines_for(job.placement, self._engine)
        return drawing_problems(laid_out, drawing_place(job.design.id, job.artboard), engines)

    def _rendered(self, job: ResolvedJob, laid_out: LayoutResult, size: PixelSize) -> Rendered:
        transparent = job.design.spec.transparent
        return self._scene(laid_out, size).picture(laid_out.body, transparent=transparent)

    def _scene(self, laid_out: LayoutResult, size: PixelSize) -> SceneRenderer:
        key = (laid_out.head, laid_out.ground, size)
        scene = self._scenes.get(key)
        if scene is None:
            scene = SceneRenderer(engine_named(self._engine), *key)
            self._scenes.keep(key, scene, max(size.width * size.height, _LEAST_SCENE))
        return scene

    def _seen(self, job: ResolvedJob, laid_out: LayoutResult, judged: Rendered) -> Iterator[Problem]:
        """Yield what is wrong with the pixels."""
        drawing = drawing_place(job.design.id, job.artboard)
        unread = tuple(qr_problems(judged.pixels, laid_out.layout, drawing))
        finer = _at_least(_READ_SIDE, judged.pixels.size, laid_out)
        if unread and finer != judged.pixels.size:
            unread = tuple(qr_problems(self._rendered(job, laid_out, finer).pixels, laid_out.layout, drawing))
        yield from unread
        parts = Parts(
            head=laid_out.head,
            ground=laid_out.ground,
            body=laid_out.body,
            transparent=job.design.spec.transparent,
        )
        yield from problems_of_words(engine_named(self._engine), parts, judged, laid_out.layout, drawing)


def _at_least(side: int, shown: PixelSize, laid_out: LayoutResult) -> PixelSize:
    """Return the size shown, or a larger one whose longer side has so many px; never larger than its own."""
    whole = laid_out.layout.size
    longest = min(side, max(whole.width, whole.height))
    if max(shown.width, shown.height) >= longest:
        return shown
    wide = whole.width >= whole.height
    return covering(PixelSize(longest, 1) if wide else PixelSize(1, longest), whole)


def covering(wanted: PixelSize, whole: PixelSize) -> PixelSize:
    """Return the smallest size of a picture's own shape that covers the size wanted.

    The shorter side is counted first: the longer one is then right to half a pixel, which no drawing shows.
    """
    if whole.width >= whole.height:
        height = max(wanted.height, math.ceil((wanted.width - 0.5) / whole.aspect))
        return PixelSize(max(wanted.width, round(height * whole.aspect)), height)
    width = max(wanted.width, math.ceil((wanted.height - 0.5) * whole.aspect))
    return PixelSize(width, max(wanted.height, round(width / whole.aspect)))
