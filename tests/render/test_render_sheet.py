"""Sheets of the print placements: what is cut off, what is hidden, what is seen."""

import pytest

from toolkit.pipeline.paint.tasks import geometry_of
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.placement import Placement
from toolkit.sources.workspace.placement_file import load_placements
from toolkit.units import Rect


@pytest.fixture(scope="module")
def registry() -> dict[str, Placement]:
    """Return the shipped placements by id."""
    rows = load_placements(Overlay.of(None, "assets"), [])
    return {row.id: row for row in rows}


@pytest.mark.parametrize(
    ("name", "cut", "face", "marked"),
    [
        ("poster-a4", Rect(3, 3, 210, 297), Rect(3, 3, 210, 297), True),
        ("poster-a2", Rect(3, 3, 420, 594), Rect(3, 3, 420, 594), True),
        ("rollup-850x2000", Rect(0, 0, 850, 2000), Rect(0, 0, 850, 1850), False),
        ("rollup-wirmachendruck", Rect(3, 3, 850, 2180), Rect(3, 13, 850, 2000), False),
        ("rollup-flyeralarm", Rect(10, 10, 850, 2250), Rect(10, 20, 850, 1990), False),
    ],
)
def test_sheets_are_what_the_data_sheets_say(
    registry: dict[str, Placement], name: str, cut: Rect, face: Rect, *, marked: bool
) -> None:
    """Bleed is cut off; strips in a cassette and under a rail are printed, not cut off, and not seen."""
    printed = registry[name].file.sheet
    assert printed is not None
    sheet = geometry_of(printed)
    assert (sheet.cut, sheet.face, sheet.wants_marks) == (cut, face, marked)


def test_every_printed_placement_has_a_sheet_of_its_shape(registry: dict[str, Placement]) -> None:
    """The face lies in the cut, the cut in the sheet, and the sheet has the shape of its pixels."""
    printed = [(row, row.file.sheet) for row in registry.values() if row.file.sheet]
    assert len(printed) >= 6
    for row, found in printed:
        sheet = geometry_of(found)
        assert Rect(0, 0, sheet.width, sheet.height).contains(sheet.cut)
        assert sheet.cut.contains(sheet.face)
        assert sheet.width / sheet.height == pytest.approx(row.size.aspect, rel=0.001)


def test_screens_have_no_sheet(registry: dict[str, Placement]) -> None:
    """A placement that is not printed has no page of any size."""
    assert registry["x-post-square"].file.sheet is None


def test_marks_keep_off_a_wide_bleed() -> None:
    """With 10 mm of bleed, marks begin where it ends: they are never printed into the picture."""
    sheet = PageGeometry.with_bleed((100, 100), 10)
    assert sheet.slug == 5
    marks = tuple(sheet.marks())
    assert len(marks) == 8
    assert all(min(line) <= 0 or max(line) >= 120 for line in marks)
