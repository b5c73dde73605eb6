"""Running many small tasks on every core, with progress, a clean Ctrl-C, and the same order of results."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.util import Finalize
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Advance = Callable[[int], None]


def default_jobs() -> int:
    """Return how many processes to use where nobody says: one per core this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(jobs: int, prepare: Callable[..., None], *arguments: object) -> Iterator[Executor | None]:
    """Open a pool whose processes have called `prepare` once; with one job there is none and work stays here.

    Leaving the block early, by Ctrl-C or an error, drops what has not started and ends the processes.
    """
    if jobs <= 1:
        prepare(*arguments)
        yield None
        return
    # Threads and font handles do not survive a fork; a fresh interpreter costs half a second once.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, _start, (prepare, arguments))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
            process.join()
        raise
    pool.shutdown()


def _start(prepare: Callable[..., None], arguments: tuple[object, ...]) -> None:
    # The parent answers Ctrl-C; a worker that dies in the middle of a write would only add noise.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leaving, left = multiprocessing.Pipe(duplex=False)
    threading.Thread(target=_end_with_parent, args=(leaving,)).start()
    # A thread that outlives the worker would keep foreign modules from being taken down in order.
    Finalize(None, left.close, exitpriority=0)
    prepare(*arguments)


def _end_with_parent(leaving: Connection) -> None:
    """End this worker when its parent was killed, or it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.sentinel in wait([parent.sentinel, leaving]):
        os._exit(1)


def run_all(
    pool: Executor | None,
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    advance: Advance,
    weight: Callable[[Task], int] = lambda _task: 1,
) -> list[Result]:
    """Run `work` over tasks and return the results in their order.

    After each task `advance` is called with its weight: how many steps of progress it stands for.
    """
    if pool is None:
        return [_done_here(work, task, advance, weight) for task in tasks]
    weights = {pool.submit(work, task): weight(task) for task in tasks}
    for future in as_completed(weights):
        future.result()
        advance(weights[future])
    return [future.result() for future in weights]


def _done_here(
    work: Callable[[Task], Result], task: Task, advance: Advance, weight: Callable[[Task], int]
) -> Result:
    result = work(task)
    advance(weight(task))
    return result
