"""Moves of finished files into their places: all of them, or every one that stood there before."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from toolkit.errors import Place, Problem, Severity
from toolkit.interrupts import undisturbed
from toolkit.pipeline.output.file_lock import has_locked, turn
from toolkit.pipeline.output.journal import Journal

PREFIX: Final = ".toolkit-build-"
"""How the names of build folders begin, in the folder of kits."""
LOCK: Final = "lock"
"""The file in a build folder that its build has locked."""
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)  # Windows makes no links without being asked


def place_all(files: Sequence[Path], out: Path) -> tuple[Path, ...]:
    """Put the files of a build folder into `out` under their own names, and return where they stand.

    If one cannot take its place, those before it leave theirs, and the old ones come back; Ctrl-C waits until
    that is done. After a kill the next command does the rest (see `Journal`). Builds move their files one
    after the other. Raises `OSError`, for example where a folder has the name of a file.
    """
    out.mkdir(parents=True, exist_ok=True)
    if files:
        with undisturbed(), turn(out):
            tuple(clear_killed(out))  # older ones must not come after ours
            journal = Journal.begin(files[0].parent, out, tuple(file.name for file in files))
            try:
                journal.finish()
            except BaseException:
                with suppress(OSError):  # then the next command goes on with it
                    journal.undo()
                raise
    return tuple(out / file.name for file in files)


def blocked_places(out: Path, names: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for every kit that cannot take its place, before any work is done for it."""
    for place in (out / name for name in names):
        if place.is_dir():
            message = "there is a folder of that name, so the kit cannot take its place"
            hint = "move the folder away, or choose another one for the kits with --out"
            yield Problem(trail=(Place(file=str(place)),), message=message, hint=hint)


def settled(out: Path) -> tuple[Problem, ...]:
    """Finish, or undo, what killed builds were moving into a folder; say so, and clear their folders away.

    A move that can be neither finished nor undone is an error, and is tried again by the next command.
    """
    if not any(map(Journal.is_open, _left_behind(out))):
        return ()
    with undisturbed(), turn(out):
        return tuple(clear_killed(out))


def clear_killed(out: Path) -> Iterator[Problem]:
    """Do what `settled` does, for whoever has his turn in the folder already."""
    for folder in _left_behind(out):
        try:
            lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | _NO_LINK)
        except OSError:
            continue  # it is somebody else's
        try:
            if has_locked(lock):
                yield from _ended(folder, out)
                if Journal.found(folder, out) is None:
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            yield from _nobody_knows(folder, out)
        finally:
            os.close(lock)


def _nobody_knows(folder: Path, out: Path) -> Iterator[Problem]:
    """Say what may have happened on a disk without locks, where a running build looks like a killed one."""
    if Journal.is_open(folder):
        message = (
            "a build puts kits in place, or was killed while it did; this disk has no locks that tell which"
        )
        hint = f"if no build is running, build again, then delete '{folder.name}'"
        yield _told(out, message, hint)


def _left_behind(out: Path) -> Iterator[Path]:
    """Yield folders of builds, running ones too."""
    return (folder for folder in sorted(out.glob(f"{PREFIX}*")) if not folder.is_symlink())


def _ended(folder: Path, out: Path) -> Iterator[Problem]:
    """End the move that a killed build had begun, if it had, and say which way."""
    journal = Journal.found(folder, out)
    if journal is None:
        return
    left = f"{len(journal.waiting)} of {len(journal.names)}"
    is_complete = not journal.waiting
    try:
        if journal.goes_back:
            journal.undo()
            yield _told(out, "a build was killed while it took its kits back; the old ones stand again")
            return
        journal.finish()
        if not is_complete:
            yield _told(
                out, f"a build was killed while it put kits in place; the last {left} are there now too"
            )
    except OSError as error:
        yield from _not_finished(journal, error)


def _not_finished(journal: Journal, error: OSError) -> Iterator[Problem]:
    """Undo a move that cannot be finished, and say so; or say that it cannot be undone either."""
    reason = error.strerror or str(error)
    try:
        journal.undo()
    except OSError:
        message = f"a build was killed while it put kits in place, and that cannot be finished now: {reason}"
        hint = "kits there may be old and new ones; make room, or the folder writable, and run this again"
        yield Problem(trail=(Place(file=str(journal.out)),), message=message, hint=hint)
    else:
        message = f"a build was killed while it put kits in place, and they cannot go there: {reason}"
        yield _told(journal.out, f"{message}; the old ones stand again", "build again")


def _told(out: Path, message: str, hint: str = "") -> Problem:
    return Problem(trail=(Place(file=str(out)),), message=message, hint=hint, severity=Severity.WARNING)
