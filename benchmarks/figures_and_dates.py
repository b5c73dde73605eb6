"""Write figures and dates in every official language, read them back, and print what is wrong with each.

Usage: python benchmarks/figures_and_dates.py [--seed N] [--numbers N] [--all]
The languages come in an order that the seed gives, so that a text which depends on what was written before
shows; the numbers besides the usual ones come from the seed as well. The last line counts the faults, and the
exit code is 1 if there are any.
"""

import argparse
import datetime as dt
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.quantities import quantities_in
from toolkit.sources.campaigns.campaign import DateRange
from toolkit.sources.dates.dates import day_and_month, day_text, range_text
from toolkit.statements import figure_fault, figure_text, text_fault
from toolkit.typeset.fonts.coverage import official_languages

USUAL = (1_200, 12_000, 350_000, 1_200_000, 26_000_000, 2_600_000_000, 3_700_000_000)
SHOWN = Decimal(2_600_000_000)
START, END = dt.date(2024, 4, 28), dt.date(2024, 5, 2)


def figure_faults(language: Language, numbers: Sequence[Decimal]) -> Iterator[str]:
    """Yield what is wrong with the figures that the check suggests in a language."""
    for number in numbers:
        written = figure_text(number, language)
        if figure_fault(written, number, language) or text_fault(f"– {written} –", number, language):
            yield f"refused: {written}"
        if [quantity.value for quantity in quantities_in(written, language)] != [number]:
            yield f"read as another number: {written}"
        wrong = figure_text(number / 1000, language)
        if figure_fault(wrong, number, language) is None:
            yield f"accepted for {number:,f}: {wrong}"


def date_faults(language: Language) -> Iterator[str]:
    """Yield what is wrong with the days and spans of a year in a language."""
    table = table_of(language)
    for month in range(1, 12):
        first, last = dt.date(2024, month, 28), dt.date(2024, month + 1, 2)
        span = range_text(DateRange(start=first, end=last), language)
        texts = (span, day_text(first, language), day_and_month(first, language))
        if any(re.search(r"M\d\d", text) for text in texts):
            yield f"a month's code: {span}"
        if any(char.isdigit() and char not in table.digits for text in texts for char in text):
            yield f"digits of another language: {span}"
        if not (_month_in(span, first, language) and _month_in(span, last, language)):
            yield f"a month is lost: {span}"


def _month_in(span: str, day: dt.date, language: Language) -> bool:
    """Tell whether a span says the month of a day, by name or by number."""
    table = table_of(language)
    names = {table.months[day.month - 1]} if table.months else set()
    names |= {table.months_alone[day.month - 1]} if table.months_alone else set()
    western = "".join(str(int(char)) if char.isdigit() else char for char in span)
    return (
        any(name in span for name in names)
        or re.search(rf"\b0?{day.month}\b|{day.month}月", western) is not None
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--numbers", type=int, default=20, help="how many numbers besides the usual ones")
    parser.add_argument("--all", action="store_true", help="print every language, not only those with faults")
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - a sample that can be drawn again
    digits = (
        Decimal(chance.randrange(10, 9999)).scaleb(chance.randrange(3, 10)) for _ in range(options.numbers)
    )
    numbers = [*map(Decimal, USUAL), *digits]
    languages = list(official_languages())
    chance.shuffle(languages)
    count: Counter[str] = Counter()
    for language in languages:
        faults = [*figure_faults(language, numbers), *date_faults(language)]
        count.update(fault.partition(":")[0] for fault in faults)
        if faults or options.all:
            span = range_text(DateRange(start=START, end=END), language)
            print(f"{language.tag:<11} {figure_text(SHOWN, language)}   {span}")
        for fault in faults:
            print(f"            {fault}")
    print(f"{len(languages)} languages, {len(numbers)} numbers each; faults: {dict(count) or 0}")
    return int(bool(count))


if __name__ == "__main__":
    sys.exit(main())
