"""Words that stay as drawn stand where SVG puts them: every letter, in shapes, along paths.

With the square font a letter is as wide as its size; its ink is 0.8 em above the baseline and 0.2 em below.
"""

from pathlib import Path

import pytest
from sketches import drawing

from squarefont import write_square_fonts
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.text_boxes import flow_roots_to_texts
from toolkit.compose.artboard.word_outlines import drawn_words, placed_letters
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.typeset import FontLibrary


@pytest.fixture(scope="module")
def square(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    """Return the square font."""
    return FontLibrary.load(write_square_fonts(Path(tmp_path_factory.mktemp("places")) / "fonts"))


def places(fonts: FontLibrary, body: str) -> list[tuple[float, float]]:
    """Return the pens of the letters of the first text of a drawing."""
    root = parse_svg(drawing(body))
    text = next(root.iter("{*}text"))
    placed = placed_letters(text, Ruler(fonts))
    return [(round(entry.matrix.e, 3), round(entry.matrix.f, 3)) for entry in placed]


@pytest.mark.parametrize(
    ("text", "pens"),
    [
        ('<text x="5" y="20" font-size="10">ab</text>', [(5, 20), (15, 20)]),
        ('<text x="5 40" y="20" font-size="10">abc</text>', [(5, 20), (40, 20), (50, 20)]),
        ('<text x="5" y="20" dx="1 2" dy="0 3" font-size="10">ab</text>', [(6, 20), (18, 23)]),
        ('<text x="50" y="20" text-anchor="middle" font-size="10">ab</text>', [(40, 20), (50, 20)]),
        ('<text x="50" y="20" text-anchor="end" font-size="10">ab</text>', [(30, 20), (40, 20)]),
        ('<text x="5" y="20" letter-spacing="2" font-size="10">ab</text>', [(5, 20), (17, 20)]),
        ('<text x="5" y="20" word-spacing="4" font-size="10">a b</text>', [(5, 20), (15, 20), (29, 20)]),
        ('<text x="5" y="20" textLength="50" font-size="10">abc</text>', [(5, 20), (25, 20), (45, 20)]),
        (
            '<text x="5" y="20" textLength="60" lengthAdjust="spacingAndGlyphs" font-size="10">abc</text>',
            [(5, 20), (25, 20), (45, 20)],
        ),
        (
            '<text x="5" y="20" font-size="10">a<tspan font-size="20">b</tspan>c</text>',
            [(5, 20), (15, 20), (35, 20)],
        ),
        (
            '<text x="5" y="20" font-size="10">a<tspan baseline-shift="super">b</tspan></text>',
            [(5, 20), (15, 16)],
        ),
        (
            '<text x="5" y="20" font-size="10">a<tspan dy="-3">b</tspan><tspan dy="3">c</tspan></text>',
            [(5, 20), (15, 17), (25, 20)],
        ),
        ('<text font-size="10" y="20">\n  a\n  b\n</text>', [(0, 20), (10, 20), (20, 20)]),
        ('<text x="50" y="20" font-size="10" direction="rtl">אב</text>', [(30, 20), (40, 20)]),
        (
            '<text font-size="10"><tspan x="0" y="10">a</tspan>\n <tspan x="0" y="22">b</tspan></text>',
            [(0, 10), (0, 22)],
        ),
    ],
)
def test_pens_are_where_svg_puts_them(
    square: FontLibrary, text: str, pens: list[tuple[float, float]]
) -> None:
    """Lists of places, moves, anchors, tracking, lengths and raised letters (SVG 2, 11.5)."""
    assert places(square, text) == pens


def test_letters_are_turned_about_their_pens(square: FontLibrary) -> None:
    """The last turn of a list goes on."""
    root = parse_svg(drawing('<text x="5" y="20" rotate="0 90" font-size="10">abc</text>'))
    placed = placed_letters(next(root.iter("{*}text")), Ruler(square))
    assert [round(entry.matrix.b, 4) for entry in placed] == [0.0, 0.01, 0.01]


def test_words_run_along_a_path(square: FontLibrary) -> None:
    """Each letter stands on the path by its middle; what finds no room on it is not painted."""
    body = (
        '<path id="p" d="M10 10V45" fill="none"/>'
        '<text font-size="10"><textPath href="#p" startOffset="5">abcd</textPath></text>'
    )
    assert places(square, body) == [(10, 15), (10, 25), (10, 35)]


FLOW = '<rect id="r" x="10" y="10" width="45" height="40" fill="none"/>'


def test_words_flow_in_their_shape(square: FontLibrary) -> None:
    """Lines are filled one by one; what finds no room is hidden; lines of the fallback do not count."""
    body = (
        f'{FLOW}<text font-size="10" style="shape-inside:url(#r);line-height:1.5">'
        '<tspan x="0" y="0">ab cd ef gh ij</tspan></text>'
    )
    found = places(square, body)
    assert [pen for pen in found if pen[0] == 10] == [(10, 20.5), (10, 35.5)]
    assert len(found) == 6  # "ab " and "cd ": the third line would end below the shape


@pytest.mark.parametrize(("align", "x"), [("start", 10), ("center", 22.5), ("end", 35)])
def test_flowed_lines_are_aligned_in_their_shape(square: FontLibrary, align: str, x: float) -> None:
    """`text-align` says how; `text-anchor` belongs to the fallback."""
    style = f"shape-inside:url(#r);text-align:{align};text-anchor:start"
    body = f'{FLOW}<text font-size="10" style="{style}">ab</text>'
    assert places(square, body)[0][0] == x


def test_words_are_broken_at_the_width_they_were_given(square: FontLibrary) -> None:
    """`inline-size` makes a column about the place of the text, from its first baseline down."""
    body = '<text x="5" y="20" font-size="10" style="inline-size:35;line-height:1.2">ab cd</text>'
    assert places(square, body) == [(5, 20), (15, 20), (25, 20), (5, 32), (15, 32)]


def test_old_flowed_text_has_paragraphs(square: FontLibrary) -> None:
    """A `flowRoot` flows in its region, a line for each paragraph at least."""
    body = (
        '<flowRoot font-size="10" style="line-height:1"><flowRegion>'
        '<rect x="10" y="10" width="60" height="60"/>'
        "</flowRegion><flowPara>ab</flowPara><flowPara>c</flowPara></flowRoot>"
    )
    root = parse_svg(drawing(body))
    flow_roots_to_texts(root)
    placed = placed_letters(next(root.iter("{*}text")), Ruler(square))
    assert [(entry.matrix.e, entry.matrix.f) for entry in placed] == [(10, 18), (20, 18), (10, 28)]


def test_a_gradient_lies_over_the_whole_text(square: FontLibrary) -> None:
    """One that is measured by a box is measured by that of all letters, not of each part."""
    body = (
        '<defs><linearGradient id="g"><stop stop-color="#ff0000"/></linearGradient></defs>'
        '<text x="10" y="20" font-size="10" fill="url(#g)">ab<tspan fill="#00ff00">c</tspan></text>'
    )
    root = parse_svg(drawing(body))
    group = drawn_words(next(root.iter("{*}text")), Ruler(square))
    assert group is not None
    assert [path.get("fill") for path in group.iter("{*}path")] == ["url(#words-gradient)", "#00ff00"]
    copy = next(node for node in root.iter("{*}linearGradient") if node.get("id") == "words-gradient")
    assert copy.get("gradientUnits") == "userSpaceOnUse"
    assert copy.get("gradientTransform") == "matrix(30 0 0 10 10 12)"


def test_lines_below_and_through_words_are_drawn(square: FontLibrary) -> None:
    """Underlined words have their line below them, in their colour."""
    root = parse_svg(
        drawing('<text y="20" font-size="10" text-decoration="underline" fill="#123456">a</text>')
    )
    group = drawn_words(next(root.iter("{*}text")), Ruler(square))
    assert group is not None
    assert [path.get("fill") for path in group.iter("{*}path")] == ["#123456", "#123456"]


def test_effects_of_a_text_stay_with_its_outlines(square: FontLibrary) -> None:
    """Its transform, filter, mask and blend mode are those of the group; hidden words are none."""
    root = parse_svg(
        drawing(
            '<text transform="scale(2)" filter="url(#f)" mask="url(#m)" '
            'style="mix-blend-mode:multiply">a</text>'
        )
    )
    group = drawn_words(next(root.iter("{*}text")), Ruler(square))
    assert group is not None
    assert (group.get("transform"), group.get("filter"), group.get("mask"), group.get("style")) == (
        "scale(2)", "url(#f)", "url(#m)", "mix-blend-mode:multiply",
    )  # fmt: skip
    hidden = parse_svg(drawing('<text visibility="hidden">a</text>'))
    assert drawn_words(next(hidden.iter("{*}text")), Ruler(square)) is None
