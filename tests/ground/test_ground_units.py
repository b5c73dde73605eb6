"""Boxes and lengths: plain arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.units import Insets, PixelSize, Rect, Size, px_from_mm

LENGTHS = st.integers(-500, 500).map(float)
SIDES = st.integers(0, 500).map(float)
RECTS = st.builds(Rect, LENGTHS, LENGTHS, SIDES, SIDES)


def test_a_rectangle_knows_its_far_edges_and_its_shape() -> None:
    """Right and bottom are where the rectangle ends."""
    box = Rect(10, 20, 30, 60)
    assert (box.right, box.bottom, box.size) == (40, 80, Size(30, 60))
    assert box.size.aspect == PixelSize(100, 200).aspect == 0.5
    assert str(PixelSize(1080, 1350)) == "1080×1350"


def test_insets_take_each_side_its_own_share() -> None:
    """Top, right, bottom, left: four different numbers end on their own sides."""
    assert Rect(100, 100, 50, 50).inset(Insets(1, 2, 3, 4)) == Rect(104, 101, 44, 46)


def test_insets_larger_than_the_box_leave_nothing() -> None:
    """A box is never less than empty."""
    assert Rect(0, 0, 10, 10).inset(Insets(8, 8, 8, 8)).size == Size(0, 0)


def test_the_larger_inset_wins_side_by_side() -> None:
    """What a platform covers and what a designer keeps clear are not added up."""
    one, other = Insets(1, 20, 3, 40), Insets(10, 2, 30, 4)
    assert one.at_least(other) == other.at_least(one) == Insets(10, 20, 30, 40)
    assert Insets(1, 2, 3, 4).scaled(2) == Insets(2, 4, 6, 8)


@pytest.mark.parametrize("out", [Rect(-1, 0, 5, 5), Rect(0, -1, 5, 5), Rect(6, 0, 5, 5), Rect(0, 6, 5, 5)])
def test_a_box_over_any_edge_is_not_contained(out: Rect) -> None:
    """One unit over an edge is outside, unless one unit of grace is given."""
    whole = Rect(0, 0, 10, 10)
    assert not whole.contains(out)
    assert whole.contains(out, tolerance=1)
    assert whole.contains(whole)


def test_boxes_that_touch_do_not_overlap() -> None:
    """A shared edge has no area."""
    box = Rect(0, 0, 10, 10)
    assert not box.overlaps(Rect(10, 0, 5, 5))
    assert not box.overlaps(Rect(0, 10, 5, 5))
    assert box.overlaps(Rect(9, 9, 5, 5))


@given(RECTS, SIDES)
def test_mirroring_twice_changes_nothing(box: Rect, width: float) -> None:
    """The mirror keeps size and height, and undoes itself."""
    assert box.mirrored(width).mirrored(width) == box
    assert (box.mirrored(width).y, box.mirrored(width).size) == (box.y, box.size)


def test_a_box_at_the_left_is_mirrored_to_the_right() -> None:
    """The distance from the left edge becomes the distance from the right edge."""
    assert Rect(5, 7, 20, 10).mirrored(100) == Rect(75, 7, 20, 10)


def test_millimetres_become_pixels_of_a_resolution() -> None:
    """A4 with 3 mm bleed at 300 dpi is 2551 × 3579 px, as printers expect."""
    assert (px_from_mm(216, 300), px_from_mm(303, 300)) == (2551, 3579)
