"""Filling slots: samples go, real words and symbols come; styles are those of the sample."""

from copy import deepcopy

import pytest
from lxml import etree
from sketches import Draw, Onto, artboard, slot

from toolkit.compose.artboard.slots import frame_of, slots_in
from toolkit.compose.filling.fill import Means, fillings_of
from toolkit.compose.filling.image import Photo
from toolkit.compose.values import Value
from toolkit.errors import Place, Problem
from toolkit.languages import Language
from toolkit.render.svg.laid_out_check import check_laid_out
from toolkit.typeset import FontLibrary
from toolkit.units import Insets, Rect

LABEL = slot("theme", "10 20 60 30")
LONG = "ab cd ef"
BOARD = "designs/sketch/board.svg"


def test_the_sample_is_replaced(draw: Draw) -> None:
    """Neither the sample text nor the frame is left; the words are kept for screen readers."""
    picture = draw(slot("theme", "10 20 60 30", sample="Lorem"), {"theme": "ab & cd"})
    assert "Lorem" not in picture.svg
    assert "<text" not in picture.svg
    assert "<rect" not in picture.svg
    assert picture.find("g[aria-label=ab & cd]") is not None
    assert picture.find("title").text == "ab & cd"


def test_the_box_says_where_the_text_is(draw: Draw) -> None:
    """Two letters of size 10 at the frame's corner; a unit is 10 px."""
    box = draw(LABEL, {"theme": "ab"}).text()
    assert (box.frame, box.ink) == (Rect(10, 20, 60, 30), Rect(10, 20, 20, 10))
    assert (box.font_px, box.fill, box.weight, box.lines) == (100, "#123456", 400, ("ab",))


def test_lines_break_and_each_has_its_ink(draw: Draw) -> None:
    """Two words of two letters do not fit side by side in 40 units; the second line is one leading lower."""
    rules = {"theme": {"max_lines": 2, "leading": 1.5}}
    box = draw(slot("theme", "10 20 40 30"), {"theme": "ab cd"}, slots=rules).text()
    assert box.lines == ("ab", "cd")
    assert box.line_inks == (Rect(10, 20, 20, 10), Rect(10, 35, 20, 10))


def test_text_shrinks_to_the_smallest_size_and_no_further(draw: Draw) -> None:
    """Eight letters in 60 units are set at 7.5; below the smallest size they are too long instead."""
    assert draw(LABEL, {"theme": LONG}, slots={"theme": {"min_size": 5}}).text().font_px == pytest.approx(75)
    picture = draw(LABEL, {"theme": LONG}, slots={"theme": {"min_size": 8}})
    assert picture.problems == [
        (
            "copy/en.toml:theme → designs/sketch/board.svg:theme: the text needs 2 lines where 1 fit at 8; "
            "about 2 characters too long (hint: shorten the text by about 2 characters)"
        )
    ]


def test_design_rules_win_over_the_sample(draw: Draw) -> None:
    """Size, weight and alignment of design.toml replace those of the drawn sample."""
    rules = {"theme": {"max_size": 5, "weight": 700, "align": "end", "valign": "bottom", "uppercase": True}}
    box = draw(LABEL, {"theme": "ab"}, slots=rules).text()
    assert (box.font_px, box.weight, box.lines) == (50, 700, ("AB",))
    assert (box.ink.right, box.ink.bottom) == (70, 50)


@pytest.mark.parametrize(("weight", "expected"), [("bold", 700), ("600", 600), ("350", 350), ("normal", 400)])
def test_weights_are_those_of_the_sample(draw: Draw, weight: str, expected: int) -> None:
    """Any weight is asked for; the family answers with its nearest."""
    body = LABEL.replace("<text ", f'<text font-weight="{weight}" ')
    assert draw(body, {"theme": "a"}).text().weight == expected


def test_the_largest_sample_line_gives_the_style(draw: Draw) -> None:
    """A sample in two sizes stands for its headline."""
    body = LABEL.replace(">theme</text>", '><tspan font-size="20" fill="#ff0000">a</tspan>theme</text>')
    box = draw(body, {"theme": "ab"}).text()
    assert (box.font_px, box.fill) == (200, "#ff0000")


def test_style_may_come_from_groups_around(draw: Draw) -> None:
    """What editors write on a group counts for its samples (SVG 2, 4.2: inherited properties)."""
    bare = LABEL.replace(' font-size="10"', "").replace(' fill="#123456"', "")
    body = f'<g style="font-size:20px; fill:#00ff00; text-anchor:end">{bare}</g>'
    box = draw(body, {"theme": "ab"}).text()
    assert (box.font_px, box.fill, box.ink.right) == (200, "#00ff00", 70)


