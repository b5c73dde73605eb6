"""Dates in each language's own form: the institutions' where the fixed words have them, else CLDR's.

`own` are the forms in the fixed words of a workspace; by default those of the bundled files count.

Months are by name, both of them where a span has two, and all digits are those of the language. Where CLDR
has no names of months the date is that of ISO 8601.
"""

import datetime as dt

from toolkit.cldr.date_patterns import written
from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, DateRange, Event
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dateforms import DateForms, forms_of
from toolkit.sources.workspace.date_forms import OwnDates, SpanForm


def day_text(day: dt.date, language: Language, own: OwnDates | None = None) -> str:
    """Return a day with its year, for example ``17 мая 2021 года``."""
    return written(day, forms_of(language, own).day, language)


def day_and_month(day: dt.date, language: Language) -> str:
    """Return a day without its year, for example ``17 mai`` (CLDR's ``MMMMd``)."""
    return written(day, table_of(language).day_and_month, language)


def range_text(days: DateRange, language: Language, own: OwnDates | None = None) -> str:
    """Return a span of days, for example ``7–10 septembre 2020``; a span of one day is that day."""
    if days.start == days.end:
        return day_text(days.start, language, own)
    form = span_form(days, forms_of(language, own))
    first, last = written(days.start, form.first, language), written(days.end, form.last, language)
    return f"{form.before}{first}{form.between}{last}"


def campaign_days(campaign: Campaign) -> DateRange:
    """Return the first and last day of a campaign; a single day is both."""
    return DateRange(start=campaign.date, end=campaign.end_date or campaign.date)


def countdown_day(campaign: Campaign) -> dt.date:
    """Return the day that a countdown leads to: the first of the days on the date line of a card."""
    return campaign.final_week.start if campaign.final_week else campaign.date


def date_text(campaign: Campaign, copy: Copy, own: OwnDates | None = None) -> str:
    """Return the date line of a card: the copy's own form, the final week, or the campaign's day or span."""
    if copy.date_text is not None:
        return copy.date_text.text
    return range_text(campaign.final_week or campaign_days(campaign), copy.language, own)


def event_text(event: Event, language: Language, own: OwnDates | None = None) -> str:
    """Return the hours of an event on its own clock, for example ``13:00–14:30 CEST``."""
    return hours_text(event.start, event.end, event.timezone_label, language, own)


def hours_text(
    start: dt.time, end: dt.time | None, zone: str, language: Language, own: OwnDates | None = None
) -> str:
    """Return hours, or one hour, with the clock they are on, for example ``13:00–14:30 CEST``."""
    times = times_text(start, end, language, own)
    return (forms_of(language, own).hours if zone else "{times}").format(times=times, zone=zone)


def times_text(start: dt.time, end: dt.time | None, language: Language, own: OwnDates | None = None) -> str:
    """Return hours, or one hour, without a zone, for example ``13 h 00 – 14 h 30``."""
    forms = forms_of(language, own)
    first = written(start, forms.clock, language)
    if end is None:
        return first
    return forms.times.format(start=first, end=written(end, forms.clock, language))


def span_form(days: DateRange, forms: DateForms) -> SpanForm:
    """Return how a span of more than one day is written, by what its days have in common."""
    if days.start.year != days.end.year:
        return forms.years
    return forms.same_month if days.start.month == days.end.month else forms.same_year
