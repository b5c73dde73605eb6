"""Grounds: a texture that drawings share is painted once, and every ground is what it would be alone."""

import numpy as np
import pytest
from render_probes import MemoryStore

from toolkit.render.compositor import background as grounds
from toolkit.render.compositor.background import painted_ground
from toolkit.render.compositor.canvas import Backdrop
from toolkit.render.engines.engine import Engine, engine_named
from toolkit.render.lru import BoundedLru
from toolkit.render.pixels import PixelArray, Pixels, RenderError
from toolkit.units import PixelSize

SIZE = PixelSize(160, 100)
LEAVES = "".join(
    f'<circle cx="{7 * n % 160}" cy="{11 * n % 100}" r="{3 + n % 9}" fill="url(#leaf)" opacity="0.4"/>'
    for n in range(60)
)
TEXTURE = f'<g id="texture">{LEAVES}</g>'
SHADE = '<rect width="160" height="40" fill="url(#shade)"/>'
DEFINITIONS = (
    '<linearGradient id="shade"><stop stop-opacity="0.6"/><stop offset="1" stop-opacity="0"/>'
    "</linearGradient>"
    '<radialGradient id="leaf" href="#greens"/><linearGradient id="greens"><stop stop-color="#2a6"/>'
    '<stop offset="1" stop-color="#7c3"/></linearGradient>'
)


class Counting:
    """An engine that notes how many documents with leaves it has painted."""

    def __init__(self) -> None:
        self.inner = engine_named("librsvg")
        self.name = self.inner.name
        self.leaves = 0

    def rasterise(self, svg: bytes | str, size: PixelSize, *, transparent: bool = False) -> Pixels:
        """Paint a whole drawing."""
        self.leaves += "circle" in str(svg)
        return self.inner.rasterise(svg, size, transparent=transparent)

    def paint(self, document: bytes, size: PixelSize, *, transparent: bool = False) -> Pixels:
        """Paint a part."""
        self.leaves += b"circle" in document
        return self.inner.paint(document, size, transparent=transparent)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with no texture in memory."""
    _forget(monkeypatch)


def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grounds, "_textures", BoundedLru(16_000_000))
    monkeypatch.setattr(grounds, "_lower_parts", BoundedLru(16_000_000))


def drawing(parts: str, more: str = "") -> str:
    """Return a ground as a document, with definitions of its own that nothing of the texture needs."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="100" viewBox="0 0 160 100">'
        f"<defs>{more}{DEFINITIONS}</defs>{parts}</svg>"
    )


def light(colour: str) -> str:
    """Return what lies below a texture."""
    return f'<rect width="160" height="100" fill="{colour}"/>'


def apart(panel: Backdrop, other: PixelArray) -> int:
    """Return the largest difference in levels."""
    return int(np.abs(panel.array.astype(int) - other).max())


def twin(colour: str) -> str:
    """Return a gradient that has a brother of the same name."""
    return f'<linearGradient id="twin"><stop stop-color="{colour}"/></linearGradient>'


def at_once(svg: str) -> PixelArray:
    """Return the pixels of a drawing painted in one go."""
    return engine_named("librsvg").rasterise(svg, SIZE).array


CLIPPED = f'<g clip-path="url(#through)">{LEAVES}</g>'
BY_COPY = '<clipPath id="through"><use href="#shape"/></clipPath>'
SHAPE = '<rect id="shape" x="20" y="20" width="60" height="60" fill="#a24"/>'


@pytest.mark.parametrize(
    ("parts", "more"),
    [
        (light("#fff") + SHAPE + CLIPPED, BY_COPY),
        (light("#fff") + '<rect width="9" height="9" fill="URL(#shade)"/>' + TEXTURE, ""),
        (
            f'{light("#fff")}{TEXTURE}<rect width="90" height="90" fill="url(&quot;#a b&quot;)"/>',
            '<linearGradient id="a b"><stop stop-color="#f00"/></linearGradient>',
        ),
        (
            f"<g><defs>{twin('#f00')}</defs>{light('#fff')}</g><g><defs>{twin('#0f0')}</defs>"
            + LEAVES.replace("#leaf", "#twin")
            + "</g>",
            "",
        ),
    ],
    ids=["a clip that copies a shape", "capitals", "a name with a blank", "a name given twice"],
)
def test_references_are_followed_to_their_end(parts: str, more: str) -> None:
    """However they are spelled, and by whatever way they reach what another part paints."""
    svg = drawing(parts, more)
    assert apart(painted_ground(engine_named("librsvg"), svg, SIZE), at_once(svg)) <= 3


@pytest.mark.parametrize(
    "root", ['opacity="0.5"', 'clip-path="url(#corner)"', 'fill="url(#shade)"', 'style="opacity:0.4"']
)
def test_what_the_root_says_is_said_once(root: str) -> None:
    """A picture that is faded or clipped as a whole is not faded part by part."""
    corner = '<clipPath id="corner"><rect width="50" height="50"/></clipPath>'
    svg = drawing(light("#fff") + TEXTURE + '<rect y="60" width="160" height="40"/>', corner)
    svg = svg.replace("<svg ", f"<svg {root} ", 1)
    assert apart(painted_ground(engine_named("librsvg"), svg, SIZE), at_once(svg)) <= 3


