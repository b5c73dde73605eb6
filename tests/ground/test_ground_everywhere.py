"""Dates, numbers and city names in all official languages, against ICU and against rules of our own."""

import datetime as dt
import json
import os
import random
import re
import subprocess
import sys
from decimal import Decimal

import pytest
from icu4py.messageformat import MessageFormat

from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.numerals import number, percent
from toolkit.sources.campaigns.campaign import DateRange
from toolkit.sources.dates.dates import day_and_month, day_text, range_text, times_text
from toolkit.sources.schema.time_zones import zone_city
from toolkit.typeset.fonts.coverage import official_languages

OFFICIAL = official_languages()
DAY = dt.date(2021, 5, 17)
APRIL, MAY, LATER = dt.date(2024, 4, 28), dt.date(2024, 5, 2), dt.date(2024, 5, 7)
YEARS = DateRange(start=dt.date(2020, 12, 30), end=dt.date(2021, 1, 2))

# ICU has no data of these and falls back to the locale of the process, or, for `ht`, to French.
NOT_IN_ICU = frozenset(
    "ab ady dv frr gn ht iu kbd mdf myv nr ny quc sms ss tpi ts ve".split()  # noqa: SIM905 - a list of tags
)
# ICU has no names of months of these: it writes "M05".
WITHOUT_MONTHS = frozenset({"az-Arab", "iu-Latn", "mn-Mong", "mni-Mtei", "ms-Arab"})
# Some names of cities are not those of ICU in one of the releases of Babel that are allowed, or are drafts.
OTHER_CITIES = {"ak", "ba", "dz", "gaa", "kok", "ks", "my", "oc", "rm", "sd", "syr", "tk"}
# The institutions' forms; for `si`, CLDR's names of lunar months are not those of the calendar.
OTHERWISE = frozenset({"ru", "vi", "si"})
IN_ICU = [language for language in OFFICIAL if language.tag not in NOT_IN_ICU | WITHOUT_MONTHS]


def icu(pattern: str, language: Language, **values: object) -> str:
    """Return what ICU writes, on the civil calendar, without direction marks."""
    tag = {"en": "en-GB"}.get(language.tag, language.tag)
    text = MessageFormat(pattern, f"{tag}-u-ca-gregory").format(values)
    return re.sub("[\u200e\u200f\u061c]", "", text)


@pytest.mark.parametrize("language", IN_ICU, ids=str)
def test_numbers_are_those_of_icu(language: Language) -> None:
    """Digits, separators, grouping, and the percent sign with its side and space."""
    assert number(Decimal("12345.678"), language) == icu("{n,number,::.###}", language, n=12345.678)
    assert number(1234, language) == icu("{n,number,::.###}", language, n=1234)
    assert percent(37, language) == icu("{n,number,percent}", language, n=0.37)


@pytest.mark.parametrize("language", [one for one in IN_ICU if one.tag not in OTHERWISE], ids=str)
def test_days_are_those_of_icu(language: Language) -> None:
    """A day with its year and without it, for each month."""
    for month in range(1, 13):
        day = DAY.replace(month=month)
        if language.tag != "es":  # "17 de mayo de 2021" all the same
            assert day_text(day, language) == icu("{d,date,long}", language, d=day)
        assert day_and_month(day, language) == icu("{d,date,::MMMMd}", language, d=day)


def _names_of(text: str, language: Language) -> list[int]:
    """Return the months that a text names, by number; the longest name counts where one holds another."""
    table = table_of(language)
    names = {name: at % 12 for at, name in enumerate((*table.months, *table.months_alone))}
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    found = re.findall(pattern, text) if names else []
    return [names[name] + 1 for name in found]


@pytest.mark.parametrize("language", OFFICIAL, ids=str)
def test_spans_name_both_months_as_single_days_do(language: Language) -> None:
    """28 April to 2 May: both days as they are written alone, the year at least once, no month's code."""
    span = range_text(DateRange(start=APRIL, end=MAY), language)
    inside = range_text(DateRange(start=MAY, end=LATER), language)
    years = range_text(YEARS, language)
    for text in (span, inside, years, day_text(DAY, language), day_and_month(DAY, language)):
        assert not re.search(r"M\d\d", text)
    alone = _names_of(day_text(APRIL, language), language) + _names_of(day_text(MAY, language), language)
    assert _names_of(span, language) == alone
    assert len(_names_of(inside, language)) == len(_names_of(day_text(MAY, language), language))
    digits = [_western(text) for text in (span, inside, years)]
    assert re.findall(r"\d+", digits[0]).count("2024") in (1, 2)
    assert {"2020", "2021"} <= set(re.findall(r"\d+", digits[2]))
    if table_of(language).months and language.tag not in ("zh", "zh-Hans"):
        assert day_text(MAY, language).endswith(span[-4:]) or day_and_month(MAY, language).endswith(span[-4:])


def _western(text: str) -> str:
    return "".join(str(int(char)) if char.isdigit() else char for char in text)


@pytest.mark.parametrize("language", OFFICIAL, ids=str)
def test_one_text_has_one_kind_of_digits(language: Language) -> None:
    """Dates and hours are in the digits that the language's numbers have."""
    own = set(table_of(language).digits)
    texts = (
        day_text(DAY, language),
        day_and_month(DAY, language),
        range_text(YEARS, language),
        range_text(DateRange(start=MAY, end=LATER), language),
        times_text(dt.time(13), dt.time(14, 30), language),
        times_text(dt.time(9, 5), None, language),
        number(1234567, language),
    )
    assert {char for text in texts for char in text if char.isdigit()} <= own


