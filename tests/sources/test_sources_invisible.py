"""Invisible characters: refused everywhere but where a script or an emoji needs them."""

import pytest

from toolkit.languages import Language
from toolkit.sources.checks.invisible import invisible_characters, without_invisible
from toolkit.sources.checks.texts import hashtag_faults, text_faults

HIDDEN = (
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060\u2064\u206a\u206f\u2800\u3164\ufeff",
    *"\uffa0\ufff9\ufffe\U0001d173\U000e0001\U000e0041\U000e0100\ufe00\u202a\u202e\u2066\u2069\x00\t\x7f\x85",
)


@pytest.mark.parametrize("character", HIDDEN)
def test_hidden_character_is_refused(character: str) -> None:
    """It is named by its code point, and the text without it is accepted."""
    found = [message for message, _ in text_faults(f"a{character}b", Language("en"))]
    assert found[0].startswith(f"has the invisible character U+{ord(character):04X}")
    assert list(text_faults(without_invisible(f"a{character}b"), Language("en"))) == []


@pytest.mark.parametrize("character", ["\u034f", "\u115f", "\u3164", "\u2060", "\U000e0100", "\u180b"])
def test_hidden_character_in_a_hashtag_is_refused(character: str) -> None:
    """Marks and letters without ink do not slip into a tag as letters."""
    faults = list(hashtag_faults(f"#WT{character}ISD"))
    assert "invisible character" in faults[0][0]
    assert faults[0][1] == "write #WTISD"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("km", "ប្រទេស\u200bកម្ពុជា"),
        ("lo", "ສະ\u200bບາຍ"),
        ("th", "สวัสดี\u200bครับ"),
        ("my", "မြန်\u200bမာ"),
        ("fa", "می\u200cشود"),
        ("si", "ශ්\u200dරී"),
        ("hi", "क्\u200dष"),
        ("de", "Auf\u200clage"),
        ("ar", "قال\u200f: نعم"),
        ("he", "5\u200e%"),
        ("mn-Mong", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ"),
        ("mn-Mong", "ᠭ\u180bᠠ"),
        ("en", "👩\u200d👩\u200d👧 and ❤\ufe0f"),
        ("en", "👩🏽\u200d💻 🏳\ufe0f\u200d🌈"),
        ("en", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
        ("en", "1\ufe0f\u20e3"),
        ("ja", "葛\U000e0100城"),
        ("ar", "\u0600\u0661"),
        ("en", "one\ntwo"),
    ],
)
def test_what_a_script_needs_is_kept(tag: str, text: str) -> None:
    """Word ends of scripts without spaces, joiners, author's marks, selectors and flags are right."""
    assert list(invisible_characters(text, Language(tag))) == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "ประเทศ\u200bไทย"),
        ("en", "a\u200db"),
        ("en", "\u200cword"),
        ("en", "word \u200c"),
        ("en", "a\ufe0f"),
        ("en", "🏴\U000e0067\U000e0062"),
        ("en", "\u180bx"),
    ],
)
def test_the_same_elsewhere_is_refused(tag: str, text: str) -> None:
    """A joiner that joins nothing, a selector that selects nothing, half a flag: left-overs."""
    assert list(invisible_characters(text, Language(tag))) != []
