"""Wording: what must not stand in copy, because it is left over, invisible, or cannot be set in type."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from pydantic import BaseModel

from toolkit.errors import Place, Problem
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import OUR_OWN, Copy, Hashtag, Sourced, Text
from toolkit.sources.checks.invisible import invisible_characters, without_invisible
from toolkit.sources.checks.residue import ResidueFault, residue_faults
from toolkit.sources.workspace.partners import Partner, partner_place

_ENGLISH = Language("en")
_NOT_PRINTED = frozenset(
    {"source", "evidence", "note", "url", "id", "kind", "value", "spoken", "short_address"}
    | {"emphasis", "keep_together"}
)
_WITH_DOUBLE_ELLIPSIS = frozenset({"Hans", "Hant", "Jpan", "Kore"})
_ELLIPSIS = "…"

# "Kính gửi: ....." and "ngày   tháng   năm" wait for someone to fill them in. Two ellipsis characters are a
# blank, except where they are the ellipsis: in Chinese (GB/T 15834-2011, 4.11), Japanese and Korean.
_BLANK = re.compile(r"\.{4,}|…{3,}|…\.|\.…|_{3,}|\bngày\s+tháng\s+năm\b")
_DOUBLE_ELLIPSIS = re.compile("……")
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe]")
_PERCENT_FIRST = re.compile(r"[%٪]\d+")


def wording_problems(copy: Copy, place: Callable[[str], Place]) -> Iterator[Problem]:
    """Yield what is wrong with the words of a language; `place` turns a dotted key into a place."""
    for at, text in printed_texts(copy):
        for message, hint in text_faults(text, copy.language):
            yield Problem(trail=(place(at),), message=message, hint=hint)
    for at, row in records_in(copy):
        for message, hint in _excerpt_faults(row) if isinstance(row, Text) else ():
            yield Problem(trail=(place(f"{at}.short"),), message=message, hint=hint)
        for message, hint in _emphasis_faults(row) if isinstance(row, Text) else ():
            yield Problem(trail=(place(f"{at}.emphasis"),), message=message, hint=hint)
        if isinstance(row, Sourced) and row.official and row.evidence in OUR_OWN:
            message = f"cannot be true with evidence = '{row.evidence}'"
            hint = "write false, or say where the issuing body wrote it"
            yield Problem(trail=(place(f"{at}.official"),), message=message, hint=hint)
    for number, hashtag in enumerate(copy.hashtags, start=1):
        for message, hint in hashtag_faults(hashtag.tag):
            yield Problem(trail=(place(f"hashtags[{number}].tag"),), message=message, hint=hint)
    yield from _lines_problems(copy, place)
    yield from _repeated_hashtags(copy.hashtags, place)
    yield from _unused_terms(copy, place)


def printed_texts(copy: Copy) -> Iterator[tuple[str, str]]:
    """Yield the dotted key and the words of everything that can be printed, hashtags excepted."""
    for at, record in records_in(copy):
        if isinstance(record, Hashtag):
            continue
        for name in type(record).model_fields:
            value = getattr(record, name)
            if name in _NOT_PRINTED:
                continue
            key = f"{at}.{name}" if at else name
            if isinstance(value, str) and value:
                yield key, value
            elif isinstance(value, Mapping):
                yield from ((f"{key}.{inner}", words) for inner, words in value.items())
            elif isinstance(value, tuple):
                yield from (
                    (f"{key}[{number}]", line)
                    for number, line in enumerate(value, start=1)
                    if isinstance(line, str)
                )


def campaign_text_faults(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    """Yield the dotted key, what is wrong and the remedy for the words in the campaign's own file."""
    said = {name: getattr(campaign, name) for name in ("title", "short", "abbreviation", "organizer")}
    if campaign.event:
        said["event.timezone_label"] = campaign.event.timezone_label
    said |= {f"programme.{part.id}.timezone_label": part.timezone_label for part in campaign.programme}
    for at, text in said.items():
        yield from ((at, *fault) for fault in text_faults(text, campaign.reference_language))


def partner_text_problems(partners: Sequence[Partner]) -> Iterator[Problem]:
    """Yield what is wrong with the names of partners; a name of its own is in no language."""
    for partner in partners:
        named = {"name": (partner.name, _ENGLISH)}
        named |= {f"names.{tag}": (name, Language(tag)) for tag, name in partner.names.items()}
        for at, (name, language) in named.items():
            for message, hint in text_faults(name, language):
                yield Problem(trail=(partner_place(partner.id, at),), message=message, hint=hint)


def text_faults(text: str, language: Language) -> Iterator[ResidueFault]:
    """Yield what is wrong with one text."""
    yield from residue_faults(text, language)
    blank = _BLANK.search(text) or (
        _DOUBLE_ELLIPSIS.search(text) if language.script not in _WITH_DOUBLE_ELLIPSIS else None
    )
    if blank:
        yield f"a blank was not filled in: '{blank[0]}'", "fill it in, or take it out"
    yield from _character_faults(text, language)
    if text != text.strip() or "  " in text:
        yield "has spaces at an end or two in a row", "take them out"
    if language.is_rtl and (percent := _PERCENT_FIRST.search(text)):
        yield f"the percent sign stands before the number: '{percent[0]}'", "write the number first: 70%"


