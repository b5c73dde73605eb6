"""Judging kits in a process that may be ended: whatever a kit does to it, the next one is judged too.

Libraries that decode and draw pictures can be made to work for minutes, to take all memory, or to end their
process. So they run in one with limits of the system on its time and memory (`resource`, where there is one),
and this side waits for each file no longer than it may take. What was found until a loss is kept, and another
process goes on behind the file that cost the first one.
"""

import json
import math
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from toolkit.deliver.verify.limits import extension_of
from toolkit.deliver.verify.verify import KitFault, Looking, problems_of, steps_of
from toolkit.errors import Problem
from toolkit.render.malloc import give_back_large_memory

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# Of processor time, for one file: the largest sheet takes two seconds, a symbol drawn as SVG a twentieth.
_SECONDS, _SVG_SECONDS = 6, 2
# Of processor time, for all files of a kit: several times of what whole kits need.
_KIT_SECONDS, _KIT_SECONDS_PER_MB = 8.0, 0.3
# By the clock, as a machine may be busy with other things.
_PATIENCE, _SVG_PATIENCE, _KIT_PATIENCE, _KIT_PATIENCE_PER_MB = 12.0, 8.0, 24.0, 1.0
_START_PATIENCE: Final = 60.0
_MEMORY: Final = 800_000_000  # bytes, beyond what the process has when it begins
_LOSSES: Final = 2  # of processes to one kit; then the rest of it is not looked at
_MOST_FAULTS: Final = 200
_MEGA: Final = 1_000_000
_MOMENT: Final = 1.0  # seconds for the system to tell how a process ended
_TOO_LONG: Final = "takes too long to be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loss:
    """How a process ended that had not finished; the kit has `until` then (of the monotonic clock)."""

    at: Looking
    until: float
    message: str


class Worker:
    """Judges kits, one after the other, in a process of its own, which it replaces when it is lost."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        """Begin; the process starts with the first kit."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it does."""
        self._end()

    def verify(self, path: Path) -> list[Problem]:
        """Return everything that is wrong with a kit (see `verify_kit`), within bounded time and memory."""
        faults: list[KitFault] = []
        after, losses, until = -1, 0, math.inf
        while loss := self._judge(path, after, until, faults):
            until = min(until, loss.until)
            losses += 1
            faults.append(KitFault(entry=loss.at.path, message=loss.message))
            after = loss.at.number
            if after < 0 or losses > _LOSSES or time.monotonic() > until:
                faults.append(KitFault(entry="", message="was not looked at to its end: it costs too much"))
                break
        return problems_of(path, faults)

    def _judge(self, path: Path, after: int, until: float, faults: list[KitFault]) -> _Loss | None:
        """Let the process look at a kit, add what it finds, and return how it was lost, if it was."""
        pipe = self._started()
        at = Looking(number=-1, path="")
        until = min(until, time.monotonic() + _KIT_PATIENCE + _KIT_PATIENCE_PER_MB * _megabytes(path))
        try:
            pipe.send_bytes(json.dumps([str(path.absolute()), after]).encode())
            while pipe.poll(max(0.0, min(_patience_at(at.path), until - time.monotonic()))):
                match json.loads(pipe.recv_bytes()):
                    case {"number": number, "path": name}:
                        at = Looking(number=number, path=name)
                    case {"entry": entry, "message": message, "hint": hint}:
                        faults.append(KitFault(entry=entry, message=message, hint=hint))
                    case _:
                        return None
            self._end()
            return _Loss(at=at, until=until, message=_TOO_LONG)
        except (EOFError, OSError):
            return _Loss(at=at, until=until, message=_said_by(self._end(wait=_MOMENT)))

    def _started(self) -> Connection:
        """Return the pipe of a process that is ready."""
        if self._process is None or self._pipe is None or not self._process.is_alive():
            self._end()
            # Started afresh: a copy would have all threads of this one in the state they are in just now.
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            if not self._pipe.poll(_START_PATIENCE):
                raise OSError("the process that looks at kits does not start")
            self._pipe.recv_bytes()
        return self._pipe

    def _end(self, wait: float = 0.0) -> int | None:
        """End the process, after it had that many seconds to end by itself, and return its exit code."""
        process, self._process = self._process, None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if process is None:
            return None
        process.join(wait)
        code = process.exitcode
        process.kill()
        process.join()
        return code


