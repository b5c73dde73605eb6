"""Number formats: what a cell of a spreadsheet shows (Office Open XML, ISO/IEC 29500-1, 18.8.31).

``0%`` shows 1 as 100%, ``000`` shows 7 as 007. What a program would show by the country it is set to, such
as decimals and groups of digits, cannot be known from the file.
"""

import math
import re

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<digit>[0#?])|(?P<point>[.,])|(?P<percent>%)|(?P<text>@)"
    r"|(?P<exponent>[Ee][+-])|(?P<date>[ymdhsYMDHSbBgGeE]|[AaPp]/?)|(?P<literal>.)",
    re.DOTALL,
)
_COLOUR = re.compile(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+")
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_MOST_DIGITS = 11
"""General shows a longer whole number as 1.23E+11."""
_GROUP = 1_000
_POSITIVE_NEGATIVE, _WITH_ZERO, _WITH_TEXT = 2, 3, 4


def shown_number(value: float, code: str) -> str | None:
    """Return what a cell with a number shows, or `None` if the file does not say it for certain."""
    sections = sections_of(code)
    section, signed = _section(value, sections)
    return _filled(abs(value) if not signed else value, section)


def shown_text(value: str, code: str) -> str:
    """Return what a cell with a text shows: ``"Dr. "@`` puts something before it, ``;;;`` hides it."""
    sections = sections_of(code)
    last = sections[-1]
    if len(sections) < _WITH_TEXT and "@" not in last:
        return value
    shown = ""
    for token in _TOKEN.finditer(last):
        shown += value if token["text"] else _constant(token) or ""
    return shown


def sections_of(code: str) -> tuple[str, ...]:
    """Return the sections of a format: for positive and negative numbers, zero and text."""
    sections, at = [], 0
    while True:
        found = _SECTION.match(code, at)
        sections.append(found[0] if found else "")
        at += len(sections[-1]) + 1
        if at > len(code):
            return tuple(sections)


def _section(value: float, sections: tuple[str, ...]) -> tuple[str, bool]:
    """Return the section for a number, and whether the number brings its own minus sign."""
    if value == 0 and len(sections) >= _WITH_ZERO:
        return sections[2], False
    if value < 0 and len(sections) >= _POSITIVE_NEGATIVE:
        return sections[1], False
    return sections[0], True


def _filled(value: float, section: str) -> str | None:
    tokens = list(_TOKEN.finditer(section))
    if any(token["date"] or token["exponent"] or _is_condition(token) for token in tokens):
        return None
    whole = _whole(value * 100 ** sum(1 for token in tokens if token["percent"]))
    if whole is None:
        return None
    pattern = "".join(token["digit"] or token["point"] or "" for token in tokens)
    digits = _digits(abs(whole), pattern)
    shown, placed = "-" if whole < 0 else "", False
    for token in tokens:
        if token["general"] or token["digit"] or token["point"]:
            if not placed and digits is None:
                return None
            shown += "" if placed else digits or ""
            placed = True
        else:
            shown += _constant(token) or ("%" if token["percent"] else "")
    return shown


def _is_condition(token: re.Match[str]) -> bool:
    """``[>100]`` chooses by value and ``[h]`` counts hours; a colour changes nothing."""
    return token["bracket"] is not None and not _COLOUR.fullmatch(token["bracket"])


def _whole(value: float) -> int | None:
    if not math.isfinite(value):
        return None
    nearest = round(value)
    return nearest if math.isclose(value, nearest, rel_tol=1e-12, abs_tol=1e-9) else None


def _digits(whole: int, pattern: str) -> str | None:
    """Return the digits by a pattern such as ``000`` or ``#,##0``; General has none."""
    plain = str(whole)
    if not pattern:
        return plain if len(plain) <= _MOST_DIGITS else None
    head, _, decimals = pattern.partition(".")
    if "." in pattern or head.endswith(",") or ("," in head and whole >= _GROUP):
        return None
    least = head.count("0") + head.count("?")
    if "?" in head and len(plain) < least:
        return None
    if whole == 0 and not least:
        return ""
    return plain.rjust(head.count("0"), "0") if not decimals else None


def _constant(token: re.Match[str]) -> str | None:
    """Return the words that a part of a format shows as they stand."""
    for name in ("quoted", "escaped", "sign", "literal"):
        if token[name] is not None:
            return token[name]
    return " " if token["space"] else None
