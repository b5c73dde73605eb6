"""The ground of a drawing without flags: what covers the page goes on covering it, whatever its shape.

Exports of design tools say nothing about other shapes than their own. What lies lowest and fills the page is
flagged as a person would flag it; `working_out` finds the pins of everything above.
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from toolkit.compose.artboard.slots import frame_of
from toolkit.compose.artboard.surroundings import geometry
from toolkit.compose.artboard.texture import TEXTURE
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.svg.document import NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag
from toolkit.units import Rect

_FLAGS: Final = "@bleed@cover"
_NAME: Final = "ground"
# A group with one of these is painted as a whole: nothing can be taken out of it.
_WHOLE: Final = ("clip-path", "mask", "filter", "style", "opacity")
_GRACE: Final = 0.005  # of the longer side; editors round


def let_ground_bleed(root: Element, canvas: Rect) -> None:
    """Flag what lies lowest and covers the canvas, and the layer of a texture."""
    for leaf in list(_leaves(root)):
        if not _covers(leaf, canvas):
            return
        _bleed(root, leaf)


def says_where(node: Element) -> bool:
    """Tell whether a person has said where a layer belongs, or that it bleeds or follows others."""
    name = layer_name(node)
    return name.is_pinned or name.bleed or name.stack is not None


def _leaves(element: Element) -> Iterator[Element]:
    """Yield shapes, and groups that are painted as a whole, from the lowest up."""
    for child in element:
        if local_name(child) in NOT_PAINTED or str(child.get("display", "")) == "none":
            continue
        is_whole = any(name in child.attrib for name in _WHOLE) or frame_of(child) is not None
        is_whole = is_whole or layer_name(child).word == TEXTURE
        if local_name(child) == "g" and not is_whole:
            yield from _leaves(child)
        else:
            yield child


def _covers(leaf: Element, canvas: Rect) -> bool:
    if layer_name(leaf).word == TEXTURE:
        return "clip-path" not in leaf.attrib
    frame = frame_of(leaf) if layer_name(leaf).keep else None
    box = geometry(leaf if frame is None else frame)
    if box is None or local_name(leaf) not in ("rect", "image", "path", "g"):
        return False
    is_seen = (leaf.get("fill") or "black") != "none" or frame is not None
    grace = _GRACE * max(canvas.width, canvas.height)
    return is_seen and matrix_to_root(leaf if frame is None else frame).box(box).contains(canvas, grace)


def _bleed(root: Element, leaf: Element) -> None:
    """Move a shape to the top level, with what it has from its groups, and flag it."""
    label = str(leaf.get(LABEL) or leaf.get("id") or _NAME)
    leaf.set(LABEL, f"{label}{_FLAGS}")
    above = [node for node in leaf.iterancestors() if node is not root]
    if not above:
        return
    place = root.index(above[-1])
    moved = leaf
    moved.tail = None
    for group in above:
        shell = etree.Element(svg_tag("g"), {str(k): str(v) for k, v in group.attrib.items() if k != "id"})
        shell.attrib.pop(LABEL, "")
        shell.append(moved)
        moved = shell
    moved.set(LABEL, f"{_NAME}{_FLAGS}")
    root.insert(place, moved)
