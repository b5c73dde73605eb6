"""The painting stage of a build: which pictures have to be painted, and their files on the shelf."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.pipeline.cache.shelf import Shelf
from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.orders import Orders, batches_of
from toolkit.pipeline.painted import Painted
from toolkit.pipeline.painting import Painting, PaintTask, paint
from toolkit.pipeline.pool import Advance, Workers, run_each


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintStage:
    """Where pictures are painted, and the shelves for their SVG and for finished files."""

    orders: Orders
    workers: Workers
    drawings: Shelf
    files: Shelf

    def run(self, pictures: Sequence[LaidOut], advance: Advance) -> tuple[list[Painted], list[Problem]]:
        """Paint pictures for all their jobs; the files come in the order of the jobs."""
        batches = list(batches_of(pictures))
        painted: list[Painted] = []
        problems: list[Problem] = []

        def note(number: int, _task: PaintTask, paintings: Sequence[Painting]) -> None:
            for picture, painting in zip(batches[number], paintings, strict=True):
                painted.extend(self._painted(picture, painting))
                problems.extend(painting.problems)
            advance(len(paintings))

        tasks = (self.orders.task(batch, self.drawings) for batch in batches)
        run_each(self.workers, paint, tasks, note)
        return sorted(painted, key=lambda file: file.job), problems

    def _painted(self, picture: LaidOut, painting: Painting) -> Iterator[Painted]:
        """Put the files of a picture on the shelf, and hand each job its own."""
        kept = {
            order: (file, self.files.put(file.data, file.extension))
            for order, file in zip(self.orders.of_picture(picture), painting.files, strict=False)
        }
        for job in picture.picture.jobs if kept else ():
            file, digest = kept[self.orders.of_job(job)]
            yield Painted(
                job=job,
                path=self.files.path(digest, file.extension),
                digest=digest,
                extension=file.extension,
                size=picture.layout.size,
                is_sheet=self.orders.is_sheet(job),
                note=file.note,
                choice=file.choice,
            )
