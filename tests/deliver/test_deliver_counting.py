"""Captions are counted as each platform counts them."""

import pytest

from toolkit.deliver.texts.counting import Counting, graphemes, utf8_length, utf16_length, weighted_length

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Digital", 7),
        ("数字化转型", 10),
        ("التحول الرقمي", 13),
        ("chuyển đổi số", 16),
        ("Ускорение", 9),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("🇻🇳", 2),
        ("1\ufe0f\u20e3", 2),
        ("❤\ufe0f", 2),
        ("©", 1),
        ("e\u0301", 1),
        ("a\u2014b", 3),
        ("\u2068ITU\u2069", 7),
        ("https://www.itu.int/en/wtisd/2021/Pages/default.aspx", 23),
        ("See https://itu.int, today", 34),
        ("行动：https://www.itu.int/zh/。", 6 + 23 + 2),
        ("www.wsis.org/forum", 23),
        ("itu.int", 23),
        ("3.7 billion", 11),
        ("bit.ly", 23),
        ("bit.ly/abc", 23),
        ("#WTISD.", 7),
    ],
)
def test_weighted_length_is_what_x_shows(text: str, length: int) -> None:
    """Latin, Cyrillic and Arabic weigh 1, Chinese and emoji 2, a link 23 whatever its length.

    Vietnamese letters with two marks (U+1E00-1EFF) lie beyond the light ranges and weigh 2.
    """
    assert weighted_length(text) == length


def test_composed_and_decomposed_weigh_the_same_on_x() -> None:
    """X normalises to NFC first, so Vietnamese typed with combining marks is no dearer."""
    assert weighted_length("chuye\u0302\u0309n") == weighted_length("chuyển") == 7


def test_utf16_counts_a_supplementary_character_twice() -> None:
    """JavaScript's length: 𠀀 is a surrogate pair."""
    assert utf16_length("𠀀ا") == 3


def test_utf8_bytes_of_arabic_and_chinese() -> None:
    """Two bytes an Arabic letter, three a Chinese one."""
    assert (utf8_length("قمة"), utf8_length("峰会")) == (6, 6)


def test_graphemes_keep_marks_and_families_together() -> None:
    """A base with its marks, a joined family and a flag are one character each."""
    assert list(graphemes("e\u0301" + FAMILY + "🇻🇳")) == ["e\u0301", FAMILY, "🇻🇳"]


def test_arabic_vowel_marks_are_not_graphemes_of_their_own() -> None:
    """Harakat belong to their letter."""
    assert Counting(unit="graphemes").length("مُحَمَّد") == 4


def test_link_weight_replaces_the_length_of_the_link() -> None:
    """Mastodon counts every http link as 23 characters; Bluesky counts what is written."""
    text = "Join: https://www.itu.int/wtisd/"
    assert Counting(unit="graphemes", link_weight=23).length(text) == 6 + 23
    assert Counting(unit="graphemes").length(text) == len(text)


def test_threads_counts_emoji_in_bytes() -> None:
    """Threads: 500 characters, an emoji counts as its UTF-8 bytes."""
    counting = Counting(unit="codepoints", emoji_weight="utf8-bytes")
    assert counting.length("Hi 🎉") == 3 + 4
    assert counting.length("数字") == 2