def test_an_empty_text_is_a_problem_unless_optional(draw: Draw) -> None:
    """A missing word is never silently left out."""
    assert draw(LABEL, {"theme": ""}).problems == [
        (
            "copy/en.toml:theme → designs/sketch/board.svg:theme: the text is empty "
            "(hint: write the text, or set optional = true for the slot in design.toml)"
        )
    ]
    assert draw(LABEL, {"theme": ""}, slots={"theme": {"optional": True}}).problems == []


def test_a_character_without_a_glyph_is_named(draw: Draw) -> None:
    """Character, code point and Unicode name; the trail begins at the copy."""
    (problem,) = draw(LABEL, {"theme": "aж"}).problems
    assert problem.startswith("copy/en.toml:theme → designs/sketch/board.svg:theme: no bundled font has ")
    assert "'ж' (U+0436 CYRILLIC SMALL LETTER ZHE)" in problem


def test_a_dotted_circle_is_told_with_the_spelling(shipped: FontLibrary) -> None:
    """All broken words of a text in one problem; the text with the spelling offered has none."""

    def problems(text: str) -> list[str]:
        found: list[Problem] = []
        board = artboard(LABEL)
        values = {"theme": Value(text=text, place=Place(file="copy/hi.toml", at="theme"))}
        fillings_of(board.root, board, values, Means(language=Language("hi"), fonts=shipped), found)
        return [str(problem) for problem in found]

    (problem,) = problems("अाज की अोर")
    assert problem.startswith(f"copy/hi.toml:theme → {BOARD}:theme: signs without a letter to stand on")
    assert "spell 'अाज' as 'आज', 'अोर' as 'ओर'" in problem
    assert problems("आज की ओर") == []


def test_a_slot_may_mix_values(draw: Draw) -> None:
    """What a design writes around a value is the design's own text."""
    rules = {"theme": {"value": "{{ a }}/{{ b }}"}}
    picture = draw(LABEL, {"theme": "", "a": "x", "b": "y"}, slots=rules)
    assert picture.text().text.replace("\u2068", "").replace("\u2069", "") == "x/y"


def test_the_trail_of_mixed_text_begins_at_the_value_to_change(draw: Draw) -> None:
    """A letter without a glyph leads to the value that has it, a text too long to its longest value."""
    rules = {"theme": {"value": "{{ a }}/{{ b }}", "min_size": 10}}
    words = {"a": "abc", "b": "ж", "theme": ""}
    (problem,) = draw(LABEL, words, slots=rules).problems
    assert problem.startswith(f"copy/en.toml:b → {BOARD}:theme: no bundled font has the character 'ж'")
    (problem,) = draw(LABEL, words | {"a": "abcdef", "b": "gh"}, slots=rules).problems
    assert problem.startswith(f"copy/en.toml:a → {BOARD}:theme: the text needs 2 lines where 1 fit")


def test_a_layout_names_the_values_it_shows(draw: Draw) -> None:
    """Not the slots' names, nor values that a template only asks about: what stands in the picture."""
    rules = {"theme": {"value": "{{ a if b else c }}"}, "other": {"value": "{{ d|upper }}"}}
    body = LABEL + slot("other", "10 60 60 30")
    words = {"a": "xy", "b": "1", "c": "zz", "d": "up", "e": "unused"}
    assert draw(body, words, slots=rules).layout.shown == ("a", "d")


def test_an_unknown_value_is_a_problem(draw: Draw) -> None:
    """A design that asks for a word that is not there learns which words there are."""
    (problem,) = draw(LABEL, {"theme": "a"}, slots={"theme": {"value": "{{ them }}"}}).problems
    assert problem == (
        "designs/sketch/design.toml:slots.theme.value → designs/sketch/board.svg:theme: "
        "the template cannot be filled: 'them' is undefined in '{{ them }}' "
        "(hint: values are theme; docs/designing.md says what templates may do)"
    )


def test_sample_text_outside_slots_is_removed(draw: Draw) -> None:
    """Notes that a designer left in the drawing do not reach a picture."""
    picture = draw(f'{LABEL}<text x="0" y="50">note to self</text>', {"theme": "ab"})
    assert "note" not in picture.svg


def test_jinja_in_the_artwork_is_a_slot_of_its_own(draw: Draw) -> None:
    """A text with braces and a box is filled like any slot."""
    text = '<text font-size="10" data-frame="10 20 60 10">{{ theme }}</text>'
    box = draw(text, {"theme": "ab"}, slots={"other": {}}).text("text-1")
    assert (box.text, box.frame) == ("ab", Rect(10, 20, 60, 10))


