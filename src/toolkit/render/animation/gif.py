"""GIF: one palette for all frames, dots that stand still while forms move, and only what changed in each.

Pillow packs the pixels of a frame; what is around them is written here (GIF89a, 1990), as Pillow would look
for what changed in every pixel of every frame.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from toolkit.render.animation.frames import Frames, bounds_of, cut, moving_in
from toolkit.render.pixels import OPAQUE, RGB, PixelArray

__all__ = ["gif"]

_Number = TypeVar("_Number", bound=np.generic)

_HELD_PIXELS: Final = 100_000  # of the first frame, which shows the palette
_MOVING_PIXELS: Final = 60_000
_SAMPLE: Final = 15_000
_SAMPLE_MOVING: Final = _SAMPLE // 6
_SETTLED: Final = 1000  # colours that may still change their place when the palette is taken as good
_SHADE_BITS: Final = 6  # of a channel; colours nearer to each other than that count as one
_BAYER_SIDE: Final = 8
_DITHER: Final = 10  # levels from the faintest to the strongest dot
_PLACES: Final = 256
_LOOP: Final = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"  # endless
_TABLE_256: Final = 0b1_111_0_111  # a global table of 256 colours, 8 bits each (18, packed fields)
_STAYS: Final = 1  # disposal: what a frame shows stays below the next (23)


def gif(reel: Frames, colours: int) -> bytes:
    """Return an endless GIF of at most so many colours, one of which is clear."""
    moving = np.flatnonzero(moving_in(reel.parts))
    palette = _Palette.of(_sample(reel, moving), colours - 1)
    size = reel.first.size
    screen = struct.pack("<HHBBB", size.width, size.height, _TABLE_256, 0, 0)
    blocks = (_block(frame, palette.clear) for frame in _frames(reel, palette, moving))
    return b"".join([b"GIF89a", screen, palette.table, _LOOP, *blocks, b";"])


@dataclass(frozen=True, slots=True)
class _Frame:
    """What changes at the corner `left`, `top` of the picture, as places in the palette, and for how long."""

    places: PixelArray
    left: int
    top: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class _Palette:
    """Colours, as Pillow wants them, and the place that stands for clear."""

    image: Image.Image
    clear: int

    @classmethod
    def of(cls, sample: PixelArray, colours: int) -> Self:
        """Choose so many by median cut from a sample, (count, 3)."""
        chosen = Image.fromarray(sample[None])
        chosen = chosen.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=_SETTLED)
        image = Image.new("P", (1, 1))
        image.putpalette((chosen.getpalette() or [])[: RGB * colours])
        return cls(image, colours)

    @property
    def table(self) -> bytes:
        """The colours as a global table."""
        return bytes(self.image.getpalette() or []).ljust(RGB * _PLACES, b"\0")[: RGB * _PLACES]

    def places(self, pixels: PixelArray) -> PixelArray:
        """Return the place of the colour next to each of some pixels, (height, width, 3)."""
        found = Image.fromarray(pixels).quantize(palette=self.image, dither=Image.Dither.NONE)
        return np.asarray(found)


def _frames(reel: Frames, palette: _Palette, moving: NDArray[np.intp]) -> Iterator[_Frame]:
    """Yield the frames; one that shows what the last did adds to its time."""
    whole, *later = _placed(reel, palette, moving)
    held = _Frame(whole, 0, 0, reel.durations_ms[0])
    last = cut(whole, reel.box).reshape(-1)[moving]
    for now, duration in zip(later, reel.durations_ms[1:], strict=True):
        if np.array_equal(now, last):
            held = replace(held, duration_ms=held.duration_ms + duration)
            continue
        yield held
        # What did not change is clear: long runs of one place pack to nearly nothing.
        shown = np.full((reel.box.size.height, reel.box.size.width), palette.clear, dtype=np.uint8)
        shown.reshape(-1)[moving] = np.where(now == last, palette.clear, now)
        inner = bounds_of(shown != palette.clear)
        held = _Frame(cut(shown, inner), reel.box.left + inner.left, reel.box.top + inner.top, duration)
        last = now
    yield held


def _placed(reel: Frames, palette: _Palette, moving: NDArray[np.intp]) -> Iterator[PixelArray]:
    """Yield the places of the whole first frame, (height, width), and then of what moves in each, (count)."""
    dots = _dots(reel.first.size.height, reel.first.size.width)
    yield palette.places(_dotted(reel.first.array, dots))
    box = reel.box
    own = dots[box.top : box.bottom, box.left : box.right].reshape(-1)[moving]
    for part in reel.parts[1:]:
        pixels = _dotted(part.reshape(-1, RGB)[moving], own)
        yield palette.places(pixels[None])[0] if moving.size else pixels[:, 0]


def _block(frame: _Frame, clear: int) -> bytes:
    """Return a frame as its control extension and image."""
    image = Image.fromarray(np.ascontiguousarray(frame.places))
    options = {"duration": frame.duration_ms, "disposal": _STAYS, "transparency": clear}
    return b"".join(GifImagePlugin.getdata(image, (frame.left, frame.top), **options))


def _sample(reel: Frames, moving: NDArray[np.intp]) -> PixelArray:
    """Return colours for the first frame, which is held, and for the tints of what changes later."""
    first = _evened(_some(reel.first.array.reshape(-1, RGB), _HELD_PIXELS), _SAMPLE)
    if not moving.size:
        return first
    each = _some(moving, _MOVING_PIXELS // len(reel.parts))
    changed = np.concatenate([part.reshape(-1, RGB)[each] for part in reel.parts])
    return np.concatenate([first, _evened(changed, _SAMPLE_MOVING)])


def _some(values: NDArray[_Number], count: int) -> NDArray[_Number]:
    """Return every so manieth of some values, at least `count` if there are as many."""
    return values[:: max(1, len(values) // count)]


def _evened(pixels: PixelArray, count: int) -> PixelArray:
    """Return about `count` pixels with the colours of others, by the roots of how many have each.

    A small light in a large ground then gets colours enough to glow without rings.
    """
    coarse = (pixels >> 8 - _SHADE_BITS).astype(np.intp)
    codes = (coarse[:, 0] << 2 * _SHADE_BITS) + (coarse[:, 1] << _SHADE_BITS) + coarse[:, 2]
    counts = np.bincount(codes)
    found = np.flatnonzero(counts)
    sums = [np.bincount(codes, pixels[:, channel])[found] for channel in range(RGB)]
    means = np.round(np.stack(sums, axis=-1) / counts[found, None]).astype(np.uint8)
    weights = np.sqrt(counts[found])
    times = np.maximum(1, np.round(weights * count / max(1.0, weights.sum()))).astype(np.intp)
    return np.repeat(means, times, axis=0)


@lru_cache(maxsize=4)
def _dots(height: int, width: int) -> NDArray[np.int8]:
    """Return the steps of an ordered dither (Bayer, 1973), in levels: gradients do not break into bands."""
    rank = np.zeros((1, 1))
    while rank.shape[0] < _BAYER_SIDE:
        rank = np.block([[4 * rank, 4 * rank + 2], [4 * rank + 3, 4 * rank + 1]])
    steps = np.round(((rank + 0.5) / rank.size - 0.5) * _DITHER).astype(np.int8)
    tiled = np.tile(steps, (-(-height // _BAYER_SIDE), -(-width // _BAYER_SIDE)))
    dots = np.ascontiguousarray(tiled[:height, :width])
    dots.setflags(write=False)
    return dots


def _dotted(pixels: PixelArray, dots: NDArray[np.int8]) -> PixelArray:
    """Return pixels, (…, 3), a little lighter or darker by their dots, (…)."""
    found = np.empty_like(pixels)
    for channel in range(RGB):
        stepped = pixels[..., channel] + dots.astype(np.int16)
        found[..., channel] = np.clip(stepped, 0, OPAQUE, out=stepped)
    return found
