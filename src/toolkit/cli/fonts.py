"""Commands for fonts: which there are, and one more for a workspace."""

from pathlib import Path

import click
from babel import Locale

from toolkit.cli.console import Talk
from toolkit.cli.options import in_workspace, into_workspace, language_option, talking
from toolkit.languages import Language
from toolkit.pipeline.fontlist import font_lines
from toolkit.reports.fonts.add_font import NewFont, add_font
from toolkit.reports.fonts.found_files import family_names, font_files, licence_beside
from toolkit.sources.project import Folders
from toolkit.typeset import FontLibrary

_PATH = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _script(_context: click.Context, _parameter: click.Parameter, code: str) -> str:
    if code and code not in Locale("en").scripts:
        raise click.BadParameter(f"'{code}' is no ISO 15924 code like Tibt")
    return code


@click.group()
def fonts() -> None:
    """Show the fonts at hand, or add a family to a workspace.

    \b
    Examples:
      toolkit fonts list
      toolkit fonts add Montserrat/ -w mine
      toolkit fonts add Java.ttf --family noto-sans-javanese --script Java --licence OFL.txt -w mine
    """


@fonts.command("list")
@in_workspace
@talking
def list_fonts(*, workspace: Path | None, talk: Talk) -> None:
    """Show which families set which script and language, their weights and styles, and what no font covers.

    \b
    Example:
      toolkit fonts list
    """
    for line in font_lines(FontLibrary.load(*Folders.of(workspace).fonts)):
        talk.result(line)


@fonts.command()
@click.argument("paths", type=_PATH, metavar="FILE… | FOLDER", nargs=-1, required=True)
@click.option("--family", default="", metavar="NAME", help="What to call it; by default as the font does.")
@click.option(
    "--script", "-s", default="", metavar="CODE", callback=_script, help="A script it sets (ISO 15924)."
)
@click.option(
    "--language", "-l", metavar="TAG", callback=language_option, help="Or one language that it is for."
)
@click.option(
    "--licence", type=_FILE, metavar="FILE", help="Its licence; by default the OFL.txt beside the fonts."
)
@into_workspace
@talking
def add(
    *,
    paths: tuple[Path, ...],
    family: str,
    script: str,
    language: Language | None,
    licence: Path | None,
    workspace: Path | None,
    talk: Talk,
) -> None:
    """Add a family to a workspace: all its files, static or variable.

    The files and the licence go into fonts/NAME/, weights and styles into fonts/fonts.toml, as the fonts say
    them. Drawings and voices use the family by its name; with --script or --language it also comes before
    the shipped ones there. A damaged font is refused, and one that lacks letters of the language.

    \b
    Examples:
      toolkit fonts add Montserrat/ -w mine
      toolkit fonts add Brand.ttf BrandBold.ttf --family brand --licence OFL.txt -w mine
      toolkit fonts add Java.ttf --family noto-sans-javanese --script Java --licence OFL.txt -w mine
    """
    if script and language:
        raise click.UsageError("say --script CODE or --language TAG, not both")
    if workspace is None:
        raise click.UsageError("say where your campaigns are: --workspace DIR")
    files = font_files(paths)
    found = licence or licence_beside(files)
    if found is None:
        raise click.UsageError("no licence lies beside the fonts: give it with --licence FILE, as OFL.txt")
    key, name = family_names(files, family)
    font = NewFont(family=key, name=name, files=files, licence=found, script=script, language=language)
    for path in add_font(font, workspace / "fonts"):
        talk.result(str(path))
