"""Dates and hours written by CLDR's patterns (UTS #35 part 4, 8), in the months and digits of a language."""

import datetime as dt
import re
from functools import lru_cache

from toolkit.cldr.locale_tables import LocaleTable, table_of
from toolkit.languages import Language

_TOKEN = re.compile(r"'([^']*)'|(([A-Za-z])\3*)|([^A-Za-z']+)")
_WESTERN = "0123456789"


def written(moment: dt.date | dt.time, pattern: str, language: Language) -> str:
    """Return a day or an hour by a pattern of ``d``, ``M``, ``y``, ``H`` and ``m``; words stand in quotes.

    Raises `LookupError` for another letter, or for a month by name in a language whose names CLDR lacks.
    """
    table = table_of(language)
    parts = (words or _field(field, moment, table) for words, field in _tokens(pattern))
    return "".join(parts).translate(dict(zip(map(ord, _WESTERN), table.digits, strict=True)))


def without_year(pattern: str) -> str:
    """Return a pattern without its year and the words between the year and the day or month beside it."""
    fields = [match for match in _TOKEN.finditer(pattern) if match[2]]
    days = [match for match in fields if match[2][0] != "y"]
    if not days or len(days) == len(fields):
        return pattern
    is_last = fields[-1][2][0] == "y"
    return pattern[: days[-1].end()] if is_last else pattern[days[0].start() :]


@lru_cache(maxsize=1024)
def _tokens(pattern: str) -> tuple[tuple[str, str], ...]:
    """Return words and fields in turn; two quotes side by side are an apostrophe."""
    found = _TOKEN.finditer(pattern)
    return tuple((match[4] or match[1] or ("" if match[2] else "'"), match[2] or "") for match in found)


def _field(field: str, moment: dt.date | dt.time, table: LocaleTable) -> str:
    if field in ("MMMM", "LLLL"):
        names = table.months_alone if field == "LLLL" and table.months_alone else table.months
        return names[_number("M", moment) - 1]
    return str(_number(field[0], moment)).zfill(len(field))


def _number(letter: str, moment: dt.date | dt.time) -> int:
    name = {"d": "day", "M": "month", "L": "month", "y": "year", "H": "hour", "m": "minute"}[letter]
    return int(getattr(moment, name))
