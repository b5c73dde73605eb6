"""Transforms: SVG's six kinds, in the order SVG applies them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.affine import Affine, number, parse_transform
from toolkit.units import Rect

NUMBERS = st.floats(-50, 50).map(lambda value: round(value, 3))
FACTORS = st.sampled_from([-2.0, -1.0, 0.5, 1.0, 3.0])
MOVES = st.builds(lambda a, d, e, f: Affine(a=a, d=d, e=e, f=f), FACTORS, FACTORS, NUMBERS, NUMBERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("translate(3)", (13, 20)),
        ("translate(3, 4)", (13, 24)),
        ("translate(3 4)", (13, 24)),
        ("scale(2)", (20, 40)),
        ("scale(2 -1)", (20, -20)),
        ("rotate(90)", (-20, 10)),
        ("rotate(180 10 10)", (10, 0)),
        ("skewX(45)", (30, 20)),
        ("skewY(45)", (10, 30)),
        ("matrix(1 2 3 4 5 6)", (75, 106)),
        ("translate(1e1,.5)", (20, 20.5)),
        ("translate(1,0) scale(2)", (21, 40)),
        ("scale(2),translate(1,0)", (22, 40)),
        ("", (10, 20)),
    ],
)
def test_every_kind_of_transform_moves_a_point(text: str, expected: tuple[float, float]) -> None:
    """(10, 20) goes where SVG 2, 8.5 says; the last transform of a list is applied first."""
    assert parse_transform(text).point(10, 20) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["rotate()", "turn(90)", "translate(1", "matrix(1 2 3)", "12", "scale(2) x"])
def test_unknown_transforms_are_errors(text: str) -> None:
    """A transform that SVG does not know is not taken for none at all."""
    with pytest.raises(ValueError, match="cannot read the transform"):
        parse_transform(text)


@given(MOVES, MOVES, NUMBERS, NUMBERS)
def test_a_product_applies_the_right_hand_first(one: Affine, other: Affine, x: float, y: float) -> None:
    """(A @ B)(p) is A(B(p))."""
    assert (one @ other).point(x, y) == pytest.approx(one.point(*other.point(x, y)), abs=1e-6)


@given(MOVES, NUMBERS, NUMBERS)
def test_the_inverse_leads_back(move: Affine, x: float, y: float) -> None:
    """A transform and its inverse together move nothing."""
    assert move.inverse().point(*move.point(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_a_flat_transform_has_no_inverse() -> None:
    """What was squeezed to a line cannot be undone."""
    with pytest.raises(ZeroDivisionError):
        Affine.scale(0).inverse()


def test_writing_and_reading_gives_the_same_transform() -> None:
    """A transform survives being an attribute."""
    move = Affine(0.5, 0.25, -0.75, 2, 10.125, -3)
    assert parse_transform(str(move)) == move


def test_a_flip_keeps_the_sum_of_both_sides() -> None:
    """Flipping in a canvas of 100 units puts what began at 10 where it ends at 90."""
    assert Affine.flip(100).box(Rect(10, 5, 20, 8)) == Rect(70, 5, 20, 8)


def test_the_box_around_a_turned_square_is_larger() -> None:
    """The upright box of a unit square turned by 45 degrees has the square's diagonal for its side."""
    box = parse_transform("rotate(45)").box(Rect(0, 0, 1, 1))
    assert (box.width, box.height) == pytest.approx((math.sqrt(2), math.sqrt(2)))


def test_the_mean_scale_is_the_root_of_the_area() -> None:
    """Four times as wide and as high as before is a factor of two; a mirror image has the same size."""
    assert Affine(a=-4, d=1).factor == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0001, "0"),
        (0.0, "0"),
        (2.5, "2.5"),
        (1e-9, "0"),
        (1e6, "1000000"),
        (10.0, "10"),
        (1.23456, "1.235"),
    ],
)
def test_numbers_are_written_the_short_way(value: float, text: str) -> None:
    """No trailing zeros, no minus before zero, no exponent; whole tens keep their zeros."""
    assert number(value) == text


def test_whole_numbers_keep_their_zeros() -> None:
    """Rounding to no digits does not turn 100 into 1."""
    assert number(100.4, 0) == "100"
