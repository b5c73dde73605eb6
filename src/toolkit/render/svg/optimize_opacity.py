"""Opacity of single shapes, written as opacity of their paint: the same picture in a fraction of the time.

For `opacity`, librsvg paints on a sheet of its own as large as the picture, so that a texture of hundreds of
faint leaves takes several times as long. A shape that is only filled, or only stroked, needs no such sheet
(SVG 2, 13.5.3 and 13.6.4; Compositing and Blending 1, 3.3).
"""

from typing import Final

from lxml import etree

from toolkit.svg.document import local_name

__all__ = ["with_light_opacity"]

_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polygon", "polyline"})
# With these the paint of a shape is not what its attributes and those of its parents say.
_UNCLEAR: Final = etree.XPath(
    "boolean(//@style | //@class | //*[local-name()='style' or local-name()='use'] | //*[@marker or "
    "@marker-start or @marker-mid or @marker-end])"
)
_FAINT: Final = etree.XPath("//*[@opacity]")
_ITS_OWN_SHEET: Final = ("filter", "mask", "clip-path", "mix-blend-mode", "isolation")


def with_light_opacity(root: etree._Element) -> etree._Element:
    """Return a document, which is changed, without opacity that is dearer than it needs to be."""
    faint = _FAINT(root)
    if isinstance(faint, list) and faint and not _UNCLEAR(root):
        known: _Known = {}
        for element in faint:
            if isinstance(element, etree._Element) and local_name(element) in _SHAPES:  # noqa: SLF001  no public name
                _lighten(element, known)
    return root


def _lighten(shape: etree._Element, known: "_Known") -> None:
    """Move the opacity of a shape into its paint, if it has exactly one."""
    filled = local_name(shape) != "line" and _property(shape, "fill", "black", known) != "none"
    stroked = _property(shape, "stroke", "none", known) != "none"
    if filled == stroked or any(name in shape.attrib for name in _ITS_OWN_SHEET):
        return
    name = "fill-opacity" if filled else "stroke-opacity"
    opacity, paint = _share(shape.get("opacity", "")), _share(_property(shape, name, "1", known))
    if opacity is not None and paint is not None:
        del shape.attrib["opacity"]
        shape.set(name, f"{opacity * paint:.6g}")


_Known = dict[tuple[etree._Element, str], str]  # noqa: SLF001  lxml has no public name for its element type


def _property(element: etree._Element, name: str, usual: str, known: _Known) -> str:
    """Return a property of an element: its own, or that of the nearest parent which has one."""
    own = element.get(name, "inherit").strip()
    parent = element.getparent()
    if own != "inherit" or parent is None:
        return usual if own == "inherit" else own
    if (parent, name) not in known:
        known[parent, name] = _property(parent, name, usual, known)
    return known[parent, name]


def _share(text: str) -> float | None:
    """Return a number from 0 to 1; None for anything that has to be left to the engine."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None
