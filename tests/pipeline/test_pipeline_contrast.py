"""Contrast: words of a second colour by themselves, and every colour also through other eyes."""

from dataclasses import replace

import numpy as np
import pytest

from toolkit.compose.layout import Layout, TextBox, TintBox
from toolkit.errors import Place
from toolkit.pipeline.pixel_checks import contrasts, faint_words
from toolkit.render.checks.readability import contrast_ratio, rgb_from_hex
from toolkit.render.pixels import Pixels
from toolkit.units import PixelSize, Rect, Size

SIDE = 200
LINE = Rect(20, 20, 160, 30)
TEXT = TextBox(
    slot="theme",
    text="plain gold",
    lines=("plain gold",),
    frame=LINE,
    ink=LINE,
    line_inks=(LINE,),
    size=30,
    font_px=30,
    fill="#ffffff",
    weight=400,
)
GOLD = TintBox(text="gold", fill="#ffcc00", weight=400, ink=Rect(100, 20, 80, 30))


def layout(*texts: TextBox) -> Layout:
    """Return a square picture with some texts."""
    whole = Rect(0, 0, SIDE, SIDE)
    return Layout(
        size=PixelSize(SIDE, SIDE), canvas=Size(SIDE, SIDE), scale=1, safe=whole, texts=texts, qr=()
    )


def ground(colour: str) -> Pixels:
    """Return a ground of one colour."""
    return Pixels(np.full((SIDE, SIDE, 3), rgb_from_hex(colour), dtype=np.uint8))


def said(text: TextBox, colour: str) -> list[str]:
    """Return what is wrong with a text on a colour."""
    found = faint_words(layout(text), Place(file="a.svg", at="board"), ground(colour))
    return [f"{problem.severity}: {problem}" for problem in found]


def test_words_of_a_second_colour_are_measured_by_themselves() -> None:
    """White reads well on blue where the second colour does not; the problem names slot, word and numbers."""
    text = replace(TEXT, tints=(replace(GOLD, fill="#3050c0"),))
    assert said(TEXT, "#1a2f8a") == []
    assert said(text, "#1a2f8a") == [
        (
            "error: a.svg:theme: contrast of 'gold' is 1.6:1 in a 200×200 picture; 3.0:1 is needed "
            "(hint: change the colour of the text, or calm what lies behind it)"
        )
    ]


def test_a_bold_word_may_be_smaller() -> None:
    """WCAG's large text begins at 24 px, and at 18.66 px in bold: the word counts by its own weight."""
    bold = replace(TEXT, font_px=20, tints=(replace(GOLD, weight=700),))
    plain, gold = contrasts(layout(bold), ground("#000000"))
    assert (plain.needed, gold.needed) == (4.5, 3.0)


def test_a_text_all_in_the_second_colour_has_no_first() -> None:
    """What is not drawn is not measured."""
    whole = replace(TEXT, text="gold", tints=(GOLD,))
    (only,) = contrasts(layout(whole), ground("#ffffff"))
    assert only.said == "gold"


def test_colours_that_only_some_eyes_tell_apart_are_a_warning() -> None:
    """Black on red passes for most; without red cones red is nearly black."""
    red = replace(TEXT, fill="#000000")
    assert said(red, "#e00010") == [
        (
            "warning: a.svg:theme: people with protanopia see a contrast of 2.7:1 in a 200×200 picture; "
            "3.0:1 is needed (hint: make the text lighter or darker than what lies behind it, not only of "
            "another colour)"
        )
    ]
    assert said(red, "#f0a020") == []


def test_what_is_seen_is_what_the_colours_become() -> None:
    """On a plain ground the contrast is that of the two simulated colours, on any side of the ground."""
    (found,) = contrasts(layout(TEXT), ground("#c01030"))
    assert found.found == pytest.approx(contrast_ratio((255, 255, 255), rgb_from_hex("#c01030")))
    assert set(found.seen) == {"protanopia", "deuteranopia", "tritanopia"}
    assert found.seen["protanopia"] > found.found > found.seen["deuteranopia"]


def test_words_outside_the_picture_are_left_to_other_checks() -> None:
    """There is nothing behind them to measure, and a sheet is drawn in spite of them."""
    outside = replace(TEXT, line_inks=(Rect(300, 20, 50, 10),))
    assert said(outside, "#ffffff") == []
