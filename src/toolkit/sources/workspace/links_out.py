"""Links of the file system that lead out of a workspace: refused, and never followed.

A folder from somebody else may hold a link to anything on the machine that builds it: to ``/proc``, which has
no end, or to private files, which would be packed into a kit.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import Place, Problem
from toolkit.sources.schema.toml_file import shown_path

_DEEPEST = 6
"""Folders within each other; ours have three."""
_HINT = "put the files themselves there"


def link_problems(folder: Path, root: Path) -> Iterator[Problem]:
    """Yield the links below a folder that lead out of it, and the files that are no files: pipes, devices.

    `root` is the workspace; a link to another place inside it is all right.
    """
    inside = root.resolve()
    for path in _entries(folder, _DEEPEST):
        place = Place(file=shown_path(path, root))
        if leads_out(path, inside):
            yield Problem(trail=(place,), message="is a link out of the workspace", hint=_HINT)
        elif not (path.is_dir() or path.is_file() or path.is_symlink()):
            yield Problem(trail=(place,), message="is a pipe or a device, not a file", hint=_HINT)


def leads_out(path: Path, inside: Path) -> bool:
    """Tell whether a path is a link to something outside a (resolved) folder; what is not there is inside."""
    return path.is_symlink() and path.exists() and not path.resolve().is_relative_to(inside)


def _entries(folder: Path, deep: int) -> Iterator[Path]:
    """Yield what lies below a folder, without going into links."""
    if not deep or not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), deep - 1)
