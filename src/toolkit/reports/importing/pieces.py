"""Texts in pieces put together again: PDF, Illustrator, Affinity and PowerPoint cut lines and words up.

Pieces of one line stand on one baseline with no more than a blank between them; lines of one paragraph stand
below each other in one look and one pitch (SVG 2, 11.2, knows neither lines nor paragraphs).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from toolkit.affine import Affine
from toolkit.compose.artboard.ruler import runs_from_right
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.slots import plain_templates
from toolkit.compose.svg.svgdoc import inherited
from toolkit.reports.importing.found_text import FoundText
from toolkit.svg.document import Element, local_name, matrix_to_root

_SAME_LINE: Final = 0.1  # em
_CLOSEST, _WIDEST = -0.2, 0.4  # em of a gap between pieces of one line
_OPEN: Final = 1.0  # em of a gap inside braces
_BLANK: Final = 0.2  # em; a gap as wide is a blank that the tool left out
_GUESSED: Final = 0.06  # of an advance, where the sample's own font is not at hand
_SIZES: Final = 1.6  # of pieces of one line
_PITCH: Final = (0.8, 1.7)  # em between lines of one paragraph
_ALIKE: Final = 0.05
_EDGE: Final = 0.25  # em
_HEADLINE: Final = 1.5  # times the usual size: lines of that size are one text
_UNDRAWN: Final = frozenset({"title", "desc", "metadata", ""})


def joined(texts: Sequence[FoundText]) -> list[FoundText]:
    """Return texts with the pieces of each line and the lines of each paragraph in one.

    Texts that are bound already, turned into outlines or of several lines stay as they are.
    """
    loose = [text for text in texts if not text.slot and text.live is None and len(text.lines) == 1]
    lines = list(_in_lines(loose))
    sizes = sorted(line.size for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    whole = list(_in_paragraphs(lines, usual))
    taken = {part.number for text in whole for part in text.parts}
    order = {text.number: place for place, text in enumerate(texts)}
    rest = [text for text in texts if text.number not in taken]
    found = [*rest, *(text for text in whole if text.parts)]
    return sorted(found, key=lambda text: min(order[part.number] for part in text.parts or (text,)))


def unit_of(node: Element) -> Element:
    """Return the outermost group that holds a text and nothing else; tools put each piece into its own."""
    unit = node
    parent = unit.getparent()
    while parent is not None and local_name(parent) == "g" and _holds_one(parent):
        if any(str(name).endswith("groupmode") for name in parent.attrib):
            break
        unit, parent = parent, parent.getparent()
    return unit


def _holds_one(group: Element) -> bool:
    return sum(1 for child in group if local_name(child) not in _UNDRAWN) == 1


def _in_lines(texts: Sequence[FoundText]) -> Iterator[FoundText]:
    """Yield every text, those of one line together."""
    left = list(texts)
    while left:
        line = [left.pop(0)]
        grew = True
        while grew:
            grew = False
            for other in list(left):
                if _continues(line[-1], other):
                    line.append(other)
                elif _continues(other, line[0]):
                    line.insert(0, other)
                else:
                    continue
                left.remove(other)
                grew = True
        yield _whole(line, line_breaks=False) if len(line) > 1 else line[0]


def _continues(before: FoundText, after: FoundText) -> bool:
    """Tell whether a text goes on where another ends, on its baseline."""
    place = _seen_from(before, after)
    if place is None or not _are_neighbours(before, after):
        return False
    x, y, factor = place
    one, two = before.lines[0], after.lines[0]
    sizes = sorted((one.size, two.size * factor))
    if sizes[1] > _SIZES * sizes[0] or abs(y - one.y) > _SAME_LINE * sizes[1]:
        return False
    widest = _OPEN if _is_unclosed(before.words) else _WIDEST
    gap, slack = x - (one.x + one.advance), _GUESSED * one.advance if before.family else 0.0
    return _CLOSEST * sizes[1] - slack <= gap <= widest * sizes[1] + slack and x > one.x


def _seen_from(one: FoundText, other: FoundText) -> tuple[float, float, float] | None:
    """Return where the pen of a text is in the units of another, and its scale; None if it is turned."""
    try:
        matrix = one.matrix.inverse() @ other.matrix
    except ZeroDivisionError:
        return None
    if abs(matrix.b) + abs(matrix.c) > _ALIKE or abs(matrix.a - matrix.d) > _ALIKE * abs(matrix.a):
        return None
    line = other.lines[0]
    x, y = matrix.point(line.x, line.y)
    return (x, y, matrix.a) if matrix.a > 0 else None


def _are_neighbours(one: FoundText, other: FoundText) -> bool:
    """Tell whether two texts stand in one group, apart from groups of their own."""
    if one.node is None or other.node is None:
        return False
    return unit_of(one.node).getparent() is unit_of(other.node).getparent()


def _in_paragraphs(lines: Sequence[FoundText], usual: float) -> Iterator[FoundText]:
    """Yield every line, those of one paragraph together."""
    left = sorted(lines, key=lambda line: (line.box.y, line.box.x))
    while left:
        rows = [left.pop(0)]
        pitch = 0.0
        while (below := _next_line(rows, left, pitch, usual)) is not None:
            pitch = pitch or _step(rows[-1], below)
            rows.append(below)
            left.remove(below)
        yield _whole(rows, line_breaks=True) if len(rows) > 1 else rows[0]


def _next_line(
    rows: Sequence[FoundText], left: Sequence[FoundText], pitch: float, usual: float
) -> FoundText | None:
    above = rows[-1]
    for line in left:
        step = _step(above, line)
        is_pitch = not pitch or abs(step - pitch) <= _ALIKE * pitch
        if (
            _PITCH[0] * above.size <= step <= _PITCH[1] * above.size
            and is_pitch
            and _look(above) == _look(line)
            and abs(line.size - above.size) <= _ALIKE * above.size
            and _shares_edge(above, line)
            and _are_neighbours(_first(above), _first(line))
            and _reads_on(above, line, usual)
        ):
            return line
    return None


def _first(text: FoundText) -> FoundText:
    return text.parts[0] if text.parts else text


def _step(above: FoundText, below: FoundText) -> float:
    place = _seen_from(_first(above), _first(below))
    return (place[1] - _first(above).lines[0].y) * _first(above).matrix.factor if place else 0.0


def _look(text: FoundText) -> tuple[object, ...]:
    first = _first(text)
    node = first.lines[0].node
    return (text.family, text.weight, inherited(node, "fill"), inherited(node, "font-style"))


def _shares_edge(one: FoundText, other: FoundText) -> bool:
    near = _EDGE * one.size
    centres = (one.box.x + one.box.right - other.box.x - other.box.right) / 2
    edges = (one.box.x - other.box.x, one.box.right - other.box.right, centres)
    return any(abs(edge) <= near for edge in edges)


def _reads_on(above: FoundText, below: FoundText, usual: float) -> bool:
    """Tell whether a line goes on from the one above it, and is no entry of a list."""
    if above.words.endswith((".", "!", "?", ":", "。", "؟")) or below.words[:1] in "•·–-*#@":
        return False
    if _is_open(above.words):
        return True
    begins_anew = below.words[:1].isupper() or below.words[:1].isdigit()
    return not begins_anew or above.size >= _HEADLINE * usual


def _is_open(words: str) -> bool:
    """Tell whether a template is not closed yet, or a word or clause not at its end."""
    return _is_unclosed(words) or words.endswith((",", "-", "\u2010", "،", "、"))


def _is_unclosed(words: str) -> bool:
    """Tell whether a template begins in some words and does not end."""
    return words.count("{{") > words.count("}}") or words.endswith("{")


def _whole(pieces: Sequence[FoundText], *, line_breaks: bool) -> FoundText:
    """Return one text in the place of its pieces, in the order of reading."""
    rows = list(pieces)
    if not line_breaks and runs_from_right("".join(piece.words for piece in rows)):
        rows.reverse()
    words = rows[0].words
    for before, after in pairwise(rows):
        words += f"{' ' if line_breaks or _has_gap(before, after) else ''}{after.words}"
    parts = tuple(part for row in rows for part in (row.parts or (row,)))
    lead = max(parts, key=lambda part: (part.size, len(part.words)))
    parent = unit_of(lead.node).getparent() if lead.node is not None else None
    return replace(
        lead,
        number=parts[0].number,
        id=parts[0].id,
        words=" ".join(plain_templates(words).split()),
        box=hull(row.box for row in rows),
        scale=(matrix_to_root(parent) if parent is not None else Affine()).factor,
        parts=parts,
    )


def _has_gap(before: FoundText, after: FoundText) -> bool:
    one, two = (before, after) if before.box.x <= after.box.x else (after, before)
    if _says_blank(before, last=True) or _says_blank(after, last=False):
        return True
    place = _seen_from(_last(one), _first(two))
    line = _last(one).lines[0]
    return place is not None and place[0] - (line.x + line.advance) > _BLANK * line.size


def _last(text: FoundText) -> FoundText:
    return text.parts[-1] if text.parts else text


def _says_blank(text: FoundText, *, last: bool) -> bool:
    """Tell whether the text itself has a blank at its end or beginning, as files of PowerPoint do."""
    piece = _last(text) if last else _first(text)
    words = "".join(map(str, piece.node.itertext())) if piece.node is not None else ""
    return "\n" not in words and (words[-1:] if last else words[:1]).isspace()
