"""Paintings whose files stand on the shelf of a cache: what is remembered of them, and what travels."""

from dataclasses import dataclass
from typing import Self

from toolkit.deliver.asset import Extension
from toolkit.errors import Problem
from toolkit.pipeline.cache.cache import Cache
from toolkit.pipeline.painting import Painting


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A finished file that stands on the shelf of the cache; for the rest see `painting.File`."""

    digest: str
    extension: Extension
    note: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPainting:
    """A painting whose files stand on the shelf, in the order they were asked for."""

    files: tuple[KeptFile, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, painting: Painting, cache: Cache) -> Self:
        """Put the files of a painting on the shelf of a cache."""
        files = (
            KeptFile(
                digest=cache.put_file(file.data, file.extension),
                extension=file.extension,
                note=file.note,
                choice=file.choice,
            )
            for file in painting.files
        )
        return cls(files=tuple(files), problems=painting.problems)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Digest and extension of every file."""
        return tuple((file.digest, file.extension) for file in self.files)
