"""Date forms of every language: those of its file of fixed words, and CLDR's for all that it leaves out."""

from dataclasses import dataclass
from functools import lru_cache

from toolkit.cldr.locale_tables import SpanParts, table_of
from toolkit.languages import Language, UnknownLanguageError, script_of
from toolkit.sources.workspace.date_forms import OwnDates, SpanForm
from toolkit.sources.workspace.strings import bundled_dates


@dataclass(frozen=True, slots=True, kw_only=True)
class DateForms:
    """How a language writes a day, spans of days, and hours: `times` without their zone, `hours` with it."""

    day: str
    same_month: SpanForm
    same_year: SpanForm
    years: SpanForm
    times: str
    hours: str
    clock: str = "HH:mm"


@lru_cache(maxsize=512)
def forms_of(language: Language, own: OwnDates | None = None) -> DateForms:
    """Return how a language writes days, spans and hours.

    `own` are the forms of its file of fixed words; by default those of the bundled file. CLDR has the rest.
    """
    plain = _cldr_forms(language)
    found = own or _bundled(language)
    # A month without a name cannot be written by name: the file that asks for it is told.
    if found is None or (found.names_months and not table_of(language).months):
        return plain
    return DateForms(
        day=found.day or plain.day,
        same_month=found.same_month or plain.same_month,
        same_year=found.same_year or plain.same_year,
        years=found.years or plain.years,
        times=found.times or plain.times,
        hours=found.hours or plain.hours,
        clock=found.clock or plain.clock,
    )


def _bundled(language: Language) -> OwnDates | None:
    """Return the forms of a bundled language; ``zh-Hans`` is written like ``zh``."""
    tag, _, script = language.tag.partition("-")
    plain = tag if script and script == _usual_script(tag) else language.tag
    return bundled_dates(plain)


def _usual_script(tag: str) -> str:
    try:
        return script_of(tag)
    except UnknownLanguageError:
        return ""


def _cldr_forms(language: Language) -> DateForms:
    table = table_of(language)
    return DateForms(
        day=table.day,
        same_month=_span(table.same_month),
        same_year=_span(table.same_year),
        years=_span(table.years),
        times=f"{{start}}{table.hours_between}{{end}}",
        hours="{times} {zone}",
        clock=table.clock,
    )


def _span(parts: SpanParts) -> SpanForm:
    first, between, last = parts
    return SpanForm(first=first, between=between, last=last)
