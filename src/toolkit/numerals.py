"""Numbers as each language writes them: digits, signs, scale words, plurals, zones (CLDR, UTS #35 part 3)."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from babel import Locale
from babel.dates import get_timezone, get_timezone_gmt, get_timezone_name
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent

from toolkit.languages import Language

Number = int | Decimal

# The zero of each decimal numbering system that a language uses by default (CLDR, numberingSystems.xml).
_ZERO = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "deva": 0x0966,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}
_WESTERN = "0123456789"
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f"))


def native_digits(text: str, language: Language) -> str:
    """Return `text` with its Western digits replaced by those the language uses by default.

    Arabic, Hindi, Khmer and Urdu keep Western digits; ``ar-EG``, Persian, Bengali and Burmese do not.
    """
    zero = _ZERO.get(language.locale.default_numbering_system)
    if zero is None:
        return text
    return text.translate({ord(digit): chr(zero + value) for value, digit in enumerate(_WESTERN)})


def number(value: Number, language: Language, *, decimals: int | None = None) -> str:
    """Return a number with the language's separators and digits, and all its decimals or so many."""
    exact = value if decimals is None else round(Decimal(value), decimals)
    return _finished(
        format_decimal(
            exact, locale=language.locale, decimal_quantization=False, numbering_system=_system(language)
        ),
        language,
    )


def percent(value: Number, language: Language) -> str:
    """Return a percentage, the sign on the language's side and with its space: ``37 %``, ``%37``, ``۳۷٪``."""
    share = Decimal(value) / 100
    text = format_percent(
        share, locale=language.locale, decimal_quantization=False, numbering_system=_system(language)
    )
    if _is_arabic_indic(language):
        text = text.replace("%", "٪")
    return _finished(text, language)


def money(value: Number, currency: str, language: Language) -> str:
    """Return an amount with its currency (ISO 4217) on the language's side; no cents where there are none."""
    whole = Decimal(value) == int(value)
    digits = not whole
    text = format_currency(
        value,
        currency,
        locale=language.locale,
        format=None if digits else _without_cents(language.locale),
        currency_digits=digits,
        numbering_system=_system(language),
    )
    return _finished(text, language)


def number_range(low: Number, high: Number, language: Language) -> str:
    """Return two numbers as a range, in the language's order and with its dash: ``7–10``, ``7~10``."""
    dash = {"ja": "～", "ko": "~", "zh": "–"}.get(language.tag.partition("-")[0], "–")
    return f"{number(low, language)}{dash}{number(high, language)}"


def scaled(value: Number, language: Language, *, decimals: int = 1) -> str:
    """Return a large number with its scale word: ``2.6 billion``, ``2,6 mil millones``, ``26亿``.

    The spaces do not break.
    """
    formats = language.locale.compact_decimal_formats
    text = format_compact_decimal(
        value,
        format_type="long" if formats.get("long") else "short",
        locale=language.locale,
        fraction_digits=decimals,
        numbering_system=_system(language),
    )
    return _finished(text.replace(" ", "\u00a0"), language)


def plural_form(value: Number, forms: Mapping[str, str], language: Language) -> str:
    """Return the form for a number out of ``{"one": …, "few": …, "other": …}`` (CLDR plural categories)."""
    return forms.get(language.locale.plural_form(value), forms["other"])


def time_zone(moment: dt.datetime, zone: str, language: Language) -> str:
    """Return a zone's short name in the language at a moment (``CEST``), or else its offset (``UTC+2``).

    Raises `LookupError` for a zone the tz database does not know.
    """
    there = moment.astimezone(get_timezone(zone))
    name = get_timezone_name(there, "short", locale=language.locale)
    if name.isalpha():
        return name
    offset = get_timezone_gmt(there, "iso8601", locale=language.locale)
    hours, _, minutes = offset[1:].partition(":")
    sign = "−" if offset.startswith("-") else "+"
    return f"UTC{sign}{int(hours)}" + ("" if minutes == "00" else f":{minutes}")


def scale_words(language: Language) -> dict[str, Decimal]:
    """Return the scale words CLDR knows in a language with what they multiply by, in every plural form."""
    words: dict[str, Decimal] = {}
    for kind in ("long", "short"):
        for forms in language.locale.compact_decimal_formats.get(kind, {}).values():
            for magnitude, pattern in forms.items():
                zeros = pattern.pattern.count("0")
                word = pattern.pattern.replace("0", "").replace("¤", "").strip(" \u00a0\u202f'.")
                if zeros and word:
                    words.setdefault(word.lower(), Decimal(magnitude) / 10 ** (zeros - 1))
    return words


def _system(language: Language) -> str:
    return str(language.locale.default_numbering_system)


def _is_arabic_indic(language: Language) -> bool:
    return _system(language) in ("arab", "arabext")


def _without_cents(locale: Locale) -> str:
    pattern = str(locale.currency_formats["standard"].pattern)
    return pattern.replace("0.00", "0")


def _finished(text: str, language: Language) -> str:
    """Put in the digits; drop direction marks, because typesetting isolates numbers by rule."""
    return native_digits(text.translate(_DIRECTION_MARKS), language)
