"""Adapting an artboard to a placement: the canvas grows to the new shape and layers keep to their pins.

Nothing is squeezed: the canvas is the artboard made wider or taller until it has the placement's aspect. What
bleeds is placed against the canvas; everything else against the content box, which keeps clear of the margins
drawn in the artboard and of the placement's safe insets, whichever is larger.
"""

import math
from dataclasses import dataclass

from toolkit.affine import Affine, number, parse_transform
from toolkit.compose.svg.layer_names import LayerName, layer_name
from toolkit.compose.svg.svgdoc import length
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.svg.document import NOT_PAINTED, Element, local_name
from toolkit.units import Insets, Rect, Size

_SHARE = {"start": 0.0, "top": 0.0, "centre": 0.5, "middle": 0.5, "end": 1.0, "bottom": 1.0, "stretch": 0.0}
_CUTTING = ("clip-path", "mask", "filter")
_STRAIGHT = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """An artboard's canvas after adapting.

    size: SVG units; scale: px per unit; content: the box layers keep to; safe: the box text must keep to, and
    avoid: the boxes it must keep out of (all in canvas units); content_scale: how much the drawing inside the
    content box was scaled.
    """

    size: Size
    scale: float
    content: Rect
    safe: Rect
    avoid: tuple[Rect, ...] = ()
    content_scale: float


def canvas_for(artboard: Rect, margins: Rect, target: CanvasSpec) -> Canvas:
    """Return the canvas of an artboard (its viewBox and its drawn content box) for a placement."""
    scale = min(target.size.width / artboard.width, target.size.height / artboard.height)
    size = Size(target.size.width / scale, target.size.height / scale)
    safe_insets = target.safe.scaled(1 / scale)
    drawn = Insets(
        top=margins.y - artboard.y,
        right=artboard.right - margins.right,
        bottom=artboard.bottom - margins.bottom,
        left=margins.x - artboard.x,
    )
    whole = Rect(0.0, 0.0, size.width, size.height)
    avoid = tuple(Affine.scale(1 / scale).box(box) for box in target.avoid)
    content = clear_of(whole.inset(drawn.at_least(safe_insets)), avoid)
    return Canvas(
        size=size,
        scale=scale,
        content=content,
        safe=whole.inset(safe_insets),
        avoid=avoid,
        content_scale=min(content.width / margins.width, content.height / margins.height),
    )


def clear_of(content: Rect, avoid: tuple[Rect, ...]) -> Rect:
    """Return the largest part of a box that keeps clear of others, each cut off on one side.

    A box that would cost more than half of the room, such as a speaker in the middle, cuts nothing off: the
    design has to keep its texts at the sides, and the check after layout tells whether it does.
    """
    for box in avoid:
        if content.overlaps(box):
            sides = (
                Rect(content.x, content.y, box.x - content.x, content.height),
                Rect(box.right, content.y, content.right - box.right, content.height),
                Rect(content.x, content.y, content.width, box.y - content.y),
                Rect(content.x, box.bottom, content.width, content.bottom - box.bottom),
            )
            largest = max(sides, key=lambda side: max(side.width, 0.0) * max(side.height, 0.0))
            if largest.width * largest.height >= content.width * content.height / 2:
                content = largest
    return content


def adapt(root: Element, artboard: Rect, margins: Rect, canvas: Canvas) -> None:
    """Move, stretch and scale the layers of a drawing so that it fills the canvas."""
    bleed_extra = Size(canvas.size.width - artboard.width, canvas.size.height - artboard.height)
    factor = canvas.content_scale
    content_extra = Size(
        canvas.content.width / factor - margins.width, canvas.content.height / factor - margins.height
    )
    to_content = Affine(
        a=factor, d=factor, e=canvas.content.x - margins.x * factor, f=canvas.content.y - margins.y * factor
    )
    to_canvas = Affine.translate(-artboard.x, -artboard.y)
    for child in list(root):
        name = layer_name(child)
        if local_name(child) in NOT_PAINTED:
            continue
        if name.bleed or name.cover:
            _place(child, name, bleed_extra, artboard)
            prepend(child, to_canvas)
        else:
            _place(child, name, content_extra, margins)
            prepend(child, to_content)


