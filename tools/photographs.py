"""Make the photo looks: glass fibres and out-of-focus lights, graded in each campaign's own colours.

    python tools/photographs.py            all of them, into assets/photos
    python tools/photographs.py wtisd-2024 only this campaign

They are pictures that a camera could have taken, and no camera took them: light is traced along fibres in
space, every depth is blurred by a lens of its own, and the sum is developed like film. No picture of anybody
else went in. The same seed gives the same picture.
"""

import io
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.float64]

ROOT = Path(__file__).parent.parent
SIDE = 2000
MARGIN = 120  # px around the picture, so that lights beyond its edge still throw their discs into it
FIELD = SIDE + 2 * MARGIN
MOST_BYTES = 400_000
SAMPLES = 2600  # points along a fibre
DEPTHS = 15  # planes that are blurred one by one
FOCUS_PX = 0.7  # radius of a point of light in focus
KNEE = 0.04045  # where the curve of sRGB begins (IEC 61966-2-1)
LENS_PX = 52.0  # radius of one at the far end of the scene


@dataclass(frozen=True, slots=True)
class Fibres:
    """Curves in space: control points (picture px), depth at root and tip (0 is in focus), colour."""

    points: Array
    depth: Array
    colour: Array
    brightness: Array


@dataclass(frozen=True, slots=True)
class Light:
    """Free lights in the distance: place (picture px), depth, colour, brightness."""

    place: Array
    depth: Array
    colour: Array
    brightness: Array


@dataclass(frozen=True, slots=True)
class SceneRenderer:
    """What stands before the lens."""

    fibres: Fibres
    lights: Light
    haze: tuple[float, float, float]
    """Middle (picture px) and reach of the glow in the air."""


