"""How people with a colour vision deficiency see a picture: one man in twelve, one woman in two hundred.

G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", IEEE TVCG 15(6), 2009: the matrices for severity 1.0, applied to linear RGB.
"""

from collections.abc import Sequence
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from toolkit.render.pixels import RGB, Pixels
from toolkit.srgb import LUMINANCE_SHARES, TO_LINEAR, encoded

__all__ = ["CONE_DEFICIENCIES", "DEFICIENCIES", "Deficiency", "as_seen_with", "luminances_seen"]

Deficiency = Literal["protanopia", "deuteranopia", "tritanopia", "achromatopsia"]
DEFICIENCIES: Final[tuple[Deficiency, ...]] = get_args(Deficiency)
"""Without red, without green (the most common), without blue cones; without any."""
CONE_DEFICIENCIES: Final[tuple[Deficiency, ...]] = DEFICIENCIES[:3]
"""Those that change the contrast of colours; it is counted in luminance, so without any cones it stays."""

_MATRICES: Final[dict[Deficiency, NDArray[np.float32]]] = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        dtype=np.float32,
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
        dtype=np.float32,
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
        dtype=np.float32,
    ),
    # Not in the paper: nothing but luminance, by the weights of Rec. 709, as in a good greyscale copy.
    "achromatopsia": np.array([LUMINANCE_SHARES] * 3, dtype=np.float32),
}
_Channels = NDArray[np.float32] | Sequence[NDArray[np.float32]]
_LINEAR: Final = TO_LINEAR.astype(np.float32)
_STEPS: Final = 1 << 14
_BYTES: Final = np.round(encoded(np.arange(_STEPS + 1) / _STEPS) * 255).astype(np.uint8)


def as_seen_with(deficiency: Deficiency, pixels: Pixels) -> Pixels:
    """Return a picture as people without one kind of cones, or any, see it; transparency stays."""
    mixed = _LINEAR[pixels.array[..., :RGB]] @ _MATRICES[deficiency].T
    seen = _BYTES[(np.clip(mixed, 0.0, 1.0) * np.float32(_STEPS) + np.float32(0.5)).astype(np.uint16)]
    return Pixels(np.concatenate([seen, pixels.array[..., RGB:]], axis=-1))


def luminances_seen(colours: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the relative luminance (WCAG 2.2) that people with all cones see, and those without some.

    For sRGB colours of shape (n, 3) the shape is (n, 4): a column for people with all cones, then one for
    each of `CONE_DEFICIENCIES`.
    """
    linear = np.take(_LINEAR, np.ascontiguousarray(colours.T))
    seen = np.empty((len(colours), 1 + len(CONE_DEFICIENCIES)), dtype=np.float32)
    weights = _MATRICES["achromatopsia"][0]
    seen[:, 0] = _mixed(linear, weights)
    for column, name in enumerate(CONE_DEFICIENCIES, start=1):
        channels = [np.clip(_mixed(linear, row), 0.0, 1.0) for row in _MATRICES[name]]
        seen[:, column] = _mixed(channels, weights)
    return seen


def _mixed(channels: _Channels, shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum of three channels by their shares.

    Not by a product of matrices: that starts threads, which spin on every core while they wait.
    """
    mixed: NDArray[np.float32] = channels[0] * shares[0]
    mixed += channels[1] * shares[1]
    mixed += channels[2] * shares[2]
    return mixed
