"""Animated PNG, written like the still one: the same bytes on every machine (PNG, third edition, 11.3.6)."""

import struct
from typing import Final

import numpy as np

from toolkit.render.animation.frames import Frames, bounds_of, cut, moving_in
from toolkit.render.encode.png import SIGNATURE, chunk, packed
from toolkit.render.pixels import PixelArray

_LEVEL: Final = 6
_TRUECOLOUR: Final = 2
_KEEP, _REPLACE = 0, 0  # dispose_op NONE, blend_op SOURCE


def apng(reel: Frames) -> bytes:
    """Return an endless animation without loss; each frame holds the part that changed."""
    size = reel.first.size
    output = [
        SIGNATURE,
        chunk(b"IHDR", struct.pack(">IIBBBBB", size.width, size.height, 8, _TRUECOLOUR, 0, 0, 0)),
        chunk(b"sRGB", b"\0"),
        chunk(b"acTL", struct.pack(">II", len(reel.parts), 0)),
    ]
    sequence = 0
    for index, duration in enumerate(reel.durations_ms):
        part, left, top = _part(reel, index)
        box = (part.shape[1], part.shape[0], left, top)
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


def _part(reel: Frames, index: int) -> tuple[PixelArray, int, int]:
    """Return what of a frame differs from the one before, with its corner (left, top); all of the first."""
    if index == 0:
        return reel.first.array, 0, 0
    inner = bounds_of(moving_in(reel.parts[index - 1 : index + 1]))
    part = np.ascontiguousarray(cut(reel.parts[index], inner))
    return part, reel.box.left + inner.left, reel.box.top + inner.top
