"""The tree of an SVG document: names of elements, namespaces, and what is painted where."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml import etree

from toolkit.affine import Affine, parse_transform

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
INKSCAPE: Final = "http://www.inkscape.org/namespaces/inkscape"

Element: TypeAlias = etree._Element  # noqa: SLF001  lxml has no public name for its element type

NOT_PAINTED: Final = frozenset(
    {"defs", "clipPath", "mask", "pattern", "marker", "symbol", "filter", "linearGradient", "radialGradient"}
    | {"style", "title", "desc", "metadata", ""}
)
"""Elements that only define or describe: nothing inside them is painted where it stands."""


def svg_tag(name: str) -> str:
    """Return an element name in the SVG namespace, as lxml writes it."""
    return f"{{{SVG}}}{name}"


def local_name(element: Element) -> str:
    """Return the name of an SVG element without its namespace.

    It is empty for comments, processing instructions and elements of other namespaces.
    """
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{SVG}}}"):
        return ""
    return tag.rpartition("}")[2]


def bare_name(qualified: object) -> str:
    """Return the name of an element or attribute of any namespace without that namespace."""
    return str(qualified).rpartition("}")[2]


def painted(element: Element) -> Iterator[Element]:
    """Yield what is painted inside an element, in the order of painting, groups before their members."""
    for child in element.findall("*"):
        if local_name(child) not in NOT_PAINTED:
            yield child
            yield from painted(child)


def matrix_to_root(element: Element) -> Affine:
    """Return the transform from an element's own coordinates to those of the root (SVG 2, 8.4).

    Raises `ValueError` for a `transform` that SVG does not know.
    """
    result = parse_transform(element.get("transform"))
    for ancestor in element.iterancestors():
        result = parse_transform(ancestor.get("transform")) @ result
    return result
