"""Animated PNG, written like the still one: the same bytes on every machine (PNG, third edition, 11.3.6)."""

import struct
from typing import Final

import numpy as np

from toolkit.render.pixels import RGB, PixelArray
from toolkit.render.png import SIGNATURE, chunk, packed
from toolkit.render.transitions import Reel

_LEVEL: Final = 6
_TRUECOLOUR: Final = 2
_KEEP, _REPLACE = 0, 0  # dispose_op NONE, blend_op SOURCE


def apng(reel: Reel) -> bytes:
    """Return an endless animation without loss; each frame holds the part that changed."""
    frames = [np.ascontiguousarray(frame.array[..., :RGB]) for frame in reel.frames]
    height, width = frames[0].shape[:2]
    output = [
        SIGNATURE,
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _TRUECOLOUR, 0, 0, 0)),
        chunk(b"sRGB", b"\0"),
        chunk(b"acTL", struct.pack(">II", len(frames), 0)),
    ]
    sequence = 0
    for index, (frame, duration) in enumerate(zip(frames, reel.durations_ms, strict=True)):
        rows, columns = _changed(frames[index - 1] if index else None, frame)
        part = frame[rows, columns]
        box = (part.shape[1], part.shape[0], columns.start, rows.start)
        output.append(
            chunk(b"fcTL", struct.pack(">IIIIIHHBB", sequence, *box, duration, 1000, _KEEP, _REPLACE))
        )
        sequence += 1
        data = packed(part, _LEVEL)
        if index:
            output.append(chunk(b"fdAT", struct.pack(">I", sequence) + data))
            sequence += 1
        else:
            output.append(chunk(b"IDAT", data))
    return b"".join([*output, chunk(b"IEND", b"")])


def _changed(before: PixelArray | None, frame: PixelArray) -> tuple[slice, slice]:
    """Return the rows and columns where a frame differs from the one before; all of the first."""
    if before is None:
        return slice(0, frame.shape[0]), slice(0, frame.shape[1])
    apart = (before != frame).any(axis=2)
    rows, columns = (np.flatnonzero(apart.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return slice(0, 1), slice(0, 1)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
