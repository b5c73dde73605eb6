"""Pixels: the picture between an engine and an encoder, and what can go wrong on the way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.units import PixelSize

PixelArray = NDArray[np.uint8]
RGB, RGBA = 3, 4
OPAQUE = 255
_DIMENSIONS = 3


class RenderError(Exception):
    """A drawing could not become a file; the message says which engine or rule stopped it."""


class WrongSizeError(RenderError):
    """A picture does not have the pixels that its placement asks for."""


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
class Pixels:
    """A picture: shape (height, width, 3) for opaque sRGB, (height, width, 4) with straight alpha; uint8."""

    array: PixelArray

    def __post_init__(self) -> None:
        shape = self.array.shape
        is_picture = len(shape) == _DIMENSIONS and shape[2] in (RGB, RGBA) and 0 not in shape
        if self.array.dtype != np.uint8 or not is_picture:
            raise ValueError(f"not a picture: {self.array.dtype} {shape}")
        self.array.setflags(write=False)

    @property
    def size(self) -> PixelSize:
        """Width and height in px."""
        return PixelSize(self.array.shape[1], self.array.shape[0])

    @property
    def has_alpha(self) -> bool:
        """Whether there is a fourth, straight alpha channel."""
        return bool(self.array.shape[2] == RGBA)

    def require(self, size: PixelSize, maker: str) -> None:
        """Raise `WrongSizeError`, naming the `maker`, unless the picture has exactly `size`."""
        if self.size != size:
            raise WrongSizeError(f"{maker} made {self.size} px, asked for {size}")
