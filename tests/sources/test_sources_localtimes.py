"""Local times: one event by the clocks of several cities, summer time included."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import City, Event
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.checks.languages_agree import agreement_problems
from toolkit.sources.dates.localtimes import hours_in, local_times
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import load_project
from toolkit.sources.schema.messages import TomlTable
from toolkit.sources.schema.models import record_of

if TYPE_CHECKING:
    from toolkit.errors import Problem

EVENT: TomlTable = {
    "date": dt.date(2021, 5, 17),
    "start": dt.time(13),
    "end": dt.time(14, 30),
    "timezone": "Europe/Zurich",
    "timezone_label": "CEST",
    "official": True,
    "source": "ITU circular CL-21/20",
}


@pytest.fixture(scope="module")
def deck() -> CopyDeck:
    """Return the shipped campaign of 2021."""
    found = load_project().deck("wtisd-2021")
    assert found is not None
    return found


def _copy(deck: CopyDeck, tag: str) -> Copy:
    found = deck.copy_in(tag)
    assert found is not None
    return found


def _event(**changes: object) -> Event:
    return Event.model_validate(EVENT | changes)


def test_local_times_of_the_celebration(deck: CopyDeck) -> None:
    """The hours of 17 May 2021, computed, are those that were looked up by hand."""
    event = deck.campaign.event
    assert event is not None
    assert {time.city: time.times for time in local_times(event, _copy(deck, "en"))} == {
        "Geneva": "13:00–14:30",
        "Cairo": "13:00–14:30",
        "Riyadh": "14:00–15:30",
        "Moscow": "14:00–15:30",
        "Ha Noi": "18:00–19:30",
        "Beijing": "19:00–20:30",
        "Mexico City": "06:00–07:30",
        "New York": "07:00–08:30",
    }


@pytest.mark.parametrize(
    ("tag", "lines"),
    [
        ("ar", ("جنيف  من 13:00 إلى 14:30", "القاهرة  من 13:00 إلى 14:30")),
        ("zh", ("日内瓦  13:00至14:30", "开罗  13:00至14:30")),
        (
            "fr",
            (
                "Genève  13\u00a0h\u00a000 – 14\u00a0h\u00a030",
                "Le Caire  13\u00a0h\u00a000 – 14\u00a0h\u00a030",
            ),
        ),
        ("ru", ("Женева  13:00–14:30", "Каир  13:00–14:30")),
        ("es", ("Ginebra  13:00-14:30", "El Cairo  13:00-14:30")),
        ("vi", ("Geneva  13:00–14:30", "Cairo  13:00–14:30")),
    ],
)
def test_cities_are_named_in_each_language(deck: CopyDeck, tag: str, lines: tuple[str, str]) -> None:
    """CLDR names the city a zone is named after; the copy names the others."""
    event = deck.campaign.event
    assert event is not None
    assert tuple(time.line for time in local_times(event, _copy(deck, tag)))[:2] == lines


def test_summer_time_differs_by_country_and_season() -> None:
    """New York is six hours behind Geneva, but five between their changes of clocks; Riyadh has no change."""
    hours = {
        (day, zone): hours_in(_event(date=day), zone)[0].hour
        for day in (dt.date(2021, 1, 17), dt.date(2021, 3, 17), dt.date(2021, 5, 17))
        for zone in ("America/New_York", "Asia/Riyadh")
    }
    assert list(hours.values()) == [7, 15, 8, 15, 7, 14]


def test_another_day_is_named(deck: CopyDeck) -> None:
    """Where the event falls on the next day or the day before, the hours say so."""
    cities = (
        City(id="auckland", timezone="Pacific/Auckland"),
        City(id="honolulu", timezone="Pacific/Honolulu"),
    )
    late, early = _event(cities=cities), _event(cities=cities, start=dt.time(2), end=dt.time(3))
    english = _copy(deck, "en")
    assert [time.line for time in local_times(late, english)] == [
        "Auckland  23:00–00:30",
        "Honolulu  01:00–02:30",
    ]
    assert [time.line for time in local_times(early, english)] == [
        "Auckland  12:00–13:00",
        "Honolulu  14:00–15:00 (16 May)",
    ]


def test_an_event_may_last_past_midnight() -> None:
    """An end that is earlier than the start is on the next day."""
    start, end = hours_in(_event(start=dt.time(23), end=dt.time(1)), "Europe/Moscow")
    assert end - start == dt.timedelta(hours=2)
    assert end.isoformat() == "2021-05-18T02:00:00+03:00"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/Zurch", "'Europe/Zurch' is not a time zone (hint: did you mean 'Europe/Zurich'?)"),
        ("asia/riyad", "'asia/riyad' is not a time zone (hint: did you mean 'Asia/Riyadh'?)"),
        ("CEST", "'CEST' is not a time zone (hint: use a name such as Europe/Zurich or Asia/Riyadh)"),
        (
            "/etc/passwd",
            "'/etc/passwd' is not a time zone (hint: use a name such as Europe/Zurich or Asia/Riyadh)",
        ),
        ("../x", "'../x' is not a time zone (hint: use a name such as Europe/Zurich or Asia/Riyadh)"),
        ("", "'' is not a time zone (hint: use a name such as Europe/Zurich or Asia/Riyadh)"),
    ],
)
def test_a_zone_that_does_not_exist_is_a_problem(zone: str, said: str) -> None:
    """Zones are names of the tz database; nothing else is opened."""
    problems: list[Problem] = []
    assert record_of(Event, EVENT | {"timezone": zone}, "campaign.toml", problems, "event") is None
    assert [str(problem) for problem in problems] == [f"campaign.toml:event.timezone: {said}"]


def test_names_of_cities_agree_with_the_campaign(deck: CopyDeck) -> None:
    """A zone that bears another city's name needs a name in the copy; a name without a city is too much."""
    copy = _copy(deck, "fr")
    assert copy.event is not None
    event = copy.event.model_copy(update={"cities": {"ha-noi": "Hanoï", "beijin": "Beijing"}})
    said = agreement_problems(deck.campaign, [copy.model_copy(update={"event": event})])
    assert [str(problem).removeprefix("campaigns/wtisd-2021/copy/") for problem in said] == [
        "fr.toml:event.cities.beijin: campaign.toml does not list this city (hint: did you mean 'beijing'?)",
        (
            "fr.toml:event.cities.geneva: is missing (the zone Europe/Zurich is named after another city) "
            "(hint: name the city)"
        ),
        (
            "fr.toml:event.cities.beijing: is missing (the zone Asia/Shanghai is named after another city) "
            "(hint: name the city)"
        ),
    ]


def test_a_language_without_forms_of_its_own_has_cldrs(deck: CopyDeck) -> None:
    """Any language that CLDR knows can name the hours and the cities."""
    event = _event(cities=(City(id="cairo", timezone="Africa/Cairo"),))
    ukrainian = _copy(deck, "ru").model_copy(update={"language": Language("uk")})
    assert [time.line for time in local_times(event, ukrainian)] == ["Каїр  13:00–14:30"]
