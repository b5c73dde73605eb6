"""Captions: the text to post with a picture, whole parts only, within the limit of the platform."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.deliver.texts.caption_texts import Wordings
from toolkit.deliver.texts.counting import Counting, utf8_length
from toolkit.deliver.texts.direction import is_rtl
from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.errors import Problem, Severity
from toolkit.sources.campaigns.copydeck import Copy, Hashtag
from toolkit.sources.rows import Row
from toolkit.sources.workspace.placement import CaptionSpec, Placement, placement_place

_Slot = Literal["main", "details", "day", "theme", "link", "tags"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCaption:
    """A finished caption; `length` and `limit` as the platform counts, `dropped` what did not fit."""

    text: str
    length: int
    limit: int
    dropped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part: its `slot` in a draft, and its wordings from the fullest to the shortest."""

    slot: _Slot
    wordings: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A caption being put together; the fields stand in reading order."""

    main: str = ""
    details: str = ""
    day: str = ""
    theme: str = ""
    link: str = ""
    tags: tuple[str, ...] = ()

    def adding(self, slot: _Slot, words: str) -> "_Draft":
        """Return the draft with one part more."""
        match slot:
            case "main":
                return replace(self, main=words)
            case "details":
                return replace(self, details=words)
            case "day":
                return replace(self, day=words)
            case "theme":
                return replace(self, theme=words)
            case "link":
                return replace(self, link=words)
            case _:
                return replace(self, tags=(*self.tags, words))

    def text(self) -> str:
        """Return the caption: paragraphs with an empty line between them."""
        occasion = "\n".join(line for line in (self.day, self.theme) if line)
        paragraphs = (self.main, self.details, occasion, self.link, "\n".join(_tag_lines(self.tags)))
        return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def caption_of(
    wordings: Wordings, copy: Copy, row: Row | None, placement: Placement, words: KitWords
) -> PostCaption:
    """Return the same of wordings made before, for a placement that takes captions."""
    rules = placement.caption
    if rules is None:
        raise ValueError(f"'{placement.id}' takes no captions")
    parts = tuple(_parts(copy, row, wordings, rules, words))
    draft, dropped = _whole(parts, rules) or _as_it_fits(parts, rules)
    text = unicodedata.normalize("NFC", draft.text())
    return PostCaption(
        text=text,
        length=Counting.of(rules).length(text),
        limit=rules.limit,
        dropped=dropped,
        problems=tuple(_problems(wordings, placement.id, rules, draft)),
    )


def _whole(parts: Sequence[_Part], rules: CaptionSpec) -> tuple[_Draft, tuple[str, ...]] | None:
    """Every part at its fullest, if that fits; then whatever is put together on the way fits too."""
    if not all(part.wordings for part in parts):
        return None
    draft = _Draft()
    for part in parts:
        draft = draft.adding(part.slot, part.wordings[0])
    return (draft, ()) if fits(draft.text(), rules) else None


def _as_it_fits(parts: Sequence[_Part], rules: CaptionSpec) -> tuple[_Draft, tuple[str, ...]]:
    draft = _Draft()
    dropped: list[str] = []
    for part in parts:
        longer = _first_that_fits(draft, part, rules)
        if longer is None:
            dropped.append(part.name)
        draft = longer or draft
    return draft, tuple(dropped)


def fits(text: str, rules: CaptionSpec) -> bool:
    """Tell whether a caption is within every limit of a placement, counted as its platform counts."""
    within = Counting.of(rules).length(text) <= rules.limit
    return within and (rules.max_bytes is None or utf8_length(text) <= rules.max_bytes)


def hashtags(tags: Sequence[Hashtag], end: str = "", most: int | None = None) -> tuple[str, ...]:
    """Return the tags to post, at most `most`; on some platforms something stands at the `end` of a tag."""
    bare = [tag.tag.strip("#") for tag in tags]
    return tuple(f"#{tag}{end}" for tag in bare[:most])


def _first_that_fits(draft: _Draft, part: _Part, rules: CaptionSpec) -> _Draft | None:
    drafts = (draft.adding(part.slot, words) for words in part.wordings)
    return next((longer for longer in drafts if fits(longer.text(), rules)), None)


def _parts(
    copy: Copy, row: Row | None, wordings: Wordings, rules: CaptionSpec, words: KitWords
) -> Iterator[_Part]:
    """Yield the parts by importance, each tag a part of its own."""
    platform = words.vocabulary.platform(rules.platform)
    tags = hashtags(copy.hashtags, platform.hashtag_end if platform else "", rules.hashtags_max)
    yield _Part(slot="link", wordings=(copy.call_to_action.link.url,), name="link")
    for tag in tags[:1]:
        yield _Part(slot="tags", wordings=(tag,), name=tag)
    yield _Part(slot="main", wordings=wordings.every, name="main text")
    yield _Part(slot="day", wordings=_day(copy, wordings), name="day and date")
    if row is not None:
        yield _Part(slot="theme", wordings=(_theme_line(copy, words),), name="theme")
    if wordings.details:
        yield _Part(slot="details", wordings=(wordings.details,), name="local times")
    for tag in tags[1:]:
        yield _Part(slot="tags", wordings=(tag,), name=tag)


def _day(copy: Copy, wordings: Wordings) -> tuple[str, ...]:
    name = copy.day_name.text
    return f"{name} · {wordings.date}", name


def _theme_line(copy: Copy, words: KitWords) -> str:
    mark = words.mark(copy.theme)
    theme = words("caption_theme", theme=words.quoted(copy.theme.text))
    return f"{theme} {words('brackets', text=mark)}" if mark else theme


def _tag_lines(tags: Sequence[str]) -> Iterator[str]:
    """Yield the tags on one line per direction, so that no line mixes two."""
    for rtl in (False, True):
        line = [tag for tag in tags if is_rtl(tag) is rtl]
        if line:
            yield " ".join(line)


def _problems(wordings: Wordings, placement: str, rules: CaptionSpec, draft: _Draft) -> Iterator[Problem]:
    """Yield an error if the main text did not fit at all, a warning if a pointer took its place."""
    if draft.main in wordings.full:
        return
    beside = _Draft(link=draft.link, tags=draft.tags[:1])
    counting, limit = Counting.of(rules), rules.limit
    excess = min(counting.length(beside.adding("main", text).text()) for text in wordings.full) - limit
    by_how_much = f"{excess} {'character' if excess == 1 else 'characters'}"
    yield Problem(
        trail=(wordings.place, placement_place(placement, "caption_limit")),
        message=f"the text is {by_how_much} too long for the caption"
        + (", which points to the picture instead" if draft.main else ""),
        hint=f"give a short form that is {by_how_much} shorter",
        severity=Severity.WARNING if draft.main else Severity.ERROR,
    )
