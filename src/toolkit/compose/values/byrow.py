"""Values that a row brings along, by its kind."""

from collections.abc import Iterator

from toolkit.compose.values.occasions import countdown_values, event_values, programme_values
from toolkit.compose.values.value import Maker, Named, Value, mark
from toolkit.errors import Place
from toolkit.numerals import native_digits
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Ask, Copy, Quote, Sourced, Statistic
from toolkit.sources.rows import CountdownDay, Gathering, Participant, Programme, Row
from toolkit.sources.tables.tables import TableRow
from toolkit.sources.workspace.partners import partner_place
from toolkit.sources.workspace.strings import Strings

_INITIALS = 2


def row_values(campaign: Campaign, copy: Copy, strings: Strings, row: Row) -> Iterator[Named]:
    """Yield the values of a row in one language."""
    match row:
        case Quote():
            yield from _quote(Maker(campaign, copy, f"quotes.{row.id}"), strings, row)
        case Statistic():
            yield from _statistic(Maker(campaign, copy, f"statistics.{row.id}"), strings, row)
        case Ask():
            yield from _ask(Maker(campaign, copy, f"call_to_action.asks.{row.id}"), strings, row)
        case CountdownDay():
            yield from countdown_values(Maker(campaign, copy), strings, row)
        case Gathering():
            yield from event_values(Maker(campaign, copy), strings, row)
        case Programme():
            yield from programme_values(Maker(campaign, copy, f"programme.{row.id}"), campaign, strings, row)
        case Participant():
            yield from _participant(copy, row)
        case TableRow():
            yield from _table_row(copy, strings, row)


def _quote(value: Maker, strings: Strings, row: Quote) -> Iterator[Named]:
    yield value.text("quote", row.text, "text")
    yield value("speaker", row.speaker, "speaker")
    yield value("role", row.role, "role")
    yield value("initials", _initials(row.speaker), "speaker")
    is_translated = row.text.is_translated(value.copy.language, value.campaign.reference_language)
    key = "unofficial_translation" if is_translated else "unofficial_text"
    yield value.own("unofficial", mark(getattr(strings, key), row.text), key)


def _statistic(value: Maker, strings: Strings, row: Statistic) -> Iterator[Named]:
    shares = {found.id: found.share for found in value.campaign.statistics}
    share = shares.get(row.id)
    yield value("figure", row.figure, "figure")
    yield value.fact("share", "" if share is None else f"{share:g}", f"statistics.{row.id}.share")
    yield value.text("statement", row.text, "text")
    yield value.own("unofficial", mark(strings.unofficial_text, row.text), "unofficial_text")


def _ask(value: Maker, strings: Strings, row: Ask) -> Iterator[Named]:
    yield value.own("position", _position(value.copy, strings, row))
    yield value("audience", row.audience.text, "audience", row.audience)
    yield value.text("ask", row.text, "text")
    yield value.own("unofficial", mark(strings.unofficial_text, row.text), "unofficial_text")


def _position(copy: Copy, strings: Strings, row: Ask) -> str:
    """Say which card of how many an ask is; a single one has no number."""
    asks = copy.call_to_action.asks
    place = next((number for number, ask in enumerate(asks, 1) if ask.id == row.id), 0)
    if not place or len(asks) == 1:
        return ""
    words = strings.position.replace("{place}", str(place)).replace("{count}", str(len(asks)))
    return native_digits(words, copy.language)


def _participant(copy: Copy, row: Participant) -> Iterator[Named]:
    partner, place = row.partner, partner_place(row.id or "<id>")
    yield "partner", Value(text=partner.name_in(copy.language) if partner else "", place=place)
    yield "logo", Value(text=partner.logo_path if partner else "", place=place)


def _table_row(copy: Copy, strings: Strings, row: TableRow) -> Iterator[Named]:
    standing = Sourced(official=row.official, evidence=row.evidence, source=row.source)
    place = Place(file=row.file)
    for name, text, at in row.words(copy.language):
        place = at
        yield name, Value(text=text, place=at, sources=(standing,))
    yield "unofficial", Value(text=mark(strings.unofficial_text, standing), place=place)


def _initials(speaker: str) -> str:
    names = [name for name in speaker.replace("-", " ").split() if name[0].isalpha()]
    picked = [names[0], names[-1]] if len(names) >= _INITIALS else names
    return "".join(name[0] for name in picked)
