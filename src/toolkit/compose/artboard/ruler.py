"""Measuring the words of a drawing with our own fonts: how far they advance, and where their ink is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from toolkit.compose.artboard.families import Speech, own_family
from toolkit.languages import Language
from toolkit.typeset import FontLibrary, Span, TextLayout, TextStyle, typeset
from toolkit.typeset.style import NO_VOICE, Case, Voice
from toolkit.units import Rect, Size

_FAR: Final = 10_000.0  # em; no line of a drawing is as long
_LETTER, _ASCENT, _DESCENT = 0.55, 0.72, 0.2  # em, where no font is at hand
_SPACE: Final = 0.26  # em
# A language that writes the script; the shapes of its letters are what counts here.
_WRITTEN_BY: Final = (
    ("ARABIC", "ar"),
    ("HEBREW", "he"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CJK", "zh"),
    ("DEVANAGARI", "hi"),
    ("THAI", "th"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The advance of words on one line and their ink around the start of the pen; user units, y down."""

    advance: float
    ink: Rect


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look on one line; `weight` is from 100 to 900, `fill` any paint of SVG.

    `width` is in per cent of normal, `families` are the names that the drawing asks for, in order.
    """

    words: str
    weight: int = 400
    fill: str | None = None
    italic: bool = False
    width: float = 100.0
    case: Case = ""
    families: tuple[str, ...] = ()

    def looks_as(self, other: "Piece") -> bool:
        """Tell whether another piece could be set together with this one."""
        return replace(self, words="") == replace(other, words="")


@dataclass(frozen=True, slots=True)
class Ruler:
    """Sets words on one line, or guesses their length where there are no fonts.

    `substitutes` are families of the drawing, each with the one that stands in its place.
    """

    fonts: FontLibrary | None = None
    substitutes: tuple[tuple[str, str], ...] = ()
    _kept: dict[tuple[object, ...], Measured] = field(default_factory=dict)

    def measure(self, piece: Piece, size: float, tracking: float = 0.0) -> Measured:
        """Return how long words are; spaces at their ends count. `tracking` is in em."""
        key = (replace(piece, fill=None), size, tracking)
        if key not in self._kept:
            self._kept[key] = self._measured(piece, size, tracking)
        return self._kept[key]

    def _measured(self, piece: Piece, size: float, tracking: float) -> Measured:
        words, plain = piece.words, piece.words.strip()
        before = (len(words) - len(words.lstrip())) * _SPACE * size
        after = (len(words) - len(words.rstrip())) * _SPACE * size if plain else 0.0
        layout = self.line((replace(piece, words=plain),), size, tracking) if plain else None
        if layout is None or not layout.lines:
            advance = len(plain) * (_LETTER + tracking) * size
            ink = Rect(before, -_ASCENT * size, advance, (_ASCENT + _DESCENT) * size)
            return Measured(before + advance + after, ink)
        line = layout.lines[0]
        ink = line.ink
        moved = Rect(ink.x - line.x + before, ink.y - line.baseline, ink.width, ink.height)
        return Measured(before + line.width + after, moved)

    def line(self, pieces: Sequence[Piece], size: float, tracking: float = 0.0) -> TextLayout | None:
        """Return pieces set on one line at exactly one size; None without fonts or words."""
        words = "".join(piece.words for piece in pieces)
        if self.fonts is None or not words.strip() or size <= 0:
            return None
        first = pieces[0]
        style = TextStyle(
            weight=first.weight,
            width=first.width,
            case=first.case,
            max_size=size,
            min_size=size,
            max_lines=1,
            tracking=tracking,
            balance=False,
            hanging=False,
        )
        spans = tuple(
            Span(
                text=piece.words,
                weight=piece.weight,
                fill=piece.fill,
                italic=piece.italic,
                voice=self.voice(piece),
            )
            for piece in pieces
        )
        frame = Size(_FAR * size, 10 * size)
        language = Language(language_written(words))
        return typeset(spans, language=language, style=style, frame=frame, fonts=self.fonts)

    def voice(self, piece: Piece) -> Voice:
        """Return the families that a piece is set in, before those that its script usually has."""
        if self.fonts is None:
            return NO_VOICE
        own = own_family(piece.families, Speech(stacks=self.fonts.stacks, substitutes=self.substitutes))
        return Voice(families=(("", (own,)),)) if own else NO_VOICE


def language_written(words: str) -> str:
    """Return the tag of a language that writes the first letters of some words; English for none known."""
    for character in words:
        if character.isalpha():
            name = unicodedata.name(character, "")
            return next((tag for script, tag in _WRITTEN_BY if name.startswith(script)), "en")
    return "en"


def runs_from_right(words: str) -> bool:
    """Tell whether the first strong character of some words runs from right to left (UAX #9, P2)."""
    strong = (unicodedata.bidirectional(character) for character in words)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
