"""Putting finished files in their places: all of them, or every one that stood there before."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from toolkit.interrupts import undisturbed


def place_all(files: Sequence[Path], out: Path, aside: Path) -> tuple[Path, ...]:
    """Put files into the folder `out` under their own names, and return where they stand.

    If one cannot take its place, those before it leave theirs, and the old ones come back; Ctrl-C waits until
    that is done. `aside` is a folder for the old ones meanwhile; all of them are on one disk. Raises
    `OSError`, for example where a folder has the name of a file.
    """
    out.mkdir(parents=True, exist_ok=True)
    aside.mkdir(exist_ok=True)
    places = tuple(out / file.name for file in files)
    placed: list[Path] = []
    with undisturbed():
        try:
            for file, place in zip(files, places, strict=True):
                _keep_aside(place, aside / place.name)
                placed.append(place)
                file.replace(place)
        except BaseException:
            for place in reversed(placed):
                _put_back(place, aside / place.name)
            raise
    return places


def _keep_aside(place: Path, kept: Path) -> None:
    """Keep what stands in a place, which stays there if this disk can give a file two names."""
    try:
        os.link(place, kept)
    except FileNotFoundError:
        pass  # there is nothing yet
    except OSError:
        if place.is_dir():
            raise IsADirectoryError(f"'{place}' is a folder") from None
        with suppress(FileNotFoundError):
            place.replace(kept)


def _put_back(place: Path, kept: Path) -> None:
    """Let an old file have its place again; if there was none, leave the place empty."""
    with suppress(OSError):  # the others are to come back all the same
        if kept.exists():
            kept.replace(place)
        else:
            place.unlink(missing_ok=True)
