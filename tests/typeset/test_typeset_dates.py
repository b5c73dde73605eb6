"""Dates and hours stay on one line, in every language; where a frame is too narrow they part at seams."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import DateRange
from toolkit.sources.dates.dates import day_text, hours_text, range_text, times_text
from toolkit.sources.dates.pieces import DatePieces, day_pieces, range_pieces
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, typeset
from toolkit.typeset.fonts.coverage import official_languages
from toolkit.typeset.text.prepare import visible
from toolkit.units import Size

FSI, PDI = "\u2068", "\u2069"
SPANS = tuple(
    DateRange(start=dt.date.fromisoformat(first), end=dt.date.fromisoformat(last))
    for first, last in (
        ("2024-05-12", "2024-05-17"),
        ("2024-04-28", "2024-05-02"),
        ("2024-12-30", "2025-01-03"),
        ("2024-09-21", "2024-09-21"),
    )
)
LANGUAGES = official_languages()
MAX, MIN = 60.0, 12.0
ROOMY = Size(100_000, 400)


def _dates(language: Language) -> Iterator[tuple[str, DatePieces]]:
    """Yield dates and hours, each with its pieces."""
    for span in SPANS:
        yield range_text(span, language), range_pieces(span, language)
    day = dt.date(2021, 5, 17)
    yield day_text(day, language), day_pieces(day, language)
    hours = tuple(times_text(hour, None, language) for hour in (dt.time(13), dt.time(14, 30)))
    yield hours_text(dt.time(13), dt.time(14, 30), "CEST", language), DatePieces(hours)


def _set(
    text: str, language: Language, fonts: FontLibrary, width: float, date: str, pieces: DatePieces
) -> TextLayout:
    style = TextStyle(max_size=MAX, min_size=MIN, dates=(date, pieces.span), terms=pieces.days)
    return typeset(text, language=language, style=style, frame=Size(width, 600), fonts=fonts)


def _width(text: str, language: Language, fonts: FontLibrary, size: float = MIN) -> float:
    """Return how wide a text is on one line at a size."""
    style = TextStyle(max_size=size, min_size=size, max_lines=1)
    return typeset(text, language=language, style=style, frame=ROOMY, fonts=fonts).ink.width


def _plain(text: str) -> str:
    return " ".join(visible(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def _lines(layout: TextLayout) -> list[str]:
    return [_plain(line.text) for line in layout.lines]


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_a_date_stays_on_one_line(shipped: FontLibrary, language: Language) -> None:
    """Alone, and in a sentence, in frames that hold it at a smaller size than the largest."""
    dates = tuple(_dates(language))
    assert dates
    for date, pieces in dates:
        least = _width(date, language, shipped)
        assert least
        for width in (least * 1.1, least * 2, least * 3):
            assert _lines(_set(date, language, shipped, width, date, pieces)) == [_plain(date)]
            sentence = f"ITU 160 · {FSI}{date}{PDI} · WSIS Forum"
            found = _lines(_set(sentence, language, shipped, width, date, pieces))
            assert any(_plain(date) in line for line in found), found


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_a_date_too_wide_for_its_frame_parts_at_its_seams(shipped: FontLibrary, language: Language) -> None:
    """No day loses its month, and no year, hour or clock is cut."""
    dates = tuple(_dates(language))
    assert dates
    for date, pieces in dates:
        days = [day for day in pieces.days if day in date]
        assert days
        least = max(_width(piece, language, shipped) for piece in (*days, "14:30 CEST", "2024"))
        width = max(least * 1.15, _width(date, language, shipped) * 0.7)
        layout = _set(date, language, shipped, width, date, pieces)
        found = _lines(layout)
        assert layout.size >= MIN
        assert all(any(_plain(piece) in line for line in found) for piece in days), found


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_a_span_of_days_leaves_its_year_before_its_days_part(
    shipped: FontLibrary, language: Language
) -> None:
    """Where days of one month fit without their year, "12–17 May" stays whole."""
    found, pieces = next(_dates(language))
    if pieces.span not in found or pieces.span == found:
        pytest.skip("the year stands among the days, as in ISO 8601")
    width = max(_width(pieces.span, language, shipped) * 1.1, _width(found, language, shipped) * 0.8)
    lines = _lines(_set(found, language, shipped, width, found, pieces))
    assert any(_plain(pieces.span) in line for line in lines), lines


def test_a_date_is_small_before_it_is_parted(square: FontLibrary) -> None:
    """Words of two squares fill a frame of 30 at 15, as three lines; as a date they are one line at 3.75."""
    text, frame = "ab cd ef", Size(30, 60)
    style = TextStyle(max_size=20, min_size=2, leading=1.0)
    plain = typeset(text, language=Language("en"), style=style, frame=frame, fonts=square)
    dated = typeset(
        text, language=Language("en"), style=replace(style, dates=(text,)), frame=frame, fonts=square
    )
    assert [line.text for line in plain.lines] == ["ab", "cd", "ef"]
    assert [line.text for line in dated.lines] == [text]
    assert (plain.size, dated.size) == (15, 30 / 8)


def test_a_date_parts_between_its_lines_only_below_the_smallest_size(square: FontLibrary) -> None:
    """At 3.75 it would fit; where 4 is the least it breaks, but for the piece that is never cut."""
    style = TextStyle(max_size=20, min_size=4, leading=1.0, dates=("ab cd ef",), terms=("ab cd",))
    layout = typeset("ab cd ef", language=Language("en"), style=style, frame=Size(30, 60), fonts=square)
    assert [line.text for line in layout.lines] == ["ab cd", "ef"]
    assert layout.size == 6


def test_capitals_and_isolates_do_not_hide_a_date(shipped: FontLibrary) -> None:
    """Greek capitals lose their accents, Turkish ones keep their dots, and Arabic ISO dates are isolated."""
    for tag, date in (("el", "17 Μαΐου 2021"), ("tr", "17 Haziran 2021"), ("ar", "2021-05-17 صباح")):
        style = TextStyle(max_size=60, min_size=6, case="uppercase", dates=(date,))
        text = f"{FSI}{date}{PDI}"
        layout = typeset(text, language=Language(tag), style=style, frame=Size(120, 300), fonts=shipped)
        assert len(layout.lines) == 1
