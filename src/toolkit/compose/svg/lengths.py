"""Lengths in any unit of CSS, as numbers of user units: frames and shapes are measured in these alone.

Engines differ in the px of a mm (72 or 96 to the inch) and in what a percentage or an em is of (SVG 2,
section 8.9; CSS Values 4, section 6). So every length of geometry becomes a
plain number before anything reads it.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

from toolkit.affine import number
from toolkit.compose.svg.css_transform import LENGTHS
from toolkit.svg.document import SVG, Element
from toolkit.units import Size

DEFAULT_FONT_SIZE: Final = 16.0  # px: `medium`, which is where an unset root begins (CSS Fonts 4, 2.5)
_EX_PER_EM: Final = 0.5
_LENGTH: Final = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z]*|%)\s*$", re.IGNORECASE)
_ACROSS: Final = frozenset({"x", "width", "cx", "rx", "x1", "x2", "dx"})
_DOWN: Final = frozenset({"y", "height", "cy", "ry", "y1", "y2", "dy"})
_DIAGONAL: Final = frozenset({"r", "stroke-width", "stroke-dashoffset"})
_GEOMETRY: Final = _ACROSS | _DOWN | _DIAGONAL
# Their percentages are of a box, or of a paint server's own space; numbers with other units are rare there.
_OWN_SPACE: Final = frozenset(
    {"linearGradient", "radialGradient", "pattern", "mask", "filter", "clipPath", "marker", "symbol", "svg"}
)


@dataclass(frozen=True, slots=True)
class Base:
    """What relative lengths are of: the viewport, and the size of type (both in user units)."""

    viewport: Size
    em: float = DEFAULT_FONT_SIZE


def user_units(text: str | None, base: Base, *, percent_of: float | None = None) -> float | None:
    """Return a length in user units; none if it is no length, not finite, or a percentage of nothing."""
    match = _LENGTH.match(text or "")
    if match is None:
        return None
    value, unit = float(match[1]), match[2].lower()
    factor = _factor(unit, base, percent_of)
    if factor is None or not math.isfinite(value * factor):
        return None
    return value * factor


def _factor(unit: str, base: Base, percent_of: float | None) -> float | None:
    viewport = base.viewport
    relative = {
        "": 1.0,
        "em": base.em,
        "rem": DEFAULT_FONT_SIZE,
        "ex": base.em * _EX_PER_EM,
        "ch": base.em * _EX_PER_EM,
        "vw": viewport.width / 100,
        "vh": viewport.height / 100,
        "vmin": min(viewport.width, viewport.height) / 100,
        "vmax": max(viewport.width, viewport.height) / 100,
    }
    if unit == "%":
        return None if percent_of is None else percent_of / 100
    return relative.get(unit, LENGTHS.get(unit))


def plain_lengths(root: Element, viewport: Size) -> None:
    """Write every length of a drawing's geometry as a number of user units."""
    for element in root.iter("*"):
        name = str(element.tag).removeprefix(f"{{{SVG}}}")
        if name in _OWN_SPACE or name.startswith("fe"):
            continue
        for attribute in _GEOMETRY.intersection(map(str, element.keys())):
            written = str(element.get(attribute))
            if not written.strip()[-1:].isdigit():
                _write_plain(element, attribute, written, viewport)


def _write_plain(element: Element, attribute: str, written: str, viewport: Size) -> None:
    base = Base(viewport, font_size_of(element, viewport)) if "e" in written else Base(viewport)
    value = user_units(written, base, percent_of=_percent_of(attribute, viewport))
    if value is not None:
        element.set(attribute, number(value, 6))


def _percent_of(attribute: str, viewport: Size) -> float:
    if attribute in _ACROSS:
        return viewport.width
    if attribute in _DOWN:
        return viewport.height
    return math.hypot(viewport.width, viewport.height) / math.sqrt(2)


_NAMED_SIZES: Final = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": DEFAULT_FONT_SIZE,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
_STEP: Final = 1.2  # of `larger` and `smaller`


def font_size_of(element: Element, viewport: Size) -> float:
    """Return the size of type that an element has, its own or inherited, in user units of the element."""
    chain = [element, *element.iterancestors()]
    size = DEFAULT_FONT_SIZE
    for node in reversed(chain):
        written = node.get("font-size")
        if written is not None:
            size = _font_size(str(written), size, viewport)
    return size


def _font_size(written: str, parent: float, viewport: Size) -> float:
    word = written.strip().lower()
    if word in _NAMED_SIZES:
        return _NAMED_SIZES[word]
    if word in ("larger", "smaller"):
        return parent * _STEP if word == "larger" else parent / _STEP
    value = user_units(word, Base(viewport, parent), percent_of=parent)
    return value if value is not None and value >= 0 else parent
