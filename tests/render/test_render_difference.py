"""The measure of what is seen: known changes fall on the right side of its threshold."""

import time

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from toolkit.render.encode.perceptual import SAMPLE_BAND, PerceptualMetric, difference, oklab, sample_of
from toolkit.render.encode.pillow import decoded, jpeg, reduced
from toolkit.render.pixels import PixelArray


@pytest.fixture(scope="module")
def gradient() -> PixelArray:
    """Return soft light of many colours, 1080 px square, with the grain of one level that rounding leaves."""
    across = np.linspace(0.2, 0.6, 1080)
    product = np.outer(across, across)
    light = np.stack([product, product[:, ::-1], np.sqrt(product)], axis=-1)
    grain = np.random.default_rng(1).uniform(0, 1, light.shape)
    return (light * 255 + grain).astype(np.uint8)


def grey(level: int) -> PixelArray:
    """Return a grey square."""
    return np.full((256, 256, 3), level, dtype=np.uint8)


def changed(one: PixelArray, by: NDArray[np.int64] | int) -> float:
    """Return the difference when levels are added."""
    return difference(one, (one.astype(int) + by).clip(0, 255).astype(np.uint8)).value


@pytest.mark.parametrize(("level", "hidden", "shown"), [(0, 3, 12), (128, 2, 6), (250, -2, -8)])
def test_a_change_of_tone_is_seen_from_a_few_levels_on(level: int, hidden: int, shown: int) -> None:
    """Dark, middle and light areas hide a change of two or three levels, and show one of six to twelve."""
    assert changed(grey(level), hidden) < 1 < changed(grey(level), shown)


def test_the_same_picture_has_no_difference(gradient: PixelArray) -> None:
    """Nothing changed, nothing seen."""
    assert difference(gradient, gradient).value == 0.0
    assert difference(gradient, gradient).is_invisible


def test_bands_are_seen_where_dots_are_not(gradient: PixelArray) -> None:
    """Steps in a gradient show; dithering of the same strength cancels out."""
    dots = (np.indices(gradient.shape[:2]).sum(axis=0) % 2 * 6 - 3)[..., None]
    assert changed(gradient, dots) < 1
    bands = (gradient // 14 * 14 + 7).astype(np.uint8)
    assert difference(gradient, bands).value > 1
    assert difference(gradient, reduced(gradient, 64)).value > 1


def test_falling_quality_is_a_growing_difference(gradient: PixelArray) -> None:
    """Every step down in quality counts as worse; the highest is invisible, the lowest is not."""
    small = gradient[:512, :512]
    noisy = (small + np.random.default_rng(2).normal(0, 9, small.shape)).clip(0, 255).astype(np.uint8)
    found = [difference(noisy, decoded(jpeg(noisy, quality, None))) for quality in (97, 90, 75, 50, 20)]
    assert found == sorted(found)
    assert found[0].is_invisible
    assert not found[-1].is_invisible


def test_a_sample_tells_the_same_as_the_whole(gradient: PixelArray) -> None:
    """Packing a sample alters it exactly as the whole: bands are whole rows of JPEG blocks."""
    sample = sample_of(gradient)
    assert sample.shape[0] % SAMPLE_BAND == 0
    assert sample.size < gradient.size / 4
    of_sample, of_whole = decoded(jpeg(sample, 60, None)), sample_of(decoded(jpeg(gradient, 60, None)))
    assert (of_sample == of_whole).all()


def test_colours_are_those_of_oklab() -> None:
    """White, grey and red land where OKLab has them, but for the glare that lifts the darks."""
    found = oklab(np.array([[[255, 255, 255], [188, 188, 188], [255, 0, 0]]], dtype=np.uint8))[0]
    assert found[0] == pytest.approx([1, 0, 0], abs=0.001)
    assert found[1] == pytest.approx([0.796, 0, 0], abs=0.003)
    assert found[2] == pytest.approx([0.628, 0.225, 0.126], abs=0.012)


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 900, 3), (900, 2, 3), (7, 9, 3)])
def test_tiny_pictures_can_be_compared(shape: tuple[int, ...]) -> None:
    """Bars and dots smaller than an area are compared like any other."""
    one = np.full(shape, 40, dtype=np.uint8)
    assert difference(one, one).value == 0
    assert difference(one, one + np.uint8(60)).value > 1


def test_one_look_is_quick(gradient: PixelArray) -> None:
    """Judging a sample of 1080 × 1080 px takes few milliseconds: it is done several times per picture."""
    sample = sample_of(gradient)
    judge = PerceptualMetric.of(sample)
    other = np.asarray(Image.fromarray(sample).transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    times = []
    for _ in range(5):
        start = time.process_time()
        judge(other)
        times.append(time.process_time() - start)
    assert min(times) < 0.015
