"""Dates: the institutions' forms, and CLDR's for every other language."""

import datetime as dt

import pytest

from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import DateRange, Event
from toolkit.sources.dates.dates import date_text, day_and_month, day_text, event_text, range_text
from toolkit.sources.project import load_project
from toolkit.sources.workspace.date_forms import OwnDates

DAY = dt.date(2021, 5, 17)
FINAL_WEEK = DateRange(start=dt.date(2020, 9, 7), end=dt.date(2020, 9, 10))
FORUM = DateRange(start=dt.date(2020, 6, 22), end=dt.date(2020, 9, 10))
NEW_YEAR = DateRange(start=dt.date(2020, 12, 30), end=dt.date(2021, 1, 2))
CELEBRATION = Event(
    date=DAY,
    start=dt.time(13),
    end=dt.time(14, 30),
    timezone="Europe/Zurich",
    timezone_label="CEST",
    official=True,
    source="ITU circular CL-21/20",
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "17 مايو 2021"),
        ("zh", "2021年5月17日"),
        ("en", "17 May 2021"),
        ("fr", "17 mai 2021"),
        ("ru", "17 мая 2021 года"),
        ("es", "17 de mayo de 2021"),
        ("vi", "ngày 17 tháng 5 năm 2021"),
        ("de", "17. Mai 2021"),
        ("pt-BR", "17 de maio de 2021"),
        ("zh-Hant", "2021年5月17日"),
    ],
)
def test_day(tag: str, expected: str) -> None:
    """A day is written as the institutions of the language write it, else as CLDR has it."""
    assert day_text(DAY, Language(tag)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "22 يونيو 2020"),
        ("zh", "2020年6月22日"),
        ("en", "22 June 2020"),
        ("fr", "22 juin 2020"),
        ("ru", "22 июня 2020 года"),
        ("es", "22 de junio de 2020"),
        ("vi", "ngày 22 tháng 6 năm 2020"),
    ],
)
def test_opening_of_the_forum(tag: str, expected: str) -> None:
    """The first day of the Forum takes the same form."""
    assert day_text(FORUM.start, Language(tag)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "17 مايو"),
        ("zh", "5月17日"),
        ("en", "17 May"),
        ("fr", "17 mai"),
        ("ru", "17 мая"),
        ("es", "17 de mayo"),
        ("vi", "17 tháng 5"),
    ],
)
def test_day_without_year(tag: str, expected: str) -> None:
    """Every year's day is named without the year."""
    assert day_and_month(DAY, Language(tag)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "من 7 إلى 10 سبتمبر 2020"),
        ("zh", "2020年9月7至10日"),
        ("en", "7–10 September 2020"),
        ("fr", "7–10 septembre 2020"),
        ("ru", "7–10 сентября 2020 года"),
        ("es", "7-10 de septiembre de 2020"),
        ("vi", "từ ngày 7 đến ngày 10 tháng 9 năm 2020"),
        ("zh-Hant", "2020年9月7日至10日"),
        ("fa", "۷ تا ۱۰ سپتامبر ۲۰۲۰"),
    ],
)
def test_span_inside_a_month(tag: str, expected: str) -> None:
    """Days of one month share the month and the year."""
    assert range_text(FINAL_WEEK, Language(tag)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "من 22 يونيو إلى 10 سبتمبر 2020"),
        ("zh", "2020年6月22日至9月10日"),
        ("en", "22 June – 10 September 2020"),
        ("fr", "22 juin – 10 septembre 2020"),
        ("ru", "22 июня – 10 сентября 2020 года"),
        ("es", "22 de junio – 10 de septiembre de 2020"),
        ("vi", "từ ngày 22 tháng 6 đến ngày 10 tháng 9 năm 2020"),
    ],
)
def test_span_over_months(tag: str, expected: str) -> None:
    """Days of one year share the year."""
    assert range_text(FORUM, Language(tag)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "30 December 2020 – 2 January 2021"),
        ("ru", "30 декабря 2020 года – 2 января 2021 года"),
        ("zh", "2020年12月30日至2021年1月2日"),
    ],
)
def test_span_over_years(tag: str, expected: str) -> None:
    """Across a new year both years are written."""
    assert range_text(NEW_YEAR, Language(tag)) == expected


def test_span_of_one_day_is_that_day() -> None:
    """A span that ends on the day it starts has no dash."""
    assert range_text(DateRange(start=DAY, end=DAY), Language("fr")) == "17 mai 2021"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "من 13:00 إلى 14:30 (CEST)"),
        ("zh", "13:00至14:30（CEST）"),
        ("en", "13:00–14:30 CEST"),
        ("fr", "13\u00a0h\u00a000 – 14\u00a0h\u00a030 CEST"),
        ("ru", "13:00–14:30 CEST"),
        ("es", "13:00-14:30 CEST"),
        ("vi", "13:00–14:30 CEST"),
        ("uk", "13:00–14:30 CEST"),
    ],
)
def test_hours_of_an_event(tag: str, expected: str) -> None:
    """The hours stand in the order and with the signs of the language, on the event's own clock."""
    assert event_text(CELEBRATION, Language(tag)) == expected


def test_date_line_of_a_campaign() -> None:
    """A card shows the day, or the final week where a campaign has one, or the copy's own form."""
    project = load_project()
    forum, day = project.deck("wsis-forum-2020"), project.deck("wtisd-2024")
    assert forum is not None
    assert day is not None
    russian, french = forum.copy_in("ru"), day.copy_in("fr")
    assert russian is not None
    assert french is not None
    assert date_text(forum.campaign, russian) == "7–10 сентября 2020 года"
    assert date_text(day.campaign, french) == "17 mai 2024"
    own = french.model_copy(update={"date_text": french.theme})
    assert date_text(day.campaign, own) == french.theme.text


def test_names_of_months_that_are_not_there_are_not_written() -> None:
    """A file that asks for them is told; the day itself is that of CLDR, and nothing breaks."""
    own = OwnDates.model_validate({"day": "d MMMM y"})
    language = Language("dv")
    assert not table_of(language).months
    assert day_text(dt.date(2021, 5, 17), language, own) == day_text(dt.date(2021, 5, 17), language)
