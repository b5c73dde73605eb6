"""Plurals: words that change with a number, one form per plural category of the language (CLDR)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Self

from pydantic import model_validator

from toolkit.languages import Language
from toolkit.numerals import number, plural_form
from toolkit.sources.schema.models import Record, Words

_MOST = 365
_NUMBER = "{number}"
_FIELD = re.compile(r"\{(?!number\})[^{}]*\}?|(?<!\{number)\}")


class Plural(Record):
    """The forms of one wording; ``{number}`` stands for the number, which a form may also leave out."""

    zero: str = ""
    one: str = ""
    two: str = ""
    few: str = ""
    many: str = ""
    other: Words

    @model_validator(mode="after")
    def _no_other_field(self) -> Self:
        for form in self.forms.values():
            if found := _FIELD.search(form):
                raise ValueError(f"'{found[0]}' is not a field; write {_NUMBER} for the number")
        return self

    @property
    def forms(self) -> dict[str, str]:
        """The forms that were written, by category."""
        return {name: form for name in type(self).model_fields if (form := getattr(self, name))}

    def of(self, value: int, language: Language) -> str:
        """Return the words for a number, with the number in the digits of the language."""
        return plural_form(value, self.forms, language).replace(_NUMBER, number(value, language))

    def gaps(self, language: Language) -> Iterator[str]:
        """Yield the categories that counts up to a year need in the language and that were not written."""
        forms = self.forms
        return (name for name in counts_of(language) if name not in forms)


@lru_cache(maxsize=512)
def counts_of(language: Language) -> Mapping[str, tuple[int, ...]]:
    """Return the categories that counts up to a year need in a language, each with its numbers.

    A form for nothing is not among them: on the day itself other words take its place.
    """
    form = language.locale.plural_form
    found: dict[str, list[int]] = {name: [] for name in Plural.model_fields}
    for value in range(1, _MOST + 1):
        found[form(value)].append(value)
    return {name: tuple(values) for name, values in found.items() if values or name == "other"}
