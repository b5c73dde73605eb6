"""The CSS shorthand `font` as its longhands (CSS Fonts 4, section 4.8), and what names of fonts tell."""

import re
from collections.abc import Iterator
from typing import Final

from toolkit.sources.workspace.font_family import is_slanted_style, split_style, weight_of_style

_STYLES: Final = frozenset({"italic", "oblique"})
_WEIGHTS: Final = frozenset({"bold", "bolder", "lighter"})
_STRETCHES: Final = re.compile(r"(?:ultra-|extra-|semi-)?(?:condensed|expanded)$")
_SIZE: Final = re.compile(
    r"(?P<size>[-+.\d]+(?:px|pt|pc|mm|cm|in|q|em|rem|ex|%)|(?:xx?-)?(?:small|large)|medium|smaller|larger)"
    r"(?:\s*/\s*(?P<leading>\S+))?\s+(?P<family>.+)$",
    re.IGNORECASE | re.DOTALL,
)


_GENERIC: Final = frozenset(
    {
        "sans",
        "sans-serif",
        "serif",
        "monospace",
        "cursive",
        "fantasy",
        "system-ui",
        "math",
        "emoji",
        "inherit",
    }
)
# CSS Fonts 4, 2.3: `font-stretch`, which is called `font-width` now.
_WIDTHS: Final = {
    "ultra-condensed": 50.0,
    "extra-condensed": 62.5,
    "condensed": 75.0,
    "semi-condensed": 87.5,
    "normal": 100.0,
    "semi-expanded": 112.5,
    "expanded": 125.0,
    "extra-expanded": 150.0,
    "ultra-expanded": 200.0,
}
_AXIS: Final = re.compile(r"""["'](?P<axis>[ -~]{4})["']\s+(?P<value>[-+]?(?:\d+\.?\d*|\.\d+))""")
_SETTING: Final = re.compile(r"""["'](?P<feature>[ -~]{4})["'](?:\s+(?P<value>\d{1,3}|on|off))?""")


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
    """Return the weight that the name of a font tells ("Montserrat-SemiBold", "Lora Medium"), or none."""
    return weight_of_style(split_style(family)[1])


def named_italic(family: str) -> bool:
    """Tell whether the name of a font says that it is slanted."""
    return is_slanted_style(split_style(family)[1])


def is_generic(family: str) -> bool:
    """Tell whether a family is a name for any font of a kind (CSS Fonts 4, 2.1.3)."""
    name = family.strip().casefold()
    return name in _GENERIC or name.startswith(("ui-", "-apple-"))


def stretch_of(text: str | None) -> float | None:
    """Return a `font-stretch` in per cent of the normal width, or none."""
    word = (text or "").strip().lower()
    if word.endswith("%") and word[:-1].replace(".", "", 1).isdigit():
        return min(max(float(word[:-1]), 25.0), 400.0)
    return _WIDTHS.get(word)


def axes_in(variations: str | None) -> dict[str, float]:
    """Return the axes of a `font-variation-settings`, with their values."""
    return {match["axis"]: float(match["value"]) for match in _AXIS.finditer(variations or "")}


def features_in(settings: str | None) -> tuple[tuple[str, int], ...]:
    """Return the features of a `font-feature-settings`, with their values (CSS Fonts 4, 6.12)."""
    found = _SETTING.finditer(settings or "")
    words = {"on": 1, "off": 0, None: 1}
    return tuple(
        (match["feature"], words[match["value"]] if match["value"] in words else int(match["value"]))
        for match in found
    )
