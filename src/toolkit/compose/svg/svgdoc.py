"""Reading and writing SVG documents: hardened in, small and plain out."""

import re
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from typing import cast

from lxml import etree

from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.compose.svg.normalise import CssError, CssNote, normalise
from toolkit.svg.document import INKSCAPE, SVG, XLINK, Element
from toolkit.svg.laid_out import NOTES
from toolkit.svg.parser import FILE, SvgError, parse
from toolkit.units import Rect, Size

_FARTHEST = 1_000_000  # units; engines count in 32 bits, with eight of them for parts of a pixel
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
# A drawing has hundreds of shapes and few layers: libxml2 finds these faster than a loop.
_MARKED = etree.XPath(
    "descendant-or-self::*[@inkscape:label or @data-empty]", namespaces={"inkscape": INKSCAPE}
)
_LINKED = etree.XPath("boolean(descendant-or-self::*/@*[namespace-uri() = $space])")
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(?:px)?\s*$")


def parse_svg(data: bytes) -> Element:
    """Read a drawing and make it plain (see `read_drawing`)."""
    return read_drawing(data)[0]


def read_drawing(data: bytes) -> tuple[Element, tuple[CssNote, ...]]:
    """Read a person's drawing within the limits of `parser.FILE`, and make it plain.

    Returns the root and what of the drawing cannot be honoured. Raises `SvgError` with the reason.
    """
    root, notes = _read(data)
    # With what stands before the root: a style sheet there is told.
    return deepcopy(root.getroottree()).getroot(), notes


@lru_cache(maxsize=1)
def _read(data: bytes) -> tuple[Element, tuple[CssNote, ...]]:
    """Read a drawing, which several looks in a row take, once."""
    root = parse(data, FILE)
    try:
        return root, normalise(root, _viewport(root))
    except CssError as error:
        raise SvgError(str(error)) from error
    except RecursionError as error:
        raise SvgError("its CSS has brackets within brackets without end; delete that rule") from error


def _viewport(root: Element) -> Size:
    """Return the size that percentages are of; a drawing without one is told where it is used."""
    try:
        box = view_box(root)
    except SvgError:
        return Size(0.0, 0.0)
    return Size(box.width, box.height)


def view_box(root: Element) -> Rect:
    """Return the drawing's canvas in its own units, from `viewBox` or else width and height."""
    text = root.get("viewBox")
    if text:
        box = box_in(text)
        if box is None:
            raise SvgError(f"the viewBox '{text}' needs four numbers with a positive width and height")
        return _within_reach(box, f"the viewBox '{text}'")
    base = Base(Size(0.0, 0.0))
    width, height = (user_units(root.get(side), base) for side in ("width", "height"))
    if not width or not height or min(width, height) <= 0:
        raise SvgError(
            "there is neither a viewBox nor a width and height (hint: set the page size in your editor, "
            "in Inkscape by File > Document Properties > Resize to Content)"
        )
    return _within_reach(Rect(0.0, 0.0, width, height), f"the size {width:g}×{height:g}")


def _within_reach(box: Rect, what: str) -> Rect:
    """Return a canvas with which engines can count; raise `SvgError` for any other."""
    far = max(map(abs, (box.x, box.y, box.right, box.bottom)))
    if far > _FARTHEST or min(box.width, box.height) < 1 / _FARTHEST:
        raise SvgError(f"{what} is beyond what can be drawn; make it some thousand units wide and high")
    return box


def box_in(text: str) -> Rect | None:
    """Return the rectangle in "x y width height", or none unless these are numbers and it has an area."""
    parts = text.replace(",", " ").split()
    values = [float(part) for part in parts if re.fullmatch(_NUMBER, part)]
    box = Rect(*values) if len(parts) == len(values) == 4 else None  # noqa: PLR2004  x y width height
    return box if box and box.width > 0 and box.height > 0 else None


@lru_cache(maxsize=8192)
def length(text: str | None, default: float = 0.0) -> float:
    """Return a length in user units; percentages and other units count as the default."""
    match = _LENGTH.match(text or "")
    return float(match[1]) if match else default


def rect_of(element: Element) -> Rect:
    """Return the geometry of a `<rect>` in its own coordinates."""
    return Rect(*(length(element.get(name)) for name in ("x", "y", "width", "height")))


def mark_names(root: Element) -> None:
    """Give every layer that has `data-` attributes a label too, so that `pieces` finds it soon."""
    for element in root.iter():
        if LABEL not in element.attrib and any(str(name).startswith("data-") for name in element.attrib):
            element.set(LABEL, "")


def forget_names(root: Element) -> None:
    """Take the names of layers, and namespaces that nothing uses, out of a document."""
    mark_names(root)
    _forget_marked(root)


def _forget_marked(root: Element) -> None:
    for element in cast("list[Element]", _MARKED(root)):
        for name in [str(name) for name in element.attrib]:
            is_note = name.startswith("data-") and name not in NOTES
            if is_note or name.startswith(f"{{{INKSCAPE}}}"):
                del element.attrib[name]
    linked = "xlink" in root.nsmap and _LINKED(root, space=XLINK)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink"] if linked else [])


def pieces(root: Element, *layers: Sequence[Element]) -> tuple[str, ...]:
    """Write a drawing in pieces: the root's start with its definitions, then each run of layers.

    The pieces in order, closed by `</svg>`, are the whole drawing; `mark_names` has marked its names.
    """
    _forget_marked(root)
    runs = ["".join(bare_text(layer) for layer in run) for run in layers]
    for layer in [layer for run in layers for layer in run]:
        root.remove(layer)
    head = etree.tostring(root, encoding="unicode")
    start = head.removesuffix("</svg>") if head.endswith("</svg>") else f"{head.removesuffix('/>')}>"
    return (start, *runs)


def bare_text(element: Element) -> str:
    """Write an element of a document without names as text, to stand inside an SVG document."""
    return etree.tostring(element, encoding="unicode").replace(f' xmlns="{SVG}"', "", 1)


def inherited(element: Element, name: str) -> str | None:
    """Return a presentation attribute of an element, or of its nearest ancestor that has it."""
    current: Element | None = element
    while current is not None:
        if name in current.attrib:
            return str(current.get(name))
        current = current.getparent()
    return None
