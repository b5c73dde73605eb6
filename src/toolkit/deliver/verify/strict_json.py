"""JSON that every program reads alike (RFC 8259, 4, 6 and 8.1; RFC 7493, I-JSON).

Of two equal names in an object some programs take the first value, some the last; and a document a million
levels deep, or a number of a million digits, stops those that read it.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

_DEEPEST: Final = 16
_LONGEST_NUMBER: Final = 20
_STRINGS: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS: Final = re.compile(r"[\[\]{}]")


def check_json(data: bytes) -> None:
    """Raise `ValueError` that says what is wrong with a document of UTF-8 JSON."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 from byte {error.start:,} on") from error
    _check_depth(text)
    try:
        json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_int=_short,
            parse_float=_short,
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} in line {error.lineno:,}") from error


def _check_depth(text: str) -> None:
    depth = 0
    for bracket in _BRACKETS.finditer(_STRINGS.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > _DEEPEST:
            raise ValueError(f"is nested more than {_DEEPEST} levels deep")


def _once(pairs: Sequence[tuple[str, Any]]) -> None:
    """Refuse a name that an object has twice; nothing of the document is kept."""
    if len({name for name, _ in pairs}) == len(pairs):
        return
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise ValueError(f"says '{name[:80]}' twice in one place, so programs read it in two ways")
        seen.add(name)


def _no_number(word: str) -> None:
    raise ValueError(f"holds {word}, which is no number of JSON")


def _short(digits: str) -> None:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"holds a number of {len(digits):,} digits")
