"""A contact sheet as one page of HTML that needs nothing beside itself: no script, no font, no other file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.languages import Language
from toolkit.page_templates import Markup
from toolkit.reports.contact_sheet.cells import Cell
from toolkit.reports.contact_sheet.sheet_plan import languages_of
from toolkit.reports.report_pages import page
from toolkit.sources.job_key import SeriesKey
from toolkit.typeset import FontLibrary, TextStyle, path_svg, typeset
from toolkit.units import Size

_NAME = Size(120.0, 22.0)  # px; the box a language's name is set in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The pictures under one title: a row for each language, with a place for each placement."""

    title: str
    placements: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


def sheet_page(cells: Sequence[Cell], fonts: FontLibrary, notes: Sequence[str] = ()) -> str:
    """Return the page: a table for each campaign, design, row and look, languages down, placements across.

    `notes` are lines that stand above all, such as what guides mean.
    """
    count = f"{len(cells):,} {'picture' if len(cells) == 1 else 'pictures'}"
    return page(
        "sheet",
        count=count,
        notes=notes,
        faulty=sum(1 for cell in cells if cell.problems),
        tables=tuple(_tables(cells)),
        direction_of=lambda tag: Language(tag).direction,
        names={tag: _name(Language(tag), fonts) for tag in languages_of(cell.job for cell in cells)},
    )


def _tables(cells: Sequence[Cell]) -> Iterator[_Table]:
    groups = dict[SeriesKey, list[Cell]]()
    for cell in cells:
        groups.setdefault(cell.job.series, []).append(cell)
    for group, found in groups.items():
        placements = tuple(dict.fromkeys(cell.job.placement for cell in found))
        by_place = {(cell.job.language, cell.job.placement): cell for cell in found}
        rows = (
            (tag, tuple(by_place.get((tag, placement)) for placement in placements))
            for tag in languages_of(cell.job for cell in found)
        )
        yield _Table(title=group.title, placements=placements, rows=tuple(rows))


def _name(language: Language, fonts: FontLibrary) -> Markup:
    """The language's own name in the toolkit's letters: it shows on a machine without fonts for it."""
    style = TextStyle(weight=700, max_size=15, min_size=6, max_lines=1, valign="middle")
    layout = typeset(language.name, language=language, style=style, frame=_NAME, fonts=fonts)
    place = Markup('<svg width="{w:g}" height="{h:g}" viewBox="0 0 {w:g} {h:g}">{drawing}</svg>')
    # The drawing is made of outlines here, and escapes its words itself.
    drawing = Markup(path_svg(layout, fill="#1b1f24"))
    return place.format(w=_NAME.width, h=_NAME.height, drawing=drawing)
