"""Proof of a file: it is what the manifest says, told from its content, not from its name."""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.deliver.kit.manifest import FileFacts
from toolkit.file_formats import Codec
from toolkit.render.checks.readability import decode_qr
from toolkit.render.encode.pillow import decoded, picture_facts
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels, RenderError, WrongSizeError
from toolkit.units import PixelSize

_PDF_MAGIC: Final = b"%PDF-"
_PDF_END: Final = b"%%EOF"  # white space may follow (ISO 32000-2, 7.5.5)
_MAX_SIDE: Final = 32_767
# More than the largest sheet planned, at 300 dpi: what is larger is not unpacked into memory.
_MAX_PIXELS: Final = 40_000_000
# An SVG is drawn at most so large: its QR code is read as well, and drawing ends sooner.
_SVG_SIDE: Final = 1080
# How a file of each format ends (PNG, 11.2.5; JPEG, B.1.1.3; GIF89a, 27).
_ENDINGS: Final = {Codec.PNG: b"IEND\xaeB`\x82", Codec.JPG: b"\xff\xd9", Codec.GIF: b"\x3b"}
# What plain text does not hold: the C0 controls but tab and the ends of lines.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def faults_of_text(data: bytes) -> Iterator[str]:
    """Yield what keeps a file from being plain text in UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"is no text: it is not UTF-8 from byte {error.start:,} on"
        return
    if found := _CONTROLS.search(text):
        yield f"is no text: it holds the control character U+{ord(found[0]):04X}"


def faults_of_picture(record: FileFacts, data: bytes) -> Iterator[str]:
    """Yield what is wrong with a picture or page: its format, its px, and where its QR code leads.

    A PDF page is only known by how it begins and ends here, and a video by its size; their QR codes were
    decoded when they were made. Of a moving picture the code is read in the first frame, which is held.
    """
    extension = record.path.rpartition(".")[2]
    if extension == "pdf":
        yield from _faults_of_page(data)
        return
    if record.width is None or record.height is None or max(record.width, record.height) > _MAX_SIDE:
        yield "has no size in the manifest, or one that no picture has"
        return
    size = PixelSize(record.width, record.height)
    if extension == "mp4":
        yield from faults_of_video(data, size)
    elif extension == "svg":
        yield from _faults_of_svg(record, data, size)
    else:
        yield from _faults_of_pixels(record, data, size)


def _faults_of_page(data: bytes) -> Iterator[str]:
    if not data.startswith(_PDF_MAGIC):
        yield "is not a PDF file"
    elif _PDF_END in data and data.rpartition(_PDF_END)[2].strip():
        yield "has something behind the end of the page"


def _faults_of_pixels(record: FileFacts, data: bytes, size: PixelSize) -> Iterator[str]:
    try:
        facts = picture_facts(data, most_pixels=_MAX_PIXELS)
    except WrongSizeError as error:
        yield str(error)
        return
    except RenderError:
        yield "is not a picture that can be read"
        return
    extension = record.path.rpartition(".")[2]
    if facts.codec != extension:
        yield f"is a {facts.codec} file, not {extension}"
    elif not _is_whole(facts.codec, data):
        yield "is cut off, or something stands behind the end of the picture"
    if facts.size != size:
        yield f"is {facts.size} px, not {size}"
    if (facts.frames > 1) is not bool(record.moving):
        yield "does not move" if record.moving else "moves, and the manifest does not say so"
    yield from _faults_of_code(record.qr, Pixels(decoded(data)))


def _is_whole(codec: Codec, data: bytes) -> bool:
    """Tell whether a picture ends where its file ends: behind it, another file could hide."""
    if codec is Codec.WEBP:  # RIFF: the length of what follows it
        return int.from_bytes(data[4:8], "little") + 8 == len(data)
    return data.endswith(_ENDINGS.get(codec, b""))


def _faults_of_svg(record: FileFacts, data: bytes, size: PixelSize) -> Iterator[str]:
    """Draw the SVG by the default engine, which refuses anything a laid-out SVG may not hold."""
    factor = min(1.0, _SVG_SIDE / max(size.width, size.height))
    drawn = PixelSize(max(1, round(size.width * factor)), max(1, round(size.height * factor)))
    try:
        pixels = engine_named(DEFAULT_ENGINE).rasterise(data, drawn)
    except RenderError as error:
        yield str(error)
        return
    yield from _faults_of_code(record.qr, pixels)


def _faults_of_code(address: str | None, pixels: Pixels) -> Iterator[str]:
    """Compare where the codes of a picture lead with what is said of it: an address, or that it has none."""
    found = decode_qr(pixels)
    if found == ((address,) if address is not None else ()):
        return
    if address is None:
        yield f"has a QR code that the manifest does not tell; it leads to {', '.join(found)}"
    elif found:
        yield f"its QR code leads to {', '.join(found)}, not to {address}"
    else:
        yield "its QR code cannot be read"


_HEADER = 8
_BRAND = b"ftyp"
_TRACK_HEADER = ("moov", "trak", "tkhd")
_SIZE = 8  # width and height end a track header, as 16.16 numbers (8.3.2)


def faults_of_video(data: bytes, size: PixelSize) -> Iterator[str]:
    """Yield what is wrong with a video of that many px: that it is none, or has another size."""
    if data[4:_HEADER] != _BRAND:
        yield "is not an MP4 file"
        return
    found = {_size_in(header) for header in _boxes_at(data, _TRACK_HEADER)}
    if found != {size}:
        sizes = ", ".join(sorted(map(str, found))) or "without a picture"
        yield f"is {sizes}, not {size} px"


def _boxes_at(data: bytes, path: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the contents of the boxes at a path, each step inside the one before."""
    for name, content in _boxes(data):
        if name == path[0]:
            yield from _boxes_at(content, path[1:]) if path[1:] else (content,)


def _boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the boxes side by side; one that is cut off or nameless ends the list."""
    at = 0
    while at + _HEADER <= len(data):
        length = int.from_bytes(data[at : at + 4])
        if length < _HEADER or at + length > len(data):
            return
        yield data[at + 4 : at + _HEADER].decode("latin-1"), data[at + _HEADER : at + length]
        at += length


def _size_in(header: bytes) -> PixelSize:
    end = header[-_SIZE:]
    return PixelSize(int.from_bytes(end[:2]), int.from_bytes(end[4:6]))
