"""From what people wrote to the text that is analysed: NFC, isolates, weight and colour per character."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.languages import Language
from toolkit.text_boundaries import grapheme_ends
from toolkit.typeset.style import Look, Span, Text, TextStyle, Voice
from toolkit.typeset.text.cases import cased
from toolkit.typeset.text.isolates import FSI, PDI, with_isolates
from toolkit.typeset.text.punctuation import with_proper_spaces

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t]*\n[ \t]*|^[ \t]+|[ \t]+$|\t")
_ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedText:
    """The text to analyse, with letters and colour of each character."""

    text: str
    looks: tuple[Look, ...]
    fills: tuple[str | None, ...]


def plain_text(text: Text) -> str:
    """Return the text as a reader or a screen reader wants it."""
    joined = text if isinstance(text, str) else "".join(span.text for span in text)
    return _normalised(joined).strip()


def visible(text: str) -> str:
    """Return a piece of analysed text without the isolating controls."""
    return _ISOLATES.sub("", text)


def prepare(text: Text, language: Language, style: TextStyle) -> PreparedText:
    """Normalise, recase and isolate a text, keeping track of which span each character comes from."""
    spans = (Span(text=text),) if isinstance(text, str) else text
    pieces: list[tuple[str, Look, str | None]] = []
    for span in _whole_clusters(_trimmed(spans)):
        content = with_proper_spaces(_normalised(span.text), language)
        content = cased(content, style.case, language)
        content = with_isolates(content, rtl=language.is_rtl)
        if span.isolate:
            content = f"{FSI}{content}{PDI}"
        pieces.append((content, _look(span, style), span.fill))
    return PreparedText(
        text="".join(piece[0] for piece in pieces),
        looks=tuple(look for content, look, _ in pieces for _ in content),
        fills=tuple(fill for content, _, fill in pieces for _ in content),
    )


def _look(span: Span, style: TextStyle) -> Look:
    return _one_look(
        span.weight or style.weight,
        style.italic if span.italic is None else span.italic,
        style.width,
        style.voice if span.voice is None else span.voice,
    )


@lru_cache(maxsize=256)
def _one_look(weight: float, italic: bool, width: float, voice: Voice) -> Look:  # noqa: FBT001  a key
    """Return the same object for the same look: comparing it is quick."""
    return Look(weight=weight, italic=italic, width=width, voice=voice)


def _normalised(text: str) -> str:
    whole = _SURROGATES.sub("\ufffd", text)
    newlines = _NEWLINES.sub("\n", unicodedata.normalize("NFC", whole))
    return _BLANKS.sub(lambda match: "\n" if "\n" in match[0] else " ", newlines)


def _trimmed(spans: tuple[Span, ...]) -> list[Span]:
    """Take white space off the two ends of the whole text."""
    kept = [span for span in spans if span.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = _with_text(kept[0], kept[0].text.lstrip())
        kept[-1] = _with_text(kept[-1], kept[-1].text.rstrip())
    return kept


def _with_text(span: Span, text: str) -> Span:
    return replace(span, text=text)


def _whole_clusters(spans: list[Span]) -> list[Span]:
    """Move the end of a span that parts a letter from its marks to behind the marks."""
    if len(spans) < 2:  # noqa: PLR2004 - there is nothing to move
        return spans
    text = "".join(span.text for span in spans)
    ends = grapheme_ends(text)
    moved, start, place = [], 0, 0
    for span in spans:
        place += len(span.text)
        end = next(end for end in ends if end >= place)
        if end > start:
            moved.append(_with_text(span, text[start:end]))
        start = end
    return moved
