"""Dates in each language's own form: CLDR through Babel, with the institutions' forms where they differ."""

import datetime as dt

from toolkit.languages import Language
from toolkit.sources.campaign import Campaign, DateRange, Event
from toolkit.sources.copydeck import Copy


def day_text(day: dt.date, language: Language) -> str:
    """Return a day with its year, for example ``17 мая 2021 года``."""
    raise NotImplementedError


def range_text(days: DateRange, language: Language) -> str:
    """Return a span of days, for example ``7–10 septembre 2020``."""
    raise NotImplementedError


def date_text(campaign: Campaign, copy: Copy) -> str:
    """Return the date line of a card: the copy's own form, the final week, or the campaign's date or span."""
    raise NotImplementedError


def event_text(event: Event, language: Language) -> str:
    """Return the hours of an event, for example ``13:00–14:30 CEST``."""
    raise NotImplementedError
