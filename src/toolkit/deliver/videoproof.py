"""Proof of a video: an MP4 by its boxes (ISO/IEC 14496-12), read as if it were hostile; nothing is decoded.

What the video shows was checked on the frames that it was made of.
"""

from collections.abc import Iterator

from toolkit.units import PixelSize

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
