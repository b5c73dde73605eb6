"""Printed sheets: bleed that is cut off, strips that hardware hides, and what people see. Lengths in mm."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.sources.schema.models import Record
from toolkit.units import Insets, Rect, px_from_mm

_HAIR_MM = 0.01

Length = Annotated[float, Field(ge=0, le=100_000)]


class PrintSheet(Record):
    """A printed sheet as its data sheet describes it.

    The file is `width_mm` × `height_mm`. With `bleed_in_file` it carries `bleed_mm` on every side, which is
    cut off; some printers want none. Of what is left, a roll-up hides `hidden_top_mm` under its rail and
    `hidden_bottom_mm` in its cassette. `trim_…` is the finished size: with or without the hidden strips,
    as the data sheet has it. `safe_mm` is what else stays clear along the edges of what people see.
    """

    width_mm: Length
    height_mm: Length
    trim_width_mm: Length
    trim_height_mm: Length
    bleed_mm: Length
    bleed_in_file: bool = True
    hidden_top_mm: Length = 0.0
    hidden_bottom_mm: Length = 0.0
    safe_mm: Length | None = None
    dpi: Annotated[int, Field(ge=1, le=2_400)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        heights = {"with the hidden strips": self.cut.height, "without them": self.face.height}
        fits = any(abs(height - self.trim_height_mm) < _HAIR_MM for height in heights.values())
        if abs(self.cut.width - self.trim_width_mm) > _HAIR_MM or not fits:
            message = "{file} mm less {bleed} mm of bleed on each side is not {trim} mm"
            context = {
                "file": f"{self.width_mm:g} × {self.height_mm:g}",
                "bleed": f"{self.bleed:g}",
                "trim": f"{self.trim_width_mm:g} × {self.trim_height_mm:g}",
                "hint": "set bleed_in_file = false if the file has no bleed, and what a roll-up hides",
            }
            raise PydanticCustomError("sheet", message, context)
        return self

    @property
    def bleed(self) -> float:
        """What the file has beyond the cut on every side, in mm."""
        return self.bleed_mm if self.bleed_in_file else 0.0

    @property
    def cut(self) -> Rect:
        """What is left after cutting, hidden strips included; mm from the file's upper left corner."""
        whole = Rect(0.0, 0.0, self.width_mm, self.height_mm)
        return whole.inset(Insets(self.bleed, self.bleed, self.bleed, self.bleed))

    @property
    def face(self) -> Rect:
        """What people see, in mm from the file's upper left corner."""
        return self.cut.inset(Insets(top=self.hidden_top_mm, bottom=self.hidden_bottom_mm))

    @property
    def clear(self) -> Insets:
        """What words keep away from each edge of the file, in px: bleed, hidden strips and `safe_mm`."""
        face, margin = self.face, self.safe_mm or 0.0
        edges = (face.y, self.width_mm - face.right, self.height_mm - face.bottom, face.x)
        return Insets(*(float(px_from_mm(edge + margin, self.dpi)) for edge in edges))
