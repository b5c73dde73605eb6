"""The units of a drawing: what moves as one when its canvas becomes wider or taller.

Groups that only hold things together, as layers and frames of design tools do, are taken apart; slots, logos
and whatever is painted as a whole stay. The picture of the drawing stays the same.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from toolkit.affine import Affine, parse_transform
from toolkit.compose.artboard.drawn_text import lines_of
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.sample import sample_type
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.slots import ALIGN, VALIGN, frame_of
from toolkit.compose.artboard.surroundings import geometry, shapes_inside
from toolkit.compose.artboard.texture import TEXTURE
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import rect_of
from toolkit.sources.workspace.design import SlotRules
from toolkit.sources.workspace.picture_head import HeadError, head_of
from toolkit.svg.document import NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.references import names_in_value
from toolkit.units import Rect

# A group with one of these is painted as a whole: nothing can be taken out of it.
WHOLE: Final = ("clip-path", "mask", "filter", "style", "opacity")
PIN: Final = "data-pin"
BOX: Final = "data-box"
"""On a unit: the box of what is seen of it on the canvas as it was drawn."""
EDGES: Final = "data-edges"
"""On a panel with words on it: the edges of the canvas that it has to reach."""
_EDGE: Final = 0.004  # of the longer side: as near to an edge counts as touching it
_CENTRED: Final = 0.5  # of the larger gap; with a smaller one a thing belongs to that side
_OWN: Final = ("id", "transform", LABEL)  # of a group, and not of what is in it
_MOST_LETTERS: Final = 400_000  # of path data that are measured
_DATA: Final = re.compile(r"data:[^,]*;base64,((?:.{4}){1,16384})")  # as much as holds the head of a picture
_SAME: Final = 0.01  # of an aspect; editors round sizes
_KEPT_WORDS: Final = "words"

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Unit:
    """A top-level element and the box of what is seen of it, in units of the root.

    `frame` is where words may stand, of a slot; `size` the size of its largest words, 0 for none.
    """

    element: Element
    box: Rect
    frame: Rect | None = None
    size: float = 0.0
    lines: int = 0
    align: str = ""
    """How the words of a slot stand in its frame: start, middle or end."""
    valign: str = "top"
    whole: Rect | None = None
    """The box with what lies beside the canvas, where it was cut to that."""

    @property
    def has_words(self) -> bool:
        """Whether it is words, or a group with words in it."""
        return self.size > 0

    @property
    def is_plain_rect(self) -> bool:
        """Whether it is an upright rectangle, which can become wider and taller."""
        return local_name(self.element) == "rect" and not _turned(self.element)

    @property
    def picture(self) -> Element | None:
        """The picture that it is, upright and alone, if it may be cropped to another shape."""
        images = self.element.findall(svg_tag("image")) if local_name(self.element) == "g" else []
        alone = len(images) == 1 and all(node in (images[0], frame_of(self.element)) for node in self.element)
        is_whole = any(key in self.element.attrib for key in ("clip-path", "mask"))
        upright = alone and not is_whole and not (_turned(images[0]) or _turned(self.element))
        return images[0] if upright and _fills(images[0]) else None


def _turned(element: Element) -> bool:
    matrix = parse_transform(element.get("transform"))
    return abs(matrix.b) > 1e-6 or abs(matrix.c) > 1e-6  # noqa: PLR2004  rounding of tools


def _fills(image: Element) -> bool:
    """Tell whether a picture fills its box: then it can be cropped, and looks the same in its own."""
    if "slice" in str(image.get("preserveAspectRatio", "")):
        return True
    match = _DATA.match(str(image.get("href", "")))
    try:
        head = head_of(b64decode(match[1])) if match else None
    except (HeadError, ValueError):
        return False
    box = rect_of(image)
    if head is None or not box.height:
        return False
    return abs(box.width / box.height * head.height / head.width - 1) < _SAME


def open_groups(root: Element, canvas: Rect, rules: Mapping[str, SlotRules]) -> None:
    """Take apart the groups that only hold things together; what they say goes to what is in them."""
    todo = [group for group in root if local_name(group) == "g"]
    while todo:
        group = todo.pop()
        if _is_holder(group, canvas, rules):
            todo += [child for child in _open(root, group) if local_name(child) == "g"]


def _is_holder(group: Element, canvas: Rect, rules: Mapping[str, SlotRules]) -> bool:
    name = layer_name(group)
    if name.word in rules or name.word == TEXTURE or name.keep or frame_of(group) is not None:
        return False
    if any(key in group.attrib and group.get(key) != "1" for key in WHOLE):
        return False
    return any(_stands_alone(node, canvas, rules) for node in group.iter("*") if node is not group)


def _stands_alone(node: Element, canvas: Rect, rules: Mapping[str, SlotRules]) -> bool:
    """Tell whether something in a group is pinned by itself: words, a texture, what spans the canvas."""
    kind, name = local_name(node), layer_name(node)
    if kind == "g":
        return name.word in {*rules, TEXTURE, _KEPT_WORDS}
    if kind not in ("rect", "path", "image") or (box := geometry(node)) is None:
        return False
    seen, grace = matrix_to_root(node).box(box), 0.01 * max(canvas.width, canvas.height)
    across = seen.x <= canvas.x + grace and seen.right >= canvas.right - grace
    down = seen.y <= canvas.y + grace and seen.bottom >= canvas.bottom - grace
    return (across and down) or (kind == "rect" and (across or down))


def _open(root: Element, group: Element) -> list[Element]:
    """Put the children of a top-level group in its place, and return them."""
    move = parse_transform(group.get("transform"))
    place = root.index(group)
    children = group.findall("*")
    for child in children:
        if local_name(child) in NOT_PAINTED:
            continue
        for key, value in group.attrib.items():
            if key not in _OWN and key not in child.attrib and not str(key).startswith("data-"):
                child.set(key, str(value))
        if str(group.get("display", "")) == "none":
            child.set("display", "none")
        if not move.is_identity:
            child.set("transform", str(move @ parse_transform(child.get("transform"))))
    root.remove(group)
    for step, child in enumerate(children):
        child.tail = None
        root.insert(place + step, child)
    return children


def units_in(root: Element, canvas: Rect, rules: Mapping[str, SlotRules], ruler: Ruler) -> Iterator[Unit]:
    """Yield what is seen of a drawing whose groups are open, in painting order."""
    budget = [_MOST_LETTERS]
    for element in root.findall("*"):
        if local_name(element) in NOT_PAINTED or str(element.get("display", "")) == "none":
            continue
        unit = _unit(element, canvas, rules, ruler, budget)
        if unit is not None and unit.box.width + unit.box.height > 0:
            yield unit


def _unit(
    element: Element, canvas: Rect, rules: Mapping[str, SlotRules], ruler: Ruler, budget: list[int]
) -> Unit | None:
    shapes = [shape.box for shape in shapes_inside(element, Affine(), budget)]
    words, size, lines = _words(element, ruler)
    frame = frame_of(element) if local_name(element) == "g" else None
    own = matrix_to_root(frame).box(rect_of(frame)) if frame is not None else None
    if own is not None:  # the words of the copy stay in the frame, whatever the sample does
        words = [part_inside(box, own) if box.overlaps(own) else box for box in words]
    boxes = [*shapes, *words]
    if not boxes and own is not None:
        boxes = [own]
    if layer_name(element).word == TEXTURE:
        boxes = [canvas]
    if not boxes:
        return None
    box = _cut(element, hull(boxes))
    word = layer_name(element).word
    if word == _KEPT_WORDS and own is not None:
        size, lines = max(size, own.height), max(lines, 1)
    elif word not in rules:
        own = None
    rule = rules.get(word)
    align = (rule.align if rule else "") or (str(frame.get(ALIGN, "")) if frame is not None else "")
    if not align and rule is not None and words:
        align = sample_type(element).align
    valign = (rule.valign if rule else "") or (str(frame.get(VALIGN, "")) if frame is not None else "")
    return Unit(element, box, own, size, lines, align, valign or "top")


def _words(element: Element, ruler: Ruler) -> tuple[list[Rect], float, int]:
    boxes, sizes, count = [], [0.0], 0
    for text in element.iter(svg_tag("text")):
        lines = lines_of(text, ruler)
        if lines:
            matrix = matrix_to_root(text)
            boxes.append(matrix.box(hull(line.ink for line in lines)))
            sizes.append(max(line.size for line in lines) * matrix.factor)
            count += len(lines)
    return boxes, max(sizes), count


def _cut(element: Element, box: Rect) -> Rect:
    """Return the part of a box that a clip of the element leaves."""
    names = names_in_value("clip-path", str(element.get("clip-path", "")))
    root = element.getroottree().getroot()
    clip = next(
        (node for node in root.iter(svg_tag("clipPath")) if names and node.get("id") == names[0]), None
    )
    if clip is None or clip.get("clipPathUnits") == "objectBoundingBox":
        return box
    matrix = matrix_to_root(element) @ parse_transform(clip.get("transform"))
    shapes = [
        (matrix @ parse_transform(node.get("transform"))).box(own)
        for node in clip.findall("*")
        if (own := geometry(node)) is not None
    ]
    if not shapes:
        return box
    around = hull(shapes)
    left, top = max(box.x, around.x), max(box.y, around.y)
    right, bottom = min(box.right, around.right), min(box.bottom, around.bottom)
    return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else box


def part_inside(box: Rect, canvas: Rect) -> Rect:
    """Return the part of a box that lies on the canvas."""
    left, top = max(box.x, canvas.x), max(box.y, canvas.y)
    right, bottom = min(box.right, canvas.right), min(box.bottom, canvas.bottom)
    return Rect(left, top, right - left, bottom - top)


def touched_edges(box: Rect, canvas: Rect) -> frozenset[str]:
    """Return the edges of the canvas that a box touches or reaches over: start, end, top, bottom."""
    grace = _EDGE * max(canvas.width, canvas.height)
    gaps = {
        "start": box.x - canvas.x,
        "end": canvas.right - box.right,
        "top": box.y - canvas.y,
        "bottom": canvas.bottom - box.bottom,
    }
    return frozenset(edge for edge, gap in gaps.items() if gap <= grace)


def side_of(before: float, after: float, start: str, middle: str, end: str) -> str:
    """Return the name of the side with the smaller gap, or of the middle if the gaps are alike."""
    if max(before, after) <= 0:
        return middle
    if min(before, after) > _CENTRED * max(before, after):
        return middle
    return start if before < after else end


def share_inside(ink: Rect, shape: Rect) -> float:
    """Return the share of a box that lies inside another."""
    wide = min(ink.right, shape.right) - max(ink.x, shape.x)
    high = min(ink.bottom, shape.bottom) - max(ink.y, shape.y)
    area = ink.width * ink.height
    return wide * high / area if wide > 0 and high > 0 and area else 0.0


def groups_of(things: Sequence[Thing], belong: Callable[[Thing, Thing], bool]) -> list[list[Thing]]:
    """Return things in groups: whatever belongs together, directly or by others; each in the given order."""
    groups: list[list[Thing]] = []
    for thing in things:
        mine = [group for group in groups if any(belong(thing, other) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(other for group in mine for other in group), thing])
    return groups
