"""Captioning: what is said beside pictures, and the standing of what they show.

Words are the same as in an earlier build if nothing that they are made of has changed; so they are
remembered, for each campaign and language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from toolkit.compose.layout import Layout
from toolkit.compose.values import Values
from toolkit.deliver.texts.alttext import AltText, alt_text_for
from toolkit.deliver.texts.caption_texts import Wordings, wordings_of
from toolkit.deliver.texts.captions import PostCaption, caption_of
from toolkit.deliver.texts.kit_strings import KitWords, kit_words
from toolkit.deliver.texts.post_words import Wording
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob, WordsKey
from toolkit.pipeline.layout.tasks import LaidOutPicture
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.sources.dates.localtimes import local_times
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.rows import all_rows
from toolkit.sources.workspace.placement import Placement

_Key = tuple[object, ...]


_Slots = tuple[tuple[str, str], ...]
_Standing = tuple[bool, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """A job, and what its picture shows: texts by slot, names of values, the address of its QR code."""

    job: JobKey
    slots: _Slots
    shown: tuple[str, ...]
    address: str

    @classmethod
    def of(cls, job: JobKey, layout: Layout) -> "Captioned":
        """Take from a layout what the words beside it are made of."""
        return cls(
            job=job,
            slots=tuple((text.slot, text.text) for text in layout.texts),
            shown=layout.shown,
            address=layout.qr[0].address if layout.qr else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionTask:
    """Find the words for pictures of one campaign and language of a kept project."""

    pictures: tuple[Captioned, ...]

    @property
    def title(self) -> str:
        """What to call it where something is wrong."""
        return f"captions of {self.pictures[0].job.kit.name}"


class Remembered(Protocol):
    """Where wordings of earlier builds are found, by all that they were made of."""

    def wordings(self, sources: tuple[object, ...]) -> tuple[Wording, ...] | None:
        """Return what was kept, if it was."""

    def keep_wordings(self, sources: tuple[object, ...], found: tuple[Wording, ...]) -> None:
        """Keep wordings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionStage:
    """Who finds the words beside pictures, and what is remembered of them."""

    workers: ProjectWorkers
    memory: Remembered

    def run(self, laid_out: Iterable[LaidOutPicture]) -> dict[JobKey, Wording]:
        """Return caption, alt text and standing for every job, in the order of the pictures."""
        pictures = [Captioned.of(job.key, one.result.layout) for one in laid_out for job in one.picture.jobs]
        groups: dict[KitKey, list[Captioned]] = {}
        for one in pictures:
            groups.setdefault(one.job.kit, []).append(one)
        found: dict[JobKey, Wording] = {}
        missing: list[tuple[CaptionTask, tuple[object, ...]]] = []
        for group in groups.values():
            sources = tuple(_sources(self.workers.context, group))
            known = self.memory.wordings(sources)
            if known is not None and len(known) == len(group):
                found |= zip((one.job for one in group), known, strict=True)
            else:
                missing.append((CaptionTask(pictures=tuple(group)), sources))
        tasks = [task for task, _ in missing]
        for (task, sources), made in zip(missing, self._made(tasks), strict=True):
            self.memory.keep_wordings(sources, made)
            found |= zip((one.job for one in task.pictures), made, strict=True)
        return {one.job: found[one.job] for one in pictures}

    def _made(self, tasks: Sequence[CaptionTask]) -> Sequence[tuple[Wording, ...]]:
        # A single one would only wait for another process to open the project.
        return self.workers.run_all(caption, tasks, lambda _steps: None, here=len(tasks) == 1)


def caption(context: ProjectContext, task: CaptionTask) -> tuple[Wording, ...]:
    """Return the words for each picture of a task."""
    writer = _Writer(context)
    return tuple(map(writer.wording, task.pictures))


def _sources(context: ProjectContext, group: Sequence[Captioned]) -> Iterator[object]:
    """Yield everything that the words beside these pictures are made of."""
    first = context.resolve(group[0].job)
    deck = context.project.deck(first.campaign.id)
    yield context.project.vocabulary
    yield first.campaign, first.copy, first.strings, first.partner, all_rows(deck, first.copy) if deck else ()
    # They follow from the time zones of this machine, too.
    event, own = first.campaign.event, first.strings.dates
    yield tuple(local_times(event, first.copy, own)) if event else ()
    yield sorted(
        (str(name), repr(context.project.placement(name))) for name in {one.job.placement for one in group}
    )
    for one in group:
        yield one, context.resolve(one.job).design.spec.rows


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes captions and alt texts, once for all placements that have the same rules."""

    context: ProjectContext
    _words: dict[str, KitWords] = field(default_factory=dict)
    _wordings: dict[WordsKey, Wordings] = field(default_factory=dict)
    _captions: dict[_Key, PostCaption | None] = field(default_factory=dict)
    _alts: dict[_Key, AltText] = field(default_factory=dict)
    _standings: dict[tuple[WordsKey, tuple[str, ...]], tuple[bool, tuple[str, ...]]] = field(
        default_factory=dict
    )

    def wording(self, one: Captioned) -> Wording:
        """Return the texts for one job."""
        job = self.context.resolve(one.job)
        language = one.job.language
        if language not in self._words:
            self._words[language] = kit_words(job.strings, self.context.project.vocabulary)
        words = self._words[language]
        caption = self._caption(job, words)
        alt = self._alt(one, job.placement, words)
        official, sources = self._standing(job, one.shown)
        return Wording(
            caption=caption.text if caption else "",
            caption_length=caption.length if caption else 0,
            caption_limit=caption.limit if caption else 0,
            alt_text=alt.text,
            official=official,
            sources=sources,
            qr=one.address,
            problems=(*(caption.problems if caption else ()), *alt.problems),
        )

    def _caption(self, job: ResolvedJob, words: KitWords) -> PostCaption | None:
        key = (job.words, job.placement.caption)
        if key not in self._captions:
            found = self._new_caption(job, words)
            if found is not None and found.problems:
                return found  # they name the placement
            self._captions[key] = found
        return self._captions[key]

    def _new_caption(self, job: ResolvedJob, words: KitWords) -> PostCaption | None:
        if job.placement.caption is None:
            return None
        if job.words not in self._wordings:
            self._wordings[job.words] = wordings_of(job.campaign, job.copy, job.row, words)
        return caption_of(self._wordings[job.words], job.copy, job.row, job.placement, words)

    def _alt(self, one: Captioned, placement: Placement, words: KitWords) -> AltText:
        key = (one.job.language, one.job.design, one.slots, one.address, placement.alt_text)
        if key not in self._alts:
            found = alt_text_for(one.job.design, one.slots, one.address, placement, words)
            if found.problems:
                return found  # they name the placement
            self._alts[key] = found
        return self._alts[key]

    def _standing(self, job: ResolvedJob, shown: tuple[str, ...]) -> _Standing:
        key = (job.words, shown)
        if key not in self._standings:
            self._standings[key] = _standing(self.context.values(job), shown)
        return self._standings[key]


def _standing(values: Values, names: Sequence[str]) -> _Standing:
    """Whether everything shown is official, and where it was read, each source once."""
    shown = [values[name] for name in names]
    sources = dict.fromkeys(source.source for value in shown for source in value.sources)
    return all(value.is_official for value in shown), tuple(sources)
