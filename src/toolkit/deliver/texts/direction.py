"""Direction: whether words run from right to left, and how to put them into a sentence that does not."""

import unicodedata
from functools import lru_cache

from toolkit.languages import Language

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


@lru_cache(maxsize=4096)
def is_rtl(text: str) -> bool:
    """Tell whether a text has letters that run from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in {"R", "AL"} for character in text
    )


def isolated(text: str, language: Language) -> str:
    """Return a text to insert into a sentence, in FSI … PDI if it runs against it (UAX #9, 2.4.2)."""
    if not language.is_rtl or is_rtl(text):
        return text
    runs_left_to_right = any(unicodedata.bidirectional(character) == "L" for character in text)
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}" if runs_left_to_right else text
