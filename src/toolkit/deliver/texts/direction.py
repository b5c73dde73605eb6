"""Direction: whether words run from right to left, and how to put them into a sentence that does not."""

import re
import unicodedata
from functools import lru_cache

from toolkit.languages import Language

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"

# Links, hashtags and mentions, without the marks of the sentence that follow them.
_ADDRESSES = re.compile(r"((?<!\S)(?:https?://|www\.|[#@])\S*[^\s.,;:!?…،؛؟»”)\]])")


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


def runs_of(text: str) -> tuple[tuple[str, bool], ...]:
    """Return a text in (run, apart) pairs: `apart` says that a page must isolate the run (UAX #9, 2.7).

    These are the left-to-right links, hashtags and mentions of lines that have right-to-left words: without
    isolation the ``#`` and the ends of addresses land on the wrong side. The runs joined are the text itself.
    """
    runs: list[tuple[str, bool]] = []
    for line in text.splitlines(keepends=True):
        parts = _ADDRESSES.split(line) if is_rtl(line) else [line]
        runs += [(part, bool(at % 2) and not is_rtl(part)) for at, part in enumerate(parts) if part]
    return tuple(runs)
