"""How good a place for a break is: after a stop, between phrases, between words, inside a word.

A cost is the share of its width that a line would give up to avoid the break.
"""

import re

from toolkit.languages import Language
from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.text_boundaries import has_phrases, phrase_ends, word_ends
from toolkit.typeset.linebreak.dictionary import DICTIONARY_SCRIPTS
from toolkit.typeset.linebreak.words import compounds, leaning_words, trailing_words
from toolkit.typeset.text.measure_words import abbreviations
from toolkit.typeset.unicode.scripts import CJK, char_script

AFTER_STOP = 0.0
AFTER_WORD = 0.05
BETWEEN_PHRASES = 0.08
DICTIONARY = 0.1
INSIDE_HYPHENATED = 0.15
INSIDE_BRACKETS = 0.4
LEANING = 0.3
BETWEEN_WORDS = 0.6
INSIDE_COMPOUND = 1.0
INSIDE_WORD = 2.0

_STOPS = frozenset(".,;:!?…)]»”’،؛؟。、，；：！？）」』】·–—။၊។๚፣።")
# In Japanese and Korean a particle may follow these, and belongs to them.
_CLOSERS = frozenset(")]»”’）」』】")
_BLANK = " \n\u200b\u2009\u3000\u2066\u2067\u2068\u2069"
_PAIRS = (("「", "」"), ("『", "』"), ("（", "）"), ("“", "”"), ("«", "»"), ("\u2068", "\u2069"))
_BRACKETED = re.compile("|".join(f"{opening}[^{closing}]{{1,24}}{closing}" for opening, closing in _PAIRS))
# Characters of Japanese that are bound to the word after them, or to the one before.
_PREFIXES = frozenset("非不無未反再各全諸被総超第御")
_SUFFIXES = frozenset("的性化者率度型式系家側制")
_LEAST_KATAKANA = 3
_WINDOW = 40  # characters looked back over for the last word


class Rater:
    """Rates the places of one text."""

    def __init__(self, text: str, language: Language, typography: LanguageTypography) -> None:
        self._text = text
        self._abbreviations = abbreviations(language, typography)
        self._leaning = leaning_words(typography)
        self._trailing = trailing_words(typography)
        cjk = any(char_script(char) in CJK or char_script(char) == "Hang" for char in text)
        phrased = cjk and has_phrases(language.tag)
        self._phrases = frozenset(phrase_ends(text, language.tag)) if phrased else None
        unspaced = cjk or any(char_script(char) in DICTIONARY_SCRIPTS for char in text)
        self._words = word_ends(text, language.tag) if unspaced else []
        self._order = {end: at for at, end in enumerate(self._words)}
        self._inside = _inner(_BRACKETED, text)
        self._compounds = _inner(compounds(typography), text)

    def cost(self, index: int) -> float:
        """Return the cost of ending a line before the character at `index`."""
        extra = INSIDE_BRACKETS if index in self._inside else 0.0
        return extra + self._plain(index)

    def _plain(self, index: int) -> float:
        if index in self._compounds:
            return INSIDE_COMPOUND
        if particle := self._particle_cost(index):
            return max(particle, self._of_place(index))
        return self._of_place(index)

    def _particle_cost(self, index: int) -> float:
        """Return what it costs to begin a line with a particle or suffix; 0 if there is none.

        Where nothing parts words, a particle must be a word of its own, and is as close as inside a word.
        """
        found = self._trailing.match(self._text, index)
        if not found:
            return 0.0
        if not self._words:
            return BETWEEN_WORDS
        return INSIDE_WORD if {index, found.end()} <= self._order.keys() else 0.0

    def _of_place(self, index: int) -> float:
        before = self._text[index - 1]
        if before in _BLANK:
            return self._after_space(index)
        if before in _STOPS and not (before in _CLOSERS and self._phrases is not None):
            return AFTER_STOP
        return self._without_space(index)

    def _after_space(self, index: int) -> float:
        line = self._text[max(0, index - _WINDOW) : index].rstrip(_BLANK)
        if not line or (line[-1] in _STOPS and not self._is_abbreviation(line)):
            return AFTER_STOP
        word = re.split(r"[\s'’\u2066-\u2069]", line)[-1]
        after = self._text[index : index + 1]
        if word.lower() in self._leaning or word[-1:].isdigit() or after.isdigit():
            return LEANING
        # Two words with capitals may be one name.
        return INSIDE_HYPHENATED if word[:1].isupper() and after.isupper() else AFTER_WORD

    def _is_abbreviation(self, line: str) -> bool:
        """Tell whether the stop at the end of a line belongs to its last word."""
        return re.split(r"[\s(\u2066-\u2069]", line)[-1].lower() in self._abbreviations

    def _without_space(self, index: int) -> float:
        if self._text[index - 1].isdigit() and self._text[index : index + 1].isalpha():
            return INSIDE_WORD
        script = char_script(self._text[index - 1])
        after = char_script(self._text[index : index + 1] or " ")
        if script in CJK or after in CJK or script == "Hang":
            return self._ideographic(index)
        return DICTIONARY if script in DICTIONARY_SCRIPTS else INSIDE_HYPHENATED

    def _ideographic(self, index: int) -> float:
        if self._phrases is not None:
            if index in self._phrases and not self._is_affixed(index):
                return BETWEEN_PHRASES
            # What follows in hiragana inside a phrase is the ending of the word before it.
            is_word = self._is_word_end(index) and char_script(self._text[index]) != "Hira"
            return BETWEEN_WORDS if is_word and not self._is_affixed(index) else INSIDE_WORD
        if not self._is_word_end(index):
            return INSIDE_WORD
        return LEANING if self._text.endswith(tuple(self._leaning), 0, index) else BETWEEN_PHRASES

    def _is_affixed(self, index: int) -> bool:
        """Tell whether a place is behind a prefix, or before a suffix, of one character (Japanese)."""
        after, before = self._text[index : index + 1], self._text[index - 1]
        is_prefix = before in _PREFIXES and (index == 1 or index - 1 in self._order)
        return is_prefix or (after in _SUFFIXES and char_script(before) in CJK)

    def _is_word_end(self, index: int) -> bool:
        """Trust ICU's word boundaries, but inside Katakana only between pieces that can be words."""
        at = self._order.get(index)
        if at is None:
            return False
        start = self._words[at - 1] if at else 0
        end = self._words[at + 1] if at + 1 < len(self._words) else len(self._text)
        pieces = (self._text[start:index], self._text[index:end])
        return not all(map(_is_katakana, pieces)) or min(map(len, pieces)) >= _LEAST_KATAKANA


def _is_katakana(piece: str) -> bool:
    return all(char_script(char) == "Kana" or char == "ー" for char in piece)


def _inner(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(
        index for match in pattern.finditer(text) for index in range(match.start() + 1, match.end())
    )