@pytest.mark.parametrize(
    ("tag", "span"),
    [
        ("sw", "28 Aprili – 2 Mei 2024"),
        ("hr", "28. travnja – 2. svibnja 2024."),
        ("de", "28. April – 2. Mai 2024"),
        ("it", "28 aprile – 2 maggio 2024"),
        ("el", "28 Απριλίου – 2 Μαΐου 2024"),
        ("hu", "2024. április 28. – május 2."),
        ("lt", "2024 m. balandžio 28 d. – gegužės 2 d."),
        ("pt", "28 de abril – 2 de maio de 2024"),
        ("fa", "۲۸ آوریل تا ۲ مهٔ ۲۰۲۴"),
        ("bn", "২৮ এপ্রিল – ২ মে, ২০২৪"),
        ("my", "၂၀၂၄ ဧပြီ ၂၈ – မေ ၂"),
        ("ja", "2024年4月28日～5月2日"),
        ("zh-Hans", "2024年4月28日至5月2日"),
        ("ku", "28ê nîsana 2024an – 2ê gulana 2024an"),
        ("dv", "2024-04-28 – 2024-05-02"),
    ],
)
def test_span_over_months(tag: str, span: str) -> None:
    """Both months in full; the year once where it stands at an edge; ISO 8601 where no months are known."""
    assert range_text(DateRange(start=APRIL, end=MAY), Language(tag)) == span


@pytest.mark.parametrize(
    ("tag", "span"),
    [
        ("de", "2.–7. Mai 2024"),
        ("bs", "2.–7. maj 2024."),
        ("hu", "2024. május 2–7."),
        ("lt", "2024 m. gegužės 2–7 d."),
        ("sw", "2 – 7 Mei 2024"),
        ("uz", "2 – 7-may, 2024"),
        ("fil", "Mayo 2–7, 2024"),
        ("ne", "२०२४ मे २–७"),
    ],
)
def test_span_inside_a_month(tag: str, span: str) -> None:
    """A day keeps its stop where the date has more behind it."""
    assert range_text(DateRange(start=MAY, end=LATER), Language(tag)) == span


# Every text that depends on the data of a language, in an order of its own; prints them sorted by language.
_ORDER = """
import datetime as dt, json, random, sys
from decimal import Decimal
from toolkit.numerals import number, percent, plural_form, scaled
from toolkit.sources.campaigns.campaign import DateRange
from toolkit.sources.dates.dates import day_and_month, day_text, range_text, times_text
from toolkit.sources.schema.time_zones import zone_city
from toolkit.sources.schema.time_zones import zone_city
from toolkit.typeset.fonts.coverage import letters_of, official_languages
languages = list(official_languages())
random.Random(sys.argv[1]).shuffle(languages)
first, last = dt.date(2024, 4, 28), dt.date(2024, 9, 2)
found = {}
for language in languages:
    found[language.tag] = [
        day_text(first, language), day_and_month(first, language), language.name, language.english_name,
        range_text(DateRange(start=first, end=last), language), times_text(dt.time(9), dt.time(10), language),
        scaled(2_600_000_000, language), number(1234567, language), percent(37, language),
        zone_city("Africa/Cairo", language), "".join(letters_of(language)),
        plural_form(3, {"few": "few", "other": "other"}, language),
    ]
print(json.dumps(found, sort_keys=True))
"""


@pytest.mark.slow
def test_order_of_languages_changes_nothing() -> None:
    """The texts of a language are the same whatever was written before in the process."""
    tags = [language.tag for language in OFFICIAL]
    results = [
        json.loads(subprocess.check_output([sys.executable, "-c", _ORDER, seed]))  # noqa: S603 - our own words
        for seed in ("1", str(random.SystemRandom().random()))
    ]
    assert sorted(results[0]) == tags
    assert results[0] == results[1]


_CITIES = """
import datetime as dt, json
from icu4py.messageformat import MessageFormat
from toolkit.sources.schema.time_zones import zone_city
from toolkit.typeset.fonts.coverage import official_languages
day = dt.datetime(2021, 5, 17, 12)
tags = [{"en": "en-GB"}.get(one.tag, one.tag) for one in official_languages()]
print(json.dumps([MessageFormat("{d,date,::VVV}", tag).format({"d": day}) for tag in tags]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Africa/Cairo", "America/Argentina/Buenos_Aires", "Asia/Kolkata"])
def test_cities_are_named_as_in_icu(zone: str) -> None:
    """CLDR's name of the city of a zone, and the last part of the zone's own name where it has none."""
    given = subprocess.check_output(  # noqa: S603 - our own words
        [sys.executable, "-c", _CITIES], env=os.environ | {"TZ": zone, "LC_ALL": "C"}
    )
    pairs = zip(OFFICIAL, json.loads(given), strict=True)
    wrong = {
        one.tag: (zone_city(zone, one), name)
        for one, name in pairs
        if one.tag not in NOT_IN_ICU | WITHOUT_MONTHS | OTHER_CITIES and zone_city(zone, one) != name
    }
    assert wrong == {}
