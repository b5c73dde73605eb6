"""Painting in two layers: a ground that many pictures share is painted once, the rest is laid over it.

"Over" is associative (Porter and Duff, 1984), so the two layers give the picture that one would, but for
rounding to 8 bits: at most 2 of 255 levels, at the edges of letters.
"""

import numpy as np

from toolkit.render.pixels import PixelArray, Pixels

_BAND = 64  # rows; most bands of a picture hold no words and are copied as they are


def over(top: Pixels, ground: Pixels) -> Pixels:
    """Lay a picture with straight alpha over an opaque one of the same size.

    Raises `WrongSizeError` if the sizes differ.
    """
    top.require(ground.size, "the upper layer")
    if not top.has_alpha:
        return top
    result = ground.array[..., :3].copy()
    for start in range(0, result.shape[0], _BAND):
        band = slice(start, start + _BAND)
        alpha = top.array[band, :, 3]
        columns = np.flatnonzero(alpha.any(axis=0))
        if columns.size:
            inside = slice(int(columns[0]), int(columns[-1]) + 1)
            result[band, inside] = _blended(top.array[band, inside], result[band, inside])
    return Pixels(result)


def _blended(top: PixelArray, below: PixelArray) -> PixelArray:
    """(top·α + below·(255 − α)) / 255, rounded to the nearest level."""
    alpha = top[..., 3:].astype(np.uint16)
    mixed = top[..., :3] * alpha + below * (255 - alpha) + 127
    # Dividing by 255 as (x + 1 + (x >> 8)) >> 8 is exact for x up to 65,535.
    blended: PixelArray = ((mixed + 1 + (mixed >> 8)) >> 8).astype(np.uint8)
    return blended


def thinned(pixels: Pixels, step: int) -> Pixels:
    """Return every `step`-th pixel of every `step`-th row."""
    return Pixels(np.ascontiguousarray(pixels.array[::step, ::step]))
