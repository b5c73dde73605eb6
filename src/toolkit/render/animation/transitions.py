"""Transitions: a few frames from a finished picture's two layers, so that it moves without a new layout.

The first frame is always the finished picture, held long enough to be read: mail programs, previews and
people who prefer reduced motion see that one. Then what moves fades away, softly, and comes back. Nothing
flashes: each change happens once a loop, or in slow waves.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from toolkit.render.animation.blend import Ink
from toolkit.render.animation.frames import Frames, cut
from toolkit.render.compositor.canvas import Backdrop
from toolkit.render.compositor.sprite import Sprite
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, PixelBox, Pixels
from toolkit.units import Rect

__all__ = ["MAX_FRAMES", "fade", "pulse", "slide_in"]

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


def fade(ground: Pixels, body: Pixels | Sprite, *, frames: int = MAX_FRAMES) -> Frames:
    """Let the body (straight alpha) go, and come up on the ground again."""
    shares = (*_leaving(frames), *(math.sin(math.pi / 2 * at) for at in _coming(frames)))
    return _moved_reel(ground, [_patch(body)], [[(share, 0)] for share in shares])


def slide_in(
    ground: Pixels,
    body: Pixels | Sprite,
    boxes: Sequence[Rect],
    *,
    rtl: bool = False,
    frames: int = MAX_FRAMES,
) -> Frames:
    """Let the words in `boxes` (px) come in from the reading start, one after the other; the rest stands.

    Boxes that overlap move as one. `rtl` is for scripts that run from right to left.
    """
    patch = _patch(body)
    rest = Sprite(patch.array.copy(), patch.x, patch.y)
    parts = [_cut_out(rest, box) for box in _apart(boxes)]
    standing = _laid_on(ground.array, rest)
    distance = ground.size.width * _SLIDE * (1 if rtl else -1)
    places = [[(share, 0)] * len(parts) for share in _leaving(frames)]
    for at in _coming(frames):
        times = [_own_time(at, index, len(parts)) for index in range(len(parts))]
        places.append(
            [(_smooth(min(1.0, own / _SEEN)), round(distance * (1 - _settling(own)))) for own in times]
        )
    return _moved_reel(Pixels(standing), parts, places)


def pulse(
    ground: Pixels, body: Pixels | Sprite, accent: tuple[int, int, int], *, frames: int = MAX_FRAMES
) -> Frames:
    """Let everything in the body that has the accent colour brighten and dim, once a loop."""
    patch = _patch(body)
    colours = patch.array[..., :RGB].astype(np.float32)
    apart = np.abs(colours - np.array(accent, dtype=np.float32)).max(axis=2)
    weight = np.clip(1 - apart / _NEAR, 0, 1)[..., None] * _STRENGTH
    finished = _laid_on(ground.array, patch)
    box = PixelBox(
        left=patch.x,
        top=patch.y,
        right=patch.x + patch.array.shape[1],
        bottom=patch.y + patch.array.shape[0],
    )
    parts = [cut(finished, box).copy()]
    for at in _times(frames):
        lit = patch.array.copy()
        lit[..., :RGB] = np.round(colours + (OPAQUE - colours) * weight * math.sin(math.pi * at) ** 2)
        parts.append(_laid_on(cut(ground.array, box), Sprite(lit)))
    return _reel(Pixels(finished), box, parts)


def _laid_on(ground: PixelArray, patch: Sprite) -> PixelArray:
    """Return what a patch shows on a ground that it lies on."""
    panel = Backdrop.of(np.ascontiguousarray(ground[..., :RGB]))
    panel.lay(patch)
    return panel.array


def _patch(body: Pixels | Sprite) -> Sprite:
    """Return the part of a layer that has ink; of one without, a pixel."""
    patch = body if isinstance(body, Sprite) else Sprite(body.array)
    inked = patch.inked()
    return inked if inked.array.size else Sprite(patch.array[:1, :1].copy(), patch.x, patch.y)


def _moved_reel(
    standing: Pixels, parts: Sequence[Sprite], places: Sequence[Sequence[tuple[float, int]]]
) -> Frames:
    """Return a reel of parts over what stands; `places` are each frame's shares of opacity and ways aside."""
    inks = [Ink.of(part) for part in parts]
    ways = [0, *(by for frame in places for _, by in frame)]
    box = _reach(parts, ways, standing)
    below = np.ascontiguousarray(cut(standing.array[..., :RGB], box))
    shown = [_laid(inks, frame, below, box) for frame in ([(1.0, 0)] * len(inks), *places)]
    finished = standing.array[..., :RGB].copy()
    cut(finished, box)[:] = shown[0]
    return _reel(Pixels(finished), box, shown)


def _reach(parts: Sequence[Sprite], ways: Sequence[int], page: Pixels) -> PixelBox:
    """Return the box that parts stay in, moved sideways by these px; of a page, a pixel at least."""
    seen = [part for part in parts if part.array.size]
    if not seen:
        return PixelBox(left=0, top=0, right=1, bottom=1)
    return PixelBox(
        left=max(0, min(part.x for part in seen) + min(ways)),
        top=min(part.y for part in seen),
        right=min(page.size.width, max(part.x + part.array.shape[1] for part in seen) + max(ways)),
        bottom=max(part.y + part.array.shape[0] for part in seen),
    )


def _laid(
    inks: Sequence[Ink], places: Sequence[tuple[float, int]], below: PixelArray, box: PixelBox
) -> PixelArray:
    """Return what a box shows with inks laid over `below`, each with its share of opacity and way aside."""
    shown = below.copy()
    for ink, (share, by) in zip(inks, places, strict=True):
        if share > 0:
            ink.lay_on(shown, box, share=share, by=by)
    return shown


def _reel(finished: Pixels, box: PixelBox, parts: Sequence[PixelArray]) -> Frames:
    """Return the finished picture, held, and the frames that lead back to it."""
    durations = (_HOLD_MS, *(_STEP_MS for _ in parts[1:]))
    return Frames(first=finished, box=box, parts=tuple(parts), durations_ms=durations)


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


def _cut_out(layer: Sprite, box: Rect) -> Sprite:
    """Take a box (px) out of a layer, and return the ink that was in it."""
    height, width = layer.array.shape[:2]
    top, bottom = (
        min(max(edge - layer.y, 0), height)
        for edge in (math.floor(box.y) - _EDGE, math.ceil(box.bottom) + _EDGE)
    )
    left, right = (
        min(max(edge - layer.x, 0), width)
        for edge in (math.floor(box.x) - _EDGE, math.ceil(box.right) + _EDGE)
    )
    inside = layer.array[top:bottom, left:right]
    part = Sprite(inside.copy(), layer.x + left, layer.y + top).inked()
    inside[:] = 0
    return part
