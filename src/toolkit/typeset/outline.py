"""Placed glyphs to path data: one string per line and colour, in relative commands."""

from collections.abc import Iterable

from toolkit.typeset.pen import numbers
from toolkit.typeset.shaping import PlacedGlyph


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
