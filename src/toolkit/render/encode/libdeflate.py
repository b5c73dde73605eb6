"""Zlib streams (RFC 1950) by libdeflate: fast, and the same bytes on every machine, unlike zlib's own."""

import deflate

from toolkit.render.pixels import PixelArray

__all__ = ["checksum", "deflated", "inflated"]


def deflated(data: bytes | PixelArray, level: int) -> bytes:
    """Return data as a stream, packed at a level from 1, the quickest, to 12, the tightest."""
    return bytes(deflate.zlib_compress(data, level))


def inflated(stream: bytes, size: int) -> bytes:
    """Return the `size` bytes that a stream was made of."""
    return bytes(deflate.zlib_decompress(stream, size))


def checksum(data: bytes) -> int:
    """Return the CRC-32 of data, as PNG has it."""
    return int(deflate.crc32(data))
