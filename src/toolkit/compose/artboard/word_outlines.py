"""Words as outlines, in the place and the paint that a drawing gives them."""

import math
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number, parse_transform
from toolkit.compose.artboard.flowed_text import flowed, regions_of
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.text_places import PlacedCluster, TextPlaces
from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.svgdoc import inherited
from toolkit.svg.document import Element, local_name, svg_tag
from toolkit.svg.references import element_ids, free_id, links_of, names_in_value, reference_to
from toolkit.typeset.letters import EM, outline_of
from toolkit.units import Rect

# What the outlines of a text take over from its parts; everything else stays on the group around them.
_OF_SHAPES: Final = (
    *("fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "stroke-linecap"),
    *("stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "paint-order", "vector-effect"),
)
_OF_GROUPS: Final = ("transform", "style", "clip-path", "mask", "filter", "opacity", "visibility", "data-pin")
_GRADIENTS: Final = frozenset({"linearGradient", "radialGradient"})
# Where a gradient on a box begins and ends if it does not say so (SVG 2, 14.2.2 and 14.2.3).
_ON_BOX: Final = {
    "linearGradient": (("x1", 0.0), ("y1", 0.0), ("x2", 1.0), ("y2", 0.0)),
    "radialGradient": (("cx", 0.5), ("cy", 0.5), ("r", 0.5), ("fx", None), ("fy", None)),
}
_MOST_LINKS: Final = 16


def drawn_words(text: Element, ruler: Ruler) -> Element | None:
    """Return a group with the outlines of a text, set as the text is drawn; None without fonts or letters."""
    placed = placed_letters(text, ruler)
    shown = [entry for entry in placed if inherited(entry.node, "visibility") not in ("hidden", "collapse")]
    if not shown:
        return None
    group = etree.Element(svg_tag("g"), {LABEL: "words@keep"})
    for name in _OF_GROUPS:
        if name in text.attrib:
            group.set(name, str(text.get(name)))
    ink = hull(_ink(entry) for entry in shown)
    sides = {"x": ink.x, "y": ink.y, "width": ink.width, "height": ink.height}
    attributes = {name: number(value, 4) for name, value in sides.items()}
    etree.SubElement(group, svg_tag("rect"), {LABEL: "frame", **attributes, "fill": "none", "stroke": "none"})
    painter = _Painter(text, shown, ink)
    for node, letters in groupby(shown, key=lambda entry: entry.node):
        painter.paint(group, node, list(letters))
    return group


def placed_letters(text: Element, ruler: Ruler) -> list[PlacedCluster]:
    """Return the letters of a text in their places, flowed if it flows; user units of the text."""
    places = TextPlaces(text, ruler)
    regions = regions_of(text)
    if not regions:
        return places.placed(places.chars)
    return [entry for line in flowed(places, regions) if line for entry in places.placed(line)]


def _ink(entry: PlacedCluster) -> Rect:
    """Return the box of the ink of some letters; that of their cell, where they have none."""
    face = entry.cluster.face
    boxes = []
    for gid, x, y in entry.cluster.glyphs:
        box = face.extents(gid)
        if box.right > box.left:
            boxes.append(Rect(box.left + x, box.bottom + y, box.right - box.left, box.top - box.bottom))
    if boxes:
        return entry.matrix.box(hull(boxes))
    left, top = entry.matrix.point(0.0, 0.0)
    return Rect(left, top, 0.0, 0.0)


class _Painter:
    """Paints the letters of one text; gradients lie over all of it."""

    def __init__(self, text: Element, letters: Sequence[PlacedCluster], ink: Rect) -> None:
        self._text = text
        self._cells = hull(entry.cell for entry in letters)
        self._ink = ink
        self._servers: dict[str, str] = {}
        smallest = min(entry.size for entry in letters)
        # A thousandth of the em, whatever the units are.
        self._digits = min(max(3 - math.floor(math.log10(smallest)) if smallest > 0 else 3, 1), 8)

    def paint(self, group: Element, node: Element, letters: Sequence[PlacedCluster]) -> None:
        """Draw letters of one element, with its lines below or through them."""
        data = "".join(self._outline(entry) for entry in letters)
        below = "".join(self._line(letters, "underline"))
        over = "".join(self._line(letters, "line-through"))
        above = "".join(self._line(letters, "overline"))
        for path in (below + above, data, over):
            if path:
                etree.SubElement(group, svg_tag("path"), {"d": path, **self._paint(node)})

    def _paint(self, node: Element) -> dict[str, str]:
        attributes = {"fill": self._server(inherited(node, "fill") or "#000000")}
        for name in _OF_SHAPES:
            if (value := inherited(node, name)) is not None:
                attributes[name] = self._server(str(value)) if name == "stroke" else str(value)
        attributes["fill-rule"] = "nonzero"
        return attributes

    def _server(self, paint: str) -> str:
        """Return a paint as it is, or a gradient that is measured by the whole text."""
        if not paint.startswith("url("):
            return paint
        if paint not in self._servers:
            name = next(iter(names_in_value("fill", paint)), "")
            self._servers[paint] = self._on_text(name) or paint
        return self._servers[paint]

    def _on_text(self, name: str) -> str:
        root = self._text.getroottree().getroot()
        found = next((node for node in root.iter("*") if node.get("id") == name), None)
        if found is None or local_name(found) not in _GRADIENTS:
            return ""
        chain = list(_chain(found, root))
        if _first(chain, "gradientUnits") == "userSpaceOnUse":
            return ""
        box = self._cells
        to_text = Affine.translate(box.x, box.y) @ Affine.scale(box.width or 1.0, box.height or 1.0)
        own = parse_transform(_first(chain, "gradientTransform"))
        copy = etree.Element(found.tag, {"id": free_id("words-gradient", element_ids(root))})
        copy.set("gradientUnits", "userSpaceOnUse")
        copy.set("gradientTransform", _exact(to_text @ own))
        for key, usual in _ON_BOX[local_name(found)]:
            value = _share(_first(chain, key), usual)
            if value is not None:
                copy.set(key, number(value, 6))
        if (spread := _first(chain, "spreadMethod")) is not None:
            copy.set("spreadMethod", spread)
        stops = next((node for node in chain if node.find(svg_tag("stop")) is not None), None)
        for stop in stops if stops is not None else ():
            copy.append(deepcopy(stop))
        parent = found.getparent()
        if parent is not None:
            parent.append(copy)
        return reference_to(str(copy.get("id")))

    def _outline(self, entry: PlacedCluster) -> str:
        """Return the path of some letters in units of the text."""
        parts = []
        for gid, x, y in entry.cluster.glyphs:
            face = entry.cluster.face
            matrix = entry.matrix @ Affine.translate(x, y) @ Affine.scale(face.unit)
            for command, values in outline_of(face, gid):
                points = (matrix.point(a, b) for a, b in zip(values[::2], values[1::2], strict=True))
                parts.append(command + " ".join(self._point(*point) for point in points))
        return "".join(parts)

    def _point(self, x: float, y: float) -> str:
        return f"{number(x, self._digits)} {number(y, self._digits)}"

    def _line(self, letters: Sequence[PlacedCluster], kind: str) -> Iterator[str]:
        """Yield the stretches of a line below, over or through letters."""
        decorating = _decorating(letters[0].node, self._text, kind)
        if not decorating:
            return
        for entry in letters:
            face = entry.cluster.face
            top, thick = face.strikeout if kind == "line-through" else face.underline
            top = face.ascender if kind == "overline" else top
            wide = entry.advance * EM / entry.size if entry.size else 0.0
            corners = ((0.0, top), (wide, top), (wide, top - thick), (0.0, top - thick))
            points = [self._point(*entry.matrix.point(*corner)) for corner in corners]
            yield f"M{points[0]}L{points[1]} {points[2]} {points[3]}Z"


def _decorating(node: Element, text: Element, kind: str) -> bool:
    """Tell whether an element or one around it draws a kind of line along its letters."""
    current: Element | None = node
    while current is not None:
        written = f"{current.get('text-decoration', '')} {current.get('text-decoration-line', '')}".lower()
        if kind in written.split():
            return True
        current = current.getparent() if current is not text else None
    return False


def _chain(gradient: Element, root: Element) -> Iterator[Element]:
    """Yield a gradient and those that it takes from, the nearest first."""
    by_id = {str(node.get("id")): node for node in root.iter(*map(svg_tag, _GRADIENTS)) if node.get("id")}
    current: Element | None = gradient
    for _ in range(_MOST_LINKS):
        if current is None:
            return
        yield current
        names = [name for _, address in links_of(current) for name in names_in_value("href", address)]
        current = by_id.get(names[0]) if names else None


def _first(chain: Sequence[Element], name: str) -> str | None:
    return next((str(node.get(name)) for node in chain if node.get(name) is not None), None)


def _share(written: str | None, usual: float | None) -> float | None:
    word = (written or "").strip()
    try:
        return float(word[:-1]) / 100 if word.endswith("%") else float(word)
    except ValueError:
        return usual


def _exact(matrix: Affine) -> str:
    sides = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    return f"matrix({' '.join(number(side, 9) for side in sides)})"
