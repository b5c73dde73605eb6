"""Patches: painted parts of a picture, laid over what is there."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from toolkit.render.pixels import OPAQUE, PixelArray
from toolkit.units import PixelSize

_BAND: Final = 64  # rows; most bands of a picture hold no ink and stay as they are


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelBox:
    """Whole pixels of a picture: from `left` and `top` up to `right` and `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> PixelSize:
        """Its width and height."""
        return PixelSize(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Pixels with straight alpha, (height, width, 4), whose corner is at `x`, `y` px of the picture."""

    array: PixelArray
    x: int = 0
    y: int = 0

    def inked(self) -> Self:
        """Return the part of it that has ink, as a copy of its own."""
        alpha = self.array[..., 3]
        rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
        if not rows.size:
            return type(self)(self.array[:0, :0].copy(), self.x, self.y)
        top, left = int(rows[0]), int(columns[0])
        part = self.array[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
        return type(self)(part.copy(), self.x + left, self.y + top)

    def meets(self, other: "Patch") -> bool:
        """Tell whether some pixel has ink of both."""
        top, left = max(self.y, other.y), max(self.x, other.x)
        one, two = (
            patch.array[max(top - patch.y, 0) :, max(left - patch.x, 0) :, 3] for patch in (self, other)
        )
        rows, columns = min(len(one), len(two)), min(one.shape[1], two.shape[1])
        return bool(np.logical_and(one[:rows, :columns], two[:rows, :columns]).any())

    def lay_on(self, picture: PixelArray) -> None:
        """Lay it over an opaque picture, (height, width, 3), which is changed."""
        height, width = self.array.shape[:2]
        below = picture[self.y : self.y + height, self.x : self.x + width]
        for start in range(0, height, _BAND):
            band = slice(start, start + _BAND)
            alpha = self.array[band, :, 3]
            columns = np.flatnonzero(alpha.any(axis=0))
            if columns.size:
                inside = slice(int(columns[0]), int(columns[-1]) + 1)
                below[band, inside] = blended(self.array[band, inside], below[band, inside])


def blended(top: PixelArray, below: PixelArray) -> PixelArray:
    """(top·α + below·(255 − α)) / 255, rounded to the nearest level."""
    alpha = top[..., 3:].astype(np.uint16)
    mixed = top[..., :3] * alpha + below * (OPAQUE - alpha) + 127
    # Dividing by 255 as (x + 1 + (x >> 8)) >> 8 is exact for x up to 65,535.
    result: PixelArray = ((mixed + 1 + (mixed >> 8)) >> 8).astype(np.uint8)
    return result
