"""Flashes: a picture that flickers can set off a seizure; such a picture is not made.

WCAG 2.2, 2.3.1: no more than three flashes in any second. A flash is a pair of opposing changes of a tenth or
more of the largest relative luminance, where the darker state is below 0.80.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from toolkit.render.animation.frames import Frames
from toolkit.render.encode.pillow import shrunk
from toolkit.render.pixels import RenderError
from toolkit.srgb import luminance

_SECOND: Final = 1000  # ms
_MOST_A_SECOND: Final = 3
_CHANGE, _DARK = 0.10, 0.80
# A quarter of any 341 × 256 px on a screen of 1024 × 768 px; a picture may fill that.
_AREA: Final = 0.25 * (341 * 256) / (1024 * 768)
_SIDE: Final = 96


def require_calm(reel: Frames) -> None:
    """Raise `RenderError` for a reel that, looped, flashes more than three times in a second."""
    worst = flashes_a_second(reel)
    if worst > _MOST_A_SECOND:
        raise RenderError(
            f"the picture flashes {worst:g} times in a second; WCAG 2.3.1 allows {_MOST_A_SECOND}"
        )


def flashes_a_second(reel: Frames) -> float:
    """Return the most flashes in any second that an area large enough to harm sees."""
    width, height = reel.first.size.width, reel.first.size.height
    factor = min(1.0, _SIDE / max(width, height))
    place = int(max(1, round(width * factor)) * max(1, round(height * factor)) * _AREA)
    light = [luminance(shrunk(part, factor)) for part in reel.parts] * 2  # it loops
    if light[0].size <= place:
        return 0.0  # all that changes is less than such an area
    starts = np.concatenate([[0], np.cumsum(reel.durations_ms * 2)])[:-1]
    changes = _changes(light)
    worst = 0.0
    for first in range(len(starts)):
        inside = [
            changes[index] for index in range(first, len(starts)) if starts[index] - starts[first] < _SECOND
        ]
        counts = np.sort(np.sum(inside, axis=0, dtype=np.uint8).ravel())[::-1]
        worst = max(worst, float(counts[place]) / 2)
    return worst


def _changes(light: list[NDArray[np.float64]]) -> list[NDArray[np.bool_]]:
    """Return, for each frame, where the light turned by enough since the last turn there."""
    turning = light[0].copy()
    upwards = np.zeros(light[0].shape, dtype=np.int8)
    found = [np.zeros(light[0].shape, dtype=bool)]
    for now in light[1:]:
        step = now - turning
        is_change = (np.abs(step) >= _CHANGE) & (np.minimum(now, turning) < _DARK)
        turned = is_change & (np.sign(step) != upwards)
        found.append(turned)
        # Going on in the same direction moves the turning point along, and is no new change.
        onwards = (np.sign(step) == upwards) & (step != 0)
        upwards = np.where(turned, np.sign(step), upwards).astype(np.int8)
        turning = np.where(turned | onwards, now, turning)
    return found
