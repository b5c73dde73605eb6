"""Ink: the pixels of a layer that are not clear, to be laid over a picture again and again."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from toolkit.render.compositor.sprite import Sprite
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, PixelBox

__all__ = ["Ink"]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Where in the picture each inked pixel is, its colour (3, count) and its straight alpha (count)."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    colours: NDArray[np.uint16]
    alpha: NDArray[np.uint8]

    @classmethod
    def of(cls, patch: Sprite) -> Self:
        """Take the ink of a patch; letters fill a third of their box, so frames cost a third."""
        rows, columns = np.nonzero(patch.array[..., 3])
        found = patch.array[rows, columns]
        colours = np.ascontiguousarray(found[:, :RGB].T).astype(np.uint16)
        return cls(rows + patch.y, columns + patch.x, colours, np.ascontiguousarray(found[:, 3]))

    def lay_on(self, shown: PixelArray, box: PixelBox, *, share: float, by: int) -> None:
        """Lay it over what a box shows, with a share of its opacity and `by` px aside."""
        columns, rows, colours, alpha = self.columns + (by - box.left), self.rows, self.colours, self.alpha
        inside = (columns >= 0) & (columns < box.size.width)
        if not inside.all():
            columns, rows, alpha = columns[inside], rows[inside], alpha[inside]
            colours = colours[:, inside]
        shares = np.round(np.arange(OPAQUE + 1, dtype=np.float32) * np.float32(share)).astype(np.uint16)
        _blend(shown.reshape(-1), ((rows - box.top) * box.size.width + columns) * RGB, colours, shares[alpha])


def _blend(
    below: PixelArray, places: NDArray[np.intp], colours: NDArray[np.uint16], alpha: NDArray[np.uint16]
) -> None:
    """Set pixels to (colour·α + below·(255 − α)) / 255, rounded to the nearest level, as patches are laid."""
    rest = OPAQUE - alpha
    for channel in range(RGB):
        at = places + channel
        mixed = colours[channel] * alpha
        mixed += below[at] * rest
        # Dividing by 255 as (x + 128 + (x + 128 >> 8)) >> 8 is exact for all that can come here.
        mixed += 128
        mixed += mixed >> 8
        mixed >>= 8
        below[at] = mixed
