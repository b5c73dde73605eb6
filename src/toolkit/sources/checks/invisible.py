"""Invisible characters: which ones a language really uses, and which came along unseen.

A character that shows nothing still parts words, turns lines round, ends a hashtag or hides a message.
"""

import unicodedata
from collections.abc import Iterator

from toolkit.languages import Language

# Letters and marks by their category that have no ink (Unicode 16, Default_Ignorable_Code_Point, and blanks).
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Format characters with ink: they stand before or around digits (Prepended_Concatenation_Mark).
_WITH_INK = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_SELECTORS, _HAN_SELECTORS = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)
_TEXT_OR_EMOJI = (0xFE0E, 0xFE0F)
_TAGS_AND_SELECTORS, _NO_CHARACTERS = range(0xE0000, 0xE1000), range(0xFDD0, 0xFDF0)
_LAST_OF_PLANE = 0xFFFE
_ZERO_WIDTH_SPACE = "\u200b"
# Scripts that write no spaces: ZERO WIDTH SPACE is how a typist shows where a word ends (UAX #14, ZW).
_WITHOUT_SPACES = frozenset({"Khmr", "Laoo", "Thai", "Mymr"})
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_MARKS = frozenset("\u200e\u200f")
"""LRM and RLM: an author's own word on direction, which is kept."""
_MONGOLIAN = frozenset("\u180b\u180c\u180d\u180e\u180f")
_BLACK_FLAG, _END_OF_TAGS = "\U0001f3f4", "\U000e007f"
_SINGLE_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def invisible_characters(text: str, language: Language | None = None) -> Iterator[int]:
    """Yield where characters stand that show nothing and have no business in the text.

    Without a language only what is right in every one is let through. Allowed are: line feed; ZWSP in the
    scripts without spaces; ZWNJ and ZWJ behind a letter they act on; LRM and RLM; the selectors of Mongolian,
    of emoji and of Han; the tags of a flag.
    """
    flags = _flag_tags(text)
    for index, character in enumerate(text):
        if _shows_nothing(character) and index not in flags and not _is_allowed(text, index, language):
            yield index


def without_invisible(text: str, language: Language | None = None) -> str:
    """Return the text without those characters."""
    found = set(invisible_characters(text, language))
    return "".join(character for index, character in enumerate(text) if index not in found)


def _shows_nothing(character: str) -> bool:
    if character.isascii():
        return not (character.isprintable() or character == "\n")
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _WITH_INK
    return category in {"Cc", "Zl", "Zp"} or character in _BLANK_LETTERS or _is_other(character)


def _is_other(character: str) -> bool:
    """Variation selectors, the free ones of Mongolian, and code points that stand for no character."""
    code = ord(character)
    is_selector = code in _SELECTORS or code in _TAGS_AND_SELECTORS or character in _MONGOLIAN
    return is_selector or code in _NO_CHARACTERS or code & _LAST_OF_PLANE == _LAST_OF_PLANE


def _is_allowed(text: str, index: int, language: Language | None) -> bool:
    character, before = text[index], text[index - 1 : index]
    if character == _ZERO_WIDTH_SPACE:
        return language is not None and language.script in _WITHOUT_SPACES
    if character in _MARKS:
        return True
    if character == _NON_JOINER:
        return unicodedata.category(before or " ")[0] in "LM"
    if character == _JOINER:
        return _joins(before)
    if character in _MONGOLIAN:
        return unicodedata.name(before or " ", "").startswith("MONGOLIAN")
    return _selects(character, before)


def _joins(before: str) -> bool:
    """ZWJ acts on a letter or mark of a joining script, or binds emoji together (UTS #51)."""
    category = unicodedata.category(before or " ")
    if category[0] in "LM" and before != "\ufe0f":
        return not unicodedata.name(before, "").startswith(_SINGLE_SCRIPTS)
    return category in {"So", "Sk"} or before == "\ufe0f"


def _selects(character: str, before: str) -> bool:
    """A variation selector stands behind what it chooses a form of: a symbol, a digit, Han, Burmese."""
    code, name, kind = (
        ord(character),
        unicodedata.name(before or " ", ""),
        unicodedata.category(before or "a"),
    )
    if code in _HAN_SELECTORS:
        return name.startswith("CJK")
    if code in _TEXT_OR_EMOJI:
        return kind[0] in "SNP"
    return code in _SELECTORS and (kind[0] == "S" or name.startswith(("CJK", "MYANMAR")))


def _flag_tags(text: str) -> frozenset[int]:
    """Return where the tags of flags stand: a black flag, tag letters, the end tag (UTS #51, ED-14a)."""
    found: set[int] = set()
    for start, character in enumerate(text):
        if character != _BLACK_FLAG:
            continue
        end = start + 1
        while end < len(text) and "\U000e0030" <= text[end] <= "\U000e007a":
            end += 1
        if start + 1 < end < len(text) and text[end] == _END_OF_TAGS:
            found.update(range(start + 1, end + 1))
    return frozenset(found)
