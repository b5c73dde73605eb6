"""Scripts: which a character belongs to, and what follows from it."""

import unicodedata
from functools import lru_cache

from fontTools.unicodedata import script as script_of_char

from toolkit.typeset.unicode.bidi.classes import BRACKETS, CLOSING

COMMON = "Zyyy"
EMOJI = "Zsye"

# Variation selector 16 and the keycap.
_EMOJI_SIGNS = frozenset("\ufe0f\u20e3")
_SHARED = frozenset({COMMON, "Zinh", "Zzzz"})

# ISO 15924 codes that stand for several scripts, and what they are written with.
_WRITTEN_BY = {
    "Jpan": ("Hani", "Hira", "Kana"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani", "Bopo"),
    "Hant": ("Hani", "Bopo"),
}
_SHAPER = {"Jpan": "Hani", "Kore": "Hang", "Hans": "Hani", "Hant": "Hani"}

_JOINED = "Arab Syrc Nkoo Mong Adlm Mand Rohg Phag Deva Beng Guru"
JOINED = frozenset(_JOINED.split())
"""Scripts whose letters touch: space between them would tear words apart."""

CJK = frozenset({"Hani", "Hira", "Kana", "Bopo"})
CJK_LANGUAGE_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Kore"})


_IGNORABLE_RANGES = ((0x034F, 0x034F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


@lru_cache(maxsize=4096)
def is_ignorable(char: str) -> bool:
    """Tell whether a font need not have a character: white space, joiners, controls, variation selectors."""
    if char.isspace() or unicodedata.category(char) == "Cf":
        return True
    code = ord(char)
    return any(start <= code <= end for start, end in _IGNORABLE_RANGES)


def is_control(char: str) -> bool:
    """Tell whether a character is a C0 or C1 control, which some fonts map but no text should hold."""
    return char < " " or "\x7f" <= char <= "\x9f"


@lru_cache(maxsize=8192)
def char_script(char: str) -> str:
    """Return the Script property of a character (ISO 15924), ``Zyyy`` for what every script shares."""
    script = script_of_char(char)
    return COMMON if script in _SHARED else script


def cluster_script(cluster: str) -> str:
    """Return the script of a grapheme cluster; ``Zsye`` if it asks to be an emoji (UTS #51, 1.4.3)."""
    return EMOJI if not _EMOJI_SIGNS.isdisjoint(cluster) else char_script(cluster[0])


def scripts_written_by(script: str) -> tuple[str, ...]:
    """Return the scripts that text of a (possibly combined) script code is made of, ``Zyyy`` included."""
    return (*_WRITTEN_BY.get(script, ()), script, COMMON)


def shaper_script(script: str) -> str:
    """Return the script code a shaper knows for that of a language."""
    return _SHAPER.get(script, script)


def resolve_scripts(text: str, default: str) -> list[str]:
    """Return a script for every character; shared ones take it from their bracket or from before."""
    own = [char_script(char) for char in text]
    if COMMON not in own:
        return own
    current = next((script for script in own if script != COMMON), shaper_script(default))
    open_brackets: list[tuple[str, str]] = []
    for index, char in enumerate(text):
        if own[index] != COMMON:
            current = own[index]
        else:
            own[index] = _bracket_script(char, current, open_brackets)
    return own


def _bracket_script(char: str, current: str, open_brackets: list[tuple[str, str]]) -> str:
    if char in BRACKETS:
        open_brackets.append((BRACKETS[char], current))
    elif char in CLOSING:
        while open_brackets:
            closing, script = open_brackets.pop()
            if closing == char:
                return script
    return current
