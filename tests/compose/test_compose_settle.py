"""Settling: rows give way to one that is taller than its frame, and only then.

The inks below are boxes of two cities, each with its hours, and a code.
"""

from lxml import etree

from toolkit.affine import parse_transform
from toolkit.compose.artboard.settle import Standing, settle
from toolkit.svg.document import svg_tag
from toolkit.units import Rect

SAFE = Rect(0, 0, 100, 100)


def standing(*rows: tuple[float, float, float, float], gap: float = 2, x: float = 10) -> list[Standing]:
    """Return layers in one drawing: top and height of each frame, then of its ink."""
    root = etree.Element(svg_tag("svg"))
    return [
        Standing(
            element=etree.SubElement(root, svg_tag("g")),
            frame=Rect(x, top, 40, height),
            ink=Rect(x, ink_top, 40, ink_height),
            gap=gap,
        )
        for top, height, ink_top, ink_height in rows
    ]


def moves(rows: list[Standing]) -> list[float]:
    """Return how far down each layer was moved."""
    return [round(parse_transform(row.element.get("transform")).f, 1) for row in rows]


def test_nothing_moves_where_nothing_sticks_out() -> None:
    """Frames that are full, near each other or even overlapping are the designer's own choice."""
    rows = standing((10, 10, 10, 10), (20, 10, 20, 10), (28, 10, 28, 8))
    settle(rows, SAFE)
    assert moves(rows) == [0, 0, 0]


def test_the_row_below_gives_way_and_so_does_the_tall_one() -> None:
    """Ink of 16 in a frame of 10 overlaps by 2; with a gap of 2 both move by half of what is missing."""
    rows = standing((10, 10, 7, 16), (21, 10, 21, 10))
    settle(rows, SAFE)
    assert moves(rows) == [-2, 2]


def test_a_row_that_is_pushed_pushes_the_next() -> None:
    """Hours that stand right above the next city take it along; gaps that were drawn do not grow."""
    rows = standing((10, 10, 7, 16), (21, 10, 21, 10), (32, 10, 32, 10), (80, 10, 80, 10))
    settle(rows, SAFE)
    first, second, third, last = moves(rows)
    assert 7 + 16 + first + 2 <= 21 + second + 0.1
    assert 31 + second <= 32 + third - 1 + 0.1
    assert first < 0 < third <= second
    assert last == 0


def test_words_stay_in_the_safe_area() -> None:
    """A line at the lower edge that sticks out goes up by as much, and takes along what stands in its way."""
    rows = standing((78, 10, 78, 10), (90, 10, 87, 16))
    settle(rows, SAFE)
    assert moves(rows)[1] == -3
    assert moves(rows)[0] == -6


def test_words_give_way_to_a_code_and_never_the_other_way() -> None:
    """What lies above a code goes up alone; what was drawn over a picture stays over it."""
    tall, code = standing((10, 10, 7, 16), (22, 40, 22, 40))
    over = standing((30, 10, 30, 10))[0]
    fixed = Standing(element=code.element, frame=code.frame, ink=code.ink, gap=0, is_fixed=True)
    settle([tall, fixed, over], SAFE)
    assert moves([tall, fixed, over]) == [-3, 0, 0]


def test_what_stands_side_by_side_stays_level() -> None:
    """The hours of a second column move with those of the first; a column elsewhere does not."""
    left = standing((10, 10, 7, 16), (21, 10, 21, 10))
    root = left[0].element.getparent()
    assert root is not None
    right = [
        Standing(
            element=etree.SubElement(root, svg_tag("g")),
            frame=Rect(60, 21, 30, 10),
            ink=Rect(60, 22, 30, 8),
            gap=2,
        )
    ]
    settle([*left, *right], SAFE)
    assert moves([*left, *right]) == [-2, 2, 2]
