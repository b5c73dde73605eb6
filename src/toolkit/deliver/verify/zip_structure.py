"""The structure of a ZIP archive, read as strictly as the toolkit writes it (PKWARE APPNOTE 6.3.10).

Programs that unpack archives disagree wherever one is not plain: which of two headers counts, what stands in
front of the first file or behind the last, which of two entries with one name wins. So an archive could show
one thing to whoever checks it and another to whoever unpacks it. Here, what can be read in two ways is a
fault: each byte belongs to exactly one thing, and both headers of each file say the same.
"""

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from toolkit.deliver.kit import archive

STORED, DEFLATED = 0, 8

_END: Final = struct.Struct("<4s4H2LH")  # 4.3.16
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")  # 4.3.12
_LOCAL: Final = struct.Struct("<4s5H3L2H")  # 4.3.7
_DESCRIPTOR: Final = struct.Struct("<3L")  # 4.3.9
_END_MARK, _CENTRAL_MARK, _LOCAL_MARK = b"PK\5\6", b"PK\1\2", b"PK\3\4"
_DESCRIPTOR_MARK: Final = b"PK\7\x08"
_LONGEST_COMMENT: Final = 0xFFFF
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF  # what ZIP64 writes in place of a number (4.4.1.4)
_NEEDED: Final = 20  # version 2.0: folders and deflate (4.4.3.2)
# Made on Unix by version 2.0, stored, at the first moment that an entry can carry, a plain file (4.4).
_AS_MADE: Final = (3 << 8 | 20, 20, 0, STORED, (0, 1 << 5 | 1), 0, (stat.S_IFREG | 0o644) << 16)
_LARGEST_ENTRY: Final = 1024  # bytes of the list of files: a name and what archivers add
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x1, 0x8, 0x800  # 4.4.4
_KNOWN_FLAGS: Final = 0x6 | _DESCRIBED | _UTF8  # 0x6 tells how hard deflate tried
_METHODS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ"}
# Times and owners of files, which archivers of people's systems add: Unix, Info-ZIP, NTFS (4.5.2).
_HARMLESS_EXTRAS: Final = frozenset({0x5455, 0x7875, 0x5855, 0x7855, 0x000A})
_LONGEST_EXTRA: Final = 64


class ArchiveError(Exception):
    """A file is not an archive that can be read, or an entry of it cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file or folder in an archive: its name, and where its packed bytes lie.

    `packed` and `size` are bytes, packed and not; `header` and `data` are offsets from the beginning of the
    archive, `end` is that of the first byte behind it. `mode` is that of Unix, 0 where none is known.
    """

    name: str
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    header: int
    data: int
    end: int

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The members of an archive in the order they lie in it, and what is wrong: (name, fault).

    In an archive of the toolkit, `odd` are the names of entries that it did not write.
    """

    members: tuple[Member, ...]
    faults: tuple[tuple[str, str], ...]
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What the central directory says of a member."""

    raw_name: bytes
    made: int
    needed: int
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    packed: int
    size: int
    internal: int
    external: int
    extra: bytes
    header: int
    has_comment: bool

    @property
    def mode(self) -> int:
        """The mode of Unix."""
        return self.external >> 16

    @property
    def is_as_made(self) -> bool:
        """Whether its header is, to the bit, as the toolkit writes it."""
        found = (self.made, self.needed, self.flags, self.method, self.moment, self.internal, self.external)
        return found == _AS_MADE and not self.extra

    @property
    def name(self) -> str:
        """The name; what is no UTF-8 stays visible, as safe names are ASCII anyway."""
        return self.raw_name.decode("utf-8", "backslashreplace")


