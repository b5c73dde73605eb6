"""Isolates: names and numbers that keep their inner order, whatever runs around them (UAX #9, 2.7).

In right-to-left text a telephone number, an ISO date or a sign before a number would run backwards: a
careful typist isolates them. Direction marks and isolates of the author's own are obeyed: nothing is added
beside them.
"""

import string
from collections.abc import Iterator

from toolkit.text_boundaries import grapheme_ends
from toolkit.typeset.text.patterns import DIRECTED, ISOLATED, PHONE, SERIAL

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_MARKS = frozenset("\u200e\u200f\u061c")
_OPENING = frozenset(f"{LRI}{RLI}{FSI}\u202a\u202b\u202d\u202e")
_CLOSING = frozenset(f"{PDI}\u202c")

Isolate = tuple[int, int, str]
"""Where an isolate starts and ends, and the control that opens it."""


def with_isolates(text: str, *, rtl: bool) -> str:
    """Wrap hashtags, mentions and addresses, and in right-to-left text numbers that need it."""
    out, last = [], 0
    for start, end, control in isolates(text, rtl=rtl):
        out += [text[last:start], control, text[start:end], PDI]
        last = end
    return "".join((*out, text[last:]))


def isolates(text: str, *, rtl: bool) -> list[Isolate]:
    """Return what is to be isolated, in order and without overlaps, never a part of a grapheme cluster."""
    found = [(match.start(), match.end(), FSI) for match in ISOLATED.finditer(text)]
    if rtl:
        taken = [(start, end) for start, end, _ in found]
        found += [entry for entry in _numbers(text) if not _overlaps(entry, taken)]
    return _apart(_in_clusters(sorted(found), text)) if found else []


def _numbers(text: str) -> Iterator[Isolate]:
    """Yield numbers whose order or signs would turn around in right-to-left text."""
    taken: list[tuple[int, int]] = []
    for pattern in (PHONE, SERIAL, DIRECTED):
        for match in pattern.finditer(text):
            start, end = match.span()
            control = LRI if pattern is not DIRECTED else _direction_of(match[0])
            if not _overlaps((start, end, control), taken) and not _is_directed(text, start, end):
                taken.append((start, end))
                yield start, end, control


def _direction_of(number: str) -> str:
    """Signs stand at the left of Western digits, and on the side of the reader of Arabic ones (CLDR, ar)."""
    return LRI if any(digit in number for digit in string.digits) else RLI


def _is_directed(text: str, start: int, end: int) -> bool:
    """Tell whether the author has settled the direction: by a mark beside it or in it, or by an isolate."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _OPENING and after in _CLOSING:
        return True
    return before in _MARKS or after in _MARKS or not _MARKS.isdisjoint(text[start:end])


def _overlaps(entry: Isolate, taken: list[tuple[int, int]]) -> bool:
    return any(entry[0] < end and start < entry[1] for start, end in taken)


def _in_clusters(found: list[Isolate], text: str) -> Iterator[Isolate]:
    """Widen each to whole grapheme clusters: a control between a letter and its mark would part them."""
    ends = grapheme_ends(text)
    borders = {0, *ends}
    for start, end, control in found:
        first, last = start, end
        while first not in borders:
            first -= 1
        while last not in borders:
            last += 1
        yield first, last, control


def _apart(found: Iterator[Isolate]) -> list[Isolate]:
    """Leave out what begins inside the one before it."""
    kept: list[Isolate] = []
    for entry in found:
        if not kept or entry[0] >= kept[-1][1]:
            kept.append(entry)
    return kept
