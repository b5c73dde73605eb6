"""One value: its text, the shorter wording where there is one, where it was written, and its standing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from toolkit.errors import Place
from toolkit.sources.campaigns.campaign import Campaign, campaign_place
from toolkit.sources.campaigns.copydeck import Copy, Sourced, Text, copy_place
from toolkit.sources.dates.pieces import DatePieces
from toolkit.sources.workspace.strings import strings_place

_NO_PIECES: Final = DatePieces()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A text that a slot may show.

    `dates` are the dates and hours in it: each stays on one line as long as a slot has room for it; one that
    stands in another is parted last. `days` are pieces of them that are never cut, such as ``17 May``.
    """

    text: str
    place: Place
    short: str = ""
    emphasis: tuple[str, ...] = ()
    sources: tuple[Sourced, ...] = ()
    dates: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    @property
    def is_official(self) -> bool:
        """Whether everything the value says was said so by the issuing body."""
        return all(source.official for source in self.sources)


Values = Mapping[str, Value]
Named = tuple[str, Value]
"""A value with its name."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes values whose place is in the copy of one language, below the dotted key `root`."""

    campaign: Campaign
    copy: Copy
    root: str = ""

    def __call__(self, name: str, text: str, at: str = "", *sources: Sourced) -> Named:
        """Return a value; `at` is its key below the root, by default its name (or the root itself)."""
        key = ".".join(part for part in (self.root, at or ("" if self.root else name)) if part)
        place = copy_place(self.campaign.id, self.copy.language, key)
        return name, Value(text=text, place=place, sources=sources)

    def fact(self, name: str, text: str, at: str, *sources: Sourced) -> Named:
        """Return a value that comes from the campaign's own file, at a key of it."""
        return name, Value(text=text, place=campaign_place(self.campaign.id, at), sources=sources)

    def own(self, name: str, text: str, at: str = "") -> Named:
        """Return one of the toolkit's own words, at a key of ``assets/strings``, by default its name."""
        return name, Value(text=text, place=strings_place(self.copy.language, at or name))

    def text(self, name: str, text: Text, at: str = "", *, lines: tuple[str, ...] = ()) -> Named:
        """Return a text, in fixed lines if there are any, with its shorter wording and its standing."""
        _, value = self(name, "\n".join(lines) or text.text, at, text)
        return name, replace(value, short=text.short, emphasis=text.emphasis)


def dated(named: Named, pieces: DatePieces = _NO_PIECES, *dates: str) -> Named:
    """Return a value that knows its dates: those given, or else each of its lines is one."""
    name, value = named
    whole = dates or value.text.splitlines()
    return name, replace(value, dates=tuple(filter(None, (*whole, pieces.span))), days=pieces.days)


def mark(words: str, *sources: Sourced | None) -> str:
    """Return the words that mark a text, unless all that it says is official."""
    return "" if all(source.official for source in sources if source) else words
