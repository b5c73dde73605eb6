"""Broken syllables: where a sign has no letter to stand on, and how the word is likely to be spelled.

Shapers show most of them by a dotted circle (U+25CC). Thai, Lao and a few other faults show none; they are
found by the order of signs in a syllable (The Unicode Standard, chapters 12 and 16).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from toolkit.languages import Language
from toolkit.typeset.text.zawgyi import from_zawgyi, is_zawgyi
from toolkit.typeset.unicode.marks import WORD

_THAI_VOWEL, _THAI_TONE = "\u0e31\u0e34-\u0e3a\u0e47", "\u0e48-\u0e4c\u0e4e"
_LAO_VOWEL, _LAO_TONE = "\u0eb1\u0eb4-\u0eb9\u0ebb", "\u0ec8-\u0ecc"
# Of the nine Indic scripts from Devanagari to Malayalam, whose code charts are laid out alike.
_INDEPENDENT = "".join(f"{chr(block + 5)}-{chr(block + 0x14)}" for block in range(0x900, 0xD80, 0x80))
_DEPENDENT = "".join(f"{chr(block + 0x3E)}-{chr(block + 0x4C)}" for block in range(0x900, 0xD80, 0x80))
_ODD = re.compile(
    # A Thai or Lao vowel sign on no consonant, or after a tone mark; a tone mark on neither.
    f"(?<![\u0e01-\u0e2e])[{_THAI_VOWEL}]|(?<![\u0e01-\u0e2e{_THAI_VOWEL}\u0e4d])[{_THAI_TONE}]"
    f"|(?<![\u0e81-\u0eae\u0ebc\u0edc-\u0edf])[{_LAO_VOWEL}]"
    f"|(?<![\u0e81-\u0eae\u0ebc\u0edc-\u0edf{_LAO_VOWEL}\u0ecd])[{_LAO_TONE}]"
    # Two signs where one letter is meant: sara e twice, nikhahit and sara aa.
    "|\u0e40\u0e40|\u0ec0\u0ec0|\u0e4d[\u0e48-\u0e4b]?\u0e32|\u0ecd[\u0ec8-\u0ecb]?\u0eb2"
    # A Khmer subscript of nothing; the same sign twice in Burmese and Khmer.
    "|\u17d2(?![\u1780-\u17b3])|([\u102b-\u1038\u103a-\u103e\u17b6-\u17d1])\\1"
    # An Indic vowel sign on a vowel letter, or after another sign.
    f"|(?<=[{_INDEPENDENT}{_DEPENDENT}\u0901-\u0903\u0981-\u0983])[{_DEPENDENT}]|([\u0901-\u0903\u0981-\u0983])\\2"
)
_WORDS = re.compile(f"{WORD}+")

# An independent vowel with a sign is another vowel letter (The Unicode Standard, tables 12-1 and following;
# IndicSyllabicCategory, "do not use"). Mostly the letter A with the sign of the vowel; these are the others.
_VOWELS = {
    "\u0905\u0945": "\u0972",
    "\u0905\u0946": "\u0904",
    "\u0905\u093a": "\u0973",
    "\u0905\u093b": "\u0974",
    "\u0906\u0945": "\u0911",
    "\u0906\u0946": "\u0912",
    "\u0906\u0947": "\u0913",
    "\u0906\u0948": "\u0914",
    "\u0909\u0941": "\u090a",
    "\u090f\u0945": "\u090d",
    "\u090f\u0946": "\u090e",
    "\u090f\u0947": "\u0910",
    "\u0930\u094d\u0907": "\u0908",
    "\u098b\u09c3": "\u09e0",
    "\u098c\u09e2": "\u09e1",
    "\u0a72\u0a3f": "\u0a07",
    "\u0a72\u0a40": "\u0a08",
    "\u0a72\u0a47": "\u0a0f",
    "\u0a73\u0a41": "\u0a09",
    "\u0a73\u0a42": "\u0a0a",
    "\u0a73\u0a4b": "\u0a13",
    "\u0a85\u0abe\u0ac5": "\u0a91",
    "\u0a85\u0abe\u0ac7": "\u0a93",
    "\u0a85\u0abe\u0ac8": "\u0a94",
    "\u0ac5\u0abe": "\u0ac9",
    "\u0b0f\u0b57": "\u0b10",
    "\u0b13\u0b57": "\u0b14",
    "\u0b85\u0bc2": "\u0b86",
    "\u0c12\u0c55": "\u0c13",
    "\u0c12\u0c4c": "\u0c14",
    "\u0c3f\u0c55": "\u0c40",
    "\u0c92\u0ccc": "\u0c94",
    "\u0c89\u0cbe": "\u0c8a",
    "\u0d07\u0d57": "\u0d08",
    "\u0d09\u0d57": "\u0d0a",
    "\u0d0e\u0d46": "\u0d10",
    "\u0d12\u0d3e": "\u0d13",
    "\u0d12\u0d57": "\u0d14",
    "\u0d85\u0dcf": "\u0d86",
    "\u0d85\u0dd0": "\u0d87",
    "\u0d85\u0dd1": "\u0d88",
    "\u0d8b\u0ddf": "\u0d8c",
    "\u0d8d\u0dd8": "\u0d8e",
    "\u0d8f\u0ddf": "\u0d90",
    "\u0d91\u0dca": "\u0d92",
    "\u0d91\u0dd9": "\u0d93",
    "\u0d94\u0ddf": "\u0d96",
    "\u0e40\u0e40": "\u0e41",
    "\u0ec0\u0ec0": "\u0ec1",
}
_SCRIPTS_WITH_A = "\u0905\u0985\u0a05\u0a85\u0b05\u0b85\u0c05\u0c85\u0d05"
_TONE = "\u0e48-\u0e4b\u0ec8-\u0ecb"
_AM = re.compile(f"([\u0e4d\u0ecd])([{_TONE}]?)([\u0e32\u0eb2])|([{_TONE}])([\u0e4d\u0ecd])([\u0e32\u0eb2])")

# Signs drawn at the left of their consonant: typed in the order seen, they stand before it.
_LEFT = (
    "\u093f\u094e\u09bf\u09c7\u09c8\u0a3f\u0abf\u0b47\u0bc6-\u0bc8\u0d46-\u0d48\u0dd9\u0ddb"
    "\u1031\u103c\u17be-\u17c5"
)
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
_LETTER = (
    "\u0904-\u0939\u0958-\u0961\u0978-\u097f\u0985-\u09b9\u09ce\u09dc-\u09e1\u09f0\u09f1\u0a05-\u0a39"
    "\u0a59-\u0a5e\u0a85-\u0ab9\u0b05-\u0b39\u0b5c-\u0b61\u0b83-\u0bb9\u0c05-\u0c39\u0c85-\u0cb9"
    "\u0d05-\u0d3a\u0d7a-\u0d7f\u0d85-\u0dc6\u1000-\u1021\u103f\u1780-\u17b3"
)
_NUKTA = "\u093c\u09bc\u0a3c\u0b3c"
_BEFORE_LETTER = re.compile(f"([{_LEFT}])([{_LETTER}](?:[{_NUKTA}]|[{_VIRAMA}\u200d]+[{_LETTER}])*)")
_SIGNS = re.compile(
    f"((?:[{_VIRAMA}][{_LETTER}]|(?![{_LETTER}{_VIRAMA}\u0e40-\u0e44\u0ec0-\u0ec4])(?!\\w){WORD}){{2,}})"
)
_SIGN = re.compile(f"[{_VIRAMA}][{_LETTER}]|.", re.DOTALL)

# The order of signs in a syllable (UTN #11 for Burmese; The Unicode Standard 16.4 for Khmer, 16.1 for Thai).
_ORDER = {
    char: rank
    for rank, chars in enumerate(
        (
            "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc",
            "\u103b",
            "\u103c",
            "\u103d",
            "\u103e",
            "\u17cc",
            "\u17c9\u17ca",
            "\u1031",
            "\u102d\u102e\u1032",
            "\u102f\u1030",
            "\u102b\u102c",
            "\u1036",
            "\u1037",
            "\u103a",
            "\u1038",
        )
    )
    for char in chars
}
_ANYWHERE, _LAST = 7.5, 20.0


def odd_places(text: str, language: Language) -> Iterator[int]:
    """Yield where signs stand that no syllable has there, whether or not a shaper shows it."""
    yield from (match.start() for match in _ODD.finditer(text))
    if language.tag.partition("-")[0] == "my" and is_zawgyi(text):
        yield from (match.start() for match in _WORDS.finditer(text) if is_zawgyi(match[0]))


def word_at(text: str, index: int) -> str:
    """Return the word that a place is in: letters, marks and joiners on both sides of it."""
    for match in _WORDS.finditer(text):
        if match.start() <= index < match.end():
            return match[0]
    return text[index]


def likely_spellings(word: str, language: Language) -> Iterator[str]:
    """Yield spellings of a broken word, the likeliest first; the caller sees which of them is whole."""
    if language.tag.partition("-")[0] == "my" and is_zawgyi(word):
        converted = from_zawgyi(word)
        yield from (converted, _sorted(converted))
    for step in _STEPS:
        yield step(word)
    spelled = word
    for step in (*_STEPS, _letters):
        spelled = step(spelled)
        yield spelled


def _letters(word: str) -> str:
    """Write one letter where a letter and a sign, or two signs, were typed."""
    for typed, letter in sorted(_VOWELS.items(), key=lambda pair: -len(pair[0])):
        word = word.replace(typed, letter)
    word = re.sub(f"([{_SCRIPTS_WITH_A}])([\u0900-\u0d7f])", _vowel_letter, word)
    return unicodedata.normalize("NFC", _AM.sub(_sara_am, word))


def _vowel_letter(match: re.Match[str]) -> str:
    script, _, name = unicodedata.name(match[2], "").partition(" VOWEL SIGN ")
    try:
        return unicodedata.lookup(f"{script} LETTER {name}") if name else match[0]
    except KeyError:
        return match[0]


def _sara_am(match: re.Match[str]) -> str:
    return f"{match[2] or match[4] or ''}{chr(ord(match[3] or match[6]) + 1)}"


def _once(word: str) -> str:
    """Write a sign once that stands twice."""
    return re.sub(r"((?!\w).)\1+", r"\1", word)


def _behind(word: str) -> str:
    """Put signs that are drawn at the left behind their consonant."""
    return unicodedata.normalize("NFC", _BEFORE_LETTER.sub(r"\2\1", word))


def _adopted(word: str) -> str:
    """Put signs at the start of a word behind its first consonant."""
    match = re.match(f"((?:(?!\\w){WORD})+)(\\w)", word)
    return f"{match[2]}{match[1]}{word[match.end() :]}" if match else word


def _unstacked(word: str) -> str:
    """Take out a stacker that has no letter to stack."""
    return re.sub(f"[\u1039\u17d2](?![{_LETTER}])", "", word)


def _sorted(word: str) -> str:
    """Put the signs of each syllable in order."""
    return unicodedata.normalize("NFC", _SIGNS.sub(_in_order, word))


def _in_order(match: re.Match[str]) -> str:
    return "".join(sorted(_SIGN.findall(match[0]), key=_rank))


def _rank(sign: str) -> float:
    if len(sign) > 1:
        return -1.0
    if "\u0e00" <= sign <= "\u0eff":
        return 1.0 if "\u0e48" <= sign <= "\u0e4e" or "\u0ec8" <= sign <= "\u0ece" else 0.0
    if sign in _ORDER:
        return float(_ORDER[sign])
    name = unicodedata.name(sign, "")
    is_last = any(part in name for part in ("ANUSVARA", "VISARGA", "CANDRABINDU", "NIKAHIT"))
    return _LAST if is_last else _ANYWHERE


_STEPS: tuple[Callable[[str], str], ...] = (_letters, _once, _behind, _sorted, _adopted, _unstacked)
