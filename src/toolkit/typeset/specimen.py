"""Specimen pages: every script with the languages it serves, for review by people who read them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from babel.dates import format_date

from toolkit.languages import Language
from toolkit.numerals import native_digits
from toolkit.typeset.coverage import official_languages
from toolkit.typeset.library import FontLibrary
from toolkit.typeset.setting import typeset
from toolkit.typeset.style import TextStyle
from toolkit.typeset.textlayout import TextLayout, path_svg
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
_INK, _MUTED = "#111111", "#666666"
_SHORT_NAMES = 9
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
class _Block:
    layout: TextLayout
    x: float
    y: float
    fill: str


def specimen_scripts() -> tuple[str, ...]:
    """Return the scripts in official use, sorted."""
    return tuple(sorted({language.script for language in official_languages()}))


def specimen_pages(script: str, fonts: FontLibrary) -> Iterator[SpecimenPage]:
    """Yield the pages of a script: each language's name, a date, short names and the longest name of CLDR."""
    languages = [language for language in official_languages() if language.script == script]
    for number, start in enumerate(range(0, len(languages), _ROWS), start=1):
        yield _page(script, number, languages[start : start + _ROWS], fonts)


def _page(script: str, number: int, languages: Sequence[Language], fonts: FontLibrary) -> SpecimenPage:
    title = f"{_ENGLISH.locale.scripts.get(script, script)} ({script}), page {number}"
    blocks = [
        _set(title, _ENGLISH, fonts, (_MARGIN, _MARGIN), Size(PAGE.width - 2 * _MARGIN, 9.0), bold=True)
    ]
    for row, language in enumerate(languages):
        blocks += _row(language, fonts, _TOP + row * _ROW)
    missing = tuple(dict.fromkeys(char for block in blocks for char in block.layout.missing))
    body = "".join(path_svg(block.layout, block.x, block.y, block.fill) for block in blocks)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAGE.width:g}mm" height="{PAGE.height:g}mm" '
        f'viewBox="0 0 {PAGE.width:g} {PAGE.height:g}"><title>{escape(title)}</title>'
        f'<rect width="{PAGE.width:g}" height="{PAGE.height:g}" fill="#ffffff"/>{body}</svg>'
    )
    return SpecimenPage(script=script, number=number, languages=tuple(languages), svg=svg, missing=missing)


def _row(language: Language, fonts: FontLibrary, y: float) -> Iterator[_Block]:
    label = f"{language.english_name}\n{language.tag}"
    yield _set(label, _ENGLISH, fonts, (_MARGIN, y), Size(_LABEL - 4, 9.0), fill=_MUTED, lines=3)
    x = _MARGIN + _LABEL
    heading = f"{language.name} — {_date(language)}"
    short, longest = _names(language)
    yield _set(heading, language, fonts, (x, y), Size(_TEXT, 8.0), bold=True)
    yield _set(short, language, fonts, (x, y + 9.5), Size(_TEXT, 9.5), lines=2)
    yield _set(longest, language, fonts, (x, y + 20.5), Size(_TEXT, 7.0), fill=_MUTED)


def _date(language: Language) -> str:
    return native_digits(format_date(_DAY, "full", locale=language.locale), language)


def _names(language: Language) -> tuple[str, str]:
    """Return some short names of territories, and the longest name of a territory or language."""
    locale = language.locale
    territories = sorted(set(locale.territories.values()), key=lambda name: (len(name), name))
    everything = {*territories, *locale.languages.values()}
    step = max(1, len(territories) // (2 * _SHORT_NAMES))
    longest = max(everything, key=lambda name: (len(name), name), default=language.name)
    return " · ".join(territories[::step][:_SHORT_NAMES]), longest


def _set(  # noqa: PLR0913 - one block of a page is described by these
    text: str,
    language: Language,
    fonts: FontLibrary,
    at: tuple[float, float],
    frame: Size,
    *,
    bold: bool = False,
    fill: str = _INK,
    lines: int = 1,
) -> _Block:
    style = TextStyle(
        weight=700 if bold else 400,
        max_size=5.2 if bold else 4.0,
        min_size=1.0,
        max_lines=lines,
        valign="top",
    )
    return _Block(typeset(text, language=language, style=style, frame=frame, fonts=fonts), *at, fill)