@pytest.mark.parametrize(("size", "shown"), [((600, 600), False), ((700, 700), True)])
def test_min_drops_a_layer_in_small_pictures(draw: Draw, size: tuple[int, int], shown: bool) -> None:  # noqa: FBT001  a case's outcome
    """A layer 60 units wide is 360 px wide in a picture of 600 px: less than it is worth."""
    picture = draw(slot("theme@min-400", "10 20 60 30"), {"theme": "ab"}, onto=Onto(size=size))
    assert bool(picture.layout.texts) is shown
    assert picture.problems == []


@pytest.mark.parametrize(("align", "left"), [("start", 5), ("middle", 25), ("end", 45)])
def test_a_hugging_rectangle_follows_the_text(draw: Draw, align: str, left: float) -> None:
    """Drawn 5 units beyond the frame at both sides, it ends 5 units beyond the ink."""
    pill = '<rect id="pill@hug" x="5" y="15" width="70" height="40" fill="#ff0000"/>'
    picture = draw(
        slot("theme", "10 20 60 30", extra=pill), {"theme": "ab"}, slots={"theme": {"align": align}}
    )
    assert picture.rect("#ff0000") == (left, 15, 30, 40)
    assert picture.text().ink.x == left + 5


def test_the_short_wording_stands_in_where_the_long_one_does_not_fit(square: FontLibrary) -> None:
    """It is tried only then."""
    value = Value(text=LONG, short="ab", place=Place(file="copy/en.toml", at="theme"))
    board = artboard(LABEL, {"theme": {"min_size": 8}})
    means = Means(language=Language("en"), fonts=square)
    for width, shown in ((60, "ab"), (90, LONG)):
        root = deepcopy(board.root)
        frame_of(slots_in(root, board.rules)[0].element).set("width", str(width))
        problems: list[Problem] = []
        means = Means(language=Language("en"), fonts=square)
        (filling,) = fillings_of(root, board, {"theme": value}, means, problems)
        assert (filling.text.text, problems) == (shown, [])


def test_layers_that_bleed_are_the_ground(draw: Draw) -> None:
    """Ground and body together are the whole drawing; each is a document of its own."""
    ground = '<rect id="g@bleed@stretch" width="100" height="100" fill="#ff0000"/>'
    laid_out = draw(f"<defs/>{ground}{LABEL}", {"theme": "ab"}).composed
    assert "#ff0000" in laid_out.ground_svg
    assert "<path" not in laid_out.ground_svg
    assert "#ff0000" not in laid_out.body_svg
    assert "<path" in laid_out.body_svg
    assert laid_out.svg == f"{laid_out.head}{laid_out.ground}{laid_out.body}</svg>"


def test_a_ground_above_words_is_not_taken_below_them(draw: Draw) -> None:
    """Only what lies under everything else is shared; the order of painting stays."""
    veil = '<rect id="veil@bleed@stretch" width="100" height="100" fill="#ff0000"/>'
    laid_out = draw(f"{LABEL}{veil}", {"theme": "ab"}).composed
    assert laid_out.ground == ""
    assert laid_out.body.index("<path") < laid_out.body.index("#ff0000")


def test_layout_as_json_is_plain_and_rounded(draw: Draw) -> None:
    """Numbers have two digits, so that a golden does not change with the last bit."""
    layout = draw(LABEL, {"theme": "ab"}, onto=Onto(size=(1000, 1111), safe=Insets(1, 1, 1, 1))).layout
    assert layout.to_json()["canvas"] == {"width": 100.0, "height": 111.1}
    assert layout.to_json()["texts"][0]["lines"] == ["ab"]


def test_every_picture_has_a_clip_of_its_own(draw: Draw) -> None:
    """Two layers may fill one slot, and a design may have an id like ours: no clip stands for two."""
    photo = Photo(data=b"x", media_type="image/png", width=2, height=1)
    body = '<path id="clip-photo" d="M0 0"/>' + slot("photo", "0 0 20 20") + slot("photo", "40 0 20 20")
    picture = draw(body, {"photo": "a.png"}, slots={"photo": {"kind": "picture"}}, photo=photo)
    clips = [str(clip.get("id")) for clip in etree.fromstring(picture.svg).iter("{*}clipPath")]
    assert clips == ["clip-photo-2", "clip-photo-3"]
    assert all(f'clip-path="url(#{clip})"' in picture.svg for clip in clips)
    assert check_laid_out(picture.svg) == ()
