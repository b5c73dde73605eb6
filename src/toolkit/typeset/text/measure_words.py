"""The words beside numbers in a language: units, scales, currencies and months of CLDR, and listed ones."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from babel import localedata
from babel.localedata import LocaleDataDict

from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.scale_words import folded, lexicon
from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.typeset.unicode.marks import MARKS
from toolkit.typeset.unicode.scripts import CJK, char_script

_STEM = 6  # letters from which a word may have an ending
_ENDING = 3
_UNSPACED = CJK | {"Hang", "Thai", "Laoo", "Khmr", "Mymr"}
_CURRENCIES = (
    *("USD", "EUR", "CHF", "GBP", "JPY", "CNY", "RUB", "INR", "SAR", "AED", "EGP", "KES", "XOF", "XAF"),
    *("VND", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK", "BRL"),
)
_CONTINUES = re.compile(rf"[\w{MARKS}]")
_NOT_UNITS = frozenset({"concentr-item", "concentr-portion"})
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_KEPT = 512


class WordIndex:
    """Words to look up at a place of a folded text, the longest first."""

    def __init__(self, words: Iterable[str], *, endings: bool = False) -> None:
        self._ending = _ENDING if endings else 0
        self._ahead: dict[str, list[str]] = defaultdict(list)
        self._back: dict[str, list[str]] = defaultdict(list)
        for word in sorted({folded(word) for word in words if word}, key=lambda word: (-len(word), word)):
            self._ahead[word[0]].append(word)
            self._back[word[-1]].append(word)

    def end(self, text: str, start: int) -> int:
        """Return where the word that starts at a place ends, or the place itself."""
        for word in self._ahead.get(text[start : start + 1], ()):
            if text.startswith(word, start):
                end = _whole_end(text, start + len(word), word, self._ending)
                if end:
                    return end
        return start

    def start(self, text: str, end: int) -> int:
        """Return where the word starts that ends at a place, or the place itself."""
        for word in self._back.get(text[end - 1 : end], ()):
            begin = end - len(word)
            if begin >= 0 and text.startswith(word, begin) and _begins(text, begin, word):
                return begin
        return end


def _whole_end(text: str, end: int, word: str, ending: int) -> int:
    """Return where a word ends, its ending with it; 0 if it is but a part of another word."""
    if char_script(word[-1]) in _UNSPACED:
        return end
    last = end
    while last < len(text) and _CONTINUES.match(text[last]):
        last += 1
    if last == end or not _LETTERS.match(word[-1]):
        return end
    return last if len(word) >= _STEM and last - end <= ending else 0


def _begins(text: str, begin: int, word: str) -> bool:
    before = text[begin - 1 : begin]
    if not before or not _CONTINUES.match(before):
        return True
    return char_script(word[0]) in _UNSPACED or not _LETTERS.match(word[0])


@lru_cache(maxsize=_MOST_KEPT)
def words_after(language: Language, typography: LanguageTypography) -> WordIndex:
    """Return what may follow a number and belongs to it."""
    _, after = _units(language.tag)
    words = {*typography.units, *filter(_is_clear, lexicon(language).after), *after, *_currencies(language)}
    # "5 năm" may be five years, but in dates the word leads: "tháng 5 năm 2024".
    words -= {*typography.before_numbers} - {*typography.units}
    return WordIndex(words, endings=typography.words_have_endings)


@lru_cache(maxsize=_MOST_KEPT)
def words_before(language: Language, typography: LanguageTypography) -> WordIndex:
    """Return what may stand before a number and belongs to it."""
    before, _ = _units(language.tag)
    scales = lexicon(language).before if lexicon(language).leads else ()
    return WordIndex([*typography.before_numbers, *before, *scales])


@lru_cache(maxsize=_MOST_KEPT)
def short_scales(typography: LanguageTypography) -> frozenset[str]:
    """Return the scale words that are cut short, folded."""
    return frozenset(map(folded, typography.short_scales))


@lru_cache(maxsize=_MOST_KEPT)
def months(language: Language) -> tuple[str, ...]:
    """Return the names of the months, small letters, the longest first; none with digits."""
    table, babel = table_of(language), language.locale.months
    short = [babel[context]["abbreviated"].values() for context in ("format", "stand-alone")]
    names = {name.strip().lower() for group in (table.months, table.months_alone, *short) for name in group}
    spelled = (name for name in names if len(name) > 1 and not any(map(str.isdigit, name)))
    return tuple(sorted(spelled, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=_MOST_KEPT)
def abbreviations(language: Language, typography: LanguageTypography) -> frozenset[str]:
    """Return words that end in a stop without ending a sentence, in small letters."""
    listed = (typography.units, typography.before_numbers, typography.short_scales, typography.abbreviations)
    stopped = [word for words in listed for word in words if word.endswith(".")]
    titles = [f"{title}." for title in typography.titles]
    dated = [f"{month.rstrip('.')}." for month in months(language) if len(month) <= _STEM]
    return frozenset(word.lower() for word in (*stopped, *titles, *dated))


@lru_cache(maxsize=_MOST_KEPT)
def _units(tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of CLDR's unit patterns: those before the number, and those after it."""
    before: list[str] = []
    after: list[str] = []
    for pattern in _unit_patterns(tag):
        first, _, last = pattern.partition("{0}")
        if first.strip() and not last.strip():
            before.append(first.strip())
        elif last.strip() and not first.strip():
            after.append(last.strip())
    return tuple(filter(_is_clear, before)), tuple(filter(_is_clear, after))


def _unit_patterns(tag: str) -> Iterator[str]:
    units = _cldr(Language(tag)).get("unit_patterns", {})
    for unit, lengths in units.items():
        if unit in _NOT_UNITS:
            continue
        for length in ("short", "long"):
            for form, pattern in lengths.get(length, {}).items():
                if form != "per" and isinstance(pattern, str):
                    yield pattern


def _is_clear(word: str) -> bool:
    """Leave out single letters, which are words in many languages; those that count are listed."""
    return len(word) > 1 or not word.isalpha() or char_script(word) in _UNSPACED


def _currencies(language: Language) -> Iterator[str]:
    data = _cldr(language)
    names = data.get("currency_names_plural", {})
    for code in _CURRENCIES:
        yield from (name for name in names.get(code, {}).values() if isinstance(name, str))
    symbols = data.get("currency_symbols", {})
    yield from (symbol for code in _CURRENCIES if isinstance(symbol := symbols.get(code), str))


def _cldr(language: Language) -> LocaleDataDict:
    data: dict[str | int | None, Any] = dict(localedata.load(str(language.locale)).items())
    return LocaleDataDict(data)
