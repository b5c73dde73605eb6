"""Where lines may break, and how good each place is: UAX #14 by ICU, made better by language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.languages import Language
from toolkit.typeset.boundaries import grapheme_ends, has_phrases, line_ends, phrase_ends, word_ends
from toolkit.typeset.dictionary import DICTIONARY_SCRIPTS, is_impossible
from toolkit.typeset.patterns import ADDRESS, HASHTAG, MEASURE, NAME, PREFIXED
from toolkit.typeset.scripts import CJK, char_script
from toolkit.typeset.words import GLUED_ONE_LETTER, never_broken, weak_words

# Cost of a break as a share of the line's width one would give up to avoid it.
AFTER_STOP = 0.0
AFTER_WORD = 0.03
AFTER_WEAK_WORD = 0.3
BETWEEN_PHRASES = 0.02
BETWEEN_WORDS = 0.6
DICTIONARY = 0.06
INSIDE_COMPOUND = 0.12
INSIDE_WORD = 2.0
EMERGENCY = 4.0

_STOPS = frozenset(".,;:!?…)]»”’،؛؟。、，；：！？）」』】·–—")
_ONE_LETTER = re.compile(r"(?<![\w'’\-\u2011])[^\W\d_]\s(?=\S)")
_BEFORE_DASH = re.compile(r"\s(?=[–—]\s)")
_CAMEL = re.compile(r"(?<=[a-zà-ÿа-я\d])(?=[A-ZÀ-ÞА-Я])|(?<=[/_.\-&=?])(?=\w)")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: the index after its last character."""

    index: int
    cost: float
    forced: bool = False

    @property
    def emergency(self) -> bool:
        """Whether it cuts a hashtag or an address."""
        return self.cost >= EMERGENCY


def find_breaks(text: str, language: Language, terms: tuple[str, ...] = ()) -> list[Break]:
    """Return the places where lines may end, in order; the last is the end of the text.

    Hashtags and addresses break only at emergency cost; numbers keep their units, `terms` stay whole.
    """
    if not text:
        return []
    candidates = line_ends(text, language.tag)
    rater = _Rater(text, language)
    whole = _whole_ranges(text, terms + never_broken(language))
    glued = _glued(text, language)
    clusters = set(grapheme_ends(text))
    found = {
        index: Break(index, rater.cost(index), forced=text[index - 1] == "\n")
        for index in candidates
        if text[index - 1] == "\n"
        or (
            index in clusters and index not in whole and index not in glued and not is_impossible(text, index)
        )
    }
    found |= {index: Break(index, EMERGENCY) for index in _emergencies(text) if index not in found}
    found[len(text)] = Break(len(text), 0.0, forced=True)
    return [found[index] for index in sorted(found)]


class _Rater:
    """Rates the places of one text."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._weak = weak_words(language)
        tag = language.tag
        cjk = any(char_script(char) in CJK or char_script(char) == "Hang" for char in text)
        self._phrases = frozenset(phrase_ends(text, tag)) if cjk and has_phrases(tag) else None
        self._words = frozenset(word_ends(text, tag)) if cjk else frozenset()

    def cost(self, index: int) -> float:
        before = self._text[index - 1]
        if before.isspace() or before == "\u200b":
            return self._after_space(index)
        if before in _STOPS:
            return AFTER_STOP
        script = char_script(before)
        after = char_script(self._text[index : index + 1] or " ")
        if script in CJK or after in CJK or script == "Hang":
            return self._ideographic(index)
        return DICTIONARY if script in DICTIONARY_SCRIPTS else INSIDE_COMPOUND

    def _after_space(self, index: int) -> float:
        line = self._text[:index].rstrip(" \u200b\u2009\u3000\u2068\u2069")
        if not line or line[-1] in _STOPS:
            return AFTER_STOP
        word = re.split(r"[\s'’\u2068]", line)[-1]
        return AFTER_WEAK_WORD if word.lower() in self._weak else AFTER_WORD

    def _ideographic(self, index: int) -> float:
        if self._phrases is None:
            return BETWEEN_PHRASES if index in self._words else INSIDE_WORD
        if index in self._phrases:
            return BETWEEN_PHRASES
        return BETWEEN_WORDS if index in self._words else INSIDE_WORD


def _whole_ranges(text: str, terms: tuple[str, ...]) -> set[int]:
    """Return every index inside something that must stay whole."""
    patterns = [ADDRESS, HASHTAG, MEASURE, PREFIXED, NAME]
    if terms:
        patterns.append(re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True)))))
    return {
        index
        for pattern in patterns
        for match in pattern.finditer(text)
        for index in range(match.start() + 1, match.end())
    }


def _glued(text: str, language: Language) -> set[int]:
    """Return the breaks that would leave a one-letter word or a spaced dash at a line's edge."""
    glued = {match.end() for match in _BEFORE_DASH.finditer(text)}
    if language.tag.partition("-")[0] in GLUED_ONE_LETTER:
        glued |= {match.end() for match in _ONE_LETTER.finditer(text)}
    return glued


def _emergencies(text: str) -> Iterator[int]:
    """Yield the places where a hashtag or an address may be cut if nothing else fits."""
    for pattern in (ADDRESS, HASHTAG):
        for match in pattern.finditer(text):
            places = [match.start() + place.start() for place in _CAMEL.finditer(match[0])]
            inner = [match.start(), *places, match.end()]
            yield from (place for before, place in pairwise(inner[:-1]) if place - before > 1)
