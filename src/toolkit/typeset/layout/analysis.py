"""All that is known of a text before it meets a frame; kept, because one text is set in many frames."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toolkit.languages import Language
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.layout.broken import BrokenWord, broken_words
from toolkit.typeset.linebreak.breaks import HYPHEN, Break, find_breaks, find_hyphens
from toolkit.typeset.linebreak.candidates import Lattice
from toolkit.typeset.shaping.itemise import ItemisedText, itemise
from toolkit.typeset.shaping.shaping import Measures, hyphen_width, measure
from toolkit.typeset.style import Text, TextStyle
from toolkit.typeset.text.pieces import as_prepared
from toolkit.typeset.text.prepare import prepare

# A text of more break points than this is no headline: the rest is reported as too long, so that nobody can
# make the program run out of memory by the square of a text's length.
_MOST_BREAKS = 2000
_MOST_KEPT = 512
_LONGEST_KEPT = 2000
_MOST_BREAKS_KEPT = 96  # a lattice grows with their square


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A text with its runs, the places where it may break, and the measures of its characters."""

    item: ItemisedText
    breaks: tuple[Break, ...]
    measures: Measures
    look: TextStyle
    kept: Lattice | None
    broken: tuple[BrokenWord, ...]

    @property
    def gentle(self) -> Lattice:
        """The lines that cut no address and no date."""
        return self.kept or Lattice.of(self.item.text, _gentle(self.breaks), self.measures)

    @property
    def tracking(self) -> float:
        """Letter spacing, in em."""
        return self.look.tracking

    def hyphens(self, widest: float) -> list[Break]:
        """Return the breaks with a hyphen in words that no break but these makes narrower than `widest`.

        `widest` is in thousandths of an em.
        """
        text, ends = self.item.text, [0, *(entry.index for entry in _gentle(self.breaks))]
        measured = self.measures.ends
        # Asked first, as reading the patterns of a language takes longer than setting a page.
        if not any(measured[end] - measured[start] > widest for start, end in pairwise(ends)):
            return []
        whole = _pieces(self.look.terms + self.look.dates, self.item.language, self.look)
        places = find_hyphens(text, self.item.language, whole, self.look.typography)
        return [
            Break(index, HYPHEN, hyphen=hyphen_width(self.item, index, self.tracking))
            for word in places
            if (after := bisect(ends, word[0])) < len(ends)
            and measured[ends[after]] - measured[ends[after - 1]] > widest
            for index in word
        ]

    def with_hyphens(self, hyphens: list[Break]) -> Lattice:
        """Return the lines of the gentle breaks and some hyphens."""
        return self._lattice(hyphens, _gentle(self.breaks))

    def last_resorts(self, hyphens: list[Break]) -> Iterator[Lattice]:
        """Yield lines that part dates, spans of days last, and then lines that cut addresses."""
        for depth in range(1, max(entry.date_depth for entry in self.breaks) + 1):
            yield self._lattice(hyphens, _gentle(self.breaks, dates=depth))
        if any(entry.emergency for entry in self.breaks):
            yield self._lattice(hyphens, self.breaks)

    def _lattice(self, hyphens: list[Break], breaks: Sequence[Break]) -> Lattice:
        found = {entry.index: entry for entry in (*hyphens, *breaks)}
        return Lattice.of(self.item.text, [found[index] for index in sorted(found)], self.measures)


def analyse(text: Text, language: Language, style: TextStyle, fonts: FontLibrary) -> Analysis:
    """Return the analysis of a text; sizes, lines and alignment of the style play no part in it."""
    look = TextStyle(
        weight=style.weight,
        italic=style.italic,
        width=style.width,
        voice=style.voice,
        case=style.case,
        tracking=style.tracking,
        terms=style.terms,
        dates=style.dates,
        typography=style.typography,
    )
    return (_kept if is_short(text) else _analyse)(text, language, look, fonts)


def is_short(text: Text) -> bool:
    """Tell whether a text is worth keeping in memory."""
    length = len(text) if isinstance(text, str) else sum(len(span.text) for span in text)
    return length <= _LONGEST_KEPT


def forget_texts() -> None:
    """Drop every analysis that is kept."""
    _kept.cache_clear()


def _analyse(text: Text, language: Language, look: TextStyle, fonts: FontLibrary) -> Analysis:
    item = itemise(prepare(text, language, look), language, fonts)
    terms, dates = (_pieces(pieces, language, look) for pieces in (look.terms, look.dates))
    breaks = tuple(find_breaks(item.text, language, terms, look.typography, dates)[:_MOST_BREAKS])
    measures = measure(item, look.tracking)
    kept = Lattice.of(item.text, _gentle(breaks), measures) if 0 < len(breaks) <= _MOST_BREAKS_KEPT else None
    return Analysis(item, breaks, measures, look, kept, broken_words(item, measures, fonts))


def _pieces(pieces: tuple[str, ...], language: Language, look: TextStyle) -> tuple[str, ...]:
    return tuple(as_prepared(piece, language, look.case) for piece in pieces)


def _gentle(breaks: tuple[Break, ...], *, dates: int = 0) -> list[Break]:
    """Return the breaks that cut no address and stand in no more than `dates` dates."""
    return [entry for entry in breaks if not entry.emergency and entry.date_depth <= dates]


_kept = lru_cache(maxsize=_MOST_KEPT)(_analyse)


def forget_analyses() -> None:
    """Let go of what was analysed."""
    _kept.cache_clear()
