"""Painting on many machines, by Dask. It is an extra: ``pip install 'toolkit[dask]'``.

A machine needs nothing but the toolkit: tasks carry laid-out SVG, and file bytes come back. Dask gives the
tasks of a lost machine to others.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

from toolkit.pipeline.workers.processes import Workers

_PATIENCE = 30  # seconds for the first worker; Dask's own settings tell how long to look for a scheduler


class ClusterError(RuntimeError):
    """A cluster cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask scheduler."""

    _client: Any
    _executor: Executor
    losses: tuple[type[Exception], ...]

    is_here: ClassVar[bool] = False

    @property
    def size(self) -> int:
        """How many tasks run at once; workers may come and go."""
        threads: int = sum(self._client.nthreads().values())
        return max(1, threads)

    def executor(self) -> Executor:
        """Return the cluster as an executor."""
        return self._executor


def cluster_at(address: str) -> Callable[[Workers], AbstractContextManager[Workers]]:
    """Return what connects to the scheduler at an address such as ``tcp://host:8786``.

    Raises `ClusterError`, when it is called, if Dask is not installed, or nobody answers, or nobody works.
    """

    @contextmanager
    def connected(_others: Workers) -> Iterator[Workers]:
        try:
            dask: Any = import_module("distributed")
        except ImportError as error:
            raise ClusterError("Dask is not installed here (hint: pip install 'toolkit[dask]')") from error
        try:
            client = dask.Client(address, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at '{address}': {error}") from error
        with client:
            try:
                client.wait_for_workers(1, timeout=_PATIENCE)
            except TimeoutError as error:
                hint = f"start one on a machine with the toolkit: dask worker {address}"
                raise ClusterError(f"the scheduler at '{address}' has no workers (hint: {hint})") from error
            with client.get_executor(pure=False) as executor:
                yield Cluster(client, executor, (dask.KilledWorker,))

    return connected
