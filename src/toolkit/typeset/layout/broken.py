"""Words with signs that have no letter to stand on, and the spelling that was probably meant."""

from dataclasses import dataclass

from toolkit.languages import Language
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.shaping.itemise import ItemisedText, itemise
from toolkit.typeset.shaping.shaping import DOTTED_CIRCLE, Measures, measure
from toolkit.typeset.style import TextStyle
from toolkit.typeset.text.prepare import prepare
from toolkit.typeset.text.spelling import likely_spellings, odd_places, word_at


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenWord:
    """A word that shows a dotted circle, and how it is likely to be spelled; empty if nothing is likely."""

    text: str
    likely: str = ""


def told(words: tuple[BrokenWord, ...]) -> tuple[str, str]:
    """Return what is wrong with some broken words, and how to mend it."""
    names = ", ".join(f"'{word.text}'" for word in words)
    message = f"signs without a letter to stand on, which show as dotted circles, in {names}"
    spelled = [f"'{word.text}' as '{word.likely}'" for word in words if word.likely]
    hint = f"spell {', '.join(spelled)} (copy it from here)" if spelled else ""
    if len(spelled) < len(words):
        rest = "type each syllable again, first the letter, then its signs; ◌ (U+25CC) carries a sign alone"
        hint = f"{hint}; {rest}" if hint else rest
    return message, hint


def broken_words(item: ItemisedText, measures: Measures, fonts: FontLibrary) -> tuple[BrokenWord, ...]:
    """Return the broken words of a shaped text, each once, in order."""
    places = sorted({*measures.circled, *odd_places(item.text, item.language)})
    words = dict.fromkeys(word_at(item.text, place) for place in places)
    return tuple(BrokenWord(text=word, likely=_likely(word, item.language, fonts)) for word in words)


def _likely(word: str, language: Language, fonts: FontLibrary) -> str:
    tried = dict.fromkeys(likely_spellings(word, language))
    alone = f"{DOTTED_CIRCLE}{word}"  # shown on purpose, as a grammar shows it
    found = (spelling for spelling in (*tried, alone) if spelling != word)
    return next((spelling for spelling in found if _is_whole(spelling, language, fonts)), "")


def _is_whole(text: str, language: Language, fonts: FontLibrary) -> bool:
    item = itemise(prepare(text, language, TextStyle()), language, fonts)
    return not item.missing and not measure(item, 0.0).circled and not any(odd_places(item.text, language))
