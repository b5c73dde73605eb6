"""Numbers of a drawing that engines cannot count with, or read in different ways; each with its element.

Engines count in 32 bits with eight of them for parts of a pixel; beyond that, shapes vanish or turn up
elsewhere. What is no number at all is passed by in silence, and the shape is not there.
"""

import math
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from toolkit.affine import Affine, parse_transform
from toolkit.render.svg.extents import measured
from toolkit.svg.document import Element, local_name
from toolkit.svg.path_data import PathDataError, measures_of
from toolkit.units import Rect

__all__ = ["Misfit", "misfits_of"]

_MOST_TILES: Final = 10.0
_FARTHEST: Final = 1_000_000  # units of the root
_LARGEST: Final = 1e9  # of a number as it is written; office programs count in 1/914400 of an inch
_NUMBER: Final = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH: Final = re.compile(
    rf"\s*(?:({_NUMBER})\s*(?:px|mm|cm|in|pt|pc|em|ex|rem|ch|q|vw|vh|%)?|auto|)\s*$", re.IGNORECASE
)
_LIST: Final = re.compile(rf"[\s,]*(?:{_NUMBER}(?:px|%)?[\s,]*)*$")
_LENGTHS: Final = frozenset(
    {
        *("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy", "fr"),
        *("stroke-width", "stroke-dashoffset", "stroke-miterlimit", "offset"),
        *("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "flood-opacity"),
    }
)
_LISTS: Final = frozenset({"points", "stdDeviation", "radius", "baseFrequency", "kernelMatrix"})
_NEVER_NEGATIVE: Final = ("width", "height", "r", "rx", "ry", "stroke-width")
_TRANSFORMS: Final = ("transform", "gradientTransform", "patternTransform")
_WORDS: Final = frozenset({"text", "tspan", "textPath", "flowRoot", "flowPara", "flowSpan", "flowRegion"})
_REDRAW: Final = "draw it again in your editor, or delete it; numbers are at most some thousand units"


class Misfit(NamedTuple):
    """An element with a number that will not do: what is told, and what to do."""

    element: Element
    message: str
    hint: str


def misfits_of(root: Element, canvas: Rect) -> Iterator[Misfit]:
    """Yield every number of a drawing that is none, is beyond reach, or below 0 where it may not be.

    `canvas` is the box of the drawing in its own units.
    """
    yield from _below(root, Affine())
    for pattern in root.iter("{*}pattern"):
        yield from _large_tile(pattern, canvas)


def _large_tile(pattern: Element, canvas: Rect) -> Iterator[Misfit]:
    """Yield a misfit for a pattern whose tile is far larger than the canvas: engines paint all of it first.

    Without units of its own a side counts boxes of the shape, so 150 is 150 times the shape (SVG 2, 14.3).
    """
    in_units = pattern.get("patternUnits") == "userSpaceOnUse"
    for side, whole in (("width", canvas.width), ("height", canvas.height)):
        match = _LENGTH.match(str(pattern.get(side, "0")))
        length = float(match[1] or 0) if match else 0.0
        is_share = str(pattern.get(side, "")).strip().endswith("%")
        times = length / 100 if is_share else length / whole if in_units else length
        if times > _MOST_TILES:
            hint = (
                f"make {side} at most that of the canvas"
                if in_units
                else f'write patternUnits="userSpaceOnUse", or {side}="1"'
            )
            yield Misfit(
                pattern, f"a tile of the pattern is {times:,.0f} times as large as what it fills", hint
            )


def _below(element: Element, above: Affine) -> Iterator[Misfit]:
    name = local_name(element)
    if name in _WORDS:
        return  # words are set anew; what their sample says of them is read elsewhere
    try:
        here = above @ _transform(element)
    except ValueError as error:
        yield Misfit(element, str(error), _REDRAW)
        return
    found = [*_unreadable(element), *_path_faults(element)] if element.attrib else []
    yield from found
    if element.attrib and not found:
        yield from _beyond(element, here)
    for child in element.findall("*"):
        yield from _below(child, here)


def _transform(element: Element) -> Affine:
    """Return an element's transform; raise `ValueError` for one that cannot be read or reaches too far."""
    for name in _TRANSFORMS:
        matrix = parse_transform(element.get(name))
        values = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        if not all(math.isfinite(value) and abs(value) <= _LARGEST for value in values):
            raise ValueError(f"the transform '{_short(str(element.get(name)))}' is beyond what can be drawn")
    return parse_transform(element.get("transform"))


def _unreadable(element: Element) -> Iterator[Misfit]:
    for name in _LENGTHS.intersection(map(str, element.keys())):
        text = str(element.get(name))
        match = _LENGTH.match(text)
        if match is None:
            yield Misfit(element, f"{name} '{_short(text)}' is no number", _REDRAW)
        elif match[1] and abs(float(match[1])) > _LARGEST:
            yield Misfit(element, f"{name} '{_short(text)}' is beyond what can be drawn", _REDRAW)
        elif match[1] and float(match[1]) < 0 and name in _NEVER_NEGATIVE:
            yield Misfit(element, f"{name} '{_short(text)}' is below 0, so nothing is painted", _REDRAW)
    for name in _LISTS.intersection(map(str, element.keys())):
        text = str(element.get(name))
        if not _LIST.match(text):
            yield Misfit(element, f"{name} '{_short(text)}' are no numbers", _REDRAW)


def _path_faults(element: Element) -> Iterator[Misfit]:
    if local_name(element) == "path":
        try:
            measures_of(str(element.get("d", "")))
        except PathDataError as error:
            hint = "export the drawing again, or draw the shape anew; engines paint it up to there"
            yield Misfit(element, str(error), hint)


def _beyond(element: Element, here: Affine) -> Iterator[Misfit]:
    """Yield a misfit for a shape that reaches farther than engines can count."""
    measures = measured(element)
    reach = max(map(abs, (here.a, here.b, here.c, here.d))) * measures.farthest + max(
        abs(here.e), abs(here.f)
    )
    if not reach <= _FARTHEST:
        far = "beyond what can be drawn" if not math.isfinite(reach) else f"{reach:.3g} units away"
        yield Misfit(element, f"it reaches {far}; at most {_FARTHEST:,} can be drawn", _REDRAW)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004  characters in a message
