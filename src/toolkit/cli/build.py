"""`toolkit build` and `toolkit check`: the main job."""

from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from toolkit.cli.cache import caching
from toolkit.cli.console import Talk, counted
from toolkit.cli.options import Command, in_workspace, on_cores, reporting, selecting, talking
from toolkit.cli.plan import left_out_lines, unfit_lines
from toolkit.pipeline.build import Making, build_in, check_in
from toolkit.pipeline.cache.maintenance import DEFAULT_LIMIT, prune_when_due
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.session import Session
from toolkit.pipeline.workers.dask import cluster_at
from toolkit.render.engines.engine import DEFAULT_ENGINE, ENGINE_NAMES, engine_named
from toolkit.reports.build.report import ReportedDrawing, write_report

_MAKING = (
    click.option(
        "--out",
        "-o",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("out/kits"),
        show_default=True,
        help="Folder for the kits.",
    ),
    click.option(
        "--engine",
        type=click.Choice(ENGINE_NAMES),
        default=DEFAULT_ENGINE,
        show_default=True,
        help="What paints the pictures.",
    ),
    click.option("--final", "is_final", is_flag=True, help="Squeeze every file further; takes much longer."),
    click.option(
        "--executor",
        type=click.Choice(["local", "dask"]),
        default="local",
        show_default=True,
        help="Who paints: processes of this machine, or a Dask cluster.",
    ),
    click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler, such as tcp://host:8786."),
)


def _making(command: Command) -> Command:
    """Give a command everything that says how to build, joined into one `options`."""

    @wraps(command)
    def wrapped(
        *,
        out: Path,
        engine: str,
        is_final: bool,
        executor: str,
        scheduler: str | None,
        report: Path | None,
        **rest: Any,  # noqa: ANN401  the command's own options
    ) -> None:
        engine_named(engine)
        options = Making(
            out=out,
            engine=engine,
            is_final=is_final,
            # A report tells of every file, also of those in kits that stand as they were.
            skip_unchanged=report is None,
        )
        command(options=_on(executor, scheduler, options), report=report, **rest)

    result: Command = wrapped
    for option in reversed(_MAKING):
        result = option(result)
    return result


def _on(executor: str, scheduler: str | None, options: Making) -> Making:
    """Choose who paints."""
    if (executor == "dask") != (scheduler is not None):
        raise click.UsageError("--executor dask and --scheduler ADDRESS belong together")
    return replace(options, painters=cluster_at(scheduler)) if scheduler else options


@click.command()
@selecting
@in_workspace
@talking
@reporting
@_making
@on_cores
@caching
def build(
    *,
    selection: Selection,
    workspace: Path | None,
    options: Making,
    report: Path | None,
    jobs: int,
    cache: Cache | None,
    talk: Talk,
) -> None:
    """Build the kits: one ZIP per campaign and language.

    Nothing is written if anything is wrong: every problem is listed, and earlier kits stay as they were.
    What has not changed since an earlier build is not made again; see `toolkit cache`.

    \b
    Examples:
      toolkit build
      toolkit build wtisd-2024 --language vi --language en
      toolkit build --design theme --placement x-post-landscape --out draft
      toolkit build --executor dask --scheduler tcp://10.0.0.1:8786
    """
    with Session(workspace, jobs=jobs, cache=cache) as session:
        outcome = build_in(session, selection, options, talk.stage)
        if cache is not None and outcome.painted:
            prune_when_due(cache, max_bytes=DEFAULT_LIMIT)
        _report(outcome, report, session, talk)
    talk.stop_at(outcome.problems)
    for kit in outcome.kits:
        talk.result(str(kit))
    for line in left_out_lines(outcome.plan):
        talk.note(line)
    made = (counted(len(outcome.kits), "kit"), counted(outcome.assets, "asset"))
    unchanged = f" ({len(outcome.unchanged):,} unchanged)" if outcome.unchanged else ""
    talk.note(f"{made[0]}{unchanged}, {made[1]} from {counted(outcome.pictures, 'picture')}")


@click.command()
@selecting
@in_workspace
@on_cores
@talking
@caching
@reporting
def check(
    *,
    selection: Selection,
    workspace: Path | None,
    jobs: int,
    cache: Cache | None,
    report: Path | None,
    talk: Talk,
) -> None:
    """List every problem that a build would find, and make nothing.

    Sources, drawings and layouts are checked in full. Of many pictures it paints a sixth to look for faint or
    hidden words and codes that cannot be read: those with the smallest ones, some of every artboard and look.

    \b
    Examples:
      toolkit check
      toolkit check wtisd-2021 --language ru
    """
    with Session(workspace, jobs=jobs, cache=cache) as session:
        outcome = check_in(session, selection, talk.stage)
        _report(outcome, report, session, talk)
    talk.stop_at(outcome.problems)
    for line in unfit_lines(outcome.plan.unfit):
        talk.note(line)
    talk.note(f"No problems in {len(outcome.plan.jobs):,} assets")


def _report(outcome: Outcome, report: Path | None, session: Session, talk: Talk) -> None:
    if report is not None:
        write_report(report, outcome, ReportedDrawing(session=session, stage=talk.stage))
