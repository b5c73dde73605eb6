"""Receipts: what a build made of which sources. When neither has changed, there is nothing to do.

A receipt is for one campaign and the kits of it that were asked for. It counts every byte of every source,
whether a picture shows it or not; the finer question, which pictures changed, is for `memory`.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from pydantic import TypeAdapter, ValidationError

from toolkit.errors import Problem
from toolkit.files import is_clutter
from toolkit.pipeline.cache.fingerprint import whole_fingerprint
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.plan import Selection
from toolkit.sources.project import Folders
from toolkit.sources.workspace.links_out import leads_out

_KIND, _KITS = "receipts", "kits"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStamp:
    """A kit as it was left: file name, bytes, and when it was last written (ns of the system's clock)."""

    name: str
    bytes: int
    written: int

    @classmethod
    def of(cls, kit: Path) -> "FileStamp":
        """Look at a kit; raise `OSError` if it is not there."""
        state = kit.stat()
        return cls(name=kit.name, bytes=state.st_size, written=state.st_mtime_ns)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """What was made of one campaign: its kits, how much is in them, and what was wrong all the same.

    `shared` are problems of sources that belong to no campaign.
    """

    kits: tuple[FileStamp, ...]
    assets: int
    pictures: int
    problems: tuple[Problem, ...]
    shared: tuple[Problem, ...]


_RECEIPT: Final = TypeAdapter(BuildRecord)
_STAMP: Final = TypeAdapter(FileStamp)


@dataclass(frozen=True, kw_only=True)
class UpToDateCheck:
    """The records of builds from one workspace into one folder; `way` is how pictures are made."""

    cache: Cache
    root: Path | None
    out: Path
    way: tuple[object, ...]
    sources: "SourceDigests"

    def standing(self, selection: Selection) -> dict[str, BuildRecord]:
        """Return the receipts of those campaigns of a selection whose kits stand as they were left."""
        names = list(self._names(selection))
        keys = {key: name for name in names if (key := self._key(name, selection)) is not None}
        found = self.cache.records(_KIND, keys)
        receipts = {keys[key]: _read(data) for key, data in found.items()}
        return {name: receipt for name, receipt in receipts.items() if receipt and self._stands(receipt)}

    def rest(self, selection: Selection, standing: Mapping[str, BuildRecord]) -> Selection | None:
        """Return what is left of a selection to be made, or none if nothing is."""
        if not standing:
            return selection
        wanted = selection.campaigns or tuple(self._names(selection))
        left = tuple(name for name in wanted if name not in standing)
        return replace(selection, campaigns=left) if left else None

    def keep(self, campaign: str, selection: Selection, receipt: BuildRecord) -> None:
        """Keep the record of a campaign."""
        key = self._key(campaign, selection)
        if key is not None:
            self.cache.keep(_KIND, key, _RECEIPT.dump_json(receipt))

    def kit_key(self, *sources: object) -> str:
        """Return the key of a kit that is made of these sources, which `repr` tells in full."""
        # Finished files lie in the cache under the digests of their content: their paths tell it.
        return _digest(whole_fingerprint(), str(self.out.resolve()), sources)

    def standing_kits(self, keys: Sequence[str]) -> dict[int, Path]:
        """Return which of the kits with these keys stand as they were left, by their place, and where."""
        found = self.cache.records(_KITS, keys)
        stamps = {place: _stamp(found[key]) for place, key in enumerate(keys) if key in found}
        return {place: self.out / stamp.name for place, stamp in stamps.items() if stamp and self._has(stamp)}

    def keep_kit(self, key: str, path: Path) -> None:
        """Remember a kit that has been put in its place."""
        self.cache.keep(_KITS, key, _STAMP.dump_json(FileStamp.of(path)))

    def _stands(self, receipt: BuildRecord) -> bool:
        return all(self._has(kit) for kit in receipt.kits)

    def _has(self, kit: FileStamp) -> bool:
        try:
            return FileStamp.of(self.out / kit.name) == kit
        except OSError:
            return False

    def _names(self, selection: Selection) -> Iterator[str]:
        """Yield the campaigns of a selection that have a folder."""
        folder = self._folders.campaigns
        for path in sorted(folder.iterdir() if folder.is_dir() else ()):
            if path.is_dir() and (not selection.campaigns or path.name in selection.campaigns):
                yield path.name

    def _key(self, campaign: str, selection: Selection) -> str | None:
        """Return what a build of a campaign goes by; none if its sources had been read before."""
        folders = self._folders
        layers = (*folders.designs.folders, *folders.assets.folders, *folders.fonts)
        trees = [self.sources.of(folder) for folder in (*layers, folders.campaigns / campaign)]
        if None in trees:
            return None
        asked = replace(selection, campaigns=(campaign,))
        return _digest(whole_fingerprint(), trees, str(self.out.resolve()), self.way, asked)

    @cached_property
    def _folders(self) -> Folders:
        return Folders.of(self.root)


class SourceDigests:
    """The digests of folders of sources, each as it was before the sources were read.

    What is changed after that is not in what was read, so it must not be in a digest either.
    """

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}
        self._is_closed = False
        self._lock = Lock()

    def of(self, folder: Path) -> str | None:
        """Return the digest of all files below a folder; none if it was not asked for in time."""
        with self._lock:
            if folder not in self._known and not self._is_closed:
                self._known[folder] = _tree(folder)
            return self._known.get(folder)

    def close(self) -> None:
        """Take no more folders: the sources are being read."""
        with self._lock:
            self._is_closed = True


def _tree(folder: Path) -> str:
    """Return the digest of all files below a folder: their names and bytes."""
    digest = sha256()
    for path in sorted(_files(folder)):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder, those behind links too, but no folder within itself.

    Links out of the workspace are refused when the sources are read; here nothing behind them is opened.
    """
    seen: set[str] = set()
    inside = folder.parent.resolve()
    for here, folders, names in os.walk(folder, followlinks=True):
        seen.add(os.path.realpath(here))
        folders[:] = [
            name
            for name in folders
            if os.path.realpath(Path(here, name)) not in seen and not leads_out(Path(here, name), inside)
        ]
        found = (Path(here, name) for name in names if not is_clutter(name))
        yield from (path for path in found if path.is_file() and not leads_out(path, inside))


def _read(data: bytes) -> BuildRecord | None:
    try:
        return _RECEIPT.validate_json(data, strict=True)
    except ValidationError:
        return None


def _stamp(data: bytes) -> FileStamp | None:
    try:
        return _STAMP.validate_json(data, strict=True)
    except ValidationError:
        return None


def _digest(*things: object) -> str:
    return sha256(repr(things).encode()).hexdigest()
