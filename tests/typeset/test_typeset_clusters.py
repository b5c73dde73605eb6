"""A letter and its marks are never parted: not by an isolate, not by a run, not by the end of a line."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.languages import Language
from toolkit.text_boundaries import grapheme_ends
from toolkit.typeset import FontLibrary, Span, TextStyle
from toolkit.typeset.fonts.coverage import official_languages
from toolkit.typeset.linebreak.breaks import find_breaks
from toolkit.typeset.shaping.itemise import itemise
from toolkit.typeset.shaping.shaping import shape_line
from toolkit.typeset.text.isolates import isolates, with_isolates
from toolkit.typeset.text.prepare import prepare

STYLE = TextStyle()
SIGNS = "#@#@_.:/- \n+%°0123456789٠١٢۰१२၁abZéА"
LETTERS = "हिन्दीक्षি০অাম্র்தமிழ்ကျွန်ေ်ြខ្មែរกำที่ກໍാ്ക్షශ්‍රීབོད་تشبًגּ中あ゙가각"
JOINERS = "\u0301\u0308\u200c\u200d\ufe0f\u20e3👍🏽👩🇻🇳\u25cc\u00a0\u200e\u2068\u2069"
TEXTS = st.text(st.sampled_from(SIGNS + LETTERS + JOINERS), max_size=24)
TAGS = st.sampled_from(["ar", "bn", "en", "fa", "he", "hi", "km", "ml", "my", "si", "ta", "th", "bo", "ja"])
ANYTHING = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ANYTHING
@given(text=st.one_of(TEXTS, st.text(max_size=16)), rtl=st.booleans())
def test_no_isolate_begins_or_ends_inside_a_cluster(text: str, *, rtl: bool) -> None:
    """Whatever the text, isolates stand at borders of grapheme clusters and do not overlap."""
    borders = {0, *grapheme_ends(text)}
    last = 0
    for start, end, _ in isolates(text, rtl=rtl):
        assert last <= start < end
        assert {start, end} <= borders
        last = end


@ANYTHING
@given(pieces=st.lists(TEXTS, min_size=1, max_size=3), tag=TAGS, upper=st.booleans())
def test_no_run_and_no_line_begins_inside_a_cluster(
    shipped: FontLibrary, pieces: list[str], tag: str, *, upper: bool
) -> None:
    """Neither do runs, nor lines, even where the author emphasises half a syllable."""
    spans = tuple(Span(text=piece, isolate=place == 1) for place, piece in enumerate(pieces))
    language = Language(tag)
    item = itemise(prepare(spans, language, TextStyle(case="uppercase" if upper else "")), language, shipped)
    borders = {0, *grapheme_ends(item.text)}
    assert {run.start for run in item.runs} <= borders
    assert {entry.index for entry in find_breaks(item.text, language)} <= borders


def _as_tag(name: str) -> str:
    return "#" + re.sub(r"[\s()\-,]+", "_", name).strip("_")


@pytest.mark.parametrize("language", official_languages(), ids=str)
def test_a_language_has_its_own_name_as_a_hashtag(shipped: FontLibrary, language: Language) -> None:
    """Alone, among words, as a mention: one isolate, and no dotted circle."""
    tag = _as_tag(language.name)
    for text in (tag, tag.replace("#", "@"), f"x {tag} y"):
        item = itemise(prepare(text, language, STYLE), language, shipped)
        line = shape_line(item, 0, len(item.text), 0.0)
        assert not any(glyph.gid == glyph.face.dotted_circle for glyph in line.glyphs)
        isolated = re.search("\u2068([^\u2069]+)\u2069", item.text)
        assert isolated
        assert isolated[1][1:] == tag.strip("\u0f0b")[1:]
        ends = {entry.index for entry in find_breaks(item.text, language)}
        assert ends.isdisjoint(range(isolated.start(1) + 1, isolated.end(1)))


@pytest.mark.parametrize(
    ("tag", "text"),
    [("hi", "#हिन्दी_दिवस"), ("my", "#မြန်မာ_နေ့"), ("ta", "#தமிழ்_நாள்"), ("bn", "@বাংলা_ভাষা"), ("si", "#ශ්‍රී_ලංකා")],
)
def test_a_hashtag_is_cut_nowhere(tag: str, text: str) -> None:
    """Neither behind the low line nor before a vowel sign."""
    assert [entry.index for entry in find_breaks(text, Language(tag))] == [len(text)]


def _shown(text: str) -> str:
    """Show isolates as brackets."""
    return text.translate(str.maketrans("\u2066\u2067\u2068\u2069", "<[{>"))


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("اتصل بنا: +41 22 730 5111 أو 955-2292", "اتصل بنا: <+41 22 730 5111> أو <955-2292>"),
        ("هاتف +41 (0)22 730 51 11 الآن", "هاتف <+41 (0)22 730 51 11> الآن"),
        ("الحرارة 37.5°C اليوم", "الحرارة <37.5°C> اليوم"),
        ("بنسبة ±2% تقريبا", "بنسبة <±2%> تقريبا"),
        ("في 2021-05-21 و", "في <2021-05-21> و"),
        ("درجة -5 و −5°C", "درجة <-5> و <−5°C>"),
        ("سرعة 10 km/h و 5 GHz", "سرعة <10 km/h> و <5 GHz>"),
        ("US$ 5 و $5", "<US$ 5> و <$5>"),
        ("طלפון 022-730-5111", "طלפון <022-730-5111>"),
        ("٪ ±٢٪", "٪ [±٢٪>"),
        # What runs from right to left for a reader of Arabic stays so: spans of years and hours.
        ("من 2020-2021", "من 2020-2021"),
        ("13:00–14:30", "13:00–14:30"),
    ],
)
def test_numbers_keep_their_order_in_right_to_left_text(text: str, isolated: str) -> None:
    """Telephone numbers, ISO dates, signs and Latin units read as a careful typist sets them."""
    assert _shown(with_isolates(text, rtl=True)) == isolated
    assert with_isolates(text, rtl=False) == text


@pytest.mark.parametrize("text", ["\u200e+41 22 730 5111", "\u206637.5°C\u2069", "\u200f-5", "±2%\u200e"])
def test_an_author_settles_the_direction(text: str) -> None:
    """Nothing is added beside a direction mark or an isolate that stands there already."""
    assert with_isolates(text, rtl=True) == text
