"""The layout stage of a build: what is remembered is not laid out again."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.layingout import LayOutTask, lay_out
from toolkit.pipeline.memory import Memory
from toolkit.pipeline.pool import Advance, Workers, run_each


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

        def note(place: int, task: LayOutTask, picture: LaidOut) -> None:
            found[missing[place]] = picture
            self.memory.keep_layout(task, picture)
            advance(1)

        run_each(self.workers, lay_out, [tasks[number] for number in missing], note)
        return [picture for picture in found.values() if picture is not None]

    def draw(self, tasks: Sequence[LayOutTask]) -> None:
        """Put the SVG of tasks on their shelf."""
        run_each(self.workers, lay_out, tasks, lambda _place, _task, _picture: None)
