"""A contact sheet as one page of HTML that needs nothing beside itself: no script, no font, no other file."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from toolkit.languages import Language
from toolkit.pipeline.plan import Job
from toolkit.reports.contact_sheet.cells import Cell
from toolkit.reports.contact_sheet.sheet_plan import Group, group_of, languages_of, title_of
from toolkit.typeset import FontLibrary, TextStyle, path_svg, typeset
from toolkit.units import Size

_NAME = Size(120.0, 22.0)  # px; the box a language's name is set in
_LEAST_WIDTH = 160  # px, of a list of problems

_STYLE = """
:root { color-scheme: light; font: 14px/1.4 system-ui, sans-serif; color: #1b1f24; background: #e8eaed }
body { margin: 0 auto; padding: 1rem 1.5rem 3rem }
h1 { font-size: 1.35rem; margin: .2rem 0 }
h2 { font-size: 1.05rem; margin: 0 0 .4rem }
.bad { color: #b00d26 }
main { display: flex; flex-wrap: wrap; gap: 2rem 2.5rem; align-items: flex-start }
section { max-width: 100%; overflow-x: auto; padding: 4px }
table { border-collapse: separate; border-spacing: 14px 14px; margin-left: -14px }
th { font-weight: 600; text-align: left; vertical-align: bottom }
tbody th { vertical-align: top; width: 124px }
thead th small, tbody th small { display: block; font-weight: 400; color: #57606a }
td { vertical-align: top }
td img { display: block; background: #fff }
td.problem img { outline: 4px solid #d3122e }
td ul { margin: .6rem 0 0; padding-left: 1.1rem; color: #b00d26; font-size: 12px; overflow-wrap: anywhere }
tbody tr, section { break-inside: avoid }
"""


def sheet_page(cells: Sequence[Cell], fonts: FontLibrary) -> str:
    """Return the page: a table for each campaign, design, row and look, languages down, placements across."""
    groups: dict[Group, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(group_of(cell.job), []).append(cell)
    names = {tag: _name(Language(tag), fonts) for tag in languages_of(cell.job for cell in cells)}
    faulty = sum(1 for cell in cells if cell.problems)
    count = f"{len(cells):,} {'picture' if len(cells) == 1 else 'pictures'}"
    verdict = f'<strong class="bad">{faulty:,} with problems</strong>' if faulty else "no problems"
    body = "".join(_section(group, found, names) for group, found in groups.items())
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Contact sheet</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>\n<header><h1>Contact sheet</h1><p>{count}, {verdict}</p>"
        f"</header>\n<main>{body}</main>\n</body></html>\n"
    )


def _section(group: Group, cells: Sequence[Cell], names: dict[str, str]) -> str:
    by_place = {(cell.job.language, cell.job.placement): cell for cell in cells}
    placements = dict.fromkeys(cell.job.placement for cell in cells)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in placements)
    rows = "".join(
        f'<tr><th scope="row">{names[tag]}<small>{escape(tag)}</small></th>'
        + "".join(_place(by_place.get((tag, placement))) for placement in placements)
        + "</tr>\n"
        for tag in languages_of(cell.job for cell in cells)
    )
    title = escape(title_of(group))
    return (
        f"<section><h2>{title}</h2><table><thead><tr><td></td>{heads}</tr></thead>\n"
        f"<tbody>{rows}</tbody></table></section>\n"
    )


def _place(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    picture = (
        f'<img src="data:image/webp;base64,{b64encode(cell.data).decode()}" alt="{_alt(cell.job)}" '
        f'title="{escape(cell.job.stem)}" width="{cell.size.width}" height="{cell.size.height}" '
        'loading="lazy" decoding="async">'
    )
    if not cell.problems:
        return f"<td>{picture}</td>"
    entries = "".join(_entries(cell))
    width = max(cell.size.width, _LEAST_WIDTH)
    return f'<td class="problem" style="max-width:{width}px">{picture}<ul>{entries}</ul></td>'


def _entries(cell: Cell) -> Iterator[str]:
    for problem in cell.problems:
        yield f"<li>{escape(str(problem))}</li>"


def _alt(job: Job) -> str:
    what = " ".join(part for part in (job.design, job.row, job.variant) if part)
    return escape(f"{what}, {job.placement}, {job.language}")


def _name(language: Language, fonts: FontLibrary) -> str:
    """The language's own name in the toolkit's letters: it shows on a machine without fonts for it."""
    style = TextStyle(weight=700, max_size=15, min_size=6, max_lines=1, valign="middle")
    layout = typeset(language.name, language=language, style=style, frame=_NAME, fonts=fonts)
    return (
        f'<svg width="{_NAME.width:g}" height="{_NAME.height:g}" '
        f'viewBox="0 0 {_NAME.width:g} {_NAME.height:g}">{path_svg(layout, fill="#1b1f24")}</svg>'
    )
