"""Locks of files, by whichever way this system has."""

import importlib
import os
import sys
from typing import Any

# Each module is there on its own systems only.
_locks: Any = importlib.import_module("msvcrt" if sys.platform == "win32" else "fcntl")


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
