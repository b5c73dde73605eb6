"""Sprites: painted parts of a picture, laid over what is there."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from toolkit.render.encode.pillow import ink_box
from toolkit.render.pixels import PixelArray


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """Pixels with straight alpha, (height, width, 4), whose corner is at `x`, `y` px of the picture."""

    array: PixelArray
    x: int = 0
    y: int = 0

    def inked(self) -> Self:
        """Return the part of it that has ink, as a copy of its own unless it is in one piece."""
        left, top, right, bottom = ink_box(self.array)
        part = self.array[top:bottom, left:right]
        kept = np.ascontiguousarray(part) if 2 * part.size > self.array.size else part.copy()
        return type(self)(kept, self.x + left, self.y + top)

    def meets(self, other: "Sprite") -> bool:
        """Tell whether some pixel has ink of both."""
        top, left = max(self.y, other.y), max(self.x, other.x)
        one, two = (
            sprite.array[max(top - sprite.y, 0) :, max(left - sprite.x, 0) :, 3] for sprite in (self, other)
        )
        rows, columns = min(len(one), len(two)), min(one.shape[1], two.shape[1])
        return bool(np.logical_and(one[:rows, :columns], two[:rows, :columns]).any())