def structure_of(file: BinaryIO) -> Structure:
    """Read the structure of an archive; raise `ArchiveError` when it has none that can be followed."""
    size = file.seek(0, 2)
    count, start, length = _end_of(file, size)
    file.seek(start)
    entries = sorted(_entries_of(file.read(length), count), key=lambda entry: entry.header)
    members: list[Member] = []
    faults: list[tuple[str, str]] = []
    at = 0
    for entry in entries:
        faults.extend((entry.name, fault) for fault in _faults_of_entry(entry))
        if entry.header != at:
            faults.append((entry.name, _gap(at, entry.header)))
        member, fault = _member_of(file, entry, start)
        faults.extend([(entry.name, fault)] if fault else [])
        members.append(member)
        at = member.end
    if at != start:
        faults.append(("", f"has {start - at:,} bytes in front of its list of files that belong to no file"))
    # Other archivers write none of their headers so: an entry that differs from the rest came later.
    is_ours = any(entry.is_as_made for entry in entries)
    odd = tuple(entry.name for entry in entries if is_ours and not entry.is_as_made)
    return Structure(members=tuple(members), faults=tuple(faults), odd=odd)


def _gap(at: int, found: int) -> str:
    if found < at:
        return "overlaps with the file before it"
    where = "in front of it" if at else "in front of the first file"
    return f"has {found - at:,} bytes {where} that belong to no file"


