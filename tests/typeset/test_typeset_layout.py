"""Layout with the square font: every number can be worked out by hand."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, Span, TextLayout, TextStyle, path_svg, typeset
from toolkit.typeset.groups import Setting, typeset_group
from toolkit.units import Rect, Size

Set = Callable[..., TextLayout]


def _texts(layout: TextLayout) -> list[str]:
    return [line.text for line in layout.lines]


def _box(rect: Rect) -> tuple[float, float, float, float]:
    return (
        pytest.approx(rect.x, abs=1e-6),
        pytest.approx(rect.y, abs=1e-6),
        pytest.approx(rect.width),
        pytest.approx(rect.height),
    )


def test_a_short_text_stops_at_the_largest_size(set_squares: Set) -> None:
    """Two squares in a wide frame are set at the largest size, from its top left corner."""
    layout = set_squares("ab", 100, 100)
    assert layout.size == 10
    assert _box(layout.ink) == (0, 0, 20, 10)
    assert layout.lines[0].baseline == pytest.approx(8)


def test_width_limits_the_size(set_squares: Set) -> None:
    """Four squares in a frame of 20 units and one line are 5 units each."""
    layout = set_squares("abcd", 20, 100, max_lines=1)
    assert layout.size == pytest.approx(5)


def test_height_limits_the_size(set_squares: Set) -> None:
    """One line in a frame 4 units high is 4 units large."""
    assert set_squares("ab", 100, 4).size == pytest.approx(4)


def test_ink_keeps_lines_apart(set_squares: Set) -> None:
    """Two lines of squares stand 1 em and the clearance of 0.06 em apart, though the leading is 1 em."""
    layout = set_squares("abcd efgh", 40, 100)
    assert _texts(layout) == ["abcd", "efgh"]
    assert layout.lines[1].baseline - layout.lines[0].baseline == pytest.approx(10.6)


def test_steps_are_even(shipped: FontLibrary) -> None:
    """The deep letters of one Arabic line push all lines apart alike: no pair stands closer than another."""
    layout = typeset(
        "الابتكار الرقمي\nمن أجل التنمية\nالمستدامة",
        language=Language("ar"),
        style=TextStyle(max_size=100, min_size=50, max_lines=3, leading=1.0),
        frame=Size(900, 600),
        fonts=shipped,
    )
    first, second, third = (line.baseline for line in layout.lines)
    assert second - first == pytest.approx(third - second)
    assert second - first > layout.size * 1.01  # and it is ink that asked for it, not the leading


def test_leading_is_the_least_step(set_squares: Set) -> None:
    """A leading larger than the ink decides the step."""
    layout = set_squares("abcd efgh", 40, 100, leading=1.5)
    assert layout.lines[1].baseline - layout.lines[0].baseline == pytest.approx(15)


def test_more_lines_are_taken_when_they_allow_a_larger_size(set_squares: Set) -> None:
    """Breaks and size are solved together: two lines of 4 squares are larger than one of 9."""
    layout = set_squares("abcd efgh", 20, 100)
    assert layout.size == pytest.approx(5)
    assert _texts(layout) == ["abcd", "efgh"]


def test_lines_are_balanced(set_squares: Set) -> None:
    """Four words on two lines stand two and two, not three and one."""
    layout = set_squares("aaaa bbbb cccc dddd", 150, 30, max_lines=2)
    assert _texts(layout) == ["aaaa bbbb", "cccc dddd"]


def test_no_short_word_is_left_alone_in_the_last_line(set_squares: Set) -> None:
    """The largest size would leave "ab" alone; a smaller one keeps it with its neighbour."""
    text = "abcdefgh abcdefgh abcdefgh abcdefgh ab"
    assert _texts(set_squares(text, 80, 1000, max_lines=5, min_size=5))[-1] == "abcdefgh ab"


def test_a_short_phrase_after_a_stop_may_stand_alone(set_squares: Set) -> None:
    """What follows a stop is a phrase of its own, however short."""
    text = "abcdefgh abcdefgh abcdefgh abcdefg. ab"
    assert _texts(set_squares(text, 80, 1000, max_lines=5, min_size=5))[-1] == "ab"


def test_without_balance_lines_are_filled(set_squares: Set) -> None:
    """Without balance the first line takes what fits at the size."""
    layout = set_squares("aaaa bbbb cccc dddd", 150, 30, max_lines=2, balance=False)
    assert _texts(layout) == ["aaaa bbbb cccc", "dddd"]


@pytest.mark.parametrize(
    ("align", "valign", "x", "y"),
    [("start", "top", 0, 0), ("middle", "middle", 40, 45), ("end", "bottom", 80, 90)],
)
def test_ink_is_aligned_in_the_frame(set_squares: Set, align: str, valign: str, x: float, y: float) -> None:
    """The ink of two squares touches the edges, or stands in the middle, of a frame of 100 × 100."""
    assert _box(set_squares("ab", 100, 100, align=align, valign=valign).ink) == (x, y, 20, 10)


def test_start_is_on_the_right_for_a_right_to_left_language(set_squares: Set) -> None:
    """Hebrew aligned to the start touches the right edge, aligned to the end the left one."""
    assert set_squares("אב", 100, 100, "he").ink.x == pytest.approx(80)
    assert set_squares("אב", 100, 100, "he", align="end").ink.x == pytest.approx(0)


def test_a_newline_forces_a_break(set_squares: Set) -> None:
    """Text that would fit one line stands on two, an empty line between if there are two newlines."""
    assert _texts(set_squares("a\nb", 100, 100)) == ["a", "b"]
    assert _texts(set_squares("a\r\n\r\nb", 100, 100)) == ["a", "", "b"]


def test_text_that_does_not_fit_says_by_how_much(set_squares: Set) -> None:
    """Two lines of four fit at the smallest size; the third line of four characters is too long."""
    layout = set_squares("aaaa bbbb cccc", 20, 11, min_size=5)
    overflow = layout.overflow
    assert overflow is not None
    assert (overflow.excess_characters, overflow.lines_needed, overflow.lines_allowed) == (4, 3, 2)
    assert layout.size == 5
    assert str(overflow) == "needs 3 lines where 2 fit at 5; about 4 characters too long"


def test_what_fits_comes_before_what_is_nearly_as_large(set_squares: Set) -> None:
    """One line of nine would be 4.99 units large, below the smallest size; two lines fit at 5."""
    layout = set_squares("abcd efgh", 44.9, 10.3, min_size=5)
    assert _texts(layout) == ["abcd", "efgh"]
    assert layout.overflow is None


@pytest.mark.parametrize(
    ("text", "width", "height", "size"),
    [
        ("Accelerating digital transformation in challenging times #WTISD2021", 459, 32, 16),
        ("Accelerating digital transformation in challenging times #WTISD2021", 384, 30, 15),
        ("L’innovation numérique au service du développement durable", 354, 72, 24),
    ],
)
def test_even_lines_and_good_breaks_never_cost_the_fit(
    text: str, width: float, height: float, size: float, shipped: FontLibrary
) -> None:
    """A text that fits at its smallest size when lines are simply filled is never called too long."""
    style = TextStyle(min_size=size, max_size=40, max_lines=3)
    layout = typeset(text, language=Language("en"), style=style, frame=Size(width, height), fonts=shipped)
    assert layout.overflow is None
    assert layout.size >= size


def test_a_word_wider_than_the_frame_overflows_and_is_not_cut(set_squares: Set) -> None:
    """Eight squares of 5 units in a frame of 25 leave three outside; the word stays whole."""
    layout = set_squares("abcdefgh", 25, 100, min_size=5)
    assert _texts(layout) == ["abcdefgh"]
    assert layout.overflow is not None
    assert layout.overflow.excess_characters == 3


def test_a_book_is_reported_and_does_not_exhaust_the_machine(set_squares: Set) -> None:
    """Sixty thousand characters are too long by nearly as many, and that is known in seconds."""
    layout = set_squares("abcde " * 10_000, 100, 100, min_size=5)
    assert layout.overflow is not None
    assert 59_000 < layout.overflow.excess_characters < 60_000


def test_too_many_forced_lines_overflow(set_squares: Set) -> None:
    """Three forced lines in a style of two lines do not fit, however large the frame."""
    layout = set_squares("a\nb\nc", 100, 100, max_lines=2)
    assert layout.overflow is not None
    assert layout.overflow.lines_needed == 3


def test_a_missing_character_is_named(set_squares: Set) -> None:
    """A character without a glyph is listed once, and the rest is set."""
    layout = set_squares("aжbж", 100, 100)
    assert layout.missing == ("ж",)
    assert len(layout.lines) == 1


@pytest.mark.parametrize("text", ["", " ", "\n", "\n \t\n", ()])
def test_nothing_to_set_gives_no_lines(set_squares: Set, text: str | tuple[Span, ...]) -> None:
    """Empty or blank text is a layout without lines, not an error."""
    assert set_squares(text, 100, 100).lines == ()


def test_spans_keep_weight_and_colour(set_squares: Set) -> None:
    """A bold span takes the bold font (twice as wide); each colour of a line is one path."""
    spans = (Span(text="ab "), Span(text="c", weight=700, fill="#ff0000"), Span(text=" d"))
    layout = set_squares(spans, 200, 100)
    assert layout.ink.width == pytest.approx(10 * (3 + 2 + 2))
    assert [outline.fill for outline in layout.outlines] == [None, "#ff0000"]


def test_opening_quotes_hang_out_of_the_alignment(set_squares: Set) -> None:
    """The letters of both lines start at one edge; the quotation mark stands before it, inside the frame."""
    layout = set_squares("“aa\nbb”", 100, 100)
    first, second = layout.lines
    assert first.ink.x == pytest.approx(0)
    assert second.ink.x == pytest.approx(10)
    assert set_squares("“aa\nbb”", 100, 100, hanging=False).lines[1].ink.x == pytest.approx(0)


def test_a_quotation_further_down_pushes_no_line_in(set_squares: Set) -> None:
    """A paragraph that quotes in its second line keeps its edge, mark and all."""
    first, second = set_squares("aa\n“bb”", 100, 100).lines
    assert (first.ink.x, second.ink.x) == (pytest.approx(0), pytest.approx(0))


def test_centred_lines_do_not_hang(set_squares: Set) -> None:
    """A line with a quotation mark is centred by all its ink."""
    assert set_squares("“aa", 100, 100, align="middle").ink.x == pytest.approx(35)


def test_tracking_widens_letters_but_not_the_end(set_squares: Set) -> None:
    """Three squares tracked by 0.5 em have two gaps."""
    assert set_squares("abc", 100, 100, tracking=0.5).ink.width == pytest.approx(40)


def test_a_soft_hyphen_shows_only_where_a_line_ends(set_squares: Set) -> None:
    """A word breaks at its soft hyphen with a hyphen; unbroken it shows none."""
    assert len(set_squares("aaaa\u00adbbbb", 25, 100, min_size=5).lines) == 2
    broken = set_squares("aaaa\u00adbbbb", 25, 100, min_size=5).lines[0]
    assert broken.ink.width == pytest.approx(25)
    assert set_squares("aaaa\u00adbbbb", 200, 100).ink.width == pytest.approx(80)


def test_groups_share_the_smallest_size(square: FontLibrary) -> None:
    """A series takes the size of its longest text."""
    style = TextStyle(max_size=10, min_size=1, max_lines=1)
    settings = [
        Setting(text=text, language=Language("en"), style=style, frame=Size(20, 100))
        for text in ("ab", "abcd")
    ]
    assert [layout.size for layout in typeset_group(settings, square)] == [pytest.approx(5), pytest.approx(5)]


def test_no_text_of_a_group_goes_below_its_own_smallest_size(square: FontLibrary) -> None:
    """A text with a larger smallest size keeps it."""
    small = TextStyle(max_size=10, min_size=1, max_lines=1)
    large = TextStyle(max_size=10, min_size=8, max_lines=1)
    settings = [
        Setting(text="abcd", language=Language("en"), style=small, frame=Size(20, 100)),
        Setting(text="ab", language=Language("en"), style=large, frame=Size(20, 100)),
    ]
    assert [layout.size for layout in typeset_group(settings, square)] == [pytest.approx(5), pytest.approx(8)]


def test_outlines_are_relative_and_one_per_line(set_squares: Set) -> None:
    """Two squares on a line are one path: an absolute start, then relative commands."""
    layout = set_squares("ab", 100, 100)
    assert [outline.d for outline in layout.outlines] == ["M0 200v-1000h1000v1000zm1000 0v-1000h1000v1000z"]
    assert layout.outlines[0].transform == "translate(0.00 8.00) scale(0.01)"


def test_svg_keeps_the_text_for_screen_readers(set_squares: Set) -> None:
    """The group is labelled with the escaped text and its language."""
    svg = path_svg(set_squares("a<b", 100, 100), 1, 2, fill="#123456")
    assert svg.startswith(
        '<g role="img" lang="en" aria-label="a&lt;b" transform="translate(1 2)"><title>a&lt;b</title>'
    )
    assert 'fill="#123456"' in svg


def test_json_is_readable(set_squares: Set) -> None:
    """The JSON holds every line with rounded numbers, and no outlines."""
    data: dict[str, Any] = json.loads(set_squares("ab", 100, 100).to_json())
    assert data["lines"] == [
        {
            "text": "ab",
            "x": 0.0,
            "baseline": 8.0,
            "width": 20.0,
            "ink": {"x": 0.0, "y": 0.0, "width": 20.0, "height": 10.0},
        }
    ]
    assert "outlines" not in data


def test_a_frame_without_area_is_refused(set_squares: Set) -> None:
    """A frame of no width is a mistake of the caller, not of the text."""
    with pytest.raises(ValueError, match="a frame needs a width"):
        set_squares("a", 0, 10)


@pytest.mark.parametrize("wrong", [{"min_size": 0}, {"min_size": 20}, {"max_lines": 0}, {"leading": -1}])
def test_impossible_styles_are_refused(wrong: dict[str, Any]) -> None:
    """Sizes, lines and leading are checked when a style is made."""
    with pytest.raises(ValueError, match="must"):
        TextStyle(**({"max_size": 10} | wrong))


def test_setting_twice_gives_the_same(shipped: FontLibrary) -> None:
    """Same text, same layout, to the last digit."""
    frame, style = Size(300, 200), TextStyle()
    first, second = (
        typeset("Đẩy mạnh chuyển đổi số", language=Language("vi"), style=style, frame=frame, fonts=shipped)
        for _ in range(2)
    )
    assert first == second
