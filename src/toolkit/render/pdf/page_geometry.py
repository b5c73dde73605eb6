"""Sheets: where the cut and the visible face lie on a printed picture, and how the corners are marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from toolkit.units import Rect

MARK_LENGTH_MM: Final = 5.0
MARK_OFFSET_MM: Final = 3.0
"""From the cut to where a mark begins; with more bleed than that it begins where the bleed ends."""
MARK_WIDTH_PT: Final = 0.25

_PRINT_DPI: Final = 300

MarkLine = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageGeometry:
    """A printed picture, in mm from its upper left corner.

    The picture covers `width` × `height`; it is cut to `cut`, and people see `face` of that: a roll-up hides
    a strip in its base and one under its rail. `dpi` is what pictures on it are worth keeping.
    """

    width: float
    height: float
    cut: Rect
    face: Rect
    dpi: int = _PRINT_DPI

    @classmethod
    def with_bleed(cls, trim_mm: tuple[float, float], bleed_mm: float, dpi: int = _PRINT_DPI) -> Self:
        """Return a page of that finished size with the same bleed on all sides."""
        trim = Rect(bleed_mm, bleed_mm, *trim_mm)
        return cls(
            width=trim.width + 2 * bleed_mm, height=trim.height + 2 * bleed_mm, cut=trim, face=trim, dpi=dpi
        )

    @property
    def bleed(self) -> float:
        """The mm of picture that are cut off at every side."""
        return self.cut.x

    @property
    def wants_marks(self) -> bool:
        """Whether crop marks are customary: there is bleed to cut off, and no strip hidden in hardware.

        Makers of roll-ups ask for files of exactly the size in their data sheets.
        """
        return self.bleed > 0 and self.cut == self.face

    @property
    def slug(self) -> float:
        """The mm of paper around the picture that crop marks need."""
        return max(MARK_OFFSET_MM, self.bleed) + MARK_LENGTH_MM - self.bleed

    def marks(self) -> Iterator[MarkLine]:
        """Yield the eight crop marks as (x, y, x, y)."""
        near = max(MARK_OFFSET_MM, self.bleed)
        far = near + MARK_LENGTH_MM
        for x, outwards in ((self.cut.x, -1), (self.cut.right, 1)):
            for y in (self.cut.y, self.cut.bottom):
                yield x + outwards * near, y, x + outwards * far, y
        for y, outwards in ((self.cut.y, -1), (self.cut.bottom, 1)):
            for x in (self.cut.x, self.cut.right):
                yield x, y + outwards * near, x, y + outwards * far
