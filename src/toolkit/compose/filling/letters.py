"""Painting letters: fills and strokes of outlines, and gradients or patterns over all lines together."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number, parse_transform
from toolkit.compose.artboard.sample import SampleStroke
from toolkit.compose.filling.slot_style import SlotStyle
from toolkit.svg.document import Element, svg_tag
from toolkit.typeset import Outline, TextLayout
from toolkit.units import Rect

_COMMAND: Final = re.compile(r"([MmlhvqcZz])([^MmlhvqcZz]*)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_DIGITS: Final = 3
_MITER: Final = 4.0  # SVG 2, 13.5.5: the limit where none is given


def paint_letters(group: Element, layout: TextLayout, style: SlotStyle, place: Affine) -> None:
    """Draw the outlines of a text into its group; `place` is the map from the frame to the slot's layer."""
    stroke = style.stroke
    outlines = list(layout.outlines)
    if stroke and stroke.below:
        for outline in outlines:
            _path(group, outline, "none", stroke, layout.size)
    for fill, lines in groupby(outlines, key=lambda outline: outline.fill or style.fill):
        if _is_server(fill):
            over = None if stroke is None or stroke.below else stroke
            _served(group, list(lines), fill, over, layout.size, place.inverse() @ style.sample.space)
        else:
            for outline in lines:
                _path(group, outline, fill, None if stroke is None or stroke.below else stroke, layout.size)


def _is_server(paint: str) -> bool:
    """Tell whether a paint is a gradient or a pattern, which must not begin anew in each line."""
    return paint.startswith("url(")


def _path(group: Element, outline: Outline, fill: str, stroke: SampleStroke | None, size: float) -> None:
    """Draw one line as it was set: in thousandths of an em, below a transform."""
    factor = parse_transform(outline.transform).factor if outline.transform else 1.0
    attributes = {"d": outline.d, "fill": fill, **_stroked(stroke, size, factor)}
    if outline.transform:
        attributes["transform"] = outline.transform
    etree.SubElement(group, svg_tag("path"), attributes)


def _served(
    group: Element, lines: list[Outline], fill: str, stroke: SampleStroke | None, size: float, space: Affine
) -> None:
    """Draw lines as one path in the space of the sample, where its gradient or pattern is measured."""
    to_space = space.inverse()
    data = "".join(moved(line.d, to_space @ parse_transform(line.transform)) for line in lines)
    attributes = {"d": data, "fill": fill, **_stroked(stroke, size, space.factor)}
    if not space.is_identity:
        attributes["transform"] = str(space)
    etree.SubElement(group, svg_tag("path"), attributes)


def _stroked(stroke: SampleStroke | None, size: float, factor: float) -> dict[str, str]:
    """Return the attributes of a stroke; its width grows with the type."""
    if stroke is None:
        return {}
    attributes = {"stroke": stroke.paint, "stroke-width": number(stroke.width * size / factor, 4)}
    if stroke.join in ("round", "bevel"):
        attributes["stroke-linejoin"] = stroke.join
    if stroke.opacity < 1:
        attributes["stroke-opacity"] = number(stroke.opacity, 4)
    return attributes


def grown(ink: Rect, style: SlotStyle, size: float) -> Rect:
    """Return the ink of a text with that of its stroke; mitred corners reach further than half its width."""
    if style.stroke is None:
        return ink
    reach = style.stroke.width * size / 2 * (1.0 if style.stroke.join in ("round", "bevel") else _MITER)
    return Rect(ink.x - reach, ink.y - reach, ink.width + 2 * reach, ink.height + 2 * reach)


def moved(data: str, matrix: Affine) -> str:
    """Return the path data of outlines under a transform: one absolute move, then relative commands."""
    return "".join(_moved(data, matrix))


def _moved(data: str, matrix: Affine) -> Iterator[str]:
    linear = Affine(matrix.a, matrix.b, matrix.c, matrix.d)
    for command, text in _COMMAND.findall(data):
        values = [float(value) for value in _NUMBER.findall(text)]
        if command in "Zz":
            yield "z"
        elif command in "hv":
            for value in values:
                point = linear.point(value, 0) if command == "h" else linear.point(0, value)
                yield f"l{_pair(*point)}"
        else:
            points = zip(values[::2], values[1::2], strict=True)
            change = matrix if command == "M" else linear
            yield command + " ".join(_pair(*change.point(x, y)) for x, y in points)


def _pair(x: float, y: float) -> str:
    return f"{number(x, _DIGITS)} {number(y, _DIGITS)}"
