"""A report as one page of HTML that needs nothing beside itself: no script, no font, no other file."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from toolkit import __version__
from toolkit.errors import Problem, Severity
from toolkit.languages import Language
from toolkit.pipeline.pixel_checks import ratio_text
from toolkit.render.checks.colour_vision import Deficiency
from toolkit.reports.build.kit_files import KitRow, PlacementRow, kilobytes
from toolkit.reports.build.previews import VIEWS, ShownLook, tightest

_EYES: Mapping[Deficiency | None, tuple[str, str]] = {
    None: ("Most people", ""),
    "deuteranopia": ("Deuteranopia", "no green cones"),
    "protanopia": ("Protanopia", "no red cones"),
    "tritanopia": ("Tritanopia", "no blue cones"),
    "achromatopsia": ("Achromatopsia", "no colour at all"),
}


_WORDS = frozenset({"Packed as", "SHA-256"})


def report_page(
    facts: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
    looks: Sequence[ShownLook],
    kits: Sequence[KitRow],
    placements: Sequence[PlacementRow],
) -> str:
    """Return the page. `facts` are (what, how many), in order; what is empty has no section."""
    sections = (_problems(problems), _looks(looks), _kits(kits), _files(placements))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Report</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        f"<style>{STYLE}</style></head><body>\n<header><h1>Report</h1>{_verdict(problems)}"
        f"<dl>{_facts(facts)}</dl></header>\n<main>{''.join(sections)}</main>\n"
        f"<footer>Made with toolkit {escape(__version__)}.</footer>\n</body></html>\n"
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 kit``, ``7,860 assets``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _verdict(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    noted = f", {counted(warnings, 'warning')}" if warnings else ""
    if errors:
        return f'<p class="verdict bad">{counted(errors, "problem")}{noted}. Nothing was written.</p>'
    return f'<p class="verdict good">No problems{noted}.</p>'


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<div><dt>{escape(what)}</dt><dd>{escape(how)}</dd></div>" for what, how in facts)


def _problems(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    files: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: (problem.severity is not Severity.ERROR, problem)):
        files.setdefault(problem.trail[0].file if problem.trail else "", []).append(problem)
    body = "".join(_problems_of(file, found) for file, found in files.items())
    return f'<section aria-labelledby="problems"><h2 id="problems">What to look at</h2>{body}</section>\n'


def _problems_of(file: str, problems: Sequence[Problem]) -> str:
    name = f"<code>{escape(file)}</code>" if file else "On this machine"
    entries = "".join(_problem(problem) for problem in problems)
    return f"<h3>{name} <small>{len(problems)}</small></h3><ul>{entries}</ul>"


def _problem(problem: Problem) -> str:
    places = [problem.trail[0].at] if problem.trail else []
    places += [str(place) for place in problem.trail[1:]]
    trail = " → ".join(f"<code>{escape(place)}</code>" for place in places if place)
    hint = f'<span class="hint">{escape(problem.hint)}</span>' if problem.hint else ""
    kind = "Problem" if problem.severity is Severity.ERROR else "Warning"
    return (
        f'<li class="{problem.severity.value}"><b>{kind}</b> {trail}'
        f"<span>{escape(problem.message)}</span>{hint}</li>"
    )


def _looks(looks: Sequence[ShownLook]) -> str:
    if not looks:
        return ""
    figures = "".join(_figure(look) for look in looks)
    return (
        '<section aria-labelledby="looks"><h2 id="looks">Designs, as different eyes see them</h2>'
        "<p>One picture of each design and look; languages take turns. Below each stand the words that come "
        "nearest to their limit: their contrast in this picture, and what it must be (WCAG 2.2, 1.4.3). "
        f"One man in twelve and one woman in two hundred are colour-blind.</p>\n{figures}</section>\n"
    )


def _figure(look: ShownLook) -> str:
    job = look.job
    title = " · ".join(part for part in (job.design, job.variant) if part)
    name = Language(job.language).name
    details = " · ".join(part for part in (job.campaign, job.row, job.placement, str(look.whole)) if part)
    views = "".join(_view(look, view, data) for view, data in zip(VIEWS, look.views, strict=True))
    return (
        f'<article><h3>{escape(title)} <small>{escape(details)} · <bdi lang="{escape(job.language)}">'
        f"{escape(name)}</bdi></small></h3><div>{views}</div></article>\n"
    )


def _view(look: ShownLook, view: Deficiency | None, data: bytes) -> str:
    title, missing = _EYES[view]
    alt = f"{look.job.stem}, as seen with {title.lower()}" if view else look.job.stem
    return (
        f'<figure><img src="data:image/webp;base64,{b64encode(data).decode()}" alt="{escape(alt)}" '
        f'width="{look.size.width}" height="{look.size.height}" loading="lazy" decoding="async">'
        f"<figcaption><b>{title}</b> <i>{missing}</i>{_least(look, view)}</figcaption></figure>"
    )


def _least(look: ShownLook, view: Deficiency | None) -> str:
    found = tightest(look.contrasts, view)
    if found is None:
        return ""
    contrast, seen = found
    words = f"{contrast.slot} “{contrast.said}”" if contrast.said else contrast.slot
    state = "" if seen >= contrast.needed else ' class="low"'
    return (
        f"<span{state}>{ratio_text(seen)}:1 <bdi>{escape(words)}</bdi>, "
        f"{'at least' if not state else 'needs'} {contrast.needed:g}:1</span>"
    )


def _kits(kits: Sequence[KitRow]) -> str:
    rows = (
        f'<th scope="row"><code>{escape(kit.file)}</code></th><td>{kit.files:,}</td>'
        f'<td>{kilobytes(kit.bytes)}</td><td class="words digest"><code>{kit.sha256}</code></td>'
        for kit in kits
    )
    return _table("kits", "Kits", ("Kit", "Files", "Weight", "SHA-256"), rows) if kits else ""


def _files(placements: Sequence[PlacementRow]) -> str:
    rows = (
        f'<th scope="row">{escape(row.placement)}</th><td>{row.files:,}</td>'
        f'<td class="words">{_ways(row)}</td><td>{row.largest_difference:.1f}</td>'
        f"<td>{kilobytes(row.median)}</td><td>{kilobytes(row.heaviest)}</td><td>{_limit(row)}</td>"
        for row in placements
    )
    heads = ("Placement", "Files", "Packed as", "Largest Δ", "Half are under", "Heaviest", "Limit")
    note = (
        "<p>Each file is packed in the lightest way whose difference from the painted picture is not seen; "
        "Δ is that difference, seen from about 1 on.</p>"
    )
    return _table("files", "Files and weights", heads, rows, note) if placements else ""


def _ways(row: PlacementRow) -> str:
    return ", ".join(f"{escape(way)} <small>{count:,}</small>" for way, count in row.ways)


def _limit(row: PlacementRow) -> str:
    if row.limit is None:
        return "–"
    share = row.heaviest / row.limit
    meter = f'<meter min="0" max="1" high="0.9" optimum="0" value="{share:.3f}">{share:.0%}</meter>'
    return f"{kilobytes(row.limit)} {meter}"


def _side(head: str) -> str:
    """Words stand at the left of their column, numbers at the right."""
    return ' class="words"' if head in _WORDS else ""


def _table(name: str, title: str, heads: Iterable[str], rows: Iterator[str], note: str = "") -> str:
    head = "".join(f'<th scope="col"{_side(text)}>{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>{note}'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{name}">'
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div></section>\n"
    )


STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --ground: #fbfbfc; --card: #fff;
  --line: #d9dde2; --bad: #b00d26; --warn: #7a4b00; --good: #1a6b35;
  font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a2abb6; --ground: #15181c;
  --card: #1d2126; --line: #353b43; --bad: #ff8a94; --warn: #f0b95b; --good: #6fd08f } }
body { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem }
h1 { font-size: 1.7rem; margin: 0 }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem }
small, figcaption i { font-size: .85em; font-weight: 400; font-style: normal; color: var(--soft) }
code { font: .88em ui-monospace, monospace; overflow-wrap: anywhere }
p { max-width: 46rem; margin: .4rem 0 1rem }
.verdict { font-size: 1.1rem; font-weight: 600; margin: .3rem 0 1rem }
.good { color: var(--good) }
.bad, .low, .error b { color: var(--bad) }
.warning b { color: var(--warn) }
.low { font-weight: 600 }
dl { display: flex; flex-wrap: wrap; gap: .6rem 2.4rem; margin: 0 }
dt { font-size: .85em; color: var(--soft) }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums }
ul { margin: 0; padding: 0; list-style: none }
li { padding: .45rem 0 .45rem .8rem; border-left: 3px solid var(--line); margin-bottom: .4rem }
li.error { border-color: var(--bad) }
li.warning { border-color: var(--warn) }
li span { display: block; overflow-wrap: anywhere }
.hint { color: var(--soft) }
article { border-top: 1px solid var(--line); padding-bottom: .6rem; break-inside: avoid }
article div { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; width: min-content; min-width: 9.4rem }
figure img { display: block; background: #fff; outline: 1px solid var(--line) }
figcaption { font-size: .82rem; line-height: 1.35; margin-top: .4rem }
figcaption b, figcaption i { display: block; font-weight: 600 }
figcaption i { font-weight: 400 }
figcaption span { display: block; color: var(--soft); overflow-wrap: anywhere }
figcaption span.low { color: var(--bad) }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: right; vertical-align: top; padding: .35rem .9rem .35rem 0;
  border-bottom: 1px solid var(--line) }
th { font-weight: 600 }
th:first-child, .words { text-align: left }
tbody th { font-weight: 400 }
.digest code { font-size: .75em }
meter { width: 4rem; vertical-align: middle }
footer { margin-top: 3rem; font-size: .85rem; color: var(--soft) }
"""
