"""Reading and writing SVG documents: hardened in, small and plain out."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from lxml import etree

from toolkit.svg.document import INKSCAPE, SODIPODI, SVG, XLINK, Element, local_name
from toolkit.svg.laid_out import LABEL, NOTES
from toolkit.svg.parser import FILE, SvgError, parse
from toolkit.svg.references import make_plain
from toolkit.units import Rect

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
# What editors write about a drawing; our own text groups carry titles of their own.
_UNDRAWN = frozenset({"metadata", "title", "desc", ""})
_LABEL = f"{{{INKSCAPE}}}label"
# These say where words are in a laid-out SVG. In a design they would say it wrongly.
_OURS = NOTES | {LABEL}
# A drawing has hundreds of shapes and few layers: libxml2 finds these faster than a loop.
_MARKED = etree.XPath(
    "descendant-or-self::*[@inkscape:label or @data-empty]", namespaces={"inkscape": INKSCAPE}
)
_LINKED = etree.XPath("boolean(descendant-or-self::*/@*[namespace-uri() = $space])")
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(?:px)?\s*$")
# Presentation attributes that a `style` attribute may carry (SVG 2, 6.6).
_PRESENTATION = frozenset(
    {
        *("fill", "fill-opacity", "fill-rule", "opacity", "display", "visibility", "paint-order"),
        *("stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset"),
        *("stop-color", "stop-opacity", "clip-path", "clip-rule", "mask", "filter", "mix-blend-mode"),
        *("font-family", "font-size", "font-weight", "letter-spacing", "text-anchor"),
    }
)


def parse_svg(data: bytes) -> Element:
    """Read a person's drawing within the limits of `parser.FILE`; what editors write about it is taken out.

    References come out plain (see `make_plain`). Raises `SvgError` with the reason.
    """
    root = parse(data, FILE)
    _clean(root)
    make_plain(root)
    return root


def _clean(root: Element) -> None:
    for element in list(root.iter()):
        if local_name(element) in _UNDRAWN:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        _spread_style(element)
        for name in list(element.attrib):
            qualified = etree.QName(name)
            is_editors = qualified.namespace in {INKSCAPE, SODIPODI} and qualified.localname != "label"
            if is_editors or name in _OURS:
                del element.attrib[name]


def _spread_style(element: Element) -> None:
    """Turn the `style` attribute into presentation attributes, which every engine reads alike."""
    style = str(element.attrib.pop("style", ""))
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _PRESENTATION:
            element.set(name.strip(), value.strip())


def view_box(root: Element) -> Rect:
    """Return the drawing's canvas in its own units, from `viewBox` or else width and height."""
    text = root.get("viewBox")
    if text:
        box = box_in(text)
        if box is None:
            raise SvgError(f"the viewBox '{text}' needs four numbers with a positive width and height")
        return box
    width, height = length(root.get("width")), length(root.get("height"))
    if not width or not height:
        raise SvgError("there is neither a viewBox nor a width and height in px")
    return Rect(0.0, 0.0, width, height)


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


def serialise(root: Element) -> str:
    """Write a document as text, without the names of layers and unused namespaces."""
    forget_names(root)
    return etree.tostring(root, encoding="unicode")


def mark_names(root: Element) -> None:
    """Give every layer that has `data-` attributes a label too, so that `pieces` finds it soon."""
    for element in root.iter():
        if _LABEL not in element.attrib and any(str(name).startswith("data-") for name in element.attrib):
            element.set(_LABEL, "")


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