def _patience_at(path: str) -> float:
    return _SVG_PATIENCE if extension_of(path) == "svg" else _PATIENCE


def _said_by(code: int | None) -> str:
    if code == -getattr(signal, "SIGXCPU", 0):
        return _TOO_LONG
    return f"ends the program that reads it (code {code}): it is damaged, or needs too much memory"


def _megabytes(path: Path) -> float:
    """Return how much there is to read, of a folder at most as much as a large kit has."""
    if not path.is_dir():
        with suppress(OSError):
            return path.stat().st_size / _MEGA
        return 0.0
    total = 0
    for parent, _, names in os.walk(path):
        with suppress(OSError):
            total += sum(Path(parent, name).lstat().st_size for name in names)
    return total / _MEGA


def serve(pipe: Connection) -> None:
    """Look at kits until nobody asks any more: this is what the process does."""
    # Ctrl-C reaches every process of a terminal; the one that waits for this ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    give_back_large_memory()
    limits = _Limits()
    pipe.send_bytes(b"ready")
    with suppress(EOFError, OSError):
        while True:
            path, after = json.loads(pipe.recv_bytes())
            for step in _steps(Path(path), after, limits):
                pipe.send_bytes(json.dumps(asdict(step)).encode())
            pipe.send_bytes(b"{}")


def _steps(path: Path, after: int, limits: "_Limits") -> Iterator[KitFault | Looking]:
    """Yield the steps of a kit within its limits; what stops it becomes a fault of where it was."""
    limits.begin(_KIT_SECONDS + _KIT_SECONDS_PER_MB * _megabytes(path))
    entry, count = "", 0
    try:
        for step in steps_of(path, after=after):
            if isinstance(step, Looking):
                entry = step.path
                if not limits.allow(_SVG_SECONDS if extension_of(entry) == "svg" else _SECONDS):
                    yield KitFault(entry="", message=f"{_TOO_LONG}: the rest was not looked at")
                    return
            count += isinstance(step, KitFault)
            if count <= _MOST_FAULTS:
                yield step
        if count > _MOST_FAULTS:
            yield KitFault(entry="", message=f"has {count - _MOST_FAULTS:,} more problems")
    except MemoryError:
        yield KitFault(entry=entry, message="needs more memory than a file of a kit may")
    except Exception as error:  # noqa: BLE001  no kit may stop the others from being judged
        yield KitFault(entry=entry, message=f"cannot be read: {type(error).__name__}: {error}")


class _Limits:
    """Limits of this process, which the system keeps; where it knows none, only the clock counts."""

    def __init__(self) -> None:
        self._resource = _resource()
        self._until = math.inf
        if self._resource is None:
            return
        self._resource.setrlimit(self._resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):
            most = _address_space() + _MEMORY
            self._resource.setrlimit(self._resource.RLIMIT_AS, (most, most))

    def begin(self, seconds: float) -> None:
        """Allow a kit so many seconds of processor time in all."""
        self._until = time.process_time() + seconds
        self.allow(_SECONDS)

    def allow(self, seconds: int) -> bool:
        """Allow the next file so many seconds of processor time, or tell that the kit has none left."""
        now = time.process_time()
        if now > self._until:
            return False
        if self._resource is not None:
            with suppress(ValueError, OSError):
                _, hard = self._resource.getrlimit(self._resource.RLIMIT_CPU)
                self._resource.setrlimit(self._resource.RLIMIT_CPU, (math.ceil(now) + seconds, hard))
        return True


def _resource() -> Any | None:  # noqa: ANN401  a module, where there is one
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415  not there on Windows

    module: ModuleType = resource
    return module


def _address_space() -> int:
    """Return how many bytes of addresses this process has; `OSError` where the system does not say."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
