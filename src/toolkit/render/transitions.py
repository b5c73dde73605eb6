"""Transitions: a few frames from a finished picture's two layers, so that it moves without a new layout.

The first frame is always the finished picture, held long enough to be read: mail programs, previews and
people who prefer reduced motion see that one. Then what moves fades away, softly, and comes back. Nothing
flashes: each change happens once a loop, or in slow waves.
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

_HOLD_MS: Final = 4_000
_STEP_MS: Final = 80
_LEAVING: Final = 0.2  # of the moving frames; words go faster than they come
_SLIDE: Final = 0.04  # of the picture's width
_STAGGER: Final = 0.45  # of one box's time between the starts of two
_SEEN: Final = 0.7  # of one box's way after which it is opaque: it settles in full colour
_EDGE: Final = 2  # px; the smooth edges of letters reach beyond their ink
_NEAR: Final = 60  # levels; how far from the accent colour its smooth edges may be
_STRENGTH: Final = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """Frames of one size, and how long each stays, in ms."""

    frames: tuple[Pixels, ...]
    durations_ms: tuple[int, ...]


def fade(ground: Pixels, body: Pixels, *, frames: int = MAX_FRAMES) -> Reel:
    """Let the body (straight alpha) go, and come up on the ground again."""
    shares = (*_leaving(frames), *(math.sin(math.pi / 2 * at) for at in _coming(frames)))
    return _reel([over(_fainter(body, share), ground) for share in shares], over(body, ground))


def slide_in(
    ground: Pixels, body: Pixels, boxes: Sequence[Rect], *, rtl: bool = False, frames: int = MAX_FRAMES
) -> Reel:
    """Let the words in `boxes` (px) come in from the reading start, one after the other; the rest stands.

    Boxes that overlap move as one. `rtl` is for scripts that run from right to left.
    """
    rest = body.array.copy()
    parts = [_cut_out(rest, box) for box in _apart(boxes)]
    standing = over(Pixels(rest), ground)
    distance = body.size.width * _SLIDE * (1 if rtl else -1)
    shown = [_laid(parts, [(share, 0)] * len(parts), standing) for share in _leaving(frames)]
    for at in _coming(frames):
        times = [_own_time(at, index, len(parts)) for index in range(len(parts))]
        places = [(_smooth(min(1.0, own / _SEEN)), round(distance * (1 - _settling(own)))) for own in times]
        shown.append(_laid(parts, places, standing))
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


def _leaving(frames: int) -> list[float]:
    """Return how much is left of what goes, in each of the first moving frames; in the last, nothing."""
    count = max(1, round(len(_times(frames)) * _LEAVING))
    return [1 - (step + 1) / count for step in range(count)]


def _coming(frames: int) -> list[float]:
    """Return the times of what comes, in the other frames; at 1 it is the finished picture, which follows."""
    count = len(_times(frames)) - len(_leaving(frames))
    return [(step + 1) / (count + 1) for step in range(count)]


def _own_time(at: float, index: int, count: int) -> float:
    """Return the time of one part among those that start one after the other, 0 to 1."""
    return min(max(at * (1 + _STAGGER * (count - 1)) - index * _STAGGER, 0.0), 1.0)


def _smooth(at: float) -> float:
    """Return a share that starts and ends slowly."""
    return at * at * (3 - 2 * at)


def _settling(at: float) -> float:
    """Return a movement that starts fast and settles."""
    return 1 - (1 - at) ** 3


def _apart(boxes: Sequence[Rect]) -> list[Rect]:
    """Return boxes that do not overlap: those that do are joined, or one would tear letters off the other."""
    found: list[Rect] = []
    for box in boxes:
        joined = box
        while touching := [other for other in found if other.overlaps(joined)]:
            found = [other for other in found if other not in touching]
            joined = _around([*touching, joined])
        found.append(joined)
    return found


def _around(boxes: Sequence[Rect]) -> Rect:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def _laid(parts: Sequence[PixelArray], places: Sequence[tuple[float, int]], below: Pixels) -> Pixels:
    """Return parts laid over a picture, each with its share of opacity and moved sideways by so many px."""
    for part, (share, by) in zip(parts, places, strict=True):
        if share > 0:
            below = over(_moved(_fainter(Pixels(part), share), by), below)
    return below


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
