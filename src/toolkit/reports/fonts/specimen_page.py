"""Specimen pages: every script with the languages it serves, for review by people who read them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from toolkit.cldr.date_patterns import written
from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.numerals import number, percent
from toolkit.page_templates import Markup
from toolkit.reports.report_pages import drawing
from toolkit.typeset.fonts.coverage import official_languages
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.layout.text_layout import TextLayout, path_svg
from toolkit.typeset.layout.typeset import typeset
from toolkit.typeset.style import TextStyle
from toolkit.units import Size

PAGE = Size(210.0, 297.0)
"""A4, in mm; one SVG unit of a page is one millimetre."""

_MARGIN = 14.0
_TOP = 30.0
_ROW = 31.0
_ROWS = int((PAGE.height - _TOP - _MARGIN) // _ROW)
_LABEL = 38.0
_TEXT = PAGE.width - 2 * _MARGIN - _LABEL
_DAY = dt.date(2021, 5, 17)
_AMOUNT, _SHARE = Decimal("2600000.5"), 37
_INK, _MUTED = "#111111", "#666666"
_SHORT_NAMES = 9
_MOST_GROWTH = 4.0
_ENGLISH = Language("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecimenPage:
    """One page: its script (ISO 15924), its number within the script, its languages, and the drawing."""

    script: str
    number: int
    languages: tuple[Language, ...]
    svg: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    x: float
    y: float
    width: float
    height: float
    largest: float = 4.0
    lines: int = 1
    bold: bool = False
    fill: str = _INK


@dataclass(frozen=True, slots=True)
class _Block:
    layout: TextLayout
    x: float
    y: float
    fill: str


def specimen_scripts() -> tuple[str, ...]:
    """Return the scripts in official use, sorted."""
    return tuple(sorted({language.script for language in official_languages()}))


def specimen_pages(
    script: str,
    fonts: FontLibrary,
    *,
    languages: Sequence[Language] = (),
    samples: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Iterator[SpecimenPage]:
    """Yield the pages of a script: each language's name, a date, numbers, short names, CLDR's longest name.

    `languages` shows those of them that are written in the script, whether official or not. `samples` are
    texts by language tag that take the place of those names.
    """
    wanted = [language for language in languages or official_languages() if language.script == script]
    for page, start in enumerate(range(0, len(wanted), _ROWS), start=1):
        yield _page(script, page, wanted[start : start + _ROWS], fonts, samples)


def _page(
    script: str,
    page: int,
    languages: Sequence[Language],
    fonts: FontLibrary,
    samples: Mapping[str, Sequence[str]],
) -> SpecimenPage:
    title = f"{_ENGLISH.locale.scripts.get(script, script)} ({script}), page {page}"
    heading = _Frame(_MARGIN, _MARGIN, PAGE.width - 2 * _MARGIN, 9.0, largest=6.0, bold=True)
    blocks = [_set(title, _ENGLISH, fonts, heading)]
    # Few languages: larger letters and more names, so that a page is always worth reading.
    growth = min((PAGE.height - _TOP - _MARGIN) / len(languages) / _ROW, _MOST_GROWTH)
    for row, language in enumerate(languages):
        sample = "\n\n".join(samples.get(language.tag, ()))
        blocks += _row(language, fonts, sample, _TOP + row * _ROW * growth, growth)
    missing = tuple(dict.fromkeys(char for block in blocks for char in block.layout.missing))
    return SpecimenPage(
        script=script,
        number=page,
        languages=tuple(languages),
        svg=_document(title, blocks),
        missing=missing,
    )


def _document(title: str, blocks: Sequence[_Block]) -> str:
    # Outlines that were made here, and escape their words themselves.
    body = Markup("".join(path_svg(block.layout, block.x, block.y, block.fill) for block in blocks))
    return drawing("specimen", title=title, body=body, width=f"{PAGE.width:g}", height=f"{PAGE.height:g}")


def _row(language: Language, fonts: FontLibrary, sample: str, y: float, growth: float) -> Iterator[_Block]:
    label = f"{language.english_name}\n{language.tag}"
    yield _set(label, _ENGLISH, fonts, _Frame(_MARGIN, y, _LABEL - 4, 9.0, fill=_MUTED, lines=3))
    x, largest = _MARGIN + _LABEL, 4.0 * growth**0.5
    heading = f"{language.name} — {_date(language)} — {_numbers(language)}"
    short, longest = _names(language, round(_SHORT_NAMES * growth))
    lines = round(2 * growth**0.5)
    yield _set(heading, language, fonts, _Frame(x, y, _TEXT, 8.0 * growth, largest * 1.4, lines, bold=True))
    if sample:
        at = _Frame(x, y + 9.5 * growth, _TEXT, 18.0 * growth, largest, 3 * lines)
        yield _set(sample, language, fonts, at)
        return
    yield _set(short, language, fonts, _Frame(x, y + 9.5 * growth, _TEXT, 9.5 * growth, largest, 2 * lines))
    at = _Frame(x, y + 20.5 * growth, _TEXT, 7.0 * growth, largest, lines, fill=_MUTED)
    yield _set(longest, language, fonts, at)


def _date(language: Language) -> str:
    return written(_DAY, table_of(language).day, language)


def _numbers(language: Language) -> str:
    return f"{number(_AMOUNT, language)} · {percent(_SHARE, language)}"


def _names(language: Language, count: int) -> tuple[str, str]:
    """Return some short names of territories, and the longest name of a territory or language."""
    locale = language.locale
    territories = sorted(set(locale.territories.values()), key=lambda name: (len(name), name))
    everything = {*territories, *locale.languages.values()}
    step = max(1, len(territories) // (2 * count))
    longest = max(everything, key=lambda name: (len(name), name), default=language.name)
    return " · ".join(territories[::step][:count]), longest


def _set(text: str, language: Language, fonts: FontLibrary, at: _Frame) -> _Block:
    style = TextStyle(
        weight=700 if at.bold else 400, max_size=at.largest, min_size=1.0, max_lines=at.lines, leading=1.25
    )
    layout = typeset(text, language=language, style=style, frame=Size(at.width, at.height), fonts=fonts)
    return _Block(layout, at.x, at.y, at.fill)
