"""The line fitter by arithmetic: squares are 1 em wide and high, spaces 1 em wide, two lines 2.06 em high."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle
from toolkit.typeset.layout.analysis import analyse
from toolkit.typeset.linebreak.fit import Fit, Fitter
from toolkit.units import Size

LINE = 1.06  # em from line to line: a square and the clearance between ink
FOUR = "abcd efgh ijkl mnop"

Fitting = Callable[..., Fitter]


def cut(text: str, fit: Fit) -> list[str]:
    """Return the lines of a fit."""
    return [text[start:end] for start, end in fit.lines]


@pytest.fixture
def fitter(square: FontLibrary) -> Fitting:
    """Return a function that opens a fitter for a text; sizes 1 to 10, leading 1, unless said otherwise."""

    def opened(text: str, width: float, height: float = 1000, **style: object) -> Fitter:
        values: dict[str, object] = {"max_size": 10, "min_size": 1, "leading": 1.0, "max_lines": 9} | style
        look = TextStyle(**values)  # type: ignore[arg-type]  # keywords of a test
        lattice = analyse(text, Language("en"), look, square).gentle
        return Fitter(lattice, look, Size(width, height))

    return opened


def test_a_line_that_fits_has_the_largest_size(fitter: Fitting) -> None:
    """Nine squares of 10 in a frame of 90 stay one line: a second one would gain nothing."""
    assert fitter("abcd efgh", 90).largest() == Fit(((0, 9),), 10)


def test_the_widest_line_gives_the_size(fitter: Fitting) -> None:
    """Two lines of four squares in a frame of 20 are 5 large, one of nine is 20/9."""
    assert fitter("abcd efgh", 20).largest() == Fit(((0, 4), (5, 9)), 5)
    one = fitter("abcd efgh", 20, max_lines=1).largest()
    assert one == Fit(((0, 9),), pytest.approx(20 / 9))


def test_the_stack_of_lines_gives_the_size(fitter: Fitting) -> None:
    """Two lines of squares are 2.06 em high; a leading of 2 makes them 3 em."""
    assert fitter("abcd efgh", 8, 2 * (1 + LINE)).largest().size == pytest.approx(2)
    assert fitter("abcd efgh", 8, 4.5, leading=2.0).largest() == Fit(((0, 4), (5, 9)), pytest.approx(1.5))


def test_another_line_must_be_worth_it(fitter: Fitting) -> None:
    """A frame as high as two lines of 4.5 takes them over one of 4.4 only if that gains 1.5 % in size."""
    for gain, count in ((1.01, 1), (1.02, 2)):
        height = 4 * gain * (1 + LINE)
        assert len(fitter("abcd efgh", 36, height).largest().lines) == count


def test_lines_are_even_unless_the_style_wants_them_full(fitter: Fitting) -> None:
    """Three words would fit the first of two lines; balanced, each has two."""
    kept = {"max_size": 1, "min_size": 1}
    assert cut(FOUR, fitter(FOUR, 14, **kept).largest()) == ["abcd efgh", "ijkl mnop"]
    full = fitter(FOUR, 14, balance=False, **kept).largest()
    assert cut(FOUR, full) == ["abcd efgh ijkl", "mnop"]


def test_a_newline_always_breaks(fitter: Fitting) -> None:
    """However wide the frame is, no line runs across it, and it is in no line."""
    text = "ab\ncd ef"
    assert cut(text, fitter(text, 1000).largest()) == ["ab", "cd ef"]


def test_what_cannot_fit_has_no_lines(fitter: Fitting) -> None:
    """More lines than the style allows, or than the height has room for, even at the smallest size."""
    assert fitter("abcd efgh", 4, max_lines=1).largest() == Fit((), 0.0)
    assert fitter(FOUR, 4, 2.5).largest() == Fit((), 0.0)


def test_a_word_that_is_too_wide_says_how_small_it_would_have_to_be(fitter: Fitting) -> None:
    """Eight squares in a frame of 4 fit at half a unit: below the smallest size, for the caller to judge."""
    assert fitter("abcdefgh", 4).largest() == Fit(((0, 8),), pytest.approx(0.5))


def test_the_smallest_size_fills_lines_however_many_they_are(fitter: Fitting) -> None:
    """Two words of four go on a line of nine; limits of lines and height play no part."""
    found = fitter(FOUR, 9, 1, max_lines=1).smallest()
    assert (cut(FOUR, found), found.size) == (["abcd efgh", "ijkl mnop"], 1)


@pytest.mark.parametrize(
    ("width", "height", "most", "allowed", "excess"),
    [
        (4, 100, 9, 4, 0),
        (4, 100, 2, 2, 8),  # two words on lines too many
        (4, 1 + LINE, 9, 2, 8),  # two words below the frame
        (4, 1 + LINE - 0.01, 9, 1, 12),
        (3, 100, 9, 4, 4),  # the last letter of each word
        (3, 0.5, 9, 1, 13),  # a first line always counts, however low the frame is
    ],
)
def test_the_excess_counts_characters_outside(
    fitter: Fitting, width: float, height: float, most: int, allowed: int, excess: int
) -> None:
    """Letters that stand beside the frame, and those of lines that have no room; white space is neither."""
    opened = fitter(FOUR, width, height, max_lines=most)
    crowded = opened.smallest()
    assert opened.lines_allowed(crowded) == allowed
    assert opened.excess(crowded) == excess


WORDS = st.lists(st.integers(3, 9).map(lambda count: "n" * count), min_size=1, max_size=7)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=WORDS, width=st.integers(8, 60), height=st.integers(4, 60), balance=st.booleans())
def test_no_break_is_forgotten_and_the_size_is_what_the_lines_allow(
    fitter: Fitting,
    words: list[str],
    width: int,
    height: int,
    balance: bool,  # noqa: FBT001  a case
) -> None:
    """Lines hold every word once and in order; their size is exact, and that of the best way or 2 % less.

    The best is that of lines which poor breaks make wider by half their cost; each line more must gain 1.5 %.
    """
    text = " ".join(words)
    opened = fitter(text, width, height, min_size=0.01, max_size=10, balance=balance)
    found = opened.largest()
    lines = cut(text, found)
    frame = Size(width, height)
    assert " ".join(lines) == text
    assert found.size == pytest.approx(_allowed([len(line) for line in lines], frame))
    costs = opened._lattice.costs.tolist()
    assert len(costs) == len(words)
    best = max(_allowed(way, frame) * 0.985 ** len(way) for way in _ways(words, costs))
    assert found.size * 0.985 ** len(lines) >= best / 1.02 - 1e-9


def _allowed(lines: Sequence[float], frame: Size) -> float:
    """The size of lines of so many squares: arithmetic that does without the fitter."""
    return min(10, frame.width / max(lines), frame.height / (1 + (len(lines) - 1) * LINE))


def _ways(words: Sequence[str], costs: Sequence[float]) -> Iterator[list[float]]:
    """Yield every way to break words into lines, as the widths of the lines with the cost of their breaks."""
    places = range(1, len(words))
    for cuts in chain.from_iterable(combinations(places, count) for count in range(len(words))):
        edges = pairwise([0, *cuts, len(words)])
        yield [len(" ".join(words[start:end])) * (1 + costs[end - 1] / 2) for start, end in edges]
