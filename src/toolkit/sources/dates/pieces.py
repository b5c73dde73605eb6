"""Pieces of written dates: what of a day stays together where its line must part, such as ``17 May``.

Where it must, a date parts between its day and its year, or else between the first and last day of a span.
"""

import datetime as dt
from dataclasses import dataclass

from toolkit.cldr.date_patterns import without_year, written
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, DateRange
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dateforms import forms_of
from toolkit.sources.dates.dates import campaign_days, day_and_month, span_form
from toolkit.sources.workspace.date_forms import OwnDates


@dataclass(frozen=True, slots=True)
class DatePieces:
    """Days with their months, which are never cut, and a span of days of one month, which is cut last."""

    days: tuple[str, ...] = ()
    span: str = ""


def day_pieces(day: dt.date, language: Language, own: OwnDates | None = None) -> DatePieces:
    """Return the day with its month, as it stands in `day_text` and in `day_and_month`."""
    shown = written(day, without_year(forms_of(language, own).day), language)
    return DatePieces(tuple(dict.fromkeys((shown, day_and_month(day, language)))))


def range_pieces(days: DateRange, language: Language, own: OwnDates | None = None) -> DatePieces:
    """Return each day with its month as they stand in `range_text`."""
    if days.start == days.end:
        return day_pieces(days.start, language, own)
    form = span_form(days, forms_of(language, own))
    first, last = (
        written(day, without_year(pattern), language)
        for day, pattern in ((days.start, form.first), (days.end, form.last))
    )
    is_one_month = (days.start.year, days.start.month) == (days.end.year, days.end.month)
    return DatePieces((first, last), f"{form.before}{first}{form.between}{last}" if is_one_month else "")


def date_pieces(campaign: Campaign, copy: Copy, own: OwnDates | None = None) -> DatePieces:
    """Return the pieces of the date line of a card; of a line in the copy's own words there are none."""
    if copy.date_text is not None:
        return DatePieces()
    return range_pieces(campaign.final_week or campaign_days(campaign), copy.language, own)