def _place(element: Element, name: LayerName, extra: Size, reference: Rect) -> None:
    """Pin one layer; `extra` is how much wider and taller its reference box has become, in its own units."""
    if name.cover:
        _cover(element, name, extra, reference)
    elif local_name(element) == "g" and not name.is_pinned and not _is_whole(element):
        _inside(element, extra, reference)
    else:
        _pin(element, name, extra, reference)


def _is_whole(group: Element) -> bool:
    """Tell whether a group keeps together, as nothing in it says where it belongs.

    The sides of what is turned are not those of the reference box; what is cut out moves together with the
    shape that cuts it.
    """
    is_turned = not _is_upright(parse_transform(group.get("transform")))
    is_cut = any(name in group.attrib for name in _CUTTING)
    return (is_turned or is_cut) and not any(map(_says_where, group.iterdescendants("*")))


def _is_upright(matrix: Affine) -> bool:
    least = _STRAIGHT * (abs(matrix.a) + abs(matrix.b) + abs(matrix.c) + abs(matrix.d))
    return max(abs(matrix.b), abs(matrix.c)) <= least < min(abs(matrix.a), abs(matrix.d))


def _says_where(element: Element) -> bool:
    name = layer_name(element)
    return name.is_pinned or name.cover


def _inside(group: Element, extra: Size, reference: Rect) -> None:
    """A group without pins is no box of its own: its children answer to the same reference box."""
    own = parse_transform(group.get("transform"))
    across, down = math.hypot(own.a, own.b), math.hypot(own.c, own.d)
    inner = Size(extra.width / (across or 1.0), extra.height / (down or 1.0))
    for child in list(group):
        if local_name(child) not in NOT_PAINTED:
            _place(child, layer_name(child), inner, reference)


def _pin(element: Element, name: LayerName, extra: Size, reference: Rect) -> None:
    horizontal, vertical = name.horizontal or "centre", name.vertical or "middle"
    prepend(element, Affine.translate(extra.width * _SHARE[horizontal], extra.height * _SHARE[vertical]))
    wider = extra.width if horizontal == "stretch" else 0.0
    taller = extra.height if vertical == "stretch" else 0.0
    if not wider and not taller:
        return
    if local_name(element) == "rect" or crops(element):
        _grow(element, wider, taller)
    else:
        _inside(element, Size(wider, taller), reference)


def crops(element: Element) -> bool:
    """Tell whether something is a picture that fills its box, cropped, whatever shape that has."""
    return local_name(element) == "image" and "slice" in str(element.get("preserveAspectRatio", ""))


def _grow(rect: Element, wider: float, taller: float) -> None:
    rect.set("width", number(max(length(rect.get("width")) + wider, 0.0)))
    rect.set("height", number(max(length(rect.get("height")) + taller, 0.0)))


def _cover(element: Element, name: LayerName, extra: Size, reference: Rect) -> None:
    """Scale uniformly until the reference box covers the canvas; pins say which part is never cropped."""
    width, height = reference.width + extra.width, reference.height + extra.height
    factor = max(width / reference.width, height / reference.height)
    across, down = _SHARE[name.horizontal or "centre"], _SHARE[name.vertical or "middle"]
    prepend(
        element,
        Affine.translate(reference.x + width * across, reference.y + height * down)
        @ Affine.scale(factor)
        @ Affine.translate(-reference.x - reference.width * across, -reference.y - reference.height * down),
    )


def prepend(element: Element, move: Affine) -> None:
    """Apply a transform after the ones an element already has."""
    if move.is_identity:
        return
    element.set("transform", str(move @ parse_transform(element.get("transform"))))


def shift(element: Element, dx: float, dy: float) -> None:
    """Move a layer in the coordinates of its parent."""
    prepend(element, Affine.translate(dx, dy))
