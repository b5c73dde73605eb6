"""The artboards in one file: pages of Inkscape, slides of LibreOffice, frames of Figma side by side."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.surroundings import geometry, is_ground
from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.compose.svg.svgdoc import rect_of, view_box
from toolkit.compose.svg.tool_names import repaired, unescaped
from toolkit.svg.document import INKSCAPE, NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.references import links_of, names_in_value
from toolkit.units import Rect, Size

_LENGTH: Final = re.compile(r"\s*([\d.]+)\s*([a-z]*)\s*$")
_OFFICE: Final = "{http://xml.openoffice.org/svg/export}"
_TEXTS: Final = ("text", "flowRoot")
# What people and tools call the frames that they draw cards on.
_FRAME: Final = re.compile(
    r"(?:frame|artboard|board|page|slide|screen|story|post|card|cover|banner|desktop|poster|flyer|square"
    r"|portrait|landscape|instagram|facebook|linkedin|twitter|a[3-6]\b|zeichenfl|mesa de|plan de travail)",
    re.IGNORECASE,
)
_LARGE: Final = 600  # units of the short side: a frame for a card, whatever it is called
_LEAST_SHARE: Final = 0.15  # of the short side of the sheet


@dataclass(frozen=True, slots=True)
class Page:
    """One artboard of a file: the drawing that shows it alone, and what its tool calls it (or nothing)."""

    root: Element
    name: str = ""


def pages_of(raw: Element) -> list[Page]:
    """Return the artboards in a file; none where the file itself is the artboard."""
    sheets = list(_sheets(raw))
    if len(sheets) > 1:
        return [Page(_cut_to(raw, sheet)) for sheet in sheets]
    slides = [node for node in raw.iter(svg_tag("g")) if "Slide" in str(node.get("class", "")).split()]
    if len(slides) > 1 or any(node.get("visibility") == "hidden" for node in slides):
        return [_slide(raw, place) for place in range(len(slides))]
    frames = list(_frames(raw))
    if _are_boards(raw, frames):
        return [_frame_alone(raw, frame, box) for frame, box in frames]
    return []


def _sheets(raw: Element) -> Iterator[Rect]:
    """Yield the pages of Inkscape, or the views of other tools, in units of the viewBox."""
    pages = list(raw.iter(f"{{{INKSCAPE}}}page"))
    for page in pages:
        try:
            box = Rect(*(float(page.get(side, "")) for side in ("x", "y", "width", "height")))
        except ValueError:
            continue
        if box.width > 0 and box.height > 0:
            yield box
    if not pages:
        yield from _views(raw)


def _views(raw: Element) -> list[Rect]:
    """Return the views of a drawing, if they stand beside each other (SVG 2, 16.3)."""
    boxes = []
    for view in raw.iter(svg_tag("view")):
        try:
            box = Rect(*map(float, str(view.get("viewBox", "")).replace(",", " ").split()))
        except (ValueError, TypeError):
            continue
        if box.width > 0 and box.height > 0:
            boxes.append(box)
    return boxes if _stand_apart(boxes) else []


def _stand_apart(boxes: Sequence[Rect]) -> bool:
    return not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def _cut_to(raw: Element, page: Rect) -> Element:
    """Return a copy of a drawing that shows one page: what lies on others is not in it."""
    root = deepcopy(raw)
    _show(root, page)
    gone: list[Element] = []
    for node in list(root.iter("*")):
        if local_name(node) in NOT_PAINTED or any(
            local_name(up) in NOT_PAINTED for up in node.iterancestors()
        ):
            continue
        spot, parent = _spot(node), node.getparent()
        if spot is not None and parent is not None and not page.overlaps(spot):
            parent.remove(node)
            gone.append(node)
    _keep_cloned(root, gone)
    return root


def _keep_cloned(root: Element, gone: Sequence[Element]) -> None:
    """Keep what lies on another page and is cloned onto this one among the definitions."""
    cloned = {
        name
        for use in root.iter(svg_tag("use"))
        for _, address in links_of(use)
        for name in names_in_value("href", address)
    }
    kept = [node for node in gone if node.get("id") in cloned]
    if kept:
        definitions = etree.Element(svg_tag("defs"))
        definitions.extend(kept)
        root.insert(0, definitions)


def _show(root: Element, part: Rect) -> None:
    """Let a drawing show one part of its canvas, at the same scale."""
    box = view_box(root)
    for side, length in (("width", part.width / box.width), ("height", part.height / box.height)):
        if match := _LENGTH.match(str(root.get(side, ""))):
            root.set(side, f"{number(float(match[1]) * length, 4)}{match[2]}")
    root.set("viewBox", " ".join(number(side, 4) for side in (part.x, part.y, part.width, part.height)))


def _spot(node: Element) -> Rect | None:
    """Return the box of a shape, or of the start of a text, in units of the root; None for groups."""
    name = local_name(node)
    box: Rect | None = None
    if name in _TEXTS:
        box = _start_of(node)
    elif name == "use":
        box = _cloned(node)
    else:
        box = geometry(node)
    try:
        return matrix_to_root(node).box(box) if box is not None else None
    except (ValueError, OverflowError):
        return None


def _start_of(text: Element) -> Rect | None:
    starts = [part for part in text.iter("*") if part.get("x") and part.get("y")]
    if not starts:
        return None
    places = (str(starts[0].get(side)).replace(",", " ").split()[0] for side in ("x", "y"))
    x, y = (user_units(place, Base(Size(0.0, 0.0))) or 0.0 for place in places)
    return Rect(x, y, 0.001, 0.001)


def _cloned(use: Element) -> Rect | None:
    """Return the box of what a clone shows, in the clone's own units."""
    names = [name for _, address in links_of(use) for name in names_in_value("href", address)]
    root = use.getroottree().getroot()
    target = next((node for node in root.iter("*") if names and node.get("id") == names[0]), None)
    if target is None or local_name(target) in ("symbol", "svg"):
        return None
    above = target.getparent()
    try:
        outside = (matrix_to_root(above) if above is not None else Affine()).inverse()
        boxes = [outside.box(spot) for node in target.iter("*") if node is not use and (spot := _spot(node))]
    except (ValueError, OverflowError, ZeroDivisionError, RecursionError):
        return None
    move = Affine.translate(*(user_units(use.get(side), Base(Size(0.0, 0.0))) or 0.0 for side in ("x", "y")))
    return move.box(hull(boxes)) if boxes else None


