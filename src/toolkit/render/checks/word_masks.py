"""Where the ink of words should be in a picture, whatever stands around, over or behind them.

Words are painted once more without all that could hide them: no clip, no mask, no opacity of their layers, no
later shape. Comparing that with the finished picture tells what of them is to be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from toolkit.render.engines.engine import Engine
from toolkit.render.svg.sizing import box_text, read_svg, shown_box
from toolkit.svg.document import SVG, Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.laid_out import slot_of, words_in
from toolkit.units import PixelSize

__all__ = ["WordMasks", "word_masks"]

_CODES = 255  # slots that have a level of red of their own; no picture has so many
_SHAPE = ("d", "transform", "stroke-width", "stroke-linejoin")
_INSIDE = 0.8  # of the strongest ink of a slot: what thin letters of small type have, and edges have not


@dataclass(frozen=True, slots=True)
class WordMasks:
    """The ink of the words of each slot in a picture."""

    _levels: NDArray[np.uint8]
    _codes: dict[str, int]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots with words."""
        return tuple(self._codes)

    def inside(self, slot: str, boxes: Sequence[tuple[slice, slice]]) -> list[NDArray[np.bool_]]:
        """Return where the inside of a slot's letters should be, for each box (rows, columns) of a line."""
        parts = [self._levels[box] for box in boxes]
        inks = [np.where(part[..., 0] == self._codes[slot], part[..., 3], 0) for part in parts]
        strongest = max((int(ink.max()) for ink in inks if ink.size), default=0)
        return [ink >= max(int(strongest * _INSIDE), 1) for ink in inks]


def word_masks(engine: Engine, svg: str, size: PixelSize) -> WordMasks:
    """Paint the words of a laid-out SVG alone, each slot in a colour of its own.

    Raises `RenderError` when the drawing is refused or the engine fails.
    """
    root = read_svg(svg)
    box = shown_box(root, size.width, size.height)
    # The types of lxml know no default namespace.
    bare = etree.Element(svg_tag("svg"), {"viewBox": box_text(box)}, nsmap={None: SVG})  # type: ignore[dict-item]
    bare.set("width", str(size.width))
    bare.set("height", str(size.height))
    codes: dict[str, int] = {}
    for words in words_in(root):
        if _is_text(words):
            code = codes.setdefault(slot_of(words), len(codes) % _CODES + 1)
            bare.append(_bare_words(words, f"#{code:02x}0000"))
    pixels = engine.rasterise(etree.tostring(bare), size, transparent=True)
    return WordMasks(pixels.array, codes)


def _is_text(words: Element) -> bool:
    """Tell words from codes, which have a white rectangle below them and are read back."""
    return all(local_name(part) in ("path", "title", "") for part in words)


def _bare_words(words: Element, colour: str) -> Element:
    group = etree.Element(svg_tag("g"), {"transform": str(matrix_to_root(words)), "fill": colour})
    for path in words.iter(svg_tag("path")):
        attributes = {name: str(path.get(name)) for name in _SHAPE if path.get(name)}
        if path.get("stroke", "none") != "none":
            attributes["stroke"] = colour
            attributes["fill"] = "none" if path.get("fill") == "none" else colour
        etree.SubElement(group, svg_tag("path"), attributes)
    return group
