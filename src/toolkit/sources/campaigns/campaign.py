"""Campaigns: one theme and date, with the facts that are the same in every language."""

import datetime as dt
from typing import Annotated

from pydantic import Field, StringConstraints

from toolkit.errors import Place
from toolkit.languages import Language
from toolkit.sources.schema.models import Name, Record, Tag, Words
from toolkit.sources.schema.time_zones import Zone

MOST_CITIES = MOST_ITEMS = 8
"""How many cities and items of a programme a card has room for."""


MOST_OF_PARAMETER = 50
"""Characters of a campaign parameter; each makes the QR symbol finer."""

Parameter = Annotated[str, StringConstraints(min_length=1, max_length=MOST_OF_PARAMETER)]
Day = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2199, 12, 31))]
"""A day that calendars and time zones can count from."""


class DateRange(Record):
    """The first and the last day of something, both included."""

    start: Day
    end: Day


class City(Record):
    """A city whose clock an event card shows. The copy names it unless its zone bears its name."""

    id: Name
    timezone: Zone


class Event(Record):
    """A gathering at a time of day, by the clock of `timezone` (IANA name), printed as `timezone_label`."""

    date: Day
    start: dt.time
    end: dt.time
    timezone: Zone
    timezone_label: Words
    cities: Annotated[tuple[City, ...], Field(max_length=MOST_CITIES)] = ()
    registration: str = ""
    """Where people register, on a canonical host; without it "Register" leads to the campaign's page."""
    official: bool
    source: Words


class ProgrammeItem(Record):
    """One thing on a programme. What is not known is left out: a day, or hours on the clock of its part."""

    id: Name
    date: Day | None = None
    start: dt.time | None = None
    end: dt.time | None = None


class ProgrammePart(Record):
    """What one programme card lists; `timezone_label` is the clock that its hours are on."""

    id: Name
    date: Day | None = None
    end_date: Day | None = None
    timezone_label: str = ""
    items: Annotated[tuple[ProgrammeItem, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    @property
    def days(self) -> DateRange | None:
        """The days it lasts, if they are known."""
        return DateRange(start=self.date, end=self.end_date or self.date) if self.date else None


class Utm(Record):
    """Campaign parameters added to every address in a QR symbol; `campaign` defaults to the campaign's id."""

    source: Parameter = "kit"
    medium: Parameter = "qr"
    campaign: Annotated[str, StringConstraints(max_length=MOST_OF_PARAMETER)] = ""


class RowRecord(Record):
    """One record of a series (quotes, statistics) that the copy of every language must have, in this order.

    `languages` limits it to the languages where the words exist; then `reason` says why.
    """

    id: Name
    languages: tuple[Tag, ...] = ()
    reason: str = ""

    def is_due_in(self, language: Language) -> bool:
        """Tell whether the copy in `language` must have this row."""
        return not self.languages or language in self.languages


class StatisticRow(RowRecord):
    """A statistic; `share` is the part of a whole that it states exactly, from 0 to 1, for a chart.

    `number` is the figure itself, which every language is compared with: 2_600_000_000, or 0.7 for 70%.
    """

    number: Annotated[float, Field(gt=0)] | None = None
    share: Annotated[float, Field(ge=0, le=1)] | None = None


class Campaign(Record):
    """What ``campaigns/<id>/campaign.toml`` holds."""

    id: Name
    title: Words
    short: Words
    abbreviation: str = ""
    """The initials the day or forum is known by, for example WTISD; a language may have its own."""
    organizer: Words
    co_organizers: tuple[Name, ...] = ()
    """Ids in protocol order; the copy of each language names them."""
    date: Day
    end_date: Day | None = None
    final_week: DateRange | None = None
    countdown: tuple[Annotated[int, Field(ge=0, le=365)], ...] = ()
    """The numbers of days to go that get a card; 0 is the day itself."""
    event: Event | None = None
    programme: tuple[ProgrammePart, ...] = ()
    palette: Name
    texture: Name
    voice: Name = ""
    """The voice of ``assets/brand.toml`` that it speaks in; the one with its own id, if it names none."""
    languages: Annotated[tuple[Tag, ...], Field(min_length=1)]
    reference_language: Tag
    """The language that translations are compared with."""
    asks: tuple[RowRecord, ...] = ()
    """What the call to action asks, usually one row per audience."""
    quotes: tuple[RowRecord, ...] = ()
    statistics: tuple[StatisticRow, ...] = ()
    placements: Annotated[tuple[Name, ...], Field(min_length=1)]
    designs: tuple[Name, ...] = ()
    """The designs it is made in; all that are there if it names none."""
    canonical_hosts: Annotated[tuple[Words, ...], Field(min_length=1)]
    short_address: str = ""
    """A shorter official address to print beside a QR symbol, without the scheme."""
    utm: Utm = Utm()
    disclaimer: bool = True
    """Whether "Not an official ITU/UN product" is printed; switching it off needs `disclaimer_reason`."""
    disclaimer_reason: str = ""
    sources: Annotated[tuple[Words, ...], Field(min_length=1)]


def campaign_place(campaign: str, at: str = "") -> Place:
    """Return the place of a key in a campaign's file, for the trail of a problem."""
    return Place(file=f"campaigns/{campaign}/campaign.toml", at=at)
