"""All that is known of a text before it meets a frame; kept, because one text is set in many frames."""

from dataclasses import dataclass
from functools import lru_cache

from toolkit.languages import Language
from toolkit.typeset.breaks import Break, find_breaks
from toolkit.typeset.itemise import ItemisedText, itemise
from toolkit.typeset.library import FontLibrary
from toolkit.typeset.prepare import prepare
from toolkit.typeset.shaping import Measures, measure
from toolkit.typeset.style import Text, TextStyle

# A text of more break points than this is no headline: the rest is reported as too long, so that nobody can
# make the program run out of memory by the square of a text's length.
_MOST_BREAKS = 2000
_MOST_KEPT = 512
_LONGEST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text with its runs, the places where it may break, and the measures of its characters."""

    item: ItemisedText
    breaks: tuple[Break, ...]
    measures: Measures


def analyse(text: Text, language: Language, style: TextStyle, fonts: FontLibrary) -> Analysis:
    """Return the analysis of a text; sizes, lines and alignment of the style play no part in it."""
    look = TextStyle(
        weight=style.weight, uppercase=style.uppercase, tracking=style.tracking, terms=style.terms
    )
    length = len(text) if isinstance(text, str) else sum(len(span.text) for span in text)
    return (_kept if length <= _LONGEST_KEPT else _analyse)(text, language, look, fonts)


def forget() -> None:
    """Drop every analysis that is kept, as a benchmark needs it."""
    _kept.cache_clear()


def _analyse(text: Text, language: Language, look: TextStyle, fonts: FontLibrary) -> Analysis:
    item = itemise(prepare(text, language, look), language, fonts)
    breaks = find_breaks(item.text, language, look.terms)[:_MOST_BREAKS]
    return Analysis(item, tuple(breaks), measure(item, look.tracking))


_kept = lru_cache(maxsize=_MOST_KEPT)(_analyse)
