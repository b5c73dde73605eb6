"""How a build is made: where to, by whom, and with what progress."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.session import Session
from toolkit.pipeline.workers.processes import Advance, Workers
from toolkit.render.engines.engine import DEFAULT_ENGINE

Stage = Callable[[str, int], AbstractContextManager[Advance]]
"""Called with the name of a stage and the number of steps; gives a function to call after each step."""

Painters = Callable[[Workers], AbstractContextManager[Workers]]
"""Opens the workers that paint; it is given those that lay out, which may paint too."""


@contextmanager
def same_workers(workers: Workers) -> Iterator[Workers]:
    """Let those that lay out paint too."""
    yield workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How to build in a session: where to, and with which engine."""

    out: Path
    engine: str = DEFAULT_ENGINE
    is_final: bool = False
    """Whether files are squeezed as far as can be, however long that takes."""
    skip_unchanged: bool = True
    """Whether kits of unchanged sources are left as they stand, without a word on what is in them."""
    painters: Painters = same_workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Making):
    """How to build in a session of its own: also on how many processes, and with which cache."""

    jobs: int = 1
    cache: Cache | None = None
    """Where results are remembered; without one, everything is made anew."""

    def session(self, root: Path | None) -> Session:
        """Return a session for a workspace."""
        return Session(root, jobs=self.jobs, cache=self.cache)
