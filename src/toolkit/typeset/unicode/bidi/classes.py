"""Bidirectional character types and paired brackets (UAX #9, 3.2 and 3.1.3)."""

import unicodedata
from functools import lru_cache

REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
"""Types that rule X9 takes out of the text."""

ISOLATE_INITIATORS = frozenset({"LRI", "RLI", "FSI"})

# Code points that Python's Unicode version does not know yet take the default of their block
# (DerivedBidiClass.txt, @missing lines): start, end, type; the first match wins.
_DEFAULTS = (
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFDD0, 0xFDEF, "BN"),
    (0xFB50, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10800, 0x10FFF, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1E800, 0x1EFFF, "R"),
    (0xE0000, 0xE0FFF, "BN"),
)
_NONCHARACTERS = 0xFFFE

# BidiBrackets.txt: opening brackets whose partner is the next code point, then the others.
_NEIGHBOURS = (
    "\u0028\u0f3a\u0f3c\u169b\u2045\u207d\u208d\u2308\u230a\u2329\u2768\u276a\u276c\u276e\u2770\u2772\u2774"
    "\u27c5\u27e6\u27e8\u27ea\u27ec\u27ee\u2983\u2985\u2987\u2989\u298b\u2991\u2993\u2995\u2997\u29d8\u29da"
    "\u29fc\u2e22\u2e24\u2e26\u2e28\u2e55\u2e57\u2e59\u2e5b\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018"
    "\u301a\ufe59\ufe5b\ufe5d\uff08\uff5f\uff62"
)
_OTHERS = {"[": "]", "{": "}", "\u298d": "\u2990", "\u298f": "\u298e", "\uff3b": "\uff3d", "\uff5b": "\uff5d"}

BRACKETS: dict[str, str] = {opening: chr(ord(opening) + 1) for opening in _NEIGHBOURS} | _OTHERS
"""Opening bracket to closing bracket."""

CLOSING: dict[str, str] = {closing: opening for opening, closing in BRACKETS.items()}
"""Closing bracket to opening bracket."""

# U+2329 and U+3008 (and their partners) are canonically equivalent, so they pair (BD16).
CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


@lru_cache(maxsize=8192)
def bidi_class(char: str) -> str:
    """Return the Bidi_Class of a character, with the defaults for unassigned code points."""
    known = unicodedata.bidirectional(char)
    if known:
        return known
    code = ord(char)
    if code & _NONCHARACTERS == _NONCHARACTERS:
        return "BN"
    return next((kind for start, end, kind in _DEFAULTS if start <= code <= end), "L")
