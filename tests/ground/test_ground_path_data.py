"""Path data: measured as engines read them, and told where they cannot be read."""

import pytest

from toolkit.svg.path_data import PathDataError, PathMeasures, measures_of


@pytest.mark.parametrize(
    ("path", "box", "length", "vertices"),
    [
        ("M0 0h10v10h-10z", (0, 0, 10, 10), 40, 5),
        ("M353.4+126.9L17.2+126.9", (17.2, 126.9, 353.4, 126.9), 336.2, 2),
        ("M0,0 10,10,10,20", (0, 0, 10, 20), 24.142, 3),
        ("m1 1l2 0m3 0 1 1", (1, 1, 7, 2), 3.414, 4),
        ("M0 0C0 10 10 10 10 0S20-10 20 0", (0, -10, 20, 10), 54.142, 3),
        ("M-.5.5-1-1", (-1, -1, -0.5, 0.5), 1.581, 2),
        ("", (0, 0, 0, 0), 0, 0),
        ("none", (0, 0, 0, 0), 0, 0),
    ],
)
def test_a_path_is_measured(path: str, box: tuple[float, ...], length: float, vertices: int) -> None:
    """Every spelling of the grammar counts; control points bound the curve."""
    found = measures_of(path)
    assert (found.left, found.top, found.right, found.bottom) == pytest.approx(box)
    assert found.length == pytest.approx(length, abs=0.01)
    assert found.vertices == vertices


def test_flags_of_arcs_need_nothing_between_them() -> None:
    """Programs that make files small write `00.5` for two flags and a number."""
    assert measures_of("m0 0a1 1 0 00.5.5").right == 0.5


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("M0 0L5", "the path ends too early"),
        ("L0 0", "the path cannot be read from 'L0 0' on"),
        ("MNaN 0", "the path cannot be read from 'NaN 0' on"),
        ("M0 0X1", "the path cannot be read from 'X1' on"),
        ("M0 0a1 1 0 2 0 5 5", "the path cannot be read from '2 0 5 5' on"),
        ("M0 0z5", "the path cannot be read from '5' on"),
        ("M0 0\u00d75", "the path cannot be read from '\u00d75' on"),
    ],
)
def test_a_fault_is_told_where_it_stands(path: str, said: str) -> None:
    """Engines paint up to there and say nothing."""
    with pytest.raises(PathDataError) as caught:
        measures_of(path)
    assert str(caught.value) == said


def test_numbers_beyond_measure_are_no_crash() -> None:
    """They are told by whoever looks at the numbers."""
    assert measures_of("M1e308 1e308L-1e308 -1e308").farthest == 1e308
    assert measures_of("M1e999 0").farthest == float("inf")
    assert isinstance(measures_of("M0 0l1e308 0l1e308 0l-1e308 0"), PathMeasures)
