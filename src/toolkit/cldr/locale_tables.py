"""The tables of one language, read from `locales.json`.

The data is that of the Unicode Common Locale Data Repository (Unicode License v3, `LICENSE` in this folder).
It is read here and nowhere changed, so what a process wrote before makes no difference.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from toolkit.languages import Language

_FILE = Path(__file__).with_name("locales.json")
_ROOT = "und"

Patterns = Mapping[str, Mapping[str, str]]
"""Patterns of large numbers: by power of ten, then by plural category; zeros stand for the digits shown."""
SpanParts = tuple[str, str, str]
"""The pattern of the first part, the words between, the pattern of the last part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleTable:
    """Signs, patterns and names of a language (UTS #35 parts 3 and 4)."""

    digits: str
    """The ten digits that the language uses by default."""
    decimal: str
    group: str
    groups: tuple[int, int]
    """Digits in the last group, and in those before it."""
    minimum_grouping: int
    """Digits that must stand before the first separator: with 2, ``2600`` has none."""
    percent: str
    """A percentage, with 0 for the number."""
    percent_sign: str
    minus: str
    long: Patterns
    """With words ("0 Milliarden"); empty if CLDR has none."""
    short: Patterns
    """Abbreviated ("0 Mrd."); empty if CLDR has none."""
    months: tuple[str, ...]
    """As they stand beside a day; empty if CLDR has none."""
    months_alone: tuple[str, ...]
    day: str
    day_and_month: str
    same_month: SpanParts
    same_year: SpanParts
    years: SpanParts
    clock: str
    hours_between: str


def table_of(language: Language) -> LocaleTable:
    """Return the tables of a language; what CLDR does not have is that of the language it inherits from."""
    return _table(str(language.locale).replace("_", "-"))


def tables_in_other_scripts(language: Language) -> tuple[LocaleTable, ...]:
    """Return the tables of the same language in other scripts: of ``sr-Latn`` for ``sr``."""
    own = str(language.locale).replace("_", "-")
    base = own.partition("-")[0]
    scripts = (tag for tag in _locales() if re.fullmatch(f"{base}-[A-Z][a-z]{{3}}", tag))
    return tuple(_table(tag) for tag in (base, *scripts) if tag != own)


@lru_cache(maxsize=512)
def _table(tag: str) -> LocaleTable:
    found: dict[str, Any] = {"months_alone": ()}
    for fields_of_locale in reversed(_chain(tag)):
        found |= fields_of_locale
    return LocaleTable(**{field.name: _frozen(found[field.name]) for field in fields(LocaleTable)})


def _chain(tag: str) -> list[Mapping[str, Any]]:
    """Return what a locale and all above it say, the root last."""
    locales = _locales()
    found = []
    while tag != _ROOT:
        own = locales.get(tag, {})
        found.append(own)
        tag = own.get("parent") or tag.rpartition("-")[0] or _ROOT
    return [*found, locales[_ROOT]]


@cache
def _locales() -> Mapping[str, Mapping[str, Any]]:
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    data.pop("version")
    return data


def _frozen(value: Any) -> Any:  # noqa: ANN401 - what JSON gives
    return tuple(value) if isinstance(value, list) else value
