"""What a font file says of itself: family, weight, width, slant, axes (OpenType: name, OS/2, head, fvar)."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont, TTLibError

from toolkit.sources.workspace.font_family import split_style, weight_of_style
from toolkit.typeset.fonts.face import Face, FontError

_FAMILY, _STYLE, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = 1, 2, 6, 16, 17
# OS/2 usWidthClass 1-9 in per cent of the normal width (OpenType 1.9, OS/2).
_WIDTHS: Final = (50.0, 62.5, 75.0, 87.5, 100.0, 112.5, 125.0, 150.0, 200.0)
_ITALIC, _OBLIQUE, _MAC_ITALIC = 1 << 0, 1 << 9, 1 << 1
_REGULAR: Final = 400
_BROKEN: Final = (
    TTLibError, AttributeError, AssertionError, EOFError, IndexError, KeyError, OSError, OverflowError,
    TypeError, ValueError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis of a variable font: its least, default and largest value."""

    least: float
    default: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFacts:
    """How a font file calls itself, and which weights (1-1000) and widths (per cent) it has."""

    family: str
    style: str
    weight: float
    width: float
    italic: bool
    axes: Mapping[str, Axis]


def read_facts(path: Path) -> FontFacts:
    """Read the tables of a font file; raise `FontError` if it is damaged or not a font."""
    Face(path)  # HarfBuzz must accept it, too
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return _facts(font)
    except _BROKEN as error:
        raise FontError(f"the font cannot be read: {error}") from error


def _facts(font: TTFont) -> FontFacts:
    classes: Any = font.get("OS/2")
    head: Any = font["head"]
    selection = classes.fsSelection if classes else 0
    slanted = bool(selection & (_ITALIC | _OBLIQUE) or head.macStyle & _MAC_ITALIC)
    width = classes.usWidthClass if classes else 0
    family, style = _names(font)
    return FontFacts(
        family=family,
        style=style,
        weight=float(_weight(classes.usWeightClass if classes else _REGULAR, style)),
        width=_WIDTHS[width - 1] if 1 <= width <= len(_WIDTHS) else 100.0,
        italic=slanted,
        axes=_axes(font),
    )


def _weight(found: int, style: str) -> int:
    """Return the weight of a static font: the name of its style knows best.

    Thin is 250 in many fonts, for the sake of old Windows, some call every file 400, some count from 1 to 9.
    """
    if (named := weight_of_style(style)) is not None:
        return named
    return found * 100 if 1 <= found <= 9 else min(max(found, 1), 1000)  # noqa: PLR2004


def _axes(font: TTFont) -> dict[str, Axis]:
    if "fvar" not in font:
        return {}
    found: Any = font["fvar"]
    return {
        axis.axisTag: Axis(least=axis.minValue, default=axis.defaultValue, most=axis.maxValue)
        for axis in found.axes
    }


def _names(font: TTFont) -> tuple[str, str]:
    """Return the names of family and style: of the PostScript name where the others lack one."""
    table: Any = font.get("name")

    def name(number: int) -> str:
        return str(table.getDebugName(number) or "").strip() if table else ""

    family, style = name(_TYPOGRAPHIC_FAMILY), name(_TYPOGRAPHIC_STYLE)
    if family and style:
        return family, style
    family, style = name(_FAMILY), name(_STYLE)
    hidden = name(_POSTSCRIPT).rpartition("-")[2] if "-" in name(_POSTSCRIPT) else ""
    if weight_of_style(hidden) is None:
        return family, style
    base, ending = split_style(family)
    same = weight_of_style(ending) == weight_of_style(hidden)
    return (base if same else family), hidden
