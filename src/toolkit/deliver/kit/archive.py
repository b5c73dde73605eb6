"""ZIP archives, written so that the same entries give the same bytes, and read as if they were hostile.

Entries are stored, never deflated. Pictures, PDF pages and fonts do not get smaller; pages and captions of a
kit take a few hundred kilobytes in all; and zlib's output may change with its version, so stored entries are
what keeps a kit the same bytes on any machine. This is the only module that imports ``zipfile``.
"""

import hashlib
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit.files import atomic_file

Content = bytes | Path
"""The bytes of a file, or where they lie on disk."""

# The first moment a ZIP entry can carry (APPNOTE 4.4.6): no time of building in a kit.
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = stat.S_IFREG | 0o644
_CHUNK = 1 << 20

MAX_ENTRIES = 20_000
MAX_ENTRY_BYTES = 512 * 1024 * 1024
MAX_TOTAL_BYTES = 8 * 1024 * 1024 * 1024
MAX_RATIO = 200


class ArchiveError(Exception):
    """A file is not an archive that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """How many bytes a file has, and their SHA-256 in lower-case hexadecimal."""

    bytes: int
    sha256: str


def digest_of(content: Content) -> Digest:
    """Return size and SHA-256 of a content, reading a file piece by piece."""
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(content):
        size += len(piece)
        digest.update(piece)
    return Digest(bytes=size, sha256=digest.hexdigest())


def write_archive(out: Path, entries: Sequence[tuple[str, Content]]) -> None:
    """Write a ZIP with these (name, content) entries, sorted by name; it is there whole or not at all.

    Raises `ValueError` for an unsafe name or for two names that differ in case only.
    """
    _require_safe([name for name, _ in entries])
    with atomic_file(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(entries, key=lambda entry: entry[0]):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = _UNIX
            info.external_attr = _MODE << 16
            info.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
            with archive.open(info, "w") as entry:
                for piece in _pieces(content):
                    entry.write(piece)


class Archive:
    """An archive open for reading: nothing is unpacked to disk, nothing beyond the limits is read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {info.filename: info for info in archive.infolist() if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, sorted; entries of folders, which other archivers add, are left out."""
        return tuple(sorted(self._entries))

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (entry, what is wrong): unsafe names, doubles, links, locks, and sizes that are a bomb's."""
        infos = self._archive.infolist()
        if len(infos) > MAX_ENTRIES:
            yield "", f"has {len(infos):,} entries; at most {MAX_ENTRIES:,} are allowed"
            return
        if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
            yield "", f"unpacks to more than {MAX_TOTAL_BYTES:,} bytes"
        seen: set[str] = set()
        for info in infos:
            fault = fault_of_name(info.filename.removesuffix("/")) or _fault_of_entry(info)
            if info.filename.casefold() in seen:
                fault = "is there twice, or differs from another name in case only"
            seen.add(info.filename.casefold())
            if fault:
                yield info.filename, fault

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry; raise `ArchiveError` if it is damaged or larger than it says."""
        info = self._entries[name]
        if fault := _fault_of_entry(info):
            raise ArchiveError(fault)
        try:
            with self._archive.open(info) as entry:
                data = entry.read(info.file_size + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise ArchiveError(f"cannot be read: {error}") from error
        if len(data) > info.file_size:
            raise ArchiveError("is larger than the archive says")
        return data


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive for reading; raise `ArchiveError` if it is none."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArchiveError(f"is not a ZIP archive that can be read: {error}") from error
    with archive:
        yield Archive(archive)


def _pieces(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _require_safe(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if fault := fault_of_name(name):
            raise ValueError(f"'{name}' {fault}")
        if name.casefold() in seen:
            raise ValueError(f"'{name}' is there twice, or differs from another name in case only")
        seen.add(name.casefold())


def _fault_of_entry(info: zipfile.ZipInfo) -> str:
    # Archivers that know no Unix modes leave the type of the file empty.
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is not a plain file"
    if info.flag_bits & 0x1:
        return "is encrypted"
    if info.file_size > MAX_ENTRY_BYTES:
        return f"is larger than {MAX_ENTRY_BYTES:,} bytes"
    return "is packed like a ZIP bomb" if info.file_size > MAX_RATIO * max(info.compress_size, 1) else ""


_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
)
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_LONGEST_PART = 120
# Windows Explorer unpacks into paths of at most 260 characters; the rest is for the folder it stands in.
_LONGEST_PATH = 200


def fault_of_name(name: str) -> str:
    """Return what makes a path in a kit unsafe, or nothing if it is safe.

    Safe is: relative, forward slashes, ASCII letters, digits, ``.``, ``_`` and ``-``, no ``..``, no name that
    Windows reserves, no part that ends with a dot.
    """
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "is an absolute path"
    if "\\" in name:
        return "has a backslash"
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        return "has an empty part or leads out of its folder"
    if len(name) > _LONGEST_PATH:
        return f"is longer than {_LONGEST_PATH} characters"
    return next((fault for part in parts if (fault := _fault_of_part(part))), "")


def _fault_of_part(part: str) -> str:
    if not _PART.fullmatch(part) or part.endswith("."):
        return "has characters that do not work on every system"
    if part.split(".", maxsplit=1)[0].casefold() in _WINDOWS_DEVICES:
        return "is a name that Windows reserves"
    return f"has a part longer than {_LONGEST_PART} characters" if len(part) > _LONGEST_PART else ""
