"""sRGB: the transfer function there and back, and luminance, by the figures of the standards."""

import numpy as np
import pytest

from toolkit.srgb import TO_LINEAR, difference, encoded, luminance


def test_every_level_comes_back() -> None:
    """Light and level are two names of one thing: no level is lost on the way there and back."""
    assert TO_LINEAR.shape == (256,)
    assert (np.round(encoded(TO_LINEAR) * 255) == np.arange(256)).all()


@pytest.mark.parametrize(
    ("colour", "bright"),
    [
        ((0, 0, 0), 0),
        ((255, 255, 255), 1),
        ((255, 0, 0), 0.2126),
        ((0, 255, 0), 0.7152),
        ((0, 0, 255), 0.0722),
    ],
)
def test_luminance_is_that_of_wcag(colour: tuple[int, int, int], bright: float) -> None:
    """Black, white and the three primaries have the figures of WCAG 2.2; grey in the middle is a fifth."""
    assert luminance(np.array(colour, dtype=np.uint8)) == pytest.approx(bright, abs=1e-9)
    assert luminance(np.full((2, 2, 3), 127)) == pytest.approx(np.full((2, 2), 0.2122), abs=1e-3)


def test_the_difference_of_colours_is_their_distance_in_oklab() -> None:
    """Black and white are 1 apart; a level more of blue is next to nothing (CSS Color 4, Oklab)."""
    assert difference("#000000", "#ffffff") == pytest.approx(1.0, abs=1e-4)
    assert difference("#160f56", "#160f56") == 0
    assert difference("#160f56", "#160f57") < 0.005
    # Red is L 0.62796, a 0.22486, b 0.12585.
    assert difference("#ff0000", "#000000") == pytest.approx(0.67881, abs=1e-3)
