"""Running tasks: in order, few at a time, and in spite of workers that die."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from toolkit.pipeline.workers.processes import WorkerLostError, processes, run_all


def prepared() -> None:
    """Stand for what a process does first."""


def doubled(number: int) -> int:
    """Do a task that cannot go wrong."""
    return number * 2


def once_deadly(task: tuple[int, Path]) -> int:
    """End the process that does this task first; the mark it leaves saves the second."""
    number, mark = task
    with suppress(FileExistsError):
        mark.touch(exist_ok=False)
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def deadly(number: int) -> int:
    """End every process that does the third task."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def ignored(_steps: int) -> None:
    """Show no progress."""


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_tasks(jobs: int) -> None:
    """Whoever is ready first."""
    steps: list[int] = []
    with processes(jobs, prepared) as workers:
        found = run_all(workers, doubled, range(30), steps.append, weight=lambda task: task)
    assert found == [number * 2 for number in range(30)]
    assert sum(steps) == sum(range(30))


def test_nothing_starts_when_there_is_nothing_to_do() -> None:
    """Half a second for each process is saved."""
    with processes(2, prepared) as workers:
        assert run_all(workers, doubled, [], ignored) == []
        assert workers.started is False


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_may_start_before_there_is_work(jobs: int) -> None:
    """They load what they need meanwhile; without any, there is nothing to start."""
    with processes(jobs, prepared) as workers:
        workers.warm_up()
        assert workers.started is (jobs > 1)
        assert run_all(workers, doubled, range(3), ignored) == [0, 2, 4]


def test_tasks_are_taken_as_workers_need_them() -> None:
    """So that a hundred thousand need no more memory than a few."""
    taken: list[int] = []
    most = [0]

    def tasks() -> Iterator[int]:
        for number in range(60):
            taken.append(number)
            yield number

    with processes(2, prepared) as workers:
        run_all(workers, doubled, tasks(), lambda steps: most.append(len(taken) - (len(most) + steps - 2)))
    assert max(most) <= 8


@pytest.mark.slow
def test_a_killed_worker_costs_no_result(tmp_path: Path) -> None:
    """What it had in hand is done again."""
    tasks = [(number, tmp_path / ("mark" if number == 4 else f"{number}")) for number in range(12)]
    for number, mark in tasks:
        if number != 4:
            mark.touch()
    with processes(2, prepared) as workers:
        assert run_all(workers, once_deadly, tasks, ignored) == list(range(12))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes begin as copies on Linux only")
def test_workers_that_are_copies_may_die_too(tmp_path: Path) -> None:
    """Alone in its process, a build forks its workers; those that replace a lost one start afresh."""
    mark = tmp_path / "mark"
    script = (
        "import multiprocessing as m, test_pipeline_pool as t\n"
        "from pathlib import Path\n"
        "with t.processes(2, t.prepared) as workers:\n"
        "    workers.warm_up()\n"
        "    print({type(p).__name__ for p in m.active_children()})\n"
        f"    tasks = [(n, Path({str(mark)!r} + '-' * (n != 4))) for n in range(12)]\n"
        f"    Path({str(mark)!r} + '-').touch()\n"
        "    print(t.run_all(workers, t.once_deadly, tasks, t.ignored) == list(range(12)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout.split(), done.stderr) == (["{'ForkProcess'}", "True"], "")


@pytest.mark.slow
def test_a_task_that_kills_is_given_up() -> None:
    """It is named, and told from those that only ran beside it; the build does not go on for ever."""
    with (
        pytest.raises(WorkerLostError, match="every process that worked on it"),
        processes(2, prepared) as workers,
    ):
        run_all(workers, deadly, range(6), ignored)
