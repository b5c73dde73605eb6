"""The files of a kit, wherever they are: in a ZIP archive, or unpacked in a folder. Both are read as hostile.

Nothing is unpacked to disk, and whatever a header says of sizes, no more is read than it says.
"""

import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from toolkit.deliver.kit import archive
from toolkit.deliver.kit.archive import fault_of_name
from toolkit.deliver.verify import limits
from toolkit.deliver.verify.zip_structure import (
    DEFLATED,
    ArchiveError,
    Member,
    structure_of,
)
from toolkit.files import is_clutter

_CHUNK: Final = 1 << 18
_CAME_LATER: Final = "has another kind of header than the other files: it was changed or put there later"
_DAMAGED: Final = "cannot be read, as it is damaged"


class VerifiedFiles(Protocol):
    """The files of a kit, by their paths with forward slashes, the kit's own folder first."""

    @property
    def names(self) -> tuple[str, ...]:
        """All files but clutter, sorted."""

    @property
    def clutter(self) -> tuple[str, ...]:
        """Files that a program left there and nobody put there: ``.DS_Store``, ``__MACOSX/…``."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield (name, what is wrong): what must not be read any further."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file in pieces; raise `ArchiveError` if it is damaged or not what it says."""


def read(files: VerifiedFiles, name: str) -> bytes:
    """Return the bytes of a file; raise `ArchiveError` if it is damaged or not what it says."""
    return b"".join(files.pieces(name))


