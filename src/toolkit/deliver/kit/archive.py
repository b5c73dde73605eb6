"""ZIP archives, written so that the same entries give the same bytes; `verify.zip_structure` reads them.

Entries are stored, never deflated. Pictures, PDF pages and fonts do not get smaller; pages and captions of a
kit take a few hundred kilobytes in all; and zlib's output may change with its version, so stored entries are
what keeps a kit the same bytes on any machine. This is the only module that imports ``zipfile``.
"""

import errno
import hashlib
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
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

# Whatever is larger needs ZIP64, which not every system unpacks (APPNOTE 4.4.1.4), or was made to harm.
MAX_ENTRIES = 20_000
MAX_TOTAL_BYTES = 2_000_000_000


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

    Raises `ValueError` for an unsafe name or for two names that differ in case only, `OSError` (EFBIG) for
    more than a kit may hold.
    """
    _require_safe([name for name, _ in entries])
    _require_room(out, entries)
    with atomic_file(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(entries, key=lambda entry: entry[0]):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = _UNIX
            info.external_attr = _MODE << 16
            info.file_size = _size_of(content)
            with archive.open(info, "w") as entry:
                for piece in _pieces(content):
                    entry.write(piece)


def _require_room(out: Path, entries: Sequence[tuple[str, Content]]) -> None:
    size = sum(_size_of(content) for _, content in entries)
    if len(entries) > MAX_ENTRIES or size > MAX_TOTAL_BYTES:
        most = f"at most {MAX_ENTRIES:,} files of {MAX_TOTAL_BYTES:,} bytes in all"
        raise OSError(
            errno.EFBIG,
            f"{len(entries):,} files of {size:,} bytes are more than a kit may hold, {most} "
            "(hint: build fewer placements or designs at once, with -p and -d)",
            str(out),
        )


def _size_of(content: Content) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


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
