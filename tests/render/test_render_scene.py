"""Painting what pictures share once: the same pixels as painting everything at once."""

import numpy as np
import pytest

from toolkit.render.checks.readability import without_words
from toolkit.render.compositor.scene import Rendered, SceneRenderer
from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import PixelArray, RenderError
from toolkit.units import PixelSize

SIZE = PixelSize(243, 147)
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" '
    'height="181" viewBox="0 0 300 181"><defs><linearGradient id="sky"><stop stop-color="#0b1f4b"/>'
    '<stop offset="1" stop-color="#12a1d8"/></linearGradient></defs>'
)
GROUND = '<rect width="300" height="181" fill="url(#sky)"/>'
PANEL = '<rect x="20" y="20" width="180" height="80" rx="9" fill="#ffffff" opacity="0.5"/>'
RULE = '<g transform="rotate(2)"><path d="M30 140H280" stroke="url(#sky)" stroke-width="3"/></g>'


def words(text: str, d: str, ink: str = "") -> str:
    """Return a group of words drawn as an outline."""
    note = f' data-ink="{ink}"' if ink else ""
    return (
        f'<g transform="translate(1 0)"><g transform="translate(3.3 2)" aria-label="{text}"{note}>'
        f'<title>{text}</title><path d="{d}" fill="#ffb600"/></g></g>'
    )


def title(x: float = 40, ink: str | None = None) -> str:
    """Return words whose note of their ink is right, unless another is given."""
    box = f"{x + 4.3} 42 61.7 38" if ink is None else ink
    return words(f"title {x}", f"M{x} 40l60.2 7.7-44.4 30.3zM{x + 61.7} 41v30h-9z", box)


def scene(ground: str = GROUND, head: str = HEAD) -> SceneRenderer:
    """Return a scene with nothing painted yet."""
    return SceneRenderer(engine_named("librsvg"), head, ground, SIZE)


def at_once(body: str, ground: str = GROUND) -> PixelArray:
    """Return the pixels of the whole drawing, painted in one go."""
    return engine_named("librsvg").rasterise(f"{HEAD}{ground}{body}</svg>", SIZE).array


def apart(one: PixelArray, other: PixelArray) -> int:
    """Return the largest difference in levels."""
    return int(np.abs(one.astype(int) - other).max())


BODIES = {
    "words on a panel": PANEL + title(),
    "furniture after words, elsewhere": PANEL + title() + RULE + title(150),
    "furniture over words": title() + PANEL + title(90),
    "words in a faded group": PANEL + f'<g opacity="0.6">{title()}{RULE}</g>',
    "words of a gradient": PANEL + title().replace("#ffb600", "url(#sky)"),
    "words beyond the edge": title(260),
    "words of which nobody says where they are": RULE + title(ink=""),
    "words that are not where they are said to be": RULE + title(ink="90 20 40 30"),
    "words with an outline around them": title().replace("<path", '<path stroke="#fff" stroke-width="9"'),
    "a copy of another part": f'<g id="a">{title()}</g><use href="#a" x="90"/>',
    "rules that look at brothers": f"<style>rect+g path{{fill:#f00}}</style>{PANEL}{title()}",
    "definitions among the parts": (
        '<g><clipPath id="c"><circle cx="60" cy="60" r="20"/></clipPath></g>'
        f'{title()}<rect width="300" height="181" clip-path="url(#c)" fill="#fff"/>'
    ),
    "nothing": "",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_the_picture_is_that_of_painting_at_once(body: str) -> None:
    """However a drawing is cut into layers, at most rounding differs."""
    shot = scene().picture(body)
    assert apart(shot.pixels.array, at_once(body)) <= 2
    wordless = engine_named("librsvg").rasterise(without_words(f"{HEAD}{GROUND}{body}</svg>"), SIZE)
    assert apart(shot.behind.array, wordless.array) <= 2


def test_words_in_their_box_are_the_very_same_pixels() -> None:
    """Painting only where ink is gives each pixel its value; the note about ink changes nothing."""
    noted, plain = scene().picture(PANEL + title()), scene().picture(PANEL + title(ink=""))
    assert apart(noted.pixels.array, plain.pixels.array) == 0
    assert apart(noted.pixels.array, noted.behind.array) > 0


def test_a_picture_does_not_depend_on_those_before_it() -> None:
    """A scene keeps what it has painted, and a kept piece is the same as a new one."""
    used = scene()
    shots: dict[str, Rendered] = {name: used.picture(body) for name, body in BODIES.items()}
    for name, body in reversed(BODIES.items()):
        for shot in (used.picture(body), scene().picture(body)):
            assert (shot.pixels.array == shots[name].pixels.array).all()
            assert (shot.behind.array == shots[name].behind.array).all()


def test_blend_modes_see_the_ground() -> None:
    """What mixes with what lies below is painted together with it."""
    body = PANEL.replace("opacity", 'style="mix-blend-mode:multiply" opacity') + title()
    shot = scene().picture(body)
    assert apart(shot.pixels.array, at_once(body)) == 0
    assert apart(shot.behind.array, shot.pixels.array) > 0


def test_see_through_pictures_have_no_white_below() -> None:
    """Their contrast is measured over white all the same."""
    shot = scene("").picture(title(), transparent=True)
    assert shot.pixels.has_alpha
    assert shot.pixels.array[0, 0, 3] == 0
    assert (shot.behind.array == 255).all()


@pytest.mark.parametrize(
    "body", ["<text>words</text>", '<g aria-label="a" data-ink="0 0 9 9"><image href="file:///a.png"/></g>']
)
def test_the_sanitizer_stands_before_every_layer(body: str) -> None:
    """Nothing that an engine must not see gets in as a part of a picture."""
    with pytest.raises(RenderError, match="not a laid-out SVG"):
        scene().picture(PANEL + title() + body)


def test_definitions_of_a_picture_are_its_own() -> None:
    """Two pictures may call different gradients by one name, in parts of the same words."""
    used = scene()
    for colour in ("#ff0000", "#0000ff"):
        gradient = f'<defs><linearGradient id="g"><stop stop-color="{colour}"/></linearGradient></defs>'
        body = f'<g id="a">{gradient}<rect width="90" height="30" fill="url(#g)"/>{title()}</g>'
        assert apart(used.picture(body).pixels.array, at_once(body)) <= 2
