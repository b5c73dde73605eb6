"""Flattening: what a PDF page cannot hold becomes a picture of itself; everything around it stays vector."""

import base64
import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from lxml import etree

from toolkit.affine import number
from toolkit.render.encode.pillow import jpeg
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import Engine, engine_named
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, Pixels, RenderError
from toolkit.render.svg.features import DROPS, FLATTENED, Feature, features_of, features_of_one
from toolkit.render.svg.sizing import view_box
from toolkit.svg.document import NOT_PAINTED, local_name, matrix_to_root, painted, svg_tag
from toolkit.svg.references import names_in
from toolkit.units import MM_PER_INCH, PixelSize

_QUALITY: Final = 92
_GROUP_EFFECTS: Final = ("opacity", "clip-path", "mask", "filter")
_EFFECT: Final = re.compile(rf"(?<![\w-])(?:{'|'.join(_GROUP_EFFECTS)})\s*:[^;]*;?")

PdfFeatures = frozenset[Feature]


@dataclass(frozen=True, slots=True)
class Flattened:
    """A drawing that a page can hold, and what is a picture in it now; nothing for most drawings."""

    root: etree._Element
    features: tuple[Feature, ...] = ()


def flattened(root: etree._Element, sheet_mm: tuple[float, float], dpi: int) -> Flattened:
    """Return a drawing in which whatever PDF would lose has become pictures of `dpi`.

    The smallest element that needs it is taken; words and symbols elsewhere stay outlines. A blend mode takes
    everything below it along, as it mixes with that, and CSS rules take the whole drawing.
    Raises `RenderError` when no engine can draw it either.
    """
    needed = frozenset(features_of(root)) & FLATTENED
    if not needed:
        return Flattened(root)
    result = copy.deepcopy(root)
    painter = _Painter(result, sheet_mm, dpi)
    order = list(painted(result))
    if not _is_in_rules(result, needed):
        order = [node for node in order if Feature.BLEND_MODE in features_of_one(node)]
    for element in order[-1:]:
        painter.replace_below(element)
    known = {str(node.get("id")): node for node in result.iter("*") if node.get("id")}
    for element in list(_losses(result, known)):
        painter.replace(element)
    return Flattened(result, tuple(sorted(needed)))


def _is_in_rules(root: etree._Element, needed: PdfFeatures) -> bool:
    """Tell whether a loss stands in CSS rules, from where it may reach any element."""
    rules = (node for node in root.iter("*") if local_name(node) == "style")
    return any(needed.intersection(features_of_one(node)) for node in rules)


