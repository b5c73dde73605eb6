"""Adapting to a placement: the canvas grows, layers keep to their pins, content keeps clear of safe areas.

The artboard is 100 × 100 units; a picture of 2000 × 1000 px makes it 200 units wide, at 10 px to the unit.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketches import Draw, Onto, drawing, slot

from toolkit.affine import parse_transform
from toolkit.compose.artboard.adapt import adapt, canvas_for, clear_of
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.units import Insets, PixelSize, Rect, Size

SQUARE = Rect(0, 0, 100, 100)
WIDE, TALL = Onto(size=(2000, 1000)), Onto(size=(1000, 2000))
PINNED = '<rect id="other@start" width="1" height="1" fill="#00ff00"/>'
"""A layer with a pin: a drawing without any has its pins worked out."""
SAFE = '<rect id="safe" x="10" y="20" width="80" height="60" fill="none"/>'


def box(pins: str, x: int = 30, width: int = 20) -> str:
    """Return a red rectangle with flags, 20 units below the top and 10 high."""
    return f'<rect id="box{pins}" x="{x}" y="20" width="{width}" height="10" fill="#ff0000"/>'


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        ("", (80, 20, 20, 10)),
        ("@start", (30, 20, 20, 10)),
        ("@centre", (80, 20, 20, 10)),
        ("@end", (130, 20, 20, 10)),
        ("@stretch", (30, 20, 120, 10)),
        ("@stretch@top", (30, 20, 120, 10)),
        ("@bleed@end", (130, 20, 20, 10)),
    ],
)
def test_a_wider_canvas_moves_layers_by_their_horizontal_pin(
    draw: Draw, pins: str, expected: tuple[float, ...]
) -> None:
    """100 units more: none, half or all of them go before the layer, or into its width."""
    assert draw(box(pins) + PINNED, {}, onto=WIDE).rect("#ff0000") == expected


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        ("", (30, 70, 20, 10)),
        ("@top", (30, 20, 20, 10)),
        ("@middle", (30, 70, 20, 10)),
        ("@bottom", (30, 120, 20, 10)),
        ("@start@stretch", (30, 20, 20, 110)),
    ],
)
def test_a_taller_canvas_moves_layers_by_their_vertical_pin(
    draw: Draw, pins: str, expected: tuple[float, ...]
) -> None:
    """The same downwards."""
    assert draw(box(pins) + PINNED, {}, onto=TALL).rect("#ff0000") == expected


def test_cover_scales_about_the_centre_until_nothing_is_bare(draw: Draw) -> None:
    """A square ground on a canvas twice as wide is twice as large, and cut equally above and below."""
    ground = '<rect id="ground@bleed@cover" width="100" height="100" fill="#ff0000"/>'
    assert draw(ground, {}, onto=WIDE).rect("#ff0000") == (0, -50, 200, 200)
    assert draw(ground, {}, onto=TALL).rect("#ff0000") == (-50, 0, 200, 200)


def test_pins_say_which_part_of_a_cover_is_never_cropped(draw: Draw) -> None:
    """Art pinned to the end and the top keeps that corner."""
    ground = '<rect id="ground@bleed@cover@end@top" width="100" height="100" fill="#ff0000"/>'
    assert draw(ground, {}, onto=WIDE).rect("#ff0000") == (0, 0, 200, 200)
    assert draw(ground, {}, onto=TALL).rect("#ff0000") == (-100, 0, 200, 200)


def test_a_title_in_the_artwork_does_not_hide_the_ground(draw: Draw) -> None:
    """Editors write titles; the ground below is still painted."""
    body = '<title>Card</title><rect id="ground@bleed@stretch" width="100" height="100" fill="#ff0000"/>'
    picture = draw(body, {}, onto=WIDE)
    assert "#ff0000" in picture.composed.ground


def test_what_bleeds_keeps_to_the_canvas_and_the_rest_to_the_content_box(draw: Draw) -> None:
    """Insets of the placement move content in; the ground still reaches every edge."""
    body = (
        '<rect id="a@bleed@stretch" width="100" height="100" fill="#ff0000"/>'
        '<rect id="b@stretch" width="100" height="100" fill="#0000ff"/>'
    )
    picture = draw(body, {}, onto=Onto(safe=Insets(100, 200, 300, 200)))
    assert picture.rect("#ff0000") == (0, 0, 100, 100)
    assert picture.rect("#0000ff") == (20, 10, 60, 60)


def test_safe_insets_scale_the_content(draw: Draw) -> None:
    """Content drawn 80 × 60 gets 40 units of width: it is drawn at half its size."""
    body = f'{SAFE}<rect id="box@start@top" x="10" y="20" width="20" height="10" fill="#ff0000"/>'
    picture = draw(body, {}, onto=Onto(safe=Insets(0, 300, 0, 300)))
    assert picture.rect("#ff0000") == (30, 20, 10, 5)


def test_drawn_margins_smaller_than_the_safe_area_give_way(draw: Draw) -> None:
    """The larger of the two keeps clear; they are not added up."""
    body = f'{SAFE}<rect id="box@start@top" x="10" y="20" width="20" height="10" fill="#ff0000"/>'
    assert draw(body, {}, onto=Onto(safe=Insets(left=50, top=150))).rect("#ff0000") == (10, 20, 20, 10)


def test_children_of_a_group_without_pins_answer_for_themselves(draw: Draw) -> None:
    """A plain group, even one that was moved and scaled, only keeps things together in the editor."""
    blue = '<rect id="b@end" width="10" height="5" fill="#0000ff"/>'
    body = f'<g>{box("@end")}</g><g transform="scale(2)">{blue}</g>'
    picture = draw(body, {}, onto=WIDE)
    assert picture.rect("#ff0000") == (130, 20, 20, 10)
    assert picture.rect("#0000ff") == (100, 0, 20, 10)


def test_a_group_with_pins_moves_as_one(draw: Draw) -> None:
    """What stands inside a pinned group keeps its place in the group, whatever its own pins say."""
    body = f'<g id="corner@end">{box("@start")}</g>'
    assert draw(body, {}, onto=WIDE).rect("#ff0000") == (130, 20, 20, 10)


def test_a_group_that_stretches_hands_the_room_to_its_children(draw: Draw) -> None:
    """The group keeps its left edge; inside it each child's own pin says what becomes of the room."""
    body = f'<g id="bar@stretch">{box("@stretch")}<rect id="c@end" width="10" height="5" fill="#0000ff"/></g>'
    picture = draw(body, {}, onto=WIDE)
    assert picture.rect("#ff0000") == (30, 20, 120, 10)
    assert picture.rect("#0000ff") == (100, 0, 10, 5)


