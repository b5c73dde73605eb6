"""Sessions: one workspace, open, with all that works on it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Final, Self

from toolkit.errors import Problem
from toolkit.interrupts import undisturbed
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.incremental.up_to_date import SourceDigests
from toolkit.pipeline.output.build_folder import build_folder
from toolkit.pipeline.workers.processes import HERE, Processes
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.sources.project import Project, read_project

# A process that has loaded it has loaded all that its tasks need.
_LOADED_FIRST: Final = "toolkit.pipeline.build"


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a workspace as they were read, and what is wrong with them."""

    project: Project
    problems: tuple[Problem, ...]


class Session:
    """One workspace, open: its sources, fonts, cache and workers.

    Sources are read once, when they are first asked for, and are the same until the session ends. Processes
    start with the first tasks for them. Whoever embeds the toolkit may have many sessions side by side, in
    one thread or in several: they share nothing but what is kept in memory by its content. A session opens
    with `with`, and its processes end with the block; after an error, Ctrl-C among them, at once.
    """

    def __init__(self, root: Path | None = None, *, jobs: int = 1, cache: Cache | None = None) -> None:
        self.root = root
        """The workspace; none for the data that comes with the toolkit."""
        self.cache = cache
        """Where results are remembered; without one, everything is made anew."""
        self.workers = Processes(jobs, partial(_load, _LOADED_FIRST))
        self.digests = SourceDigests()
        self._sources: Sources | None = None
        self._context: ProjectContext | None = None
        self._lock = RLock()

    @property
    def jobs(self) -> int:
        """How many processes work for this session; with one, everything is done in this process."""
        return self.workers.jobs

    @property
    def sources(self) -> Sources:
        """The sources, read as far as they can be."""
        with self._lock:
            if self._sources is None:
                self.digests.close()
                self._sources = Sources(*read_project(self.root))
            return self._sources

    def context(self, project: Project) -> ProjectContext:
        """Return the context of the sources, or of the usable part of them; the last one is kept.

        Raises `ProblemsError` if its fonts cannot be used.
        """
        with self._lock:
            if self._context is None or self._context.project != project:
                self._context = ProjectContext.of(project)
            return self._context

    @contextmanager
    def project_workers(self, project: Project, *, here: bool = False) -> Iterator[ProjectWorkers]:
        """Give workers for tasks of a project; if `here`, they are done in this process."""
        with build_folder(Path(tempfile.gettempdir())) as folder:
            yield ProjectWorkers(HERE if here else self.workers, self.context(project), folder)

    def __enter__(self) -> Self:
        """Open the session: nothing is read or started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End the processes, and let go of what was read."""
        try:
            if kind is None:
                self.workers.close()
        finally:
            with undisturbed():
                self.workers.stop()
                if self._context is not None:
                    self._context.release()
                self._sources = self._context = None


def _load(module: str) -> None:
    """Load a module that tasks need."""
    import_module(module)
