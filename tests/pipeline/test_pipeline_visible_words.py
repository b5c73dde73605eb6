"""What counts is the finished pixels: the ink of every line is there, whole, and the canvas is covered."""

from dataclasses import replace

import pytest

from toolkit.compose.layout import Layout, TextBox
from toolkit.errors import Place
from toolkit.pipeline.visible_words import Parts, problems_of_words
from toolkit.render.checks.canvas_coverage import is_sure_to_cover
from toolkit.render.compositor.scene import SceneRenderer
from toolkit.render.engines.engine import engine_named
from toolkit.units import PixelSize, Rect, Size

SIDE = 200
SIZE = PixelSize(SIDE, SIDE)
HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
    '<defs><clipPath id="half"><rect width="90" height="200"/></clipPath>'
    '<clipPath id="all"><rect width="200" height="200"/></clipPath>'
    '<linearGradient id="fade"><stop stop-color="#ffffff"/><stop offset="1" stop-color="#0b0733"/>'
    "</linearGradient>"
    "</defs>"
)
GROUND = f'<rect width="{SIDE}" height="{SIDE}" fill="#0b0733"/>'
INK = Rect(20, 80, 160, 30)
BARS = "".join(f"M{x} 80h12v30h-12z" for x in range(20, 180, 20))
TEXT = TextBox(
    slot="theme",
    text="IIIIIIII",
    lines=("IIIIIIII",),
    frame=INK,
    ink=INK,
    line_inks=(INK,),
    size=30,
    font_px=30,
    fill="#ffffff",
    weight=400,
)


def words(fill: str = "#ffffff", extra: str = "") -> str:
    """Return words of eight bars, as a laid-out SVG has them."""
    return (
        f'<g data-slot="theme"><g aria-label="IIIIIIII" data-ink="20 80 152 30"{extra}>'
        f'<title>IIIIIIII</title><path d="{BARS}" fill="{fill}"/></g></g>'
    )


def said(body: str, ground: str = GROUND, text: TextBox = TEXT, *, transparent: bool = False) -> list[str]:
    """Return what is wrong with a picture."""
    engine = engine_named("librsvg")
    rendered = SceneRenderer(engine, HEAD, ground, SIZE).picture(body, transparent=transparent)
    layout = Layout(
        size=SIZE, canvas=Size(SIDE, SIDE), scale=1, safe=Rect(0, 0, SIDE, SIDE), texts=(text,), qr=()
    )
    parts = Parts(head=HEAD, ground=ground, body=body, transparent=transparent)
    found = problems_of_words(engine, parts, rendered, layout, Place(file="a.svg"))
    return [problem.message for problem in found]


def test_plain_words_are_seen() -> None:
    """Without a second look: nothing can hide them."""
    scene = SceneRenderer(engine_named("librsvg"), HEAD, GROUND, SIZE)
    assert scene.picture(words()).shows_words
    assert said(words()) == []


@pytest.mark.parametrize(
    "body",
    [
        f'<g clip-path="url(#half)">{words()}</g>',
        f'{words()}<rect x="100" y="70" width="90" height="60" fill="#808080"/>',
        words(fill="none"),
        f'<g opacity="0.04">{words()}</g>',
        words(extra=' opacity="0.04"'),
        words(fill="url(#fade)"),
        f'<g style="mix-blend-mode:darken">{words()}</g>',
    ],
    ids=["clip", "cover", "no fill", "opacity around", "opacity", "gradient", "blend"],
)
def test_words_that_are_not_to_be_seen_are_told(body: str) -> None:
    """However they are hidden; a message names the share of ink that is gone, or the contrast."""
    found = said(body)
    assert found
    assert all("cannot be seen" in message or "contrast" in message for message in found)


@pytest.mark.parametrize(
    "body",
    [
        f'<g clip-path="url(#all)">{words()}</g>',
        f'{words()}<rect x="20" y="150" width="90" height="20" fill="#808080"/>',
        f'<g opacity="0.9">{words()}</g>',
    ],
    ids=["wide clip", "shape beside", "light opacity"],
)
def test_what_leaves_words_readable_is_no_problem(body: str) -> None:
    """A clip that cuts nothing, a shape that lies elsewhere, opacity that leaves contrast enough."""
    assert said(body) == []


def test_a_picture_is_covered_to_its_edges() -> None:
    """A ground that is too small, clipped or faint leaves paper to be seen; see-through designs may."""
    assert said(words()) == []
    small = '<rect width="200" height="196" fill="#0b0733"/>'
    assert said(words(), small) == ["2 % of a 200×200 picture is bare: nothing covers it"]
    assert said(words(), f'<g opacity="0.5">{GROUND}</g>')
    assert said(words(), small, transparent=True) == []


@pytest.mark.parametrize(
    ("ground", "sure"),
    [
        (GROUND, True),
        ('<g transform="scale(-1 1)"><rect x="-200" width="200" height="200" fill="#000000"/></g>', True),
        ('<rect width="200" height="200" fill="url(#fade)"/>', True),
        ('<rect width="200" height="200" fill="#000000" opacity=".9"/>', False),
        ('<rect width="199" height="200" fill="#000000"/>', False),
        ('<path d="M0 0h200v200h-200z"/>', False),
    ],
)
def test_a_plain_rectangle_needs_no_look(ground: str, sure: bool) -> None:  # noqa: FBT001  a case
    """Whatever is not one opaque rectangle over everything is painted and looked at."""
    assert is_sure_to_cover(f"{HEAD}{ground}</svg>") is sure


def test_small_words_are_judged_line_by_line() -> None:
    """A second line that is hidden is not made up for by a first that is not."""
    second = Rect(20, 120, 160, 30)
    lower = words().replace("80h12", "120h12").replace("20 80 152 30", "20 120 152 30")
    body = f'{words()}<g opacity="0.03">{lower}</g>'
    text = replace(TEXT, lines=("IIIIIIII", "HHHH"), line_inks=(INK, second))
    assert any("of the ink of 'HHHH' cannot be seen" in message for message in said(body, text=text))
