"""UAX #9 against the test files of the Unicode Character Database."""

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from toolkit.typeset.unicode.bidi import (
    bidi_class,
    line_levels,
    paragraph_level,
    resolve_levels,
    visual_order,
)
from toolkit.typeset.unicode.bidi.classes import REMOVED

CONFORMANCE = Path(__file__).parent.parent / "conformance"
AUTO, LTR, RTL = range(3)


def _lines(name: str) -> Iterator[str]:
    with gzip.open(CONFORMANCE / name, "rt", encoding="utf-8") as file:
        for line in file:
            content = line.partition("#")[0].strip()
            if content:
                yield content


def _outcome(classes: Sequence[str], base: int, chars: str = "") -> tuple[str, str]:
    """Return levels and visual order as the test files write them."""
    levels = line_levels(classes, resolve_levels(classes, base, chars), base)
    kept = [index for index, kind in enumerate(classes) if kind not in REMOVED]
    shown = ["x" if kind in REMOVED else str(levels[index]) for index, kind in enumerate(classes)]
    order = visual_order([levels[index] for index in kept])
    return " ".join(shown), " ".join(str(kept[index]) for index in order)


@pytest.mark.slow
def test_every_case_of_bidi_character_test_passes() -> None:
    """Levels and order are right for all 91,707 real strings, brackets included."""
    cases = failures = 0
    for line in _lines("BidiCharacterTest-15.0.0.txt.gz"):
        codes, direction, level, levels, order = line.split(";")
        chars = "".join(chr(int(code, 16)) for code in codes.split())
        classes = [bidi_class(char) for char in chars]
        base = int(direction) if int(direction) < 2 else paragraph_level(classes)
        cases += 1
        failures += base != int(level) or _outcome(classes, base, chars) != (levels, order)
    assert (cases, failures) == (91_707, 0)


@pytest.mark.slow
def test_every_case_of_bidi_test_passes() -> None:
    """Levels and order are right for all 770,241 sequences of types."""
    cases = failures = 0
    expected = ("", "")
    for line in _lines("BidiTest-15.0.0.txt.gz"):
        if line.startswith("@Levels:"):
            expected = (line.removeprefix("@Levels:").strip(), expected[1])
        elif line.startswith("@Reorder:"):
            expected = (expected[0], line.removeprefix("@Reorder:").strip())
        elif not line.startswith("@"):
            types, _, bits = line.partition(";")
            classes = types.split()
            for choice in (AUTO, LTR, RTL):
                if int(bits, 16) & (1 << choice):
                    base = choice - LTR if choice else paragraph_level(classes)
                    cases += 1
                    failures += _outcome(classes, base) != expected
    assert (cases, failures) == (770_241, 0)
