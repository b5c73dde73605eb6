"""Shaping with the shipped fonts: joins, order, language forms, punctuation, missing letters."""

import re

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, Span, TextLayout, TextStyle, typeset
from toolkit.typeset.shaping.itemise import ItemisedText, itemise
from toolkit.typeset.shaping.shaping import ShapedLine, shape_line
from toolkit.typeset.text.prepare import prepare
from toolkit.units import Size

WIDE = Size(5000, 200)


def _item(text: str | tuple[Span, ...], tag: str, fonts: FontLibrary) -> ItemisedText:
    language = Language(tag)
    return itemise(prepare(text, language, TextStyle()), language, fonts)


def _line(text: str | tuple[Span, ...], tag: str, fonts: FontLibrary, tracking: float = 0.0) -> ShapedLine:
    item = _item(text, tag, fonts)
    return shape_line(item, 0, len(item.text), tracking)


def _set(text: str, tag: str, fonts: FontLibrary) -> TextLayout:
    style = TextStyle(max_size=40, min_size=10, max_lines=1)
    return typeset(text, language=Language(tag), style=style, frame=WIDE, fonts=fonts)


def _visual(text: str, tag: str, fonts: FontLibrary) -> str:
    """Return the characters of a line from left to right, one for each cluster."""
    item = _item(text, tag, fonts)
    line = shape_line(item, 0, len(item.text), 0.0)
    clusters = dict.fromkeys(glyph.cluster for glyph in line.glyphs)
    return "".join(item.text[cluster] for cluster in clusters)


def _gids(line: ShapedLine) -> list[int]:
    return [glyph.gid for glyph in line.glyphs]


def test_arabic_letters_join(shipped: FontLibrary) -> None:
    """A letter inside a word has another glyph than alone."""
    alone = _gids(_line("ع", "ar", shipped))
    assert alone[0] not in _gids(_line("تعم", "ar", shipped))


def test_a_bold_letter_inside_an_arabic_word_keeps_its_joins(shipped: FontLibrary) -> None:
    """A word with a bold middle takes the same (joined) glyphs as the word in one weight."""
    plain = _line("تعم", "ar", shipped)
    mixed = _line((Span(text="ت"), Span(text="ع", weight=700), Span(text="م")), "ar", shipped)
    assert _gids(mixed) == _gids(plain)
    assert len({id(glyph.face) for glyph in mixed.glyphs}) == 2


def test_a_coloured_letter_inside_an_arabic_word_keeps_its_joins(shipped: FontLibrary) -> None:
    """Colour alone does not even split the run."""
    mixed = _line((Span(text="ت"), Span(text="ع", fill="#f00"), Span(text="م")), "ar", shipped)
    assert _gids(mixed) == _gids(_line("تعم", "ar", shipped))
    assert {glyph.cluster: glyph.fill for glyph in mixed.glyphs} == {0: None, 1: "#f00", 2: None}


def test_a_hashtag_stays_whole_in_arabic(shipped: FontLibrary) -> None:
    """The number sign stands before the Latin letters, not behind them."""
    assert "#WTISD2021" in _visual("انضموا إلى #WTISD2021 اليوم", "ar", shipped)


def test_an_address_stays_whole_in_arabic(shipped: FontLibrary) -> None:
    """The slash at the end of a path does not jump to the front."""
    assert "https://www.itu.int/wtisd" in _visual("زوروا https://www.itu.int/wtisd الآن", "ar", shipped)


def test_an_isolated_value_does_not_reorder_the_sentence(shipped: FontLibrary) -> None:
    """A Latin name followed by a number in brackets keeps its order inside a Hebrew sentence."""
    spans = (Span(text="עם "), Span(text="WSIS+20 (2025)", isolate=True), Span(text=" היום"))
    item = _item(spans, "he", shipped)
    line = shape_line(item, 0, len(item.text), 0.0)
    seen = "".join(item.text[c] for c in dict.fromkeys(glyph.cluster for glyph in line.glyphs))
    assert "WSIS+20 (2025)" in seen
    assert seen.startswith("םויה")


@pytest.mark.parametrize("text", ["نسبة 70% من", "70% من الناس", "ITU 70%"])
def test_a_percent_sign_keeps_its_side_in_arabic(text: str, shipped: FontLibrary) -> None:
    """After an Arabic word, at the start and after a Latin one: the sign is always on the number's right."""
    assert "70%" in _visual(text, "ar", shipped)


def test_the_arabic_percent_sign_is_on_the_left(shipped: FontLibrary) -> None:
    """With Arabic-Indic digits the sign follows in reading order."""
    assert "٪٧٠" in _visual("٧٠٪ من الناس", "ar", shipped)


def test_brackets_are_mirrored_right_to_left(shipped: FontLibrary) -> None:
    """An opening bracket in Arabic is drawn with the glyph that closes in Latin."""
    opening = _line("(ا", "ar", shipped).glyphs[-1]
    (closing,) = opening.face.shape([ord(")")], 0, 1, rtl=False, script="Latn", language="en")
    assert opening.gid == closing.gid


@pytest.mark.parametrize(("first", "second", "text"), [("ja", "zh-Hans", "直"), ("zh-Hans", "zh-Hant", "骨")])
def test_ideographs_take_the_form_of_the_language(
    first: str, second: str, text: str, shipped: FontLibrary
) -> None:
    """One code point, two national shapes."""
    one, two = (_set(text, tag, shipped).outlines[0].d for tag in (first, second))
    assert one != two


