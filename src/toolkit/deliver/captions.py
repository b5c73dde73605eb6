"""Captions: the text to post with a picture, whole parts only, within the limit of the platform."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.deliver.counting import Counting, utf8_length
from toolkit.deliver.words import KitWords
from toolkit.errors import Place, Problem, Severity
from toolkit.languages import Language
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Ask, Copy, Hashtag, Quote, Sourced, Statistic, copy_place
from toolkit.sources.dates import date_text
from toolkit.sources.placement import Placement, placement_place

Row = Quote | Statistic | Ask
_Slot = Literal["main", "day", "theme", "link", "tags"]

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
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
    day: str = ""
    theme: str = ""
    link: str = ""
    tags: tuple[str, ...] = ()

    def adding(self, slot: _Slot, words: str) -> "_Draft":
        """Return the draft with one part more."""
        match slot:
            case "main":
                return replace(self, main=words)
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
        paragraphs = (self.main, occasion, self.link, "\n".join(_tag_lines(self.tags)))
        return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def caption_for(
    campaign: Campaign,
    copy: Copy,
    row: Row | None,
    placement: Placement,
    words: KitWords,
) -> Caption | None:
    """Return the caption of a picture, or `None` where the placement takes none (headers, print, screens).

    Parts go in by importance while they fit: the link, the first hashtag, the main text (or its short form,
    or a line that points to the picture), the day and date, the theme, more hashtags. Nothing is cut in the
    middle. `row` is the quote, statistic or ask of the design; `None` makes the theme the main text.
    """
    if placement.caption_limit is None:
        return None
    draft = _Draft()
    dropped: list[str] = []
    for part in _parts(campaign, copy, row, placement, words):
        longer = _first_that_fits(draft, part, placement)
        if longer is None:
            dropped.append(part.name)
        draft = longer or draft
    text = unicodedata.normalize("NFC", draft.text())
    return Caption(
        text=text,
        length=Counting.of(placement).length(text),
        limit=placement.caption_limit,
        dropped=tuple(dropped),
        problems=tuple(_problems(campaign, copy, row, placement, draft, words)),
    )


def fits(text: str, placement: Placement) -> bool:
    """Tell whether a caption is within every limit of a placement, counted as its platform counts."""
    within = placement.caption_limit is None or Counting.of(placement).length(text) <= placement.caption_limit
    return within and (
        placement.caption_max_bytes is None or utf8_length(text) <= placement.caption_max_bytes
    )


def isolated(text: str, language: Language) -> str:
    """Return a text to insert into a sentence, in FSI … PDI if it runs against it (UAX #9, 2.4.2)."""
    runs_left_to_right = not _is_rtl(text) and any(
        unicodedata.bidirectional(character) == "L" for character in text
    )
    if language.is_rtl and runs_left_to_right:
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text


def hashtags(tags: Sequence[Hashtag], platform: str, most: int | None = None) -> tuple[str, ...]:
    """Return the tags to post, at most `most`; Weibo ends a tag with a second ``#``."""
    end = "#" if platform == "weibo" else ""
    bare = [tag.tag.strip("#") for tag in tags]
    return tuple(f"#{tag}{end}" for tag in bare[:most])


def _first_that_fits(draft: _Draft, part: _Part, placement: Placement) -> _Draft | None:
    drafts = (draft.adding(part.slot, words) for words in part.wordings)
    return next((longer for longer in drafts if fits(longer.text(), placement)), None)


def _parts(
    campaign: Campaign, copy: Copy, row: Row | None, placement: Placement, words: KitWords
) -> Iterator[_Part]:
    """Yield the parts by importance, each tag a part of its own."""
    tags = hashtags(copy.hashtags, placement.platform, placement.hashtags_max)
    yield _Part(slot="link", wordings=(copy.call_to_action.link.url,), name="link")
    for tag in tags[:1]:
        yield _Part(slot="tags", wordings=(tag,), name=tag)
    yield _Part(slot="main", wordings=_main(copy, row, words), name="main text")
    yield _Part(slot="day", wordings=_day(campaign, copy), name="day and date")
    if row is not None:
        yield _Part(slot="theme", wordings=(_theme_line(copy, words),), name="theme")
    for tag in tags[1:]:
        yield _Part(slot="tags", wordings=(tag,), name=tag)


def _main(copy: Copy, row: Row | None, words: KitWords) -> tuple[str, ...]:
    """Return the wordings of the main text, and last those that only point to the picture."""
    full = _full_wordings(copy, row, words)
    match row:
        case Quote():
            names = (who_says(row, words), isolated(row.speaker, words.language))
            return (*full, *(words("caption_quote_in_picture", who=name) for name in names))
        case Statistic():
            return (*full, words("caption_figure_in_picture", figure=isolated(row.figure, words.language)))
        case Ask():
            return (*full, _heading(copy, row, words))
        case None:
            return full


def _full_wordings(copy: Copy, row: Row | None, words: KitWords) -> tuple[str, ...]:
    """Return the wordings that say it all, from the fullest to the shortest."""
    text = copy.theme if row is None else row.text
    mark = _mark_line(text, words, spoken=isinstance(row, Quote))
    wordings = (text.text, text.short) if text.short else (text.text,)
    match row:
        case Quote():
            said = words("caption_who", who=who_says(row, words))
            return tuple(f"{words.quoted(wording)}\n{said}{mark}" for wording in wordings)
        case Statistic():
            return tuple(f"{wording}{mark}" for wording in wordings)
        case Ask():
            starts = (f"{_heading(copy, row, words)}\n", "")
            return tuple(f"{start}{wording}{mark}" for start in starts for wording in wordings)
        case None:
            return tuple(f"{words.quoted(wording)}{mark}" for wording in wordings)


def _heading(copy: Copy, row: Ask, words: KitWords) -> str:
    call, audience = copy.call_to_action.label.text, row.audience.text
    return words("caption_ask", call=call, audience=isolated(audience, words.language))


def who_says(row: Quote, words: KitWords) -> str:
    """Return speaker and role, ready to be put into a sentence of the kit's language."""
    return words("comma").join(isolated(name, words.language) for name in (row.speaker, row.role))


def _mark_line(text: Sourced, words: KitWords, *, spoken: bool = False) -> str:
    mark = words.mark(text, spoken=spoken)
    return "\n" + words("brackets", text=mark) if mark else ""


def _day(campaign: Campaign, copy: Copy) -> tuple[str, ...]:
    name, date = copy.day_name.text, date_text(campaign, copy)
    return f"{name} · {date}", name


def _theme_line(copy: Copy, words: KitWords) -> str:
    mark = words.mark(copy.theme)
    theme = words("caption_theme", theme=words.quoted(copy.theme.text))
    return f"{theme} {words('brackets', text=mark)}" if mark else theme


def _tag_lines(tags: Sequence[str]) -> Iterator[str]:
    """Yield the tags on one line per direction, so that no line mixes two."""
    for rtl in (False, True):
        line = [tag for tag in tags if _is_rtl(tag) is rtl]
        if line:
            yield " ".join(line)


def _is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def _problems(
    campaign: Campaign, copy: Copy, row: Row | None, placement: Placement, draft: _Draft, words: KitWords
) -> Iterator[Problem]:
    """Yield an error if the main text did not fit at all, a warning if a pointer took its place."""
    wordings = _full_wordings(copy, row, words)
    if draft.main in wordings:
        return
    beside = _Draft(link=draft.link, tags=draft.tags[:1])
    counting, limit = Counting.of(placement), placement.caption_limit or 0
    excess = min(counting.length(beside.adding("main", wording).text()) for wording in wordings) - limit
    yield Problem(
        trail=(_place_of(campaign, copy, row), placement_place(placement.id, "caption_limit")),
        message=f"the text is {excess} characters too long for the caption"
        + (", which points to the picture instead" if draft.main else ""),
        hint=f"give a short form that is {excess} characters shorter",
        severity=Severity.WARNING if draft.main else Severity.ERROR,
    )


def _place_of(campaign: Campaign, copy: Copy, row: Row | None) -> Place:
    tables = {Quote: "quotes", Statistic: "statistics", Ask: "call_to_action.asks"}
    at = "theme" if row is None else f"{tables[type(row)]}.{row.id}.text"
    return copy_place(campaign.id, copy.language, at)
