"""Date forms of every language: those that institutions use, as data, and CLDR's for all others.

Patterns are those of CLDR (UTS #35 part 4, 8): ``d`` day, ``M`` month as a number, ``MMMM`` month by name in
the case it takes beside a day, ``y`` year; words stand in single quotes. A language without an entry gets
CLDR's own forms.
"""

from dataclasses import dataclass
from functools import lru_cache

from toolkit.cldr.tables import Span, table_of
from toolkit.languages import Language, UnknownLanguageError, script_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanForm:
    """A span: the pattern of its first part, the words between, the pattern of its last part."""

    first: str
    between: str
    last: str
    before: str = ""


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


def _spaced(day: str, month: str, dash: str) -> DateForms:
    """Return the forms of a language that writes day, month, year with a dash in between."""
    return DateForms(
        day=day,
        same_month=SpanForm(first="d", between=dash, last=day),
        same_year=SpanForm(first=month, between=" – ", last=day),
        years=SpanForm(first=day, between=" – ", last=day),
        times=f"{{start}}{dash}{{end}}",
        hours="{times} {zone}",
    )


_FRENCH = _spaced("d MMMM y", "d MMMM", "–")

DATE_FORMS = {
    # "7 to 10 September" in words: a dash between numbers is a bidi trap (UAX #9, rules W4 and N1).
    "ar": DateForms(
        day="d MMMM y",
        same_month=SpanForm(before="من ", first="d", between=" إلى ", last="d MMMM y"),
        same_year=SpanForm(before="من ", first="d MMMM", between=" إلى ", last="d MMMM y"),
        years=SpanForm(before="من ", first="d MMMM y", between=" إلى ", last="d MMMM y"),
        times="من {start} إلى {end}",
        hours="{times} ({zone})",
    ),
    # The dash of CLDR's en-GB; the months in full, as in ITU and UN letters.
    "en": _spaced("d MMMM y", "d MMMM", "–"),
    # Spanish joins numbers with a hyphen (Ortografía de la lengua española, 2010).
    "es": _spaced("d 'de' MMMM 'de' y", "d 'de' MMMM", "-"),
    "fr": DateForms(
        day=_FRENCH.day,
        same_month=_FRENCH.same_month,
        same_year=_FRENCH.same_year,
        years=_FRENCH.years,
        times="{start} – {end}",
        hours="{times} {zone}",
        clock="H'\u00a0h\u00a0'mm",
    ),
    # ITU circulars spell out "года" (CL-20/025: "16 июня 2020 года"); CLDR abbreviates it.
    "ru": _spaced("d MMMM y 'года'", "d MMMM", "–"),
    # Official papers write "ngày … tháng … năm …"; CLDR has "17 tháng 5, 2021".
    "vi": DateForms(
        day="'ngày' d 'tháng' M 'năm' y",
        same_month=SpanForm(
            before="từ ", first="'ngày' d", between=" đến ", last="'ngày' d 'tháng' M 'năm' y"
        ),
        same_year=SpanForm(
            before="từ ", first="'ngày' d 'tháng' M", between=" đến ", last="'ngày' d 'tháng' M 'năm' y"
        ),
        years=SpanForm(
            before="từ ",
            first="'ngày' d 'tháng' M 'năm' y",
            between=" đến ",
            last="'ngày' d 'tháng' M 'năm' y",
        ),
        times="{start}–{end}",
        hours="{times} {zone}",
    ),
    # ITU's Chinese media advisory MA04-2020: "2020年9月7至10日".
    "zh": DateForms(
        day="y年M月d日",
        same_month=SpanForm(first="y年M月d", between="至", last="d日"),
        same_year=SpanForm(first="y年M月d日", between="至", last="M月d日"),
        years=SpanForm(first="y年M月d日", between="至", last="y年M月d日"),
        times="{start}至{end}",
        hours="{times}（{zone}）",
    ),
}
"""By language tag; a tag with another script or with a region falls back to CLDR, or has its own entry."""


@lru_cache(maxsize=512)
def forms_of(language: Language) -> DateForms:
    """Return how a language writes days, spans and hours; ``zh-Hans`` is written like ``zh``."""
    tag, _, script = language.tag.partition("-")
    plain = tag if script and script == _usual_script(tag) else language.tag
    return DATE_FORMS.get(plain) or _cldr_forms(language)


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


def _span(parts: Span) -> SpanForm:
    first, between, last = parts
    return SpanForm(first=first, between=between, last=last)
