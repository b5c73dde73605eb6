"""Patches: painted parts of a picture, laid over what is there."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from toolkit.render.pixels import OPAQUE, RGB, PixelArray
from toolkit.units import PixelSize

# Rows: many bands hold no ink and stay as they are, and the steps of one stay in the processor's cache.
_BAND: Final = 16


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
        """Return the part of it that has ink, as a copy of its own unless most of it has."""
        alpha = self.array[..., 3]
        rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
        if not rows.size:
            return type(self)(self.array[:0, :0].copy(), self.x, self.y)
        top, left = int(rows[0]), int(columns[0])
        part = self.array[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
        kept = part if 2 * part.size > self.array.size else part.copy()
        return type(self)(kept, self.x + left, self.y + top)

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
                _blend(self.array[band, inside], below[band, inside])


def _blend(top: PixelArray, below: PixelArray) -> None:
    """Set the lower pixels to (top·α + below·(255 − α)) / 255, rounded to the nearest level."""
    alpha = np.ascontiguousarray(top[..., 3]).astype(np.uint16)
    rest = OPAQUE - alpha
    for channel in range(RGB):
        mixed = top[..., channel] * alpha
        mixed += below[..., channel] * rest
        # Dividing by 255 as (x + 128 + (x + 128 >> 8)) >> 8 is exact for all that can come here.
        mixed += 128
        mixed += mixed >> 8
        mixed >>= 8
        below[..., channel] = mixed
