"""Measure the toolkit against its rivals: ``python -m suite`` in benchmarks/, or ``make bench``.

Prints a table; writes the figures, the chart and the results in docs/performance.md with ``--write``.
"""

import argparse
import json
import tempfile
from pathlib import Path

from suite.report import printed, write_all
from suite.session import Session, Settings

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--clusters", type=int, default=2, help="clusters of each campaign in the sample (2)")
    parser.add_argument("--pictures", type=int, default=60, help="pictures that the rivals draw (60)")
    parser.add_argument("--seed", type=int, default=2021, help="of the sample")
    parser.add_argument(
        "--only", action="append", default=[], metavar="RIVAL", help="only this rival; repeatable"
    )
    parser.add_argument("--quick", action="store_true", help="one round, and nothing beside it")
    parser.add_argument(
        "--whole", action="store_true", help="the whole job, and growth to 10,000 assets, too"
    )
    parser.add_argument("--data", type=Path, default=ROOT, help="the checkout whose designs are measured")
    parser.add_argument("--folder", type=Path, help="keep all files that are made, in this new folder")
    parser.add_argument("--write", action="store_true", help="write the results into docs/performance.md")
    parser.add_argument("--redraw", action="store_true", help="measure nothing, write from the last figures")
    arguments = parser.parse_args()
    if arguments.redraw:
        write_all(ROOT, json.loads((ROOT / "benchmarks/results/performance.json").read_text()))
        return
    settings = Settings(
        rounds=1 if arguments.quick else arguments.rounds,
        clusters=arguments.clusters,
        pictures=arguments.pictures,
        seed=arguments.seed,
        only=tuple(arguments.only),
        beside=not arguments.quick,
        whole=arguments.whole,
        data=arguments.data,
    )
    with tempfile.TemporaryDirectory(prefix="toolkit-bench-") as folder:
        results = Session(settings, arguments.folder or Path(folder)).run()
    if arguments.folder:
        (arguments.folder / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(printed(results))
    if arguments.write:
        write_all(ROOT, results)


main()
