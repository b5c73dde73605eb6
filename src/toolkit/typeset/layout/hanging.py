"""Optical hanging: marks at a line's edge that stand out of the alignment so that the letters line up."""

from collections.abc import Iterable

from toolkit.typeset.shaping.itemise import ItemisedText
from toolkit.typeset.shaping.shaping import PlacedGlyph, ShapedLine
from toolkit.typeset.unicode.scripts import CJK_LANGUAGE_SCRIPTS

_WHOLE = frozenset("\"'“”‘’„‚«»‹›、。，．")
_WHOLE_CJK = frozenset("、。，．")
_LARGELY = frozenset(".,-‐\u2011،۔।")
_SHARE = 0.7


def optical_edges(line: ShapedLine, item: ItemisedText) -> tuple[float, float]:
    """Return the left and right edges that the eye aligns, in thousandths of an em from the line's origin.

    A mark hangs by the distance to the next letter's ink; a line of nothing but marks does not hang. In
    Chinese and Japanese only commas and stops hang (JLREQ 3.8.2).
    """
    inked = [glyph for glyph in line.glyphs if glyph.face.extents(glyph.gid).right > 0]
    left, right = line.ink.left, line.ink.right
    inner_left = _edge(inked, item, left, 0)
    inner_right = _edge(reversed(inked), item, right, 2)
    return (inner_left, inner_right) if inner_left < inner_right else (left, right)


def _edge(glyphs: Iterable[PlacedGlyph], item: ItemisedText, edge: float, side: int) -> float:
    """Walk inwards over hanging marks; `side` is the index of an extent: 0 left, 2 right."""
    share = 1.0
    whole = _WHOLE_CJK if item.language.script in CJK_LANGUAGE_SCRIPTS else _WHOLE
    for glyph in glyphs:
        inner = glyph.x + glyph.face.extents(glyph.gid)[side]
        if share < 1.0:
            return edge + (inner - edge) * share
        char = item.text[glyph.cluster]
        if char in _LARGELY:
            share = _SHARE
        elif char not in whole:
            return inner
    return edge
