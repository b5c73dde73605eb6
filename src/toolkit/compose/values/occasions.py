"""Values of the rows that come from dates and hours: countdown, event, programme."""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import TypeVar

from toolkit.compose.values.value import Maker, Named, dated, mark
from toolkit.sources.campaigns.campaign import MOST_CITIES, MOST_ITEMS, Campaign
from toolkit.sources.campaigns.links import printed_address, tracked_address
from toolkit.sources.dates.countdown import days_label, days_shown, days_text
from toolkit.sources.dates.dates import day_and_month
from toolkit.sources.dates.localtimes import local_times
from toolkit.sources.dates.pieces import DatePieces
from toolkit.sources.programme import item_when, part_date, part_pieces
from toolkit.sources.rows import CountdownDay, Gathering, Programme
from toolkit.sources.workspace.strings import Strings

Thing = TypeVar("Thing")


def countdown_values(value: Maker, strings: Strings, row: CountdownDay) -> Iterator[Named]:
    """Yield the number of days, the words below it, and both as one text; on the day itself only the last."""
    language = value.copy.language
    yield value.fact("days", days_shown(row.days, language), "countdown")
    yield value.own("days_label", days_label(row.days, strings), "days_label" if row.days else "today")
    yield value.own("days_text", days_text(row.days, strings), "days_text" if row.days else "today")


def event_values(value: Maker, strings: Strings, row: Gathering) -> Iterator[Named]:
    """Yield the hours in every city, as lines and one by one; name, date and hours are common values."""
    times = tuple(local_times(row.event, value.copy, strings.dates))
    lines = value.fact("local_times", "\n".join(time.line for time in times), "event.cities")
    days = tuple(time.day for time in times if time.day)
    yield dated(lines, DatePieces(days), *(time.times for time in times))
    for number, time in _numbered(times, MOST_CITIES):
        yield value.fact(f"city_{number}", time.city if time else "", "event.cities")
        hours = value.fact(f"time_{number}", time.times if time else "", "event.cities")
        yield dated(hours, DatePieces((time.day,) if time and time.day else ()))
    yield value.own("unofficial", mark(strings.unofficial_text, value.copy.event), "unofficial_text")
    if page := row.event.registration:
        code = tracked_address(value.campaign, value.copy, page)
        yield value.fact("qr", code, "event.registration")
        yield value.fact("address", printed_address(page), "event.registration")


def programme_values(value: Maker, campaign: Campaign, strings: Strings, row: Programme) -> Iterator[Named]:
    """Yield the title of a part, its date, and its items with what is known of their time."""
    words = row.words
    yield value.text("programme_title", words.title, "title")
    sources = (words.date_text,) if words.date_text else ()
    date = part_date(campaign, value.copy, row, strings.dates)
    days = part_pieces(campaign, value.copy, row, strings.dates)
    if sources:
        yield dated(value("date", date, "date_text", *sources), days)
    else:
        yield dated(value.fact("date", date, f"programme.{row.id}.date"), days)
    items = tuple(row.items())
    for number, pair in _numbered(items, MOST_ITEMS):
        item, when = f"item_{number}", f"when_{number}"
        if pair is None:
            yield value(item, "", "items")
            yield value(when, "", "items")
        else:
            at = f"items.{pair[0].id}"
            yield value.text(item, pair[1], at)
            found = pair[0]
            hours = item_when(found, row.part, value.copy.language, strings.dates)
            day = (day_and_month(found.date, value.copy.language),) if found.date else ()
            yield dated(value.fact(when, hours, f"programme.{row.id}.{at}"), DatePieces(day))
    entries = (entry for _, entry in items)
    unofficial = mark(strings.unofficial_text, words.title, words.date_text, *entries)
    yield value.own("unofficial", unofficial, "unofficial_text")


def _numbered(things: tuple[Thing, ...], most: int) -> Iterator[tuple[int, Thing | None]]:
    """Yield the numbers 1 … `most`, each with its thing as long as there are any."""
    return zip(range(1, most + 1), chain(things, repeat(None)), strict=False)
