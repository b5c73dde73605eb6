"""Difference: how far a packed picture is from the one it was made of, as people see it.

The unit is the threshold of seeing: below 1, nobody tells the two apart side by side at their size on a
screen. Colours are compared in OKLab (B. Ottosson, 2020; CSS Color 4, 9.2), where 0.02 is taken as the least
noticeable difference (CSS Color 4, 13.2). Two looks are taken, as the eye has less patience with areas:

* pixels: rings and grain of a few pixels, beside edges at that, go unseen up to several such steps;
* areas of 4 × 4 pixels: a false tint, a lost texture or a band in a gradient shows at half a step, while the
  dots of dithering cancel each other out.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from toolkit.render.pixels import PixelArray
from toolkit.srgb import TO_LINEAR

__all__ = ["INVISIBLE", "SAMPLE_BAND", "Difference", "PerceptualMetric", "difference", "sample_of"]

INVISIBLE: Final = 1.0

SAMPLE_BAND: Final = 8
"""Rows in a band of a sample: whole JPEG blocks, so that packing alters the sample just as the whole."""

_FEWEST_PIXELS, _MOST_PIXELS = 60_000, 90_000
_SAMPLE_SHARE: Final = 16
_STEP: Final = 0.02
_PIXEL_STEPS, _PIXEL_SHARE = 3.0, 99.5
_AREA_STEPS, _AREA_SHARE = 0.5, 99.5
_AREA: Final = 4

# A screen reflects a hundredth of its white (sRGB's reference viewing conditions, IEC 61966-2-1): without
# that, three levels of grey in a black count like a change of colour.
_GLARE: Final = 0.01

_TO_LMS: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    dtype=np.float32,
)

_LANES: Final = 4


def _lanes(parts: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Return a channel's part of the three cone answers, by its level: lanes of 16 bits in one number."""
    table = np.zeros((256, _LANES), dtype="<u2")
    table[:, : len(parts)] = np.rint(TO_LINEAR[:, None] * parts * 65_534)
    return table.view("<u8")[:, 0]


# Tables instead of powers and roots: a hundred times as fast. White's lanes add up to 65,535 at most.
_RED, _GREEN, _BLUE = map(_lanes, _TO_LMS.T)
_ROOTS: Final = np.cbrt(np.arange(1 << 16) / 65_535 * (1 - _GLARE) + _GLARE).astype(np.float32)

_Plane = NDArray[np.float32]
_Planes = tuple[_Plane, _Plane, _Plane]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A difference in units of the threshold; `value` below `INVISIBLE` is not seen."""

    value: float

    @property
    def is_invisible(self) -> bool:
        """Whether nobody would tell the two pictures apart."""
        return self.value < INVISIBLE

    def __str__(self) -> str:
        return f"Δ{self.value:.1f}"


@dataclass(frozen=True, slots=True)
class PerceptualMetric:
    """Compares pictures with one original; what its colours look like is worked out once."""

    original: PixelArray
    _answers: _Planes

    @classmethod
    def of(cls, original: PixelArray) -> Self:
        """Take an opaque picture, (height, width, 3), as the original."""
        return cls(original, _answers_to(original))

    def __call__(self, other: PixelArray) -> Difference:
        """Compare a picture of the same shape with the original."""
        long, middle, short = (
            mine - its for mine, its in zip(self._answers, _answers_to(other), strict=True)
        )
        pixels = _share(_squares(long, middle, short), _PIXEL_SHARE) / (_PIXEL_STEPS * _STEP)
        areas = _share(_squares(*map(_areas, (long, middle, short))), _AREA_SHARE) / (_AREA_STEPS * _STEP)
        return Difference(max(pixels, areas))


def difference(one: PixelArray, other: PixelArray) -> Difference:
    """Compare two opaque pictures of the same shape, (height, width, 3)."""
    return PerceptualMetric.of(one)(other)


def oklab(array: PixelArray) -> NDArray[np.float32]:
    """Return sRGB pixels in OKLab: L, a, b; L from 0 to 1."""
    lab: NDArray[np.float32] = np.stack(_answers_to(array), axis=-1) @ _TO_LAB.T
    return lab


def _answers_to(array: PixelArray) -> _Planes:
    """Return how the three kinds of cones answer to sRGB pixels, by the cube root that OKLab takes."""
    lanes = np.take(_RED, array[..., 0])
    lanes += np.take(_GREEN, array[..., 1])
    lanes += np.take(_BLUE, array[..., 2])
    answers = lanes.view("<u2").reshape(*lanes.shape, _LANES)
    long, middle, short = (np.take(_ROOTS, answers[..., cone]) for cone in range(3))
    return long, middle, short


def _squares(long: _Plane, middle: _Plane, short: _Plane) -> _Plane:
    """Return the squares of distances in OKLab, which follows from the answers by a matrix."""
    squares = np.zeros_like(long)
    for row in _TO_LAB:
        along = long * row[0]
        along += middle * row[1]
        along += short * row[2]
        along *= along
        squares += along
    return squares


def sample_of(array: PixelArray, pixels: int | None = None) -> PixelArray:
    """Return a part of a picture that stands for it: whole rows, in bands spread from top to bottom.

    It has about so many `pixels`, or else a sixteenth of them, within bounds.
    """
    height, width = array.shape[:2]
    if pixels is None:
        pixels = min(max(width * height // _SAMPLE_SHARE, _FEWEST_PIXELS), _MOST_PIXELS)
    bands = max(1, pixels // (width * SAMPLE_BAND))
    every = height // SAMPLE_BAND / bands
    if every <= 1:
        return array
    starts = [int((band + 0.5) * every) * SAMPLE_BAND for band in range(bands)]
    return np.concatenate([array[start : start + SAMPLE_BAND] for start in starts])


def _areas(apart: _Plane) -> _Plane:
    """Return the means of areas; a picture smaller than one is one area."""
    rows, columns = (min(_AREA, length) for length in apart.shape)
    height, width = apart.shape[0] // rows, apart.shape[1] // columns
    summed = apart[: height * rows, : width * columns].reshape(height, rows, width * columns).sum(axis=1)
    means: _Plane = summed.reshape(height, width, columns).sum(axis=2) / np.float32(rows * columns)
    return means


def _share(squares: _Plane, share: float) -> float:
    """Return the distance that a share of the places, in per cent, stays under."""
    flat = squares.ravel()
    place = min(flat.size - 1, int(flat.size * share / 100))
    return float(np.sqrt(np.partition(flat, place)[place]))
