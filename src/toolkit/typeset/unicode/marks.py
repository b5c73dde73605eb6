r"""Which characters continue a word, as a class for regular expressions.

Python's ``\w`` knows letters and digits but no combining marks: it ends a word before every vowel sign of
an Indic script. Unicode counts marks and joiners among what continues an identifier (UAX #31, XID_Continue;
UTS #18, annex C, for ``\w``).
"""

import unicodedata
from collections.abc import Iterator

JOINERS = "\u200c\u200d"

# Marks stand in the first two planes; beyond them there are only variation selectors.
_LAST = 0x1FFFF


def _ranges() -> Iterator[tuple[int, int]]:
    """Yield the first and last code points of each stretch of marks (categories Mn, Mc, Me)."""
    start = None
    for code in range(_LAST + 1):
        if unicodedata.category(chr(code))[0] == "M":
            start = code if start is None else start
        elif start is not None:
            yield start, code - 1
            start = None
    yield 0xE0100, 0xE01EF


MARKS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _ranges())
"""The inside of a character class: every combining mark."""

WORD = rf"[\w{MARKS}{JOINERS}]"
"""A class of one character that continues a word."""
