"""Lengths and boxes. Pixels and SVG units are different types, so that they are never mixed by accident."""

from dataclasses import dataclass
from typing import NewType, Self

Px = NewType("Px", int)
"""Whole pixels of a finished picture."""

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class PixelSize:
    """Width and height of a finished picture, in pixels."""

    width: int
    height: int

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in SVG user units."""

    width: float
    height: float

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class Insets:
    """Distances kept clear from the four edges, in the unit of the box they belong to."""

    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    left: float = 0.0

    def scaled(self, factor: float) -> Self:
        """Return the insets multiplied by `factor`."""
        return type(self)(self.top * factor, self.right * factor, self.bottom * factor, self.left * factor)

    def at_least(self, other: Self) -> Self:
        """Return, side by side, the larger of two insets."""
        return type(self)(
            max(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            max(self.left, other.left),
        )


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle in SVG user units; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)

    def inset(self, by: Insets) -> Self:
        """Return the rectangle with the insets taken off; never smaller than nothing."""
        width = max(self.width - by.left - by.right, 0.0)
        height = max(self.height - by.top - by.bottom, 0.0)
        return type(self)(self.x + by.left, self.y + by.top, width, height)

    def contains(self, other: Self, tolerance: float = 0.0) -> bool:
        """Tell whether `other` lies inside, with `tolerance` units of grace on every side."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def overlaps(self, other: Self) -> bool:
        """Tell whether the two share an area."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def mirrored(self, axis_width: float) -> Self:
        """Return the rectangle flipped left to right inside a canvas `axis_width` units wide."""
        return type(self)(axis_width - self.right, self.y, self.width, self.height)


def px_from_mm(millimetres: float, dpi: float) -> int:
    """Return how many pixels a length in mm takes at a resolution, rounded to the nearest."""
    return round(millimetres / MM_PER_INCH * dpi)
