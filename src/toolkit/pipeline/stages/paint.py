"""The painting stage of a build: what is remembered is not painted again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.output_file import OutputFile
from toolkit.pipeline.cache.blobs import BlobStore
from toolkit.pipeline.cache.store import Cache, FinishedFiles
from toolkit.pipeline.incremental.build_cache import BuildCache
from toolkit.pipeline.layout.results import is_drawn
from toolkit.pipeline.layout.tasks import LaidOutPicture
from toolkit.pipeline.paint.exports import Exports, batches_of
from toolkit.pipeline.paint.tasks import PaintResult, PaintTask, paint
from toolkit.pipeline.stages.layout import LayoutStage
from toolkit.pipeline.workers.processes import Advance, Workers, run_each
from toolkit.pipeline.workers.project_workers import close_project
from toolkit.sources.job_key import BY_KEY, JobKey


def paint_and_keep(task: PaintTask) -> tuple[PaintResult, ...]:
    """Paint on the machine that builds, put the files on the shelf, and tell which.

    Nothing is in memory then that only laying out needs.
    """
    close_project()
    store = FinishedFiles(Cache(task.cache), BlobStore(task.spare), task.is_spare_only)
    return tuple(result.stored(store) for result in paint(task))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintStage:
    """Where pictures are painted, what is remembered of them, and what lays out those that are not drawn."""

    exports: Exports
    workers: Workers
    memory: BuildCache
    layouts: LayoutStage
    store: FinishedFiles

    def run(
        self, pictures: Sequence[LaidOutPicture], advance: Advance
    ) -> tuple[dict[JobKey, OutputFile], list[tuple[str, Problem]]]:
        """Paint pictures for all their jobs.

        Return the file of each job, in order, and the problems, each with the campaign that has it.
        """
        known = self.memory.paintings(pictures, self.exports)
        both = list(zip(pictures, known, strict=True))
        missing = [picture for picture, kept in both if kept is None]
        done = [(picture, kept) for picture, kept in both if kept is not None]
        advance(len(done))
        if missing:
            self._draw(missing)
            self.layouts.workers.context.release()
            done += self._paint(missing, missing[0].task.blobs, advance)
        painted = dict(file for picture, kept in done for file in self._painted(picture, kept))
        problems = [
            (picture.first.key.campaign, problem) for picture, kept in done for problem in kept.problems
        ]
        return {key: painted[key] for key in sorted(painted, key=BY_KEY)}, problems

    def _draw(self, pictures: Sequence[LaidOutPicture]) -> None:
        """Make sure that the SVG of pictures is there: what was remembered of them does not hold it."""
        undrawn = [
            picture.task for picture in pictures if not is_drawn(picture.result.pieces, picture.task.blobs)
        ]
        self.layouts.draw(undrawn)

    def _paint(
        self, pictures: Sequence[LaidOutPicture], blobs: BlobStore, advance: Advance
    ) -> list[tuple[LaidOutPicture, PaintResult]]:
        batches = list(batches_of(pictures, self.workers.size))
        done: list[tuple[LaidOutPicture, PaintResult]] = []

        def note(number: int, _task: PaintTask, results: Sequence[PaintResult]) -> None:
            for picture, result in zip(batches[number], results, strict=True):
                kept = result.stored(self.store) if result.contents else result
                self.memory.keep_painting(picture, self.exports, kept)
                done.append((picture, kept))
            advance(len(results))

        # Files that go on to a store afar pass through here, as do those of other machines.
        is_here = self.workers is self.layouts.workers.workers and self.memory.cache.shared is None
        tasks = (self.exports.task(batch, blobs, self.store) for batch in batches)
        work: Callable[[PaintTask], Sequence[PaintResult]] = paint_and_keep if is_here else paint
        run_each(self.workers, work, tasks, note)
        return done

    def _painted(self, picture: LaidOutPicture, kept: PaintResult) -> Iterator[tuple[JobKey, OutputFile]]:
        """Hand each job of a picture its file."""
        files = dict(zip(self.exports.of_picture(picture.picture), kept.files, strict=False))
        for job in picture.picture.jobs if files else ():
            yield job.key, files[self.exports.of_job(job)]
