"""Local times: when an event takes place by the clocks of other cities."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from toolkit.sources.campaigns.campaign import City, Event
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dates import day_and_month, times_text
from toolkit.sources.schema.time_zones import zone_city
from toolkit.sources.workspace.date_forms import OwnDates


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTime:
    """A city and the hours of the event there, in the words of one language; `day` is the day they name."""

    city: str
    times: str
    day: str = ""

    @property
    def line(self) -> str:
        """City and hours on one line."""
        return f"{self.city}  {self.times}"


def local_times(event: Event, copy: Copy, own: OwnDates | None = None) -> Iterator[LocalTime]:
    """Yield the hours of an event in each of its cities, in the order of the campaign file.

    Summer time is taken into account (tz database). Hours that begin on another day than at the event name
    that day: ``01:00–02:30 (18 May)``.
    """
    for city in event.cities:
        start, end = hours_in(event, city.timezone)
        times = times_text(start.time(), end.time(), copy.language, own)
        day = day_and_month(start.date(), copy.language) if start.date() != event.date else ""
        times = f"{times} ({day})" if day else times
        yield LocalTime(city=city_name(city, copy), times=times, day=day)


def hours_in(event: Event, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """Return when an event begins and ends by the clock of a zone; an end before the start is a day later."""
    last = event.date + dt.timedelta(days=event.end < event.start)
    own, there = ZoneInfo(event.timezone), ZoneInfo(zone)
    start = dt.datetime.combine(event.date, event.start, tzinfo=own)
    end = dt.datetime.combine(last, event.end, tzinfo=own)
    return start.astimezone(there), end.astimezone(there)


def city_name(city: City, copy: Copy) -> str:
    """Return the name of a city: the copy's own, or else CLDR's."""
    own = copy.event.cities if copy.event else {}
    return own.get(city.id) or zone_city(city.timezone, copy.language)
