"""Commands for people who check letters: one text set on its own, and specimens of every script."""

import re
import sys
from pathlib import Path

import click

from toolkit.cli.console import PROBLEMS, Talk
from toolkit.cli.options import in_workspace, talking
from toolkit.files import write_atomic
from toolkit.languages import Language, UnknownLanguageError
from toolkit.render.encode.choose import encode
from toolkit.reports.fonts.specimens import (
    Specimens,
    UnknownScriptError,
    draw_specimens,
    page_files,
    pages_pdf,
    strip_png,
)
from toolkit.reports.fonts.text_proof import TextProof, prove
from toolkit.sources.project import Folders, read_project
from toolkit.sources.workspace.typography import load_typography
from toolkit.typeset import Align, FontError, FontLibrary, TextStyle, VerticalAlign
from toolkit.units import PixelSize

_FRAME = re.compile(r"(\d{1,5})[x×](\d{1,5})")
_SIZES = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_BOLD, _REGULAR = 700, 400


def _language(_context: click.Context, _parameter: click.Parameter, tag: str) -> Language:
    try:
        return Language(tag)
    except UnknownLanguageError as error:
        raise click.BadParameter(str(error)) from error


def _languages(
    context: click.Context, parameter: click.Parameter, tags: tuple[str, ...]
) -> tuple[Language, ...]:
    return tuple(_language(context, parameter, tag) for tag in tags)


def _frame(_context: click.Context, _parameter: click.Parameter, text: str) -> PixelSize:
    match = _FRAME.fullmatch(text)
    if not match or not int(match[1]) or not int(match[2]):
        raise click.BadParameter(f"'{text}' is no width and height in px like 600x300")
    return PixelSize(int(match[1]), int(match[2]))


