"""Locks of files, by whichever way this system has."""

import importlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

# Each module is there on its own systems only.
_locks: Any = importlib.import_module("msvcrt" if sys.platform == "win32" else "fcntl")
_LONGEST_TURN: Final = 60.0  # seconds
_A_MOMENT: Final = 0.02  # seconds


def has_locked(file: int) -> bool:
    """Lock an open file, and tell whether that went well; it does not while another one has locked it.

    Raises `OSError` on a disk that knows no locks.
    """
    try:
        if sys.platform == "win32":
            _locks.locking(file, _locks.LK_NBLCK, 1)
        else:
            _locks.flock(file, _locks.LOCK_EX | _locks.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the latter is what Windows says
        return False
    return True


def unlock(file: int) -> None:
    """Unlock a file, also for processes that have inherited it, and close it."""
    try:
        if sys.platform != "win32":
            _locks.flock(file, _locks.LOCK_UN)
    except OSError:
        pass  # it was not locked: the disk knows no locks
    finally:
        os.close(file)


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait until no other process has its turn in a folder, and let none have it during the block.

    Goes on without where folders cannot be locked (Windows, some network disks), and when another process
    has it for longer than any move takes.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            until = time.monotonic() + _LONGEST_TURN
            while not has_locked(handle) and time.monotonic() < until:
                time.sleep(_A_MOMENT)
        yield
    finally:
        unlock(handle)
