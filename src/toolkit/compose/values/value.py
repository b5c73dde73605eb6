"""One value: its text, the shorter wording where there is one, where it was written, and its standing."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.errors import Place
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Copy, Sourced, Text, copy_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A text that a slot may show."""

    text: str
    place: Place
    short: str = ""
    sources: tuple[Sourced, ...] = ()

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

    def __call__(self, name: str, text: str, at: str = "", *sources: Sourced, short: str = "") -> Named:
        """Return a value; `at` is its key below the root, by default its name (or the root itself)."""
        key = ".".join(part for part in (self.root, at or ("" if self.root else name)) if part)
        place = copy_place(self.campaign.id, self.copy.language, key)
        return name, Value(text=text, place=place, sources=sources, short=short)

    def text(self, name: str, text: Text, at: str = "") -> Named:
        """Return a text with its shorter wording and its standing."""
        return self(name, text.text, at, text, short=text.short)


def mark(words: str, *sources: Sourced | None) -> str:
    """Return the words that mark a text, unless all that it says is official."""
    return "" if all(source.official for source in sources if source) else words
