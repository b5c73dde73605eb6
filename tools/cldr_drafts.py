"""Drafts of CLDR: names of months and scale words that its JSON edition leaves out, as Babel has them."""

import re

from babel import Locale
from babel.localedata import exists, load

# Checked one by one: words of the language, not letters of the root ("2.6G") or of another script.
_WITH_SCALE_WORDS = ("frr", "kl", "ms-Arab")
_ROOT_DAY = "y MMMM d"
_MONTH_CODE = re.compile(r"M\d\d")


def draft_dates(tag: str) -> tuple[list[str], str, str] | None:
    """Return the months of a locale, and the patterns of a day and of a day without its year."""
    name = tag.replace("-", "_")
    own = load(name, merge_inherited=False) if exists(name) else {}
    months = dict(own.get("months", {}).get("format", {})).get("wide", {})
    if len(months) != 12 or any(_MONTH_CODE.fullmatch(month) for month in months.values()):  # noqa: PLR2004
        return None
    locale = Locale.parse(name)
    names = [months[number] for number in range(1, 13)]
    short = locale.datetime_skeletons.get("MMMMd")
    long = locale.date_formats.get("long")
    day = str(long.pattern).replace(" G", "") if long else _ROOT_DAY  # the era goes without saying
    return names, day, short.pattern if short else _without_year(day)


def _without_year(day: str) -> str:
    """Return a pattern of a day up to its month, or from it: "d MMMM" of "d MMMM y 'ш'."."""
    places = sorted((day.index("d"), day.index("MMMM")))
    return day[places[0] : places[1] + (4 if day[places[1]] == "M" else 1)]


def draft_scale_words(tag: str) -> dict[str, str]:
    """Return compact patterns as CLDR's JSON has them: ``1000000-count-other``."""
    if tag not in _WITH_SCALE_WORDS:
        return {}
    forms = Locale.parse(tag, sep="-").compact_decimal_formats["long"]
    return {
        f"{size}-count-{category}": pattern.pattern
        for category, patterns in forms.items()
        for size, pattern in patterns.items()
    }
