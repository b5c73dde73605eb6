"""Overlays: a folder of a workspace that lies over the bundled one and adds to it, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from toolkit.errors import Problem
from toolkit.files import data_folder, is_clutter
from toolkit.sources.schema.messages import TomlTable
from toolkit.sources.schema.models import RecordType, record_of
from toolkit.sources.schema.toml_file import read_table

Origin = Literal["bundled", "workspace", "replaced"]
"""Where a file or an entry comes from; ``replaced`` is one of the workspace in place of a bundled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The folders that hold one kind of data, such as ``assets``: the workspace's own one first."""

    name: str
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, workspace: Path | None, name: str) -> Self:
        """Lay a workspace's folder over the bundled one."""
        bundled = data_folder(name)
        own = workspace / name if workspace else bundled
        is_own = own.is_dir() and own.resolve() != bundled.resolve()
        return cls(name=name, folders=(own, bundled) if is_own else (bundled,))

    @property
    def is_plain(self) -> bool:
        """Whether there is one folder only, so that nobody needs to be told which."""
        return len(self.folders) == 1

    @property
    def bundled(self) -> Path:
        """The folder at the bottom."""
        return self.folders[-1]

    def find(self, file: str) -> Path:
        """Return where a file lies, by its path inside the folder; where it should be if it is nowhere."""
        return next((path for path in self.layers(file)), self.folders[0] / file)

    def layers(self, file: str) -> tuple[Path, ...]:
        """Return every file of that name that is there, the workspace's own first."""
        return tuple(folder / file for folder in self.folders if (folder / file).is_file())

    def files(self, pattern: str) -> Mapping[str, Path]:
        """Return the files of a pattern by their paths inside the folder, sorted; own files replace others.

        What programs leave there, such as the shadow that a Mac makes of every file, does not count.
        """
        found = {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(self.folders)
            for path in folder.glob(pattern)
        }
        return {
            file: path for file, path in sorted(found.items()) if not any(map(is_clutter, file.split("/")))
        }

    def origin(self, file: str) -> Origin:
        """Tell where a file or folder comes from."""
        there = [folder for folder in self.folders if (folder / file).exists()]
        if there == [self.bundled]:
            return "bundled"
        return "replaced" if len(there) > 1 else "workspace"

    def shown(self, file: str) -> str:
        """Return how a file is named in problems: ``assets/brand.toml``."""
        return f"{self.name}/{file}"


def read_tables(overlay: Overlay, file: str, problems: list[Problem]) -> tuple[TomlTable, ...] | None:
    """Read every layer of a TOML file, the workspace's own first; `None` if nothing could be read.

    A layer that cannot be read is reported, and the others are returned.
    """
    paths = overlay.layers(file) or (overlay.find(file),)
    tables = (read_table(path, path.parents[file.count("/") + 1], problems) for path in paths)
    return tuple(table for table in tables if table is not None) or None


def read_merged(
    model: type[RecordType], overlay: Overlay, file: str, problems: list[Problem]
) -> RecordType | None:
    """Read a TOML file whose keys in the workspace add to those of the bundled one, or replace them."""
    tables = read_tables(overlay, file, problems)
    return record_of(model, merged_table(tables), overlay.shown(file), problems) if tables else None


def merged_table(tables: tuple[TomlTable, ...]) -> TomlTable:
    """Return one table of several, the first on top: tables are joined key by key, other values replaced."""
    *above, bottom = tables
    result: TomlTable = dict(bottom)
    for table in reversed(above):
        for key, value in table.items():
            below = result.get(key)
            if isinstance(value, dict) and isinstance(below, dict):
                result[key] = merged_table((value, below))
            else:
                result[key] = value
    return result
