"""Running many small tasks on every core: with progress, a clean Ctrl-C, and results in the order of tasks.

Executors are those of `concurrent.futures`. A worker that dies, killed by the system or by hand, costs time
but no result: its tasks are done again by others.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar

from toolkit.interrupts import undisturbed
from toolkit.pipeline.workers.pool import ProcessLostError, ProcessPool

Task = TypeVar("Task")
Result = TypeVar("Result")
Advance = Callable[[int], None]

_AHEAD = 2  # tasks that wait for each worker: none idles, and few are in memory
_LIVES = 3  # workers that may be lost while one task runs alone, before it is given up


class WorkerLostError(RuntimeError):
    """A task ended every process that tried it; the message says which one."""


class Workers(Protocol):
    """Somewhere to run tasks."""

    @property
    def size(self) -> int:
        """How many tasks run at once."""

    @property
    def is_here(self) -> bool:
        """Whether tasks run in this process."""

    @property
    def losses(self) -> tuple[type[Exception], ...]:
        """What the executor raises for a task whose worker was lost."""

    def executor(self) -> Executor | None:
        """Return the executor, started if need be; none if tasks run in this process."""


class _Here:
    """This process."""

    size = 1
    is_here = True
    losses: tuple[type[Exception], ...] = ()

    def executor(self) -> None:
        """Return none: tasks run here."""


HERE: Final[Workers] = _Here()
"""For tasks that are done before others would have begun."""


def default_jobs() -> int:
    """Return how many processes to use where nobody says: one per core this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class Processes:
    """Processes of this machine; they start when the first task comes, and `prepare` is called in each once.

    With one job there are none: `prepare` is called here, and work stays here.
    """

    jobs: int
    prepare: Callable[[], None]
    _pool: ProcessPool | None = None
    _is_prepared: bool = False
    _lock: Lock = field(default_factory=Lock)

    @property
    def size(self) -> int:
        """How many tasks run at once."""
        return self.jobs

    @property
    def is_here(self) -> bool:
        """Whether tasks run in this process."""
        return self.jobs <= 1

    @property
    def started(self) -> bool:
        """Whether there are processes yet."""
        return self._pool is not None

    @property
    def losses(self) -> tuple[type[Exception], ...]:
        """What is raised for a task whose process ended."""
        return (ProcessLostError,)

    def executor(self) -> Executor | None:
        """Return the pool, started if need be; none if work stays here."""
        if self.is_here:
            self._prepare_here()
            return None
        return self._started()

    def warm_up(self) -> None:
        """Start the processes now, as there will be work: they load what they need while others do theirs."""
        if self.jobs > 1:
            self._started()

    def close(self) -> None:
        """End the processes, which have nothing left to do."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def stop(self) -> None:
        """End the processes at once, whatever they do; no other child of this program is touched."""
        if self._pool is not None:
            self._pool.stop()
            self._pool = None

    def _started(self) -> Executor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPool(self.jobs, self.prepare)
            return self._pool

    def _prepare_here(self) -> None:
        if not self._is_prepared:
            self.prepare()
            self._is_prepared = True


@contextmanager
def processes(jobs: int, prepare: Callable[[], None]) -> Iterator[Processes]:
    """Give processes that have called `prepare` once.

    Leaving the block early, by Ctrl-C or an error, drops what has not started and ends them.
    """
    workers = Processes(jobs, prepare)
    try:
        yield workers
        workers.close()
    except BaseException:
        with undisturbed():
            workers.stop()
        raise


def run_all(
    workers: Workers,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    advance: Advance,
    weight: Callable[[Task], int] = lambda _task: 1,
) -> list[Result]:
    """Run `work` over tasks and return the results in their order.

    After each task `advance` is called with its weight: how many steps of progress it stands for. Tasks are
    taken as workers need them, so a hundred thousand need no more memory than a few. Raises
    `WorkerLostError` for a task that ends every process it is given to.
    """
    found: dict[int, Result] = {}

    def note(number: int, task: Task, result: Result) -> None:
        found[number] = result
        advance(weight(task))

    run_each(workers, work, tasks, note)
    return [found[number] for number in sorted(found)]


def run_each(
    workers: Workers,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    note: Callable[[int, Task, Result], None],
) -> None:
    """Run `work` over tasks, and call `note` here with each one's number and result, as they come."""
    source = iter(enumerate(tasks))
    for number, task in source:
        # Nothing starts when there is nothing to do.
        executor = workers.executor()
        if executor is None:
            note(number, task, work(task))
        else:
            _Run(workers, work, note, source, _Item(number, task)).to_its_end()


@dataclass(slots=True)
class _Item(Generic[Task]):
    """A task with its number, and how many workers were lost while it ran alone.

    It runs alone once a worker was lost to it among others, which may have had nothing to do with it.
    """

    number: int
    task: Task
    is_alone: bool = False
    losses: int = 0


@dataclass(slots=True)
class _Run(Generic[Task, Result]):
    """Tasks on their way through an executor."""

    workers: Workers
    work: Callable[[Task], Result]
    note: Callable[[int, Task, Result], None]
    source: Iterator[tuple[int, Task]]
    first: _Item[Task]
    running: dict[Future[Result], _Item[Task]] = field(default_factory=dict)
    again: deque[_Item[Task]] = field(default_factory=deque)

    def to_its_end(self) -> None:
        """Run everything."""
        try:
            self._submit(self.first)
            while self._fill():
                done, _ = wait(self.running, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take(future)
        except BaseException:
            for future in self.running:
                future.cancel()
            raise

    def _fill(self) -> bool:
        """Submit as much as there is room for, and tell whether anything runs."""
        if self.again:
            # With all of the machine for itself, it may get through; if not, nothing else is to blame.
            if not self.running:
                self._submit(self.again.popleft())
            return True
        if any(item.is_alone for item in self.running.values()):
            return True
        while len(self.running) < self.workers.size * (1 + _AHEAD):
            following = next(self.source, None)
            if following is None:
                break
            self._submit(_Item(*following))
        return bool(self.running)

    def _submit(self, item: _Item[Task]) -> None:
        executor = self.workers.executor()
        assert executor is not None  # noqa: S101  workers do not stop having one
        self.running[executor.submit(self.work, item.task)] = item

    def _take(self, future: Future[Result]) -> None:
        """Note the result of a task, or see to it that one whose worker was lost is done again."""
        item = self.running.pop(future)
        try:
            result = future.result()
        except self.workers.losses as error:
            item.losses += item.is_alone
            if item.losses >= _LIVES:
                raise WorkerLostError(_lost(item.task)) from error
            item.is_alone = True
            self.again.append(item)
        else:
            self.note(item.number, item.task, result)


def _lost(task: object) -> str:
    name = getattr(task, "title", "") or type(task).__name__
    return (
        f"{name}: every process that worked on it ended without a word "
        "(hint: the system may be out of memory; use fewer --jobs)"
    )
