"""UAX #14 against the test file of the Unicode Character Database."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from toolkit.text_boundaries import line_ends

SUITE = Path(__file__).parent.parent / "conformance" / "LineBreakTest-17.0.0.txt.gz"


def _cases() -> Iterator[tuple[str, list[int]]]:
    with gzip.open(SUITE, "rt", encoding="utf-8") as file:
        for line in file:
            marks = line.partition("#")[0].split()
            if marks:
                text = "".join(chr(int(code, 16)) for code in marks[1::2])
                yield text, [index for index, mark in enumerate(marks[::2]) if mark == "÷"]


def test_every_case_of_line_break_test_passes() -> None:
    """The strict breaks of ICU are those of Unicode 17 in all 19,338 cases."""
    cases = list(_cases())
    wrong = [text for text, expected in cases if line_ends(text, "en") != expected]
    assert (len(cases), wrong) == (19_338, [])


def test_the_data_has_its_licence() -> None:
    """The Unicode License stands beside the files."""
    licence = (SUITE.parent / "UNICODE-LICENSE.txt").read_text(encoding="utf-8")
    assert licence.startswith("UNICODE LICENSE V3")