@pytest.mark.parametrize(
    "parts",
    [
        light("#0b1f4b") + TEXTURE + SHADE,
        TEXTURE,
        light("#fff") + TEXTURE,
        light("#fff") + SHADE,
        "",
        light("#fff") + TEXTURE + SHADE + TEXTURE.replace("texture", "second"),
        f'{light("#fff")}<g style="mix-blend-mode:multiply">{LEAVES}</g>',
        f'{light("#fff")}<g id="a">{LEAVES}</g><use href="#a" x="20"/>',
    ],
    ids=["all", "texture", "no shade", "no texture", "nothing", "two textures", "blending", "a copy"],
)
def test_a_ground_is_that_of_painting_at_once(parts: str) -> None:
    """However it is parted, at most rounding differs."""
    svg = drawing(parts)
    assert apart(painted_ground(engine_named("librsvg"), svg, SIZE), at_once(svg)) <= 3


def test_rules_are_kept_with_what_they_speak_of() -> None:
    """A ground with CSS rules is painted whole: they may look at brothers."""
    svg = drawing(f"<style>g+rect{{fill:#f00}}</style>{TEXTURE}{SHADE}")
    assert apart(painted_ground(engine_named("librsvg"), svg, SIZE), at_once(svg)) == 0


def test_drawings_that_share_a_texture_paint_it_once() -> None:
    """Other light below, other shades above, other definitions beside: the texture is the same."""
    engine = Counting()
    for colour in ("#0b1f4b", "#ffffff", "#2a6f00"):
        for shade in ("", SHADE):
            painted_ground(engine, drawing(light(colour) + TEXTURE + shade, f'<g id="{colour[1:]}"/>'), SIZE)
    assert engine.leaves == 1


def test_a_ground_does_not_depend_on_those_before_it() -> None:
    """What is kept is the same as what is painted anew."""
    svgs = [drawing(light(colour) + TEXTURE + SHADE) for colour in ("#0b1f4b", "#ffffff")]
    engine: Engine = engine_named("librsvg")
    first = [painted_ground(engine, svg, SIZE).array for svg in svgs]
    again = [painted_ground(engine, svg, SIZE).array for svg in reversed(svgs)]
    assert all((one == other).all() for one, other in zip(first, reversed(again), strict=True))


def test_the_sanitizer_stands_before_grounds() -> None:
    """Nothing that an engine must not see gets in as a part of a ground."""
    with pytest.raises(RenderError, match="not a laid-out SVG"):
        painted_ground(engine_named("librsvg"), drawing(TEXTURE + '<image href="file:///a.png"/>'), SIZE)


@pytest.mark.parametrize(("width", "height"), [(1300, 1), (1, 1300), (7, 5)])
def test_a_slender_panel_can_be_thinned(width: int, height: int) -> None:
    """What is left of a picture lower than the step is a row of it, not nothing."""
    panel = Backdrop.of(np.full((height, width, 3), 9, dtype=np.uint8))
    thin = panel.thinned(3)
    assert thin.shape == (max(height // min(3, width, height), 1), max(width // min(3, width, height), 1), 3)
    assert (thin == 9).all()


MIRRORED = "matrix(-1 0 0 1 160 0)"
"""What turns a drawing over that is 160 units wide."""


def turned(layer: str) -> str:
    """Return a layer turned over."""
    name, rest = layer.split(" ", 1)
    return f'{name} transform="{MIRRORED}" {rest}'


def test_a_mirrored_ground_shares_its_texture_with_the_other_one() -> None:
    """The drawing for languages from right to left is the same pixels, turned over: painted once."""
    engine, layers = Counting(), (light("#123"), TEXTURE, SHADE)
    plain = painted_ground(engine, drawing("".join(layers)), SIZE)
    mirrored = painted_ground(engine, drawing("".join(map(turned, layers))), SIZE)
    assert engine.leaves == 1
    assert (mirrored.array == plain.array[:, ::-1]).all()
    assert apart(mirrored, at_once(drawing("".join(map(turned, layers))))) <= 4


@pytest.mark.parametrize(
    "parts",
    [
        turned(light("#123")) + TEXTURE,  # only in part
        turned(light("#123")) + '<g transform="perspective(3)"/>' + turned(TEXTURE),
        f'<g transform="rotate(180 80 50)">{light("#123")}{TEXTURE}</g>',
    ],
)
def test_a_ground_that_is_not_mirrored_as_a_whole_is_painted_as_it_is(parts: str) -> None:
    """A drawing may turn some of its layers, or go around: none of that is turned back."""
    svg = drawing(parts + SHADE)
    assert apart(painted_ground(engine_named("librsvg"), svg, SIZE), at_once(svg)) <= 4


def test_a_mirrored_ground_that_is_painted_at_once_is_turned_over_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Large grounds, and those whose parts mix, have no texture to share, and the same pixels."""
    monkeypatch.setattr(grounds, "_MOST_BYTES", 1)
    svg = drawing(turned(light("#123")) + turned(TEXTURE))
    assert apart(painted_ground(engine_named("librsvg"), svg, SIZE), at_once(svg)) <= 4


def test_another_process_finds_what_was_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texture with the light below it comes from the store, to the very pixel."""
    store, first, second = MemoryStore(), Counting(), Counting()
    svg = drawing(light("#fc9") + TEXTURE + SHADE)
    painted = painted_ground(first, svg, SIZE, store)
    _forget(monkeypatch)
    found = painted_ground(second, svg, SIZE, store)
    assert (first.leaves, second.leaves) == (1, 0)
    assert apart(found, painted.array) == 0


def test_another_light_takes_the_texture_from_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what differs is painted."""
    store, engine = MemoryStore(), Counting()
    painted_ground(engine, drawing(light("#fc9") + TEXTURE), SIZE, store)
    _forget(monkeypatch)
    svg = drawing(light("#39f") + TEXTURE)
    ground = painted_ground(engine, svg, SIZE, store)
    assert engine.leaves == 1
    assert apart(ground, painted_ground(Counting(), svg, SIZE).array) == 0
