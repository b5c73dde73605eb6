"""Stacks: gaps stay as drawn while texts take only the height of their ink.

With the square font at size 10, one line of text is 10 units high.
"""

import pytest
from sketches import Draw, slot

from toolkit.units import Rect

EYEBROW = slot("eyebrow", "10 10 80 20")
THEME = slot("theme", "10 40 80 30")
DATE = slot("date", "10 80 80 10")
RULES = {name: {"optional": True, "max_lines": 3, "leading": 1.0} for name in ("eyebrow", "theme", "date")}
WORDS = {"eyebrow": "ab", "theme": "cd", "date": "ef"}


def column(label: str, *layers: str) -> str:
    """Return a stack of layers."""
    return f'<g id="{label}">{"".join(layers)}</g>'


def tops(draw: Draw, label: str, **changed: str) -> dict[str, float]:
    """Return where the ink of every text of the column begins."""
    words = WORDS | changed
    picture = draw(column(label, EYEBROW, THEME, DATE), words, slots=RULES)
    assert picture.problems == []
    return {text.slot: round(text.ink.y, 3) for text in picture.layout.texts}


def test_without_a_stack_everything_stays_where_it_was_drawn(draw: Draw) -> None:
    """Frames begin at 10, 40 and 80, and so does the ink."""
    assert tops(draw, "col") == {"eyebrow": 10, "theme": 40, "date": 80}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("col@stack", {"eyebrow": 10, "theme": 30, "date": 50}),
        ("col@stack-bottom", {"eyebrow": 40, "theme": 60, "date": 80}),
        ("col@stack-middle", {"eyebrow": 25, "theme": 45, "date": 65}),
    ],
)
def test_gaps_of_ten_stay_and_slack_goes_where_the_flag_says(
    draw: Draw, label: str, expected: dict[str, float]
) -> None:
    """Frames of 20, 30 and 10 hold ink of 10 each: the slack of 30 goes below, above, or to both ends."""
    assert tops(draw, label) == expected


def test_longer_text_moves_what_follows(draw: Draw) -> None:
    """A theme of three lines fills its frame: the date stands 30 units below its top, and the gap of 10."""
    lines = "cd\ncd\ncd"
    assert tops(draw, "col@stack", theme=lines) == {"eyebrow": 10, "theme": 30, "date": 70}
    assert tops(draw, "col@stack-bottom", theme=lines) == {"eyebrow": 20, "theme": 40, "date": 80}


def test_an_empty_slot_takes_its_gap_with_it(draw: Draw) -> None:
    """Nothing shows that a slot is missing: no double gap remains."""
    assert tops(draw, "col@stack", theme="") == {"eyebrow": 10, "date": 30}
    assert tops(draw, "col@stack", eyebrow="") == {"theme": 10, "date": 30}
    assert tops(draw, "col@stack-bottom", date="") == {"eyebrow": 60, "theme": 80}


def test_decorations_of_an_empty_slot_leave_with_it(draw: Draw) -> None:
    """The pill of an optional label does not stay behind empty."""
    pill = '<rect id="pill" x="8" y="38" width="84" height="34" fill="#ff0000"/>'
    picture = draw(slot("theme", "10 40 80 30", extra=pill), {"theme": ""}, slots=RULES)
    assert "#ff0000" not in picture.svg


def test_a_rule_between_texts_keeps_its_height_and_gaps(draw: Draw) -> None:
    """A plain rectangle takes part in the column as it was drawn."""
    rule = '<rect id="rule" x="10" y="35" width="80" height="2" fill="#ff0000"/>'
    picture = draw(column("col@stack", EYEBROW, rule, THEME), WORDS, slots=RULES)
    assert picture.rect("#ff0000") == (10, 25, 80, 2)
    assert picture.text("theme").ink.y == 30


def test_the_order_is_the_drawn_one_not_that_of_the_file(draw: Draw) -> None:
    """Layers flow from top to bottom, whichever was drawn first."""
    picture = draw(column("col@stack", DATE, THEME, EYEBROW), WORDS, slots=RULES)
    assert {text.slot: text.ink.y for text in picture.layout.texts} == {
        "eyebrow": 10,
        "theme": 30,
        "date": 50,
    }


def test_text_in_a_stack_begins_at_the_top_of_its_frame(draw: Draw) -> None:
    """The stack closes the gap, so a text set to the bottom of its frame must not keep it open."""
    rules = {**RULES, "theme": {"valign": "bottom", "max_lines": 3}}
    picture = draw(column("col@stack", EYEBROW, THEME, DATE), WORDS, slots=rules)
    assert picture.text("theme").ink.y == 30


def test_a_scaled_slot_takes_its_scaled_height(draw: Draw) -> None:
    """Heights are counted in the stack's units, not in the slot's own."""
    big = (
        '<g inkscape:label="eyebrow" transform="scale(2)">' + slot("x", "5 5 40 10", size=5).split(">", 1)[1]
    )
    picture = draw(column("col@stack", big, THEME), WORDS, slots=RULES)
    assert picture.text("eyebrow").ink == Rect(10, 10, 20, 10)
    assert picture.text("theme").ink.y == 30


@pytest.mark.parametrize(("date", "height"), [("", 50), ("ef", 30)])
def test_a_growing_slot_takes_the_room_of_an_empty_one_below(draw: Draw, date: str, height: float) -> None:
    """Below a frame of 30 units are a gap of 10 and a frame of 10; without a date all are the theme's."""
    layers = slot("theme@grow", "10 20 80 30"), slot("date", "10 60 80 10")
    picture = draw(column("col@stack", *layers), {"theme": "cd", "date": date}, slots=RULES)
    assert picture.text("theme").frame == Rect(10, 20, 80, height)
