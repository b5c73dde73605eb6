"""sRGB: from the levels of a picture to light and back (IEC 61966-2-1), and how bright light looks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["LUMINANCE_SHARES", "TO_LINEAR", "difference", "encoded", "from_display_p3", "luminance"]

_LEVELS: Final = np.arange(256) / 255
# WCAG 2.2 has 0.03928 for the knee, which makes no difference with 8 bits.
_KNEE, _LINEAR_KNEE = 0.04045, 0.0031308


def _linear(values: NDArray[np.float64]) -> NDArray[np.float64]:
    light: NDArray[np.float64] = np.where(values <= _KNEE, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return light


TO_LINEAR: Final[NDArray[np.float64]] = _linear(_LEVELS)
"""The light, 0 to 1, that each of the 256 levels of a channel stands for."""
LUMINANCE_SHARES: Final = (0.2126, 0.7152, 0.0722)
"""What red, green and blue light add to luminance (Rec. ITU-R BT.709, 3.2)."""

_RED, _GREEN, _BLUE = (TO_LINEAR * share for share in LUMINANCE_SHARES)


def encoded(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values, 0 to 1, that stand for light from 0 to 1 in a picture."""
    values: NDArray[np.float64] = np.where(
        light <= _LINEAR_KNEE, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055
    )
    return values


def luminance(colours: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the relative luminance (WCAG 2.2), 0 to 1, of sRGB levels; red, green, blue in the last axis."""
    shares: NDArray[np.float64] = _RED[colours[..., 0]] + _GREEN[colours[..., 1]] + _BLUE[colours[..., 2]]
    return shares


# Display P3 has the white and the transfer function of sRGB, and wider primaries (CSS Color 4, 10.3).
_FROM_DISPLAY_P3: Final = np.array(
    [
        [1.2249401762805598, -0.22494017628055996, 0.0],
        [-0.042056954709688163, 1.0420569547096881, 0.0],
        [-0.019637554590334432, -0.078636045550631889, 1.0982736001409663],
    ]
)


def from_display_p3(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Return an encoded colour of Display P3 in sRGB, clipped to what that can show; all from 0 to 1."""
    light = _FROM_DISPLAY_P3 @ _linear(np.array([red, green, blue], dtype=np.float64))
    shown = encoded(np.clip(light, 0.0, 1.0))
    return float(shown[0]), float(shown[1]), float(shown[2])


# Oklab, https://www.w3.org/TR/css-color-4/#color-conversion-code
_TO_CONES: Final = np.array(
    [
        [0.41222147079999993, 0.5363325363, 0.0514459929],
        [0.2119034981999999, 0.6806995450999999, 0.1073969566],
        [0.08830246189999998, 0.2817188376, 0.6299787005000002],
    ]
)
_TO_OKLAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def difference(one: str, other: str) -> float:
    """Return how different two colours (``#rrggbb``) look: their distance in Oklab, 1 from black to white."""
    return float(np.linalg.norm(_oklab(one) - _oklab(other)))


def _oklab(colour: str) -> NDArray[np.float64]:
    levels = np.frombuffer(bytes.fromhex(colour.removeprefix("#")), dtype=np.uint8)
    lab: NDArray[np.float64] = _TO_OKLAB @ np.cbrt(_TO_CONES @ TO_LINEAR[levels])
    return lab
