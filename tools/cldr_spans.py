"""Patterns of spans: days of one month, of one year, of two years, written as single days are.

CLDR's own patterns of intervals are mostly of short dates, and a few lose a month (Swahili: "28 – 2 Mei").
They are taken where, with the month spelled out, they agree with the pattern of a day; else a rule makes
them.
"""

import re
from collections.abc import Mapping, Sequence

Token = tuple[str, str]  # kind ("field" or "words") and text
Span = list[str]  # the pattern of the first part, the words between, the pattern of the last part

_TOKEN = re.compile(r"'([^']*)'|([A-Za-z])\2*|([^A-Za-z']+)")
# The stop of an ordinal or letters that end a day: "7." or "7ی", but no hyphen ("7-sentabr").
_NAMES = ("MMM", "MMMM", "LLL", "LLLL")
_ENDING = re.compile(r"[\w.]*")


def spans_of(day: str, day_and_month: str, intervals: Mapping[str, object]) -> dict[str, Span]:
    """Return the patterns of spans in a language that writes a day, with and without its year, like this."""
    single, short = _tokens(day), _tokens(day_and_month)
    short = _like(short, single)
    fallback = str(intervals["intervalFormatFallback"])
    between = _thin(fallback.removeprefix("{0}").removesuffix("{1}"))
    own = intervals.get("yMMMMd") or intervals.get("yMMMd")
    given = own if isinstance(own, Mapping) else {}
    days = _like(_tokens(str(given.get("d", ""))), single)
    months = _like(_tokens(str(given.get("M", ""))), single)
    return {
        "same_month": _given_days(days, single) or _days(single, between),
        "same_year": _months(single, short, _between_months(months, single, short) or between),
        "years": [day, _between_years(given, single) or between, day],
    }


def hours_of(interval: str, clock: str) -> tuple[str, str]:
    """Return the pattern of an hour and the words between two of them."""
    pattern = _thin(interval)
    at = pattern.find("H", pattern.find("m"))
    first, last = pattern[:at], pattern[at:]
    return (last, first.removeprefix(last)) if first.startswith(last) else (clock, "–")


def _thin(words: str) -> str:
    """Thin spaces are a matter of typesetting; many fonts have none."""
    return words.replace("\u2009", " ")


def _tokens(pattern: str) -> list[Token]:
    """Cut a pattern into fields and words; words that stand side by side are one token."""
    found: list[Token] = []
    for match in _TOKEN.finditer(pattern):
        kind, text = ("field", match[0]) if match[2] else ("words", _thin(match[1] or match[3] or "'"))
        if kind == "words" and found and found[-1][0] == "words":
            found[-1] = (kind, found[-1][1] + text)
        else:
            found.append((kind, text))
    return found


def pattern_of(tokens: Sequence[Token]) -> str:
    """Return tokens as a pattern, words with letters in quotes."""
    return "".join(
        f"'{text}'" if kind == "words" and re.search("[A-Za-z]", text) else text for kind, text in tokens
    )


def _like(tokens: Sequence[Token], single: Sequence[Token]) -> list[Token]:
    """Return tokens with months and days as wide as those of a single day."""
    widths = {text[0].replace("L", "M"): text for kind, text in single if kind == "field"}
    found: list[Token] = []
    for kind, text in tokens:
        wide = widths.get(text[0].replace("L", "M"), text) if kind == "field" else text
        found.append((kind, wide))
        if kind == "field" and wide == "M" and text in _NAMES:
            found.append(("words", "月"))  # the name "5月" holds the word that a day's pattern has
    return found


def _at(tokens: Sequence[Token], letter: str) -> list[int]:
    return [place for place, (kind, text) in enumerate(tokens) if kind == "field" and text[0] == letter]


def _given_days(days: Sequence[Token], single: Sequence[Token]) -> Span | None:
    """Return CLDR's pattern if it is that of a day with one more day in front."""
    first, *more = _at(days, "d") or [0]
    if len(more) != 1:
        return None
    (last,) = more
    words = "".join(text for _, text in days[first + 1 : last])
    if _joined([*days[:first], *days[last:]]) != _joined(single) or not words.startswith(_ending(single)):
        return None
    return [pattern_of(days[: first + 1]), words, pattern_of(days[last:])]


def _days(single: Sequence[Token], between: str) -> Span:
    """Return a day twice, with the ending that belongs to it: ``7.–10. rujna``, but ``rugsėjo 7–10 d.``."""
    (at,) = _at(single, "d")
    joint = between if re.search(r"\w", between) else "–"
    joint = between.strip() if re.search("[～~]", between) else joint
    return [pattern_of(single[: at + 1]), _ending(single) + joint, pattern_of(single[at:])]


def _ending(single: Sequence[Token]) -> str:
    """Return the stop or letters that follow a day, unless they end the date: there they are said once."""
    (at,) = _at(single, "d")
    found = _ENDING.match(single[at + 1][1]) if at + 2 < len(single) else None
    return found[0] if found else ""


def _months(single: Sequence[Token], short: Sequence[Token], between: str) -> Span:
    """Return two days of one year; the year is said once where it stands before or after day and month."""
    whole, part = _joined(single), _joined(short)
    if whole.startswith(part):
        return [part, between, whole]
    if whole.endswith(part):
        return [whole, between, part]
    return [whole, between, whole]


def _between_months(months: Sequence[Token], single: Sequence[Token], short: Sequence[Token]) -> str | None:
    """Return the words that CLDR puts between two days of one year, if it writes them as we do."""
    pattern = _joined(months)
    first, _, last = _months(single, short, "")
    if pattern.startswith(first) and pattern.endswith(last) and len(pattern) > len(first) + len(last):
        words = pattern[len(first) : -len(last)]
        return words if not re.search("[A-Za-z']", words) else None
    return None


def _between_years(given: Mapping[str, object], single: Sequence[Token]) -> str | None:
    """Return the words that CLDR puts between two days of different years, if it writes them as we do."""
    pattern, whole = _joined(_like(_tokens(str(given.get("y", ""))), single)), _joined(single)
    words = pattern.removeprefix(whole).removesuffix(whole)
    return words if f"{whole}{words}{whole}" == pattern and not re.search("[A-Za-z']", words) else None


def _joined(tokens: Sequence[Token]) -> str:
    merged: list[Token] = []
    for kind, text in tokens:
        if kind == "words" and merged and merged[-1][0] == "words":
            merged[-1] = (kind, merged[-1][1] + text)
        else:
            merged.append((kind, text))
    return pattern_of(merged)