def _slide(raw: Element, place: int) -> Page:
    """Return one slide of LibreOffice, which writes all on top of each other and a script to choose."""
    root = deepcopy(raw)
    slides = [node for node in root.iter(svg_tag("g")) if "Slide" in str(node.get("class", "")).split()]
    shown = slides[place]
    notes = [node for node in root.iter(svg_tag("g")) if node.get(f"{_OFFICE}slide") == shown.get("id")]
    master = str(notes[0].get(f"{_OFFICE}master", "")) if notes else ""
    name = str(notes[0].get(f"{_OFFICE}name", "")) if notes else ""
    for node in list(root.iter(svg_tag("g"))):
        is_other = node in slides and node is not shown
        is_master = "Master_Slide" in str(node.get("class", "")).split()
        parent = node.getparent()
        if parent is not None and (is_other or (is_master and master and node.get("id") != master)):
            parent.remove(node)
    for node in (shown, *shown.iterancestors()):
        node.attrib.pop("visibility", "")
    return Page(root, name.replace("_", " ") if not name.lower().startswith("slide") else "")


def _frames(raw: Element) -> Iterator[tuple[Element, Rect]]:
    """Yield the groups that look like frames, with their boxes in units of the root."""
    for child in _stage(raw):
        if local_name(child) == "g" and (box := _box_of_frame(child, raw)) is not None:
            yield child, box


def _stage(raw: Element) -> list[Element]:
    """Return what a drawing paints at its top, below groups around all of it, without its ground."""
    level = raw
    while True:
        painted = [node for node in level if local_name(node) not in NOT_PAINTED]
        art = [node for node in painted if not _is_sheet(node, raw)]
        if len(art) != 1 or local_name(art[0]) != "g":
            return art
        level = art[0]


def _is_sheet(node: Element, raw: Element) -> bool:
    spot = _spot(node) if local_name(node) == "rect" else None
    return spot is not None and is_ground(spot, view_box(raw))


def _box_of_frame(group: Element, raw: Element) -> Rect | None:
    """Return the rectangle that a frame is clipped to, or that lies below all in it."""
    try:
        matrix = matrix_to_root(group)
    except ValueError:
        return None
    names = names_in_value("clip-path", str(group.get("clip-path", "")))
    clips = (node for node in raw.iter(svg_tag("clipPath")) if node.get("id") in names[:1])
    clip = next(clips, None)

    shapes = clip.findall(svg_tag("rect")) if clip is not None else []
    if len(shapes) == 1:
        return matrix.box(matrix_to_root(shapes[0]).box(rect_of(shapes[0])))
    first = next((node for node in group if local_name(node) not in NOT_PAINTED), None)
    if first is None or local_name(first) not in ("rect", "path"):
        return None
    return _spot(first)


def _are_boards(raw: Element, frames: Sequence[tuple[Element, Rect]]) -> bool:
    """Tell whether frames are artboards of one sheet, and not cards on one artboard."""
    boxes = [box for _, box in frames]
    is_sheet = len(frames) > 1 and len(frames) == len(_stage(raw)) and _stand_apart(boxes)
    if not is_sheet:
        return False
    canvas = view_box(raw)
    least = _LEAST_SHARE * min(canvas.width, canvas.height)
    is_large = all(min(box.width, box.height) >= least for box in boxes)
    with_words = sum(any(True for _ in frame.iter(svg_tag("text"))) for frame, _ in frames)
    is_called_so = all(_FRAME.match(_name(frame)) for frame, _ in frames)
    return (
        is_large
        and with_words > 1
        and (is_called_so or all(min(box.width, box.height) >= _LARGE for box in boxes))
    )


def _name(frame: Element) -> str:
    return str(frame.get(LABEL) or frame.get("data-name") or repaired(unescaped(str(frame.get("id", "")))))


def _frame_alone(raw: Element, frame: Element, box: Rect) -> Page:
    """Return a copy of a drawing that shows one frame, without the others."""
    stage = _stage(raw)
    root = deepcopy(raw)
    for copied, node in zip(_stage(root), stage, strict=True):
        parent = copied.getparent()
        if node is not frame and parent is not None:
            parent.remove(copied)
    _show(root, box)
    return Page(root, _name(frame))
