"""Processes that are lost: what they had in hand is done again, and nobody else pays for it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from toolkit.pipeline.workers.pool import ProcessLostError, ProcessPool
from toolkit.pipeline.workers.processes import WorkerLostError, processes, run_all

MUCH = 2**20  # bytes: far more than a pipe holds


def prepared() -> None:
    """Stand for what a process does first."""


def ignored(_steps: int) -> None:
    """Show no progress."""


class Deadly:
    """A result that ends its process when it is pickled: where results are handed over."""

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """End here."""
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def unfinished(mark: Path) -> bytes:
    """Hand over the first half of a result and end; the second process that tries gets through."""
    with suppress(FileExistsError):
        mark.touch(exist_ok=False)
        # The only socket of this process is that of its pool.
        for file in Path("/proc/self/fd").iterdir():
            if _is_socket(file):
                os.write(int(file.name), MUCH.to_bytes(4, "big") + bytes(1000))
        os.kill(os.getpid(), signal.SIGKILL)
    return bytes(MUCH)


def _is_socket(file: Path) -> bool:
    with suppress(OSError):
        return str(file.readlink()).startswith("socket:")
    return False


def kill_once(mark: Path) -> str:
    """End the first process that does this, as the system may do; whoever finds the mark gets through."""
    with suppress(FileExistsError):
        mark.touch(exist_ok=False)
        os.kill(os.getpid(), signal.SIGKILL)
    return mark.name


def deadly_result(_number: int) -> Deadly:
    """Return what no process lives to hand over."""
    return Deadly()


def own_process(_number: int) -> int:
    """Return the number of the process that does this."""
    return os.getpid()


class PickyError(Exception):
    """An error that cannot be made again from its own arguments."""

    def __init__(self, *, place: str) -> None:
        super().__init__(f"wrong at {place}")


def picky(_number: int) -> None:
    """Fail with an error that does not travel."""
    raise PickyError(place="the end")


def unspeakable(_number: int) -> Callable[[], None]:
    """Return what cannot be pickled."""
    return lambda: None


def plainly_wrong(number: int) -> int:
    """Fail with a usual error."""
    raise ValueError(f"{number} is wrong")


@pytest.mark.skipif(sys.platform != "linux", reason="it looks its pipe up in /proc")
def test_a_result_that_breaks_off_is_a_loss(tmp_path: Path) -> None:
    """A process killed while it hands a result over leaves nobody waiting for the rest."""
    with processes(2, prepared) as workers:
        assert run_all(workers, unfinished, [tmp_path / "mark"], ignored) == [bytes(MUCH)]
    assert (tmp_path / "mark").exists()


def test_losses_beside_a_task_are_not_counted_against_it(tmp_path: Path) -> None:
    """Six processes are killed, each in a task of its own; every task is done in the end."""
    marks = [tmp_path / f"{number:02}" for number in range(12)]
    for mark in marks[::2]:
        mark.touch()
    with processes(2, prepared) as workers:
        assert run_all(workers, kill_once, marks, ignored) == [mark.name for mark in marks]


def test_a_task_that_ends_every_process_is_named() -> None:
    """It is tried alone until nothing else can be to blame."""
    with processes(2, prepared) as workers, pytest.raises(WorkerLostError, match="every process"):
        run_all(workers, deadly_result, range(1), ignored)


def test_one_loss_leaves_the_other_processes_alone(tmp_path: Path) -> None:
    """Only the one that ended is replaced."""
    pool = ProcessPool(2, prepared)
    try:
        before = {pool.submit(own_process, number).result() for number in range(20)}
        with pytest.raises(ProcessLostError):
            pool.submit(kill_once, tmp_path / "mark").result()
        after = {pool.submit(own_process, number).result() for number in range(40)}
    finally:
        pool.stop()
    assert before & after or len(before) == 1


def test_a_process_that_ends_between_two_tasks_costs_none() -> None:
    """Whoever waits for work and is killed is replaced when there is some."""
    pool = ProcessPool(1, prepared)
    try:
        first = pool.submit(own_process, 1).result()
        os.kill(first, signal.SIGKILL)
        with suppress(ProcessLostError):  # the end may not be known yet; the next one is there in any case
            pool.submit(own_process, 1).result()
        assert pool.submit(own_process, 2).result() != first
    finally:
        pool.shutdown()


def test_stopping_ends_own_children_only() -> None:
    """Another process that the program has started goes on."""
    script = (
        "import multiprocessing as m, time, test_pipeline_losses as t\n"
        "from toolkit.pipeline.workers.processes import Processes\n"
        "if __name__ == '__main__':\n"
        "    other = m.get_context('spawn').Process(target=time.sleep, args=(60,))\n"
        "    other.start()\n"
        "    workers = Processes(2, t.prepared)\n"
        "    workers.warm_up()\n"
        "    print(len(m.active_children()))\n"
        "    workers.stop()\n"
        "    print(m.active_children() == [other], other.is_alive())\n"
        "    other.kill()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout.split(), done.stderr) == (["3", "True", "True"], "")


def test_errors_come_back_as_they_were() -> None:
    """With the trace of where they happened; what cannot travel is told in words, and ends no process."""
    pool = ProcessPool(1, prepared)
    try:
        process = pool.submit(own_process, 0).result()
        with pytest.raises(ValueError, match="7 is wrong") as wrong:
            pool.submit(plainly_wrong, 7).result()
        assert "in plainly_wrong" in "".join(wrong.value.__notes__)
        with pytest.raises(RuntimeError, match="wrong at the end"):
            pool.submit(picky, 1).result()
        with pytest.raises(Exception, match="pickle"):
            pool.submit(unspeakable, 1).result()
        assert pool.submit(own_process, 0).result() == process
    finally:
        pool.shutdown()
    with pytest.raises(RuntimeError, match="closed"):
        pool.submit(own_process, 0)


@dataclass
class Unreliable(Executor):
    """An executor that is lost so many times, with all that it has in hand."""

    losses_left: int
    waiting: list[tuple[Future[int], Callable[[int], int], int]] = field(default_factory=list)

    def submit(self, work: Callable[..., int], /, *arguments: int, **_named: int) -> Future[int]:
        """Take a task; while there are losses to come, three of them are lost together."""
        future: Future[int] = Future()
        self.waiting.append((future, work, arguments[0]))
        if self.losses_left == 0 or len(self.waiting) >= 3:
            self._settle()
        return future

    def _settle(self) -> None:
        is_lost = self.losses_left > 0
        self.losses_left -= is_lost
        for future, work, argument in self.waiting:
            if is_lost:
                future.set_exception(LookupError())
            else:
                future.set_result(work(argument))
        self.waiting.clear()


@dataclass
class Afar:
    """Workers that lose all they run at once, as those of a broken cluster do."""

    unreliable: Unreliable
    size: int = 1
    losses: tuple[type[Exception], ...] = (LookupError,)

    def executor(self) -> Executor:
        """Return the executor."""
        return self.unreliable


def same(number: int) -> int:
    """Return what came."""
    return number


def test_executors_that_lose_many_tasks_at_once_blame_none_of_them() -> None:
    """Only a task that runs alone can be to blame."""
    assert run_all(Afar(Unreliable(1)), same, range(9), ignored) == list(range(9))


@contextmanager
def stopped(pool: ProcessPool) -> Iterator[ProcessPool]:
    """End a pool after the block."""
    try:
        yield pool
    finally:
        pool.stop()


def test_a_stopped_pool_tells_whoever_waits() -> None:
    """No future stays open."""
    with stopped(ProcessPool(1, prepared)) as pool:
        pool.submit(own_process, 0).result()
        futures = [pool.submit(signal.pause) for _ in range(3)]
    assert all(future.done() for future in futures)
