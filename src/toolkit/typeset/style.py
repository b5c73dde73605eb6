"""What to set and how: spans of text, and the style of a slot."""

from dataclasses import dataclass
from typing import Literal

from toolkit.sources.workspace.typography import LanguageTypography

Align = Literal["start", "middle", "end"]
VerticalAlign = Literal["top", "middle", "bottom"]

BOLD = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text with its own weight or colour; `None` keeps that of the style.

    An isolated span cannot reorder the text around it (UAX #9, FSI … PDI): use it for inserted values.
    """

    text: str
    weight: int | None = None
    fill: str | None = None
    isolate: bool = False


Text = str | tuple[Span, ...]
"""What is set: a text, or pieces of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text fills its frame.

    Sizes are SVG user units per em; the largest between them that fits is taken. `leading` is the least
    distance of baselines in em; taller ink pushes lines apart. `tracking` is in em and never applied to
    joined scripts. `align` is logical: start is the side where the language begins. `hanging` lets quotes
    and stops at a line's edge stand out of the alignment. `terms` are words never to be cut; `typography`
    are the small words of the language, those of the bundled file by default.
    """

    weight: int = 400
    max_size: float = 96.0
    min_size: float = 12.0
    max_lines: int = 99
    leading: float = 1.1
    align: Align = "start"
    valign: VerticalAlign = "top"
    tracking: float = 0.0
    uppercase: bool = False
    balance: bool = True
    hanging: bool = True
    terms: tuple[str, ...] = ()
    typography: LanguageTypography | None = None

    def __post_init__(self) -> None:
        if not 0 < self.min_size <= self.max_size:
            raise ValueError(
                f"sizes must satisfy 0 < min_size ≤ max_size, not {self.min_size}, {self.max_size}"
            )
        if self.max_lines < 1:
            raise ValueError(f"max_lines must be at least 1, not {self.max_lines}")
        if self.leading < 0:
            raise ValueError(f"leading must not be negative, not {self.leading}")
