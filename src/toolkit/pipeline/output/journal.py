"""The journal of a move: which files leave a build folder for their places, so that it ends as a whole.

It is on the disk before the first file moves. A command that finds it in the folder of a killed build goes on
where that one stopped: forwards, or backwards if it was taking back what it had moved. Each step can be done
twice, so a command that is killed meanwhile leaves no worse to the next one.
"""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from toolkit.files import write_atomic

_FORWARDS: Final = "moves.json"
_BACKWARDS: Final = "moves-undone.json"
_BEFORE: Final = "before"
_LONGEST: Final = 16 << 20  # bytes; far more than the names of any build


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Files that move together from `folder` into `out`, under their names; both are on one disk.

    `had` are those of them that had a file in their place before.
    """

    folder: Path
    out: Path
    names: tuple[str, ...]
    had: frozenset[str]

    @classmethod
    def begin(cls, folder: Path, out: Path, names: tuple[str, ...]) -> Self:
        """Write down what is about to move.

        Raises `OSError` if that cannot be written, or if a folder stands where a file has its place.
        """
        for name in names:
            if (out / name).is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder", str(out / name))
        had = frozenset(name for name in names if os.path.lexists(out / name))
        (folder / _BEFORE).mkdir(exist_ok=True)
        text = json.dumps({"names": names, "had": sorted(had)})
        write_atomic(folder / _FORWARDS, text.encode("utf-8"))
        _flush(folder)
        return cls(folder=folder, out=out, names=names, had=had)

    @classmethod
    def found(cls, folder: Path, out: Path) -> Self | None:
        """Return the journal that a killed build left in its folder, if it was moving files.

        One with anything but plain names of ZIP files is none: a folder from elsewhere moves nothing.
        """
        with suppress(OSError, ValueError, KeyError, TypeError):
            path = folder / (_BACKWARDS if (folder / _BACKWARDS).exists() else _FORWARDS)
            if not _is_file(path) or path.stat().st_size > _LONGEST:
                return None
            content = json.loads(path.read_bytes())
            names, had = tuple(content["names"]), frozenset(content["had"])
            if had <= set(names) and all(_is_plain(name) for name in names):
                return cls(folder=folder, out=out, names=names, had=had)
        return None

    @staticmethod
    def is_open(folder: Path) -> bool:
        """Tell whether files of a folder have been on the move, and are not all where they belong."""
        return any((folder / name).exists() for name in (_BACKWARDS, _FORWARDS))

    @property
    def goes_back(self) -> bool:
        """Whether what was moved is being taken back."""
        return (self.folder / _BACKWARDS).exists()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The files that have not left their folder."""
        return tuple(name for name in self.names if _is_file(self.folder / name))

    def finish(self) -> None:
        """Move what has not moved yet; raises `OSError` at the first that cannot."""
        for name in self.waiting:
            _keep_aside(self.out / name, self.folder / _BEFORE / name)
            (self.folder / name).replace(self.out / name)
        _flush(self.out)
        (self.folder / _FORWARDS).unlink()

    def undo(self) -> None:
        """Take back what has moved; raises `OSError` after all that could be taken back was."""
        if not self.goes_back:
            # A new name needs no room on a full disk.
            (self.folder / _FORWARDS).replace(self.folder / _BACKWARDS)
            _flush(self.folder)
        failures = tuple(self._put_back())
        _flush(self.out)
        if failures:
            raise failures[0]
        (self.folder / _BACKWARDS).unlink()

    def _put_back(self) -> Iterator[OSError]:
        """Let every old file have its place again; what goes wrong with one keeps no other from it."""
        waiting = frozenset(self.waiting)
        for name in reversed(self.names):
            place, kept = self.out / name, self.folder / _BEFORE / name
            try:
                if name in self.had:
                    with suppress(FileNotFoundError):  # it is back already
                        kept.replace(place)
                elif name not in waiting:
                    place.unlink(missing_ok=True)
            except OSError as error:
                yield error


def _keep_aside(place: Path, kept: Path) -> None:
    """Keep what stands in a place, which stays there if this disk can give a file two names."""
    if os.path.lexists(kept):
        return  # a killed build has done it
    try:
        os.link(place, kept, follow_symlinks=False)
    except FileNotFoundError:
        pass  # there is nothing yet
    except (OSError, NotImplementedError):
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(place)) from None
        with suppress(FileNotFoundError):
            place.replace(kept)


def _is_plain(name: object) -> bool:
    """Tell whether a name is that of a kit, and leads nowhere else."""
    return isinstance(name, str) and Path(name).name == name and "\\" not in name and name.endswith(".zip")


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _flush(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can be asked for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
