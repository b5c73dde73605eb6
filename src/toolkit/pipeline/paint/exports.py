"""Exports: the files that the jobs of a laid-out picture want."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from toolkit.errors import Problem, Severity
from toolkit.file_formats import Codec
from toolkit.output_file import OutputFile
from toolkit.pipeline.cache.blobs import BlobStore
from toolkit.pipeline.cache.store import FinishedFiles
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.results import piece
from toolkit.pipeline.layout.tasks import LaidOutPicture
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
from toolkit.pipeline.plan import Picture
from toolkit.render.animation.mp4 import version as encoder_version
from toolkit.render.checks.readability import rgb_from_hex
from toolkit.sources.job_key import JobKey

_ACCENT = "accent"  # the token whose colour a pulse brightens
_BATCH = 24  # pictures of one task: enough to share a ground, few enough to keep every core busy
_BATCHES_EACH = 3  # for each worker, or some would have none

Batch = tuple[LaidOutPicture, ...]

_Ground = tuple[str, str]
_Likeness = tuple[int, int, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """Names the files that a build wants.

    `engine` paints the pictures; `cairo` is the version of the library that draws print pages, which become
    pictures where it is empty. `is_final` asks for files squeezed as far as can be, `is_look` for none: the
    pictures are only looked at.
    """

    context: ProjectContext
    engine: str
    cairo: str
    is_final: bool = False
    is_look: bool = False

    def of_job(self, job: ResolvedJob) -> Export:
        """Return the file that one job wants."""
        placement = job.placement
        if job.key.motion:
            return self._of_loop(job, job.key.motion)
        if self.cairo and placement.file.sheet:
            title = f"{job.copy.day_name.text} – {job.copy.theme.text}"
            return PdfExport(sheet=placement.file.sheet, title=title, language=job.key.language)
        return ImageExport(file=placement.file.image)

    def _of_loop(self, job: ResolvedJob, form: str) -> AnimationExport:
        motion, placement = job.design.spec.motion, job.placement
        codec = Codec.named(form)
        if motion is None or codec is None:
            raise LookupError(f"'{job.design.id}' does not move so; plan the job with the same project")
        colours = self.context.project.brand.palette(job.campaign.palette).colours
        return AnimationExport(
            codec=codec,
            file=placement.file.moving,
            transition=motion.transition,
            slots=motion.slots,
            rtl=job.copy.language.is_rtl,
            accent=rgb_from_hex(colours.get(_ACCENT, "#ffffff")),
            encoder=encoder_version() if codec is Codec.MP4 else "",
        )

    def of_picture(self, picture: Picture) -> tuple[Export, ...]:
        """Return the files that the jobs of a picture want, each once."""
        return () if self.is_look else tuple(dict.fromkeys(self.of_job(job) for job in picture.jobs))

    def print_notes(
        self, painted: Mapping[JobKey, OutputFile], jobs: Sequence[ResolvedJob]
    ) -> Iterator[Problem]:
        """Yield a warning if print pages of some jobs were made as pictures, for want of cairo."""
        sheets = (job.key for job in jobs if job.placement.is_printed)
        pages = sum(1 for key in sheets if key in painted and painted[key].codec is not Codec.PDF)
        if pages and not self.cairo:
            message = f"{pages} print pages were made as pictures, because cairo is not installed here"
            hint = "for PDF pages: apt-get install libcairo2 (Debian, Ubuntu) or brew install cairo (macOS)"
            yield Problem(trail=(), message=message, hint=hint, severity=Severity.WARNING)

    def _paint_job(self, laid_out: LaidOutPicture, blobs: BlobStore) -> PaintJob:
        """Return a picture as the painter needs it; its SVG stands on the shelf."""
        result = laid_out.result
        return PaintJob(
            name=laid_out.first.key.stem,
            drawing=laid_out.drawing,
            body=piece(result.pieces.body, blobs),
            layout=result.layout,
            exports=self.of_picture(laid_out.picture),
            transparent=laid_out.first.design.spec.transparent,
            is_final=self.is_final,
        )

    def task(self, batch: Batch, blobs: BlobStore, store: FinishedFiles) -> PaintTask:
        """Return the task that paints pictures; those on one ground stand together.

        Layers of pictures stand in the cache of the `store`, and the files go there.
        """
        groups = tuple(self._group(tuple(pictures), blobs) for _, pictures in groupby(batch, key=_ground))
        return PaintTask(
            version=painting_version(),
            engine=self.engine,
            groups=groups,
            cache=store.cache.root.resolve(),
            spare=store.spare.folder.resolve(),
            is_spare_only=store.is_spare_only,
        )

    def _group(self, pictures: Sequence[LaidOutPicture], blobs: BlobStore) -> PaintGroup:
        pieces = pictures[0].result.pieces
        return PaintGroup(
            head=piece(pieces.head, blobs),
            ground=piece(pieces.ground, blobs),
            jobs=tuple(self._paint_job(laid_out, blobs) for laid_out in pictures),
        )


def batches_of(laid_out: Sequence[LaidOutPicture], workers: int = 1) -> Iterator[Batch]:
    """Yield pictures in batches, large ones first, so that no worker waits long for another at the end.

    Those of one ground stand together, beside those whose grounds may have gradient and texture in common:
    the same campaign and look at the same size, and design by design: a mirrored one has its own in common
    with that of the other languages.
    """
    most = min(_BATCH, -(-len(laid_out) // (workers * _BATCHES_EACH)))
    likenesses: dict[_Likeness, dict[_Ground, list[LaidOutPicture]]] = {}
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


def _batches(grounds: Iterable[Sequence[LaidOutPicture]], most: int) -> Iterator[Batch]:
    """Yield pictures in batches of at most so many; the fewer grounds are in two of them the better."""
    batch: list[LaidOutPicture] = []
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


def _ground(picture: LaidOutPicture) -> _Ground:
    pieces = picture.result.pieces
    return pieces.head, pieces.ground


def _likeness(picture: LaidOutPicture) -> _Likeness:
    key, size = picture.first.key, picture.result.layout.size
    return size.width * size.height, size.width, key.campaign, key.variant
