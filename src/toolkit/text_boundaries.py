"""Boundaries in text from ICU: grapheme clusters, words and lines. The only module that speaks to ICU.

All positions are Python indices; ICU's own are UTF-16 code units.
"""

from collections.abc import Iterator

from icu4py.breakers import BaseBreaker, CharacterBreaker, LineBreaker, WordBreaker

_LAST_BMP = "\uffff"

# Strict keeps small kana and prolonged sound marks off the start of a line; phrase keeps words together.
_LINE_OPTIONS = {
    "ja": ("ja-u-lb-strict", "ja-u-lb-strict-lw-phrase"),
    "ko": ("ko-u-lb-strict", "ko-u-lb-strict-lw-phrase"),
}


def grapheme_ends(text: str) -> list[int]:
    """Return where each extended grapheme cluster ends (UAX #29)."""
    return _ends(CharacterBreaker(text, "root"), text)


def word_ends(text: str, tag: str) -> list[int]:
    """Return where each word, space or punctuation mark ends (UAX #29, with dictionaries)."""
    return _ends(WordBreaker(text, tag), text)


def line_ends(text: str, tag: str) -> list[int]:
    """Return the line break opportunities and the end of the text (UAX #14, strict, with dictionaries)."""
    language = tag.split("-", maxsplit=1)[0]
    strict = _LINE_OPTIONS[language][0] if language in _LINE_OPTIONS else f"{language}-u-lb-strict"
    return _ends(LineBreaker(text, strict), text)


def phrase_ends(text: str, tag: str) -> list[int]:
    """Return the line breaks between phrases, for Japanese and Korean."""
    return _ends(LineBreaker(text, _LINE_OPTIONS[tag.split("-", maxsplit=1)[0]][1]), text)


def has_phrases(tag: str) -> bool:
    """Tell whether ICU knows the phrases of a language."""
    return tag.split("-", maxsplit=1)[0] in _LINE_OPTIONS


def _ends(breaker: BaseBreaker, text: str) -> list[int]:
    ends = [end for _, end in breaker.segments()]
    if max(text, default="") <= _LAST_BMP:
        return ends
    index_of = dict(_utf16_positions(text))
    return [index_of[end] for end in ends if end in index_of]


def _utf16_positions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the UTF-16 offset after each character with the character's Python index after it."""
    offset = 0
    for index, char in enumerate(text, start=1):
        offset += 2 if char > _LAST_BMP else 1
        yield offset, index
