"""Dates in each language's own form: the institutions' where `DATE_FORMS` has them, else CLDR's (Babel)."""

import datetime as dt

from babel.dates import format_date, format_interval, format_skeleton, format_time

from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, DateRange, Event
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dateforms import DATE_FORMS, DateForms, SpanForm


def day_text(day: dt.date, language: Language) -> str:
    """Return a day with its year, for example ``17 мая 2021 года``."""
    forms = DATE_FORMS.get(language.tag)
    return _written(day, forms.day if forms else "long", language)


def day_and_month(day: dt.date, language: Language) -> str:
    """Return a day without its year, for example ``17 mai`` (CLDR's ``MMMMd``)."""
    return str(format_skeleton("MMMMd", day, locale=language.locale))


def range_text(days: DateRange, language: Language) -> str:
    """Return a span of days, for example ``7–10 septembre 2020``; a span of one day is that day."""
    if days.start == days.end:
        return day_text(days.start, language)
    forms = DATE_FORMS.get(language.tag)
    if forms is None:
        return str(format_interval(days.start, days.end, "yMMMMd", locale=language.locale))
    form = _span_form(days, forms)
    first = _written(days.start, form.first, language)
    return f"{form.before}{first}{form.between}{_written(days.end, form.last, language)}"


def campaign_days(campaign: Campaign) -> DateRange:
    """Return the first and last day of a campaign; a single day is both."""
    return DateRange(start=campaign.date, end=campaign.end_date or campaign.date)


def countdown_day(campaign: Campaign) -> dt.date:
    """Return the day that a countdown leads to: the first of the days on the date line of a card."""
    return campaign.final_week.start if campaign.final_week else campaign.date


def date_text(campaign: Campaign, copy: Copy) -> str:
    """Return the date line of a card: the copy's own form, the final week, or the campaign's day or span."""
    if copy.date_text is not None:
        return copy.date_text.text
    return range_text(campaign.final_week or campaign_days(campaign), copy.language)


def event_text(event: Event, language: Language) -> str:
    """Return the hours of an event on its own clock, for example ``13:00–14:30 CEST``."""
    return hours_text(event.start, event.end, event.timezone_label, language)


def hours_text(start: dt.time, end: dt.time | None, zone: str, language: Language) -> str:
    """Return hours, or one hour, with the clock they are on, for example ``13:00–14:30 CEST``."""
    times = times_text(start, end, language)
    forms = DATE_FORMS.get(language.tag)
    return (forms.hours if forms and zone else "{times} {zone}").format(times=times, zone=zone).strip()


def times_text(start: dt.time, end: dt.time | None, language: Language) -> str:
    """Return hours, or one hour, without a zone, for example ``13 h 00 – 14 h 30``."""
    forms = DATE_FORMS.get(language.tag)
    if end is None:
        return _clock(start, forms.clock if forms else "HH:mm", language)
    if forms is None:
        return str(format_interval(start, end, "Hm", locale=language.locale))
    first, last = (_clock(time, forms.clock, language) for time in (start, end))
    return forms.times.format(start=first, end=last)


def _span_form(days: DateRange, forms: DateForms) -> SpanForm:
    if days.start.year != days.end.year:
        return forms.years
    return forms.same_month if days.start.month == days.end.month else forms.same_year


def _written(day: dt.date, pattern: str, language: Language) -> str:
    return str(format_date(day, pattern, locale=language.locale))


def _clock(time: dt.time, pattern: str, language: Language) -> str:
    return str(format_time(time, pattern, locale=language.locale))