def _losses(parent: etree._Element, known: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield the smallest elements that PDF would lose something of."""
    for child in parent.findall("*"):
        if local_name(child) in NOT_PAINTED:
            continue
        if FLATTENED & _features_with_references(child, known, set()):
            yield child
        else:
            yield from _losses(child, known)


def _features_with_references(
    element: etree._Element, known: Mapping[str, etree._Element], seen: set[str]
) -> PdfFeatures:
    """Return the features of an element without its children, but with everything it refers to."""
    found = set(features_of_one(element))
    for name in set(names_in(element)) & set(known) - seen:
        seen.add(name)
        for node in known[name].iter("*"):
            found |= _features_with_references(node, known, seen)
    return frozenset(found)


class _Painter:
    """Puts pictures into one drawing, in the place of what they show."""

    def __init__(self, root: etree._Element, sheet_mm: tuple[float, float], dpi: int) -> None:
        self._root = root
        width, height = (round(length / MM_PER_INCH * dpi) for length in sheet_mm)
        self._size = PixelSize(width, height)

    def replace(self, element: etree._Element) -> None:
        """Put a picture of an element where it stands; its groups' effects go on applying to it."""
        parent = element.getparent()
        if parent is None:
            return
        around = list(element.iterancestors())
        picture = self._picture({element, *element.iterdescendants(), *around}, plain=around)
        placed = matrix_to_root(parent)
        if not placed.is_identity:
            picture.set("transform", str(placed.inverse()))
        parent.replace(element, picture)

    def replace_below(self, element: etree._Element) -> None:
        """Put one picture in the place of everything that is painted up to the end of an element."""
        order = list(painted(self._root))
        inside = {element, *element.iterdescendants()}
        end = max(index for index, node in enumerate(order) if node in inside) + 1
        picture = self._picture(set(order[:end]), plain=())
        above = {ancestor for node in order[end:] for ancestor in node.iterancestors()}
        self._root.insert(self._root.index(_top_of(order[0])), picture)
        for node in order[:end]:
            if node not in above and (parent := node.getparent()) is not None:
                parent.remove(node)

    def _picture(self, shown: set[etree._Element], plain: Sequence[etree._Element]) -> etree._Element:
        """Return a picture of a part of the drawing, as large as what is in it.

        `shown` is the part with the groups around it; `plain` groups go without their effects.
        """
        drawing = copy.deepcopy(self._root)
        for node, twin in list(zip(self._root.iter("*"), drawing.iter("*"), strict=True)):
            if node in plain:
                _take_off(twin)
        twins = list(zip(painted(self._root), painted(drawing), strict=True))
        for hidden in (twin for node, twin in twins if node not in shown):
            if (parent := hidden.getparent()) is not None:
                parent.remove(hidden)
        engine = _engine_for(frozenset(features_of(drawing)))
        pixels = engine.rasterise(etree.tostring(drawing), self._size, transparent=True)
        return self._image(pixels)

    def _image(self, pixels: Pixels) -> etree._Element:
        """Return an ``image`` of the part of a sheet that is not empty."""
        box = _inked(pixels.array)
        array = np.ascontiguousarray(pixels.array[box])
        left, top, width, _ = view_box(self._root)
        unit = width / self._size.width
        rows, columns = box
        bounds = (
            left + columns.start * unit,
            top + rows.start * unit,
            array.shape[1] * unit,
            array.shape[0] * unit,
        )
        image = etree.Element(svg_tag("image"))
        for name, value in zip(("x", "y", "width", "height"), bounds, strict=True):
            image.set(name, number(value, 6))
        image.set("preserveAspectRatio", "none")
        image.set("href", _address(array))
        return image


def _top_of(element: etree._Element) -> etree._Element:
    """Return the child of the root that holds an element."""
    return [element, *element.iterancestors()][-2]


def _take_off(group: etree._Element) -> None:
    """Take the effects off a group; they stay on the group in the page, and must not apply twice."""
    for effect in _GROUP_EFFECTS:
        group.attrib.pop(effect, "")
    group.set("style", _EFFECT.sub("", group.get("style", "")))


def _engine_for(features: frozenset[Feature]) -> Engine:
    """Return the engine that draws these; raise `RenderError` when each would leave something out."""
    order = ("resvg", "librsvg") if Feature.FILTER in features else ("librsvg", "resvg")
    losses = {name: sorted((features & DROPS[name]) - DROPS["pdf"]) for name in order}
    best = min(order, key=lambda name: len(losses[name]))
    if losses[best]:
        raise RenderError(f"neither a PDF page nor an engine can draw together: {', '.join(losses[best])}")
    return engine_named(best)


def _inked(array: PixelArray) -> tuple[slice, slice]:
    """Return the rows and columns that hold anything; one pixel of an empty picture."""
    rows, columns = (np.flatnonzero(array[..., 3].any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return slice(0, 1), slice(0, 1)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _address(array: PixelArray) -> str:
    """Return a data address: JPEG where nothing is see-through, as a sheet of pixels is heavy."""
    if bool((array[..., 3] == OPAQUE).all()):
        kind, data = "jpeg", jpeg(np.ascontiguousarray(array[..., :RGB]), _QUALITY, None, optimised=True)
    else:
        kind, data = "png", png(Pixels(array))
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
