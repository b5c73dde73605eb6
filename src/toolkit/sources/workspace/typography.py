"""Typography: which words of a language stay together at the end of a line (``assets/typography.toml``)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import Annotated

from pydantic import Field

from toolkit.errors import Place, Problem
from toolkit.languages import Language, UnknownLanguageError
from toolkit.sources.schema.messages import TomlTable
from toolkit.sources.schema.models import Record, Words, record_of
from toolkit.sources.workspace.overlay import Overlay, read_tables

TYPOGRAPHY_FILE = "typography.toml"
_LIMITS = ("overhang", "hyphen_before", "hyphen_after")
ANY = "any"
"""The table that holds for every language."""


class LanguageTypography(Record):
    """What is special about the words of one language; the file says what each list is for."""

    one_letter_words_lean: bool = False
    words_have_endings: bool = False
    ordinals_have_stops: bool = False
    overhang: Annotated[float, Field(ge=0, le=2)] = 0.0
    hyphen_before: Annotated[int, Field(ge=1)] = 3
    hyphen_after: Annotated[int, Field(ge=1)] = 3
    titles: tuple[Words, ...] = ()
    units: tuple[Words, ...] = ()
    before_numbers: tuple[Words, ...] = ()
    short_scales: tuple[Words, ...] = ()
    abbreviations: tuple[Words, ...] = ()
    leaning: tuple[Words, ...] = ()
    trailing: tuple[Words, ...] = ()
    trailing_words: tuple[Words, ...] = ()
    particles: tuple[Words, ...] = ()
    whole: tuple[Words, ...] = ()
    compounds: tuple[Words, ...] = ()

    def with_more(self, other: "LanguageTypography") -> "LanguageTypography":
        """Return the lists of both, each word once."""
        lists = {
            name: tuple(dict.fromkeys((*mine, *theirs)))
            for name, mine in self
            if isinstance(mine, tuple) and (theirs := getattr(other, name)) is not mine
        }
        limits = {name: getattr(other, name) for name in _LIMITS if name in other.model_fields_set}
        switches = {name: mine or getattr(other, name) for name, mine in self if isinstance(mine, bool)}
        return self.model_copy(update=lists | switches | limits)


@dataclass(frozen=True, slots=True)
class Typography:
    """The tables of all languages, by tag; what they make together is kept for each language."""

    tables: Mapping[str, LanguageTypography] = field(default_factory=dict)
    _joined: dict[str, LanguageTypography] = field(default_factory=dict, compare=False, repr=False)

    def of(self, language: Language) -> LanguageTypography:
        """Return what holds for a language: for any, for the language, for its script or region."""
        if language.tag not in self._joined:
            self._joined[language.tag] = self._join(language)
        return self._joined[language.tag]

    def _join(self, language: Language) -> LanguageTypography:
        parts = language.tag.split("-")
        tags = (ANY, *("-".join(parts[: length + 1]) for length in range(len(parts))))
        found = (self.tables[tag] for tag in tags if tag in self.tables)
        return reduce(LanguageTypography.with_more, found, LanguageTypography())


def load_typography(assets: Overlay, problems: list[Problem]) -> Typography:
    """Read the tables of every layer; the lists of a workspace add to the bundled ones."""
    tables: dict[str, LanguageTypography] = {}
    for layer in reversed(read_tables(assets, TYPOGRAPHY_FILE, problems) or ()):
        for tag, table in _tables_in(layer, problems):
            tables[tag] = tables.get(tag, LanguageTypography()).with_more(table)
    return Typography(tables)


@lru_cache(maxsize=1)
def _bundled() -> Typography:
    return load_typography(Overlay.of(None, "assets"), [])


@lru_cache(maxsize=512)
def bundled_typography(language: Language) -> LanguageTypography:
    """Return what the bundled file says of a language."""
    return _bundled().of(language)


def _tables_in(layer: TomlTable, problems: list[Problem]) -> Iterator[tuple[str, LanguageTypography]]:
    file = f"assets/{TYPOGRAPHY_FILE}"
    for tag, table in layer.items():
        if tag != ANY and not _is_language(tag):
            message = f"'{tag}' is not a language that CLDR knows"
            hint = f"write the tag of a language, such as sw or pt-BR, or '{ANY}' for all"
            problems.append(Problem(trail=(Place(file=file, at=tag),), message=message, hint=hint))
            continue
        found = record_of(LanguageTypography, table, file, problems, tag)
        if found is not None:
            yield tag, found


def _is_language(tag: str) -> bool:
    try:
        Language(tag)
    except UnknownLanguageError:
        return False
    return True