def test_the_frame_of_a_stretched_slot_grows(draw: Draw) -> None:
    """Text gets the room that the canvas has gained."""
    theme = slot("theme@stretch@top", "10 10 80 20").replace("frame-theme", "frame-theme@stretch")
    assert draw(theme, {"theme": "ab"}, onto=WIDE).text().frame == Rect(10, 10, 180, 20)


def test_an_artboard_may_start_anywhere(draw: Draw) -> None:
    """A viewBox that does not begin at 0 0 is moved there."""
    picture = draw(box("@start@top"), {}, onto=WIDE, box="20 10 100 100")
    assert picture.rect("#ff0000") == (10, 10, 20, 10)
    assert 'viewBox="0 0 200 100"' in picture.svg


def test_the_picture_says_its_exact_pixels(draw: Draw) -> None:
    """Width and height are the placement's; the viewBox is the canvas."""
    picture = draw(box(""), {}, onto=Onto(size=(1200, 628)))
    assert 'viewBox="0 0 191.0828 100" width="1200" height="628"' in picture.svg


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_the_canvas_only_grows(width: int, height: int) -> None:
    """In one direction it is as drawn, in the other at least so, and its shape is the placement's."""
    canvas = canvas_for(SQUARE, SQUARE, CanvasSpec(size=PixelSize(width, height), safe=Insets()))
    assert min(canvas.size.width, canvas.size.height) == pytest.approx(100)
    assert canvas.size.aspect == pytest.approx(width / height)
    assert canvas.scale == pytest.approx(min(width, height) / 100)
    assert canvas.content_scale == pytest.approx(1)


def test_insets_are_pixels_of_the_picture() -> None:
    """250 px of a story at 10 px to the unit are 25 units of the canvas."""
    target = CanvasSpec(size=PixelSize(1000, 2000), safe=Insets(top=250, bottom=340))
    canvas = canvas_for(SQUARE, Rect(10, 10, 80, 80), target)
    assert canvas.size == Size(100, 200)
    assert canvas.safe == Rect(0, 25, 100, 141)
    assert canvas.content == Rect(10, 25, 80, 141)


@pytest.mark.parametrize(
    ("covered", "left"),
    [
        (Rect(0, 0, 100, 20), Rect(0, 20, 100, 80)),
        (Rect(0, 70, 100, 30), Rect(0, 0, 100, 70)),
        (Rect(0, 60, 30, 40), Rect(30, 0, 70, 100)),
        (Rect(90, 40, 10, 10), Rect(0, 0, 90, 100)),
        (Rect(200, 0, 10, 10), SQUARE),
        (Rect(30, 30, 40, 40), SQUARE),
    ],
    ids=["above", "below", "left", "right", "elsewhere", "middle"],
)
def test_content_keeps_clear_of_what_a_platform_draws_over(covered: Rect, left: Rect) -> None:
    """The side with the most room is kept; a box in the middle, which would cost most of it, cuts nothing."""
    assert clear_of(SQUARE, (covered,)) == left


def test_an_avatar_moves_the_content_aside(draw: Draw) -> None:
    """What is pinned to the start stands beside the avatar, drawn as much smaller as the room has become."""
    onto = Onto(avoid=(Rect(0, 600, 200, 400),))
    assert draw(box("@start@top", x=0), {}, onto=onto).rect("#ff0000") == (20, 16, 16, 8)


def test_a_turned_group_keeps_together() -> None:
    """Its parts have no sides of the reference box; what it defines is not moved by itself."""
    body = (
        '<g transform="matrix(1e-18 1 -1 0 50 0)"><clipPath id="c"><circle r="9"/></clipPath>'
        '<rect id="part" width="9" height="9" clip-path="url(#c)"/></g>'
    )
    root = parse_svg(drawing(body))
    target = CanvasSpec(size=PixelSize(1001, 1000), safe=Insets())
    adapt(root, SQUARE, SQUARE, canvas_for(SQUARE, SQUARE, target))
    group = next(root.iter("{*}g"))
    assert parse_transform(group.get("transform")).e == pytest.approx(50.05)
    assert [node.get("transform") for node in group.iter("{*}circle", "{*}rect", "{*}clipPath")] == [None] * 3
