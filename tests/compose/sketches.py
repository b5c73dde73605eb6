"""Tiny designs for tests: a drawing of a few elements, composed with the square font.

With it every letter is a square of one em (ink 0.8 em above the baseline and 0.2 em below), so that every
position can be worked out by hand.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from toolkit.affine import Affine
from toolkit.compose.artboard.artboard import Artboard, load_artboard, problems_of_artboard
from toolkit.compose.compose import compose
from toolkit.compose.filling.fill import Means
from toolkit.compose.filling.image import Photo
from toolkit.compose.layout import Layout, LayoutResult, QrBox, TextBox
from toolkit.compose.values import Value
from toolkit.errors import Place
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.workspace.design import Design, DesignFile
from toolkit.sources.workspace.fonts import load_fonts
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.sources.workspace.voices import VoiceFile
from toolkit.svg.document import Element, matrix_to_root
from toolkit.typeset import FontLibrary
from toolkit.units import Insets, PixelSize, Rect

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
COPY = "copy/en.toml"
STACKS = load_fonts(data_folder("fonts"))
Draw = Callable[..., "Sketch"]
Slots = Mapping[str, Mapping[str, object]]


def drawing(body: str, box: str = "0 0 100 100") -> bytes:
    """Return an SVG document with a viewBox around some elements."""
    return f'<svg {NAMESPACES} viewBox="{box}">{body}</svg>'.encode()


def slot(name: str, frame: str, sample: str = "", size: float = 10, extra: str = "") -> str:
    """Return a slot layer: a frame ("x y width height") and a sample text of a size."""
    x, y, width, height = frame.split()
    word = name.partition("@")[0]
    return (
        f'<g inkscape:label="{name}">{extra}<rect id="frame-{word}" x="{x}" y="{y}" width="{width}" '
        f'height="{height}" fill="none"/><text x="{x}" y="{y}" font-size="{size:g}" fill="#123456">'
        f"{sample or word}</text></g>"
    )


def design(
    body: str, slots: Slots | None = None, box: str = "0 0 100 100", omits: tuple[str, ...] = ()
) -> Design:
    """Return a design with one artboard, `board`, which leaves out some slots on purpose."""
    spec = DesignFile.model_validate(
        {
            "title": "Sketch",
            "description": "A sketch.",
            "families": ("feed",),
            "artboards": {"board": {"min_aspect": 0.1, "max_aspect": 10.0, "omits": omits}},
            "slots": slots or {"theme": {}},
        }
    )
    return Design(id="sketch", spec=spec, drawings={"board": drawing(body, box)})


def problems_in(body: str, slots: Slots | None = None, omits: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with a drawing, as people read it, without the path of the file."""
    found = problems_of_artboard(design(body, slots, omits=omits), "board", STACKS)
    return [str(problem).removeprefix("designs/sketch/board.svg") for problem in found]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A composed drawing with ways to look at it."""

    composed: LayoutResult

    @property
    def layout(self) -> Layout:
        """The boxes of the picture."""
        return self.composed.layout

    @property
    def svg(self) -> str:
        """The whole picture as text."""
        return self.composed.svg

    @property
    def problems(self) -> list[str]:
        """What is wrong, as people read it."""
        return [str(problem) for problem in self.composed.problems]

    def text(self, name: str = "theme") -> TextBox:
        """The box of a text slot."""
        return next(box for box in self.layout.texts if box.slot == name)

    def qr(self) -> QrBox:
        """The box of the only QR symbol."""
        (box,) = self.layout.qr
        return box

    def find(self, path: str) -> Element:
        """The first element with a local name and some attribute text, as in ``rect[fill="#ff0000"]``."""
        match = re.fullmatch(r"(\w+)(?:\[(\S+)=(.*)\])?", path)
        assert match
        for element in etree.fromstring(self.svg).iter(f"{{*}}{match[1]}"):
            if match[2] is None or element.get(match[2]) == match[3].strip("\"'"):
                return element
        raise LookupError(path)

    def rect(self, fill: str) -> tuple[float, ...]:
        """Where the `<rect>` of a colour lies on the canvas: x, y, width, height."""
        element = self.find(f"rect[fill={fill}]")
        x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
        corners = matrix(element).point(x, y), matrix(element).point(x + width, y + height)
        (left, top), (right, bottom) = corners
        numbers = (min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))
        return tuple(round(value, 3) for value in numbers)


def matrix(element: Element) -> Affine:
    """Return the transform from an element to the canvas."""
    return matrix_to_root(element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Onto:
    """What a sketch is composed for: pixels, what the platform cuts and draws over (px), language, print."""

    size: tuple[int, int] = (1000, 1000)
    safe: Insets = field(default_factory=Insets)
    avoid: tuple[Rect, ...] = ()
    language: str = "en"
    dpi: int | None = None


def artboard(
    body: str,
    slots: Slots | None = None,
    box: str = "0 0 100 100",
    colours: Mapping[str, str] | None = None,
    fonts: FontLibrary | None = None,
) -> Artboard:
    """Return the artboard of a sketch, read and painted."""
    return load_artboard(design(body, slots, box), "board", colours or {}, None, fonts)


def sketch(  # noqa: PLR0913  one for each thing that a picture follows from
    body: str,
    words: Mapping[str, str],
    *,
    fonts: FontLibrary,
    slots: Slots | None = None,
    onto: Onto = Onto(),
    box: str = "0 0 100 100",
    photo: Photo | None = None,
    voice: VoiceFile | None = None,
) -> Sketch:
    """Compose a drawing whose slots show `words`; right-to-left languages get a mirrored one.

    A `photo` is what every name of a picture stands for.
    """
    language = Language(onto.language)
    values = {name: Value(text=text, place=Place(file=COPY, at=name)) for name, text in words.items()}
    composed = compose(
        artboard(body, slots or {name: {} for name in words}, box, fonts=fonts),
        values,
        CanvasSpec(size=PixelSize(*onto.size), safe=onto.safe, avoid=onto.avoid, dpi=onto.dpi),
        means=Means(language=language, fonts=fonts, photo=(lambda _: photo) if photo else None, voice=voice),
        mirrored=language.is_rtl,
    )
    return Sketch(composed)
