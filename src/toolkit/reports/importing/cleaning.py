"""What an import takes out of a drawing, and what it adds.

Out goes what acts, what only an editor reads, and what no picture shows. Bare paper gets a ground.
"""

from collections import Counter
from typing import Final

from lxml import etree

from toolkit.affine import number
from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.svgdoc import view_box
from toolkit.compose.svg.tool_names import repaired, unescaped
from toolkit.svg.document import INKSCAPE, SVG, Element, bare_name, local_name, svg_tag

_ACTIVE: Final = {
    "script": "script",
    "foreignObject": "foreign content (foreignObject)",
    "animate": "animation",
    "animateTransform": "animation",
    "animateMotion": "animation",
    "set": "animation",
}
_SODIPODI: Final = "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
# Guides, grids and pages help whoever opens the copy; what other tools note is of use to nobody.
_EDITED_HERE: Final = frozenset({SVG, INKSCAPE, _SODIPODI})
_VISIO: Final = "http://schemas.microsoft.com/visio/2003/SVGExtensions/"
_PRIVATE: Final = "editor data"
_HANDLERS: Final = "event handlers"
_DOCTYPE: Final = "DOCTYPE"
GROUND_ADDED: Final = "a white ground, because nothing covers the whole canvas"
_BEFORE_ART: Final = frozenset({"defs", "style", "title", "desc", "metadata", ""})
_SHOWN: Final = 60  # characters of the words in foreign content
_HTML_ADVICE: Final = (
    "background blur, angular and diamond gradients of Figma are such: use layer blur, and linear or radial "
    "gradients"
)


def take_out(root: Element) -> list[str]:
    """Take out of a drawing what a picture never shows, and return what it was, with its number."""
    has_doctype = root.getroottree().docinfo.internalDTD is not None
    counts: Counter[str] = Counter({_DOCTYPE: 1} if has_doctype else {})
    notes = []
    _keep_boxes_of_visio(root)
    gone: set[Element] = set()
    for node in list(root.iter("*")):
        parent = node.getparent()
        kind = _kind(node)
        if parent is None or not kind or any(up in gone for up in node.iterancestors()):
            continue
        if local_name(node) == "foreignObject":
            notes.append(_html(node))
        counts[kind] += 1
        gone.add(node)
        _remove(node, parent)
    counts[_HANDLERS] = _without_handlers(root)
    found = [f"{what} ({count})" for what, count in sorted(counts.items()) if count]
    return [*found, *filter(None, notes)]


def _keep_boxes_of_visio(root: Element) -> None:
    """Draw the boxes that Visio notes of its texts as LibreOffice does, so that they are found later."""
    for note in root.iter(f"{{{_VISIO}}}textRect"):
        parent = note.getparent()
        try:
            across, down, width, height = (
                float(note.get(name, "")) for name in ("cx", "cy", "width", "height")
            )
        except ValueError:
            continue
        if parent is not None and width > 0 and height > 0:
            sides = {"x": across - width / 2, "y": down - height / 2, "width": width, "height": height}
            rect = etree.Element(svg_tag("rect"), {name: number(side, 4) for name, side in sides.items()})
            rect.set("class", "BoundingBox")
            rect.set("style", "fill:none;stroke:none")
            parent.insert(0, rect)


def _kind(node: Element) -> str:
    """Say as what an element is taken out; nothing for one that stays."""
    name = local_name(node)
    if name in _ACTIVE:
        return _ACTIVE[name]
    space = str(node.tag).rpartition("}")[0].removeprefix("{")
    return _PRIVATE if name == "metadata" or space not in _EDITED_HERE else ""


def _remove(node: Element, parent: Element) -> None:
    """Remove an element, and keep the words behind it."""
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _without_handlers(root: Element) -> int:
    count = 0
    for node in root.iter("*"):
        for key in [str(key) for key in node.attrib if bare_name(key).lower().startswith("on")]:
            del node.attrib[key]
            count += 1
    return count


def _html(node: Element) -> str:
    """Say what is lost with a piece of HTML; nothing for the private data of Illustrator."""
    if node.get("requiredExtensions"):
        return ""
    above = (node, *node.iterancestors())
    named = (str(up.get(LABEL) or repaired(unescaped(str(up.get("id", ""))))) for up in above)
    layer = next(filter(None, named), "")
    where = f" in '{layer}'" if layer else ""
    if words := " ".join("".join(map(str, node.itertext())).split()):
        return f"HTML{where} with the words '{words[:_SHOWN]}': write them as a text of the drawing"
    return f"HTML{where}: {_HTML_ADVICE}"


def add_ground(raw: Element) -> None:
    """Put a white rectangle of the size of the canvas below all that a drawing paints."""
    canvas = view_box(raw)
    sides = {"x": canvas.x, "y": canvas.y, "width": canvas.width, "height": canvas.height}
    ground = etree.Element(svg_tag("rect"), {name: number(side, 4) for name, side in sides.items()})
    ground.set(LABEL, "ground@bleed@stretch")
    # A rule of the drawing for all rectangles must not reach it.
    ground.set("style", "fill:#ffffff;stroke:none;opacity:1")
    place = next((index for index, node in enumerate(raw) if local_name(node) not in _BEFORE_ART), len(raw))
    raw.insert(place, ground)