class ZippedFiles:
    """Those of a ZIP archive that is open; raises `ArchiveError` if its structure cannot be followed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._structure = structure_of(file)
        listed = [member for member in self._structure.members if not member.is_folder]
        self._members = {member.name: member for member in listed if not _is_left(member.name)}
        self.names = tuple(sorted(self._members))
        self.clutter = tuple(sorted(member.name for member in listed if _is_left(member.name)))

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with structure, names and sizes (see `VerifiedFiles`)."""
        found = [*self._structure.faults, *self._faults_of_members()]
        yield from found or ((name, _CAME_LATER) for name in self._structure.odd)

    def _faults_of_members(self) -> Iterator[tuple[str, str]]:
        members = self._structure.members
        if sum(member.size for member in members) > archive.MAX_TOTAL_BYTES:
            yield "", f"unpacks to more than {archive.MAX_TOTAL_BYTES:,} bytes"
        yield from _faults_of_names([member.name for member in members])
        for member in members:
            if fault := _fault_of_member(member):
                yield member.name, fault

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file, as many as it says, and check them (see `VerifiedFiles`)."""
        member = self._members[name]
        size = crc = 0
        try:
            for piece in self._unpacked(member):
                size += len(piece)
                crc = zlib.crc32(piece, crc)
                if size > member.size:
                    break
                yield piece
        except (zlib.error, OSError) as error:
            raise ArchiveError(f"{_DAMAGED}: {error}") from error
        if size != member.size:
            kind = "more" if size > member.size else "fewer"
            raise ArchiveError(f"{_DAMAGED}: it has {kind} bytes than the {member.size:,} that it says")
        if crc != member.crc:
            raise ArchiveError(f"{_DAMAGED}: its bytes do not match the checksum (CRC-32) beside them")

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        packed = self._packed(member)
        if member.method != DEFLATED:
            yield from packed
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        for piece in packed:
            waiting = piece
            while waiting:
                yield inflater.decompress(waiting, _CHUNK)
                waiting = inflater.unconsumed_tail
            if inflater.unused_data:
                raise zlib.error("there are bytes behind its end")
        while not inflater.eof and (rest := inflater.decompress(b"", _CHUNK)):
            yield rest
        if not inflater.eof or inflater.unused_data:
            raise zlib.error("its end is missing, or something stands behind it")

    def _packed(self, member: Member) -> Iterator[bytes]:
        left, at = member.packed, member.data
        while left:
            self._file.seek(at)
            piece = self._file.read(min(left, _CHUNK))
            if not piece:
                return
            yield piece
            left -= len(piece)
            at += len(piece)


class UnpackedFiles:
    """Those of a kit that was unpacked into a folder."""

    def __init__(self, folder: Path) -> None:
        self._parent = folder.resolve().parent
        self._odd: list[tuple[str, str]] = []
        found = sorted(self._walk(folder.resolve()))
        self.names = tuple(name for name in found if not _is_left(name))
        self.clutter = tuple(name for name in found if _is_left(name))

    def _walk(self, folder: Path) -> Iterator[str]:
        count = 0
        for parent, folders, files in os.walk(folder):
            for name in (*folders, *files):
                path = Path(parent, name)
                mode = path.lstat().st_mode
                inside = path.relative_to(self._parent).as_posix()
                count += 1
                if count > archive.MAX_ENTRIES:
                    raise ArchiveError(f"has more than {archive.MAX_ENTRIES:,} files")
                if stat.S_ISREG(mode):
                    yield inside
                elif not stat.S_ISDIR(mode):
                    self._odd.append((inside, "is not a plain file"))

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield links and special files, and names and sizes that no kit has (see `VerifiedFiles`)."""
        yield from self._odd
        yield from _faults_of_names(self.names)
        for name in self.names:
            if fault := limits.too_large(name, (self._parent / name).lstat().st_size):
                yield name, fault

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file (see `VerifiedFiles`)."""
        most = limits.most_bytes(name)
        try:
            with (self._parent / name).open("rb") as file:
                while piece := file.read(_CHUNK):
                    most -= len(piece)
                    if most < 0:
                        raise ArchiveError("grows while it is read")
                    yield piece
        except OSError as error:
            raise ArchiveError(f"cannot be read: {error.strerror or error}") from error


@contextmanager
def open_kit(path: Path) -> Iterator[VerifiedFiles]:
    """Open a kit, packed or unpacked, for reading; raise `ArchiveError` if it is none."""
    if path.is_dir():
        yield UnpackedFiles(path)
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"cannot be read: {error.strerror or error}") from error
    with file:
        yield ZippedFiles(file)


def _is_left(name: str) -> bool:
    """Tell whether a file is clutter, or stands in a folder that is."""
    return any(is_clutter(part) for part in name.split("/") if part and part not in {".", ".."})


def _faults_of_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield unsafe names, doubles, and names that are a file's and a folder's."""
    plain = [name.removesuffix("/") for name in names]
    above = {parent for name in plain for parent in _parents(name.casefold())}
    top = _only_top(plain)
    seen: dict[str, bool] = {}
    for name, path in zip(names, plain, strict=True):
        is_folder, key = name != path, path.casefold()
        if seen.get(key, is_folder) != is_folder or (not is_folder and key in above):
            yield name, "is the name of a file and of a folder"
        elif key in seen:
            yield name, "is there twice, or differs from another name in case only"
        seen[key] = is_folder
        # Another name of the one folder around everything is told once, by its right name (see `lists`).
        inside = path.removeprefix(f"{top}/")
        if fault := fault_of_name(inside) if path != top and not _is_harmless(path) else "":
            yield name, fault


def _only_top(paths: Sequence[str]) -> str:
    """Return the one folder that all files but clutter stand in; ``.`` if there is none, or it leads away."""
    tops = {path.partition("/")[0] for path in paths if not _is_left(path)}
    top = tops.pop() if len(tops) == 1 else ""
    return "." if top in {"", ".", ".."} or set(top) & {"\\", ":"} else top


def _is_harmless(path: str) -> bool:
    """Tell whether an unusual name is clutter that would not be unpacked elsewhere."""
    parts = path.split("/")
    return _is_left(path) and not {"", ".", ".."} & set(parts) and "\\" not in path


def _parents(name: str) -> Iterable[str]:
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _fault_of_member(member: Member) -> str:
    kind = stat.S_IFMT(member.mode)
    # Archivers that know no Unix modes leave the type of the file empty.
    if kind not in {0, stat.S_IFDIR if member.is_folder else stat.S_IFREG}:
        return "is not a plain file"
    if member.is_folder:
        return "is a folder with something in its name's place" if member.size else ""
    if member.size > limits.MAX_RATIO * max(member.packed, 1):
        return "is packed like a ZIP bomb"
    return limits.too_large(member.name, member.size)
