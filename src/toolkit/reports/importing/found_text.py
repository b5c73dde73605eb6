"""A text that an export holds, whatever its tool made of it: one element, pieces of one, or outlines."""

from dataclasses import dataclass, field

from toolkit.affine import Affine
from toolkit.compose.artboard.drawn_text import SampleLine
from toolkit.svg.document import Element
from toolkit.units import Rect

NUMBER = "data-import"
"""On texts of an export while it is read: their place in the file."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A text or a group around it: what it is called, and how many units of the canvas one of its own is."""

    word: str
    scale: float


@dataclass(slots=True, kw_only=True)
class FoundText:
    """A text of an export: its words, type and place, and the slot it is bound to (none: stays as drawn)."""

    number: str
    words: str
    size: float
    """In units of the canvas."""
    family: str
    weight: int
    id: str
    """What the tool calls the text itself."""
    layers: tuple[Layer, ...]
    """The text, and the groups around it that have a name, the nearest first."""
    language: str
    box: Rect
    slot: str = ""
    value: str = ""
    reason: str = ""
    scale: float = 1.0
    """How many units of the canvas one unit of its slot is: sizes of design.toml are in those of the slot."""
    lines: tuple[SampleLine, ...] = ()
    """In the text's own units, which `matrix` takes to those of the canvas."""
    matrix: Affine = field(default_factory=Affine)
    node: Element | None = None
    """Where it stands in the plain drawing."""
    parts: tuple["FoundText", ...] = ()
    """The texts that it was put together from, in the order of reading."""
    live: Element | None = None
    """Of outlines that name their words: the text to put in their place."""

    @property
    def named(self) -> tuple[str, ...]:
        """What the text and the groups around it are called, the nearest first."""
        return tuple(layer.word for layer in self.layers if layer.word)
