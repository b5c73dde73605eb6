"""A reel: the few frames of a picture that moves, and only what moves of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from toolkit.render.pixels import RGB, PixelArray, PixelBox, Pixels, RenderError

__all__ = ["Frames", "bounds_of", "cut", "moving_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Opaque frames of one size, and how long each stays, in ms.

    `first` is the whole of the first frame. `parts` are what `box` shows in each, the first included, as
    (height, width, 3); outside of it, all frames are as the first.
    """

    first: Pixels
    box: PixelBox
    parts: tuple[PixelArray, ...]
    durations_ms: tuple[int, ...]

    @classmethod
    def of(cls, frames: Sequence[Pixels], durations_ms: Sequence[int]) -> Self:
        """Make a reel of whole frames; raise `WrongSizeError` if they are of several sizes."""
        for frame in frames:
            frame.require(frames[0].size, "one frame")
        arrays = [frame.array[..., :RGB] for frame in frames]
        box = bounds_of(moving_in(arrays))
        parts = tuple(np.ascontiguousarray(cut(array, box)) for array in arrays)
        first = Pixels(np.ascontiguousarray(arrays[0]))
        return cls(first=first, box=box, parts=parts, durations_ms=tuple(durations_ms))

    @property
    def frames(self) -> tuple[Pixels, ...]:
        """Every frame as a whole picture: all at once, which takes much memory."""
        return tuple(map(self.whole, range(len(self.parts))))

    @property
    def stands(self) -> bool:
        """Whether nothing moves."""
        return all(np.array_equal(part, self.parts[0]) for part in self.parts)

    def require_whole(self, most: int) -> None:
        """Raise `RenderError` for no frames, more than `most`, or some without a duration."""
        if not 0 < len(self.parts) <= most or len(self.parts) != len(self.durations_ms):
            raise RenderError(
                f"{len(self.parts)} frames with {len(self.durations_ms)} durations; "
                f"from 1 to {most} can be made, each with its own"
            )

    def whole(self, place: int) -> Pixels:
        """Return one frame as a whole picture."""
        array = self.first.array.copy()
        cut(array, self.box)[:] = self.parts[place]
        return Pixels(array)


def moving_in(arrays: Sequence[PixelArray]) -> NDArray[np.bool_]:
    """Return which pixels of some pictures are not in all as in the first; shape (height, width)."""
    found = np.zeros(arrays[0].shape[:2], dtype=bool)
    for array in arrays[1:]:
        apart = array != arrays[0]
        for channel in range(RGB):
            found |= apart[..., channel]
    return found


def bounds_of(mask: NDArray[np.bool_]) -> PixelBox:
    """Return the box around what is set in a mask; if nothing is, that of one pixel in the corner."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return PixelBox(left=0, top=0, right=1, bottom=1)
    return PixelBox(
        left=int(columns[0]), top=int(rows[0]), right=int(columns[-1]) + 1, bottom=int(rows[-1]) + 1
    )


def cut(array: PixelArray, box: PixelBox) -> PixelArray:
    """Return what a box shows of a picture: a view, not a copy."""
    return array[box.top : box.bottom, box.left : box.right]
