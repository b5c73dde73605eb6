"""The Unicode Bidirectional Algorithm (UAX #9, Unicode 15): levels, and the visual order of a line."""

from collections.abc import Sequence

from toolkit.typeset.unicode.bidi.classes import ISOLATE_INITIATORS, REMOVED, bidi_class
from toolkit.typeset.unicode.bidi.explicit import (
    ExplicitPass,
    first_strong_level,
    isolating_sequences,
    match_isolates,
)
from toolkit.typeset.unicode.bidi.resolve import resolve

__all__ = ["bidi_class", "line_levels", "paragraph_level", "resolve_levels", "visual_order"]

_SIMPLE = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "BN", "B", "S", "WS", "ON"})
_RESET_BEFORE = REMOVED | ISOLATE_INITIATORS | {"PDI", "WS"}


def paragraph_level(classes: Sequence[str]) -> int:
    """Return the level of a paragraph by its first strong character (P2, P3): 0 or, right to left, 1."""
    return first_strong_level(classes, 0, len(classes), match_isolates(classes))


def resolve_levels(classes: Sequence[str], base: int, chars: str = "") -> list[int]:
    """Return the embedding level of each character of one paragraph, before L1.

    `classes` are Bidi_Class values, `base` is the paragraph level, `chars` the text (for its brackets).
    Characters that X9 removes take the level of the character before them.
    """
    if base == 0 and _SIMPLE.issuperset(classes):
        return [0] * len(classes)
    matches = match_isolates(classes)
    explicit = ExplicitPass(list(classes), base, matches)
    explicit.run()
    levels = explicit.levels
    for sequence in isolating_sequences(classes, levels, base, matches):
        at = sequence.indices
        resolved = resolve(
            [explicit.classes[index] for index in at],
            [chars[index] for index in at] if chars else "",
            [classes[index] for index in at],
            sequence.level,
            (sequence.start, sequence.end),
        )
        for index, level in zip(at, resolved, strict=True):
            levels[index] = level
    return _removed_follow(classes, levels, base)


def _removed_follow(classes: Sequence[str], levels: list[int], base: int) -> list[int]:
    previous = base
    for index, kind in enumerate(classes):
        if kind in REMOVED:
            levels[index] = previous
        previous = levels[index]
    return levels


def line_levels(classes: Sequence[str], levels: Sequence[int], base: int) -> list[int]:
    """Return the levels of one line: separators and the white space before them or last are reset (L1)."""
    result = list(levels)
    at_end = True
    for index in range(len(classes) - 1, -1, -1):
        kind = classes[index]
        if kind in ("B", "S"):
            at_end = True
            result[index] = base
        elif kind not in _RESET_BEFORE:
            at_end = False
        elif at_end:
            result[index] = base
    return result


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line's characters (or runs) from left to right (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for threshold in range(max(levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < threshold:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= threshold:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order
