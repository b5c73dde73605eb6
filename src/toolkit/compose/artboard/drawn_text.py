"""The words of a `<text>` as a designer sees them: lines with their places, however the tool cut them up.

Inkscape writes one `tspan` per line, Illustrator one per kerned run, Figma a left edge per line, and
Illustrator's Export As several `<text>` for a word (SVG 2, 11.7). Here a text is a list of lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from toolkit.compose.artboard.ruler import Piece, Ruler
from toolkit.compose.artboard.sample import case_of, face_of
from toolkit.compose.svg.lengths import Base, font_size_of, user_units
from toolkit.compose.svg.svgdoc import inherited
from toolkit.svg.document import XML, Element, local_name
from toolkit.units import Rect, Size

_NOWHERE: Final = Size(0.0, 0.0)
_SAME_LINE: Final = 0.1  # em between baselines of one line
_WORD_GAP: Final = 0.2  # em; a gap as wide is a space that the tool left out
_SPANS: Final = frozenset({"text", "tspan", "a", "textPath", "tref"})
_SHIFT: Final = {"middle": 0.5, "end": 1.0}
_BLANKS: Final = re.compile(r"[\s\u2028\u2029]+")
_PRESERVED: Final = re.compile(r"[\n\r\t\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters of one element, and where the pen is put before them, if it is."""

    words: str
    node: Element
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One line of a text in the text's own units: its words, pen, baseline, advance and ink."""

    words: str
    pieces: tuple[Piece, ...]
    node: Element
    x: float
    y: float
    size: float
    tracking: float
    advance: float
    ink: Rect


def lines_of(text: Element, ruler: Ruler) -> tuple[SampleLine, ...]:
    """Return the lines of a `<text>`, in the text's own coordinates (inside its transform)."""
    lines: list[list[TextRun]] = []
    x, y = 0.0, 0.0
    for run in _runs(text):
        is_start = run.x is not None or run.y is not None
        x, y = run.x if run.x is not None else x, run.y if run.y is not None else y
        near = _SAME_LINE * (font_size_of(run.node, _NOWHERE) or 1.0)
        if lines and (not is_start or abs((lines[-1][0].y or 0.0) - y) <= near):
            lines[-1].append(TextRun(run.words, run.node, run.x))
        else:
            lines.append([TextRun(run.words, run.node, x, y)])
    found = (_line(runs, ruler) for runs in lines)
    return tuple(line for line in found if line is not None)


def _runs(text: Element) -> Iterator[TextRun]:
    pending: list[float | None] = [None, None]
    for node, words, is_entry in _characters(text):
        if is_entry:
            _place(node, pending)
        plain = _spaced(words, node)
        if plain:
            yield TextRun(plain, node, *pending)
            pending[:] = [None, None]


def _place(node: Element, pending: list[float | None]) -> None:
    """Note where an element puts the pen: absolute places, and steps down from the line before."""
    for index, name in enumerate(("x", "y")):
        if (place := _first(node, name)) is not None:
            pending[index] = place
    if pending[1] is None and (step := _first(node, "dy")):
        pending[1] = _baseline_before(node) + step


def _baseline_before(node: Element) -> float:
    """Return the baseline that a `dy` counts from: that of the text, and the steps before this one."""
    parent = node.getparent()
    if parent is None or local_name(node) == "text":
        return _first(node, "y") or 0.0
    above = _first(parent, "y") or 0.0
    for sibling in parent:
        if sibling is node:
            break
        own = _first(sibling, "y")
        above = own if own is not None else above + (_first(sibling, "dy") or 0.0)
    return above


def _characters(node: Element) -> Iterator[tuple[Element, str, bool]]:
    yield node, node.text or "", True
    for child in node:
        if local_name(child) in _SPANS and str(child.get("display", "")) != "none":
            yield from _characters(child)
        yield node, child.tail or "", False