def _end_of(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """Return the number of entries, and offset and length of the central directory."""
    tail_size = min(size, _END.size + _LONGEST_COMMENT)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    place = tail.rfind(_END_MARK)
    if place < 0 or len(tail) - place < _END.size:
        raise ArchiveError(_why_no_end(file, size))
    disk, first_disk, here, count, length, start, comment = _END.unpack_from(tail, place)[1:]
    behind = len(tail) - place - _END.size
    if comment or behind:
        raise ArchiveError(f"has {behind or comment:,} bytes behind the end of the archive, or a comment")
    if _FULL_16 in (here, count) or _FULL_32 in (length, start):
        raise ArchiveError("is a ZIP64 archive, which kits never are")
    if disk or first_disk or here != count:
        raise ArchiveError("is one part of several, or its end contradicts itself")
    if count > archive.MAX_ENTRIES:
        raise ArchiveError(f"has {count:,} entries; at most {archive.MAX_ENTRIES:,} are allowed")
    if length > count * _LARGEST_ENTRY:
        raise ArchiveError(f"has a list of {count:,} files that takes {length:,} bytes")
    end = size - _END.size
    if start + length != end:
        raise ArchiveError(_why_not_there(file, start + length, end))
    return count, start, length


def _why_no_end(file: BinaryIO, size: int) -> str:
    file.seek(0)
    if file.read(len(_LOCAL_MARK)) == _LOCAL_MARK:
        return "is cut off: the end of the ZIP archive is missing"
    return f"is not a ZIP archive that can be read{'' if size else ': it is empty'}"


def _why_not_there(file: BinaryIO, expected: int, end: int) -> str:
    file.seek(0)
    has_front = file.read(len(_LOCAL_MARK)) not in (_LOCAL_MARK, _END_MARK)
    if expected < end and has_front:
        return f"has {end - expected:,} bytes in front of the archive that belong to no file"
    if expected < end:
        return f"has {end - expected:,} bytes in front of its end that belong to no file"
    return "is cut off, or its end lies about where the list of files is"


def _entries_of(directory: bytes, count: int) -> Iterator[_Entry]:
    at = 0
    for _ in range(count):
        if directory[at : at + 4] != _CENTRAL_MARK or at + _CENTRAL.size > len(directory):
            raise ArchiveError("has a damaged list of files")
        values = _CENTRAL.unpack_from(directory, at)
        made, needed, flags, method, time, date, crc, packed, size, name, extra, comment = values[1:13]
        disk, internal, external, header = values[13:17]
        at += _CENTRAL.size
        if at + name + extra + comment > len(directory) or disk:
            raise ArchiveError("has a damaged list of files")
        yield _Entry(
            raw_name=directory[at : at + name],
            made=made,
            needed=needed,
            flags=flags,
            method=method,
            moment=(time, date),
            crc=crc,
            packed=packed,
            size=size,
            internal=internal,
            external=external,
            extra=directory[at + name : at + name + extra],
            header=header,
            has_comment=comment > 0,
        )
        at += name + extra + comment
    if at != len(directory):
        raise ArchiveError(f"has {len(directory) - at:,} bytes in its list of files that belong to no file")


def _faults_of_entry(entry: _Entry) -> Iterator[str]:
    if entry.flags & _ENCRYPTED:
        yield "is encrypted"
    elif entry.flags & ~_KNOWN_FLAGS:
        yield "is packed in a way that kits never are"
    if entry.method not in (STORED, DEFLATED):
        method = _METHODS.get(entry.method, f"method {entry.method}")
        yield f"is packed by {method}; kits are stored or deflated"
    elif entry.needed > _NEEDED:
        yield "needs a newer program to unpack it than kits do"
    if _FULL_32 in (entry.packed, entry.size, entry.header):
        yield "has its sizes in ZIP64, which kits never need"
    if entry.method == STORED and entry.packed != entry.size:
        yield f"says that {entry.packed:,} stored bytes are {entry.size:,}"
    if entry.has_comment:
        yield "has a comment, which could hide something"
    if fault := _fault_of_extra(entry.extra):
        yield fault


def _fault_of_extra(extra: bytes) -> str:
    """Return what is wrong with the extra field of a header (4.5.1): blocks of id, length and content."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind not in _HARMLESS_EXTRAS or length > _LONGEST_EXTRA:
            return f"has an extra field (0x{kind:04x}) that could hide something"
        at += 4 + length
    return "" if at == len(extra) else "has a damaged extra field"


def _member_of(file: BinaryIO, entry: _Entry, limit: int) -> tuple[Member, str]:
    """Return the member of an entry, and what its own header in front of its bytes has against that."""
    file.seek(entry.header)
    head = file.read(_LOCAL.size)
    name_length = extra_length = 0
    fault = "has no header of its own where the list of files says"
    descriptor = 0
    data = entry.header + _LOCAL.size
    if len(head) == _LOCAL.size and head[:4] == _LOCAL_MARK:
        name_length, extra_length = _LOCAL.unpack(head)[9:11]
        data += name_length + extra_length
        rest = file.read(name_length + extra_length)
        fault = _disagreement(entry, head, rest[:name_length]) or _fault_of_extra(rest[name_length:])
        if entry.flags & _DESCRIBED:
            descriptor = _descriptor_length(file, entry, data + entry.packed)
            fault = fault or ("" if descriptor else "has other sizes behind it than in the list of files")
    end = data + entry.packed + descriptor
    if end > limit:
        fault = fault or "is cut off, or lies about its size"
        end = limit
    member = Member(
        name=entry.name,
        method=entry.method,
        crc=entry.crc,
        packed=entry.packed,
        size=entry.size,
        mode=entry.mode,
        header=entry.header,
        data=data,
        end=end,
    )
    return member, fault


def _disagreement(entry: _Entry, head: bytes, name: bytes) -> str:
    needed, flags, method, time, date, crc, packed, size = _LOCAL.unpack(head)[1:9]
    if name != entry.raw_name:
        shown = name.decode("utf-8", "backslashreplace")
        return f"is called '{shown}' by its own header"
    own = (needed, flags, method, time, date)
    listed = (entry.needed, entry.flags, entry.method, *entry.moment)
    # Whoever packs while reading writes the sizes behind the bytes, and nothing or the same in front.
    sizes_later = bool(entry.flags & _DESCRIBED) and (crc, packed, size) == (0, 0, 0)
    if own != listed or not (sizes_later or (crc, packed, size) == (entry.crc, entry.packed, entry.size)):
        return "has two headers that contradict each other"
    return ""


def _descriptor_length(file: BinaryIO, entry: _Entry, at: int) -> int:
    """Return how many bytes the sizes behind the data take; 0 if they are not there or wrong."""
    file.seek(at)
    found = file.read(_DESCRIPTOR.size + len(_DESCRIPTOR_MARK))
    expected = _DESCRIPTOR.pack(entry.crc, entry.packed, entry.size)
    if found == _DESCRIPTOR_MARK + expected:
        return len(found)
    return len(expected) if found.startswith(expected) else 0
