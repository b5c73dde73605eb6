"""Reading quantities back out of running text, to catch a wrong scale word.

The classic slip: "2,6 millones" for 2.6 billion, which is "2,6 mil millones" (long scale) in Spanish.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import get_decimal_symbol

from toolkit.languages import Language
from toolkit.numerals import number, percent, scale_words, scaled

_LEAST_SCALED = 10**6  # smaller numbers are written out
_PERCENT = ("%", "٪", "per cent", "percent", "pour cent", "por ciento", "процентов", "phần trăm", "في المائة")
_SPACE = "[ \u00a0\u202f]"
_NUMBER = r"\d+(?:[ \u00a0\u202f.,٫٬’']\d+)*"

# Forms that CLDR's compact numbers do not list: other cases, abbreviations, older spellings.
_ALSO = {
    "ar": {"مليارات": 10**9, "ملايين": 10**6, "بليون": 10**9, "آلاف": 10**3},
    "en": {"billions": 10**9, "millions": 10**6, "bn": 10**9},
    "es": {"millón": 10**6, "millardo": 10**9, "millardos": 10**9},
    "fr": {"milliards": 10**9, "millions": 10**6, "mille": 10**3},
    "ru": {"млрд": 10**9, "млн": 10**6, "тыс": 10**3, "миллиардами": 10**9, "миллионами": 10**6},
    "vi": {"tỉ": 10**9},
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number found in a text: as it stands there, and what it says."""

    text: str
    value: Decimal
    step: Decimal

    def agrees_with(self, value: Decimal) -> bool:
        """Tell whether the text states `value`, rounded to the places it shows."""
        return abs(self.value - value) <= self.step / 2


def quantities_in(text: str, language: Language) -> tuple[Quantity, ...]:
    """Return every number in a text with its scale word taken into account."""
    return tuple(
        quantity for match in _pattern(language).finditer(text) if (quantity := _quantity(match, language))
    )


def wrong_scale(text: str, value: Decimal, language: Language) -> str:
    """Return a sentence if a text states a figure at the wrong power of ten; empty if not.

    A text that does not mention the figure at all is not at fault here. A share such as 0.7 may be written
    with a percent sign or be the plain number 70.
    """
    found = quantities_in(text, language)
    if any(states(quantity, value) for quantity in found):
        return ""
    for quantity in found:
        for power in range(-9, 10):
            if power and quantity.value and quantity.agrees_with(value.scaleb(power)):
                return difference(quantity, value, language)
    return ""


def states(quantity: Quantity, value: Decimal) -> bool:
    """Tell whether a quantity is a figure, or the number of per cents of a share below one."""
    return quantity.agrees_with(value) or (0 < value < 1 and quantity.agrees_with(value * 100))


def difference(quantity: Quantity, value: Decimal, language: Language) -> str:
    """Return a sentence that says what a text states, what is meant, and how to write that."""
    said, meant = f"{quantity.value.normalize():,f}", f"{value.normalize():,f}"
    return f"'{quantity.text}' is {said}, not {meant}: write '{_written(value, language)}'"


def _written(value: Decimal, language: Language) -> str:
    if 0 < value < 1:
        return percent(value * 100, language)
    return scaled(value, language) if value >= _LEAST_SCALED else number(value.normalize(), language)


def _quantity(match: re.Match[str], language: Language) -> Quantity | None:
    digits = match["number"]
    multiplier = _words(language).get(_spaced(match["scale"] or ""), Decimal(1))
    try:
        plain = _plain(digits, language)
        value = Decimal(plain)
    except InvalidOperation:
        return None
    places = len(plain.partition(".")[2])
    return Quantity(match[0], value * multiplier, multiplier.scaleb(-places))


def _spaced(word: str) -> str:
    return re.sub(_SPACE, " ", word).lower()


def _plain(digits: str, language: Language) -> str:
    """Return a number as Python writes it: Western digits, a point, no grouping."""
    western = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in digits)
    decimal = {"٫": "."}.get(get_decimal_symbol(language.locale), get_decimal_symbol(language.locale))
    head, mark, tail = western.replace("٫", decimal).rpartition(decimal)
    return re.sub(r"\D", "", head or ("" if mark else tail)) + (f".{tail}" if mark else "")


@lru_cache(maxsize=256)
def _words(language: Language) -> dict[str, Decimal]:
    also = _ALSO.get(language.tag.partition("-")[0], {})
    signs = dict.fromkeys(_PERCENT, Decimal("0.01"))
    return signs | scale_words(language) | {word: Decimal(scale) for word, scale in also.items()}


@lru_cache(maxsize=256)
def _pattern(language: Language) -> re.Pattern[str]:
    words = sorted(_words(language), key=len, reverse=True)
    scale = "|".join(re.escape(word).replace(r"\ ", _SPACE) for word in words) or "(?!)"
    end = "" if language.script in ("Hans", "Hant", "Jpan", "Kore") else r"(?!\w)"
    # A sign is no word: letters may follow it, as in Turkish "70%'i".
    scale = rf"[%٪]|(?:{scale}){end}"
    return re.compile(rf"(?P<number>{_NUMBER})(?:{_SPACE}*(?P<scale>{scale}))?", re.IGNORECASE)
