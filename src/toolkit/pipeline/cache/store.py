"""The cache: finished files by content, and records of what came of which sources.

Everything in it can be made again. So nothing in it is believed: each entry carries a digest, which is looked
at before it is used; a spoilt one is removed and counts as missing. Processes may share a cache, and a crash
leaves nothing behind but a file that no one uses.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from toolkit.pipeline.cache.blobs import BlobStore, write_quickly

_RECORDS, _FILES = "records", "files"
_DIGEST = 32  # bytes of SHA-256 in front of every record
_VERSION = "v1"
_MOST_FAULTS = 10_000  # one for each thing that a large build would keep
_MARKER = "CACHEDIR.TAG"
# https://bford.info/cachedir: programs that make backups leave such folders out.
_MARKED = b"Signature: 8a477f597d28d172789f06886806bc55\n# Files that the toolkit can make again.\n"


class Shared(Protocol):
    """A store that several machines share; names are paths with slashes."""

    def fetch(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return those files that are there."""

    def send(self, name: str, data: bytes) -> None:
        """Put a file there."""


@dataclass(frozen=True, slots=True)
class Cache:
    """A cache in a folder, and behind it a shared one, if there is any."""

    root: Path
    shared: Shared | None = None
    faults: list[OSError] = field(default_factory=list, compare=False, repr=False)
    """Why something could not be kept: a full disk costs time in the next build, and stops none."""

    @property
    def folder(self) -> Path:
        """The folder of this version's entries."""
        return self.root / _VERSION

    @property
    def files(self) -> BlobStore:
        """Finished files, by content."""
        return BlobStore(self.folder / _FILES)

    def open(self) -> None:
        """Make the folder; raise `OSError` if that cannot be."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.root / _MARKER).exists():
            write_quickly(self.root / _MARKER, _MARKED)

    def records(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the records of some keys, as far as there are any."""
        found = {key: data for key in keys if (data := self._record(kind, key)) is not None}
        if self.shared is not None:
            missing = {_record_name(kind, key): key for key in keys if key not in found}
            for name, sealed in self.shared.fetch(missing).items():
                data = _opened(sealed, missing[name])
                if data is not None:
                    self._write(name, sealed)
                    found[missing[name]] = data
        return found

    def keep(self, kind: str, key: str, data: bytes) -> None:
        """Keep a record, if that can be; a later one takes the place of an earlier one."""
        name, sealed = _record_name(kind, key), _sealed(data, key)
        self._write(name, sealed)
        if self.shared is not None:
            self.shared.send(name, sealed)

    def has_files(self, names: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those of some (digest, extension) that are here and whole, brought from afar if need be."""
        wanted = set(names)
        here = {name for name in wanted if self.files.is_whole(*name)}
        for digest, extension in here:
            _touch(self.files.path(digest, extension))
        if self.shared is not None and here != wanted:
            afar = {self._file_name(*name): name for name in wanted - here}
            for path, data in self.shared.fetch(afar).items():
                if self._is_kept(data, *afar[path]):
                    here.add(afar[path])
        return here

    def _is_kept(self, data: bytes, digest: str, extension: str) -> bool:
        try:
            return self.files.put(data, extension) == digest
        except OSError as error:
            self.note(error)
            return False

    def note(self, error: OSError) -> None:
        """Note why something could not be kept."""
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(error)

    def _write(self, name: str, data: bytes) -> None:
        try:
            write_quickly(self.folder / name, data)
        except OSError as error:
            self.note(error)

    def put_file(self, data: bytes, extension: str) -> str:
        """Keep a finished file and return its digest; raise `OSError` if that cannot be."""
        digest = self.files.put(data, extension)
        if self.shared is not None:
            self.shared.send(self._file_name(digest, extension), data)
        return digest

    def entries(self) -> Iterator[Path]:
        """Yield every file of the cache, those of older versions of the toolkit too."""
        for folder in sorted(path for path in self.root.glob("v*") if path.is_dir()):
            # Builds and other upkeep may be at work meanwhile: what goes is passed over.
            for here, _, names in os.walk(folder):
                yield from (path for name in names if (path := Path(here, name)).is_file())

    def kind(self, path: Path) -> str:
        """Return what sort of entry a file of the cache is: ``files``, ``layouts`` and so on."""
        inside = path.relative_to(self.root).parts[1:]
        return inside[1] if inside[0] == _RECORDS else inside[0]

    def is_whole(self, path: Path) -> bool:
        """Tell whether an entry is what it was kept as."""
        data = path.read_bytes()
        key = path.parent.name + path.stem
        if path.is_relative_to(self.folder / _RECORDS):
            return _opened(data, key) is not None
        return path.is_relative_to(self.folder / _FILES) and hashlib.sha256(data).hexdigest() == key

    def _record(self, kind: str, key: str) -> bytes | None:
        path = self.folder / _record_name(kind, key)
        try:
            sealed = path.read_bytes()
        except OSError:
            return None
        data = _opened(sealed, key)
        if data is None:
            with suppress(OSError):
                path.unlink()
        else:
            _touch(path)
        return data

    def _file_name(self, digest: str, extension: str) -> str:
        return self.files.path(digest, extension).relative_to(self.folder).as_posix()


@dataclass(frozen=True, slots=True)
class FinishedFiles:
    """Where the finished files of a build stand: in the cache, or in `spare` if the cache takes none."""

    cache: Cache
    spare: BlobStore
    is_spare_only: bool = False
    """Whether the cache is not to be trusted with files, as it has lost some."""

    def put(self, data: bytes, extension: str) -> str:
        """Keep a file and return its digest; raise `OSError` if there is no room in either place."""
        if not self.is_spare_only:
            try:
                return self.cache.put_file(data, extension)
            except OSError as error:
                self.cache.note(error)
        return self.spare.put(data, extension)

    @property
    def shelves(self) -> tuple[BlobStore, ...]:
        """Where files may stand, the spare place first."""
        return self.spare, self.cache.files


def _record_name(kind: str, key: str) -> str:
    return f"{_RECORDS}/{kind}/{key[:2]}/{key[2:]}"


def _sealed(data: bytes, key: str) -> bytes:
    """Put the digest of a record, which its key is part of, in front of it."""
    return hashlib.sha256(key.encode() + data).digest() + data


def _opened(sealed: bytes, key: str) -> bytes | None:
    """Return a record without its seal; none if it is not what was kept under that key."""
    data = sealed[_DIGEST:]
    return data if hashlib.sha256(key.encode() + data).digest() == sealed[:_DIGEST] else None


def _touch(path: Path) -> None:
    """Note that an entry was used: those unused for longest go first."""
    with suppress(OSError):
        os.utime(path)
