"""Paintings whose files stand on the shelf of a cache: what is remembered of them, and what travels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from toolkit.deliver.kit.asset import Extension
from toolkit.errors import Problem
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.paint.tasks import PaintResult
from toolkit.sources.job_key import JobKey
from toolkit.units import PixelSize


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A finished file that stands on the shelf of the cache; for the rest see `painting.File`."""

    digest: str
    extension: Extension
    note: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """A painting whose files stand on the shelf, in the order they were asked for."""

    files: tuple[KeptFile, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, painting: PaintResult, cache: Cache) -> Self:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A finished file for one job.

    `note` says why it is not what the placement would usually get, `choice` how it was packed, with the
    measured difference.
    """

    job: JobKey
    path: Path
    digest: str
    extension: Extension
    size: PixelSize
    is_sheet: bool
    note: str = ""
    choice: str = ""
