"""Programme: when its parts and items take place, in the words of a language."""

from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, ProgrammeItem, ProgrammePart
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.dates.dates import date_text, day_and_month, hours_text, range_text
from toolkit.sources.dates.pieces import DatePieces, date_pieces, range_pieces
from toolkit.sources.rows import Programme
from toolkit.sources.workspace.date_forms import OwnDates


def part_date(campaign: Campaign, copy: Copy, row: Programme, own: OwnDates | None = None) -> str:
    """Return the date line of a part: the copy's own words, or its days, or those of the campaign."""
    if row.words.date_text is not None:
        return row.words.date_text.text
    if row.part.days:
        return range_text(row.part.days, copy.language, own)
    return date_text(campaign, copy, own)


def part_pieces(campaign: Campaign, copy: Copy, row: Programme, own: OwnDates | None = None) -> DatePieces:
    """Return the pieces of the date line of a part: its days with their months."""
    if row.words.date_text is not None:
        return DatePieces()
    if row.part.days:
        return range_pieces(row.part.days, copy.language, own)
    return date_pieces(campaign, copy, own)


def item_when(
    item: ProgrammeItem, part: ProgrammePart, language: Language, own: OwnDates | None = None
) -> str:
    """Return what is known of an item's time: its day, its hours, both, or nothing."""
    day = day_and_month(item.date, language) if item.date else ""
    zone = part.timezone_label
    hours = hours_text(item.start, item.end, zone, language, own) if item.start else ""
    return " · ".join(words for words in (day, hours) if words)
