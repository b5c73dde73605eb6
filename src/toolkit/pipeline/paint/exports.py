"""Orders: what the jobs of a laid-out picture want of the painter."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from toolkit.pipeline.cache.blobs import BlobStore
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.layout.results import LayoutResult, piece
from toolkit.pipeline.paint.animation import AnimationExport
from toolkit.pipeline.paint.tasks import (
    Export,
    ImageExport,
    PaintGroup,
    PaintJob,
    PaintTask,
    PdfExport,
    painting_version,
)
from toolkit.pipeline.plan import VIDEO, Job
from toolkit.render.animation.mp4 import version as encoder_version
from toolkit.render.checks.readability import rgb_from_hex
from toolkit.render.encode.choose import ENCODABLE
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.sources.workspace.placement import Placement
from toolkit.units import PixelSize

_ACCENT = "accent"  # the token whose colour a pulse brightens
_BATCH = 24  # pictures of one task: enough to share a ground, few enough to keep every core busy
_BATCHES_EACH = 3  # for each worker, or some would have none

Batch = tuple[LayoutResult, ...]

_Ground = tuple[str, str]
_Likeness = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """Takes orders for a build.

    `engine` paints the pictures; `cairo` is the version of the library that draws print pages, which become
    pictures where it is empty. `is_final` asks for files squeezed as far as can be.
    """

    context: ProjectContext
    engine: str
    cairo: str
    is_final: bool = False

    def of_job(self, job: Job) -> Export:
        """Return the file that one job wants."""
        subject = self.context.subject(job)
        placement = subject.placement
        if job.motion:
            return self._of_loop(job)
        if self.cairo and placement.print:
            title = f"{subject.copy.day_name.text} – {subject.copy.theme.text}"
            return PdfExport(sheet=sheet_of(placement), title=title, language=job.language)
        formats = tuple(name for name in placement.formats if name in ENCODABLE) or ("png",)
        dpi = placement.print.dpi if placement.print else None
        return ImageExport(formats=formats, max_bytes=placement.max_bytes, dpi=dpi)

    def _of_loop(self, job: Job) -> AnimationExport:
        subject = self.context.subject(job)
        motion, placement = subject.design.spec.motion, subject.placement
        if motion is None:
            raise LookupError(f"'{job.design}' has no [motion]; plan the job with the same project")
        is_video = job.motion == VIDEO
        colours = self.context.project.brand.palette(subject.campaign.palette).colours
        return AnimationExport(
            format=job.motion,
            size=_even(placement.moving_size) if is_video else placement.moving_size,
            transition=motion.transition,
            slots=motion.slots,
            rtl=subject.copy.language.is_rtl,
            accent=rgb_from_hex(colours.get(_ACCENT, "#ffffff")),
            max_bytes=placement.moving_max_bytes,
            encoder=encoder_version() if is_video else "",
        )

    def size(self, job: Job) -> PixelSize:
        """Return the px of the file that a job wants; of a page, those of its placement."""
        order = self.of_job(job)
        return order.size if isinstance(order, AnimationExport) else self.context.subject(job).placement.size

    def is_sheet(self, job: Job) -> bool:
        """Tell whether a job is for print."""
        return self.context.subject(job).placement.print is not None

    def is_transparent(self, job: Job) -> bool:
        """Tell whether there is nothing below the picture of a job, not even white."""
        return self.context.subject(job).design.spec.transparent

    def of_picture(self, laid_out: LayoutResult) -> tuple[Export, ...]:
        """Return the files that the jobs of a picture want, each once."""
        return tuple(dict.fromkeys(self.of_job(job) for job in laid_out.picture.jobs))

    def sketch(self, laid_out: LayoutResult, blobs: BlobStore) -> PaintJob:
        """Return a picture as the painter needs it; its SVG stands on the shelf."""
        first = laid_out.picture.first
        return PaintJob(
            name=first.stem,
            drawing=laid_out.drawing,
            body=piece(laid_out.pieces.body, blobs),
            layout=laid_out.layout,
            orders=self.of_picture(laid_out),
            transparent=self.is_transparent(first),
            is_final=self.is_final,
        )

    def task(self, batch: Sequence[LayoutResult], blobs: BlobStore, cache: Path) -> PaintTask:
        """Return the task that paints pictures; those on one ground stand together.

        `cache` is the folder of the cache where layers of pictures stand.
        """
        plates = tuple(self._plate(tuple(pictures), blobs) for _, pictures in groupby(batch, key=_ground))
        return PaintTask(version=painting_version(), engine=self.engine, plates=plates, cache=cache.resolve())

    def _plate(self, pictures: Sequence[LayoutResult], blobs: BlobStore) -> PaintGroup:
        pieces = pictures[0].pieces
        return PaintGroup(
            head=piece(pieces.head, blobs),
            ground=piece(pieces.ground, blobs),
            sketches=tuple(self.sketch(laid_out, blobs) for laid_out in pictures),
        )


def _even(size: PixelSize) -> PixelSize:
    """Return a size with even sides, which videos need; at most a row and a column are cut off."""
    return PixelSize(size.width // 2 * 2, size.height // 2 * 2)


def batches_of(laid_out: Sequence[LayoutResult], workers: int = 1) -> Iterator[Batch]:
    """Yield pictures in batches, large ones first, so that no worker waits long for another at the end.

    Those of one ground stand together, beside those whose grounds may have gradient and texture in common:
    the same campaign and look at the same size, and design by design: a mirrored one has its own in common
    with that of the other languages.
    """
    most = min(_BATCH, -(-len(laid_out) // (workers * _BATCHES_EACH)))
    likenesses: dict[_Likeness, dict[_Ground, list[LayoutResult]]] = {}
    for picture in laid_out:
        grounds = likenesses.setdefault(_likeness(picture), {})
        grounds.setdefault(_ground(picture), []).append(picture)
    runs = []
    for likeness in sorted(likenesses, key=lambda likeness: -likeness[0]):
        alike = sorted(likenesses[likeness].values(), key=lambda pictures: str(pictures[0].drawing))
        runs.append(list(_batches(alike, most)))
    yield from _taking_turns(runs, workers)


def _taking_turns(runs: Iterable[Sequence[Batch]], workers: int) -> Iterator[Batch]:
    """Yield the batches of as many runs by turns as there are workers; what ends makes room for the next.

    So two workers seldom paint the same texture at the same time: the second finds it where the first put it.
    """
    waiting = iter(runs)
    open_runs = deque(iter(run) for run in islice(waiting, workers))
    while open_runs:
        run = open_runs.popleft()
        batch = next(run, None)
        if batch is not None:
            yield batch
            open_runs.append(run)
        elif (following := next(waiting, None)) is not None:
            open_runs.appendleft(iter(following))


def _batches(grounds: Iterable[Sequence[LayoutResult]], most: int) -> Iterator[Batch]:
    """Yield pictures in batches of at most so many; the fewer grounds are in two of them the better."""
    batch: list[LayoutResult] = []
    for pictures in grounds:
        if batch and len(batch) + len(pictures) > most:
            yield tuple(batch)
            batch = []
        batch += pictures
        while len(batch) >= most:
            yield tuple(batch[:most])
            batch = batch[most:]
    if batch:
        yield tuple(batch)


def _ground(picture: LayoutResult) -> _Ground:
    return picture.pieces.head, picture.pieces.ground


def _likeness(picture: LayoutResult) -> _Likeness:
    first, size = picture.picture.first, picture.layout.size
    return size.width * size.height, size.width, first.campaign, first.variant


def sheet_of(placement: Placement) -> PageGeometry:
    """Return the sheet of a print placement; raise `ValueError` for a placement that is not printed."""
    sheet = placement.print
    if sheet is None:
        raise ValueError(f"'{placement.id}' is not printed")
    return PageGeometry(
        width=sheet.width_mm,
        height=sheet.height_mm,
        cut=sheet.cut,
        face=sheet.face,
        dpi=sheet.dpi,
    )
