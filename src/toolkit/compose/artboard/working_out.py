"""Pins and margins for a drawing that has none, worked out from where things stand.

What touches an edge bleeds there; what is near a corner or edge keeps to it; what overlaps moves as one;
texts that share an edge keep it; the largest text takes the room; logos, codes and pictures keep their
shape. The result is flags on the layers (`data-pin`), so that all that follows treats them as drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Final

from toolkit.affine import number
from toolkit.compose.artboard.bleeding import let_art_bleed
from toolkit.compose.artboard.ground import let_ground_bleed, says_where
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.slots import frame_of
from toolkit.compose.artboard.units import (
    BOX,
    EDGES,
    PIN,
    Unit,
    groups_of,
    open_groups,
    part_inside,
    side_of,
    touched_edges,
    units_in,
)
from toolkit.compose.svg.layer_names import layer_name
from toolkit.sources.workspace.design import SlotRules
from toolkit.svg.document import Element, local_name
from toolkit.units import Rect

_LEAST, _MOST = 0.03, 0.12  # of the short side: margins
_SPANS: Final = 0.12  # of a side of the content box; what leaves less free reaches from side to side
_CLOSE: Final = 0.9  # em between rows that belong together
_BESIDE: Final = 0.05  # of the width: as near side by side belongs together
_NEAR: Final = 0.2  # of the width: columns as near to the side that they are aligned to keep to it
_SAME: Final = 0.012  # of the width: edges of one column


@dataclass(slots=True)
class _Placed:
    """A unit that stands between the margins, and the pins that were found for it."""

    unit: Unit
    across: str = ""
    down: str = ""
    is_free: bool = True
    """Whether nothing overlaps it, so that it may be pinned by itself."""


def work_out_pins(
    root: Element, canvas: Rect, margins: Rect | None, rules: Mapping[str, SlotRules], ruler: Ruler
) -> Rect | None:
    """Flag the layers of a drawing without flags, and return its content box; None if it has flags.

    `margins` are those that are drawn, if any. The drawing looks the same on its own canvas.
    """
    if any(says_where(node) for node in root.iter("*")):
        return None
    open_groups(root, canvas, rules)
    let_ground_bleed(root, canvas)
    units = []
    for unit in units_in(root, canvas, rules, ruler):
        if not unit.box.overlaps(canvas):
            root.remove(unit.element)  # beside the page; a larger canvas would show it
        elif not layer_name(unit.element).bleed:
            units.append(replace(unit, box=part_inside(unit.box, canvas), whole=unit.box))
    carried = let_art_bleed(units, canvas)
    inner = [unit for unit in units if not layer_name(unit.element).bleed]
    content = margins or _margins([unit.box for unit in inner if not touched_edges(unit.box, canvas)], canvas)
    placed = [_Placed(unit, *carried.get(unit.element, ("", ""))) for unit in inner]
    _pin_across(placed, content)
    _pin_down(placed, content)
    _let_largest_take_room(placed)
    for one in placed:
        one.unit.element.set(PIN, f"{one.across} {one.down}".strip())
    for unit in units:
        box = unit.whole if EDGES in unit.element.attrib and unit.whole else unit.box
        unit.element.set(BOX, " ".join(number(side, 3) for side in astuple(box)))
    return content


def _margins(boxes: Sequence[Rect], canvas: Rect) -> Rect:
    """Return the content box: each margin is the least distance of anything to that edge, within reason."""
    if not boxes:
        return canvas
    around, side = hull(boxes), min(canvas.width, canvas.height)

    def margin(gap: float) -> float:
        return min(max(gap, _LEAST * side), _MOST * side)

    left, right = margin(around.x - canvas.x), margin(canvas.right - around.right)
    top, bottom = margin(around.y - canvas.y), margin(canvas.bottom - around.bottom)
    # Words that start at the left margin may reach as far on the other side.
    left = right = min(left, right)
    return Rect(canvas.x + left, canvas.y + top, canvas.width - left - right, canvas.height - top - bottom)


def _pin_across(placed: Sequence[_Placed], content: Rect) -> None:
    """Find the side that each thing keeps to; what overlaps keeps to one."""
    panels = [
        one
        for one in placed
        if not one.across and one.unit.is_plain_rect and _reaches_across(one.unit.box, content)
    ]
    for panel in panels:
        panel.across = "stretch"
    rest = [one for one in placed if not one.across]
    for group in groups_of(rest, lambda a, b: a.unit.box.overlaps(b.unit.box)):
        for one in group:
            one.is_free = len(group) == 1
    main = max((one for one in placed if one.unit.has_words), key=lambda one: one.unit.size, default=None)
    aligned = main.unit.align if main else ""
    for group in groups_of(rest, lambda a, b: _go_together(a, b, content)):
        side = _aligned_side(group, content, aligned)
        for one in group:
            one.across = side


def _go_together(one: _Placed, other: _Placed, content: Rect) -> bool:
    """Tell whether two things overlap, share an edge of a column, or stand side by side."""
    a, b = one.unit.box, other.unit.box
    if a.overlaps(b) or _in_column(one, other, content):
        return True
    gap = max(a.x - b.right, b.x - a.right)
    return a.y < b.bottom and b.y < a.bottom and gap <= _BESIDE * content.width


def _reaches_across(box: Rect, content: Rect) -> bool:
    return box.width >= (1 - _SPANS) * content.width


def _in_column(one: _Placed, other: _Placed, content: Rect) -> bool:
    """Tell whether two things share the edge that their words are aligned to."""
    grace, a, b = _SAME * content.width, one.unit.box, other.unit.box
    if not (one.unit.has_words or other.unit.has_words):
        return False
    alike = {one.unit.align, other.unit.align} - {""}
    if len(alike) > 1:
        return False
    edges = {
        "start": a.x - b.x,
        "end": a.right - b.right,
        "middle": (a.x + a.right - b.x - b.right) / 2,
    }
    wanted = alike or {"start", "end", "middle"}
    return any(abs(edges[name]) <= grace for name in wanted)


def _aligned_side(group: Sequence[_Placed], content: Rect, main: str) -> str:
    """Return the side of a group: that which it is near; if it spans the content, where words start."""
    box = hull(one.unit.box for one in group)
    before, after = box.x - content.x, content.right - box.right
    aligns = {one.unit.align for one in group if one.unit.align}
    align = aligns.pop() if len(aligns) == 1 else main
    if _reaches_across(box, content):
        return {"start": "start", "end": "end"}.get(align, "centre")
    near = _NEAR * content.width
    if (align == "start" and before <= near) or (align == "end" and after <= near):
        return align
    return side_of(before, after, "start", "centre", "end")


def _pin_down(placed: Sequence[_Placed], content: Rect) -> None:
    """Find the height that each thing keeps to; rows that stand close keep their distance."""
    for block in groups_of(placed, _belong_together):
        box = hull(_between(one.unit.box, content) for one in block)
        side = side_of(box.y - content.y, content.bottom - box.bottom, "top", "middle", "bottom")
        if content.height - box.height < _SPANS * content.height:
            side = "middle"
        for one in block:
            if one.down:
                continue
            tall = one.unit.is_plain_rect and one.unit.box.height >= (1 - _SPANS) * content.height
            one.down = "stretch" if tall else side


def _between(box: Rect, content: Rect) -> Rect:
    """Return the part of a box between the margins, as far as there is any."""
    top, bottom = max(box.y, content.y), min(box.bottom, content.bottom)
    return Rect(box.x, top, box.width, bottom - top) if bottom > top else box


def _belong_together(one: _Placed, other: _Placed) -> bool:
    a, b = one.unit.box, other.unit.box
    if a.overlaps(b):
        return True
    if a.right <= b.x or b.right <= a.x:
        return False
    sizes = [size for size in (one.unit.size, other.unit.size) if size > 0]
    close = _CLOSE * max(min(sizes), max(sizes) / 2) if sizes else 0.0
    return max(a.y - b.bottom, b.y - a.bottom) <= close * (3 - len(sizes))  # a rule stands farther off


def _let_largest_take_room(placed: Sequence[_Placed]) -> None:
    """Let frames follow the margins that they reach, where the sample's own lines would not change.

    So translations have the room of the canvas. The largest text takes the height that is free as well.
    """
    words = [one for one in placed if one.unit.frame and one.unit.has_words and one.is_free]
    for one in words:
        frame = frame_of(one.unit.element)
        reaches = max((other.unit.frame.width for other in words if other.unit.frame), default=0.0)
        is_wide = one.unit.frame is not None and one.unit.frame.width >= (1 - _SPANS) * reaches
        if frame is None or not is_wide or not _is_bare(one.unit.element):
            continue
        if one.unit.lines == 1 or not _has_neighbour(one, placed, one.unit.valign):
            _stretch(one, frame, "across")
    largest = max(words, key=lambda one: (one.unit.size, one.unit.box.width), default=None)
    if largest is not None and _may_grow_down(largest, placed):
        frame = frame_of(largest.unit.element)
        if frame is not None:
            _stretch(largest, frame, "down")


def _stretch(one: _Placed, frame: Element, along: str) -> None:
    if along == "across":
        one.across = "stretch"
    else:
        one.down = "stretch"
    flags = {
        ("stretch", "stretch"): "stretch",
        ("stretch", one.down): f"stretch {one.down}",
        (one.across, "stretch"): f"{one.across} stretch",
    }
    frame.set(PIN, flags[one.across, one.down])


def _is_bare(slot: Element) -> bool:
    """Tell whether a slot holds words only: what else is in it would not stretch with its frame."""
    return all(local_name(node) in ("rect", "text") for node in slot.findall("*")) and (
        len([node for node in slot.findall("*") if local_name(node) == "rect"]) == 1
    )


def _has_neighbour(one: _Placed, placed: Sequence[_Placed], valign: str) -> bool:
    """Tell whether something stands close where shorter words would leave a gap."""
    near = [other for other in placed if other is not one and _belong_together(one, other)]
    below = any(other.unit.box.y >= one.unit.box.bottom for other in near)
    above = any(other.unit.box.bottom <= one.unit.box.y for other in near)
    return below if valign == "top" else above if valign == "bottom" else above or below


def _may_grow_down(one: _Placed, placed: Sequence[_Placed]) -> bool:
    """Tell whether all that stands above a text keeps to the top, and all below to the bottom."""
    frame = frame_of(one.unit.element)
    box = one.unit.box
    if frame is None or not _is_bare(one.unit.element) or one.unit.valign != one.down:
        return False
    others = [
        other.down
        == ("top" if other.unit.box.bottom <= box.y else "bottom" if other.unit.box.y >= box.bottom else "")
        for other in placed
        if other is not one and other.unit.box.x < box.right and box.x < other.unit.box.right
    ]
    return all(others)
