"""Drawn lines: a line of a text, at no size yet; kept, because a text breaks alike in many frames."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from toolkit.typeset.fonts.face import GlyphExtents
from toolkit.typeset.fonts.pen import numbers
from toolkit.typeset.layout.analysis import Analysis
from toolkit.typeset.layout.hanging import optical_edges
from toolkit.typeset.shaping.itemise import ItemisedText
from toolkit.typeset.shaping.shaping import PlacedGlyph, ShapedLine, hyphened, ink_of, shape_line
from toolkit.typeset.text.prepare import visible

_MOST_KEPT = 1024  # a few kilobytes each


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line from its origin; thousandths of an em, y upwards, but downwards in `paths` (by colour).

    `edges` are the left and right edges that the eye aligns, `tints` the text, colour and ink of words that
    have a colour of their own.
    """

    text: str
    advance: float
    ink: GlyphExtents
    edges: tuple[float, float]
    paths: tuple[tuple[str | None, str], ...]
    tints: tuple[tuple[str, str, GlyphExtents], ...]


@lru_cache(maxsize=_MOST_KEPT)
def drawn_line(analysis: Analysis, start: int, end: int, *, hyphen: bool = False) -> DrawnLine:
    """Shape and draw the characters from `start` to `end` of a text as one line, with a hyphen if need be."""
    item = analysis.item
    if hyphen:
        item, end = hyphened(item, end), end + 1
    line = shape_line(item, start, end, analysis.tracking)
    drawn = ((fill, path_data(glyphs)) for fill, glyphs in by_fill(line.glyphs).items())
    return DrawnLine(
        text=visible(item.text[start:end]),
        advance=line.advance,
        ink=line.ink,
        edges=optical_edges(line, item),
        paths=tuple((fill, data) for fill, data in drawn if data),
        tints=tuple(_tints(line, item)),
    )


def _tints(line: ShapedLine, item: ItemisedText) -> Iterator[tuple[str, str, GlyphExtents]]:
    """Yield the stretches of a line that have a colour of their own, in reading order."""
    for fill, stretch in groupby(range(line.start, line.end), key=item.fills.__getitem__):
        if fill is None:
            continue
        places = frozenset(stretch)
        ink = ink_of(glyph for glyph in line.glyphs if glyph.cluster in places)
        if ink.right > ink.left:
            text = visible("".join(item.text[place] for place in sorted(places))).strip()
            yield text, fill, ink


def path_data(glyphs: Iterable[PlacedGlyph]) -> str:
    """Join the outlines of glyphs; thousandths of an em, y downwards, the line's origin at 0 0.

    The origin of each glyph is rounded on its own, so no error adds up along the line.
    """
    parts: list[str] = []
    pen_x = pen_y = 0.0
    for glyph in glyphs:
        path = glyph.face.path(glyph.gid)
        if not path.commands:
            continue
        x, y = round(glyph.x), round(-glyph.y)
        move = numbers([x + path.start_x - pen_x, y + path.start_y - pen_y])
        parts.append(("m" if parts else "M") + move + path.commands)
        pen_x, pen_y = x + path.end_x, y + path.end_y
    return "".join(parts)


def by_fill(glyphs: Iterable[PlacedGlyph]) -> dict[str | None, list[PlacedGlyph]]:
    """Group the glyphs of a line by colour, in the order the colours appear."""
    groups: dict[str | None, list[PlacedGlyph]] = {}
    for glyph in glyphs:
        groups.setdefault(glyph.fill, []).append(glyph)
    return groups
