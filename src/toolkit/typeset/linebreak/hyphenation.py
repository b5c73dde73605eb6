"""Hyphenation: where a word may be cut with a hyphen, by TeX's patterns or by the syllables of a language.

It is a last resort, for words that would make a text shrink. Names, hashtags, addresses and short words are
never cut; neither are places where the spelling would change (Hungarian asz-szony).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import pyphen

from toolkit.languages import Language, UnknownLanguageError
from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.typeset.unicode.scripts import char_script

LEAST_LETTERS = 8

_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek"})
_ALSO = {"en": "en_GB", "bs": "hr", "cnr": "sr_Latn", "no": "nb", "sh": "sr_Latn"}
_WORD = re.compile(rf"(?<![\w.@#/+])[^\W\d_]{{{LEAST_LETTERS},}}(?![\w@/+])")
_SENTENCE_ENDS = frozenset(".!?…:")
# Languages that write every noun with a capital: it tells no name.
_CAPITAL_NOUNS = frozenset({"de", "lb"})

# Languages whose syllables follow from the letters. A syllable begins with the last consonant before a vowel.
_VOWELS = {"fi": "aeiouyäöå", "tr": "aeıioöuü", "az": "aeəıioöuü"}
_LONG = ("aa", "ee", "ii", "oo", "uu", "yy", "ää", "öö")
_TO_I_OR_U = ("ai", "ei", "oi", "ui", "yi", "äi", "öi", "au", "eu", "iu", "ou", "ey", "iy", "äy", "öy")
_FINNISH_DIPHTHONGS = frozenset((*_LONG, *_TO_I_OR_U, "ie", "uo", "yö"))


def hyphen_places(text: str, language: Language, typography: LanguageTypography) -> Iterator[list[int]]:
    """Yield, for each word that may be cut, the indices after which a hyphen may stand."""
    if language.script not in _SCRIPTS:
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if char_script(word[0]) == language.script and not _may_be_name(text, match.start(), word, language):
            places = [match.start() + place for place in _places(word.lower(), language, typography)]
            if places and len(word.lower()) == len(word):
                yield places


def _may_be_name(text: str, start: int, word: str, language: Language) -> bool:
    """Tell whether a word with a capital may be a name: unless it begins a sentence or is a German noun."""
    if not any(letter.isupper() for letter in word):
        return False
    if any(letter.isupper() for letter in word[1:]):
        return not text.isupper()  # everything is in capitals, or this word is an acronym
    before = text[:start].rstrip(" \u00a0\u202f\n«“„\"'(¿¡\u2066-\u2069")
    begins = not before or before[-1] in _SENTENCE_ENDS
    return not begins and _base(language) not in _CAPITAL_NOUNS


def _places(word: str, language: Language, typography: LanguageTypography) -> list[int]:
    least, most = typography.hyphen_before, len(word) - typography.hyphen_after
    vowels = _VOWELS.get(_base(language))
    found = _syllables(word, vowels, finnish=_base(language) == "fi") if vowels else _patterns(word, language)
    return [place for place in found if least <= place <= most]


def _patterns(word: str, language: Language) -> list[int]:
    dictionary = _dictionary(language)
    if dictionary is None:
        return []
    return [int(place) for place in dictionary.positions(word) if getattr(place, "data", None) is None]


@lru_cache(maxsize=64)
def _dictionary(language: Language) -> pyphen.Pyphen | None:
    """Return the patterns of a language, unless they are those of its other script (mn for mn-Mong)."""
    name = language.tag.replace("-", "_")
    base = _base(language)
    candidates = (name, _ALSO.get(base, base)) if _is_usual_script(language) else (name,)
    found = next((candidate for candidate in candidates if candidate in pyphen.LANGUAGES), None)
    return pyphen.Pyphen(lang=found, left=2, right=2) if found else None


def _is_usual_script(language: Language) -> bool:
    try:
        return Language(_base(language)).script == language.script
    except UnknownLanguageError:
        return False


def _syllables(word: str, vowels: str, *, finnish: bool) -> list[int]:
    """Return where syllables begin: at a consonant before a vowel, in Finnish also between two vowels."""
    places = []
    for index in range(1, len(word)):
        before, letter, after = word[index - 1], word[index], word[index + 1 : index + 2]
        if letter not in vowels:
            if after and after in vowels and any(char in vowels for char in word[:index]):
                places.append(index)
        elif finnish and before in vowels and before + letter not in _FINNISH_DIPHTHONGS:
            places.append(index)
    return places


def _base(language: Language) -> str:
    return language.tag.partition("-")[0]
