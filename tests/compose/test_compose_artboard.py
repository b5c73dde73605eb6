"""Artboards: what a designer should mend is said in full, with a near miss where there is one."""

import pytest
from lxml import etree
from sketches import artboard, drawing, problems_in, slot

from toolkit.compose.artboard.texture import put_texture, with_art
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.units import Rect

LABEL = slot("theme", "10 20 60 30")
SLOTS = {"theme": {}, "day_name": {}}
SHAPES_HINT = "draw what it shows with shapes)"


def test_a_sound_drawing_has_no_problems() -> None:
    """A slot, a pinned decoration and a texture with sample pictures in it are all as they should be."""
    texture = '<g id="texture@bleed@cover"><image width="9" height="9" xlink:href="sample.png"/></g>'
    assert problems_in(f'{texture}<rect id="rule@end@top" width="9" height="2"/>{LABEL}') == []


def test_hidden_slots_are_shown() -> None:
    """Alternatives are hidden in the editor, slot by slot or as a layer; what else is hidden stays so."""
    hidden = LABEL.replace("<g ", '<g style="display:none" ', 1)
    body = f'<g id="few" visibility="hidden">{hidden}</g><rect id="note" display="none"/>'
    root = artboard(body, SLOTS).root
    assert root.xpath("//*[@visibility]") == []
    assert [element.get("id") for element in root.xpath("//*[@display]")] == ["note"]


def test_an_unknown_flag_gets_its_near_miss() -> None:
    """The layer is named, and the flag that was probably meant."""
    assert problems_in(f'{LABEL}<rect id="rule@botom"/>') == [
        ":rule: unknown flag '@botom' (hint: did you mean '@bottom'?)"
    ]


def test_a_flag_like_no_other_gets_the_list() -> None:
    """Without a near miss every flag there is gets listed."""
    (problem,) = problems_in(f'{LABEL}<g id="rule@quux"/>')
    assert problem.startswith(":rule: unknown flag '@quux' (hint: flags are bleed, bottom, cent")


def test_a_slot_without_words_needs_a_frame() -> None:
    """A slot's layer that shows neither a frame nor where its words stand is named."""
    assert problems_in('<g id="theme"><circle r="4" fill="#ff0000" display="none"/></g>') == [
        ":theme: the slot has no frame (hint: draw a <rect> called 'frame' in the layer; its fill is none)"
    ]


@pytest.mark.parametrize(
    "frame", ['id="frame"', 'id="theme-frame"', 'class="frame"', 'id="frame-2"', 'id="frame_1"']
)
def test_frames_may_be_named_in_several_ways(frame: str) -> None:
    """Ids are unique in a document, so editors number the second frame."""
    assert problems_in(f'<g id="theme"><rect {frame} width="9" height="9"/></g>') == []


def test_a_misspelled_slot_layer_is_found() -> None:
    """A layer with a frame that is almost a slot of design.toml was meant to be it."""
    assert problems_in(LABEL + slot("day_nmae", "0 0 9 9"), SLOTS) == [
        ":day_nmae: a layer with a frame is not a slot of design.toml (hint: did you mean 'day_name'?)"
    ]


@pytest.mark.parametrize(
    ("element", "tag"),
    [
        ("<foreignObject/>", "foreignObject"),
        ("<script/>", "script"),
        ("<path><animate/></path>", "animate"),
    ],
)
def test_elements_outside_the_subset_are_named(element: str, tag: str) -> None:
    """What no engine or only some would draw is said before anything is drawn."""
    (problem,) = problems_in(LABEL + element)
    assert problem.startswith(f":line 1: <{tag}> is not supported in a design (hint: take it out, or run")
    assert "'toolkit import designs/" in problem
    assert problem.endswith(SHAPES_HINT)


def test_jinja_outside_a_slot_finds_its_box() -> None:
    """Words with braces are a slot of their own, with the room around them or the box that they are given."""
    text = '<text font-size="10"{}>{{{{ theme }}}}</text>'
    assert problems_in(LABEL + text.format("")) == []
    assert problems_in(LABEL + text.format(' data-frame="1 2 30 40"')) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<g transform="turn(3)"/>', "cannot read the transform"),
        ("<g", "not well-formed XML"),
    ],
)
def test_unreadable_drawings_are_problems(body: str, reason: str) -> None:
    """Nothing that a file can hold ends in a crash."""
    assert any(reason in problem for problem in problems_in(body))


