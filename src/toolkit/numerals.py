"""Numbers as each language writes them: digits, signs, scale words, plurals, zones (CLDR, UTS #35 part 3)."""

from collections.abc import Mapping
from decimal import Decimal

from toolkit.cldr.locale_tables import LocaleTable, table_of
from toolkit.languages import Language

Number = int | Decimal

_WESTERN = "0123456789"
_MOST_DECIMALS = 3
_LEAST_GROUPS = 2  # beside a scale word four digits stay whole: "2600 millóns", "2600万" (UTS #35 part 3)


def native_digits(text: str, language: Language) -> str:
    """Return `text` with its Western digits replaced by those the language uses by default.

    Arabic, Hindi, Khmer and Urdu keep Western digits; ``ar-EG``, Persian, Bengali and Burmese do not.
    """
    return text.translate(dict(zip(map(ord, _WESTERN), table_of(language).digits, strict=True)))


def number(value: Number, language: Language, *, decimals: int | None = None) -> str:
    """Return a number with the language's separators and digits, and all its decimals or so many."""
    return _number_of(Decimal(value) if decimals is None else round(Decimal(value), decimals), language)


def _number_of(value: Decimal, language: Language, least_groups: int = 1) -> str:
    table = table_of(language)
    whole, _, fraction = f"{abs(value):f}".partition(".")
    fraction = fraction.rstrip("0")
    sign = table.minus if value < 0 else ""
    grouped = _grouped(whole, table, max(table.minimum_grouping, least_groups))
    return native_digits(f"{sign}{grouped}" + (f"{table.decimal}{fraction}" if fraction else ""), language)


def _grouped(whole: str, table: LocaleTable, least: int) -> str:
    """Return digits in groups: 2,600,000 or 26,00,000; `least` digits stand before the first separator."""
    last, other = table.groups
    if len(whole) < last + least:
        return whole
    groups, rest = [whole[-last:]], whole[:-last]
    while rest:
        groups.append(rest[-other:])
        rest = rest[:-other]
    return table.group.join(reversed(groups))


def percent(value: Number, language: Language) -> str:
    """Return a percentage, the sign on the language's side and with its space: ``37 %``, ``%37``, ``۳۷٪``."""
    return table_of(language).percent.replace("0", number(value, language))


def scaled(value: Number, language: Language) -> str:
    """Return a large number with its scale word: ``2.6 billion``, ``bilioni 2.6``, ``26亿``.

    It is exact: what needs more than three decimals, and what CLDR has no word for in the language, is
    written out in digits. The spaces do not break.
    """
    exact = Decimal(value)
    patterns = table_of(language).long
    powers = [int(power) for power in patterns if Decimal(10) ** int(power) <= abs(exact)]
    forms = patterns[str(max(powers))] if powers else {"other": "0"}
    # A pattern of "0" alone says that the language has no word at this power.
    zeros = forms["other"].count("0") if forms["other"].strip("0") else 0
    shown = exact.scaleb(zeros - max(powers) - 1) if zeros > 0 else exact
    if not zeros or shown != round(shown, _MOST_DECIMALS):
        return number(exact, language)
    pattern = plural_form(shown.normalize(), forms, language).replace(" ", "\u00a0")
    return pattern.replace("0" * zeros, _number_of(shown, language, least_groups=_LEAST_GROUPS))


def plural_form(value: Number, forms: Mapping[str, str], language: Language) -> str:
    """Return the form for a number out of ``{"one": …, "few": …, "other": …}`` (CLDR plural categories)."""
    return forms.get(language.locale.plural_form(value), forms["other"])
