"""Wordings: what a caption says for each kind of row, from the fullest to the shortest."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.deliver.texts.direction import isolated
from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.errors import Place
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Ask, Copy, Quote, Sourced, Statistic, Text, copy_place
from toolkit.sources.dates.countdown import days_text
from toolkit.sources.dates.dates import date_text, day_text, event_text
from toolkit.sources.dates.localtimes import local_times
from toolkit.sources.programme import item_when, part_date
from toolkit.sources.rows import CountdownDay, Gathering, Participant, Programme, Row
from toolkit.sources.tables.tables import TableRow
from toolkit.sources.workspace.partners import partner_place
from toolkit.sources.workspace.strings import strings_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """What a caption may say: `full` says it all, `pointing` only points to the picture.

    `date` goes with the name of the day; `details` are for captions with room to spare; `place` is where the
    words can be changed.
    """

    full: tuple[str, ...]
    date: str
    place: Place
    pointing: tuple[str, ...] = ()
    details: str = ""

    @property
    def every(self) -> tuple[str, ...]:
        """All wordings of the main text, the fullest first."""
        return (*self.full, *self.pointing)


def wordings_of(campaign: Campaign, copy: Copy, row: Row | None, words: KitWords) -> Wordings:
    """Return the wordings for a row; `None` makes the theme the main text."""
    place = _place_of(campaign, copy, row)
    own = words.strings.dates
    if isinstance(row, Programme):
        date = part_date(campaign, copy, row, own)
    else:
        date = date_text(campaign, copy, own)
    return Wordings(
        full=tuple(_full(copy, row, words.of_campaign(campaign))),
        date=date,
        place=place,
        pointing=tuple(_pointing(copy, row, words)),
        details=_local_times(copy, row, words) if isinstance(row, Gathering) else "",
    )


def row_name(row: Row, words: KitWords) -> str:
    """Return what to call a row on the page of a kit; empty if its id says more."""
    name = ""
    match row:
        case Quote():
            name = row.speaker
        case Statistic():
            name = row.figure
        case Ask():
            name = row.audience.text
        case CountdownDay():
            posted = day_text(row.posted, words.language, words.strings.dates)
            name = f"{days_text(row.days, words.strings)} · {posted}"
        case Programme():
            name = row.words.title.text
        case Participant():
            name = row.partner.name_in(words.language) if row.partner else ""
        case Gathering() | TableRow():
            pass
    return name


def who_says(row: Quote, words: KitWords) -> str:
    """Return speaker and role, ready to be put into a sentence of the kit's language."""
    return words("comma").join(isolated(name, words.language) for name in (row.speaker, row.role))


def mark_line(text: Sourced | None, words: KitWords, *, spoken: bool = False) -> str:
    """Return a line that marks a text as unofficial, with the break before it; empty if it is official."""
    mark = words.mark(text, spoken=spoken) if text else ""
    return "\n" + words("brackets", text=mark) if mark else ""


def _full(copy: Copy, row: Row | None, words: KitWords) -> Iterator[str]:
    match row:
        case None:
            mark = mark_line(copy.theme, words)
            yield from (f"{words.quoted(text)}{mark}" for text in _lengths(copy.theme))
        case Quote() | Statistic() | Ask():
            yield from _full_of_text(copy, row, words)
        case CountdownDay():
            yield days_text(row.days, words.strings)
        case Gathering():
            yield from _event(copy, row, words)
        case Programme():
            yield from _programme(row, words)
        case Participant():
            yield from _participant(row, words)
        case TableRow():
            yield from _table_row(copy, row, words)


def _table_row(copy: Copy, row: TableRow, words: KitWords) -> Iterator[str]:
    """The row's own words, or the theme if it has nothing but pictures."""
    text = row.caption(words.language)
    mark = "" if row.official else "\n" + words("brackets", text=words.unofficial_text)
    yield from (f"{text}{mark}",) if text else _full(copy, None, words)


