"""Commands for fonts: which there are, and one more for a workspace."""

from pathlib import Path

import click
from babel import Locale

from toolkit.cli.console import Talk
from toolkit.cli.options import in_workspace, language_option, talking
from toolkit.languages import Language
from toolkit.pipeline.fontlist import font_lines
from toolkit.reports.fonts.add_font import NewFont, add_font
from toolkit.sources.project import Folders
from toolkit.typeset import FontLibrary

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _script(_context: click.Context, _parameter: click.Parameter, code: str) -> str:
    if code and code not in Locale("en").scripts:
        raise click.BadParameter(f"'{code}' is no ISO 15924 code like Tibt")
    return code


@click.group()
def fonts() -> None:
    """Show the fonts at hand, or add one to a workspace.

    \b
    Examples:
      toolkit fonts list
      toolkit fonts add Java.ttf --family noto-sans-javanese --script Java --licence OFL.txt -w mine
    """


@fonts.command("list")
@in_workspace
@talking
def list_fonts(*, workspace: Path | None, talk: Talk) -> None:
    """Show which families set which script and language, and what no font covers.

    \b
    Example:
      toolkit fonts list
    """
    for line in font_lines(FontLibrary.load(*Folders.of(workspace).fonts)):
        talk.result(line)


@fonts.command()
@click.argument("regular", type=_FILE, metavar="FILE.ttf")
@click.argument("bold", type=_FILE, required=False, metavar="[BOLD.ttf]")
@click.option("--family", required=True, metavar="NAME", help="What to call it, like noto-sans-javanese.")
@click.option(
    "--script", "-s", default="", metavar="CODE", callback=_script, help="The script it sets (ISO 15924)."
)
@click.option(
    "--language", "-l", metavar="TAG", callback=language_option, help="Or the one language that it is for."
)
@click.option("--licence", required=True, type=_FILE, metavar="FILE", help="Its licence, usually OFL.txt.")
@in_workspace
@talking
def add(  # noqa: PLR0913  one for each option
    *,
    regular: Path,
    bold: Path | None,
    family: str,
    script: str,
    language: Language | None,
    licence: Path,
    workspace: Path | None,
    talk: Talk,
) -> None:
    """Add a font to a workspace, before the shipped ones of its script or language.

    Its files and its licence go into fonts/NAME/, its name into fonts/fonts.toml. A damaged font is refused,
    and one that lacks letters of the language.

    \b
    Examples:
      toolkit fonts add Java.ttf --family noto-sans-javanese --script Java --licence OFL.txt -w mine
      toolkit fonts add Brand.ttf BrandBold.ttf --family brand --language vi --licence OFL.txt -w mine
    """
    if bool(script) == bool(language):
        raise click.UsageError("say what it is for: --script CODE or --language TAG")
    if workspace is None:
        raise click.UsageError("say where your campaigns are: --workspace DIR")
    font = NewFont(
        family=family,
        regular=regular,
        bold=bold,
        licence=licence,
        script=language.script if language else script,
        language=language,
    )
    for path in add_font(font, workspace / "fonts"):
        talk.result(str(path))
