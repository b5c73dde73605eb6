"""Whether a text states a figure, and how a language writes it.

What is suggested here is always accepted here: a figure is written with the scale words that are read back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.languages import Language
from toolkit.numerals import number, percent, scaled
from toolkit.quantities import NumberScale, Quantity, quantities_in
from toolkit.scale_words import lexicon

_LEAST_SCALED = 10**6  # smaller numbers are written out
_LEAST_TELLING = 1000  # in a sentence a small number may be anything
_POWERS = tuple(power for power in range(-12, 13) if power)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misstatement:
    """What is wrong with a text that is to state a figure, and how to write it."""

    message: str
    certain: bool = True
    """Not so where the language's words are not known, or only the form is unusual."""
    untranslated: bool = False
    """Whether the number is in English words; it may be right all the same."""


def figure_fault(text: str, value: Decimal, language: Language) -> Misstatement | None:
    """Return what is wrong with a text that is the figure itself; nothing if it has no digits."""
    found = quantities_in(text, language)
    if (english := _english(found)) and states(english, value):
        return _untranslated(english, value, language)
    stating = [quantity for quantity in found if states(quantity, value)]
    if stating:
        foreign = all(quantity.foreign_sign for quantity in stating)
        return _foreign_sign(stating[0], value, language) if foreign else None
    if not found:
        return None
    near = (quantity for quantity in found if _is_shifted(quantity, value))
    return _said(next(near, found[0]), value, language)


def text_fault(text: str, value: Decimal, language: Language) -> Misstatement | None:
    """Return what is wrong with a sentence that has a figure at the wrong power of ten, or in English.

    A text that does not mention the figure at all is not at fault. A share such as 0.7 may be written with a
    percent sign or be the plain number 70.
    """
    found = quantities_in(text, language)
    if (english := _english(found)) and not _is_shifted(english, value):
        return _untranslated(english, value, language)
    if any(states(quantity, value) for quantity in found):
        return None
    for quantity in found:
        if _is_telling(quantity, value) and _is_shifted(quantity, value):
            return _said(quantity, value, language)
    return None


def states(quantity: Quantity, value: Decimal) -> bool:
    """Tell whether a quantity is a figure, or the number of per cents of a share below one."""
    return quantity.agrees_with(value) or (0 < value < 1 and quantity.agrees_with(value * 100))


def figure_text(value: Decimal, language: Language) -> str:
    """Return a figure as the language writes it: ``2,6 mil millones``, ``bilioni 2.6``, ``70 %``."""
    if 0 < value < 1:
        return percent(value * 100, language)
    return scaled(value, language) if value >= _LEAST_SCALED else number(value, language)


def _english(found: Sequence[Quantity]) -> Quantity | None:
    return next((quantity for quantity in found if quantity.scale is NumberScale.ENGLISH), None)


def _is_telling(quantity: Quantity, value: Decimal) -> bool:
    """Tell whether a number in a sentence is meant as a figure: it may be a year, or of other things."""
    if value < 1:
        return quantity.scale is NumberScale.PERCENT
    if quantity.scale in (NumberScale.WORD, NumberScale.ALIKE, NumberScale.ENGLISH):
        return True
    large = quantity.value >= _LEAST_TELLING and not quantity.is_year
    return quantity.scale is not NumberScale.PERCENT and (large or quantity.step < 1)


def _is_shifted(quantity: Quantity, value: Decimal) -> bool:
    """Tell whether a quantity has the digits of a figure at another power of ten."""
    return quantity.value != 0 and any(quantity.agrees_with(value.scaleb(power)) for power in _POWERS)


def _said(quantity: Quantity, value: Decimal, language: Language) -> Misstatement:
    """Return a sentence that says what a text states, what is meant, and how to write that."""
    meant, written = _plain(value), _quoted(value, language)
    if quantity.scale not in (NumberScale.UNKNOWN, NumberScale.ALIKE):
        message = f"'{quantity.text}' is {_plain(quantity.value)}, not {meant}: write {written}"
    elif not _is_shifted(quantity, value):
        message = f"'{quantity.seen}' is not {meant}: write {written}"
    elif lexicon(language).known:
        name = language.english_name
        message = f"'{quantity.seen}' has no scale word that is known in {name}: write {written}"
    else:
        return _unknowable(quantity, value, language)
    return Misstatement(message=message)


def _unknowable(quantity: Quantity, value: Decimal, language: Language) -> Misstatement:
    """Say what cannot be known: CLDR has no scale words of the language."""
    message = (
        f"nobody has checked that '{quantity.seen}' is {_plain(value)}: no scale words are known in "
        f"{language.english_name}; ask a speaker of the language, or write {_quoted(value, language)}"
    )
    return Misstatement(message=message, certain=False)


def _untranslated(quantity: Quantity, value: Decimal, language: Language) -> Misstatement:
    written = _quoted(value, language)
    message = f"'{quantity.text}' has the English word '{quantity.word}': write {written}"
    return Misstatement(message=message, untranslated=True)


def _foreign_sign(quantity: Quantity, value: Decimal, language: Language) -> Misstatement:
    written = _quoted(value, language)
    message = f"'{quantity.text}' has the decimal sign of another language: write {written}"
    return Misstatement(message=message, certain=False)


def _quoted(value: Decimal, language: Language) -> str:
    """Return a figure in quotation marks that it does not hold itself: Tswana writes "2'600'000"."""
    written = figure_text(value, language)
    return f'"{written}"' if "'" in written else f"'{written}'"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"
