"""Proof of a picture: the file is what the manifest says, told from its content, not from its name."""

from collections.abc import Iterator

from toolkit.deliver.kit.manifest import FileFacts
from toolkit.render.checks.readability import decode_qr
from toolkit.render.encode.pillow import decoded, picture_facts
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels, RenderError
from toolkit.units import PixelSize

_PDF_MAGIC = b"%PDF-"
_MAX_SIDE = 32_767


def faults_of_picture(record: FileFacts, data: bytes) -> Iterator[str]:
    """Yield what is wrong with a picture or page: its format, its px, and where its QR code leads.

    A PDF page is only known by its first bytes here, and a video by its size; their QR codes were decoded
    when they were made. Of a moving picture the code is read in the first frame, which is held.
    """
    extension = record.path.rpartition(".")[2]
    if extension == "pdf":
        if not data.startswith(_PDF_MAGIC):
            yield "is not a PDF file"
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


def _faults_of_pixels(record: FileFacts, data: bytes, size: PixelSize) -> Iterator[str]:
    try:
        facts = picture_facts(data)
    except RenderError:
        yield "is not a picture that can be read"
        return
    extension = record.path.rpartition(".")[2]
    if facts.codec != extension:
        yield f"is a {facts.codec} file, not {extension}"
    if facts.size != size:
        yield f"is {facts.size} px, not {size}"
    if (facts.frames > 1) is not bool(record.moving):
        yield "does not move" if record.moving else "moves, and the manifest does not say so"
    if record.qr is not None:
        yield from _faults_of_code(record.qr, Pixels(decoded(data)))


def _faults_of_svg(record: FileFacts, data: bytes, size: PixelSize) -> Iterator[str]:
    """Draw the SVG by the default engine, which refuses anything a laid-out SVG may not hold."""
    try:
        pixels = engine_named(DEFAULT_ENGINE).rasterise(data, size)
    except RenderError as error:
        yield str(error)
        return
    if record.qr is not None:
        yield from _faults_of_code(record.qr, pixels)


def _faults_of_code(address: str, pixels: Pixels) -> Iterator[str]:
    found = decode_qr(pixels)
    if found == (address,):
        return
    yield (
        f"its QR code leads to {', '.join(found)}, not to {address}"
        if found
        else "its QR code cannot be read"
    )


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
