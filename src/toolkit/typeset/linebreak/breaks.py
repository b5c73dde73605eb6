"""Where lines may break, and how good each place is: UAX #14 by ICU, made better by language."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.languages import Language
from toolkit.sources.workspace.typography import LanguageTypography, bundled_typography
from toolkit.text_boundaries import grapheme_ends, line_ends
from toolkit.typeset.linebreak.dictionary import after_which_a_letter_is_left, is_impossible
from toolkit.typeset.linebreak.hyphenation import hyphen_places
from toolkit.typeset.linebreak.rating import Rater
from toolkit.typeset.linebreak.words import initials_and_titles
from toolkit.typeset.text.measures import measures
from toolkit.typeset.text.patterns import ADDRESS, HASHTAG, NAME
from toolkit.typeset.text.pieces import places_inside

EMERGENCY = 4.0
"""Cost of cutting an address."""
HYPHEN = 0.8
"""Cost of cutting a word with a hyphen."""

_ONE_LETTER = re.compile(r"(?<![\w'’\-\u2011])[^\W\d_]\s(?=\S)")
_LAST_LETTER = re.compile(r"\s(?=[^\W\d_][.!?…»”)]*\Z)")
_BEFORE_DASH = re.compile(r"\s(?=[–—]\s)")
_ALWAYS_GLUED = (_BEFORE_DASH, _LAST_LETTER)
_CAMEL = re.compile(r"(?<=[a-zà-ÿа-я\d])(?=[A-ZÀ-ÞА-Я])|(?<=[/_.\-&=?])(?=\w)")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: the index after its last character.

    `hyphen` is the width of the hyphen that the line then has, in thousandths of an em; 0 for none.
    `date_depth` is the number of dates it stands in: 2 inside the days of a span.
    """

    index: int
    cost: float
    forced: bool = False
    hyphen: float = 0.0
    date_depth: int = 0

    @property
    def emergency(self) -> bool:
        """Whether it cuts an address."""
        return self.cost >= EMERGENCY


def find_breaks(
    text: str,
    language: Language,
    terms: tuple[str, ...] = (),
    typography: LanguageTypography | None = None,
    dates: tuple[str, ...] = (),
) -> list[Break]:
    """Return the places where lines may end, in order; the last is the end of the text.

    Addresses break only at emergency cost, hashtags nowhere; numbers keep their units, `terms` stay whole.
    `typography` are the small words of the language, those of the bundled file by default. Breaks inside the
    `dates` are marked.
    """
    if not text:
        return []
    candidates = line_ends(text, language.tag)
    words = typography or bundled_typography(language)
    rater = Rater(text, language, words)
    whole = _whole_places(text, terms + words.whole) | _measured_places(text, language, words)
    glued = _glued(text, words) | after_which_a_letter_is_left(text, candidates)
    clusters = set(grapheme_ends(text))
    dated = _depths(text, dates)
    found = {
        index: Break(
            index,
            rater.cost(index),
            forced=text[index - 1] == "\n",
            date_depth=dated[index],
        )
        for index in candidates
        if text[index - 1] == "\n"
        or (
            index in clusters and index not in whole and index not in glued and not is_impossible(text, index)
        )
    }
    found |= {
        index: Break(index, EMERGENCY)
        for index in _emergencies(text)
        if index not in found and index in clusters
    }
    found[len(text)] = Break(len(text), 0.0, forced=True)
    return [found[index] for index in sorted(found)]


def find_hyphens(
    text: str,
    language: Language,
    terms: tuple[str, ...] = (),
    typography: LanguageTypography | None = None,
) -> list[list[int]]:
    """Return, for each word that may be cut, the indices after which a line may end with a hyphen."""
    words = typography or bundled_typography(language)
    whole = _whole_places(text, terms + words.whole) | _measured_places(text, language, words)
    found = hyphen_places(text, language, words)
    return [kept for places in found if (kept := [place for place in places if place not in whole])]


def _depths(text: str, dates: tuple[str, ...]) -> Counter[int]:
    """Return inside how many of the dates each index stands."""
    return Counter(index for date in set(dates) for index in places_inside(text, (date,)))


def _whole_places(text: str, terms: tuple[str, ...]) -> set[int]:
    """Return every index inside a name that must stay whole."""
    return places_inside(text, terms) | {
        index
        for pattern in (ADDRESS, HASHTAG, NAME)
        for match in pattern.finditer(text)
        for index in range(match.start() + 1, match.end())
    }


def _measured_places(text: str, language: Language, typography: LanguageTypography) -> set[int]:
    """Return every index inside a number with what belongs to it, or a day with its month."""
    found = measures(text, language, typography)
    return {place for start, end in found for place in range(start + 1, end)}


def _glued(text: str, typography: LanguageTypography) -> set[int]:
    """Return the breaks that would leave a one-letter word, an initial or a spaced dash at a line's edge."""
    patterns = (*_ALWAYS_GLUED, initials_and_titles(typography))
    glued = {match.end() for pattern in patterns for match in pattern.finditer(text)}
    if typography.one_letter_words_lean:
        glued |= {match.end() for match in _ONE_LETTER.finditer(text)}
    return glued


def _emergencies(text: str) -> Iterator[int]:
    """Yield the places where an address may be cut if nothing else fits.

    A hashtag or a mention is never cut: what stands on the first line would be another one.
    """
    for match in ADDRESS.finditer(text):
        places = [match.start() + place.start() for place in _CAMEL.finditer(match[0])]
        inner = [match.start(), *places, match.end()]
        yield from (place for before, place in pairwise(inner[:-1]) if place - before > 1)
