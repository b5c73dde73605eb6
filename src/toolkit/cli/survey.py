"""`toolkit plan` and `toolkit info`: what there is, and what would be made of it."""

from pathlib import Path

import click

from toolkit.cli.console import Talk
from toolkit.cli.info import info_lines
from toolkit.cli.options import in_workspace, selecting, talking
from toolkit.cli.tables import plan_lines
from toolkit.pipeline.fontlist import language_problems
from toolkit.pipeline.plan import Selection, check_selection
from toolkit.pipeline.plan import plan as plan_jobs
from toolkit.sources.project import read_project


@click.command()
@selecting
@in_workspace
@talking
def plan(*, selection: Selection, workspace: Path | None, talk: Talk) -> None:
    """Show what a build would make: kits, designs and placements; with -v every file.

    \b
    Examples:
      toolkit plan
      toolkit plan wtisd-2021 --language ar -v
    """
    project, problems = read_project(workspace)
    check_selection(project, selection)
    for line in plan_lines(plan_jobs(project, selection), files=talk.verbosity > 0):
        talk.result(line)
    talk.stop_at((*problems, *language_problems(project)))


@click.command()
@in_workspace
@talking
def info(*, workspace: Path | None, talk: Talk) -> None:
    """Show versions, engines, and the campaigns, designs and languages at hand.

    \b
    Example:
      toolkit info
    """
    project, problems = read_project(workspace)
    for line in info_lines(project, workspace):
        talk.result(line)
    talk.stop_at(problems)
