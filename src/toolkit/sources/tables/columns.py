"""Columns of a table: ``name`` is the same in every language, ``name[fr]`` is in one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.sources.schema.messages import near_miss
from toolkit.sources.tables.grid import column_letter

ID, FOCUS, CAPTION, OFFICIAL, SOURCE = "id", "focus", "caption", "official", "source"
ABOUT = frozenset({ID, FOCUS, OFFICIAL, SOURCE})
"""Columns that are not words to print, and therefore the same in every language."""
# What only the toolkit may say: where a symbol leads, and what is official.
_KEPT = frozenset({"qr", "address", "notice", "unofficial", "language"})
_HEADING = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\[(?P<tag>[^\[\]]+)\])?")

ColumnFault = tuple[str, str, str]
"""The heading, what is wrong, and the remedy."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and the tag of its language, empty if it is for all; `index` counts from 0."""

    name: str
    tag: str
    index: int

    @property
    def heading(self) -> str:
        """What stands at the top of the column."""
        return f"{self.name}[{self.tag}]" if self.tag else self.name


def columns_of(headings: Sequence[str], tags: Sequence[str], faults: list[ColumnFault]) -> tuple[Column, ...]:
    """Return the columns that can be used; tell in `faults` what is wrong with each of the others."""
    found: list[Column] = []
    for index, heading in enumerate(headings):
        column, fault = _column(heading.strip(), index, tags)
        if column is not None and any(other.heading == column.heading for other in found):
            fault = "stands twice", "rename or take out one of them"
        if fault is not None:
            faults.append((heading.strip() or column_letter(index), *fault))
        elif column is not None:
            found.append(column)
    faults.extend(_gaps(found, headings, tags))
    return tuple(found)


def _column(heading: str, index: int, tags: Sequence[str]) -> tuple[Column | None, tuple[str, str] | None]:
    match = _HEADING.fullmatch(heading)
    if match is None:
        return None, _bad_heading(heading)
    name, tag = match["name"], match["tag"] or ""
    if name in _KEPT:
        return None, ("is a word that only the toolkit sets", "rename the column")
    if name in ABOUT and tag:
        return None, ("is the same in every language", f"name the column '{name}'")
    if tag and tag not in tags:
        near = near_miss(tag, tags)
        hint = f"did you mean '{name}[{near}]'?" if near else f"languages are {', '.join(tags)}"
        return None, (f"'{tag}' is not a language of the campaign", hint)
    return Column(name, tag, index), None


def _bad_heading(heading: str) -> tuple[str, str]:
    if not heading:
        return "the column has no name", "name it in the first row, or empty it"
    plain = re.sub(r"[^a-z0-9]+", "_", heading.partition("[")[0].strip().lower()).strip("_")
    better = plain if plain[:1].isalpha() else "title"
    return "is not a name for a column", f"use small letters, digits and _: '{better}' or '{better}[fr]'"


def _gaps(found: Sequence[Column], headings: Sequence[str], tags: Sequence[str]) -> Iterator[ColumnFault]:
    """Yield what is missing: the id, languages of a column, what says where official words come from."""
    names = dict.fromkeys(column.name for column in found)
    if ID not in names:
        near = near_miss(ID, headings)
        yield ID, "the column is missing", f"rename '{near}'" if near else "give every row a name of its own"
    for name in names:
        own = {column.tag for column in found if column.name == name}
        if "" in own and len(own) > 1:
            yield name, "stands both with and without languages", "keep one of the two ways"
        for tag in tags if own and "" not in own else ():
            # A misspelled language is said once, where it stands.
            if tag not in own and not _is_misspelled(name, tag, headings, tags):
                has = next(iter(column.tag for column in found if column.name == name))
                yield f"{name}[{tag}]", f"the column is missing ('{has}' has one)", "add it and translate it"
    if OFFICIAL in names and SOURCE not in names:
        yield SOURCE, "the column is missing", "say where the official words were read"


def _is_misspelled(name: str, tag: str, headings: Sequence[str], tags: Sequence[str]) -> bool:
    written = [match for heading in headings if (match := _HEADING.fullmatch(heading.strip()))]
    strange = [
        match["tag"] for match in written if match["name"] == name and match["tag"] not in {None, *tags}
    ]
    return any(near_miss(other, tags) == tag for other in strange)
