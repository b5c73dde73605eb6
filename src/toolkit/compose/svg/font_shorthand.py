"""The CSS shorthand `font` as its longhands (CSS Fonts 4, section 4.8), and what names of fonts tell."""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.sources.workspace.font_family import is_slanted_style, weight_of_style

_STYLES: Final = frozenset({"italic", "oblique"})
_WEIGHTS: Final = frozenset({"bold", "bolder", "lighter"})
_STRETCHES: Final = re.compile(r"(?:ultra-|extra-|semi-)?(?:condensed|expanded)$")
_SIZE: Final = re.compile(
    r"(?P<size>[-+.\d]+(?:px|pt|pc|mm|cm|in|q|em|rem|ex|%)|(?:xx?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*(?P<leading>\S+))?\s+(?P<family>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def longhands_of(font: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that a `font` sets; nothing for system fonts and what cannot be read."""
    words = font.strip()
    while words:
        if match := _SIZE.match(words):
            yield "font-size", match["size"]
            if match["leading"]:
                yield "line-height", match["leading"]
            yield "font-family", match["family"].strip()
            return
        word, _, words = words.partition(" ")
        words = words.strip()
        if word.lower() in _STYLES:
            yield "font-style", word.lower()
        elif word.lower() in _WEIGHTS or word.isdigit():
            yield "font-weight", word.lower()
        elif _STRETCHES.match(word.lower()):
            yield "font-stretch", word.lower()


def families_in(text: str) -> list[str]:
    """Return the families of a `font-family`, without quotes, in order."""
    return [name for part in text.split(",") if (name := part.strip().strip("'\"").strip())]


def named_weight(family: str) -> int | None:
    """Return the weight that a PostScript name tells ("Montserrat-SemiBold"), or none."""
    _, hyphen, style = family.rpartition("-")
    return weight_of_style(style) if hyphen else None


def named_italic(family: str) -> bool:
    """Tell whether a PostScript name says that the font is slanted."""
    _, hyphen, style = family.rpartition("-")
    return bool(hyphen) and is_slanted_style(style)
