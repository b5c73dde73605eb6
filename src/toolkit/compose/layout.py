"""What a laid-out picture holds: its size and every box of text or QR, readable as JSON."""

from dataclasses import asdict, dataclass
from typing import Any

from toolkit.errors import Problem
from toolkit.units import PixelSize, Rect, Size


@dataclass(frozen=True, slots=True, kw_only=True)
class TintBox:
    """Words of one line that are brought out in a colour of their own, with their ink in canvas units."""

    text: str
    fill: str
    weight: int
    ink: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """One filled text slot. Boxes are in canvas units.

    `size` is the font size in units of the artboard, `font_px` in px of the picture. `fill` and `weight` are
    those of the text as a whole; `tints` are its words in another colour. `rule` says where the frame came
    from, `pins` those that were worked out for it, if they were.
    """

    slot: str
    text: str
    lines: tuple[str, ...]
    frame: Rect
    ink: Rect
    line_inks: tuple[Rect, ...]
    size: float
    font_px: float
    fill: str
    weight: int
    tints: tuple[TintBox, ...] = ()
    rule: str = ""
    pins: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBox:
    """One QR symbol; `frame` holds its quiet zone (canvas units), `modules` is a count per side.

    `module_px` is the side of one module in px of the picture.
    """

    slot: str
    address: str
    frame: Rect
    modules: int
    module_px: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureBox:
    """One picture or chart that stands among the words and does not bleed; `frame` in canvas units."""

    slot: str
    frame: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedBox:
    """A layer whose pins were worked out, such as ``end top``; `frame` is its box in canvas units."""

    layer: str
    pins: str
    frame: Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything is. `canvas` and all boxes are in canvas units; `scale` is px per unit.

    `shown` names the values that the picture is made of, whatever its slots are called. `dpi` is the
    resolution at which it is printed, if it is. `pinned` are the layers whose pins were worked out,
    other than texts.
    """

    size: PixelSize
    canvas: Size
    scale: float
    safe: Rect
    avoid: tuple[Rect, ...] = ()
    texts: tuple[TextBox, ...]
    qr: tuple[QrBox, ...]
    pictures: tuple[PictureBox, ...] = ()
    shown: tuple[str, ...] = ()
    pinned: tuple[PinnedBox, ...] = ()
    dpi: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON file; lengths rounded to a hundredth of a unit."""
        rounded = _rounded(asdict(self))
        assert isinstance(rounded, dict)  # noqa: S101  asdict of a dataclass is a dict; this tells the type checker
        return rounded


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(entry) for entry in value]
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutResult:
    """A picture ready to paint, what is in it, and what is wrong with it.

    No text, font, script or outside reference is left in its SVG. It comes in three pieces of SVG text,
    because the ground is the same in every language and row and need be painted only once: `head` (the root's
    start and the definitions), `ground` (what bleeds, below everything else) and `body` (the rest).
    """

    head: str
    ground: str
    body: str
    layout: Layout
    problems: tuple[Problem, ...] = ()

    @property
    def svg(self) -> str:
        """The whole picture."""
        return f"{self.head}{self.ground}{self.body}</svg>"

    @property
    def ground_svg(self) -> str:
        """Only what lies below."""
        return f"{self.head}{self.ground}</svg>"

    @property
    def body_svg(self) -> str:
        """Only what lies on the ground, on nothing."""
        return f"{self.head}{self.body}</svg>"
