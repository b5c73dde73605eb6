"""Workers for the tasks of one project: here with the open context, in other processes with a copy."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from toolkit.files import sha256_of
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.workers.processes import HERE, Advance, Workers, run_all, run_each
from toolkit.typeset import FontLibrary

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(slots=True)
class ProjectWorkers:
    """Workers, and the context that their tasks are done in.

    A process that works for others reads the project from a file in `folder`, once; tasks name it.
    """

    workers: Workers
    context: ProjectContext
    folder: Path
    _file: Path | None = None
    _lock: Lock = field(default_factory=Lock)

    def run_each(
        self,
        work: Callable[[ProjectContext, Task], Result],
        tasks: Sequence[Task],
        note: Callable[[int, Task, Result], None],
        *,
        here: bool = False,
    ) -> None:
        """Run `work` over tasks as `processes.run_each` does; if `here`, in this process."""
        workers = HERE if here or not tasks else self.workers
        run_each(workers, self._bound(work, workers), tasks, note)

    def run_all(
        self,
        work: Callable[[ProjectContext, Task], Result],
        tasks: Sequence[Task],
        advance: Advance,
        *,
        weight: Callable[[Task], int] = lambda _task: 1,
        here: bool = False,
    ) -> list[Result]:
        """Run `work` over tasks as `processes.run_all` does; if `here`, in this process."""
        workers = HERE if here or not tasks else self.workers
        return run_all(workers, self._bound(work, workers), tasks, advance, weight)

    def _bound(
        self, work: Callable[[ProjectContext, Task], Result], workers: Workers
    ) -> Callable[[Task], Result]:
        """Return work that needs nothing but its task, wherever these workers do it."""
        if workers.is_here:
            return partial(work, self.context)
        return _Elsewhere(work, self._kept())

    def _kept(self) -> Path:
        """Return the file that the project stands in, written if need be."""
        with self._lock:
            if self._file is None:
                data = pickle.dumps((self.context.project, self.context.fonts))
                file = self.folder / f"project-{sha256_of(data)}.pickle"
                file.write_bytes(data)
                self._file = file
            return self._file


@dataclass(frozen=True, slots=True)
class _Elsewhere(Generic[Task, Result]):
    """Work that is done in another process, with the project that stands in a file."""

    work: Callable[[ProjectContext, Task], Result]
    project: Path

    def __call__(self, task: Task) -> Result:
        """Do a task."""
        return self.work(_OPEN.context(self.project), task)


@dataclass(slots=True)
class _OpenProject:
    """The project that this process works on for others: the file says what is in it."""

    _file: Path | None = None
    _context: ProjectContext | None = None
    _lock: Lock = field(default_factory=Lock)

    def context(self, file: Path) -> ProjectContext:
        """Return the context of a project; another one than the last takes its place."""
        with self._lock:
            if self._context is None or self._file != file:
                # The file lies in the folder of a running build, which nobody else writes to.
                project, fonts = pickle.loads(file.read_bytes())  # noqa: S301
                assert isinstance(fonts, FontLibrary)  # noqa: S101  this module has written it
                self._file, self._context = file, ProjectContext(project, fonts)
            return self._context

    def close(self) -> None:
        """Let go of the project; the next task opens it anew."""
        with self._lock:
            if self._context is not None:
                self._context.release()
                self._file = self._context = None


_OPEN = _OpenProject()


def close_project() -> None:
    """Let a process that works for others let go of its project, so that painting has the memory.

    Where a session is open, its context is its own, and stays.
    """
    _OPEN.close()
