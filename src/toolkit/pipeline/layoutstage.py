"""The layout stage of a build: what is remembered is not laid out again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.layingout import LayOutBatch, LayOutTask, lay_out_batch
from toolkit.pipeline.memory import Memory
from toolkit.pipeline.pool import Advance, Workers, run_each

Thing = TypeVar("Thing")
Note = Callable[[int, LayOutBatch, Sequence[LaidOut]], None]

_BATCH = 24  # pictures: enough to have words in common, few enough to keep every core busy
_BATCHES_EACH = 4  # for each worker, or some would have none


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutStage:
    """Where pictures are laid out, and what is remembered of them."""

    memory: Memory
    workers: Workers

    def run(self, tasks: Sequence[LayOutTask], advance: Advance) -> list[LaidOut]:
        """Return the layouts of tasks, in their order; the SVG of a remembered one is not on its shelf."""
        found = dict(enumerate(self.memory.layouts(tasks)))
        missing = [number for number, picture in found.items() if picture is None]
        advance(len(tasks) - len(missing))
        batches = list(self._batches(missing))

        def note(number: int, batch: LayOutBatch, pictures: Sequence[LaidOut]) -> None:
            for place, task, picture in zip(batches[number], batch.tasks, pictures, strict=True):
                found[place] = picture
                self.memory.keep_layout(task, picture)
            advance(len(pictures))

        self._lay_out(([tasks[place] for place in batch] for batch in batches), note)
        return [picture for picture in found.values() if picture is not None]

    def draw(self, tasks: Sequence[LayOutTask]) -> None:
        """Put the SVG of tasks on their shelf."""
        self._lay_out(self._batches(tasks), lambda _number, _batch, _pictures: None)

    def _lay_out(self, batches: Iterable[Sequence[LayOutTask]], note: Note) -> None:
        run_each(self.workers, lay_out_batch, (LayOutBatch(tuple(batch)) for batch in batches), note)

    def _batches(self, things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
        """Yield neighbours together."""
        most = max(1, min(_BATCH, -(-len(things) // (self.workers.size * _BATCHES_EACH))))
        for start in range(0, len(things), most):
            yield things[start : start + most]
