"""Hyphenation: a last resort, before a text shrinks below three quarters of its largest size."""

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, typeset
from toolkit.typeset.linebreak.breaks import find_hyphens
from toolkit.units import Size


def _set(text: str, tag: str, fonts: FontLibrary, width: float = 600, **style: str) -> TextLayout:
    look = TextStyle(max_size=54, min_size=24, **style)  # type: ignore[arg-type]  # switches of a test
    return typeset(text, language=Language(tag), style=look, frame=Size(width, 200), fonts=fonts)


def _cut(word: str, tag: str, terms: tuple[str, ...] = ()) -> str:
    """Return a word with hyphens where it may be cut."""
    places = {place for places in find_hyphens(word, Language(tag), terms) for place in places}
    return "".join(f"-{char}" if index in places else char for index, char in enumerate(word))


@pytest.mark.parametrize(
    ("tag", "text", "lines"),
    [
        (
            "de",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            ["Donaudampf-", "schifffahrtsgesell-", "schaftskapitän"],
        ),
        (
            "fi",
            "lentokonesuihkuturbiinimoottoriapumekaanikko",
            ["lentokonesuihku-", "turbiinimoottori-", "apumekaanikko"],
        ),
        (
            "hu",
            "megszentségteleníthetetlenségeskedéseitekért",
            ["megszentségte-", "leníthetetlensé-", "geskedéseitekért"],
        ),
        ("ru", "высокопревосходительствующими", ["высокопревосхо-", "дительствующими"]),
    ],
)
def test_a_word_too_wide_is_hyphenated(shipped: FontLibrary, tag: str, text: str, lines: list[str]) -> None:
    """In a frame of 600 × 200 between 24 and 54: hyphenated, with ink inside the frame, not shrunk to 24."""
    layout = _set(text, tag, shipped)
    assert [line.text for line in layout.lines] == lines
    assert layout.size >= 54 * 0.75
    assert layout.overflow is None
    assert layout.ink.right <= 600.01
    assert layout.text == text  # screen readers get the word


def test_the_hyphen_is_drawn(shipped: FontLibrary) -> None:
    """The first line is as wide as its letters and a hyphen."""
    layout = _set("Donaudampfschifffahrtsgesellschaftskapitän", "de", shipped)
    with_hyphen = _set("Donaudampf-", "de", shipped)
    line = layout.lines[0]
    assert line.width / layout.size == pytest.approx(with_hyphen.lines[0].width / with_hyphen.size, rel=1e-3)


@pytest.mark.parametrize(
    ("tag", "word", "cut"),
    [
        ("fi", "kansainvälinen", "kan-sain-vä-li-nen"),
        ("fi", "televiestintä", "tele-vies-tintä"),
        ("tr", "telekomünikasyon", "tele-ko-mü-ni-kas-yon"),
        ("de", "Urgroßmutter", "Urgroß-mut-ter"),
        ("ru", "достопримечательность", "досто-при-ме-ча-тель-ность"),
        ("hu", "asszonyokkal", "asszo-nyok-kal"),  # not asz-szonyokkal, which changes letters
        ("mn-Mong", "ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠣᠯ"),
        ("ar", "telecommunications", "telecommunications"),
        ("th", "การกระทำความผิดอาญา", "การกระทำความผิดอาญา"),
        ("en", "short", "short"),
    ],
)
def test_words_are_cut_by_their_language(tag: str, word: str, cut: str) -> None:
    """By syllables, leaving the least letters on both sides, and only where the spelling stays."""
    assert _cut(word, tag) == cut


@pytest.mark.parametrize(
    "text",
    [
        "hear Johannesburgers speak",  # a name, by its capital
        "see #digitaltransformation now",
        "ask @digitaltransformation now",
        "ask digitaltransformation@example.org",
        "at internationaltelecommunication.org",
        "the IMPLEMENTATION act",  # it may be an acronym
        "4telecommunications",
    ],
)
def test_names_tags_addresses_and_numbers_are_never_cut(text: str) -> None:
    """Nothing that a reader knows by its shape has a hyphen put in."""
    assert find_hyphens(text, Language("en")) == []


def test_a_day_with_its_month_is_never_cut() -> None:
    """Numbers and what belongs to them stay whole."""
    assert find_hyphens("7-10 de septiembre", Language("es")) == []


def test_terms_are_never_cut() -> None:
    """What the copy keeps together, and words that the typography file keeps whole."""
    assert _cut("telecommunications", "en") != "telecommunications"
    assert _cut("telecommunications", "en", ("telecommunications",)) == "telecommunications"


def test_no_hyphen_where_the_text_is_only_long(shipped: FontLibrary) -> None:
    """A long text that shrinks for its length, with words that fit, is set without hyphens."""
    text = "Die internationale Zusammenarbeit der Mitgliedstaaten und ihrer Organisationen " * 3
    layout = typeset(
        text.strip(),
        language=Language("de"),
        style=TextStyle(max_size=60, min_size=12),
        frame=Size(800, 200),
        fonts=shipped,
    )
    assert layout.size < 60 * 0.75
    assert not any(line.text.endswith("-") for line in layout.lines)


def test_words_in_capitals_are_hyphenated_as_well(shipped: FontLibrary) -> None:
    """The style's capitals are no acronym."""
    layout = _set("Donaudampfschifffahrtsgesellschaft", "de", shipped, width=400, case="uppercase")
    assert layout.size > 24
    assert layout.lines[0].text.endswith("-")
