"""Rows: what a design runs over. Whatever its kind, a row has an `id`, which is part of its files' names."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.sources.campaigns.campaign import Event, ProgrammeItem, ProgrammePart
from toolkit.sources.campaigns.copydeck import Ask, Copy, ProgrammeEntry, ProgrammeWords, Quote, Statistic
from toolkit.sources.dates.dates import countdown_day
from toolkit.sources.loader import CopyDeck
from toolkit.sources.tables.tables import TableRow
from toolkit.sources.workspace.design import TABLE
from toolkit.sources.workspace.partners import Partner


@dataclass(frozen=True, slots=True, kw_only=True)
class CountdownDay:
    """A card to post so many `days` before `day`, which is the first of the campaign's days."""

    days: int
    day: dt.date

    @property
    def id(self) -> str:
        """``d-7`` is posted seven days before."""
        return f"d-{self.days}"

    @property
    def posted(self) -> dt.date:
        """The day on which the card is true."""
        return self.day - dt.timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """The event of a campaign, which has one; its files need no further name."""

    event: Event
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One part of the programme, with its words in one language."""

    part: ProgrammePart
    words: ProgrammeWords

    @property
    def id(self) -> str:
        """The id of the part."""
        return self.part.id

    def items(self) -> Iterator[tuple[ProgrammeItem, ProgrammeEntry]]:
        """Yield every item with its words, where this language has them."""
        entries = {entry.id: entry for entry in self.words.items}
        return ((item, entries[item.id]) for item in self.part.items if item.id in entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A partner that takes part, or nobody in particular: whoever posts the card."""

    partner: Partner | None = None

    @property
    def id(self) -> str:
        """The id of the partner."""
        return self.partner.id if self.partner else ""


Row = Quote | Statistic | Ask | CountdownDay | Gathering | Programme | Participant | TableRow


def rows_of(deck: CopyDeck, copy: Copy, rows: str) -> tuple[Row | None, ...]:
    """Return the rows a design runs over in one language; a design without rows has one, `None`.

    `rows` is one of `toolkit.sources.workspace.design.ROW_KINDS` or ``table:<name>``; what a campaign lacks
    has none.
    """
    if rows == "none":
        return (None,)
    if rows.startswith(TABLE):
        name = rows.removeprefix(TABLE)
        return tuple(row for table in deck.tables if table.name == name for row in table.rows)
    return _SERIES[rows](deck, copy)


def all_rows(deck: CopyDeck, copy: Copy) -> tuple[Row, ...]:
    """Return every row of a campaign in one language, in the order of kinds."""
    kinds = (*_SERIES, *(f"{TABLE}{table.name}" for table in deck.tables))
    return tuple(row for kind in kinds for row in rows_of(deck, copy, kind) if row is not None)


def _quotes(_: CopyDeck, copy: Copy) -> tuple[Row, ...]:
    return copy.quotes


def _statistics(_: CopyDeck, copy: Copy) -> tuple[Row, ...]:
    return copy.statistics


def _asks(_: CopyDeck, copy: Copy) -> tuple[Row, ...]:
    return copy.call_to_action.asks


def _countdown(deck: CopyDeck, _: Copy) -> tuple[Row, ...]:
    day = countdown_day(deck.campaign)
    return tuple(CountdownDay(days=days, day=day) for days in deck.campaign.countdown)


def _event(deck: CopyDeck, _: Copy) -> tuple[Row, ...]:
    event = deck.campaign.event
    return (Gathering(event=event),) if event else ()


def _programme(deck: CopyDeck, copy: Copy) -> tuple[Row, ...]:
    words = {part.id: part for part in copy.programme}
    return tuple(
        Programme(part=part, words=words[part.id]) for part in deck.campaign.programme if part.id in words
    )


def _partners(deck: CopyDeck, _: Copy) -> tuple[Row, ...]:
    return tuple(Participant(partner=partner) for partner in deck.partners) or (Participant(),)


_SERIES = {
    "quotes": _quotes,
    "statistics": _statistics,
    "asks": _asks,
    "countdown": _countdown,
    "event": _event,
    "programme": _programme,
    "partners": _partners,
}
