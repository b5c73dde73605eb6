"""Strings: the fixed words that the toolkit itself prints, one file per language in ``assets/strings``."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from pydantic import field_validator

from toolkit.cldr.locale_tables import table_of
from toolkit.errors import Place, Problem, Severity
from toolkit.languages import Language
from toolkit.sources.schema.messages import TomlTable
from toolkit.sources.schema.models import Name, Record, Tag, Words, record_of
from toolkit.sources.workspace.date_forms import OwnDates
from toolkit.sources.workspace.overlay import Overlay, merged_table, read_merged, read_tables
from toolkit.sources.workspace.plurals import Plural

# Asked for by older toolkits, and printed by none.
_RETIRED: Final = ("read_more", "source_label", "date_label", "time_label")
_FILE: Final = re.compile(r"assets/strings/(?P<tag>[^/]+)\.toml")
# Where names stood in [kit] before they had tables of their own.
_MOVED: Final = {"design_": "designs", "platform_": "platforms"}
_KEPT: Final = "design_other"  # what a design without a name is called


class Strings(Record):
    """What ``assets/strings/<language>.toml`` holds."""

    language: Tag
    same_as: Tag | None = None
    """The language whose words these are on purpose: languages that write alike."""
    unofficial_translation: Words
    """Printed on a quote card whose wording is not the speaker's nor an official translation."""
    unofficial_text: Words
    """Marks any other wording that no issuing body has confirmed."""
    not_an_official_product: Words
    join_us: Words
    scan_me: Words
    """Stands beside a QR symbol."""
    taking_part: Words
    """What a partner says on its card."""
    register_label: Words
    """Stands beside the QR symbol of an event card."""
    today: Words
    """Takes the place of the countdown on the day itself."""
    position: Words = "{place} / {count}"
    """Which card of how many; a language whose readers could take that for "3 of 2" uses a word."""
    days_label: Plural
    """Stands below a large number of days: "days to go"."""
    days_text: Plural
    """The same with its number: "10 days to go"."""
    keep_together: tuple[Words, ...] = ()
    """Names and terms of the language that no line break may cut, in any campaign."""
    dates: OwnDates | None = None
    """How days and hours are written, where CLDR has other forms."""
    designs: Mapping[Name, Words] = {}
    """What designs are called, by the names of their folders, and ``qr``, the code on its own."""
    platforms: Mapping[Name, Words] = {}
    """What platforms are called that have no proper name, or another one in this language."""
    kit: Mapping[str, Words] = {}
    """Words of a kit's README and index page; every language has the same keys."""

    @field_validator("position")
    @classmethod
    def _has_both_numbers(cls, words: str) -> str:
        if "{place}" not in words or "{count}" not in words:
            raise ValueError("must hold {place} and {count}")
        return words


def load_strings(assets: Overlay, problems: list[Problem]) -> tuple[Strings, ...]:
    """Read the fixed words of every language, in the order of the tags; report mistakes and gaps.

    A workspace's file adds its words to those of the bundled file of its language, or replaces them.
    """
    found: list[Strings] = []
    for file, path in assets.files("strings/*.toml").items():
        layers = read_tables(assets, file, problems) or ()
        tables = tuple(_without_retired(table, file, problems) for table in layers)
        strings = record_of(Strings, merged_table(tables), assets.shown(file), problems) if tables else None
        if strings is None:
            continue
        if strings.language.tag != path.stem:
            message = f"says '{strings.language}', but the file is named {path.name}"
            problems.append(_problem(path.stem, "language", message, "make the two agree"))
        found.append(strings)
    problems.extend(_gaps(found))
    problems.extend(problem for strings in found for problem in _date_problems(strings))
    problems.extend(problem for strings in found for problem in _plural_gaps(strings))
    return tuple(found)


def _without_retired(table: TomlTable, file: str, problems: list[Problem]) -> TomlTable:
    """Return a table without the keys of older toolkits, and warn of them: a workspace may be years old."""
    kit = table.get("kit")
    old = [key for key in _RETIRED if key in table]
    moved = [key for key in kit if _new_place(key)] if isinstance(kit, dict) else []
    if not old and not moved:
        return table
    current = {key: value for key, value in table.items() if key not in _RETIRED}
    if isinstance(kit, dict):
        current["kit"] = {key: words for key, words in kit.items() if key not in moved}
        for key in moved:
            name, own = _new_place(key) or ("", "")
            current[name] = {own: kit[key], **current.get(name, {})}
    problems.append(
        Problem(
            trail=(Place(file=f"assets/{file}"),),
            message=f"has {len(old) + len(moved)} keys of an older toolkit, such as '{[*old, *moved][0]}'",
            hint=f"take out {', '.join(_RETIRED)}; move names from [kit] to [designs] and [platforms]",
            severity=Severity.WARNING,
        )
    )
    return current


def _new_place(key: str) -> tuple[str, str] | tuple[()]:
    """Return the table and key that a name of older toolkits has now; nothing for a key that stays."""
    for prefix, table in _MOVED.items():
        if key.startswith(prefix) and key != _KEPT:
            return table, key.removeprefix(prefix).replace("_", "-")
    return ()


@lru_cache(maxsize=512)
def bundled_strings(tag: str) -> Strings | None:
    """Return the fixed words of a bundled file, if there is one."""
    assets, file = Overlay.of(None, "assets"), f"strings/{tag}.toml"
    return read_merged(Strings, assets, file, []) if assets.layers(file) else None


def bundled_dates(tag: str) -> OwnDates | None:
    """Return the forms of dates of a bundled file of fixed words, if there is one that has them."""
    strings = bundled_strings(tag)
    return strings.dates if strings else None


def strings_place(language: Language | str, at: str = "") -> Place:
    """Return the place of a key in a file of fixed words, for the trail of a problem."""
    return Place(file=f"assets/strings/{language}.toml", at=at)


def tag_of_strings(place: Place) -> str:
    """Return the language of a file of fixed words; empty for the place of another file."""
    found = _FILE.fullmatch(place.file)
    return found["tag"] if found else ""


def _gaps(found: list[Strings]) -> list[Problem]:
    """Every key of ``[kit]`` that one language has, every language must have."""
    owner = {key: strings.language for strings in reversed(found) for key in strings.kit}
    return [
        _problem(
            strings.language.tag, f"kit.{key}", f"is missing (the '{has}' file has it)", f"add {key} = …"
        )
        for strings in found
        for key, has in owner.items()
        if key not in strings.kit
    ]


def _date_problems(strings: Strings) -> Iterator[Problem]:
    """Months can be written by name only where CLDR has their names."""
    if strings.dates and strings.dates.names_months and not table_of(strings.language).months:
        message = f"CLDR has no names of months in '{strings.language}'"
        yield _problem(strings.language.tag, "dates", message, "write M, the number of the month")


def _plural_gaps(strings: Strings) -> list[Problem]:
    """Every form that the language needs has to be there: Russian has days in three forms, Arabic in five."""
    return [
        _problem(strings.language.tag, f"{key}.{name}", "is missing", f'add {name} = "…"')
        for key, plural in (("days_label", strings.days_label), ("days_text", strings.days_text))
        for name in plural.gaps(strings.language)
    ]


def _problem(tag: str, at: str, message: str, hint: str) -> Problem:
    return Problem(trail=(strings_place(tag, at),), message=message, hint=hint)
