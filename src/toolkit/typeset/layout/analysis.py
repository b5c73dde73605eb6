"""All that is known of a text before it meets a frame; kept, because one text is set in many frames."""

from dataclasses import dataclass
from functools import lru_cache

from toolkit.languages import Language
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.layout.broken import BrokenWord, broken_words
from toolkit.typeset.linebreak.breaks import Break, find_breaks
from toolkit.typeset.linebreak.candidates import Lattice
from toolkit.typeset.shaping.itemise import ItemisedText, itemise
from toolkit.typeset.shaping.shaping import Measures, measure
from toolkit.typeset.style import Text, TextStyle
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
    tracking: float
    kept: Lattice | None
    broken: tuple[BrokenWord, ...]

    @property
    def gentle(self) -> Lattice:
        """The lines that cut no hashtag and no address."""
        return self.kept or Lattice.of(self.item.text, _gentle(self.breaks), self.measures)

    @property
    def has_emergencies(self) -> bool:
        """Whether there are breaks that cut a hashtag or an address."""
        return any(entry.emergency for entry in self.breaks)

    @property
    def every(self) -> Lattice:
        """All lines."""
        return Lattice.of(self.item.text, self.breaks, self.measures)


def analyse(text: Text, language: Language, style: TextStyle, fonts: FontLibrary) -> Analysis:
    """Return the analysis of a text; sizes, lines and alignment of the style play no part in it."""
    look = TextStyle(
        weight=style.weight,
        uppercase=style.uppercase,
        tracking=style.tracking,
        terms=style.terms,
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
    breaks = tuple(find_breaks(item.text, language, look.terms, look.typography)[:_MOST_BREAKS])
    measures = measure(item, look.tracking)
    kept = Lattice.of(item.text, _gentle(breaks), measures) if 0 < len(breaks) <= _MOST_BREAKS_KEPT else None
    return Analysis(item, breaks, measures, look.tracking, kept, broken_words(item, measures, fonts))


def _gentle(breaks: tuple[Break, ...]) -> list[Break]:
    return [entry for entry in breaks if not entry.emergency]


_kept = lru_cache(maxsize=_MOST_KEPT)(_analyse)


def forget_analyses() -> None:
    """Let go of what was analysed."""
    _kept.cache_clear()
