"""`toolkit new`: a design to begin with."""

from pathlib import Path

import click

from toolkit.cli.console import Talk
from toolkit.cli.options import in_workspace, talking
from toolkit.files import write_atomic
from toolkit.reports.importing.starter import starter_files
from toolkit.sources.schema.models import KEBAB, kebab_of


@click.group()
def new() -> None:
    """Begin something of your own in a workspace.

    \b
    Example:
      toolkit new design summer --workspace mine
    """


@new.command()
@click.argument("name")
@in_workspace
@talking
def design(*, name: str, workspace: Path | None, talk: Talk) -> None:
    """Write a design called NAME to draw on: three artboards, margins, guides and sample words.

    The margins are a locked layer. The drawings open in Inkscape, Figma and any other editor.

    \b
    Example:
      toolkit new design summer --workspace mine
    """
    if not KEBAB.fullmatch(name):
        raise click.BadParameter(f"use small letters, digits and single hyphens: '{kebab_of(name)}'")
    files = starter_files(name, workspace or Path.cwd())
    folder = next(iter(files)).parent
    if folder.exists():
        raise click.BadParameter(f"there is a design '{name}' already; take another name")
    for path, data in files.items():
        write_atomic(path, data)
        talk.result(str(path))
    talk.note(f"Draw, then: toolkit sheet -d {name} --safe -o look.html")