def _sizes(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[float, float]:
    match = _SIZES.fullmatch(text)
    smallest, largest = (float(match[1]), float(match[2] or match[1])) if match else (0.0, 0.0)
    if not 0 < smallest <= largest:
        raise click.BadParameter(f"'{text}' is no size in px like 48, nor two like 18-96")
    return smallest, largest


def _colour(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
    if text and not _COLOUR.fullmatch(text):
        raise click.BadParameter(f"'{text}' is no colour like #0b1f4b")
    return text


@click.command()
@click.argument("text")
@click.option("--language", "-l", required=True, metavar="TAG", callback=_language, help="Its language.")
@click.option(
    "--frame", metavar="WxH", default="1200x400", show_default=True, callback=_frame, help="Its room, in px."
)
@click.option(
    "--size",
    metavar="MIN-MAX",
    default="12-96",
    show_default=True,
    callback=_sizes,
    help="Smallest and largest size, in px; the largest that fits is taken.",
)
@click.option("--max-lines", type=click.IntRange(1, 99), default=99, help="Most lines.")
@click.option("--bold", is_flag=True, help="Set it in bold.")
@click.option(
    "--align",
    type=click.Choice(("start", "middle", "end")),
    default="start",
    show_default=True,
    help="Where lines stand; the start is where the language begins.",
)
@click.option(
    "--valign",
    type=click.Choice(("top", "middle", "bottom")),
    default="top",
    show_default=True,
    help="Where the text stands in the box.",
)
@click.option(
    "--colour",
    metavar="#RRGGBB",
    default="#000000",
    show_default=True,
    callback=_colour,
    help="Colour of the letters.",
)
@click.option("--background", metavar="#RRGGBB", default="", callback=_colour, help="Default: see-through.")
@click.option(
    "--font", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A font file to try first."
)
@click.option("--out", "-o", metavar="FILE", default="", help="Write an .svg or .png; - prints the SVG.")
@click.option("--json", "as_json", is_flag=True, help="Print every line, size and box as JSON.")
@in_workspace
@talking
def text(  # noqa: PLR0913  one for each option
    *,
    text: str,
    language: Language,
    frame: PixelSize,
    size: tuple[float, float],
    max_lines: int,
    bold: bool,
    align: Align,
    valign: VerticalAlign,
    colour: str,
    background: str,
    font: Path | None,
    out: str,
    as_json: bool,
    workspace: Path | None,
    talk: Talk,
) -> None:
    """Set one TEXT outside any design and say how it came out.

    Prints its size, its lines, and what is wrong: characters that no font has, or too many of them. Then the
    exit code is 1. A line break in the text is kept; \\n stands for one.

    \b
    Examples:
      toolkit text "تسريع التحول الرقمي" --language ar
      toolkit text "Tăng tốc chuyển đổi số" -l vi --frame 600x300 --max-lines 3 --bold -o theme.png
    """
    style = TextStyle(
        weight=_BOLD if bold else _REGULAR,
        min_size=size[0],
        max_size=size[1],
        max_lines=max_lines,
        align=align,
        valign=valign,
        typography=load_typography(Folders.of(workspace).assets, []).of(language),
    )
    fonts = _fonts(workspace, font)
    proof = prove(text.replace("\\n", "\n"), language=language, style=style, frame=frame, fonts=fonts)
    _write_proof(proof, out, colour, background, talk)
    say = talk.note if out == "-" else talk.result
    for line in [proof.layout.to_json()] if as_json else proof.lines():
        say(line)
    if proof.faults:
        sys.exit(PROBLEMS)


def _fonts(workspace: Path | None, font: Path | None) -> FontLibrary:
    fonts = FontLibrary.load(*Folders.of(workspace).fonts)
    try:
        return fonts.led_by(font) if font else fonts
    except FontError as error:
        raise click.UsageError(f"{font}: {error}") from error


def _write_proof(proof: TextProof, out: str, colour: str, background: str, talk: Talk) -> None:
    if out == "-":
        talk.document(proof.svg(colour, background))
    elif out.lower().endswith(".svg"):
        write_atomic(Path(out), proof.svg(colour, background).encode())
    elif out.lower().endswith(".png"):
        write_atomic(Path(out), encode(proof.pixels(colour, background), formats=("png",)).data)
    elif out:
        raise click.UsageError(f"'{out}' is no .svg or .png file")


@click.command()
@click.option(
    "--script", "-s", "scripts", multiple=True, metavar="CODE", help="Only this script (ISO 15924)."
)
@click.option(
    "--language",
    "-l",
    "languages",
    multiple=True,
    metavar="TAG",
    callback=_languages,
    help="Only this language.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("specimen.pdf"),
    show_default=True,
    help="A .pdf, a .png, or a folder for one picture a page.",
)
@in_workspace
@talking
def specimen(
    *,
    scripts: tuple[str, ...],
    languages: tuple[Language, ...],
    out: Path,
    workspace: Path | None,
    talk: Talk,
) -> None:
    """Draw pages that native readers can check: every official language of the 193 member states.

    Each language shows its name, a date, numbers, and long and short texts, among them the campaigns' themes.

    \b
    Examples:
      toolkit specimen
      toolkit specimen --script Arab --script Deva -o pages
      toolkit specimen --language vi -o vietnamese.png
    """
    project, _ = read_project(workspace)
    try:
        drawn = draw_specimens(project, scripts, languages, talk.stage)
    except UnknownScriptError as error:
        raise click.UsageError(str(error)) from error
    for path in _write_specimens(drawn, out):
        talk.result(str(path))
    talk.stop_at(drawn.problems)


def _write_specimens(drawn: Specimens, out: Path) -> list[Path]:
    if out.suffix.lower() not in (".pdf", ".png"):
        files = list(page_files(out, drawn.pages))
    elif out.suffix.lower() == ".pdf":
        files = [(out, pages_pdf(drawn.pages))]
    else:
        files = [(out, strip_png(drawn.pages))]
    for path, data in files:
        write_atomic(path, data)
    return [path for path, _ in files]
