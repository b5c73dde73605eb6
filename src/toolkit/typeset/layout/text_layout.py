"""The result of typesetting: lines, ink and outlines, as values, as JSON and as SVG."""

import json
import math
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from toolkit.typeset.layout.broken import BrokenWord
from toolkit.units import Rect, Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its text, where its pen starts, its advance and ink; SVG units from the frame's top left."""

    text: str
    x: float
    baseline: float
    width: float
    ink: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The letters of one line in one colour; `fill` is `None` for the colour of the text as a whole."""

    fill: str | None
    d: str
    transform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """Words of one line in a colour of their own, and their ink; SVG units from the frame's top left."""

    text: str
    fill: str
    ink: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """By how much a text is too long, or its letters too tall, at its smallest size.

    `height_needed` is in SVG units, and 0 unless height alone is what fails; then `size_that_fits` would fit.
    """

    excess_characters: int
    lines_needed: int
    lines_allowed: int
    size: float
    height_needed: float = 0.0
    height_allowed: float = 0.0
    size_that_fits: float = 0.0

    @property
    def is_tall(self) -> bool:
        """Whether the lines are neither too many nor too wide, but the letters too tall."""
        return self.height_needed > 0.0

    @property
    def remedy(self) -> str:
        """What to do about it."""
        if self.is_tall:
            return (
                f"make the frame at least {math.ceil(self.height_needed)} high, "
                f"or min_size {math.floor(self.size_that_fits * 10) / 10:g}"
            )
        return f"shorten the text by about {self.excess}"

    @property
    def excess(self) -> str:
        """How much is too long, in words: ``1 character`` or ``12 characters``."""
        return f"{self.excess_characters} {'character' if self.excess_characters == 1 else 'characters'}"

    def __str__(self) -> str:
        if self.is_tall:
            height, room = math.ceil(self.height_needed), math.floor(self.height_allowed)
            return f"is too tall at {self.size:g}: it needs a height of {height}, and the frame has {room}"
        lines = (
            f"needs {self.lines_needed} lines where {self.lines_allowed} fit"
            if self.lines_needed > self.lines_allowed
            else "is too wide"
        )
        return f"{lines} at {self.size:g}; about {self.excess} too long"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayout:
    """A text in its frame. Coordinates are SVG units from the frame's top left corner, y downwards.

    `missing` holds the characters that no bundled font has, `broken` the words that show a dotted circle,
    `passed_over` families that were asked for and lack letters, with what sets them and the letters;
    `overflow` says how much too long the text is.
    """

    text: str
    language: str
    size: float
    lines: tuple[Line, ...]
    ink: Rect
    outlines: tuple[Outline, ...]
    tints: tuple[Tint, ...] = ()
    missing: tuple[str, ...] = ()
    broken: tuple[BrokenWord, ...] = ()
    passed_over: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    overflow: Overflow | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return lines, ink and what is wrong as plain data, numbers rounded to thousandths."""
        data = asdict(self)
        del data["outlines"], data["tints"], data["passed_over"]
        rounded: dict[str, Any] = _rounded(data)
        return rounded

    def to_json(self) -> str:
        """Return `as_dict` as readable JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def path_svg(layout: TextLayout, x: float = 0.0, y: float = 0.0, fill: str = "#000000") -> str:
    """Return an SVG group that draws a layout at (x, y) and keeps its text for screen readers."""
    text = escape(layout.text, quote=True).replace("\n", " ")
    place = f' transform="translate({x:.6g} {y:.6g})"' if x or y else ""
    paths = "".join(
        f'<path fill="{escape(outline.fill or fill)}" transform="{outline.transform}" d="{outline.d}"/>'
        for outline in layout.outlines
    )
    return (
        f'<g role="img" lang="{layout.language}" aria-label="{text}"{place}><title>{text}</title>{paths}</g>'
    )


def text_svg(
    layout: TextLayout, frame: Size, *, fill: str = "#000000", background: str = "", margin: float = 0.0
) -> str:
    """Return a whole SVG document of a layout in its frame, with an optional ground and margin."""
    width, height = frame.width + 2 * margin, frame.height + 2 * margin
    ground = (
        f'<rect width="{width:g}" height="{height:g}" fill="{escape(background)}"/>' if background else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{ground}{path_svg(layout, margin, margin, fill)}</svg>'
    )


def _rounded(value: Any) -> Any:  # noqa: ANN401 - JSON is of any type
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
