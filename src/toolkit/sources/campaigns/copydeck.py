"""Copy decks: the words of a campaign, one file per language, each text with its standing and its source."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.errors import Place
from toolkit.languages import Language
from toolkit.sources.schema.models import Name, Record, Tag, Words

Evidence = Literal[
    "document",
    "document-derived",
    "primary",
    "primary-mirror",
    "primary-and-press",
    "member-state",
    "press-reproduction",
    "machine-translated-official-page",
    "pattern",
    "inferred",
    "none-found",
    "own-translation",
    "own-proposal",
]
"""How we know a wording; docs/copy.md explains each word."""

OUR_OWN: frozenset[Evidence] = frozenset(
    {"pattern", "inferred", "none-found", "own-translation", "own-proposal"}
)
"""Evidence that never makes a wording official."""


TRANSLATED: frozenset[Evidence] = frozenset({"own-translation", "machine-translated-official-page"})
"""Evidence that says that words were translated, in whatever language."""


class Sourced(Record):
    """Anything with a standing: whether the issuing body said it so, how we know, and where it was read."""

    official: bool
    evidence: Evidence
    source: Words
    note: str = ""

    def is_translated(self, language: Language, reference: Language | None) -> bool:
        """Tell whether somebody's words are a translation: not in the language they were found in."""
        return self.evidence in TRANSLATED or language != reference


class Text(Sourced):
    """A wording. `short` is an exact excerpt with an ellipsis for small cards; it may be empty.

    `emphasis` names phrases of the text that a design may show in another weight or colour. `same_as` names
    the language whose very words these are: a quotation in the original, or languages that write alike.
    """

    text: Words
    short: str = ""
    emphasis: tuple[Words, ...] = ()
    same_as: Tag | None = None


class Link(Sourced):
    """An https address on one of the campaign's canonical hosts."""

    url: Words


class Ask(Record):
    """What an audience is asked to do; `audience` is its name as printed."""

    id: Name
    audience: Text
    text: Text
    further: tuple[Text, ...] = ()
    """What else the source asks of the same audience, for captions and pages; a card shows `text`."""


class CallToAction(Record):
    """The call: a label for the button, the page it leads to, and one ask per audience."""

    label: Text
    link: Link
    short_address: str = ""
    """A shorter official address to print beside the QR symbol, without the scheme."""
    asks: tuple[Ask, ...] = ()


class Hashtag(Sourced):
    """A tag with its leading ``#`` and nothing after its last letter."""

    tag: Words


def _when(value: str) -> str:
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", value):
        return value
    hint = 'write "2021", "2021-05" or "2021-05-17"'
    raise PydanticCustomError("when", "is no year, month or day", {"hint": hint})


class Quote(Record):
    """Words of a person or a body. The role belongs to the quote: office-holders change."""

    id: Name
    speaker: Words
    role: Words
    spoken: Annotated[str, AfterValidator(_when)]
    """When it was said: a year, a month or a day in ISO 8601."""
    text: Text


class Statistic(Record):
    """A fact with a figure: `value` is the figure in English, `figure` as the language writes it."""

    id: Name
    value: Words
    kind: Literal["number", "share", "percent", "count", "year"]
    figure: Words
    text: Text


class CoOrganizer(Text):
    """How a language names one of the campaign's co-organizers."""

    id: Name


class EventName(Text):
    """What the event is called, and names of cities that CLDR does not have or has otherwise, by id."""

    cities: Mapping[Name, Words] = {}


class ProgrammeEntry(Text):
    """One thing on a programme."""

    id: Name


class ProgrammeWords(Record):
    """The words of one part of the programme; `date_text` replaces the date computed for it."""

    id: Name
    title: Text
    date_text: Text | None = None
    items: tuple[ProgrammeEntry, ...] = ()


class Copy(Record):
    """The words of a campaign in one language: ``campaigns/<id>/copy/<language>.toml``."""

    language: Tag
    theme: Text
    theme_lockup: tuple[Words, ...] = ()
    """The theme with fixed line breaks, where the campaign's visual has them."""
    day_name: Text
    """The name of the day, or of the event."""
    day_name_lines: tuple[Words, ...] = ()
    """The name with the fixed line breaks of the campaign's lockup."""
    date_text: Text | None = None
    """A date form to use instead of the one computed by `toolkit.sources.dates.dates`."""
    date_note: Text | None = None
    """Words that go with the date, for example "Final week"."""
    abbreviation: Text | None = None
    """The initials of the name in this language, where they are not the campaign's."""
    event: EventName | None = None
    """What the campaign's event is called."""
    programme: tuple[ProgrammeWords, ...] = ()
    co_organizers: tuple[CoOrganizer, ...] = ()
    call_to_action: CallToAction
    hashtags: Annotated[tuple[Hashtag, ...], Field(min_length=1)]
    quotes: tuple[Quote, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    keep_together: tuple[Words, ...] = ()
    """Names and terms that no line break may cut, besides those of ``assets/strings``."""
    reviewed: dt.date | None = None
    """When a speaker of the language last read the file."""

    def quote(self, name: str) -> Quote | None:
        """Return the quote with that id, if this language has it."""
        return next((row for row in self.quotes if row.id == name), None)

    def ask(self, name: str) -> Ask | None:
        """Return the ask with that id, if this language has it."""
        return next((row for row in self.call_to_action.asks if row.id == name), None)


def copy_place(campaign: str, language: Language | str, at: str = "") -> Place:
    """Return the place of a key in a copy file, for the trail of a problem."""
    return Place(file=f"campaigns/{campaign}/copy/{language}.toml", at=at)
