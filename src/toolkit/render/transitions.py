"""Transitions: a few frames from a finished picture's two layers, so that it moves without a new layout.

The first frame is always the finished picture, held: mail programs, previews and people who prefer reduced
motion see that one. Nothing flashes: each change happens once a loop, or in slow waves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from toolkit.render.layers import over
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, Pixels
from toolkit.units import Rect

__all__ = ["MAX_FRAMES", "Reel", "fade", "pulse", "slide_in"]

MAX_FRAMES: Final = 15
"""Enough for a movement of a second; each further frame adds to the weight."""

_HOLD_MS: Final = 2_400
_STEP_MS: Final = 80
_SLIDE: Final = 0.06  # of the picture's width
_STAGGER: Final = 0.35  # of one box's time between the starts of two
_EDGE: Final = 2  # px; the smooth edges of letters reach beyond their ink
_NEAR: Final = 60  # levels; how far from the accent colour its smooth edges may be
_STRENGTH: Final = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """Frames of one size, and how long each stays, in ms."""

    frames: tuple[Pixels, ...]
    durations_ms: tuple[int, ...]


def fade(ground: Pixels, body: Pixels, *, frames: int = MAX_FRAMES) -> Reel:
    """Let the body (straight alpha) come up on the ground."""
    return _reel([over(_fainter(body, _eased(at)), ground) for at in _times(frames)], over(body, ground))


def slide_in(
    ground: Pixels, body: Pixels, boxes: Sequence[Rect], *, rtl: bool = False, frames: int = MAX_FRAMES
) -> Reel:
    """Let the words in `boxes` (px) come in from the reading start, one after the other; the rest stands.

    Where boxes overlap, the first has the pixels. `rtl` is for scripts that run from right to left.
    """
    rest = body.array.copy()
    parts = [_cut_out(rest, box) for box in boxes]
    distance = body.size.width * _SLIDE * (1 if rtl else -1)
    shown = []
    for at in _times(frames):
        picture = over(Pixels(rest.copy()), ground)
        for index, part in enumerate(parts):
            own = _eased(min(max(at * (1 + _STAGGER * (len(parts) - 1)) - index * _STAGGER, 0.0), 1.0))
            picture = over(_moved(_fainter(Pixels(part), own), round(distance * (1 - own))), picture)
        shown.append(picture)
    return _reel(shown, over(body, ground))


def pulse(ground: Pixels, body: Pixels, accent: tuple[int, int, int], *, frames: int = MAX_FRAMES) -> Reel:
    """Let everything in the body that has the accent colour brighten and dim, once a loop."""
    apart = np.abs(body.array[..., :RGB].astype(np.int16) - np.array(accent, dtype=np.int16)).max(axis=2)
    weight = np.clip(1 - apart / _NEAR, 0, 1)[..., None] * _STRENGTH
    finished = over(body, ground)
    shown = []
    for at in _times(frames):
        lit = body.array.copy()
        colours = lit[..., :RGB].astype(np.float32)
        lit[..., :RGB] = np.round(colours + (OPAQUE - colours) * weight * math.sin(math.pi * at) ** 2)
        shown.append(over(Pixels(lit), ground))
    return _reel(shown, finished)


def _reel(moving: Sequence[Pixels], finished: Pixels) -> Reel:
    """Return the finished picture, held, and the frames that lead back to it."""
    return Reel(frames=(finished, *moving), durations_ms=(_HOLD_MS, *(_STEP_MS for _ in moving)))


def _times(frames: int) -> list[float]:
    """Return the times of the moving frames, from 0 to just before 1."""
    if not 1 < frames <= MAX_FRAMES:
        raise ValueError(f"{frames} frames; from 2 to {MAX_FRAMES} can be made")
    return [step / (frames - 1) for step in range(frames - 1)]


def _eased(at: float) -> float:
    """Return a movement that starts fast and settles."""
    return 1 - (1 - at) ** 3


def _fainter(layer: Pixels, share: float) -> Pixels:
    """Return a layer with that share of its opacity."""
    array = layer.array.copy()
    array[..., RGB] = np.round(array[..., RGB] * np.float32(share))
    return Pixels(array)


def _cut_out(layer: PixelArray, box: Rect) -> PixelArray:
    """Take a box out of a layer, and return it alone on a layer of the same size."""
    rows = slice(max(0, math.floor(box.y) - _EDGE), max(0, math.ceil(box.bottom) + _EDGE))
    columns = slice(max(0, math.floor(box.x) - _EDGE), max(0, math.ceil(box.right) + _EDGE))
    part = np.zeros_like(layer)
    part[rows, columns] = layer[rows, columns]
    layer[rows, columns] = 0
    return part


def _moved(layer: Pixels, by: int) -> Pixels:
    """Return a layer moved sideways; what leaves the picture is gone."""
    if by == 0:
        return layer
    array = np.zeros_like(layer.array)
    if by > 0:
        array[:, by:] = layer.array[:, :-by]
    else:
        array[:, :by] = layer.array[:, -by:]
    return Pixels(array)
