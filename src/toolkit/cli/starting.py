"""`toolkit new`: a design, or the fixed words of a language, to begin with."""

from pathlib import Path

import click

from toolkit.cli.console import Talk
from toolkit.cli.options import in_that_workspace, into_workspace, talking
from toolkit.files import write_atomic
from toolkit.languages import Language, UnknownLanguageError
from toolkit.reports.importing.new_strings import new_strings
from toolkit.reports.importing.starter import starter_files
from toolkit.sources.schema.models import KEBAB, kebab_of
from toolkit.sources.workspace.strings import bundled_strings


@click.group()
def new() -> None:
    """Begin something of your own in a workspace.

    \b
    Example:
      toolkit new design summer --workspace mine
    """


@new.command()
@click.argument("name")
@into_workspace
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
    where = in_that_workspace(workspace)
    talk.note(f"Draw, then: toolkit sheet{where} -d {name} -p x-post-square --safe -o look.html")


@new.command()
@click.argument("tag")
@into_workspace
@talking
def strings(*, tag: str, workspace: Path | None, talk: Talk) -> None:
    """Write the toolkit's own words for the language TAG, such as 'sw', to be translated.

    They are English, with every key, and with every plural form that the language needs. A bundled language
    needs no file: a workspace's own one holds just the words that it changes.

    \b
    Example:
      toolkit new strings sw --workspace mine
    """
    try:
        language = Language(tag)
    except UnknownLanguageError as error:
        raise click.BadParameter(str(error)) from error
    path = (workspace or Path.cwd()) / "assets" / "strings" / f"{language}.toml"
    if path.exists() or bundled_strings(str(language)):
        raise click.BadParameter(f"there are words in '{language}' already; change those that you want")
    write_atomic(path, new_strings(language).encode())
    talk.result(str(path))
    talk.note(f"Translate the texts in quotation marks, then: toolkit check{in_that_workspace(workspace)}")
