"""Commands for people who look: contact sheets."""

from pathlib import Path
from typing import TextIO

import click

from toolkit.cli.console import Talk
from toolkit.cli.options import in_workspace, on_cores, selecting, talking
from toolkit.cli.plan import unfit_lines
from toolkit.files import write_atomic
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.session import Session
from toolkit.render.checks.colour_vision import DEFICIENCIES, Deficiency
from toolkit.render.encode.choose import TooHeavyError
from toolkit.render.engines.engine import DEFAULT_ENGINE
from toolkit.reports.contact_sheet.cells import CellLook
from toolkit.reports.contact_sheet.sheet import (
    EmptySheetError,
    Form,
    LayoutName,
    SheetOptions,
    SheetTooLargeError,
    draw_sheet_in,
)

_FORMS: dict[str, Form] = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".html": "html", ".htm": "html"}
_WIDTHS: dict[LayoutName, int] = {"grid": 3600, "mosaic": 1600}


@click.command()
@selecting
@click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("sheet.html"),
    show_default=True,
    help="The file: .html, .png or .jpg.",
)
@click.option(
    "--cell",
    type=click.IntRange(40, 2000),
    default=320,
    show_default=True,
    help="Side of a square picture, in px; other shapes get the same area (in a mosaic: the height).",
)
@click.option(
    "--safe",
    is_flag=True,
    help="Show safe areas (blue), covered parts (pink), frames (yellow) and their rules, ink (green), "
    "and pins that were worked out (violet).",
)
@click.option(
    "--vision",
    type=click.Choice(DEFICIENCIES),
    help="Show how people without red, green or blue cones see it, or without any.",
)
@click.option(
    "--layout",
    type=click.Choice(("grid", "mosaic")),
    default="grid",
    show_default=True,
    help="A labelled grid, or pictures only, in rows of equal height.",
)
@click.option(
    "--width",
    type=click.IntRange(200, 20_000),
    help="Where the picture wraps, in px.  [default: 3600; mosaic 1600]",
)
@click.option(
    "--assets",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Show just the assets named in this file, in its order, a name per line (`toolkit plan -v`).",
)
@click.option(
    "--max-kb", type=click.IntRange(min=1), help="Most kilobytes; the quality of a .jpg is lowered to fit."
)
@in_workspace
@on_cores
@talking
def sheet(  # noqa: PLR0913  one for each option
    *,
    selection: Selection,
    out: Path,
    cell: int,
    safe: bool,
    vision: Deficiency | None,
    layout: LayoutName,
    width: int | None,
    assets: TextIO | None,
    max_kb: int | None,
    workspace: Path | None,
    jobs: int,
    talk: Talk,
) -> None:
    """Draw a contact sheet: languages down, placements across, whatever is wrong outlined in red.

    It is drawn in spite of problems; they are listed on the sheet and here, and the exit code is 1.

    \b
    Examples:
      toolkit sheet wtisd-2021 --design theme -o theme.html
      toolkit sheet --design quote -p x-post-landscape -p instagram-story -l ar -l zh -o quotes.png
      toolkit sheet wtisd-2024 -p youtube-banner --safe -o banner.png
    """
    names = tuple(line.strip() for line in assets if line.strip()) if assets else ()
    if assets and (not names or selection != Selection()):
        raise click.UsageError("--assets needs a file with names, and stands alone")
    options = SheetOptions(
        look=CellLook(engine=DEFAULT_ENGINE, guides=safe, vision=vision),
        form=_form(out),
        layout=layout,
        cell=cell,
        width=width or _WIDTHS[layout],
        names=names,
        max_bytes=max_kb * 1000 if max_kb else None,
    )
    try:
        with Session(workspace, jobs=jobs) as session:
            drawn = draw_sheet_in(session, selection, options, talk.stage)
    except (EmptySheetError, SheetTooLargeError, TooHeavyError) as error:
        raise click.UsageError(str(error)) from error
    write_atomic(out, drawn.data)
    for design, placement in drawn.unserved:
        talk.note(f"not served: {design} has no artboard for {placement}")
    for line in unfit_lines(drawn.unfit):
        talk.note(line)
    talk.result(str(out))
    talk.stop_at(drawn.problems)


def _form(out: Path) -> Form:
    form = _FORMS.get(out.suffix.lower())
    if form is None:
        raise click.UsageError(f"'{out}' is no .html, .png or .jpg file")
    return form
