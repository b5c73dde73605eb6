"""From what people wrote to the text that is analysed: NFC, isolates, weight and colour per character."""

import re
import string
import unicodedata
from dataclasses import dataclass

from toolkit.languages import Language
from toolkit.typeset.style import Span, Text, TextStyle
from toolkit.typeset.text.cases import uppercase
from toolkit.typeset.text.patterns import ISOLATED, PERCENT
from toolkit.typeset.text.punctuation import with_proper_spaces

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t]*\n[ \t]*|^[ \t]+|[ \t]+$|\t")
_ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedText:
    """The text to analyse, with weight and colour of each character."""

    text: str
    weights: tuple[int, ...]
    fills: tuple[str | None, ...]


def plain_text(text: Text) -> str:
    """Return the text as a reader or a screen reader wants it."""
    joined = text if isinstance(text, str) else "".join(span.text for span in text)
    return _normalised(joined).strip()


def visible(text: str) -> str:
    """Return a piece of analysed text without the isolating controls."""
    return _ISOLATES.sub("", text)


def prepare(text: Text, language: Language, style: TextStyle) -> PreparedText:
    """Normalise, uppercase and isolate a text, keeping track of which span each character comes from."""
    spans = (Span(text=text),) if isinstance(text, str) else text
    pieces: list[tuple[str, int, str | None]] = []
    for span in _trimmed(spans):
        content = with_proper_spaces(_normalised(span.text), language)
        if style.uppercase:
            content = uppercase(content, language)
        content = _isolated(content, whole=span.isolate)
        if language.is_rtl:
            content = _with_sides(content)
        pieces.append((content, span.weight or style.weight, span.fill))
    return PreparedText(
        text="".join(piece[0] for piece in pieces),
        weights=tuple(weight for content, weight, _ in pieces for _ in content),
        fills=tuple(fill for content, _, fill in pieces for _ in content),
    )


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
    return Span(text=text, weight=span.weight, fill=span.fill, isolate=span.isolate)


def _isolated(text: str, *, whole: bool) -> str:
    """Wrap hashtags, mentions and addresses, or the whole text, so that they keep their inner order."""
    if whole:
        return f"{FSI}{text}{PDI}"
    return ISOLATED.sub(lambda match: f"{FSI}{match[0]}{PDI}", text)


def _with_sides(text: str) -> str:
    """Settle the side of percent and currency signs in right-to-left text, as CLDR's Arabic patterns do.

    Without this ``70%`` is drawn one way after an Arabic word and the other way at the start of a line.
    """
    return PERCENT.sub(lambda match: f"{_direction_of(match[0])}{match[0]}{PDI}", text)


def _direction_of(number: str) -> str:
    return LRI if any(digit in number for digit in string.digits) else RLI
