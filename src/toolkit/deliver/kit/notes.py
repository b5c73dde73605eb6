"""Notes: every text a kit shows, with its standing and where it was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.sources.campaigns.copydeck import Copy, Sourced, Text
from toolkit.sources.rows import Row
from toolkit.sources.tables.tables import TableRow, is_picture_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One text of the campaign with its standing: `mark` is empty for an official text."""

    label: str
    text: str
    mark: str
    source: str


def notes_of(copy: Copy, rows: Sequence[Row], words: KitWords) -> tuple[Note, ...]:
    """Return the texts of a language in the order of its copy file, then those of tables."""
    call = copy.call_to_action
    return (
        _note(words("day"), copy.day_name, words),
        *(_note(words("day"), event, words) for event in (copy.event,) if event),
        _note(words("theme"), copy.theme, words),
        *(_note(row.speaker, row.text, words, spoken=True) for row in copy.quotes),
        *(_note(row.figure, row.text, words) for row in copy.statistics),
        *(_note(f"{call.label.text} – {row.audience.text}", row.text, words) for row in call.asks),
        *_programme(copy, words),
        _noted(words("link"), call.link.url, call.link, words),
        *(_noted(words("hashtags"), tag.tag, tag, words) for tag in copy.hashtags),
        *(note for row in rows if isinstance(row, TableRow) for note in _cells(row, words)),
    )


def _programme(copy: Copy, words: KitWords) -> Iterator[Note]:
    for part in copy.programme:
        yield _note(words.design("programme"), part.title, words)
        for text in (*((part.date_text,) if part.date_text else ()), *part.items):
            yield _note(part.title.text, text, words)


def _cells(row: TableRow, words: KitWords) -> Iterator[Note]:
    mark = "" if row.official else words.unofficial_text
    for name, text, _ in row.words(words.language):
        if text and not is_picture_at(text):
            yield Note(label=f"{row.id} – {name}", text=text, mark=mark, source=row.source)


def _note(label: str, text: Text, words: KitWords, *, spoken: bool = False) -> Note:
    return Note(label=label, text=text.text, mark=words.mark(text, spoken=spoken), source=text.source)


def _noted(label: str, shown: str, sourced: Sourced, words: KitWords) -> Note:
    return Note(label=label, text=shown, mark=words.mark(sourced), source=sourced.source)
