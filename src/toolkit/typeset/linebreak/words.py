"""Small words that should not end or begin a line: patterns of what the typography file lists."""

import re
from functools import lru_cache

from toolkit.sources.workspace.typography import LanguageTypography

_NOTHING = re.compile("(?!)")
_HIRAGANA = "ぁ-ん"
_MOST_KEPT = 512


@lru_cache(maxsize=_MOST_KEPT)
def trailing_words(typography: LanguageTypography) -> re.Pattern[str]:
    """Return a pattern of the particles and suffixes that lean on the word before them."""
    choices = (
        (typography.trailing, ""),
        (typography.trailing_words, r"(?=\s|$)"),
        (typography.particles, f"(?![{_HIRAGANA}])"),
    )
    return _any_of(*(f"(?:{_listed(words)}){after}" for words, after in choices if words))


@lru_cache(maxsize=_MOST_KEPT)
def compounds(typography: LanguageTypography) -> re.Pattern[str]:
    """Return a pattern of words that are written with spaces inside."""
    return _any_of(*map(re.escape, typography.compounds))


@lru_cache(maxsize=_MOST_KEPT)
def leaning_words(typography: LanguageTypography) -> frozenset[str]:
    """Return the articles, prepositions and conjunctions that lean on the word after them."""
    return frozenset(typography.leaning)


@lru_cache(maxsize=_MOST_KEPT)
def initials_and_titles(typography: LanguageTypography) -> re.Pattern[str]:
    """Return a pattern of "J. " and "Dr. " before a name, with the space."""
    titles = f"|{_listed(typography.titles)}" if typography.titles else ""
    return re.compile(rf"(?<!\w)(?<!\d[ \u00a0])(?:[^\W\d_]{titles})\.\s(?=[^\W\d_])")


def _listed(words: tuple[str, ...]) -> str:
    # The longest first: of "Na" and "Na." both may be listed.
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _any_of(*choices: str) -> re.Pattern[str]:
    return re.compile("|".join(choices), re.IGNORECASE) if choices else _NOTHING
