"""Pieces of a text that stay whole, found in it as it is prepared: names, and dates with their hours."""

import re
from collections.abc import Iterable
from functools import lru_cache

from toolkit.languages import Language
from toolkit.typeset.style import Case, TextStyle
from toolkit.typeset.text.prepare import prepare, visible

_ISOLATES = "[\u2066-\u2069]*"
_BLANKS = f"{_ISOLATES}[\\s\u00a0\u202f]+{_ISOLATES}"
_MOST_KEPT = 2048


@lru_cache(maxsize=_MOST_KEPT)
def as_prepared(piece: str, language: Language, case: Case) -> str:
    """Return a piece as it stands in a prepared text: in the capitals and with the spaces of the language."""
    return visible(prepare(piece, language, TextStyle(case=case)).text)


def places_inside(text: str, pieces: Iterable[str]) -> set[int]:
    """Return every index inside a piece, wherever it stands: isolates and other spaces do not hide it."""
    # One pattern for each piece: pieces may overlap, as "Action Lines" and "WSIS Action".
    return {
        index
        for piece in pieces
        for match in _pattern(piece).finditer(text)
        for index in range(match.start() + 1, match.end())
    }


@lru_cache(maxsize=_MOST_KEPT)
def _pattern(piece: str) -> re.Pattern[str]:
    words = (_ISOLATES.join(map(re.escape, word)) for word in piece.split())
    return re.compile(_BLANKS.join(words) or "(?!)", re.IGNORECASE)
