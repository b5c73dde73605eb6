"""Scale words: what a word beside a number multiplies it by, in each language.

CLDR's compact numbers (UTS #35 part 3) give the words and say whether they stand before the number or after
it; `cldr/scale_words.toml` adds what people write besides.
"""

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from toolkit.cldr.locale_tables import Patterns, table_of, tables_in_other_scripts
from toolkit.languages import Language

_FILE = Path(__file__).with_name("cldr") / "scale_words.toml"
_PERCENT = "percent"
_HUNDREDTH = Decimal("0.01")
_ENGLISH = {
    "thousand": 10**3,
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn"), 10**9),
    **dict.fromkeys(("trillion", "trillions"), 10**12),
}
# Scripts without blanks between words: a word may follow at once.
_UNSPACED = frozenset({"Hans", "Hant", "Jpan", "Kore", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})
_ALIKE = str.maketrans(
    {"ي": "ی", "ك": "ک", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "}
)
_LEAST_ALIKE = 4  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The scale words of a language, folded; longest first."""

    after: Mapping[str, Decimal]
    """What may stand after a number."""
    before: Mapping[str, Decimal]
    """What stands before a number; only in languages that write it so."""
    english: Mapping[str, Decimal]
    """English words that are none of this language."""
    leads: bool
    """Whether scale words stand before the number."""
    unspaced: bool
    known: bool
    """Whether CLDR has scale words of the language, so that another word beside a figure is none."""

    def like(self, word: str) -> frozenset[Decimal]:
        """Return what a word may multiply by that begins like a scale word: another case of it, or a slip."""
        best: defaultdict[int, set[Decimal]] = defaultdict(set)
        for known, scale in self.after.items():
            shared = _shared(word, known)
            if scale >= 1 and shared >= max(_LEAST_ALIKE, len(known) - 3):
                best[shared].add(scale)
        return frozenset(best[max(best)]) if best else frozenset()


def folded(text: str) -> str:
    """Return a text in small letters, one for each, with one kind of blank and of Arabic yeh and kaf."""
    lower = (low if len(low := char.lower()) == 1 else char for char in text)
    return "".join(lower).translate(_ALIKE)


def cleaned(text: str) -> str:
    """Return a text composed (NFC), without marks that nobody sees (direction, joining, soft hyphens)."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")


@lru_cache(maxsize=512)
def lexicon(language: Language) -> Lexicon:
    """Return the scale words of a language."""
    table, name = table_of(language), language.tag.partition("-")[0]
    after, before = _from_cldr((table.long, table.short))
    known = bool(after or before)
    leads = bool(before) or name in _file()["order"]["before"]
    for word, scale in _also(language):
        after.setdefault(word, scale)
        if leads:
            before.setdefault(word, scale)
    for other in tables_in_other_scripts(language):
        for words in _from_cldr((other.long,)):
            after = words | after
    percent = dict.fromkeys((_word(table.percent_sign), *_percent_words("words")), _HUNDREDTH)
    after |= before | percent
    return Lexicon(
        after=_longest_first(after),
        before=_longest_first(before | percent),
        english=_longest_first(_english(after)) if name != "en" else {},
        leads=leads,
        unspaced=language.script in _UNSPACED,
        known=known,
    )


def _from_cldr(kinds: Iterable[Patterns]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Return the words after a number, and those before it."""
    after: dict[str, Decimal] = {}
    before: dict[str, Decimal] = {}
    for patterns in kinds:
        found = list(_words(patterns))
        clear = _unambiguous(found)
        for first, last, scale in found:
            for word, side in ((first, before), (last, after)):
                if word in clear:
                    side.setdefault(word, scale)
    return after, before


def _english(own: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return the English words that a language does not share: "million" is Danish too."""
    words = {word: Decimal(scale) for word, scale in _ENGLISH.items()}
    words |= dict.fromkeys(_percent_words("english"), _HUNDREDTH)
    return {word: scale for word, scale in words.items() if word not in own}


def _words(patterns: Patterns) -> Iterator[tuple[str, str, Decimal]]:
    """Yield the words before and after the number in each pattern, and what they multiply by."""
    for power, forms in patterns.items():
        for pattern in forms.values():
            zeros = pattern.count("0")
            first, _, last = pattern.partition("0" * zeros)
            yield _word(first), _word(last), Decimal(10) ** (int(power) - zeros + 1)


def _unambiguous(found: list[tuple[str, str, Decimal]]) -> set[str]:
    """Return the words that stand for one scale only: "কো" is ten million and a hundred thousand million."""
    scales: defaultdict[str, set[Decimal]] = defaultdict(set)
    for first, last, scale in found:
        scales[first].add(scale)
        scales[last].add(scale)
    return {word for word, values in scales.items() if word and len(values) == 1}


def _also(language: Language) -> Iterator[tuple[str, Decimal]]:
    tag = language.tag.partition("-")[0]
    for power, words in _file().get(tag, {}).items():
        for word in words:
            yield _word(word), _HUNDREDTH if power == _PERCENT else Decimal(10) ** int(power)
    if tag == "en":
        yield from ((word, _HUNDREDTH) for word in _percent_words("english"))


def _percent_words(kind: str) -> list[str]:
    return [_word(word) for word in _file()[_PERCENT][kind]]


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _word(text: str) -> str:
    """Return a word as it is compared: folded, without the blanks around it and a last stop.

    One capital letter keeps its size: "15 m" is a length, "15 M" fifteen million.
    """
    word = cleaned(text).translate(_ALIKE).strip(" .'’")
    return word if len(word) == 1 else folded(word)


def _longest_first(words: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return dict(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))


def _shared(first: str, second: str) -> int:
    """Return how many letters two words begin with in common."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))
