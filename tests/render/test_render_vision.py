"""The colour-blind view: known pairs of colours fall together, and only they."""

import numpy as np
import pytest

from toolkit.render.checks.colour_vision import (
    CONE_DEFICIENCIES,
    DEFICIENCIES,
    Deficiency,
    as_seen_with,
    luminances_seen,
)
from toolkit.render.checks.readability import contrast_ratio
from toolkit.render.encode.perceptual import difference
from toolkit.render.pixels import Pixels


def seen(deficiency: Deficiency, colour: tuple[int, ...]) -> list[int]:
    """Return how one colour is seen."""
    pixels = Pixels(np.full((4, 4, len(colour)), colour, dtype=np.uint8))
    return [int(level) for level in as_seen_with(deficiency, pixels).array[0, 0]]


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("level", [0, 1, 90, 200, 255])
def test_greys_stay_grey(deficiency: Deficiency, level: int) -> None:
    """Whatever cones are missing, what has no colour gets none."""
    assert seen(deficiency, (level,) * 3) == pytest.approx([level] * 3, abs=1)


@pytest.mark.parametrize(
    ("deficiency", "red"),
    [("protanopia", [109, 95, 0]), ("deuteranopia", [163, 144, 0]), ("tritanopia", [255, 0, 15])],
)
def test_pure_red_is_seen_as_published(deficiency: Deficiency, red: list[int]) -> None:
    """The first column of each matrix, through sRGB's curve."""
    assert seen(deficiency, (255, 0, 0)) == pytest.approx(red, abs=1)


def test_red_and_green_fall_together_without_either_cone() -> None:
    """A red and a green of a chart look alike to the two common kinds, and not to the rare one."""
    red, green = (np.full((8, 8, 3), colour, dtype=np.uint8) for colour in ((190, 90, 60), (110, 120, 55)))

    def apart(deficiency: Deficiency) -> float:
        views = [as_seen_with(deficiency, Pixels(array.copy())).array for array in (red, green)]
        return difference(*views).value

    assert apart("deuteranopia") < apart("tritanopia") / 2
    assert difference(red, green).value > 2 * apart("deuteranopia")


def test_without_cones_only_luminance_is_left() -> None:
    """Red, green and blue become greys as bright as they are: WCAG's contrast does not change."""
    for colour in ((255, 0, 0), (0, 130, 20), (30, 60, 200)):
        grey = seen("achromatopsia", colour)
        assert len(set(grey)) == 1
        assert contrast_ratio(grey, (0, 0, 0)) == pytest.approx(contrast_ratio(colour, (0, 0, 0)), rel=0.02)


def test_luminances_are_those_of_the_pictures_seen() -> None:
    """What is measured for contrast, without the way by bytes, is as bright as the picture shown."""
    colours = np.array([[220, 30, 40], [20, 160, 70], [40, 60, 210], [250, 250, 250]], dtype=np.uint8)
    luminances = luminances_seen(colours)
    assert luminances.shape == (len(colours), 1 + len(CONE_DEFICIENCIES))
    for column, deficiency in enumerate(CONE_DEFICIENCIES, start=1):
        for row, colour in enumerate(colours):
            shown = seen(deficiency, tuple(int(level) for level in colour))
            ratio = contrast_ratio(shown, (0, 0, 0))
            assert (luminances[row, column] + 0.05) / 0.05 == pytest.approx(ratio, rel=0.02)


def test_transparency_stays() -> None:
    """The fourth channel is no colour."""
    assert seen("protanopia", (200, 10, 10, 77))[3] == 77