def hashtag_faults(tag: str) -> Iterator[ResidueFault]:
    """Yield why a network would cut a hashtag short or not see one."""
    body = tag.removeprefix("#")
    if not tag.startswith("#"):
        yield f"'{tag}' does not begin with #", f"write #{tag}"
    if any(character.isspace() for character in tag):
        yield f"'{tag}' has a space, which ends the tag", f"write #{''.join(body.split())}"
    elif hidden := next(invisible_characters(tag), None):
        yield f"'{tag}' has the invisible character {_named(tag[hidden])}", f"write {without_invisible(tag)}"
    elif ends := next((character for character in body if not _continues_tag(character)), ""):
        yield f"'{tag}' has '{ends}', which ends the tag", "use letters, digits and _ only"
    if not any(character.isalpha() for character in body):
        yield f"'{tag}' has no letter, so no network makes it a tag", "add a word"
    if tag != unicodedata.normalize("NFC", tag):
        yield f"'{tag}' has marks apart from their letters", "save the file as Unicode NFC"


def _continues_tag(character: str) -> bool:
    # UTS #31-like set of the networks; the joiners are letters' helpers in Persian and Indic scripts.
    return unicodedata.category(character)[0] in "LMN" or character in "_\u200c\u200d"


def _character_faults(text: str, language: Language) -> Iterator[ResidueFault]:
    # The ornate brackets of quotations from the Koran and a few more signs stand for no other letters.
    for form in dict.fromkeys(_PRESENTATION_FORM.findall(text)):
        plain = unicodedata.normalize("NFKC", form)
        if plain != form:
            yield f"has the Arabic presentation form {_named(form)}", f"type the letters themselves: {plain}"
            break
    for character in dict.fromkeys(text[index] for index in invisible_characters(text, language)):
        yield f"has the invisible character {_named(character)}", "delete it and type the text again"
    if text != unicodedata.normalize("NFC", text):
        yield "has marks apart from their letters", "save the file as Unicode NFC"


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _excerpt_faults(text: Text) -> Iterator[ResidueFault]:
    """`short` must be the words themselves, with an ellipsis where something is left out."""
    if not text.short:
        return
    if _ELLIPSIS not in text.short:
        yield "does not show that words are left out", "put … where they are left out"
    start = 0
    for piece in (piece.strip() for piece in text.short.split(_ELLIPSIS)):
        found = text.text.find(piece, start)
        if found < 0:
            yield f"is not an exact excerpt: '{piece}' is not in the text", "copy the words from the text"
            return
        start = found + len(piece)


def _emphasis_faults(text: Text) -> Iterator[ResidueFault]:
    for phrase in text.emphasis:
        if phrase not in text.text:
            yield f"'{phrase}' is not in the text", "copy the words from the text"


def _lines_problems(copy: Copy, place: Callable[[str], Place]) -> Iterator[Problem]:
    for key, lines, whole in (
        ("theme_lockup", copy.theme_lockup, copy.theme.text),
        ("day_name_lines", copy.day_name_lines, copy.day_name.text),
    ):
        if lines and "".join("".join(lines).split()) != "".join(whole.split()):
            message = f"the lines together do not read '{whole}'"
            yield Problem(
                trail=(place(key),), message=message, hint="use the same words, only broken into lines"
            )


def _repeated_hashtags(hashtags: tuple[Hashtag, ...], place: Callable[[str], Place]) -> Iterator[Problem]:
    tags = [row.tag.casefold() for row in hashtags]
    for number, tag in enumerate(tags, start=1):
        if tag in tags[: number - 1]:
            trail = (place(f"hashtags[{number}].tag"),)
            yield Problem(
                trail=trail, message=f"'{hashtags[number - 1].tag}' stands twice", hint="take one out"
            )


def _unused_terms(copy: Copy, place: Callable[[str], Place]) -> Iterator[Problem]:
    """A term that stands in no text is misspelled, or the text has changed."""
    if not copy.keep_together:
        return
    words = "\n".join(text for _, text in printed_texts(copy)).casefold()
    for number, term in enumerate(copy.keep_together, start=1):
        if term.casefold() not in words:
            message = f"'{term}' stands in no text of this file"
            hint = "write it as it stands there, or take it out"
            yield Problem(trail=(place(f"keep_together[{number}]"),), message=message, hint=hint)


def records_in(record: BaseModel, at: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Yield every record inside with its dotted key; rows are named by id, or else counted from one."""
    yield at, record
    for name in type(record).model_fields:
        value = getattr(record, name)
        key = f"{at}.{name}" if at else name
        if isinstance(value, BaseModel):
            yield from records_in(value, key)
        elif isinstance(value, tuple):
            for number, row in enumerate(value, start=1):
                if isinstance(row, BaseModel):
                    own = getattr(row, "id", "")
                    yield from records_in(row, f"{key}.{own}" if own else f"{key}[{number}]")
