"""Emphasis: a phrase in the weight and colour of the sample, and nothing else changed."""

from dataclasses import replace

import pytest
from sketches import artboard, slot

from toolkit.compose.compose import compose
from toolkit.compose.filling.fill import Means, emphasised
from toolkit.compose.layout import LayoutResult, TintBox
from toolkit.compose.values import Value
from toolkit.errors import Place
from toolkit.languages import Language
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.typeset import FontLibrary, Span, TextStyle
from toolkit.typeset.shaping.itemise import itemise
from toolkit.typeset.shaping.shaping import shape_line
from toolkit.typeset.text.prepare import prepare
from toolkit.units import Insets, PixelSize, Rect

GOLD = Span(text="", weight=400, fill="#ffcc00")
SAMPLE = 'plain <tspan fill="#ffcc00">gold</tspan>'
ARABIC = "تسريع التحول الرقمي في الأوقات الصعبة"


def _composed(
    fonts: FontLibrary, sample: str, *emphasis: str, text: str = "ab cd", short: str = ""
) -> LayoutResult:
    value = Value(text=text, place=Place(file="copy/en.toml"), emphasis=emphasis, short=short)
    return compose(
        artboard(slot("theme", "10 20 60 30", sample)),
        {"theme": value},
        CanvasSpec(size=PixelSize(1000, 1000), safe=Insets()),
        means=Means(language=Language("en"), fonts=fonts),
        mirrored=False,
    )


@pytest.mark.parametrize(
    ("phrases", "pieces"),
    [
        (("cd",), [("ab ", None), ("cd", "#ffcc00"), (" ef", None)]),
        (("ab", "ef"), [("ab", "#ffcc00"), (" cd ", None), ("ef", "#ffcc00")]),
        (("ab cd ef",), [("ab cd ef", "#ffcc00")]),
    ],
)
def test_phrases_become_spans(phrases: tuple[str, ...], pieces: list[tuple[str, str | None]]) -> None:
    """At the start, in the middle and at the end; together the spans are the text."""
    spans = emphasised("ab cd ef", phrases, GOLD)
    assert not isinstance(spans, str)
    assert [(span.text, span.fill) for span in spans] == pieces


def test_a_phrase_runs_on_over_a_fixed_line_break() -> None:
    """The lines of a lockup do not part it."""
    spans = emphasised("ab cd\nef", ("cd ef",), GOLD)
    assert not isinstance(spans, str)
    assert [span.text for span in spans] == ["ab ", "cd\nef"]


@pytest.mark.parametrize(("phrases", "look"), [((), GOLD), (("zz",), GOLD), (("ab",), None)])
def test_without_a_phrase_or_a_look_the_text_stays(phrases: tuple[str, ...], look: Span | None) -> None:
    """A short wording may lack the phrase, and a design need not show any."""
    assert emphasised("ab cd", phrases, look) == "ab cd"


def test_the_sample_shows_how_emphasis_looks(square: FontLibrary) -> None:
    """Its `<tspan>` gives the colour; the box, the words for screen readers and the lines stay the same."""
    with_it, without = _composed(square, SAMPLE, "cd"), _composed(square, SAMPLE)
    assert with_it.svg.count('fill="#ffcc00"') == 1
    assert "#ffcc00" not in without.svg
    (box,), (plain,) = with_it.layout.texts, without.layout.texts
    assert replace(box, tints=()) == plain


def test_the_words_in_another_colour_are_told_with_their_ink(square: FontLibrary) -> None:
    """Their colour has a contrast of its own: the last two of five letters of 10 units, behind a space."""
    (box,) = _composed(square, SAMPLE, "cd").layout.texts
    assert box.tints == (TintBox(text="cd", fill="#ffcc00", weight=400, ink=Rect(40, 20, 20, 10)),)


def test_each_phrase_is_told_by_itself_and_line_by_line(square: FontLibrary) -> None:
    """Two phrases are two boxes; so are the two lines of one phrase."""
    (box,) = _composed(square, SAMPLE, "ab", "ef", text="ab cd ef").layout.texts
    assert [tint.text for tint in box.tints] == ["ab", "ef"]
    (box,) = _composed(square, SAMPLE, "ab cd", text="ab\ncd").layout.texts
    assert [tint.text for tint in box.tints] == ["ab", "cd"]


def test_a_bolder_phrase_in_the_same_colour_is_judged_with_its_text(square: FontLibrary) -> None:
    """There is no colour of its own to measure."""
    (box,) = _composed(square, '<tspan font-weight="700">b</tspan> a', "cd").layout.texts
    assert box.tints == ()


def test_a_bold_phrase_counts_with_its_width(square: FontLibrary) -> None:
    """Bold is twice as wide in the square font: two letters, a space and two bold ones are 7 em."""
    bold = _composed(square, '<tspan font-weight="700">b</tspan> a', "cd", text="ab cd")
    (box,) = bold.layout.texts
    assert box.ink.width == pytest.approx(60)
    assert box.size == pytest.approx(60 / 7)


def test_a_plain_sample_shows_no_emphasis(square: FontLibrary) -> None:
    """The design decides."""
    assert _composed(square, "plain", "cd").svg == _composed(square, "plain").svg


@pytest.mark.parametrize("phrase", ["التحول الرقمي", "تحول", "لر"])
def test_arabic_letters_stay_joined(shipped: FontLibrary, phrase: str) -> None:
    """The glyphs are the same with and without emphasis, even where it begins inside a word."""
    arabic = Language("ar")

    def glyphs(text: str | tuple[Span, ...]) -> list[int]:
        item = itemise(prepare(text, arabic, TextStyle()), arabic, shipped)
        return [glyph.gid for glyph in shape_line(item, 0, len(item.text), 0.0).glyphs]

    spans = emphasised(ARABIC, (phrase,), GOLD)
    assert len(spans) == 3
    assert glyphs(spans) == glyphs(ARABIC)
    bold = emphasised(ARABIC, (phrase,), Span(text="", weight=700))
    assert glyphs(bold) == glyphs(ARABIC)
