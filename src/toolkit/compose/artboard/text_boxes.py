"""The boxes that tools keep of a text: flowed shapes, widths, and boxes beside it.

Inkscape writes `shape-inside`, `inline-size` or a `flowRegion`; Penpot, LibreOffice and Illustrator draw a
box beside the text. Flowed text of Inkscape 0.92 (`flowRoot`, which no browser knows) becomes a `<text>`.
"""

from collections.abc import Iterator
from typing import Final

from toolkit.affine import number, parse_transform
from toolkit.compose.artboard.slot_frames import Rule
from toolkit.compose.artboard.surroundings import geometry
from toolkit.compose.svg.lengths import Base, font_size_of, user_units
from toolkit.compose.svg.svgdoc import box_in, inherited, length, rect_of
from toolkit.svg.document import Element, local_name, svg_tag
from toolkit.svg.references import names_in_value
from toolkit.units import Insets, Rect, Size

FLOWED: Final = "data-flow-box"
_PARAGRAPH_PITCH: Final = 1.25
_BOUNDING: Final = "BoundingBox"


def flow_box(text: Element, root: Element) -> tuple[Rect, Rule] | None:
    """Return the box that a tool kept of a text, in the text's own units, and which rule found it."""
    if (box := box_in(str(text.get(FLOWED, "")))) is not None:
        return box, Rule.FLOWED
    if (box := _shape_inside(text, root)) is not None:
        return box, Rule.FLOWED
    if (box := _inline_size(text)) is not None:
        return box, Rule.WIDTH
    box = next(_beside(text), None)
    return (box, Rule.KEPT) if box is not None else None


def _shape_inside(text: Element, root: Element) -> Rect | None:
    names = names_in_value("shape-inside", inherited(text, "shape-inside") or "")
    for name in names[:1]:
        shape = next((node for node in root.iter("*") if node.get("id") == name), None)
        box = geometry(shape) if shape is not None else None
        if shape is not None and box is not None:
            box = parse_transform(shape.get("transform")).box(box)
            pad = length(inherited(text, "shape-padding"))
            return box.inset(Insets(pad, pad, pad, pad))
    return None


def _inline_size(text: Element) -> Rect | None:
    viewport = Size(0.0, 0.0)
    size = font_size_of(text, viewport)
    width = user_units(inherited(text, "inline-size"), Base(viewport, size))
    if not width or width <= 0:
        return None
    x, y = length(str(text.get("x", "0")).split()[0]), length(str(text.get("y", "0")).split()[0])
    share = {"middle": 0.5, "end": 1.0}.get(inherited(text, "text-anchor") or "start", 0.0)
    if inherited(text, "direction") == "rtl":
        share = 1.0 - share
    lines = max(sum(1 for _ in text.iter(svg_tag("tspan"))), 1)
    return Rect(x - share * width, y - size, width, size * _PARAGRAPH_PITCH * lines)


def _beside(text: Element) -> Iterator[Rect]:
    """Yield the boxes that Penpot, LibreOffice and Illustrator draw beside a text."""
    parent = text.getparent()
    if parent is None:
        return
    for group in (parent, parent.getparent()):
        if group is None or local_name(group) != "g":
            continue
        if "text-container" in str(group.get("class", "")).split():
            yield rect_of(group)
        for child in group:
            if local_name(child) == "rect" and str(child.get("class", "")) == _BOUNDING:
                yield rect_of(child)
    before = text.getprevious()
    own = parse_transform(text.get("transform"))
    if before is not None and local_name(parent) == "g" and len(parent) == 2:  # noqa: PLR2004  shape and text
        is_unpainted = before.get("fill") == "none" and (before.get("stroke") or "none") == "none"
        box = geometry(before) if is_unpainted else None
        if box is not None:
            yield own.inverse().box(parse_transform(before.get("transform")).box(box))


def flow_roots_to_texts(root: Element) -> None:
    """Make a `<text>` of each flowed text of Inkscape 0.92: lines one below the other in its region."""
    for flow in list(root.iter(svg_tag("flowRoot"))):
        region = next(flow.iter(svg_tag("flowRegion")), None)
        shapes = [] if region is None else [box for node in region.iter("*") if (box := geometry(node))]
        box = shapes[0] if shapes else None
        if region is not None:
            parent = region.getparent()
            if parent is not None:
                parent.remove(region)
        size = _largest(flow)
        flow.tag = svg_tag("text")
        if box is not None:
            flow.set(FLOWED, " ".join(number(side, 4) for side in (box.x, box.y, box.width, box.height)))
        paragraphs = list(flow.iter(svg_tag("flowPara"), svg_tag("flowDiv")))
        for place, paragraph in enumerate(paragraphs):
            paragraph.tag = svg_tag("tspan")
            if box is not None:
                paragraph.set("x", number(box.x, 4))
                paragraph.set("y", number(box.y + size * (1 + place * _PARAGRAPH_PITCH), 4))
        for span in list(flow.iter(svg_tag("flowSpan"), svg_tag("flowLine"))):
            span.tag = svg_tag("tspan")


def _largest(flow: Element) -> float:
    return max(font_size_of(node, Size(0.0, 0.0)) for node in flow.iter("*"))