def _spaced(words: str, node: Element) -> str:
    """Return characters with white space as SVG shows it (SVG 2, 11.7.3)."""
    kept = inherited(node, f"{{{XML}}}space") == "preserve"
    kept = kept or (inherited(node, "white-space") or "").startswith(("pre", "break"))
    if kept:
        return _PRESERVED.sub(" ", words)
    # Line breaks and blanks between the elements of a file that was made pretty are none.
    return "" if not words.strip() and "\n" in words else _BLANKS.sub(" ", words)


def _first(node: Element, name: str) -> float | None:
    """Return the first number of a list of lengths."""
    parts = str(node.get(name, "")).replace(",", " ").split()
    if not parts:
        return None
    return user_units(parts[0], Base(_NOWHERE, font_size_of(node, _NOWHERE)), percent_of=0.0)


def _line(runs: Sequence[TextRun], ruler: Ruler) -> SampleLine | None:
    if not "".join(run.words for run in runs).strip():
        return None
    lead = max(runs, key=lambda run: (font_size_of(run.node, _NOWHERE), len(run.words.strip()))).node
    size = font_size_of(lead, _NOWHERE)
    tracking = _tracking(lead, size)
    pieces = _trimmed(_pieces(runs, size, tracking, ruler))
    sized = [ruler.measure(piece, size, tracking) for piece in pieces]
    advance = sum(measured.advance for measured in sized)
    first, last = sized[0].ink, sized[-1].ink
    top = min(measured.ink.y for measured in sized)
    bottom = max(measured.ink.bottom for measured in sized)
    start = (runs[0].x or 0.0) - advance * _shift(runs[0].node)
    left, right = start + first.x, start + advance - (sized[-1].advance - last.right)
    ink = Rect(left, (runs[0].y or 0.0) + top, max(right - left, 0.0), bottom - top)
    words = "".join(piece.words for piece in pieces)
    return SampleLine(words, pieces, lead, start, runs[0].y or 0.0, size, tracking, advance, ink)


def _shift(node: Element) -> float:
    """Return the share of a line that lies to the left of where its pen is put."""
    share = _SHIFT.get(inherited(node, "text-anchor") or "", 0.0)
    return 1.0 - share if inherited(node, "direction") == "rtl" else share


def _pieces(runs: Sequence[TextRun], size: float, tracking: float, ruler: Ruler) -> Iterator[Piece]:
    """Yield the runs of a line, with the spaces that tools leave out where they move the pen."""
    pen = runs[0].x or 0.0
    before = ""
    for run in runs:
        words = run.words.lstrip() if before[-1:].isspace() else run.words
        if run.x is not None and before:
            gap = run.x - pen
            is_word = gap > _WORD_GAP * size and not (before[-1].isspace() or words[:1].isspace())
            words = f" {words}" if is_word else words
            pen = run.x
        piece = piece_of(words, run.node)
        pen += ruler.measure(piece, size, tracking).advance
        before = words or before
        if words:
            yield piece


def _trimmed(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Return pieces without blanks at the ends of the line, and those of one look in one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].looks_as(piece):
            joined[-1] = replace(piece, words=joined[-1].words + piece.words)
        else:
            joined.append(piece)
    while joined and not joined[0].words.strip():
        joined.pop(0)
    while joined and not joined[-1].words.strip():
        joined.pop()
    joined[0] = replace(joined[0], words=joined[0].words.lstrip())
    joined[-1] = replace(joined[-1], words=joined[-1].words.rstrip())
    return tuple(joined)


def piece_of(words: str, node: Element) -> Piece:
    """Return words with the look that a drawing gives them."""
    face = face_of(node)
    return Piece(
        words,
        face.weight,
        inherited(node, "fill"),
        italic=face.italic,
        width=face.width,
        case=case_of(node),
        families=face.families,
    )


def _tracking(node: Element, size: float) -> float:
    value = user_units(inherited(node, "letter-spacing"), Base(_NOWHERE, size), percent_of=size)
    return value / size if value is not None and size else 0.0
