"""What is in a clip path made plain: shapes only, as SVG has it (CSS Masking 1, 5.1).

Inkscape clips with groups, and with clones of groups, which engines pass over, so that everything is clipped
away. What it shows is what all shapes of the group cover together.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from toolkit.affine import Affine, parse_transform
from toolkit.compose.svg.css import CssError
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.svg.document import Element, local_name, svg_tag
from toolkit.svg.references import links_of, names_in_value
from toolkit.units import Size

_MOST_SHAPES: Final = 20_000
_DEEPEST: Final = 24
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "text"})
_PASSED_ON: Final = ("clip-rule", "clip-path", "visibility", "display")


def plain_clips(root: Element) -> None:
    """Put the shapes of groups and clones in their place in every clip path.

    Raises `CssError` for clips that become too many shapes.
    """
    by_id: dict[str, Element] = {}
    for node in root.iter("*"):
        if name := node.get("id"):
            by_id.setdefault(str(name), node)
    left = [_MOST_SHAPES]
    for clip in list(root.iter(svg_tag("clipPath"))):
        if any(local_name(child) == "g" or _shows_group(child, by_id) for child in clip):
            for child in list(clip):
                _put_shapes(child, by_id, left)


def _shows_group(node: Element, by_id: Mapping[str, Element]) -> bool:
    target = _target(node, by_id) if local_name(node) == "use" else None
    return target is not None and local_name(target) in ("g", "use", "symbol")


def _target(use: Element, by_id: Mapping[str, Element]) -> Element | None:
    names = [name for _, address in links_of(use) for name in names_in_value("href", address)]
    return by_id.get(names[0]) if names else None


def _put_shapes(node: Element, by_id: Mapping[str, Element], left: list[int]) -> None:
    """Replace an element of a clip path by its shapes."""
    parent = node.getparent()
    if parent is None:
        return
    shapes: list[Element] = []
    _collect(node, by_id, Affine(), {}, shapes, left, 0)
    place = parent.index(node)
    parent.remove(node)
    parent[place:place] = shapes


def _collect(  # noqa: PLR0917  what is handed down a tree
    node: Element,
    by_id: Mapping[str, Element],
    matrix: Affine,
    above: Mapping[str, str],
    shapes: list[Element],
    left: list[int],
    depth: int,
) -> None:
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        raise CssError("a clip path holds too many shapes, or clones of clones; unlink and join them")
    own = matrix @ _transform(node)
    passed = {**above, **{name: str(node.get(name)) for name in _PASSED_ON if name in node.attrib}}
    match local_name(node):
        case "g" | "symbol":
            for child in node:
                _collect(child, by_id, own, passed, shapes, left, depth + 1)
        case "use":
            target = _target(node, by_id)
            if target is not None:
                base = Base(Size(0.0, 0.0))
                x, y = (user_units(node.get(name), base) or 0.0 for name in ("x", "y"))
                _collect(target, by_id, own @ Affine.translate(x, y), passed, shapes, left, depth + 1)
        case name if name in _SHAPES:
            shapes.append(_shape(node, own, passed, is_copy=depth > 0))


def _shape(node: Element, matrix: Affine, passed: Mapping[str, str], *, is_copy: bool) -> Element:
    """Return a shape as it stands in a clip path, which knows no paint and no effects."""
    shape = deepcopy(node)
    shape.tail = None
    if is_copy:
        shape.attrib.pop("id", "")
    for name, value in passed.items():
        shape.set(name, value)
    for name in ("filter", "mask", "style"):
        shape.attrib.pop(name, "")
    if not matrix.is_identity:
        shape.set("transform", str(matrix))
    return shape


def _transform(node: Element) -> Affine:
    """Return the transform of an element; one that cannot be read moves nothing, and is told elsewhere."""
    try:
        return parse_transform(node.get("transform"))
    except (ValueError, OverflowError):
        return Affine()
