"""Punctuation by language: quotation marks, and the narrow no-break spaces of French."""

import re

from toolkit.languages import Language

NARROW = "\u202f"  # narrow no-break space
NO_BREAK = "\u00a0"

# Outer and inner quotation marks (CLDR, delimiters), the longest matching tag wins.
_QUOTES = {
    "": "“”‘’",
    "am": "«»‹›",
    "ar": "”“’‘",
    "be": "«»„“",
    "bg": "„“‘’",
    "bs": "„”’‘",
    "ca": "«»“”",
    "ckb": "«»‹›",
    "cs": "„“‚‘",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "el": "«»“”",
    "es": "«»“”",
    "et": "„“‚‘",
    "eu": "«»“”",
    "fa": "«»‹›",
    "fi": "””’’",
    "fr": "«»“”",
    "fr-CH": "«»‹›",
    "gl": "«»“”",
    "he": "””’’",
    "hr": "„”‚’",
    "hu": "„”»«",
    "hy": "«»“”",
    "is": "„“‚‘",
    "it": "«»“”",
    "ja": "「」『』",
    "ka": "„“‘’",
    "lt": "„“‚‘",
    "lv": "“”„“",
    "mk": "„“‚‘",
    "nb": "«»‘’",
    "nl": "‘’“”",
    "nn": "«»‘’",
    "no": "«»‘’",
    "pl": "„”«»",
    "ps": "«»‹›",
    "pt-PT": "«»“”",
    "ro": "„”«»",
    "ru": "«»„“",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "sq": "«»“”",
    "sr": "„“‚‘",
    "sv": "””’’",
    "ti": "«»‹›",
    "tk": "“”‘’",
    "uk": "«»„“",
    "ur": "”“’‘",
    "zh-Hant": "「」『』",
}

_FRENCH = (
    (re.compile(f"(?<=\\S)[ {NO_BREAK}{NARROW}]+(?=[;!?»])"), NARROW),
    (re.compile(f"(?<=\\S)[ {NO_BREAK}{NARROW}]+(?=:)"), NO_BREAK),
    (re.compile(f"(?<=«)[ {NO_BREAK}{NARROW}]+(?=\\S)"), NARROW),
)


def quotation_marks(language: Language) -> tuple[str, str, str, str]:
    """Return the outer opening and closing marks of a language, then the inner ones."""
    parts = language.tag.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), -1, -1)]
    marks = next(_QUOTES[tag] for tag in tags if tag in _QUOTES)
    return marks[0], marks[1], marks[2], marks[3]


def quoted(text: str, language: Language, *, inner: bool = False) -> str:
    """Return `text` in the quotation marks of its language, with the spaces they take."""
    marks = quotation_marks(language)
    opening, closing = marks[2:] if inner else marks[:2]
    space = NARROW if language.tag.partition("-")[0] == "fr" and opening == "«" else ""
    return f"{opening}{space}{text}{space}{closing}"


def with_proper_spaces(text: str, language: Language) -> str:
    """Make the spaces that French sets before ``; ! ? :`` and inside guillemets narrow and unbreakable.

    No space is added where the author wrote none. Other languages are left as they are.
    """
    if language.tag.partition("-")[0] != "fr":
        return text
    for pattern, space in _FRENCH:
        text = pattern.sub(space, text)
    return text
