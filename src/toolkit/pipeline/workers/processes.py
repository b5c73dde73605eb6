"""Running many small tasks on every core: with progress, a clean Ctrl-C, and results in the order of tasks.

Executors are those of `concurrent.futures`. A worker that dies, killed by the system or by hand, costs time
but no result: its tasks are done again by others.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_pipes
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Advance = Callable[[int], None]

_AHEAD = 2  # tasks that wait for each worker: none idles, and few are in memory
_LIVES = 3  # workers that one task may take along before it is given up


class WorkerLostError(RuntimeError):
    """A task ended every process that tried it; the message says which one."""


class Workers(Protocol):
    """Somewhere to run tasks."""

    @property
    def size(self) -> int:
        """How many tasks run at once."""

    @property
    def losses(self) -> tuple[type[Exception], ...]:
        """What the executor raises for a task whose worker was lost."""

    def executor(self) -> Executor | None:
        """Return the executor, started if need be; none if tasks run in this process."""

    def renew(self) -> None:
        """Put a new executor in place of one that broke."""


@dataclass(frozen=True, slots=True)
class ProjectWorkers:
    """Workers for the tasks of one project, which is kept in a file: tasks name it."""

    workers: Workers
    project: Path


class _Here:
    """This process."""

    size = 1
    losses: tuple[type[Exception], ...] = ()

    def executor(self) -> None:
        """Return none: tasks run here."""

    def renew(self) -> None:
        """Do nothing."""


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
    prepare: Callable[..., None]
    arguments: tuple[object, ...] = ()
    _pool: ProcessPoolExecutor | None = None
    _is_prepared: bool = False

    @property
    def size(self) -> int:
        """How many tasks run at once."""
        return self.jobs

    @property
    def started(self) -> bool:
        """Whether there are processes yet."""
        return self._pool is not None

    @property
    def losses(self) -> tuple[type[Exception], ...]:
        """What a broken pool raises."""
        return (BrokenExecutor,)

    def executor(self) -> Executor | None:
        """Return the pool, started if need be; none if work stays here."""
        if self.jobs <= 1:
            self._prepare_here()
            return None
        if self._pool is None:
            context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
            self._pool = ProcessPoolExecutor(self.jobs, context, _start, (self.prepare, self.arguments))
        return self._pool

    def warm_up(self) -> None:
        """Start the processes now, as there will be work: they load what they need while others do theirs."""
        executor = self.executor() if self.jobs > 1 else None
        if executor is not None:
            for _ in range(self.jobs):
                executor.submit(_nothing)

    def renew(self) -> None:
        """Start new processes."""
        self.stop()

    def close(self) -> None:
        """End the processes, which have nothing left to do."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def stop(self) -> None:
        """End the processes at once, whatever they do."""
        if self._pool is None:
            return
        for process in multiprocessing.active_children():
            process.terminate()
            process.join()
        # Its thread has to be gone before Python ends, or both close the same pipe.
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None

    def _prepare_here(self) -> None:
        if not self._is_prepared:
            self.prepare(*self.arguments)
            self._is_prepared = True


@contextmanager
def processes(jobs: int, prepare: Callable[..., None], *arguments: object) -> Iterator[Processes]:
    """Give processes that have called `prepare` once.

    Leaving the block early, by Ctrl-C or an error, drops what has not started and ends them.
    """
    workers = Processes(jobs, prepare, arguments)
    try:
        yield workers
    except BaseException:
        workers.stop()
        raise
    workers.close()


def _may_fork() -> bool:
    """Tell whether a process may begin as a copy of this one, with all that is loaded: a second is saved.

    Not beside other threads, those of C libraries among them, whose locks it would never see opened.
    """
    try:
        return len(tuple(Path("/proc/self/task").iterdir())) == 1
    except OSError:  # no Linux
        return False


def _nothing() -> None:
    """Do nothing; whoever is asked has to be there."""


def _start(prepare: Callable[..., None], arguments: tuple[object, ...]) -> None:
    # The parent answers Ctrl-C; a worker that dies in the middle of a write would only add noise.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    leaving, left = multiprocessing.Pipe(duplex=False)
    threading.Thread(target=_end_with_parent, args=(leaving,)).start()
    # A thread that outlives the worker would keep foreign modules from being taken down in order.
    Finalize(None, left.close, exitpriority=0)
    # Whatever had to be written has been; to take down modules one by one takes a tenth of a second.
    Finalize(None, os._exit, args=(0,), exitpriority=-1)
    prepare(*arguments)


def _end_with_parent(leaving: Connection) -> None:
    """End this worker when its parent was killed, or it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.sentinel in wait_for_pipes([parent.sentinel, leaving]):
        os._exit(1)


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
            _Run(workers, work, note, source, deque([_Item(number, task)])).to_its_end()


@dataclass(slots=True)
class _Item(Generic[Task]):
    """A task with its number, and how many workers were lost while it ran."""

    number: int
    task: Task
    lost: int = 0


@dataclass(slots=True)
class _Run(Generic[Task, Result]):
    """Tasks on their way through an executor."""

    workers: Workers
    work: Callable[[Task], Result]
    note: Callable[[int, Task, Result], None]
    source: Iterator[tuple[int, Task]]
    waiting: deque[_Item[Task]]
    running: dict[Future[Result], _Item[Task]] = field(default_factory=dict)

    def to_its_end(self) -> None:
        """Run everything."""
        while self._fill():
            done, _ = wait(self.running, return_when=FIRST_COMPLETED)
            lost = [item for future in done if (item := self._taken(future)) is not None]
            if lost:
                self._recover(lost)

    def _fill(self) -> bool:
        """Submit as much as there is room for, and tell whether anything runs."""
        while len(self.running) < self._room():
            item = self._next()
            if item is None:
                break
            self._submit(item)
        return bool(self.running)

    def _room(self) -> int:
        """How many tasks may be under way. After a loss each runs alone, so that a second one has a name."""
        is_careful = any(item.lost for item in (*self.waiting, *self.running.values()))
        return 1 if is_careful else self.workers.size * (1 + _AHEAD)

    def _next(self) -> _Item[Task] | None:
        if self.waiting:
            return self.waiting.popleft()
        return next((_Item(number, task) for number, task in self.source), None)

    def _submit(self, item: _Item[Task]) -> None:
        executor = self.workers.executor()
        assert executor is not None  # noqa: S101  workers do not stop having one
        try:
            self.running[executor.submit(self.work, item.task)] = item
        except self.workers.losses:
            self._recover([item])

    def _taken(self, future: Future[Result]) -> _Item[Task] | None:
        """Note the result of a task; return the task if its worker was lost."""
        item = self.running.pop(future)
        try:
            result = future.result()
        except self.workers.losses:
            return item
        self.note(item.number, item.task, result)
        return None

    def _recover(self, lost: Sequence[_Item[Task]]) -> None:
        """Begin anew with what was lost: when a pool breaks, all that it ran is."""
        again = [*lost, *(item for future in list(self.running) if (item := self._taken(future)) is not None)]
        for item in sorted(again, key=lambda item: item.number):
            item.lost += 1
            if item.lost >= _LIVES:
                raise WorkerLostError(_lost(item.task))
            self.waiting.append(item)
        self.workers.renew()


def _lost(task: object) -> str:
    name = getattr(task, "title", "") or type(task).__name__
    return (
        f"{name}: every process that worked on it ended without a word "
        "(hint: the system may be out of memory; use fewer --jobs)"
    )
