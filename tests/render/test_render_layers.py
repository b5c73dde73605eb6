"""The layer splitter: what lies on a ground is cut into furniture and words, or left whole."""

import pytest

from toolkit.render.compositor.layers import Layer, costly_split, is_layered, layers_of
from toolkit.render.svg.sizing import read_svg
from toolkit.units import Rect

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 300 200">'
DEFS = '<defs><linearGradient id="sky"/><clipPath id="inner"><path d="M0 0h9v9z"/></clipPath></defs>'
PANEL = '<rect x="10" y="20" width="30" height="40"/>'
RULE = '<path d="M30 140H280V150z"/>'
DAY = '<g aria-label="Day" data-ink="1 2 3 4"><title>Day</title><path d="M0 0h9v9z" fill="#ffffff"/></g>'
TWO = '<g aria-label="Two" data-ink="5 6 7 8"><title>Two</title><path d="M0 0h9v9z" fill="#ffffff"/></g>'


def layers(body: str) -> tuple[Layer, ...]:
    """Return the layers of a document with a body; texts without the namespace that lxml repeats."""
    found = layers_of(read_svg(f"{HEAD}{DEFS}{body}</svg>"))
    return tuple(Layer(svg=bare(layer.svg), wordless=bare(layer.wordless), ink=layer.ink) for layer in found)


def bare(svg: str) -> str:
    """Return SVG text without the namespace."""
    return svg.replace(' xmlns="http://www.w3.org/2000/svg"', "")


def test_words_and_furniture_alternate_in_the_order_of_painting() -> None:
    """Neighbouring furniture is one layer with one box; each group of words is a layer of its own."""
    assert layers(PANEL + RULE + DAY + TWO + PANEL) == (
        Layer(svg=PANEL + RULE, wordless=PANEL + RULE, ink=Rect(10, 20, 270, 130)),
        Layer(svg=DAY, wordless="", ink=Rect(1, 2, 3, 4)),
        Layer(svg=TWO, wordless="", ink=Rect(5, 6, 7, 8)),
        Layer(svg=PANEL, wordless=PANEL, ink=Rect(10, 20, 30, 40)),
    )


def test_layers_stand_in_the_groups_they_came_from() -> None:
    """A slot's group, which only moves its members, is around the panel and the words alike."""
    group = '<g id="day" data-slot="day" transform="translate(1 0)">'
    panel, words = layers(f"{group}{PANEL}{DAY}</g>")
    assert (panel.svg, panel.is_furniture) == (f"{group}{PANEL}</g>", True)
    assert (words.svg, words.wordless, words.is_furniture) == (f"{group}{DAY}</g>", "", False)
    assert panel.ink == Rect(11, 20, 30, 40)


@pytest.mark.parametrize("effect", ['opacity="0.5"', 'clip-path="url(#inner)"', 'filter="url(#inner)"'])
def test_a_group_with_an_effect_stays_whole(effect: str) -> None:
    """Its effect is for all members together; what it shows without words is known, where its ink is, not."""
    (layer,) = layers(f"<g {effect}>{PANEL}{DAY}</g>")
    assert layer == Layer(svg=f"<g {effect}>{PANEL}{DAY}</g>", wordless=f"<g {effect}>{PANEL}</g>")


@pytest.mark.parametrize(
    "words",
    [
        DAY.replace(' data-ink="1 2 3 4"', ""),
        DAY.replace("1 2 3 4", "1 2 3"),
        DAY.replace("1 2 3 4", "1 2 3 nan"),
        DAY.replace("1 2 3 4", "1 2 3 wide"),
        DAY.replace('fill="#ffffff"', 'stroke="#ffffff"'),
        DAY.replace('fill="#ffffff"', 'filter="url(#inner)"'),
    ],
)
def test_ink_counts_only_if_it_is_sure(words: str) -> None:
    """Without a box of four numbers, or with what may paint outside of it, the whole page is painted."""
    (layer,) = layers(words)
    assert (layer.wordless, layer.ink) == ("", None)


@pytest.mark.parametrize(
    "body",
    [
        f"<style>path{{fill:red}}</style>{PANEL}{DAY}",
        f'<g style="mix-blend-mode:multiply">{PANEL}</g>{DAY}',
        f'<g id="a">{PANEL}</g>{DAY}<use href="#a"/>',
        f"""<g id="a">{PANEL}</g>{DAY}<g clip-path="URL('#a')">{RULE}</g>""",
        f'<g id="inner">{PANEL}</g>{DAY}<g clip-path="url(#inner)">{RULE}</g>',
    ],
    ids=["rules", "blending", "use of a layer", "any spelling of a reference", "an id of two"],
)
def test_what_needs_its_neighbours_is_not_cut(body: str) -> None:
    """Rules, blend modes, references between layers and ids of two elements leave one layer of all."""
    (layer,) = layers(body)
    assert layer.svg.count("<g") + layer.svg.count("<use") == body.count("<g") + body.count("<use")
    assert "Day" in layer.svg
    assert "Day" not in layer.wordless
    assert layer.ink is None


def test_what_paints_nothing_is_no_layer() -> None:
    """Empty groups and definitions between the layers are left out; nothing has no layers."""
    assert layers(f'<g id="empty"/>{DEFS.replace("sky", "x").replace("inner", "y")}') == ()
    assert [layer.svg for layer in layers(f"<g/>{PANEL}<g/>")] == [PANEL]


def test_a_ground_is_cut_around_what_takes_long() -> None:
    """A texture of many shapes is in the middle, light below and shade above; without one there is no cut."""
    texture = f"<g>{RULE * 24}</g>"
    split = costly_split(read_svg(f"{HEAD}{DEFS}{PANEL}{texture}{RULE}{PANEL}</svg>"))
    assert split is not None
    assert [bare(part) for part in (split.below, split.costly, split.above)] == [PANEL, texture, RULE + PANEL]
    assert costly_split(read_svg(f"{HEAD}{DEFS}{PANEL}{RULE * 9}</svg>")) is None
    assert costly_split(read_svg(f'{HEAD}<image href="data:image/png;base64,AA"/></svg>')) is not None


def test_a_ground_that_refers_to_its_texture_is_not_cut() -> None:
    """What lies above may show the texture a second time."""
    texture = f'<g id="t">{RULE * 24}</g>'
    assert costly_split(read_svg(f'{HEAD}{texture}<use href="#t"/></svg>')) is None


@pytest.mark.parametrize(
    ("svg", "layered"),
    [
        (f"{HEAD}{PANEL}</svg>", True),
        (f'{HEAD}<g opacity="0.5">{PANEL}</g></svg>', True),
        (f'{HEAD}<g style="mix-blend-mode:screen"/></svg>', False),
        (HEAD.replace("<svg ", '<svg opacity="0.5" ') + "</svg>", False),
        (HEAD.replace("<svg ", '<svg class="a" ') + "</svg>", False),
    ],
)
def test_only_what_mixes_with_all_below_is_painted_at_once(svg: str, layered: bool) -> None:  # noqa: FBT001  a parameter
    """Blend modes anywhere, and effects on the root, are for the picture as a whole."""
    assert is_layered(svg) is layered