@pytest.mark.parametrize("frame", ["a b c d", "1 2 3", "1 2 3 nan", "0 0 0 0"])
def test_a_box_of_something_else_than_lengths_is_a_problem(frame: str) -> None:
    """A frame needs four numbers, and some room."""
    text = f'<text font-size="10" data-frame="{frame}">{{{{ theme }}}}</text>'
    assert len(problems_in(LABEL + text)) == 1


def test_the_safe_rectangle_is_the_content_box_and_is_not_drawn() -> None:
    """Without one the whole canvas is content, if a person has pinned the layers."""
    safe = '<g><rect id="safe" x="5" y="6" width="70" height="80"/></g>'
    board = artboard(safe + LABEL)
    assert board.margins == Rect(5, 6, 70, 80)
    assert b"safe" not in etree.tostring(board.root)
    pinned = '<rect id="rule@start" width="9" height="1"/>'
    assert artboard(pinned + LABEL).margins == Rect(0, 0, 100, 100)


@pytest.mark.parametrize("size", ['width="0" height="0"', 'width="-9" height="9"', 'width="9"', ""])
def test_a_safe_rectangle_without_area_is_a_problem(size: str) -> None:
    """Nothing could stand in it; the layer is named, and taken at its word the remedy mends it."""
    (problem,) = problems_in(f'<rect id="safe" {size}/>' + LABEL)
    assert problem.startswith(
        ":safe: the rectangle that says where texts may stand has no area (hint: draw it"
    )
    assert problems_in('<rect id="safe" width="90" height="90"/>' + LABEL) == []
    assert problems_in(LABEL) == []


def test_a_texture_takes_the_place_of_its_sample() -> None:
    """The campaign's art covers the artboard, in its colours; its definitions join the drawing."""
    root = parse_svg(drawing('<g id="texture"><path id="sample"/></g>', "0 0 200 100"))
    art = drawing('<defs><linearGradient id="tex"/></defs><path fill="#0B1F4B" d="M0 0"/>', "0 0 100 100")
    inner = put_texture(root, Rect(0, 0, 200, 100), art, {"#0b1f4b": "#ffffff"})
    written = etree.tostring(root, encoding="unicode")
    assert inner == '<path fill="#ffffff" d="M0 0"/>'
    assert "sample" not in written
    assert 'id="tex"' in written
    assert 'transform="matrix(2 0 0 2 0 -50)"' in written
    assert with_art('<g><g id="texture-art" transform="t"/></g>', inner) == (
        f'<g><g id="texture-art" transform="t">{inner}</g></g>'
    )


def test_ids_of_a_texture_do_not_take_the_place_of_those_of_the_design() -> None:
    """Both may call a gradient "sky"; that of the art gets another name, however the art refers to it."""
    body = '<defs><linearGradient id="sky"/><path id="texture-sky"/></defs><g id="texture"/>'
    root = parse_svg(drawing(body, "0 0 100 100"))
    art = """<g><defs><linearGradient id="sky"/></defs><path fill="URL('#sky')" d="M0 0"/></g>"""
    inner = put_texture(root, Rect(0, 0, 100, 100), drawing(art, "0 0 100 100"), {})
    assert inner == '<g><path fill="url(#texture-sky-2)" d="M0 0"/></g>'
    ids = [element.get("id") for element in root.iter("{*}linearGradient")]
    assert sorted(ids) == ["sky", "texture-sky-2"]


def test_a_design_without_a_texture_layer_takes_none() -> None:
    """There is nowhere to put it."""
    root = parse_svg(drawing("<path/>"))
    assert put_texture(root, Rect(0, 0, 100, 100), drawing("<path/>"), {}) == ""
    assert with_art("<svg><path/></svg>", "<g/>") == "<svg><path/></svg>"
