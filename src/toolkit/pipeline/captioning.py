"""Captioning: what is said beside pictures, and the standing of what they show.

Words are the same as in an earlier build if nothing that they are made of has changed; so they are
remembered, for each campaign and language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from toolkit.compose.layout import Layout
from toolkit.compose.values import Values
from toolkit.deliver.alttext import AltText, alt_text_for
from toolkit.deliver.captions import Caption, caption_of, caption_rules
from toolkit.deliver.wordings import Wordings, wordings_of
from toolkit.deliver.words import KitWords, kit_words
from toolkit.errors import Problem
from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.plan import Job
from toolkit.pipeline.workshop import Subject, Workshop
from toolkit.sources.localtimes import local_times
from toolkit.sources.placement import Placement
from toolkit.sources.rows import all_rows

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The texts that go with a picture, and the standing of what it shows."""

    caption: str
    caption_length: int
    caption_limit: int
    alt_text: str
    official: bool
    source: str
    qr: str
    problems: tuple[Problem, ...]


_Captioned = tuple[Job, Layout]
_Slots = tuple[tuple[str, str], ...]


class Remembered(Protocol):
    """Where wordings of earlier builds are found, by all that they were made of."""

    def wordings(self, sources: tuple[object, ...]) -> tuple[Wording, ...] | None:
        """Return what was kept, if it was."""

    def keep_wordings(self, sources: tuple[object, ...], found: tuple[Wording, ...]) -> None:
        """Keep wordings."""


def wordings(workshop: Workshop, laid_out: Iterable[LaidOut], memory: Remembered) -> dict[Job, Wording]:
    """Return caption, alt text and standing for every job, in the order of the pictures."""
    pictures = [(job, picture.layout) for picture in laid_out for job in picture.picture.jobs]
    groups: dict[tuple[str, str], list[_Captioned]] = {}
    for job, layout in pictures:
        groups.setdefault((job.campaign, job.language), []).append((job, layout))
    found: dict[Job, Wording] = {}
    for group in groups.values():
        found |= zip((job for job, _ in group), _of_language(workshop, group, memory), strict=True)
    return {job: found[job] for job, _ in pictures}


def _of_language(workshop: Workshop, group: Sequence[_Captioned], memory: Remembered) -> tuple[Wording, ...]:
    """Return the wordings of a campaign in one language: those of an earlier build, or else new ones."""
    sources = tuple(_sources(workshop, group))
    known = memory.wordings(sources)
    if known is None or len(known) != len(group):
        writer = _Writer(workshop)
        known = tuple(writer.wording(job, layout) for job, layout in group)
        memory.keep_wordings(sources, known)
    return known


def _sources(workshop: Workshop, group: Sequence[_Captioned]) -> Iterator[object]:
    """Yield everything that the words beside these pictures are made of."""
    subject = workshop.subject(group[0][0])
    deck = workshop.project.deck(subject.campaign.id)
    yield subject.campaign, subject.copy, subject.strings, all_rows(deck, subject.copy) if deck else ()
    # They follow from the time zones of this machine, too.
    yield tuple(local_times(subject.campaign.event, subject.copy)) if subject.campaign.event else ()
    yield sorted(
        (str(name), repr(workshop.project.placement(name))) for name in {job.placement for job, _ in group}
    )
    for job, layout in group:
        subject = workshop.subject(job)
        yield job, subject.design.spec.rows, _seen(layout), layout.shown


def _seen(layout: Layout) -> tuple[_Slots, str]:
    """Return the texts that a picture shows, by slot, and the address of its QR code."""
    address = layout.qr[0].address if layout.qr else ""
    return tuple((text.slot, text.text) for text in layout.texts), address


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes captions and alt texts, once for all placements that have the same rules."""

    workshop: Workshop
    _words: dict[str, KitWords] = field(default_factory=dict)
    _wordings: dict[_Key, Wordings] = field(default_factory=dict)
    _captions: dict[_Key, Caption | None] = field(default_factory=dict)
    _alts: dict[_Key, AltText] = field(default_factory=dict)
    _standings: dict[_Key, tuple[bool, str]] = field(default_factory=dict)

    def wording(self, job: Job, layout: Layout) -> Wording:
        """Return the texts for one job."""
        subject = self.workshop.subject(job)
        if job.language not in self._words:
            self._words[job.language] = kit_words(subject.strings)
        words = self._words[job.language]
        row = (job.campaign, job.language, subject.design.spec.rows, job.row)
        caption = self._caption(row, subject, words)
        slots, address = _seen(layout)
        alt = self._alt(job, slots, address, subject.placement, words)
        official, source = self._standing(row, subject, layout)
        return Wording(
            caption=caption.text if caption else "",
            caption_length=caption.length if caption else 0,
            caption_limit=caption.limit if caption else 0,
            alt_text=alt.text,
            official=official,
            source=source,
            qr=address,
            problems=(*(caption.problems if caption else ()), *alt.problems),
        )

    def _caption(self, row: _Key, subject: Subject, words: KitWords) -> Caption | None:
        key = (*row, *caption_rules(subject.placement))
        if key not in self._captions:
            found = self._new_caption(row, subject, words)
            if found is not None and found.problems:
                return found  # they name the placement
            self._captions[key] = found
        return self._captions[key]

    def _new_caption(self, row: _Key, subject: Subject, words: KitWords) -> Caption | None:
        if subject.placement.caption_limit is None:
            return None
        if row not in self._wordings:
            self._wordings[row] = wordings_of(subject.campaign, subject.copy, subject.row, words)
        return caption_of(self._wordings[row], subject.copy, subject.row, subject.placement, words)

    def _alt(self, job: Job, slots: _Slots, address: str, placement: Placement, words: KitWords) -> AltText:
        key = (job.language, job.design, slots, address, placement.alt_text_limit)
        if key not in self._alts:
            found = alt_text_for(job.design, slots, address, placement, words)
            if found.problems:
                return found  # they name the placement
            self._alts[key] = found
        return self._alts[key]

    def _standing(self, row: _Key, subject: Subject, layout: Layout) -> tuple[bool, str]:
        key = (*row, layout.shown)
        if key not in self._standings:
            self._standings[key] = _standing(self.workshop.values(subject), layout)
        return self._standings[key]


def _standing(values: Values, layout: Layout) -> tuple[bool, str]:
    """Whether everything shown is official, and where it was read, each source once."""
    shown = [values[name] for name in layout.shown]
    sources = dict.fromkeys(source.source for value in shown for source in value.sources)
    return all(value.is_official for value in shown), "; ".join(sources)
