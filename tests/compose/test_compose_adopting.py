"""What designers draw without a frame becomes a slot: bare texts, groups of texts, flowed text, braces."""

import pytest
from sketches import Onto, drawing, problems_in, sketch

from toolkit.compose.artboard.binding import bind
from toolkit.compose.artboard.slots import RULE, frame_of, slots_in
from toolkit.compose.svg.svgdoc import parse_svg, rect_of
from toolkit.sources.workspace.design import SlotRules
from toolkit.typeset import FontLibrary
from toolkit.units import Rect

THEME = {"theme": SlotRules()}


def frame_in(body: str, box: str = "0 0 1000 1000") -> tuple[Rect, dict[str, str]]:
    """Return the frame that the only slot of a drawing gets, and what stands on it."""
    root = parse_svg(drawing(body, box))
    rules = bind(root, THEME)
    (slot,) = slots_in(root, rules)
    frame = frame_of(slot.element)
    assert frame is not None
    return rect_of(frame), {str(name): str(value) for name, value in frame.attrib.items()}


@pytest.mark.parametrize(
    "body",
    [
        '<text id="theme" font-size="9" y="50">Sample</text>',
        '<text id="Theme_x5F_1" font-size="9" y="50">Sample</text>',
        '<text data-name="Theme" id="x" font-size="9" y="50">Sample</text>',
        '<g id="theme"><text font-size="9" y="50">Sam</text><text font-size="9" x="20" y="50">ple</text></g>',
        '<text font-size="9" y="50">{{ theme }}</text>',
        '<g id="theme"><text font-size="9" y="50" transform="rotate(20)">Sample</text></g>',
        (
            '<flowRoot id="theme"><flowRegion><rect width="80" height="40"/></flowRegion>'
            "<flowPara>Sample</flowPara></flowRoot>"
        ),
    ],
)
def test_a_text_without_a_frame_is_a_slot(body: str, square: FontLibrary) -> None:
    """By its name, however the tool wrote it, or by the words themselves; and the words are painted."""
    assert problems_in(body, {"theme": {}}) == []
    assert sketch(body, {"theme": "AB"}, fonts=square).text().text == "AB"


def test_the_frame_of_a_flowed_text_is_its_shape() -> None:
    """Less its padding, and in the middle where only `text-align` says so."""
    body = (
        '<defs><rect id="r" x="100" y="200" width="300" height="150"/></defs><text id="theme" '
        'style="shape-inside:url(#r);shape-padding:10;text-align:center;font-size:20px">'
        '<tspan x="110" y="225">Some words</tspan></text>'
    )
    box, found = frame_in(body)
    assert (box.x, box.width, found["data-align"]) == (110, 280, "middle")
    assert found[RULE] == "the shape that the text flows in"


@pytest.mark.parametrize(("anchor", "left"), [("start", 500), ("middle", 440), ("end", 380)])
def test_the_frame_of_a_text_with_a_width_hangs_on_its_anchor(anchor: str, left: float) -> None:
    """Inkscape's `inline-size` spreads about `x`."""
    style = f"inline-size:120;text-anchor:{anchor};font-size:20px"
    body = f'<text id="theme" x="500" y="300" style="{style}">ab</text>'
    box, found = frame_in(body)
    assert (box.x, box.width, found["data-align"]) == (left, 120, anchor)


def test_a_button_around_a_text_is_its_frame() -> None:
    """With the gap that the sample leaves, and in its middle."""
    body = (
        '<rect x="100" y="100" width="300" height="80" fill="#ff0000"/>'
        '<text id="theme" x="250" y="150" text-anchor="middle" font-size="30">Button here</text>'
    )
    box, found = frame_in(body)
    assert (found["data-align"], found["data-valign"]) == ("middle", "middle")
    assert 100 < box.x < 130
    assert box.right < 400
    assert found[RULE] == "the shape around the text"


def test_a_line_grows_to_what_it_must_not_touch() -> None:
    """Half of the gap to a picture stays free; downwards it may grow to the next text."""
    body = (
        '<text id="theme" x="100" y="200" font-size="40">Hello</text>'
        '<rect x="600" y="100" width="200" height="200"/><text x="100" y="400" font-size="20">Below</text>'
    )
    box, found = frame_in(body)
    ink_right = 100 + 5 * 0.55 * 40
    assert box.x == 100
    assert box.right == pytest.approx(ink_right + (600 - ink_right) / 2)
    assert 208 < box.bottom < 385
    assert (found["data-valign"], int(found["data-lines"])) == ("top", 2)


def test_lines_show_the_alignment_that_figma_leaves_out() -> None:
    """It writes a left edge for each line and no anchor."""
    body = (
        '<text id="theme" font-size="20"><tspan x="400" y="300">Twenty letters wide!</tspan>'
        '<tspan x="460" y="326">Ten lette</tspan></text>'
    )
    _, found = frame_in(body)
    assert found["data-align"] == "middle"
    assert float(found["data-leading"]) == pytest.approx(1.3)


def test_words_that_stay_are_outlines_that_no_mirror_turns(square: FontLibrary) -> None:
    """In Arabic they change sides with the drawing, and can still be read."""
    loose = '<text x="10" y="20" font-size="10" fill="#00ff00">AB</text>'
    body = f'<text id="theme" y="60" font-size="9">Sample</text>{loose}'
    onto = Onto(language="ar")
    found = sketch(body, {"theme": "AB"}, fonts=square, onto=onto)
    path = found.find('path[fill="#00ff00"]')
    assert path is not None
    assert "<text" not in found.svg


def test_a_frame_that_is_drawn_stays() -> None:
    """Nothing is measured where the designer said it."""
    box, found = frame_in('<g id="theme"><rect id="frame" width="60" height="30"/><text>S</text></g>')
    assert (box, RULE in found) == (Rect(0, 0, 60, 30), False)


def test_a_value_that_the_sample_brings_out_is_brought_out(square: FontLibrary) -> None:
    """A bold or coloured date in a line of two values keeps its look."""
    date = '<tspan fill="#ff0000">{{ date }}</tspan>'
    body = f'<text y="60" font-size="5" fill="#111111">{date} and {{{{ theme }}}}</text>'
    found = sketch(body, {"date": "AB", "theme": "CD"}, fonts=square, slots={"other": {"optional": True}})
    (tint,) = found.layout.texts[0].tints
    assert (tint.text, tint.fill) == ("AB", "#ff0000")
