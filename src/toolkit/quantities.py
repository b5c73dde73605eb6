"""Reading quantities back out of running text, to catch a wrong scale word.

The classic slip: "2,6 millones" for 2.6 billion, which is "2,6 mil millones" (long scale) in Spanish.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.scale_words import Lexicon, cleaned, folded, lexicon

_BLANKS = " \u00a0\u202f\u2009\n"
# Digits; points and commas between digits; blanks and apostrophes only before groups of three.
_NUMBER = re.compile(rf"\d+(?:[.,٫٬،⹁．，]\d+|[{_BLANKS[:-1]}’'](?=\d{{3}}(?!\d))\d{{3}})*")
_HYPHENS = "-\u2010\u2011"
_LAST_WORD = re.compile(rf"([^\W\d_]+)[{_BLANKS}]*$")
_POINTS = str.maketrans("．，،⹁", ".,,,")
_MOST_SCALES = 3  # "mil milhões", "লাখ কোটি"
_GROUP = 3
_MOST_JOINING = 4  # letters of a word such as "and" between two parts of one number
_YEARS = range(1900, 2101)


class NumberScale(StrEnum):
    """What is known of the word beside a number."""

    NONE = "none"
    """No word at all stands there."""
    WORD = "word"
    """A scale word of the language."""
    PERCENT = "percent"
    ENGLISH = "english"
    """An English scale word in another language."""
    ALIKE = "alike"
    """A word that begins like a scale word of the language."""
    UNKNOWN = "unknown"
    """A word that is no scale word, or none that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number found in a text: as it stands there, and what it says."""

    text: str
    """Number and scale word."""
    seen: str
    """The same with the word beside it, whatever that is."""
    scale: NumberScale
    word: str
    """The word beside the number, as it stands there."""
    values: tuple[Decimal, ...]
    """What it may say: several if the scale word is only alike."""
    steps: tuple[Decimal, ...]
    """One unit of the last place that is shown, for each of the values."""
    foreign_sign: bool
    """Whether its decimal sign is that of another language."""
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        """What it says, or most likely says."""
        return self.values[0]

    @property
    def step(self) -> Decimal:
        """One unit of the last place that is shown."""
        return self.steps[0]

    @property
    def is_year(self) -> bool:
        """Whether it is four plain digits such as 2024, which are a year more often than a figure."""
        return self.text.isdigit() and len(self.text) == len("2024") and int(self.value) in _YEARS

    def agrees_with(self, value: Decimal) -> bool:
        """Tell whether the text states `value`, rounded to the places it shows."""
        return any(abs(own - value) <= step / 2 for own, step in zip(self.values, self.steps, strict=True))


def quantities_in(text: str, language: Language) -> tuple[Quantity, ...]:
    """Return every number in a text with its scale word taken into account.

    A number said in parts, "1億2000万" or "2 млрд 600 млн", is there as a whole too, before its parts.
    """
    reader = _Reader(cleaned(text), language)
    found = list(reader.quantities())
    return (*_joined(found, reader.text), *found)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a number: where number and scale word stand, and all that was looked at."""

    scale: NumberScale
    word: str
    number: tuple[int, int]
    seen: tuple[int, int]
    factors: tuple[Decimal, ...]


