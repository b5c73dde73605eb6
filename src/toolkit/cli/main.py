"""The command line: `toolkit`."""

import signal
import sys
from pathlib import Path
from types import FrameType

import click

from toolkit import __version__
from toolkit.cli.build import build, check
from toolkit.cli.cache import cache
from toolkit.cli.console import INTERRUPTED, PROBLEMS, USAGE, Talk
from toolkit.cli.fonts import fonts
from toolkit.cli.info import info_lines
from toolkit.cli.letters import specimen, text
from toolkit.cli.looks import sheet
from toolkit.cli.options import in_workspace, selecting, talking
from toolkit.cli.tables import plan_lines
from toolkit.deliver.verify import verify_kit
from toolkit.errors import Problem, ProblemsError, errors_in
from toolkit.pipeline.cluster import ClusterError
from toolkit.pipeline.fontlist import language_problems
from toolkit.pipeline.painting import WrongVersionError
from toolkit.pipeline.plan import NothingToMakeError, Selection, UnknownNameError, check_selection
from toolkit.pipeline.plan import plan as plan_jobs
from toolkit.pipeline.pool import WorkerLostError
from toolkit.render.raster import EngineUnavailableError
from toolkit.sources.project import read_project

_KILLED = 128  # exit codes of killed programs begin here (POSIX shells)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="toolkit", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn SVG designs and campaign copy into finished, checked advocacy kits.

    \b
    Examples:
      toolkit build                              every kit of every campaign
      toolkit build wtisd-2021 --language fr     one kit
      toolkit check                              every problem, no pictures
      toolkit verify out/kits/wtisd-2021_fr.zip  is this kit whole and unchanged?
    """


@cli.command()
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


@cli.command()
@click.argument(
    "kits",
    nargs=-1,
    required=True,
    metavar="KIT.zip...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@talking
def verify(*, kits: tuple[Path, ...], talk: Talk) -> None:
    """Check that kits are whole: checksums, sizes, alt texts, captions, and every QR code.

    \b
    Example:
      toolkit verify out/kits/*.zip
    """
    problems: list[Problem] = []
    for kit in kits:
        found = verify_kit(kit)
        problems.extend(found)
        talk.result(f"{kit}: {'damaged' if errors_in(found) else 'ok'}")
    talk.stop_at(tuple(problems))


@cli.command()
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


cli.add_command(build)
cli.add_command(check)
cli.add_command(sheet)
cli.add_command(text)
cli.add_command(specimen)
cli.add_command(fonts)
cli.add_command(cache)


def main() -> None:
    """Run the command line; leave with 0 (done), 1 (problems in the content) or 2 (wrong usage)."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        cli.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        Talk().note("Stopped. Nothing was left half-written.")
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (NothingToMakeError, UnknownNameError, EngineUnavailableError, ClusterError) as error:
        _fail(error, USAGE)
    except ProblemsError as error:
        Talk().problems(error.problems)
        sys.exit(PROBLEMS)
    except (OSError, WorkerLostError, WrongVersionError) as error:
        _fail(error, PROBLEMS)


def _terminated(number: int, _frame: FrameType | None) -> None:
    """Leave as a shell reports a killed program, but by way of everything that cleans up."""
    sys.exit(_KILLED + number)


def _fail(error: Exception, code: int) -> None:
    Talk().err.print(f"toolkit: {error}", markup=False)
    sys.exit(code)
