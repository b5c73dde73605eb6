"""Stacking lines by their ink: even steps, large enough that no letter touches another line."""

from collections.abc import Sequence

CLEARANCE = 60.0
"""Least white between the ink of two lines, in thousandths of an em."""


def baselines(tops: Sequence[float], bottoms: Sequence[float], leading: float) -> list[float]:
    """Return the baseline of each line below the top of the first line's ink.

    `tops` and `bottoms` are the ink above and below each baseline, `leading` is the least step, all in
    thousandths of an em. The two lines that need most give the step of all: an even column reads as one.
    """
    needed = (bottom + top + CLEARANCE for bottom, top in zip(bottoms, tops[1:], strict=False))
    step = max(needed, default=0.0)
    return [tops[0] + index * max(leading, step) for index in range(len(tops))]


def height(tops: Sequence[float], bottoms: Sequence[float], leading: float) -> float:
    """Return the height from the top of the first line's ink to the bottom of the last one's."""
    return baselines(tops, bottoms, leading)[-1] + bottoms[-1]
