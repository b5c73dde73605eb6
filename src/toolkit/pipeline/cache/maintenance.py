"""Upkeep of a cache: how much is in it, whether it is whole, and what may go."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.pipeline.cache.store import Cache

DEFAULT_LIMIT = 10 * 1024**3
"""What a cache may hold, in bytes: three builds of everything that is shipped."""

_MARK = "PRUNED"
_GRACE = 3600  # seconds; what was used so lately may be in use by a build under way


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of a cache, its bytes, and when it was last used (seconds of the system's clock)."""

    path: Path
    bytes: int
    used: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was taken out of a cache."""

    entries: int
    bytes: int


def entries_of(cache: Cache) -> Iterator[Entry]:
    """Yield the entries of a cache; what goes meanwhile is left out."""
    for path in cache.entries():
        with suppress(OSError):
            state = path.stat()
            yield Entry(path=path, bytes=state.st_size, used=state.st_mtime)


def prune(cache: Cache, *, max_bytes: int | None = None, unused_days: float | None = None) -> Removed:
    """Remove what was not used for so many days, and then, oldest first, what is beyond a size.

    What was used in the last hour stays: a build may be about to pack it.
    """
    now = time.time()
    entries = sorted(entries_of(cache), key=lambda entry: entry.used)
    surplus = sum(entry.bytes for entry in entries) - max_bytes if max_bytes is not None else 0
    gone = []
    for entry in entries:
        is_old = unused_days is not None and now - entry.used > unused_days * 86_400
        if (is_old or surplus > 0) and now - entry.used > _GRACE:
            gone.append(entry)
            surplus -= entry.bytes
    return _removed(gone)


def prune_when_due(cache: Cache, *, max_bytes: int) -> None:
    """Prune to a size, at most once an hour: what was used since stays anyway, and looking takes a while."""
    mark = cache.root / _MARK
    with suppress(OSError):
        if time.time() - mark.stat().st_mtime < _GRACE:
            return
    prune(cache, max_bytes=max_bytes)
    with suppress(OSError):
        mark.touch()


def clear(cache: Cache) -> Removed:
    """Remove everything."""
    return _removed(list(entries_of(cache)))


def check(cache: Cache) -> tuple[int, tuple[Path, ...]]:
    """Read every entry; remove the spoilt ones, and return how many were looked at, and those."""
    entries = list(entries_of(cache))
    spoilt = [entry for entry in entries if not _is_whole(cache, entry)]
    _removed(spoilt)
    return len(entries), tuple(entry.path for entry in spoilt)


def _is_whole(cache: Cache, entry: Entry) -> bool:
    try:
        return cache.is_whole(entry.path)
    except OSError:
        return False


def _removed(entries: list[Entry]) -> Removed:
    done = [entry for entry in entries if _unlinked(entry.path)]
    return Removed(entries=len(done), bytes=sum(entry.bytes for entry in done))


def _unlinked(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
