"""Backdrops: opaque pictures that sprites are laid on, one after the other. Laying is Pillow's, in C."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from PIL import Image

from toolkit.render.compositor.sprite import Sprite
from toolkit.render.encode.pillow import layer_of
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, Pixels
from toolkit.units import PixelSize

__all__ = ["Backdrop"]


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """An opaque picture that can be laid on; `array` is what it shows."""

    _image: Image.Image

    @classmethod
    def of(cls, array: PixelArray) -> Self:
        """Take a copy of an opaque picture, (height, width, 3)."""
        return cls(Image.fromarray(array))

    @property
    def weight(self) -> int:
        """The bytes that it takes in memory."""
        return 4 * self._image.width * self._image.height

    @property
    def array(self) -> PixelArray:
        """A copy of its pixels, (height, width, 3)."""
        return np.asarray(self._image)

    def thinned(self, step: int) -> PixelArray:
        """Return every `step`-th of its pixels, across and down, without taking a copy of all."""
        step = min(step, self._image.width, self._image.height)  # something is left of a slender one
        width, height = self._image.width // step, self._image.height // step
        inside = (0, 0, width * step, height * step)
        return np.asarray(self._image.resize((width, height), Image.Resampling.NEAREST, inside))

    def copy(self) -> "Backdrop":
        """Return another one that shows the same."""
        return Backdrop(self._image.copy())

    def turned_over(self) -> "Backdrop":
        """Return another one that shows the same from the other side: left is right."""
        return Backdrop(self._image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))

    def lay(self, sprite: Sprite) -> None:
        """Lay a sprite on it: (top·α + below·(255 − α)) / 255, rounded to the nearest level."""
        if sprite.array.size:
            layer = layer_of(sprite.array)
            # A picture that is its own mask is laid by its alpha (Pillow's Paste.c), rounded as in `ink`.
            self._image.paste(layer, (sprite.x, sprite.y), layer)


def over(top: Pixels, ground: Pixels) -> Pixels:
    """Lay a picture with straight alpha over an opaque one of the same size.

    Raises `WrongSizeError` if the sizes differ.
    """
    top.require(ground.size, "the upper layer")
    if not top.has_alpha:
        return top
    backdrop = Backdrop.of(ground.array[..., :3])
    backdrop.lay(Sprite(top.array))
    return Pixels(backdrop.array)


def thinned(pixels: Pixels, step: int) -> Pixels:
    """Return every `step`-th pixel of every `step`-th row."""
    return Pixels(np.ascontiguousarray(pixels.array[::step, ::step]))


def plain(size: PixelSize, level: int) -> Pixels:
    """Return a picture of one grey (`level` of 255) throughout."""
    return Pixels(np.full((size.height, size.width, RGB), level, dtype=np.uint8))


def on_white(pixels: Pixels) -> Pixels:
    """Return a picture laid on white; an opaque one is itself."""
    return over(pixels, plain(pixels.size, OPAQUE))
