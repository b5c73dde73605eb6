"""Mirroring for right-to-left languages: layers change sides, but nothing is ever drawn backwards."""

import pytest
from sketches import Draw, Onto, Sketch, matrix, slot

from toolkit.units import Insets, Rect

ARABIC, HEBREW = Onto(language="ar"), Onto(language="he")
ALEFS = "\u05d0\u05d0"
LABEL = slot("theme", "10 20 50 30")


def content(picture: Sketch) -> float:
    """Return the determinant of the transform of the first drawn outline: negative if it is backwards."""
    move = matrix(picture.find("path"))
    return move.a * move.d - move.b * move.c


def test_frames_go_to_the_other_side(draw: Draw) -> None:
    """A frame from 10 to 60 lies from 40 to 90; its text begins at the right edge, upright."""
    picture = draw(LABEL, {"theme": ALEFS}, onto=HEBREW)
    assert picture.text().frame == Rect(40, 20, 50, 30)
    assert picture.text().ink == Rect(70, 20, 20, 10)
    assert content(picture) > 0


def test_left_to_right_languages_are_not_mirrored(draw: Draw) -> None:
    """The same drawing in English keeps its sides."""
    picture = draw(LABEL, {"theme": "ab"})
    assert picture.text().ink == Rect(10, 20, 20, 10)
    assert content(picture) > 0


@pytest.mark.parametrize("label", ["theme", "theme@keep"])
@pytest.mark.parametrize(
    "around", ["", "scale(0.5)", "translate(10 0) scale(2)", "scale(-1 1) translate(-100 0)"]
)
@pytest.mark.parametrize("onto", [HEBREW, Onto()], ids=["he", "en"])
def test_text_is_never_drawn_backwards(draw: Draw, label: str, around: str, onto: Onto) -> None:
    """Whatever the groups around it do, also when the designer flipped one, letters keep their face."""
    body = f'<g transform="{around}">{slot(label, "5 5 40 20", size=5)}</g>'
    text = ALEFS if onto is HEBREW else "ab"
    assert content(draw(body, {"theme": text}, onto=onto)) > 0


def test_a_qr_code_is_never_mirrored(draw: Draw) -> None:
    """A mirrored symbol is one that phones cannot read."""
    body = slot("qr", "10 10 40 40")
    picture = draw(body, {"qr": "https://itu.int"}, slots={"qr": {"kind": "qr"}}, onto=ARABIC)
    assert content(picture) > 0
    assert picture.qr().frame == Rect(50, 10, 40, 40)


def test_decoration_is_flipped(draw: Draw) -> None:
    """An arrow that points to where the text goes on points the other way."""
    arrow = '<path id="arrow" d="M10 50h30l-10-10" fill="#ff0000"/>'
    move = matrix(draw(arrow, {}, onto=ARABIC).find("path"))
    assert move.point(10, 50) == (90, 50)
    assert move.a < 0


def test_a_kept_layer_changes_sides_but_keeps_its_face(draw: Draw) -> None:
    """`@keep` is for things with a right way round: marks, digits, clocks."""
    mark = '<g id="mark@keep"><rect id="frame" x="10" y="10" width="30" height="10" fill="none"/>'
    picture = draw(f'{mark}<path d="M10 10h10v10z" fill="#ff0000"/></g>', {}, onto=ARABIC)
    move = matrix(picture.find("path"))
    assert move.a > 0
    assert move.point(10, 10) == (60, 10)


def test_alignment_is_logical(draw: Draw) -> None:
    """The end of a line is at the left in Hebrew."""
    rules = {"theme": {"align": "end"}}
    assert draw(LABEL, {"theme": ALEFS}, slots=rules, onto=HEBREW).text().ink.x == 40
    assert draw(LABEL, {"theme": "ab"}, slots=rules).text().ink.right == 60


@pytest.mark.parametrize(
    ("align", "left"),
    [("start", 65), ("middle", 50), ("end", 35)],
)
def test_a_hugging_rectangle_follows_mirrored_text(draw: Draw, align: str, left: float) -> None:
    """The padding of 5 units around the frame is kept around the ink, on both sides."""
    pill = '<rect id="pill@hug" x="5" y="15" width="60" height="40" fill="#ff0000"/>'
    body = slot("theme", "10 20 50 30", extra=pill)
    picture = draw(body, {"theme": ALEFS}, slots={"theme": {"align": align}}, onto=HEBREW)
    assert picture.rect("#ff0000") == (left, 15, 30, 40)
    assert picture.text().ink.x == left + 5


def test_the_mirror_is_inside_the_canvas_of_the_placement(draw: Draw) -> None:
    """On a canvas of 200 units, what is pinned to the start stands at the right edge."""
    body = '<rect id="box@start" x="10" y="20" width="30" height="10" fill="#ff0000"/>'
    wide = Onto(size=(2000, 1000), language="ar")
    assert draw(body, {}, onto=wide).rect("#ff0000") == (160, 20, 30, 10)


def test_what_a_platform_covers_is_not_mirrored(draw: Draw) -> None:
    """Buttons at the right edge of a story are there in Hebrew too: mirrored text begins clear of them."""
    covered = Onto(language="he", safe=Insets(right=200))
    picture = draw(slot("theme@start@top", "0 20 50 30"), {"theme": ALEFS}, onto=covered)
    assert picture.text().frame == Rect(40, 16, 40, 24)
    assert picture.problems == []
