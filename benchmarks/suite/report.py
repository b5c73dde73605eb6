"""Saying the results: a table for the terminal, the same tables as Markdown, and the files in docs/."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from suite.chart import chart
from suite.goals import goal_rows

BEGIN, END = "<!-- results: written by make bench -->", "<!-- end of results -->"
_ALIGN_LEFT = 1
_ENOUGH = 5  # rounds


def write_all(root: Path, results: dict[str, Any]) -> None:
    """Write the figures, the chart and the results section of the page."""
    store = root / "benchmarks" / "results" / "performance.json"
    store.parent.mkdir(exist_ok=True)
    store.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (root / "docs" / "pictures" / "performance.svg").write_text(chart(results), encoding="utf-8")
    page = root / "docs" / "performance.md"
    page.write_text(with_results(page.read_text(encoding="utf-8"), results), encoding="utf-8")


def with_results(page: str, results: dict[str, Any]) -> str:
    """Return a page whose part between the markers is written anew."""
    part = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not part.search(page):
        raise ValueError(f"docs/performance.md has no part between '{BEGIN}' and '{END}'")
    text = "\n\n".join(f"### {title}\n\n{_markdown(rows)}" for title, rows in tables(results))
    return part.sub(lambda _: f"{BEGIN}\n{_opening(results)}\n\n{text}\n{END}", page)


def printed(results: dict[str, Any]) -> str:
    """Return all tables as text in columns; what a page has in bold loses its asterisks, not its place."""
    text = "\n\n".join(f"{title}\n{_columns(rows)}" for title, rows in tables(results))
    return text.replace("**", "  ")


def tables(results: dict[str, Any]) -> Iterable[tuple[str, list[Sequence[str]]]]:
    """Yield every table: its title and rows, the first of which is the head."""
    yield "Goals", goal_rows(results)
    yield "Images per CPU second", _rival_rows(results)
    yield "The toolkit's own cases", _case_rows(results["toolkit"])
    if "whole" in results:
        cases = {name: row for name, row in results["whole"].items() if isinstance(row, dict)}
        yield "The whole job", _case_rows(cases)
    if "stages" in results:
        yield "Where the toolkit's CPU time goes", _stage_rows(results["stages"])
        yield "Peak memory of one worker", _memory_rows(results["memory"])
        yield "Print pages (A4 poster, every campaign and language)", _print_rows(results["print"])
    if "growth" in results:
        yield "Growth", _growth_rows(results["growth"])


def _opening(results: dict[str, Any]) -> str:
    machine, sample, job = results["machine"], results["sample"], results["job"]
    rounds, mine, whole = results["toolkit"]["cold"]["runs"], sample["profile"], job["profile"]
    skipped = "".join(f" Not measured: {name} ({why})." for name, why in results["skipped"].items())
    runs = f"medians of {rounds} rounds" if rounds > 1 else "one round"
    busy = f" Load before the run: {machine['load']}." if "load" in machine else ""
    first = (
        ""
        if rounds >= _ENOUGH
        else " **Too few rounds for a verdict: wall times above all are a first look.**"
    )
    same = "the same bytes as" if results["warm_identical"] else "OTHER BYTES than"
    return (
        f"Measured on {machine['date']}: toolkit {machine['toolkit']}, Python {machine['python']}, "
        f"{machine['system']}, {machine['cores']} cores, {runs}. "
        f"The sample: {sample['assets']:,} of the job's {job['assets']:,} assets, seed {sample['seed']}. "
        f"In it, and in the whole job without print and loops: {mine['megapixels']} and "
        f"{whole['megapixels']} megapixels an asset, {mine['assets_per_picture']} and "
        f"{whole['assets_per_picture']} assets a picture, {mine['pictures_per_ground']} and "
        f"{whole['pictures_per_ground']} pictures a ground. Two processes are "
        f"{results['two_processes']} times as fast as one; separate builds on one process each, side by "
        f"side, get {results['side_by_side']} times as much done, which is what this machine has to give. "
        f"A warm build gives {same} a cold one."
        f"{busy}{first}{skipped}"
    )


def _rival_rows(results: dict[str, Any]) -> list[Sequence[str]]:
    head = ("", "CPU ms", "images/CPU s", "toolkit ×", "goal", "wall ms", "MB", "kB", "note")
    ours = results["toolkit"]["cold"]
    rows: list[Sequence[str]] = [head, _rival_row({**ours, "title": "**toolkit**", "ratio": 1.0})]
    rows += [_rival_row(rival) for rival in results["rivals"] if rival["main"]]
    rows += [_rival_row(rival) for rival in results["rivals"] if not rival["main"]]
    return rows


def _rival_row(row: dict[str, Any]) -> Sequence[str]:
    note = row["note"] or "everything checked: QR codes, contrast, weight"
    goal = f"{row['goal']:g}" if row["goal"] else ""
    return (
        row["title"],
        f"{row['cpu_ms']:.1f}",
        f"{1000 / row['cpu_ms']:.1f}",
        f"{row['ratio']:.1f}",
        goal,
        f"{row['wall_ms']:.1f}",
        f"{row['memory_together_mb']:,}",
        f"{row['kb']:.0f}",
        note,
    )


def _case_rows(cases: dict[str, Any]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("", "assets", "CPU s", "wall s", "s per 5,000 assets", "MB", "note")]
    for case in cases.values():
        per_5000 = case["wall_s"] / case["images"] * 5000
        rows.append(
            (
                case["title"],
                f"{case['images']:,}",
                f"{case['cpu_s']:.2f}",
                f"{case['wall_s']:.2f}",
                f"{per_5000:.1f}",
                f"{case['memory_together_mb']:,}",
                case["note"],
            )
        )
    return rows


def _stage_rows(stages: dict[str, Any]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("", "CPU s", "share")]
    for name, seconds in sorted(stages["stages"].items(), key=lambda pair: -pair[1]):
        rows.append((name, f"{seconds:.2f}", f"{seconds / stages['total']:.1%}"))
    return rows


def _memory_rows(cases: Sequence[dict[str, Any]]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [("", "px", "MB", "limit", "CPU s", "assets")]
    for case in cases:
        if "memory_mb" in case:
            limit = f"{case['limit_mb']:,}" if case["limit_mb"] else ""
            name = f"{case['design']}, {case['placement']}"
            row = (f"{case['memory_mb']:,}", limit, f"{case['cpu_s']:.1f}", str(case["assets"]))
            rows.append((name, case["size"], *row))
    return rows


def _print_rows(rows: Sequence[dict[str, Any]]) -> list[Sequence[str]]:
    head = ("", "CPU ms", "toolkit ×", "MB", "kB", "note")
    return [
        head,
        *(
            (
                row["title"],
                f"{row['cpu_ms']:.0f}",
                f"{row['ratio']:.1f}",
                f"{row['memory_together_mb']:,}",
                f"{row['kb']:.0f}",
                row["note"],
            )
            for row in rows
        ),
    ]


def _growth_rows(steps: Sequence[dict[str, Any]]) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [
        ("assets", "CPU s", "CPU ms an asset", "wall s", "MB a process", "MB together")
    ]
    for step in steps:
        each = step["cpu_s"] / step["assets"] * 1000
        rows.append(
            (
                f"{step['assets']:,}",
                f"{step['cpu_s']:.1f}",
                f"{each:.1f}",
                f"{step['wall_s']:.1f}",
                f"{step['memory_mb']:,}",
                f"{step['memory_together_mb']:,}",
            )
        )
    if steps:
        last = steps[-1]
        times = 50_000 / last["assets"]
        row = ("50,000 (not measured: the last row in proportion)", f"{last['cpu_s'] * times:,.0f}")
        rows.append(
            (*row, f"{last['cpu_s'] / last['assets'] * 1000:.1f}", f"{last['wall_s'] * times:,.0f}", "", "")
        )
    return rows


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    rule = ["---"] + ["---" if title == "note" else "---:" for title in head[_ALIGN_LEFT:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 or rows[0][place] == "note" else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
