"""A pool of processes that outlives the loss of any of them.

Each process has a pipe of its own, and a thread here that waits for it. So the end of a process is seen at
once, even in the middle of a result, it costs the one task that ran there, and the pool knows which task that
was. `concurrent.futures.ProcessPoolExecutor` has one pipe for the results of all: a process that is killed
while it writes there leaves it waiting for ever, and any other loss breaks the whole pool.
"""

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

_LEAVE: Final = b""  # no pickled call is empty
_PATIENCE: Final = 5  # seconds for a process to end when it is told to, before it is killed


class ProcessLostError(RuntimeError):
    """The process that ran a task ended before it could hand over the result."""


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    work: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Child:
    """A process of a pool, and this end of its pipe."""

    process: BaseProcess
    pipe: Connection

    @classmethod
    def started(cls, context: BaseContext, prepare: Callable[[], None]) -> "_Child":
        ours, theirs = context.Pipe()
        # mypy knows the contexts of each start method only, not what they have in common.
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, prepare), daemon=True
        )
        with _without_interrupts():
            process.start()
        # With no other end open here, the pipe closes when the process ends.
        theirs.close()
        return cls(process, ours)

    def answer(self, call: bytes) -> bytes | None:
        """Hand a call over and return the answer; none if the process ended before it was whole."""
        try:
            self.pipe.send_bytes(call)
            ready = wait_for_any([self.pipe, self.process.sentinel])
            return self.pipe.recv_bytes() if self.pipe in ready else None
        except (EOFError, OSError):
            return None

    def leave(self) -> None:
        """Let the process end by itself, with all that it does then."""
        with suppress(OSError):
            self.pipe.send_bytes(_LEAVE)
        self.process.join()
        self.pipe.close()

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.terminate()
        self.process.join(_PATIENCE)
        self.process.kill()
        self.process.join()


class ProcessPool(Executor):
    """An executor of `size` processes that have called `prepare`; one that is lost is replaced.

    A task whose process ended fails with `ProcessLostError`; the others go on.
    """

    def __init__(self, size: int, prepare: Callable[[], None]) -> None:
        self._prepare = prepare
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._children: dict[int, _Child] = {}
        self._is_closed = self._is_stopped = False
        self._threads: list[threading.Thread] = []
        try:
            # All begin before the first thread of the pool: a process with threads cannot be copied.
            for place in range(size):
                self._child(place)
            for place in range(size):
                self._threads.append(threading.Thread(target=self._run, args=(place,), daemon=True))
                self._threads[-1].start()
        except BaseException:
            self.stop()
            raise

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ANN401
        """Run `work`, which has to be found by its name in a module, on arguments that can be pickled."""
        if named:
            raise TypeError("tasks take their arguments by place")
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the pool is closed")
            future: Future[Any] = Future()
            self._calls.put(_Call(future, work, arguments))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  as `Executor` has it
        """Take no more tasks, and let the processes end when they have done theirs."""
        with self._lock:
            is_first, self._is_closed = not self._is_closed, True
            if cancel_futures:
                self._cancel()
            for _ in self._threads if is_first else ():
                self._calls.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def stop(self) -> None:
        """End the processes of this pool at once, whatever they do; cancel tasks that had not begun."""
        with self._lock:
            self._is_stopped = True
            children = list(self._children.values())
        for child in children:
            child.process.terminate()
        for child in children:
            child.end()
        self.shutdown(cancel_futures=True)

    def _cancel(self) -> None:
        """Cancel what has not begun; what tells threads to end stays in the queue."""
        ends = 0
        with suppress(Empty):
            while True:
                call = self._calls.get_nowait()
                if call is None:
                    ends += 1
                else:
                    call.future.cancel()
                    call.future.set_running_or_notify_cancel()
        for _ in range(ends):
            self._calls.put(None)

    def _run(self, place: int) -> None:
        """Do tasks in the process of a place, one after the other."""
        while (call := self._calls.get()) is not None:
            if call.future.set_running_or_notify_cancel():
                self._do(place, call)
            del call
        child = self._children.pop(place, None)
        if child is not None:
            child.leave()

    def _do(self, place: int, call: _Call) -> None:
        try:
            sent = pickle.dumps((call.work, call.arguments))
            answer = self._child(place).answer(sent)
            if answer is None:
                call.future.set_exception(self._lost(place))
                return
            # What comes here was made by our own process.
            is_done, made = pickle.loads(answer)  # noqa: S301
        except BaseException as error:  # noqa: BLE001  whoever waits for the task is told
            call.future.set_exception(error)
            return
        if is_done:
            call.future.set_result(made)
        else:
            call.future.set_exception(made)

    def _child(self, place: int) -> _Child:
        """Return the process of a place; if it has ended, put a new one there."""
        child = self._children.get(place)
        if child is not None and child.process.is_alive():
            return child
        with self._lock:
            if self._is_stopped:
                raise ProcessLostError("the pool was stopped")
            context = multiprocessing.get_context("fork" if _may_fork() else "spawn")
            self._children[place] = child = _Child.started(context, self._prepare)
        return child

    def _lost(self, place: int) -> ProcessLostError:
        """Take leave of the process of a place, which has ended or closed its pipe."""
        with self._lock:
            child = self._children.pop(place)
        child.end()
        child.pipe.close()
        return ProcessLostError(f"the process ended with code {child.process.exitcode}")


def _may_fork() -> bool:
    """Tell whether a process may begin as a copy of this one, with all that is loaded: a second is saved.

    Not beside other threads, those of C libraries among them, whose locks it would never see opened.
    """
    try:
        return len(tuple(Path("/proc/self/task").iterdir())) == 1
    except OSError:  # no Linux
        return False


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let no Ctrl-C reach a process that begins in this block: the terminal sends it to every process.

    While it loads its modules, it could only answer with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def _serve(pipe: Connection, prepare: Callable[[], None]) -> None:
    """Do the tasks that come through a pipe, in a process of its own."""
    # The parent answers Ctrl-C; a worker that dies in the middle of a write would only add noise.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    leaving, left = multiprocessing.Pipe(duplex=False)
    threading.Thread(target=_end_with_parent, args=(leaving,)).start()
    # A thread that outlives the worker would keep foreign modules from being taken down in order.
    Finalize(None, left.close, exitpriority=0)
    # Whatever had to be written has been; to take down modules one by one takes a tenth of a second.
    Finalize(None, os._exit, args=(0,), exitpriority=-1)
    prepare()
    with suppress(EOFError, OSError):
        while call := pipe.recv_bytes():
            pipe.send_bytes(_answer(call))


def _answer(call: bytes) -> bytes:
    """Do a task, and return what came of it, or the error that it ended with."""
    try:
        # It was sent by the process that started this one.
        work, arguments = pickle.loads(call)  # noqa: S301
        return pickle.dumps((True, work(*arguments)))
    except BaseException as error:  # noqa: BLE001  it is raised where the task was given
        error.add_note(f"\nin a process of the pool:\n{''.join(traceback.format_exception(error))}")
        return _told(error)


def _told(error: BaseException) -> bytes:
    """Pickle an error; one that cannot travel is told in words."""
    try:
        answer = pickle.dumps((False, error))
        pickle.loads(answer)  # noqa: S301  it was made the line before
    except Exception:  # noqa: BLE001  whatever foreign errors do when they are pickled
        return pickle.dumps((False, RuntimeError("".join(traceback.format_exception(error)))))
    return answer


def _end_with_parent(leaving: Connection) -> None:
    """End this worker when its parent was killed, or it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.sentinel in wait_for_any([parent.sentinel, leaving]):
        os._exit(1)
