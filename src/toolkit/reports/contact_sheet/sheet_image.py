"""A contact sheet as one picture: paintings and labels put on a plain ground, problems listed below."""

from collections.abc import Mapping, Sequence

import numpy as np

from toolkit.errors import Problem
from toolkit.languages import Language
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import PixelArray, Pixels
from toolkit.reports.contact_sheet.cells import Cell
from toolkit.reports.contact_sheet.sheet_plan import MARGIN, Label, SheetPlan, Spot
from toolkit.sources.job_key import JobKey
from toolkit.typeset import FontLibrary, TextStyle, typeset
from toolkit.typeset.layout.text_layout import text_svg
from toolkit.units import PixelSize, Size

_ENGLISH = "en"
_GROUND, _INK, _RED = "#e8eaed", "#1b1f24", "#d3122e"
_WHITE = (255, 255, 255)
_OUTLINE = 4
_NUMBER_HEIGHT = 14
_LEGEND_LINE = 40
_LEGEND_WIDEST = 1400
_LARGEST, _SMALLEST = 14.0, 5.0


def sheet_picture(
    planned: SheetPlan,
    cells: Mapping[JobKey, Cell],
    marks: Mapping[JobKey, Sequence[int]],
    faults: Sequence[Problem],
    fonts: FontLibrary,
    notes: Sequence[str] = (),
) -> Pixels:
    """Return the sheet: `marks` are the numbers of each picture's problems, `faults` the problems in order.

    `notes` are lines that stand below all, such as what guides mean.

    Without labels the ground between the pictures is white.
    """
    lines = len(faults) + len(notes)
    height = planned.size.height + (lines * _LEGEND_LINE + MARGIN if lines else 0)
    ground = _rgb(_GROUND) if planned.labels else _WHITE
    canvas = np.full((height, planned.size.width, 3), ground, dtype=np.uint8)
    for spot in planned.spots:
        numbers = marks.get(spot.job, ())
        if numbers:
            _outline(canvas, spot)
            _put(canvas, _number_label(spot, numbers), _RED, fonts)
        _paste(canvas, _pixels_of(cells[spot.job]), spot.x, spot.y)
    for label in (*planned.labels,):
        _put(canvas, label, _INK, fonts)
    said = [f"({number})  {fault}" for number, fault in enumerate(faults, start=1)]
    for number, label in enumerate(_legend(planned.size, [*said, *notes])):
        _put(canvas, label, _RED if number < len(said) else _INK, fonts)
    return Pixels(canvas)


def _pixels_of(cell: Cell) -> PixelArray:
    if cell.pixels is None:
        raise ValueError(f"{cell.job.stem} was painted for a page, not for a picture")
    return cell.pixels.array


def _outline(canvas: PixelArray, spot: Spot) -> None:
    rows = slice(spot.y - _OUTLINE, spot.y + spot.size.height + _OUTLINE)
    columns = slice(spot.x - _OUTLINE, spot.x + spot.size.width + _OUTLINE)
    canvas[rows, columns] = _rgb(_RED)


def _number_label(spot: Spot, numbers: Sequence[int]) -> Label:
    return Label(
        text=" ".join(f"({number})" for number in numbers),
        tag=_ENGLISH,
        x=spot.x,
        y=spot.y + spot.size.height + _OUTLINE + 1,
        size=PixelSize(spot.size.width, _NUMBER_HEIGHT),
        bold=True,
    )


def _legend(size: PixelSize, lines: Sequence[str]) -> list[Label]:
    width = min(size.width - 2 * MARGIN, _LEGEND_WIDEST)
    return [
        Label(
            text=line,
            tag=_ENGLISH,
            x=MARGIN,
            y=size.height + place * _LEGEND_LINE,
            size=PixelSize(width, _LEGEND_LINE - 6),
        )
        for place, line in enumerate(lines)
    ]


def _put(canvas: PixelArray, label: Label, fill: str, fonts: FontLibrary) -> None:
    """Set a label on its box, in its language's direction."""
    frame = Size(label.size.width, label.size.height)
    lines = max(1, int(frame.height // (_LARGEST * 1.1)))
    style = TextStyle(
        weight=700 if label.bold else 400,
        max_size=_LARGEST,
        min_size=_SMALLEST,
        max_lines=lines,
        balance=False,
    )
    layout = typeset(label.text, language=Language(label.tag), style=style, frame=frame, fonts=fonts)
    svg = text_svg(layout, frame, fill=fill, background=_GROUND)
    _paste(canvas, engine_named(DEFAULT_ENGINE).rasterise(svg, label.size).array, label.x, label.y)


def _paste(canvas: PixelArray, picture: PixelArray, x: int, y: int) -> None:
    target = canvas[y : y + picture.shape[0], x : x + picture.shape[1]]
    target[:] = picture[: target.shape[0], : target.shape[1], :3]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
