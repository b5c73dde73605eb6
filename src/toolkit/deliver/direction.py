"""Direction: whether words run from right to left, and how to put them into a sentence that does not."""

import unicodedata

from toolkit.languages import Language

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


def is_rtl(text: str) -> bool:
    """Tell whether a text has letters that run from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def isolated(text: str, language: Language) -> str:
    """Return a text to insert into a sentence, in FSI … PDI if it runs against it (UAX #9, 2.4.2)."""
    runs_left_to_right = not is_rtl(text) and any(
        unicodedata.bidirectional(character) == "L" for character in text
    )
    if language.is_rtl and runs_left_to_right:
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
