"""A program that moves kits and is killed at every step, again and again, and prints what then stands.

Run it as ``python killed_moves.py FOLDER links|no-links forwards|backwards``. Each line that it prints tells
of one kill, of a kill of the command that mends it, and of the next command: whether each of the two came to
be killed, how many lines the last one told, and what then stands: ``new``, ``old`` or ``mixed``.
"""

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.pipeline.output.file_lock import has_locked
from toolkit.pipeline.output.moves import place_all, settled

NAMES = tuple(f"{number}.zip" for number in range(3))
OLD = NAMES[::2]
STEPS = ("replace", "link", "unlink", "fsync", "rmdir", "open")


def prepared(top: Path) -> tuple[Path, tuple[Path, ...]]:
    """Return a folder with some old kits, and new kits in a build folder of it."""
    shutil.rmtree(top, ignore_errors=True)
    build = top / "out" / ".toolkit-build-1"
    build.mkdir(parents=True)
    for name in OLD:
        (top / "out" / name).write_text("old", encoding="utf-8")
    for name in NAMES:
        (build / name).write_text("new", encoding="utf-8")
    return top / "out", tuple(build / name for name in NAMES)


def state(out: Path) -> str:
    """Say which kits stand in a folder, in which nothing else may be."""
    found = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir() if path.is_file()}
    if found == dict.fromkeys(NAMES, "new"):
        return "new"
    return "old" if found == dict.fromkeys(OLD, "old") else f"mixed {sorted(found.items())}"


def moved(out: Path, files: tuple[Path, ...]) -> None:
    """Move the files of a build that runs: it has locked its folder."""
    assert has_locked(os.open(files[0].parent / "lock", os.O_CREAT | os.O_RDWR))
    place_all(files, out)


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a process that is killed before its so many-th step; tell whether it had as many."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = [step]
    for name in STEPS:
        setattr(os, name, counting(getattr(os, name), left))
    try:
        work()
    except OSError:
        os._exit(0)
    except Exception:  # noqa: BLE001  a copy of this process must not go on as if it were this one
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def counting(function: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """Let a function of the system be one step."""

    def counted(*arguments: Any, **options: Any) -> Any:
        if not left[0]:
            os._exit(9)
        left[0] -= 1
        return function(*arguments, **options)

    return counted


def fail_at_last(rename: Callable[..., Any]) -> Callable[..., Any]:
    """Let the last kit not take its place, so that all others leave theirs."""

    def failing(source: Any, target: Any) -> Any:
        if Path(source).name == NAMES[-1] and Path(source).parent.name != "before":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(source, target)

    return failing


def unable(*_arguments: Any, **_options: Any) -> None:
    """Stand for a disk that gives a file one name only."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def main(top: Path, *, links: bool, forwards: bool) -> None:
    """Kill a move at every step, and the next command at every step too."""
    if not links:
        os.link = unable  # type: ignore[assignment]  # it takes anything
    if not forwards:
        os.replace = fail_at_last(os.replace)
    first = second = 0
    while True:
        out, files = prepared(top)
        was_killed = killed_at(first, partial(moved, out, files))
        was_killed_again = killed_at(second, partial(settled, out))
        told = settled(out)
        sys.stdout.write(f"{was_killed} {was_killed_again} {len(told)} {state(out)}\n")
        sys.stdout.flush()  # or each copy of this process writes it again
        if was_killed_again:
            second += 1
        elif was_killed:
            first, second = first + 1, 0
        else:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), links=sys.argv[2] == "links", forwards=sys.argv[3] == "forwards")
