"""Dates in each language's own form: the institutions' where `DATE_FORMS` has them, else CLDR's (Babel)."""

import datetime as dt

from babel.dates import format_date, format_interval, format_skeleton, format_time

from toolkit.languages import Language
from toolkit.sources.campaign import Campaign, DateRange, Event
from toolkit.sources.copydeck import Copy
from toolkit.sources.dateforms import DATE_FORMS, DateForms, SpanForm


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


def date_text(campaign: Campaign, copy: Copy) -> str:
    """Return the date line of a card: the copy's own form, the final week, or the campaign's day or span."""
    if copy.date_text is not None:
        return copy.date_text.text
    return range_text(campaign.final_week or campaign_days(campaign), copy.language)


def event_text(event: Event, language: Language) -> str:
    """Return the hours of an event on its own clock, for example ``13:00–14:30 CEST``."""
    forms = DATE_FORMS.get(language.tag)
    if forms is None:
        hours = format_interval(event.start, event.end, "Hm", locale=language.locale)
        return f"{hours} {event.timezone_label}"
    start, end = (_clock(time, forms.clock, language) for time in (event.start, event.end))
    return forms.hours.format(start=start, end=end, zone=event.timezone_label)


def _span_form(days: DateRange, forms: DateForms) -> SpanForm:
    if days.start.year != days.end.year:
        return forms.years
    return forms.same_month if days.start.month == days.end.month else forms.same_year


def _written(day: dt.date, pattern: str, language: Language) -> str:
    return str(format_date(day, pattern, locale=language.locale))


def _clock(time: dt.time, pattern: str, language: Language) -> str:
    return str(format_time(time, pattern, locale=language.locale))