def linear(colour: str) -> Array:
    """Return a colour ``#rrggbb`` as linear light."""
    encoded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    light: Array = np.where(encoded <= KNEE, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return light


def lamp(colour: Array) -> Array:
    """Return the light of a lamp in that colour: as bright, and fuller."""
    fuller: Array = colour.max() * (colour / colour.max()) ** 1.5
    return fuller


def shades(
    chance: np.random.Generator, count: int, colours: dict[str, Array], weights: dict[str, float]
) -> Array:
    """Return a colour for each of so many things: a token by its weight, a little mixed with the next."""
    table = np.stack([lamp(colours[name]) for name in weights])
    odds = np.array(list(weights.values())) / sum(weights.values())
    first, second = (chance.choice(len(table), count, p=odds) for _ in range(2))
    mixed = chance.beta(1, 7, count)[:, None]
    return table[first] * (1 - mixed) + table[second] * mixed


def fan(chance: np.random.Generator, colours: dict[str, Array]) -> SceneRenderer:
    """A bundle that bursts open: acceleration."""
    count = 620
    angle = np.radians(chance.normal(-66, 50, count))
    reach = 360 + 1150 * chance.beta(1.5, 1.9, count)
    root = np.stack([1430 + chance.normal(0, 26, count), 1130 + chance.normal(0, 30, count)], -1)
    knee = root + np.stack([np.cos(angle) * 0.22, np.sin(angle) * 0.62 - 0.18], -1) * reach[:, None]
    tip = root + np.stack([np.cos(angle) * 0.92, np.sin(angle) * 0.9], -1) * reach[:, None]
    tip[:, 1] += 150 * (reach / 1400) ** 2
    weights = {"spark": 5.0, "accent": 3.2, "glow": 3.4, "core": 1.2, "accent-lift": 1.2}
    fibres = _fibres(chance, np.stack([root, knee, tip], 1), colours, weights)
    return SceneRenderer(fibres, _distance(chance, colours, weights, 90), (1430, 800, 900))


def meadow(chance: np.random.Generator, colours: dict[str, Array]) -> SceneRenderer:
    """Blades that rise from the ground and bend in one wind: growth."""
    count = 560
    foot = chance.uniform(300, 2500, count)
    height = (760 + 1250 * chance.beta(2.0, 1.8, count)) * (0.42 + 0.58 * np.clip(foot / 1500, 0.2, 1.1))
    root = np.stack([foot, 2080 + chance.normal(0, 40, count)], -1)
    wind = chance.normal(-0.16, 0.13, count) * height
    knee = root + np.stack([wind * 0.1, -height * 0.72], -1)
    tip = root + np.stack([wind * 1.5, -height + 0.12 * np.abs(wind)], -1)
    weights = {"spark": 4.2, "glow": 4.6, "accent": 3.6, "accent-lift": 1.2, "core": 1.0}
    fibres = _fibres(chance, np.stack([root, knee, tip], 1), colours, weights)
    return SceneRenderer(fibres, _distance(chance, colours, weights, 120), (1500, 900, 1000))


def weave(chance: np.random.Generator, colours: dict[str, Array]) -> SceneRenderer:
    """Two currents of fibres that pass through each other: weaving."""
    count = 560
    rising = np.arange(count) % 2 == 0
    across = chance.normal(0, 210, count)
    start = np.where(rising, 2350.0, -250.0)
    root = np.stack([np.where(rising, 560.0, 480.0) + across * 0.9, start], -1)
    tip = np.stack([1700 + chance.normal(0, 330, count), np.where(rising, 150, 1480) + across], -1)
    knee = np.stack([1180 + across * 0.5, np.where(rising, 1050.0, 480.0) + across * 0.7], -1)
    weights = {"accent": 5.0, "accent-lift": 2.4, "glow": 1.6, "spark": 1.4, "core": 0.7}
    fibres = _fibres(chance, np.stack([root, knee, tip], 1), colours, weights)
    other = shades(chance, count, colours, {"glow": 5.0, "spark": 2.4, "accent": 0.8})
    fibres.colour[~rising] = other[~rising]
    return SceneRenderer(fibres, _distance(chance, colours, weights, 110), (1450, 800, 950))


SCENES: dict[str, tuple[int, Callable[[np.random.Generator, dict[str, Array]], SceneRenderer]]] = {
    "wtisd-2021": (17, fan),
    "wtisd-2024": (24, meadow),
    "wsis-forum-2020": (20, weave),
}


def _fibres(
    chance: np.random.Generator, points: Array, colours: dict[str, Array], weights: dict[str, float]
) -> Fibres:
    count = len(points)
    far = chance.normal(0, 0.34, count)
    depth = np.stack([far * 0.5 + chance.normal(0, 0.05, count), far], -1)
    brightness = chance.lognormal(0, 0.55, count)
    return Fibres(points, depth, shades(chance, count, colours, weights), brightness)


def _distance(
    chance: np.random.Generator, colours: dict[str, Array], weights: dict[str, float], count: int
) -> Light:
    """Lights far behind, denser towards the upper end, where no words stand."""
    x = 2300 * chance.beta(2.6, 1.4, count)
    y = -100 + 1500 * chance.beta(1.3, 1.9, count)
    depth = chance.uniform(0.55, 1.0, count)
    return Light(
        np.stack([x, y], -1), depth, shades(chance, count, colours, weights), chance.lognormal(0, 0.7, count)
    )


def developed(scene: SceneRenderer, colours: dict[str, Array], chance: np.random.Generator) -> Image.Image:
    """Return the picture: light of every depth through the lens, air, bloom, then film."""
    light = np.zeros((FIELD, FIELD, 3))
    edges = np.linspace(-1.001, 1.001, DEPTHS + 1)
    for near, away in pairwise(edges):
        plane = _plane(scene, near, away)
        if plane.any():
            radius = FOCUS_PX + LENS_PX * abs((near + away) / 2) ** 1.25
            light += _through_lens(plane, radius)
    light += _bloom(light)
    seen = light[MARGIN:-MARGIN, MARGIN:-MARGIN] + _air(scene, colours)
    return _film(seen, chance)


def _plane(scene: SceneRenderer, near: float, away: float) -> Array:
    """Return the light that comes from between two depths, in sharp points."""
    plane = np.zeros((FIELD, FIELD, 3))
    fibres = scene.fibres
    along = np.linspace(0, 1, SAMPLES)[None, :]
    depth = fibres.depth[:, :1] * (1 - along) + fibres.depth[:, 1:] * along
    depth = np.clip(depth, -1, 1)
    here = (depth >= near) & (depth < away)
    for fibre in np.flatnonzero(here.any(axis=1)):
        t = along[0, here[fibre]]
        root, knee, tip = fibres.points[fibre]
        place = ((1 - t) ** 2)[:, None] * root + (2 * t * (1 - t))[:, None] * knee + (t**2)[:, None] * tip
        strength = 0.22 * (0.16 + 0.84 * t**2.2) + 200.0 * (t > 1 - 0.9 / SAMPLES)
        _splat(plane, place, (strength * fibres.brightness[fibre])[:, None] * fibres.colour[fibre])
    lights = scene.lights
    chosen = (lights.depth >= near) & (lights.depth < away)
    _splat(plane, lights.place[chosen], 650 * lights.brightness[chosen][:, None] * lights.colour[chosen])
    return plane


def _splat(plane: Array, place: Array, light: Array) -> None:
    """Add points of light, each shared out to the four pixels around it."""
    x, y = place[:, 0] + MARGIN, place[:, 1] + MARGIN
    inside = (x >= 0) & (x < FIELD - 1) & (y >= 0) & (y < FIELD - 1)
    x, y, light = x[inside], y[inside], light[inside]
    column, row = x.astype(int), y.astype(int)
    right, below = (x - column)[:, None], (y - row)[:, None]
    np.add.at(plane, (row, column), light * (1 - right) * (1 - below))
    np.add.at(plane, (row, column + 1), light * right * (1 - below))
    np.add.at(plane, (row + 1, column), light * (1 - right) * below)
    np.add.at(plane, (row + 1, column + 1), light * right * below)


def _through_lens(plane: Array, radius: float) -> Array:
    """Blur light as a lens does: a disc with a soft edge and a slightly brighter rim."""
    distance = _distances()
    edge = np.clip((radius - distance) / max(1.0, radius * 0.05) + 0.5, 0, 1)
    rim = 1 + 0.45 * np.clip(distance / max(radius, 1e-6), 0, 1) ** 6
    return _spread(plane, edge * rim)


def _bloom(light: Array) -> Array:
    """Return what glass and air scatter: a narrow and a wide glow around all that is bright."""
    distance = _distances()
    return 0.10 * _spread(light, np.exp(-((distance / 14) ** 2))) + 0.16 * _spread(
        light, 1 / (1 + (distance / 42) ** 2) ** 1.6
    )


def _distances() -> Array:
    steps = np.minimum(np.arange(FIELD), FIELD - np.arange(FIELD)).astype(float)
    return np.hypot(steps[:, None], steps[None, :])


def _spread(light: Array, kernel: Array) -> Array:
    """Convolve each colour with a kernel about the origin, whose sum becomes 1."""
    response = np.fft.rfft2(kernel / kernel.sum())
    channels = [
        np.fft.irfft2(np.fft.rfft2(light[..., band]) * response, s=(FIELD, FIELD)) for band in range(3)
    ]
    spread: Array = np.maximum(np.stack(channels, -1), 0)
    return spread


def _air(scene: SceneRenderer, colours: dict[str, Array]) -> Array:
    """Return the dark of the room, a little lighter around the fibres."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    middle_x, middle_y, reach = scene.haze
    near: Array = np.exp(-(((x - middle_x) / reach) ** 2 + ((y - middle_y) / reach) ** 2))[..., None]
    dark = colours["ground-deep"]
    air: Array = (
        dark * 0.3 * (1 - near) + colours["ground"] * 0.55 * near + colours["ground-lift"] * 0.12 * near**2
    )
    return air


def _film(light: Array, chance: np.random.Generator) -> Image.Image:
    """Develop light: a soft shoulder that keeps colour, darker corners, fine grain, sRGB."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / (SIDE - 1) - 0.5
    light = light * (1 - 0.55 * np.clip((x - 0.08) ** 2 + (y + 0.1) ** 2, 0, 1))[..., None]
    peak = light.max(axis=2, keepdims=True)
    shown = light * ((1 - np.exp(-1.5 * peak)) / np.maximum(peak, 1e-9))
    white = np.clip((peak - 1.6) / 6, 0, 1) ** 0.8
    shown = shown + (1 - shown) * white
    encoded = np.where(
        shown <= KNEE / 12.92, shown * 12.92, 1.055 * np.maximum(shown, 1e-9) ** (1 / 2.4) - 0.055
    )
    grain = chance.normal(0, 0.008, (SIDE, SIDE, 1))
    return Image.fromarray(np.round(np.clip(encoded + grain, 0, 1) * 255).astype(np.uint8))


def packed(picture: Image.Image) -> bytes:
    """Return a JPEG of the best quality within the limit."""
    for quality in range(92, 40, -2):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()


def main(names: list[str]) -> None:
    """Write the photographs of some campaigns, or of all."""
    palettes = tomllib.loads((ROOT / "assets/brand.toml").read_text("utf-8"))["palettes"]
    folder = ROOT / "assets/photos"
    folder.mkdir(exist_ok=True)
    for name in names or SCENES:
        seed, stage = SCENES[name]
        chance = np.random.default_rng(seed)
        colours = {token: linear(colour) for token, colour in palettes[name]["colours"].items()}
        picture = developed(stage(chance, colours), colours, chance)
        (folder / f"{name}.jpg").write_bytes(packed(picture))


if __name__ == "__main__":
    main(sys.argv[1:])
