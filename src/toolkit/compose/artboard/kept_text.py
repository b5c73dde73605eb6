"""Texts that are decoration: in no slot and without `{{ … }}`. They are set as they are drawn, as outlines.

They say the same in every language, so each is told once, as a warning.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number
from toolkit.compose.artboard.drawn_text import SampleLine, lines_of
from toolkit.compose.artboard.families import Speech, missing_name
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.slots import words_of
from toolkit.compose.svg.font_shorthand import families_in
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import inherited, length
from toolkit.sources.workspace.design import SlotRules
from toolkit.svg.document import NOT_PAINTED, Element, local_name, svg_tag
from toolkit.typeset.fonts.face import EM

# What the outlines of a text take over from it; everything else stays on the group around them.
_OF_SHAPES: Final = ("opacity", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity")
_OF_STROKES: Final = (
    "stroke-linejoin",
    "stroke-linecap",
    "stroke-miterlimit",
    "stroke-dasharray",
    "paint-order",
)
_OF_GROUPS: Final = ("transform", "style", "clip-path", "mask", "filter")


def loose_texts(root: Element, rules: Mapping[str, SlotRules]) -> Iterator[Element]:
    """Yield the texts that are seen, stand in no slot, and are no template."""
    for text in root.iter(svg_tag("text")):
        if is_hidden(text) or "{{" in words_of(text):
            continue
        above = [layer_name(node).word for node in text.iterancestors()]
        defined = any(local_name(node) in NOT_PAINTED for node in text.iterancestors())
        if not defined and "texture" not in above and not any(word in rules for word in above):
            yield text


def is_hidden(text: Element) -> bool:
    """Tell whether a text shows no words."""
    is_off = any(str(node.get("display", "")) == "none" for node in (text, *text.iterancestors()))
    return is_off or inherited(text, "visibility") in ("hidden", "collapse") or not words_of(text).strip()


def strange_family(text: Element, speech: Speech) -> str:
    """Return the first family of a text that is not at hand, or nothing."""
    for node in text.iter(svg_tag("text"), svg_tag("tspan")):
        if not any((part or "").strip() for part in (node.text, *(child.tail for child in node))):
            continue
        if name := missing_name(tuple(families_in(inherited(node, "font-family") or "")), speech):
            return name
    return ""


def is_kept_on_purpose(text: Element) -> bool:
    """Tell whether a designer says by `@keep` that a text is decoration."""
    return any(layer_name(node).keep for node in (text, *text.iterancestors()))


def keep_texts(root: Element, rules: Mapping[str, SlotRules], ruler: Ruler) -> None:
    """Put outlines in the place of every loose text."""
    for text in list(loose_texts(root, rules)):
        parent = text.getparent()
        lines = lines_of(text, ruler)
        if parent is None or not lines:
            continue
        group = etree.Element(svg_tag("g"), {LABEL: "words@keep"})
        for name in _OF_GROUPS:
            if name in text.attrib:
                group.set(name, str(text.get(name)))
        ink = hull(line.ink for line in lines)
        sides = {"x": ink.x, "y": ink.y, "width": ink.width, "height": ink.height}
        attributes = {name: number(value, 4) for name, value in sides.items()}
        etree.SubElement(group, svg_tag("rect"), {LABEL: "frame", **attributes, "fill": "none"})
        for line in lines:
            _draw(group, line, text, ruler)
        parent.replace(text, group)
        group.tail, text.tail = text.tail, None


def _draw(group: Element, line: SampleLine, text: Element, ruler: Ruler) -> None:
    layout = ruler.line(line.pieces, line.size, line.tracking)
    if layout is None or not layout.lines:
        return
    pen = layout.lines[0]
    move = Affine.translate(line.x - pen.x, line.y - pen.baseline)
    held = etree.SubElement(group, svg_tag("g"), {"transform": str(move)})
    for name in (*_OF_SHAPES, *_OF_STROKES):
        value = text.get("opacity") if name == "opacity" else inherited(line.node, name)
        if value is not None:
            held.set(name, str(value))
    _scale_stroke(held, line.size)
    fill = inherited(line.node, "fill") or "#000000"
    for outline in layout.outlines:
        attributes = {"d": outline.d, "fill": outline.fill or fill}
        if outline.transform:
            attributes["transform"] = outline.transform
        etree.SubElement(held, svg_tag("path"), attributes)


def _scale_stroke(held: Element, size: float) -> None:
    """Write the width of a stroke in the thousandths of an em that outlines are drawn in."""
    if held.get("stroke", "none") == "none":
        return
    width = length(held.get("stroke-width"), 1.0)
    held.set("stroke-width", number(width * EM / size, 3))
