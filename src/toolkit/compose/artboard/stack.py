"""Stacks: columns whose layers follow each other, so that gaps stay right for 11 characters or 174."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from toolkit.affine import number, parse_transform
from toolkit.compose.artboard.adapt import shift
from toolkit.compose.artboard.slots import frame_of
from toolkit.compose.svg.layer_names import Stack, layer_name
from toolkit.compose.svg.svgdoc import length, rect_of
from toolkit.svg.document import Element, local_name, svg_tag
from toolkit.units import Rect

_SLACK_ABOVE: dict[Stack, float] = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


@dataclass(frozen=True, slots=True)
class _Entry:
    element: Element
    box: Rect
    used: float  # height taken, in units of the stack; nothing for an empty slot

    @property
    def is_gone(self) -> bool:
        return self.used == 0.0


def flow(root: Element, heights: Mapping[Element, float]) -> None:
    """Close the gaps in every stack.

    `heights` gives, for slots whose text may be lower than the frame, the height their content takes in the
    slot's own coordinates; 0 means that the slot is empty and leaves together with the gap after it.
    """
    for group in root.iter(svg_tag("g")):
        direction = layer_name(group).stack
        if direction:
            _flow_one(_entries(group, heights), direction)


def grow(root: Element, gone: Collection[Element]) -> None:
    """Give the room of a slot that stays empty to the `@grow` slot above it in the stack.

    The empty slot leaves the drawing, and the frame above takes its height and its gap.
    """
    for group in root.iter(svg_tag("g")):
        if layer_name(group).stack:
            entries = _entries(group, dict.fromkeys(gone, 0.0))
            for index, (above, empty) in enumerate(pairwise(entries)):
                if empty.is_gone and layer_name(above.element).grow:
                    _extend(above.element, empty.box.height + _gap_beside(entries, index + 1))
                    group.remove(empty.element)


def _extend(slot: Element, room: float) -> None:
    frame = frame_of(slot)
    if frame is not None:
        factor = abs(parse_transform(slot.get("transform")).d) or 1.0
        frame.set("height", number(length(frame.get("height")) + room / factor))


def in_stack(slot: Element) -> bool:
    """Tell whether a slot stands directly in a stack."""
    parent = slot.getparent()
    return parent is not None and layer_name(parent).stack is not None


def _entries(group: Element, heights: Mapping[Element, float]) -> list[_Entry]:
    entries = []
    for child in group:
        box = _drawn_box(child)
        if box is not None:
            factor = abs(parse_transform(child.get("transform")).d) or 1.0
            entries.append(_Entry(child, box, heights[child] * factor if child in heights else box.height))
    return sorted(entries, key=lambda entry: (entry.box.y, entry.box.x))


def _drawn_box(child: Element) -> Rect | None:
    """The box of a layer in the stack's coordinates; layers without a box do not take part."""
    source = child if local_name(child) == "rect" else frame_of(child) if local_name(child) == "g" else None
    if source is None:
        return None
    move = parse_transform(child.get("transform"))
    if source is not child:
        move = move @ parse_transform(source.get("transform"))
    return move.box(rect_of(source))


def _flow_one(entries: list[_Entry], direction: Stack) -> None:
    slack, shifts = 0.0, []
    for index, entry in enumerate(entries):
        shifts.append(-slack)
        slack += entry.box.height - entry.used
        if entry.is_gone:
            slack += _gap_beside(entries, index)
    above = slack * _SLACK_ABOVE[direction]
    for entry, moved in zip(entries, shifts, strict=True):
        shift(entry.element, 0.0, moved + above)


def _gap_beside(entries: list[_Entry], index: int) -> float:
    """The gap that leaves with an empty slot: the one below it, or above it at the end of the stack."""
    box = entries[index].box
    if index + 1 < len(entries):
        return max(entries[index + 1].box.y - box.bottom, 0.0)
    return max(box.y - entries[index - 1].box.bottom, 0.0) if index else 0.0
