"""What lies beside a picture and shows in it: a blur at the edge mixes in what is beyond.

Engines give filters only what lies on the canvas, so that blurred art which reaches over an edge would fade
to nothing there. A drawing with such filters is painted with room around it, which is cut off.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from toolkit.render.pixels import PixelArray
from toolkit.render.svg.sizing import box_text, view_box
from toolkit.svg.document import Element, matrix_to_root
from toolkit.svg.parser import LAID_OUT, parse
from toolkit.svg.references import names_in_value
from toolkit.units import PixelSize, Rect

_SIGMAS: Final = 3.0  # a Gaussian is nothing beyond
_MOST: Final = 0.5  # of the longer side
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_REACHES: Final = {"stdDeviation": _SIGMAS, "dx": 1.0, "dy": 1.0, "radius": 1.0}


@dataclass(frozen=True, slots=True)
class Roomy:
    """A document with room around its canvas: how many px on each side, and its size with them."""

    document: bytes
    size: PixelSize
    room: int

    def cut(self, pixels: PixelArray) -> PixelArray:
        """Return the pixels without the room around them."""
        room = self.room
        return pixels[room : pixels.shape[0] - room, room : pixels.shape[1] - room] if room else pixels


def with_room(document: bytes, size: PixelSize) -> Roomy:
    """Return a document, whose root has a size in px, with the room that its filters need around it."""
    if b"<filter" not in document or b"filter=" not in document:
        return Roomy(document, size, 0)
    root = parse(document, LAID_OUT)
    box = Rect(*view_box(root))
    scale = size.width / box.width
    reach = max(_reaches(root), default=0.0) * scale
    room = math.ceil(min(reach, _MOST * max(size.width, size.height)))
    if room < 1:
        return Roomy(document, size, 0)
    beyond = room / scale
    wide = Rect(box.x - beyond, box.y - beyond, box.width + 2 * beyond, box.height + 2 * beyond)
    larger = PixelSize(size.width + 2 * room, size.height + 2 * room)
    root.set("viewBox", box_text(wide))
    root.set("width", str(larger.width))
    root.set("height", str(larger.height))
    return Roomy(etree.tostring(root, encoding="utf-8"), larger, room)


def _reaches(root: Element) -> Iterator[float]:
    """Yield how far each filter that is used draws from beyond, in units of the root."""
    filters = {str(node.get("id")): node for node in root.iter("{*}filter")}
    for node in root.iter("*"):
        for name in names_in_value("filter", str(node.get("filter", ""))):
            if name in filters:
                yield _reach(filters[name]) * matrix_to_root(node).factor


def _reach(used: Element) -> float:
    """Return the sum of what the steps of a filter reach: each may follow the other."""
    return sum(
        share * max((abs(float(number)) for number in _NUMBER.findall(str(step.get(name, "")))), default=0.0)
        for step in used.iter("*")
        for name, share in _REACHES.items()
    )
