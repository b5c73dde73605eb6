"""Painting in two layers: a ground that many pictures share is painted once, the rest is laid over it.

"Over" is associative (Porter and Duff, 1984), so the layers give the picture that one would, but for
rounding to 8 bits: at most 2 of 255 levels, at the edges of letters.
"""

import numpy as np

from toolkit.render.panel import Panel
from toolkit.render.patch import Patch
from toolkit.render.pixels import Pixels


def over(top: Pixels, ground: Pixels) -> Pixels:
    """Lay a picture with straight alpha over an opaque one of the same size.

    Raises `WrongSizeError` if the sizes differ.
    """
    top.require(ground.size, "the upper layer")
    if not top.has_alpha:
        return top
    panel = Panel.of(ground.array[..., :3])
    panel.lay(Patch(top.array))
    return Pixels(panel.array)


def thinned(pixels: Pixels, step: int) -> Pixels:
    """Return every `step`-th pixel of every `step`-th row."""
    return Pixels(np.ascontiguousarray(pixels.array[::step, ::step]))
