"""PNG files: without loss, small, valid, and the same bytes every time."""

import hashlib
import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from toolkit.render.encode.png import png
from toolkit.render.pixels import PixelArray, Pixels


def noise(height: int, width: int, channels: int = 3, colours: int = 256) -> Pixels:
    """Return a picture with at most `colours` grey levels a channel, from a fixed seed."""
    random = np.random.default_rng(7)
    return Pixels(random.integers(0, colours, (height, width, channels), dtype=np.uint8))


def gradient(side: int = 200) -> Pixels:
    """Return a soft picture of many colours."""
    ramp = np.arange(side)
    red, green = np.meshgrid(ramp, ramp)
    return Pixels(np.stack([red, green, (red + green) // 2], axis=-1).astype(np.uint8))


def with_colours(count: int, width: int = 33) -> Pixels:
    """Return a picture of exactly `count` colours."""
    codes = np.arange(count)
    table = np.stack([codes % 256, codes // 256, codes * 7 % 256], axis=-1).astype(np.uint8)
    indices = np.resize(np.arange(count), (40, width))
    return Pixels(table[indices])


def read(data: bytes, mode: str = "RGB") -> PixelArray:
    """Return what Pillow reads in a file."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert(mode))


def chunks(data: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a file by name, with every CRC checked."""
    found, position = {}, 8
    while position < len(data):
        length, name = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + length]
        (crc,) = struct.unpack(">I", data[position + 8 + length : position + 12 + length])
        assert crc == zlib.crc32(name + body)
        found[name] = body
        position += 12 + length
    return found


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (17, 33), (315, 851)])
def test_nothing_is_lost(size: tuple[int, int]) -> None:
    """Another decoder reads the very pixels back, for odd sizes too."""
    pixels = noise(*size)
    assert (read(png(pixels)) == pixels.array).all()


@pytest.mark.parametrize("kind", [0, 1, 2, 3, 4])
def test_every_row_filter_can_be_read(kind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """None, sub, up, average and Paeth are all undone by another decoder, whichever is chosen."""
    monkeypatch.setattr("toolkit.render.encode.png._best_filter", lambda _rows, _step: kind)
    for pixels in (gradient(), noise(9, 13, 4)):
        data = png(pixels)
        assert zlib.decompress(chunks(data)[b"IDAT"])[0] == kind
        assert (read(data, "RGBA" if pixels.has_alpha else "RGB") == pixels.array).all()


@pytest.mark.parametrize("alpha", [3, 4])
def test_squeezed_files_lose_nothing(alpha: int) -> None:
    """Whatever the filters of the rows, a squeezed file holds the same pixels and is not heavier."""
    soft = np.clip(gradient().array.astype(int) + noise(200, 200, colours=7).array, 0, 255).astype(np.uint8)
    for pixels in (gradient(), Pixels(soft), noise(60, 50, alpha), with_colours(9)):
        data = png(pixels, squeezed=True)
        assert (read(data, "RGBA" if pixels.has_alpha else "RGB") == pixels.array).all()
        assert len(data) <= len(png(pixels))


def test_the_filter_fits_the_picture() -> None:
    """A gradient is filtered, to be smaller; noise of few levels, which filters only spread, is not."""
    assert zlib.decompress(chunks(png(gradient()))[b"IDAT"])[0] != 0
    assert zlib.decompress(chunks(png(noise(99, 99, colours=7)))[b"IDAT"])[0] == 0


def test_alpha_is_kept_and_idle_alpha_dropped() -> None:
    """A fourth channel costs bytes only where a pixel is see-through."""
    pixels = noise(20, 30, 4)
    assert (read(png(pixels), "RGBA") == pixels.array).all()
    opaque = pixels.array.copy()
    opaque[..., 3] = 255
    assert png(Pixels(opaque)) == png(Pixels(np.ascontiguousarray(opaque[..., :3])))


@pytest.mark.parametrize(
    ("colours", "depth", "kind"),
    [(1, 1, 3), (2, 1, 3), (4, 2, 3), (5, 4, 3), (17, 8, 3), (256, 8, 3), (257, 8, 2)],
)
@pytest.mark.parametrize("width", [32, 33, 39])
def test_few_colours_become_a_palette(colours: int, depth: int, kind: int, width: int) -> None:
    """Up to 256 colours are a palette of the smallest depth; one more is truecolour. Pixels stay the same."""
    pixels = with_colours(colours, width)
    data = png(pixels)
    header = chunks(data)[b"IHDR"]
    assert (header[8], header[9]) == (depth, kind)
    assert (b"PLTE" in chunks(data)) == (kind == 3)
    assert (read(data) == pixels.array).all()


def test_a_rare_colour_is_not_overlooked() -> None:
    """A single pixel of a 257th colour anywhere keeps the picture out of a palette."""
    array = with_colours(256, 300).array.copy()
    array[13, 17] = (9, 9, 9)
    assert (read(png(Pixels(array))) == array).all()


def test_the_bytes_never_change() -> None:
    """The same picture gives these bytes on any machine; a new encoder must change this on purpose."""
    digest = hashlib.sha256(png(gradient(64)) + png(with_colours(17)) + png(noise(8, 8, 4))).hexdigest()
    assert digest == "8ac51338b77dfa297cb3abc0908836e9982d043fdf0391202a21487fc09003eb"
    assert png(gradient()) == png(gradient())


def test_print_resolution_and_colour_space_are_written() -> None:
    """300 dpi is 11,811 pixels per metre; the colours are declared to be sRGB."""
    found = chunks(png(gradient(8), dpi=300))
    assert struct.unpack(">IIB", found[b"pHYs"]) == (11811, 11811, 1)
    assert found[b"sRGB"] == b"\0"
    assert b"pHYs" not in chunks(png(gradient(8)))


def test_a_picture_that_is_not_contiguous_is_written_right() -> None:
    """A crop of a larger picture is encoded like a copy of it."""
    crop = gradient().array[10:50, 20:90]
    assert png(Pixels(crop)) == png(Pixels(np.ascontiguousarray(crop)))
