"""How near is an imported drawing to what its own tool shows?  A table for every SVG in a folder.

Each file is imported as `toolkit import` does it, and built at its own size with its own words. That picture
is compared with Inkscape's for Inkscape's files, with Chromium's for all others; both see the same fonts as
we do. Two figures matter: the mean difference of levels outside of words, and how many words have their ink
where the tool has it. A file that differs without any message is marked: nothing may be lost in silence.

    python benchmarks/import_fidelity.py FOLDER [--workspace DIR] [--out DIR] [--jobs N] [--json FILE]
"""

import argparse
import json
import multiprocessing
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final

from imported_picture import GOAL_INK, GOAL_LEVELS, Bench, Row, compared
from reference_pictures import ViewerError
from toolkit.sources.project import read_project

_SECONDS: Final = 400


def main() -> None:
    """Print the table; leave with 1 if a drawing misses the goals."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workspace", type=Path, help="where the fonts of the drawings are, beside our own")
    parser.add_argument("--out", type=Path, help="keep the pictures here: ours, theirs and the difference")
    parser.add_argument("--jobs", type=int, default=1, help="files at a time")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    project, _ = read_project(arguments.workspace)
    bench = Bench(project, arguments.out)
    if missing := bench.viewers.missing():
        print("Without these there is nothing to compare with: " + "; ".join(missing))
    folder = arguments.folder
    paths = (
        [folder]
        if folder.is_file()
        else sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".svg", ".svgz"))
    )
    rows: list[Row] = []
    print(
        f"{'drawing':<40} {'by':<8} {'levels':>6} {'worst':>5} {'words':>9} "
        f"{'far %':>6} {'CPU s':>6}  verdict"
    )
    for row in _rows(paths, bench, arguments.jobs):
        rows.append(row)
        print(_line(row), flush=True)
        if arguments.json:
            arguments.json.write_text(
                json.dumps([asdict(row) | {"verdict": row.verdict} for row in rows], indent=1)
            )
    print(_summary(rows))
    raise SystemExit(any(row.fault or row.verdict.startswith("SILENT") for row in rows))


def _line(row: Row) -> str:
    said = row.fault or row.refused or "; ".join(row.told)
    figures = (
        f"{row.name[-40:]:<40} {row.tool:<8} {row.levels:>6.2f} {row.worst:>5.0f} "
        f"{row.near:>4}/{row.words:<4} {100 * row.farthest:>6.2f} {row.seconds:>6.1f}  {row.verdict}"
    )
    return f"{figures}: {said[:160]}" if said else figures


def _summary(rows: Sequence[Row]) -> str:
    counts = Counter(row.verdict for row in rows)
    words, near = sum(row.words for row in rows), sum(row.near for row in rows)
    measured = [row for row in rows if not row.fault and row.tool]
    levels = sum(row.levels < GOAL_LEVELS for row in measured)
    return (
        f"{len(rows)} drawings: "
        + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
        + f"\n{levels} of {len(measured)} compared under {GOAL_LEVELS:g} levels outside words; "
        f"{near} of {words} words within {100 * GOAL_INK:g} % of the side"
    )


def _rows(paths: Sequence[Path], bench: Bench, jobs: int) -> Iterator[Row]:
    """Compare files in processes of their own: whatever happens to one, the next is compared too."""
    context = multiprocessing.get_context("fork")
    waiting, running = list(reversed(paths)), {}
    while waiting or running:
        while waiting and len(running) < max(jobs, 1):
            path = waiting.pop()
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_send, args=(theirs, path, bench))
            process.start()
            theirs.close()
            running[ours] = (path, process, time.monotonic())
        ready = wait(list(running), timeout=5)
        late = [pipe for pipe, (_, _, start) in running.items() if time.monotonic() - start > _SECONDS]
        for pipe in [*ready, *(pipe for pipe in late if pipe not in ready)]:
            path, process, _ = running.pop(pipe)
            yield from _received(pipe, path, is_late=pipe not in ready)
            process.terminate()
            process.join()


def _received(pipe: Connection, path: Path, *, is_late: bool) -> list[Row]:
    if is_late:
        return [Row(name=path.name, fault=f"not done after {_SECONDS} s")]
    try:
        rows: list[Row] = pipe.recv()
    except EOFError:
        return [Row(name=path.name, fault="the process was lost")]
    return rows


def _send(pipe: Connection, path: Path, bench: Bench) -> None:
    try:
        rows = list(compared(path, bench))
    except ViewerError as error:
        rows = [Row(name=path.name, fault=str(error))]
    except Exception as error:  # noqa: BLE001  whatever it is, it is a fault to be told
        where = traceback.extract_tb(error.__traceback__)[-1]
        rows = [Row(name=path.name, fault=f"{error!r} at {Path(where.filename).name}:{where.lineno}")]
    pipe.send(rows)


if __name__ == "__main__":
    main()
