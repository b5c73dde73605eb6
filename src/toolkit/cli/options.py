"""Options that several commands share."""

import shlex
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from toolkit.cli.console import Talk
from toolkit.languages import Language, UnknownLanguageError
from toolkit.pipeline.plan import OWN_LOOK, Selection
from toolkit.pipeline.workers.processes import default_jobs

Command = Callable[..., None]
# What only a workspace has: many other folders have an assets/ or a fonts/ in them.
_MARKS = (
    *("campaigns", "designs", "fonts/fonts.toml"),
    *(f"assets/{name}" for name in ("brand.toml", "placements.toml", "partners", "strings", "textures")),
)

_SELECTING = (
    click.argument("campaigns", nargs=-1, metavar="[CAMPAIGN]..."),
    click.option(
        "--language", "-l", "languages", multiple=True, metavar="TAG", help="Only this language; repeatable."
    ),
    click.option(
        "--design", "-d", "designs", multiple=True, metavar="NAME", help="Only this design; repeatable."
    ),
    click.option(
        "--placement",
        "-p",
        "placements",
        multiple=True,
        metavar="NAME",
        help="Only this placement, even one that no campaign lists; `all` for every one; repeatable.",
    ),
    click.option(
        "--row",
        "-r",
        "rows",
        multiple=True,
        metavar="NAME",
        help="Only this row of designs that run over rows: a quote, statistic, audience, countdown day, "
        "session, partner, or line of a table; repeatable.",
    ),
    click.option(
        "--variant",
        "variants",
        multiple=True,
        metavar="NAME",
        help=f"Only this look, such as 'light'; '{OWN_LOOK}' is the campaign's own; repeatable.",
    ),
)


def selecting(command: Command) -> Command:
    """Give a command campaigns and the options that select, joined into one `selection`."""

    @wraps(command)
    def wrapped(
        *,
        campaigns: tuple[str, ...],
        languages: tuple[str, ...],
        designs: tuple[str, ...],
        placements: tuple[str, ...],
        rows: tuple[str, ...],
        variants: tuple[str, ...],
        **rest: Any,  # noqa: ANN401  the command's own options, whatever they are
    ) -> None:
        selection = Selection(
            campaigns=campaigns,
            languages=languages,
            designs=designs,
            placements=placements,
            rows=rows,
            variants=variants,
        )
        command(selection=selection, **rest)

    result: Command = wrapped
    for option in reversed(_SELECTING):
        result = option(result)
    return result


def talking(command: Command) -> Command:
    """Give a command --quiet and --verbose, joined into one `talk`."""

    @wraps(command)
    def wrapped(*, quiet: bool, verbose: bool, **rest: Any) -> None:  # noqa: ANN401  the command's own options
        command(talk=Talk(-1 if quiet else int(verbose)), **rest)

    verbose = click.option("--verbose", "-v", is_flag=True, help="Say more.")
    quiet = click.option("--quiet", "-q", is_flag=True, help="Say only what is wrong.")
    return quiet(verbose(wrapped))


def language_option(_context: click.Context, _parameter: click.Parameter, tag: str | None) -> Language | None:
    """Read a BCP 47 tag given on the command line, if one was."""
    try:
        return Language(tag) if tag else None
    except UnknownLanguageError as error:
        raise click.BadParameter(str(error)) from error


def _workspace(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> Path | None:
    """Use the folder given, or this folder if it looks like a workspace, or `None`: the bundled data."""
    if folder is None and any(Path(name).exists() for name in _MARKS):
        return Path.cwd()
    return folder.resolve() if folder else None


in_workspace = click.option(
    "--workspace",
    "-w",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=_workspace,
    help="Folder with campaigns, designs or assets of your own. Default: this folder, else the bundled data.",
)
into_workspace = click.option(
    "--workspace",
    "-w",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_workspace,
    help="Folder with campaigns, designs or assets of your own; it is made if need be. Default: this folder.",
)
"""For commands that write into a workspace: the first of them may make it."""


def in_that_workspace(folder: Path | None) -> str:
    """Return how a command to run next names the workspace, with a space before; nothing for this folder."""
    if folder is None or folder == Path.cwd():
        return ""
    shown = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    return f" -w {shlex.quote(str(shown))}"


reporting = click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was found and made to this file: .html for people, otherwise JSON.",
)
on_cores = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=default_jobs,
    show_default="one per core",
    help="How many processes to use.",
)
