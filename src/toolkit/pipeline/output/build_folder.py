"""The folder for unfinished files: gone after a build, and cleared away by the next when it was killed.

A build holds a lock on a file in its folder for as long as it runs. The system lets go of it when the process
ends, however that happens, and knows of it in every container that has the folder: numbers of processes mean
something else in each.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.interrupts import undisturbed
from toolkit.pipeline.output.file_lock import has_locked, unlock
from toolkit.pipeline.output.journal import Journal
from toolkit.pipeline.output.moves import LOCK, PREFIX, clear_killed


@contextmanager
def build_folder(parent: Path) -> Iterator[Path]:
    """Give a folder for unfinished files, gone after the block; folders of killed runs are cleared away.

    It stays if its files could neither all take their places nor all be taken back: the next command tries
    again. Raises `OSError` if there can be none in `parent`.
    """
    parent.mkdir(parents=True, exist_ok=True)
    tuple(clear_killed(parent))
    folder, lock = _locked_folder(parent)
    try:
        yield folder
    finally:
        with undisturbed():
            unlock(lock)
            if not Journal.is_open(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _locked_folder(parent: Path) -> tuple[Path, int]:
    """Make a folder, and lock it before another build can take it for one of a killed run."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        with suppress(FileNotFoundError):  # another build was quicker, and clears it away
            lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR)
            if _is_mine(folder, lock):
                return folder, lock
            os.close(lock)


def _is_mine(folder: Path, lock: int) -> bool:
    try:
        if not has_locked(lock):
            return False
    except OSError:
        return True  # this disk knows no locks; then no build clears anything away
    return os.path.samestat(os.fstat(lock), (folder / LOCK).stat())