class _Reader:
    """Reads the numbers of one text from left to right; no word is taken for two of them."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._folded = folded(text)
        self._words: Lexicon = lexicon(language)
        self._table = table_of(language)
        self._taken = 0

    def quantities(self) -> Iterator[Quantity]:
        for match in _NUMBER.finditer(self.text):
            start, first = self._before(match.start())
            end, after = (match.end(), []) if first else self._after(match.end())
            if scales := first or after:
                kind = NumberScale.PERCENT if min(scales) < 1 else NumberScale.WORD
                found = _Beside(kind, "", (start, end), (start, end), (_product(scales),))
            else:
                found = self._unlisted(match.start(), match.end())
            yield self._quantity(match[0], found)
            self._taken = found.number[1]

    def _quantity(self, digits: str, found: "_Beside") -> Quantity:
        plain, foreign = _plain(digits, self._table.decimal.translate(_POINTS))
        # With digits of another system come its signs: "٢٫٦" in an Arabic text that has Western digits else.
        foreign = foreign and all(char in self._table.digits for char in digits if char.isdigit())
        places = len(plain.partition(".")[2])
        start, end = found.number
        return Quantity(
            text=self.text[start:end],
            seen=self.text[slice(*found.seen)],
            scale=found.scale,
            word=found.word,
            values=tuple(Decimal(plain) * factor for factor in found.factors),
            steps=tuple(factor.scaleb(-places) for factor in found.factors),
            foreign_sign=foreign,
            start=start,
            end=end,
        )

    def _before(self, at: int) -> tuple[int, list[Decimal]]:
        """Return where a scale word before a number begins, and what it says."""
        end = at
        while end > self._taken and self._folded[end - 1] in _BLANKS:
            end -= 1
        for word, scale in self._words.before.items():
            start = end - len(word)
            if start >= self._taken and self._is_word(word, start) and not self._letter(start - 1):
                return start, [scale]
        return at, []

    def _after(self, at: int) -> tuple[int, list[Decimal]]:
        """Return where the scale words after a number end, and what each says."""
        end, scales = self._chain(at, self._words.after)
        if scales and self._words.leads and min(scales) >= 1 and _digit(self.text, self._skip(end)):
            return at, []  # the word belongs to the number that follows
        return end, scales

    def _chain(self, at: int, words: Mapping[str, Decimal]) -> tuple[int, list[Decimal]]:
        """Return where words end that multiply each other, "mil milhões", and what each says."""
        scales: list[Decimal] = []
        end = at
        while len(scales) < _MOST_SCALES and (found := self._word_at(self._word_start(end), words)):
            if scales and (found[1] < 1 or self._skip(end) == end):
                break
            end = found[0]
            scales.append(found[1])
        return end, scales

    def _word_at(self, at: int, words: Mapping[str, Decimal]) -> tuple[int, Decimal] | None:
        for word, scale in words.items():
            end = at + len(word)
            sign = not word[-1:].isalpha() and unicodedata.category(word[-1:])[0] != "M"
            if self._is_word(word, at) and (sign or self._words.unspaced or not self._letter(end)):
                return end + (self.text[end : end + 1] == "." and not sign and self._abbreviates(end)), scale
        return None

    def _abbreviates(self, stop: int) -> bool:
        """Tell whether a stop after a word is that of an abbreviation: the sentence goes on."""
        after = self._skip(stop + 1)
        return after < len(self.text) and self.text[after].islower()

    def _is_word(self, word: str, at: int) -> bool:
        """Compare letters whatever their size; of a single letter the size counts."""
        return (self.text if len(word) == 1 else self._folded).startswith(word, at)

    def _unlisted(self, start: int, end: int) -> "_Beside":
        """Return what is known of a number without a scale word of the language, from the words beside it."""
        at = self._word_start(end)
        last = at
        while self._letter(last):
            last += 1
        word, one = self.text[at:last], (Decimal(1),)
        small = self._folded[at:last]
        if self._word_at(at, self._words.english):
            stop, scales = self._chain(end, {**self._words.english, **self._words.after})
            place = (start, stop)
            return _Beside(NumberScale.ENGLISH, self.text[at:stop], place, place, (_product(scales),))
        if not self._words.unspaced and (factors := self._words.like(small)):
            return _Beside(NumberScale.ALIKE, word, (start, last), (start, last), (*sorted(factors), *one))
        if word:
            return _Beside(NumberScale.UNKNOWN, word, (start, end), (start, last), one)
        lead = _LAST_WORD.search(self.text, self._taken, start)
        if lead and self._words.leads and (factors := self._words.like(folded(lead[1]))):
            place = (lead.start(), end)
            return _Beside(NumberScale.ALIKE, lead[1], place, place, (*sorted(factors), *one))
        if lead:
            return _Beside(NumberScale.UNKNOWN, lead[1], (start, end), (lead.start(), end), one)
        return _Beside(NumberScale.NONE, "", (start, end), (start, end), one)

    def _skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in _BLANKS:
            at += 1
        return at

    def _word_start(self, at: int) -> int:
        """Return where a word after a number may begin: behind blanks or one hyphen ("2.6-billion")."""
        at = self._skip(at)
        return at + (self.text[at : at + 1] in _HYPHENS and self._letter(at + 1))

    def _letter(self, at: int) -> bool:
        return 0 <= at < len(self.text) and unicodedata.category(self.text[at])[0] in "LM"


def _product(scales: Sequence[Decimal]) -> Decimal:
    product = Decimal(1)
    for scale in scales:
        product *= scale
    return product


def _digit(text: str, at: int) -> bool:
    return text[at : at + 1].isdigit()


def _joined(found: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    """Yield the sum of neighbours that are one number: the first has the larger scale word."""
    for first, second in pairwise(found):
        between = text[first.end : second.start].strip()
        near = not between or (between.isalpha() and len(between) < _MOST_JOINING)
        if near and first.scale == second.scale == NumberScale.WORD and second.value < first.step:
            whole = text[first.start : second.end]
            yield Quantity(
                text=whole,
                seen=whole,
                scale=NumberScale.WORD,
                word=second.word,
                values=(first.value + second.value,),
                steps=second.steps,
                foreign_sign=False,
                start=first.start,
                end=second.end,
            )


def _plain(digits: str, decimal: str) -> tuple[str, bool]:
    """Return a number as Python writes it, and whether its decimal sign is not that of the language.

    A sign that stands twice, or before another one, parts groups. One that stands once is the decimal sign,
    unless it is not that of the language and three digits follow: then it parts groups.
    """
    western = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in digits)
    western = re.sub(r"[^\d.,٫٬]", "", western.translate(_POINTS)).replace("٬", "")
    signs = re.findall(r"\D", western)
    if not signs:
        return western, False
    head, _, tail = western.rpartition(signs[-1])
    alone = signs.count(signs[-1]) == 1
    groups = signs[-1] != decimal and len(tail) == _GROUP and len(signs) == 1 and not head.startswith("0")
    if not alone or (groups and signs[-1] != "٫"):
        return re.sub(r"\D", "", western), False
    whole = re.sub(r"\D", "", head)
    return f"{whole}.{tail}", signs[-1] != decimal
