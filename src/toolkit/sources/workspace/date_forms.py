"""Date forms: how a language writes days, spans of days and hours where it does not do as CLDR says."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from toolkit.sources.schema.models import Record

_QUOTED = re.compile("'[^']*'")
_FIELD = re.compile(r"([A-Za-z])\1*")
_DAY_FIELDS = frozenset({"d", "dd", "M", "MM", "MMMM", "LLLL", "y"})
_CLOCK_FIELDS = frozenset({"H", "HH", "m", "mm"})
_BLANK = re.compile(r"\{[^{}]*\}?|\}")


def _of_fields(pattern: str, known: frozenset[str]) -> str:
    rest = _QUOTED.sub("", pattern)
    fields = (found[0] for found in _FIELD.finditer(rest))
    strange = next((field for field in fields if field not in known), "'" if "'" in rest else "")
    if strange:
        hint = f"use {', '.join(sorted(known))}, and put words in 'single quotes'"
        raise PydanticCustomError("pattern", '"{field}" is no field', {"field": strange, "hint": hint})
    return pattern


def _with_blanks(text: str, *blanks: str) -> str:
    if text and sorted(_BLANK.findall(text)) != sorted(blanks):
        context = {"blanks": " and ".join(blanks), "hint": f"for example {' '.join(blanks)}"}
        raise PydanticCustomError("blanks", "must hold {blanks} and no others", context)
    return text


DayPattern = Annotated[str, AfterValidator(lambda text: _of_fields(text, _DAY_FIELDS))]
"""A day as CLDR writes patterns (UTS #35 part 4, 8): ``d`` day, ``M`` month, ``MMMM`` by name, ``y`` year."""

ClockPattern = Annotated[str, AfterValidator(lambda text: _of_fields(text, _CLOCK_FIELDS))]
"""An hour of the day: ``H`` and ``m``, or ``HH`` and ``mm`` with two digits."""


class SpanForm(Record):
    """A span: words before it, the pattern of its first part, words between, the pattern of its last part."""

    before: str = ""
    first: DayPattern
    between: str
    last: DayPattern


class OwnDates(Record):
    """The ``[dates]`` table of a language. What is left out is as CLDR has it.

    `same_month`, `same_year` and `years` are spans by what their days have in common; `times` are two hours,
    `hours` are times with the name of their zone.
    """

    day: DayPattern = ""
    same_month: SpanForm | None = None
    same_year: SpanForm | None = None
    years: SpanForm | None = None
    clock: ClockPattern = ""
    times: Annotated[str, AfterValidator(lambda text: _with_blanks(text, "{start}", "{end}"))] = ""
    hours: Annotated[str, AfterValidator(lambda text: _with_blanks(text, "{times}", "{zone}"))] = ""

    @property
    def names_months(self) -> bool:
        """Whether months are written by name."""
        spans = (span for span in (self.same_month, self.same_year, self.years) if span)
        patterns = (self.day, *(pattern for span in spans for pattern in (span.first, span.last)))
        return any("MMMM" in pattern or "LLLL" in pattern for pattern in patterns)
