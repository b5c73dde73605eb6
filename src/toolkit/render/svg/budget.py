"""The price list: how much work a drawing is to paint, told from its attributes before anything is painted.

Engines bound nothing: one line of SVG can ask for hours. Prices are megapixels that librsvg goes over for a
card of 1080 px, measured kind by kind at 1080 × 1080; they are upper bounds.
Circles of references are the business of the sanitizer; here they cost nothing.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from toolkit.render.svg.extents import Extent, Extents
from toolkit.svg.document import NOT_PAINTED, Element, bare_name, local_name
from toolkit.svg.references import names_in_value
from toolkit.units import Rect

__all__ = ["LIMIT", "Excess", "Expense", "excesses_of", "expenses_of"]

LIMIT: Final = 400.0
"""Megapixels that a whole drawing may ask for; ours stay below a tenth of it."""
_CARD: Final = 1080.0  # px of the short side
_PASS: Final = 0.14  # megapixels that are as much work as a millisecond of librsvg
_TOLD: Final = 0.2  # of the limit: what costs more is named
_MOST_DASHES: Final = 100_000
_SMALLEST_SHARE: Final = 0.05  # of the canvas; an effect on a dot has its fixed costs
_NUMBERS: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")

# Milliseconds for a whole canvas of 1080 × 1080 px.
_ELEMENT, _FILL, _ROUND_GRADIENT, _STOP = 0.01, 0.35, 9.0, 0.01
_MASK, _CLIP, _BLEND, _OPACITY, _DASH = 6.0, 0.2, 8.0, 1.0, 0.005
_OUTLINE, _CROSSINGS = 0.4, 0.0009  # a diagonal of outline, and its square: what may cross what
_FILTER: Final = 8.0
_PRIMITIVES: Final = {
    "feGaussianBlur": 140.0,
    "feDropShadow": 250.0,
    "feOffset": 10.0,
    "feFlood": 13.0,
    "feTile": 10.0,
    "feMergeNode": 30.0,
    "feMerge": 0.0,
    "feDisplacementMap": 720.0,
    "feDiffuseLighting": 140.0,
    "feSpecularLighting": 140.0,
    "feTurbulence": 60.0,
    "feConvolveMatrix": 80.0,
    "feMorphology": 0.0,
}
_OTHER_PRIMITIVE, _OCTAVE, _KERNEL_CELL, _MORPHOLOGY_PX = 65.0, 46.0, 8.2, 185.0
_PARTS_OF_PRIMITIVES: Final = ("feFunc", "fePointLight", "feSpotLight", "feDistantLight")

_HINTS: Final = {
    "filter": "take the filter away, or give it fewer steps and a smaller radius; gradients draw soft edges",
    "outline": "simplify it (Inkscape: Path > Simplify, Ctrl+L; Illustrator: Object > Path > Simplify)",
    "marker": "take the markers away (Inkscape: Fill and Stroke > Stroke style > Markers: none)",
    "mask": "use fewer masks and clips: ungroup what needs none, and cut shapes instead (Inkscape: Path > "
    "Intersection; Illustrator: Pathfinder)",
    "dashes": "make its dashes longer, or take them away",
    "copy": "use fewer copies of it, or a simpler original",
    "paint": "use a plain colour or a simpler gradient or pattern",
    "group": "use fewer groups with opacity or a blend mode",
    "shape": "use fewer and smaller shapes",
}


@dataclass(frozen=True, slots=True)
class Expense:
    """What one element costs, in megapixels, and what it is that costs most of it."""

    element: Element
    cost: float
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Excess:
    """An element that asks for too much: what is told of it, and what to do."""

    element: Element
    message: str
    hint: str


def excesses_of(root: Element, canvas: Rect) -> tuple[Excess, ...]:
    """Return what makes a drawing too dear to paint, dearest first; none if it is within the limit.

    `canvas` is the box of the drawing in its own units. Transforms and path data have been found readable.
    """
    expenses = sorted(expenses_of(root, canvas), key=lambda one: one.cost, reverse=True)
    total = sum(expense.cost for expense in expenses)
    if total <= LIMIT:
        return ()
    dear = [expense for expense in expenses if expense.cost > LIMIT * _TOLD][:5]
    if dear:
        return tuple(_told(expense) for expense in dear)
    kinds: defaultdict[str, float] = defaultdict(float)
    for expense in expenses:
        kinds[expense.kind] += expense.cost
    kind = max(kinds, key=lambda name: kinds[name])
    message = f"the drawing would process {_amount(total)} megapixels; at most {LIMIT:,.0f}"
    return (Excess(root, message, _HINTS[kind]),)


def expenses_of(root: Element, canvas: Rect) -> tuple[Expense, ...]:
    """Return the costs of every element that is painted, those of all it refers to included."""
    bill = _Bill(root, canvas)
    return tuple(bill.expense(element) for element in _painted(root))


def _told(expense: Expense) -> Excess:
    names = {
        "filter": f"the filter '{expense.name}'",
        "outline": "the outline of the path",
        "marker": f"the marker '{expense.name}' at every corner of the path",
        "mask": f"the mask or clip '{expense.name}'",
        "dashes": "the dashes of the line",
        "copy": f"the copy of '{expense.name}'",
        "paint": f"the gradient or pattern '{expense.name}'",
        "group": "the blend mode or opacity",
        "shape": "the shape",
    }
    message = f"{names[expense.kind]} would process {_amount(expense.cost)} megapixels; at most {LIMIT:,.0f}"
    return Excess(expense.element, f"{message} are painted in all", _HINTS[expense.kind])


def _amount(cost: float) -> str:
    return f"{cost:,.0f}" if cost < 1e9 else "more than 1,000,000,000"  # noqa: PLR2004  as it says


def _painted(element: Element) -> Iterator[Element]:
    """Yield an element and all inside of it but definitions."""
    yield element
    for child in element.findall("*"):
        if local_name(child) not in NOT_PAINTED:
            yield from _painted(child)


class _Bill:
    """Adds prices up; what is referred to is counted once for each time it is painted."""

    def __init__(self, root: Element, canvas: Rect) -> None:
        self._by_id: dict[str, Element] = {}
        for node in root.iter("*"):
            self._by_id.setdefault(str(node.get("id", "")), node)
        self._extents = Extents(root, canvas)
        self._per_unit = _CARD / min(canvas.width, canvas.height)
        self._known: dict[Element, float] = {}
        self._open: set[Element] = set()

    def expense(self, node: Element) -> Expense:
        """Return what one element costs without its children."""
        parts = sorted(self._charges(node), key=lambda part: part[0])
        dearest = parts[-1]
        cost = sum(price for price, _, _ in parts) * _PASS
        return Expense(node, cost if math.isfinite(cost) else 1e12, dearest[1], dearest[2])

    def _price(self, node: Element) -> float:
        return sum(price for price, _, _ in self._charges(node))

    def _charges(self, node: Element) -> Iterator[tuple[float, str, str]]:
        """Yield prices in milliseconds, each with its kind and the id that it is for."""
        extent = self._extents.of(node)
        yield _ELEMENT + _FILL * (extent.share if extent.is_shape else 0.0), "shape", ""
        yield _OUTLINE * extent.outline + _CROSSINGS * extent.outline**2, "outline", ""
        yield self._dashes(node, extent) * _DASH, "dashes", ""
        yield _groups(node), "group", ""
        for key, value in node.attrib.items():
            attribute = bare_name(key)
            if attribute not in ("d", "points", "transform", "id"):
                for name in names_in_value(attribute, str(value)):
                    target = self._by_id.get(name)
                    if target is not None:
                        yield self._reference(node, extent, attribute, target), _kind(attribute), name

    def _reference(self, node: Element, extent: Extent, attribute: str, target: Element) -> float:
        match attribute:
            case "filter":
                return self._filter(target, extent)
            case "mask":
                return _MASK + self._whole(target)
            case "clip-path":
                return _CLIP + self._whole(target)
            case "marker-start" | "marker-end" | "marker-mid":
                corners = self._extents.vertices(node) if attribute == "marker-mid" else 1
                return corners * (0.02 + self._whole(target))
            case "fill" | "stroke" if local_name(target).endswith("Gradient"):
                is_round = local_name(target) == "radialGradient"
                return self._whole(target) + (_ROUND_GRADIENT * extent.share if is_round else 0.0)
        return self._whole(target)

    def _whole(self, definition: Element) -> float:
        """Return what a definition costs each time: all that is inside of it, and what that refers to."""
        if definition in self._known:
            return self._known[definition]
        if definition in self._open:
            return 0.0
        self._open.add(definition)
        inside = definition.iter("*") if local_name(definition) in NOT_PAINTED else _painted(definition)
        cost = sum(_STOP if local_name(node) == "stop" else self._price(node) for node in inside)
        self._open.discard(definition)
        self._known[definition] = cost
        return cost

    def _filter(self, definition: Element, extent: Extent) -> float:
        """Return what a filter costs on an element of that extent (Filter Effects 1, 5-9)."""
        share = max(_region_share(definition, extent, self._extents.canvas), _SMALLEST_SHARE)
        steps = sum(self._primitive(node, definition, extent) for node in definition.iterdescendants("*"))
        # What a step takes in: pictures are the business of whoever embeds them, drawings are priced here.
        drawn = sum(
            self._whole(self._by_id[name])
            for node in definition.iterdescendants("{*}feImage")
            for key, value in node.attrib.items()
            for name in names_in_value(bare_name(key), str(value))
            if name in self._by_id
        )
        return _FILTER + share * steps + drawn

    def _primitive(self, node: Element, definition: Element, extent: Extent) -> float:
        name = local_name(node)
        if not name.startswith("fe") or name.startswith(_PARTS_OF_PRIMITIVES):
            return 0.0
        price = _PRIMITIVES.get(name, _OTHER_PRIMITIVE)
        if name == "feTurbulence":
            price += _OCTAVE * max(_first(node.get("numOctaves"), 1.0), 1.0)
        elif name == "feConvolveMatrix":
            order = _all(node.get("order")) or [3.0]
            price += _KERNEL_CELL * order[0] * order[-1]
        elif name == "feMorphology":
            radius = max(_all(node.get("radius")) or [0.0])
            in_boxes = definition.get("primitiveUnits") == "objectBoundingBox"
            units = radius * max(extent.box.width, extent.box.height) if in_boxes else radius * extent.scale
            price += _MORPHOLOGY_PX * max(min(units * self._per_unit, 2 * _CARD), 1.0)
        return price

    def _dashes(self, node: Element, extent: Extent) -> float:
        if extent.length <= 0 or _inherited(node, "stroke") in ("", "none"):
            return 0.0
        dashes = _all(_inherited(node, "stroke-dasharray"))
        period = sum(map(abs, dashes))
        # Below a hundredth of a px engines see a solid line, and some see a loop without end.
        return len(dashes) * extent.length / period if period > 0 else 0.0


def _groups(node: Element) -> float:
    style = str(node.get("style", ""))
    blends = ("mix-blend-mode" in style and "normal" not in style) or "isolate" in style
    clear = local_name(node) in ("g", "svg", "use", "a", "switch") and _first(node.get("opacity"), 1.0) < 1
    return (_BLEND if blends else 0.0) + (_OPACITY if clear else 0.0)


def _kind(attribute: str) -> str:
    if attribute.startswith("marker"):
        return "marker"
    kinds = {"filter": "filter", "mask": "mask", "clip-path": "mask", "href": "copy"}
    return kinds.get(attribute, "paint")


def _inherited(node: Element, name: str) -> str:
    for one in (node, *node.iterancestors()):
        value = str(one.get(name, "inherit")).strip()
        if value != "inherit":
            return value
    return ""


def _region_share(definition: Element, extent: Extent, canvas: Rect) -> float:
    """Return which part of the canvas the region of a filter covers, 0 to 1 (Filter Effects 1, 7.4)."""
    in_units = definition.get("filterUnits") == "userSpaceOnUse"
    sides = [_side(definition.get(name)) for name in ("width", "height")]
    if in_units:
        full = (canvas.width, canvas.height)
        lengths = [
            side * (whole if is_share else extent.scale)
            for (side, is_share), whole in zip(sides, full, strict=True)
        ]
        return min(abs(lengths[0] * lengths[1]) / (canvas.width * canvas.height), 1.0)
    return min(extent.share * abs(sides[0][0] * sides[1][0]), 1.0)


def _side(text: str | None) -> tuple[float, bool]:
    """Return a side of a filter's region, and whether it is a share; 120 % by itself."""
    if text is None:
        return 1.2, True
    is_share = text.strip().endswith("%")
    value = _first(text, 1.2)
    return (value / 100 if is_share else value), is_share


def _all(text: str | None) -> list[float]:
    return [float(number) for number in _NUMBERS.findall(text or "")]


def _first(text: str | None, default: float) -> float:
    found = _all(text)
    return found[0] if found else default
