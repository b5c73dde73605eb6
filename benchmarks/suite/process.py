"""Running a program and measuring all it costs: CPU time of its whole tree, wall time, peak memory."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_INTERVAL = 0.05  # s between two looks at the tree


class ProgramFailedError(Exception):
    """A measured program ended with an error; the message holds the end of what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a program cost: CPU and wall seconds, and memory in MB.

    `largest` is the resident memory of its largest process, `together` of all at one moment; shared pages
    count in each process, as in `ps`.
    """

    cpu: float
    wall: float
    largest: float
    together: float


@dataclass(slots=True)
class _Watch:
    """The processes of a tree: last seen CPU seconds and peak memory, by process and its start time."""

    root: psutil.Process
    cpu: dict[tuple[int, float], float] = field(default_factory=dict)
    largest: int = 0
    together: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def follow(self) -> None:
        """Look at the tree again and again until `done` is set."""
        while not self.done.wait(_INTERVAL):
            self.look()

    def look(self) -> None:
        """Note what every process of the tree has used so far."""
        sizes = [self._noted(process) for process in self._tree()]
        self.largest = max([self.largest, *sizes])
        self.together = max(self.together, sum(sizes))

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self.root, *self.root.children(recursive=True)]
        except psutil.Error:
            return []

    def _noted(self, process: psutil.Process) -> int:
        try:
            times = process.cpu_times()
            self.cpu[process.pid, process.create_time()] = times.user + times.system
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0


def measured(
    command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str] | None = None
) -> Run:
    """Run a program to its end and return its cost; raise `ProgramFailedError` if it fails.

    What it says goes to `log`. Its CPU time is the larger of two sums: what the kernel charged to it and to
    the children it waited for, and what was last seen of every process of its tree. The second holds browser
    processes that nobody waits for; both can only be too small.
    """
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
        watch = _Watch(psutil.Process(process.pid))
        watcher = threading.Thread(target=watch.follow)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        watch.done.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(errors="replace")[-1500:]
        raise ProgramFailedError(f"{command[0]} ended with {process.returncode}:\n{said}")
    charged = usage.ru_utime + usage.ru_stime
    largest = max(watch.largest, usage.ru_maxrss * 1024)
    return Run(
        cpu=max(charged, sum(watch.cpu.values())),
        wall=wall,
        largest=largest / 1e6,
        together=max(watch.together, largest) / 1e6,
    )
