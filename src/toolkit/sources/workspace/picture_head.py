"""Heads of pictures: what a PNG or JPEG file says of itself, read before anything is decoded.

PNG: ISO/IEC 15948, 5 and 11. JPEG: ITU-T T.81, annex B.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_CHUNK_HEAD = 8  # length and type; a check sum of four bytes stands behind the data
_GAMMA_UNIT = 100_000
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN, _END = 0xDA, 0xD9
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_OTHERS = (
    (b"GIF8", "a GIF"),
    (b"BM", "a BMP"),
    (b"II*\x00", "a TIFF"),
    (b"MM\x00*", "a TIFF"),
    (b"%PDF", "a PDF"),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000"),
    (b"\xff\x0a", "a JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL"),
    (b"<", "an SVG or a web page"),
    (b"PK", "a ZIP archive"),
    (b"version https://git-lfs", "a pointer of Git LFS"),
)
_BOX = 4  # bytes of length before the brand of an ISO base media file
_BRANDS = {b"heic": "a HEIC", b"heix": "a HEIC", b"mif1": "a HEIC", b"msf1": "a HEIC", b"avif": "an AVIF"}


class HeadError(ValueError):
    """A file that is no PNG or JPEG, or is cut off within its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureHead:
    """What is known before decoding: size in px, bits of a sample, scans of a JPEG, and what a PNG holds."""

    kind: Literal["PNG", "JPEG"]
    width: int
    height: int
    bits: int = 8
    scans: int = 1
    chunks: frozenset[bytes] = frozenset()
    is_palette: bool = False
    gamma: float = 0.0
    """The exponent of a PNG's samples, 0.45455 for those of a usual screen; 0 if the file does not say."""
    transfer: int = 0
    """The transfer function by its number in ITU-T H.273; 16 and 18 are those of HDR."""

    @property
    def pixels(self) -> int:
        """How many px there are."""
        return self.width * self.height


def head_of(data: bytes) -> PictureHead:
    """Return what a picture says of itself; raise `HeadError` with what the file is instead."""
    if data.startswith(_PNG):
        return _png_head(data)
    if data.startswith(_JPEG):
        return _jpeg_head(data)
    raise HeadError(f"is {_other(data)}, not a PNG or JPEG picture")


def _other(data: bytes) -> str:
    if not data.strip():
        return "empty"
    if data[8:12] == b"WEBP":
        return "a WebP"
    if data[_BOX : _BOX * 2] == b"ftyp":
        return _BRANDS.get(data[_BOX * 2 : _BOX * 3], "a film")
    known = (name for mark, name in _OTHERS if data.lstrip().startswith(mark) or data.startswith(mark))
    return next(known, "something else")


def _png_head(data: bytes) -> PictureHead:
    chunks = dict(_chunks(data))
    header = chunks.get(b"IHDR", b"")
    try:
        width, height, bits, colour = struct.unpack(">IIBB", header[:10])
        gamma = struct.unpack(">I", chunks.get(b"gAMA", bytes(4))[:4])[0] / _GAMMA_UNIT
    except struct.error as error:
        raise HeadError("is cut off or damaged at its beginning") from error
    plain = not chunks.keys() & {b"iCCP", b"sRGB", b"cICP"}
    return PictureHead(
        kind="PNG",
        width=width,
        height=height,
        bits=bits,
        chunks=frozenset(chunks),
        is_palette=colour == 3,  # noqa: PLR2004  the colour type of a palette, table 11.1
        gamma=gamma if plain else 0.0,
        transfer=(chunks.get(b"cICP", b"") + bytes(2))[1],
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield type and data of every chunk, as far as they are whole."""
    at = len(_PNG)
    while at + _CHUNK_HEAD <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + _CHUNK_HEAD
        yield name, data[start : start + min(length, 64)]
        at = start + length + 4


def _jpeg_head(data: bytes) -> PictureHead:
    frame, scans, at = None, 0, 2
    while found := _MARKER.search(data, at):
        marker, at = found[1][0], found.end()
        if marker == _END:
            break
        if marker in _WITHOUT_LENGTH or at + 2 > len(data):
            continue
        if marker in _START_OF_FRAME and frame is None:
            frame = data[at + 2 : at + 7]
        scans += marker == _START_OF_SCAN
        at += max(2, int.from_bytes(data[at : at + 2]))
    try:
        bits, height, width = struct.unpack(">BHH", frame or b"")
    except struct.error as error:
        raise HeadError("is cut off or damaged at its beginning") from error
    return PictureHead(kind="JPEG", width=width, height=height, bits=bits, scans=max(scans, 1))
