"""The price list: what is too dear to paint is told before it is painted, and what people draw never is."""

import pytest

from toolkit.compose.svg.svgdoc import read_drawing, view_box
from toolkit.files import data_folder
from toolkit.render.svg.budget import LIMIT, excesses_of, expenses_of
from toolkit.svg.parser import FILE, parse
from toolkit.units import Rect

CANVAS = Rect(0, 0, 1000, 1000)
PANEL = '<rect width="1000" height="1000"'
BLUR = '<feGaussianBlur stdDeviation="4"/>'
ZIGZAG = "M0 0" + "L1000 1000L0 500" * 2000

DEAR = {
    "filter with many steps": (
        f'<filter id="f">{BLUR * 40}</filter>{PANEL} filter="url(#f)"/>',
        "the filter 'f'",
    ),
    "filter on many groups": (
        f'<filter id="f">{BLUR * 9}</filter>' + f'{PANEL} filter="url(#f)"/>' * 5,
        "the filter 'f'",
    ),
    "wide morphology": (
        f'<filter id="f"><feMorphology radius="300"/></filter>{PANEL} filter="url(#f)"/>',
        "the filter 'f'",
    ),
    "morphology in scaled units": (
        '<filter id="f"><feMorphology radius="3"/></filter><g transform="scale(100)">{}</g>'.format(
            '<rect width="10" height="10" filter="url(#f)"/>'
        ),
        "the filter 'f'",
    ),
    "octaves": (
        f'<filter id="f"><feTurbulence numOctaves="900"/></filter>{PANEL} filter="url(#f)"/>',
        "the filter 'f'",
    ),
    "a large kernel": (
        f'<filter id="f"><feConvolveMatrix order="40"/></filter>{PANEL} filter="url(#f)"/>',
        "the filter 'f'",
    ),
    "masks in masks": (
        f'<mask id="a">{PANEL}/></mask><mask id="b">{PANEL} mask="url(#a)"/>{PANEL} mask="url(#a)"/></mask>'
        + f'<g mask="url(#b)">{PANEL}/></g>' * 300,
        "the drawing",
    ),
    "a path that crosses itself": (f'<path d="{ZIGZAG}"/>', "the outline of the path"),
    "a polygon that crosses itself": (
        f'<polygon points="{"0,0 1000,1000 0,500 " * 2000}"/>',
        "the outline of the path",
    ),
    "a marker at every corner": (
        f'<marker id="m">{"<rect/>" * 500}</marker><path marker-mid="url(#m)" d="M0 0{"h.1" * 2000}"/>',
        "the marker 'm'",
    ),
    "short dashes": (
        '<path d="M0 0H1000" stroke="#fff" stroke-dasharray="0.00001 0.00002"/>',
        "the dashes of the line",
    ),
    "blend modes": (f'<g style="mix-blend-mode:screen">{PANEL}/></g>' * 500, "the drawing"),
    "copies of copies": (
        f'<filter id="f">{BLUR}</filter><g id="a">{PANEL} filter="url(#f)"/></g>' + '<use href="#a"/>' * 40,
        "the drawing",
    ),
    "round gradients": (
        f'<radialGradient id="r"/>{PANEL} fill="url(#r)"/>' + f'{PANEL} fill="url(#r)"/>' * 400,
        "the",
    ),
}


def excesses(body: str, canvas: Rect = CANVAS) -> list[str]:
    """Return what is told of a drawing, with its remedies."""
    root = parse(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>', FILE)
    return [f"{excess.message} ({excess.hint})" for excess in excesses_of(root, canvas)]


@pytest.mark.parametrize("case", sorted(DEAR))
def test_what_is_too_dear_is_told(case: str) -> None:
    """The message names what costs so much, how much it is and what may be, and has a remedy."""
    body, what = DEAR[case]
    found = excesses(body)
    assert found
    assert found[0].startswith(what)
    assert "megapixels; at most 400" in found[0]
    assert found[0].endswith(")")


@pytest.mark.parametrize(
    "body",
    [
        f'<filter id="f">{BLUR * 2}<feMorphology radius="2"/><feOffset/></filter>{PANEL} filter="url(#f)"/>',
        f'<filter id="f">{BLUR * 9}</filter>' + '<rect width="40" height="40" filter="url(#f)"/>' * 9,
        '<path d="M0 0H1000" stroke="#fff" stroke-dasharray="4 6"/>',
        f'<marker id="m"><path d="M0 0h3v3z"/></marker><path marker-mid="url(#m)" d="M0 0{"h9" * 200}"/>',
        f'<mask id="a">{PANEL}/></mask>' + f'<g mask="url(#a)">{PANEL}/></g>' * 20,
        f'<path d="{"M5 5h3v3z" * 5000}"/>',
    ],
)
def test_what_people_draw_is_within_the_limit(body: str) -> None:
    """Shadows, masks, arrows, dashes and fine textures cost what they cost, and that is little."""
    assert excesses(body) == []


def test_a_circle_of_references_costs_nothing_here() -> None:
    """It is told as a circle; adding its prices up ends all the same."""
    body = '<pattern id="a"><rect fill="url(#b)"/></pattern><pattern id="b"><rect fill="url(#a)"/></pattern>'
    assert excesses(f'{body}{PANEL} fill="url(#a)"/>') == []


def test_the_price_does_not_depend_on_the_units_of_the_drawing() -> None:
    """A canvas of 100 mm asks for the same as one of 1,000 px that shows the same."""
    small = (
        '<filter id="f"><feMorphology radius="30"/></filter><rect width="100" height="100" filter="url(#f)"/>'
    )
    large = small.replace('"30"', '"300"').replace('"100"', '"1000"')
    assert excesses(small, Rect(0, 0, 100, 100)) == excesses(large)


def test_shipped_drawings_stay_far_below_the_limit() -> None:
    """Whoever begins with one of ours has room: the dearest texture takes less than a third."""
    costs = {}
    for path in (*data_folder("designs").glob("*/*.svg"), *data_folder("assets").glob("textures/*.svg")):
        root, _ = read_drawing(path.read_bytes())
        costs[f"{path.parent.name}/{path.name}"] = sum(one.cost for one in expenses_of(root, view_box(root)))
    assert len(costs) > 50
    assert {name: cost for name, cost in costs.items() if cost > LIMIT / 3} == {}
