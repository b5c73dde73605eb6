"""Glyph outlines as relative SVG path commands.

Coordinates are rounded first and differenced afterwards, so rounding never adds up along a contour.
"""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Pen(Protocol):
    """Receives the drawing calls of one glyph."""

    def move(self, x: float, y: float) -> None:
        """Start a contour."""

    def line(self, x: float, y: float) -> None:
        """Draw a straight line."""

    def curve(self, command: str, *coordinates: float) -> None:
        """Draw a quadratic (``q``) or cubic (``c``) curve."""

    def close(self) -> None:
        """Close the contour."""


class GlyphPath(NamedTuple):
    """An outline: where it starts, its commands after the first move, and where they leave the pen."""

    start_x: float
    start_y: float
    commands: str
    end_x: float
    end_y: float


NO_PATH = GlyphPath(0, 0, "", 0, 0)


def number(value: float) -> str:
    """Write a coordinate as short as SVG allows, with at most one decimal."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def numbers(values: list[float]) -> str:
    """Join coordinates; a minus sign parts as well as a space (SVG 2, 9.3.9)."""
    out = number(values[0])
    for value in values[1:]:
        text = number(value)
        out += text if text[0] == "-" else f" {text}"
    return out


@dataclass(slots=True)
class PathPen:
    """Receives HarfBuzz's drawing calls for one glyph and writes relative commands, y downwards."""

    unit: float
    _parts: list[str] = field(default_factory=list)
    _start: tuple[float, float] | None = None
    _pen: tuple[float, float] = (0, 0)
    _contour: tuple[float, float] = (0, 0)
    _home_from: tuple[float, float] | None = None

    def move(self, x: float, y: float) -> None:
        """Start a contour."""
        point = self._rounded(x, y)
        if self._start is None:
            self._start = point
        else:
            self._parts.append("m" + numbers([point[0] - self._pen[0], point[1] - self._pen[1]]))
        self._pen = self._contour = point

    def line(self, x: float, y: float) -> None:
        """Draw a straight line, the short way if it is level or upright."""
        self._homeward()
        point = self._rounded(x, y)
        if point == self._contour:
            self._home_from = self._pen
        else:
            self._parts.append(_line(point[0] - self._pen[0], point[1] - self._pen[1]))
        self._pen = point

    def curve(self, command: str, *coordinates: float) -> None:
        """Draw a quadratic (``q``) or cubic (``c``) curve."""
        self._homeward()
        points = [self._rounded(x, y) for x, y in zip(coordinates[::2], coordinates[1::2], strict=True)]
        x0, y0 = self._pen
        self._parts.append(command + numbers([v for x, y in points for v in (x - x0, y - y0)]))
        self._pen = points[-1]

    def close(self) -> None:
        """Close the contour; the pen returns to its start, so a line back there need not be drawn."""
        self._home_from = None
        self._parts.append("z")
        self._pen = self._contour

    def _homeward(self) -> None:
        """Draw the line to the contour's start after all, because the contour goes on."""
        if self._home_from is not None:
            x, y = self._home_from
            self._parts.append(_line(self._contour[0] - x, self._contour[1] - y))
            self._home_from = None

    def finish(self) -> GlyphPath:
        """Return the outline."""
        if self._start is None or not self._parts:
            return NO_PATH
        return GlyphPath(*self._start, "".join(self._parts), *self._pen)

    def _rounded(self, x: float, y: float) -> tuple[float, float]:
        digits = 0 if self.unit == 1.0 else 1
        return round(x * self.unit, digits), round(-y * self.unit, digits)


def _line(dx: float, dy: float) -> str:
    if dy == 0:
        return "h" + number(dx)
    return "v" + number(dy) if dx == 0 else "l" + numbers([dx, dy])
