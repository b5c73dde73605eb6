"""Residue: what programs leave in a text (HTML, Word, Markdown, templates), and the text as it was meant."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator

from toolkit.languages import Language
from toolkit.sources.checks.invisible import without_invisible
from toolkit.sources.checks.mojibake import mojibake_in, unscrambled

ResidueFault = tuple[str, str]
"""What is wrong, and the remedy."""

_NO_BREAK_SPACE = "\u00a0"
_MOST_SHOWN = 1_000
_MOST_ROUNDS = 5  # `&amp;lt;b&amp;gt;` hides a tag behind two layers of entities

_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&(?:nbsp|amp|quot|lt|gt)\b"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|h[1-6]|table)\b[^<>]*>", re.IGNORECASE)
_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\[nrt](?![\w\\])|(?<=\s)\\[nrt]|(?<=\w)\\[nrt](?=[A-Z])")
_PERCENT = re.compile(r"(?:%[C-Fc-f][0-9A-Fa-f](?:%[89ABab][0-9A-Fa-f])+)+")
_FIELD = re.compile(
    r"\{?\s*\b(?:HYPERLINK|INCLUDEPICTURE)\s+(?:\\[a-z]\s+)*\"[^\"]*\"(?:\s+\\[a-z](?:\s+\"[^\"]*\")?)*\s*\}?"
    r"|\{?\s*\b(?:PAGEREF|REF|NOTEREF)\s+_[A-Za-z]+\d*(?:\s+\\[a-z])*\s*\}?"
    r"|\{?\s*\b(?:MERGEFIELD|SEQ|TOC|DOCPROPERTY|FORMTEXT|FORMCHECKBOX)\b(?:\s+[\w\"-]+)?(?:\s+\\[*a-z@#]+"
    r"(?:\s+\"?[\w-]+\"?)?)+\s*\}?"
    r"|\bMERGEFIELD\s+\w+|\b(?:FORMTEXT|FORMCHECKBOX)\b"
)
_BOOKMARK = re.compile(
    r"\[bookmark:[^\[\]]{0,200}\]|(?<!\w)_(?:GoBack|Toc\d+|Ref\d+|Hlk\d+|ftn(?:ref)?\d+|edn(?:ref)?\d+)\b"
)
_WORD_ERROR = re.compile(
    r"Error! (?:Bookmark not defined|Reference source not found|No text of specified style in document|"
    r"Hyperlink reference not valid|Unknown document property name|Not a valid link)\.?"
)
_RICH_TEXT = re.compile(
    r"\{\\rtf\d|\\(?:par|pard|tab|fs\d+|cf\d+|b0?|i0?)\b(?=[ \\}])|\bmso-[a-z-]+\s*:[^;\"]*;?"
)
_SYMBOL_FONT = re.compile("[\uf020-\uf0ff]")
_BULLETS = {"\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "✓", "\uf0e0": "→", "\uf02d": "–"}
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()]{0,500}\)")
_HEADING = re.compile(r"(?m)^\s{0,3}#{1,6}\s+|#{2,}")
_BOLD = re.compile(r"\*\*|__")
_BBCODE = re.compile(
    r"\[(b|i|u|s|url|img|color|size|quote)(?:=[^\[\]]{0,200})?\]([^\[]{0,500})\[/\1\]",
    re.DOTALL | re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}")
_SAMPLE = re.compile(r"(?i)lorem ipsum")

_Repair = Callable[[str], str]


def _character(found: re.Match[str]) -> str:
    """Return the character behind a hexadecimal number; one that shows nothing becomes a space."""
    character = chr(int(found[1], 16)) if found[1] else " "
    return character if character.isprintable() or character == _NO_BREAK_SPACE else " "


def _percent(found: re.Match[str]) -> str:
    raw = bytes.fromhex(found[0].replace("%", ""))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _untagged(text: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", _AUTOLINK.sub(r"\1", _COMMENT.sub("", text))))


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


# Left-overs that can be mended: how one is found, what it is called, the repair; in the order of repairing.
_MENDED: tuple[tuple[Callable[[str], str], str, _Repair], ...] = (
    (lambda text: _first(_ENTITY, text, unless=_unescaped), "HTML entities were left in", _unescaped),
    (lambda text: _first(_COMMENT, text) or _first(_TAG, text), "HTML tags were left in", _untagged),
    (mojibake_in, "letters were read in the wrong encoding", unscrambled),
    (
        lambda text: _first(_EXCEL, text),
        "a character code of Excel was left in",
        lambda text: _EXCEL.sub(_character, text),
    ),
    (
        lambda text: _first(_ESCAPE, text),
        "an escape of a program was left in",
        lambda text: _ESCAPE.sub(_character, text),
    ),
    (
        lambda text: _first(_PERCENT, text, unless=lambda piece: _PERCENT.sub(_percent, piece)),
        "letters are written as in an address",
        lambda text: _PERCENT.sub(_percent, text),
    ),
    (lambda text: _first(_FIELD, text), "a Word field was left in", lambda text: _FIELD.sub(" ", text)),
    (
        lambda text: _first(_BOOKMARK, text),
        "a Word bookmark was left in",
        lambda text: _BOOKMARK.sub("", text),
    ),
    (
        lambda text: _first(_WORD_ERROR, text),
        "an error message of Word was left in",
        lambda text: _WORD_ERROR.sub("", text),
    ),
    (
        lambda text: _first(_RICH_TEXT, text),
        "formatting of Word was left in",
        lambda text: _RICH_TEXT.sub("", text),
    ),
    (
        lambda text: _first(_SYMBOL_FONT, text),
        "a sign of Word's symbol font was left in",
        lambda text: _SYMBOL_FONT.sub(lambda found: _BULLETS.get(found[0], ""), text),
    ),
    (
        lambda text: _first(_MARKDOWN_LINK, text),
        "a Markdown link was left in",
        lambda text: _MARKDOWN_LINK.sub(r"\1", text),
    ),
    (
        lambda text: _first(_HEADING, text),
        "Markdown heading marks were left in",
        lambda text: _HEADING.sub("", text),
    ),
    (lambda text: _first(_BOLD, text), "Markdown bold marks were left in", lambda text: _BOLD.sub("", text)),
    (
        lambda text: _first(_BBCODE, text),
        "marks of a forum were left in",
        lambda text: _BBCODE.sub(r"\2", text),
    ),
)
# Left-overs that only a person can mend.
_TOLD = ((_TEMPLATE, "template marks were left in"), (_SAMPLE, "sample text was left in"))


def residue_faults(text: str, language: Language | None = None) -> Iterator[ResidueFault]:
    """Yield what programs left in a text, with the whole text as it was probably meant."""
    for find, message, _ in _MENDED:
        if found := find(text).strip():
            yield f"{message}: '{found}'", _remedy(text, language)
    for pattern, message in _TOLD:
        if hit := pattern.search(text):
            yield f"{message}: '{hit[0].strip()}'", "take it out"


def mended_text(text: str, language: Language | None = None) -> str:
    """Return the text without what programs left in it; it has no such fault any more."""
    for _ in range(_MOST_ROUNDS):
        better = text
        for find, _message, repair in _MENDED:
            better = repair(better) if find(better) else better
        if better == text:
            break
        text = better
    plain = unicodedata.normalize("NFC", without_invisible(text, language))
    lines = (re.sub(" {2,}", " ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def _remedy(text: str, language: Language | None) -> str:
    better = mended_text(text, language)
    return f"write: {better}" if better and len(better) <= _MOST_SHOWN else "take it out"


def _first(pattern: re.Pattern[str], text: str, unless: _Repair | None = None) -> str:
    """Return the first piece that a pattern finds and that its repair would change."""
    for found in pattern.finditer(text):
        if unless is None or unless(found[0]) != found[0]:
            return found[0]
    return ""