def _full_of_text(copy: Copy, row: Quote | Statistic | Ask, words: KitWords) -> tuple[str, ...]:
    mark = mark_line(row.text, words, spoken=isinstance(row, Quote))
    lengths = _lengths(row.text)
    match row:
        case Quote():
            said = words("caption_who", who=who_says(row, words))
            return tuple(f"{words.quoted(text)}\n{said}{mark}" for text in lengths)
        case Statistic():
            return tuple(f"{text}{mark}" for text in lengths)
        case Ask():
            starts = (f"{_heading(copy, row, words)}\n", "")
            return tuple(f"{start}{text}{mark}" for start in starts for text in lengths)


def _pointing(copy: Copy, row: Row | None, words: KitWords) -> Iterator[str]:
    match row:
        case Quote():
            for name in (who_says(row, words), isolated(row.speaker, words.language)):
                yield words("caption_quote_in_picture", who=name)
        case Statistic():
            yield words("caption_figure_in_picture", figure=isolated(row.figure, words.language))
        case Ask():
            yield _heading(copy, row, words)
        case _:
            return


def _heading(copy: Copy, row: Ask, words: KitWords) -> str:
    call, audience = copy.call_to_action.label.text, row.audience.text
    return words("caption_ask", call=call, audience=isolated(audience, words.language))


def _event(copy: Copy, row: Gathering, words: KitWords) -> Iterator[str]:
    event, own = row.event, words.strings.dates
    when = f"{day_text(event.date, copy.language, own)} · {event_text(event, copy.language, own)}"
    if copy.event:
        yield f"{isolated(copy.event.text, words.language)}\n{when}{mark_line(copy.event, words)}"
    yield when


def _local_times(copy: Copy, row: Gathering, words: KitWords) -> str:
    return "\n".join(
        f"{isolated(time.city, words.language)}{words('colon')}{time.times}"
        for time in local_times(row.event, copy, words.strings.dates)
    )


def _programme(row: Programme, words: KitWords) -> Iterator[str]:
    """Title and items; the items in their short wordings; the title alone, since the picture has the rest."""
    entries = [entry for _, entry in row.items()]
    loose = next((text for text in (row.words.title, *entries) if not text.official), None)
    title, mark = row.words.title.text, mark_line(loose, words)
    lists = tuple(_items(row, words, short=short) for short in (False, True))
    yield from dict.fromkeys(f"{title}\n{items}{mark}" for items in lists if items)
    yield f"{title}{mark_line(row.words.title, words)}"


def _items(row: Programme, words: KitWords, *, short: bool) -> str:
    lines = []
    for item, entry in row.items():
        text = entry.short if short and entry.short else entry.text
        when = item_when(item, row.part, words.language, words.strings.dates)
        lines.append(f"• {isolated(text, words.language)}" + (f" · {when}" if when else ""))
    return "\n".join(lines)


def _participant(row: Participant, words: KitWords) -> Iterator[str]:
    if row.partner:
        name = isolated(row.partner.name_in(words.language), words.language)
        yield f"{words.strings.taking_part}\n{words('caption_who', who=name)}"
    yield words.strings.taking_part


def _lengths(text: Text) -> tuple[str, ...]:
    return (text.text, text.short) if text.short else (text.text,)


def _place_of(campaign: Campaign, copy: Copy, row: Row | None) -> Place:
    match row:
        case CountdownDay():
            return strings_place(copy.language, "days_text" if row.days else "today")
        case Participant():
            return partner_place(row.id, "name") if row.id else strings_place(copy.language, "taking_part")
        case TableRow():
            return row.caption_place(copy.language)
        case _:
            return copy_place(campaign.id, copy.language, _key_of(row))


def _key_of(row: Quote | Statistic | Ask | Gathering | Programme | None) -> str:
    match row:
        case None:
            return "theme"
        case Quote():
            return f"quotes.{row.id}.text"
        case Statistic():
            return f"statistics.{row.id}.text"
        case Ask():
            return f"call_to_action.asks.{row.id}.text"
        case Gathering():
            return "event"
        case Programme():
            return f"programme.{row.id}.items"