def test_urdu_is_set_in_nastaliq_and_persian_in_naskh(shipped: FontLibrary) -> None:
    """The stack of the language comes before that of the script."""
    faces = {tag: _line("کتاب", tag, shipped).glyphs[0].face for tag in ("ur", "fa")}
    assert faces["ur"] is shipped.face("noto-nastaliq-urdu")
    assert faces["fa"] is shipped.face("noto-sans-arabic")


def test_serbian_takes_its_own_cyrillic_forms(shipped: FontLibrary) -> None:
    """The language reaches the shaper (locl)."""
    assert _gids(_line("б", "sr", shipped)) != _gids(_line("б", "ru", shipped))


def test_decomposed_vietnamese_is_composed(shipped: FontLibrary) -> None:
    """NFD and NFC give the same glyphs, and the marks lie inside the ink."""
    composed = _set("Đẩy mạnh", "vi", shipped)
    decomposed = _set("Đa\u0309\u0302y ma\u0323nh".replace("a\u0309\u0302", "a\u0302\u0309"), "vi", shipped)
    assert [outline.d for outline in composed.outlines] == [outline.d for outline in decomposed.outlines]
    assert composed.ink.y == pytest.approx(0)


def test_full_width_marks_share_their_blank(shipped: FontLibrary) -> None:
    """A closing bracket before a comma gives up its blank half."""
    alone = _line("」", "ja", shipped).advance + _line("、", "ja", shipped).advance
    assert alone - _line("」、", "ja", shipped).advance == pytest.approx(500)


def test_chinese_quotes_are_full_width_and_an_apostrophe_is_not(shipped: FontLibrary) -> None:
    """Quotation marks come from the Chinese font, an apostrophe in a Latin word from the Latin one."""
    assert _line("“世", "zh-Hans", shipped).glyphs[0].face is shipped.face("noto-sans-cjk-sc")
    apostrophe = _line("世N’Ko", "zh-Hans", shipped).glyphs[2]
    assert apostrophe.face is shipped.face("noto-sans")


def test_tracking_leaves_joined_scripts_alone(shipped: FontLibrary) -> None:
    """Arabic and Devanagari keep their width, Latin grows."""
    for text, tag in (("تعم", "ar"), ("हिन्दी", "hi")):
        assert _line(text, tag, shipped, 0.2).advance == _line(text, tag, shipped).advance
    plain = _line("abc", "en", shipped).advance
    assert _line("abc", "en", shipped, 0.2).advance == pytest.approx(plain + 400)


@pytest.mark.parametrize("text", ["→ ✓ ☎ ★", "🌍 📱 ✉", "👩🏽‍💻", "🇺🇳", "5️⃣", "½ ² € ₫ ₽ ∞ ≤ №"])
def test_symbols_arrows_and_emoji_are_bundled(text: str, shipped: FontLibrary) -> None:
    """Every one has a glyph, in one colour."""
    assert _set(text, "en", shipped).missing == ()


def test_a_mark_that_the_letter_s_font_lacks_is_missing(shipped: FontLibrary) -> None:
    """No font has both an Arabic letter and a Devanagari vowel sign: that is said, not drawn as a box."""
    assert _set("ش\u093f", "ar", shipped).missing == ("\u093f",)


def test_a_keycap_is_an_emoji(shipped: FontLibrary) -> None:
    """Digit, selector and keycap are one glyph of the emoji font; the digit alone is a letter's neighbour."""
    keycap = _line("a 5️⃣", "en", shipped).glyphs
    assert [glyph.face is shipped.face("noto-emoji") for glyph in keycap] == [False, False, True]
    assert _line("a 5", "en", shipped).glyphs[-1].face is shipped.face("noto-sans")


def test_a_control_character_is_missing(shipped: FontLibrary) -> None:
    """No font is asked for a control character, even one that maps it."""
    assert _set("a\x01b\x00", "en", shipped).missing == ("\x01", "\x00")


def test_a_lone_surrogate_does_not_stop_the_press(shipped: FontLibrary) -> None:
    """It becomes a replacement character."""
    assert len(_set("a\ud800b", "en", shipped).lines) == 1


def test_path_commands_are_relative(shipped: FontLibrary) -> None:
    """After the first move every command is lower case."""
    data = _set("ag é", "fr", shipped).outlines[0].d
    assert re.findall("[A-Z]", data) == ["M"]


def test_glyph_outlines_are_drawn_once(shipped: FontLibrary) -> None:
    """A repeated glyph is the same cached string."""
    face = shipped.face("noto-sans")
    assert face.path(70) is face.path(70)


def test_a_leading_font_file_comes_first(shipped: FontLibrary) -> None:
    """A library led by one file sets with it, and falls back for what it lacks."""
    folder = shipped.folder
    led = shipped.led_by(folder / "noto-sans-arabic" / "NotoSansArabic-Regular.ttf")
    line = _line("کتاب A", "ur", led)
    assert {glyph.face is shipped.face("noto-nastaliq-urdu") for glyph in line.glyphs} == {False}
    assert _set("کتاب ж", "ur", led).missing == ()
