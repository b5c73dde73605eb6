"""The layout stage of a build: what is remembered is not laid out again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.pipeline.incremental.build_cache import BuildCache
from toolkit.pipeline.layout.results import StoredLayout
from toolkit.pipeline.layout.tasks import LayOutBatch, LayOutTask, lay_out_batch
from toolkit.pipeline.workers.processes import Advance
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.sources.job_key import KitKey

NoteLayouts = Callable[[LayOutBatch, Sequence[StoredLayout]], None]

_BATCH = 96  # pictures: enough to have words in common, few enough to keep every core busy
_FEW = 24  # pictures that are laid out here before processes are there


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutStage:
    """Who lays pictures out, and what is remembered of them."""

    memory: BuildCache
    workers: ProjectWorkers

    def run(self, tasks: Sequence[LayOutTask], advance: Advance) -> list[StoredLayout]:
        """Return the layouts of tasks, in their order; the SVG of a remembered one is not on its shelf."""
        found = dict(enumerate(self.memory.layouts(tasks)))
        missing = [number for number, picture in found.items() if picture is None]
        advance(len(tasks) - len(missing))
        places = iter(missing)

        def note(batch: LayOutBatch, pictures: Sequence[StoredLayout]) -> None:
            for task, picture in zip(batch.tasks, pictures, strict=True):
                self.memory.keep_layout(task, picture)
            advance(len(pictures))

        done = self._laid_out([tasks[place] for place in missing], note)
        found.update(zip(places, done, strict=True))
        return [picture for picture in found.values() if picture is not None]

    def draw(self, tasks: Sequence[LayOutTask]) -> None:
        """Put the SVG of tasks on their shelf."""
        self._laid_out(tasks, lambda _batch, _pictures: None)

    def _laid_out(self, tasks: Sequence[LayOutTask], note: NoteLayouts) -> list[StoredLayout]:
        """Lay tasks out, and return what comes of them in their order."""
        batches = list(self._batches(tasks))
        found: dict[int, Sequence[StoredLayout]] = {}

        def noted(number: int, batch: LayOutBatch, pictures: Sequence[StoredLayout]) -> None:
            found[number] = pictures
            note(batch, pictures)

        self.workers.run_each(lay_out_batch, batches, noted, here=len(tasks) <= _FEW)
        return [picture for number in range(len(batches)) for picture in found[number]]

    def _batches(self, tasks: Sequence[LayOutTask]) -> Iterator[LayOutBatch]:
        """Yield neighbours of one campaign and language together."""
        for _, group in groupby(tasks, key=_kit_of):
            same = tuple(group)
            for start in range(0, len(same), _BATCH):
                yield LayOutBatch(tasks=same[start : start + _BATCH])


def _kit_of(task: LayOutTask) -> KitKey:
    return task.job.kit
