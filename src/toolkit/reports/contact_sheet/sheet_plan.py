"""Where everything stands on a contact sheet: arithmetic only, before a picture is painted. Lengths in px."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from toolkit.sources.job_key import JobKey, SeriesKey
from toolkit.units import PixelSize

MARGIN = 24
GAP = 22
"""Between pictures of a grid; room for the numbers of problems."""
MOSAIC_GAP = 8
LANGUAGE_WIDTH = 108
TITLE_HEIGHT = 26
LABEL_HEIGHT = 32

SizeOf = Callable[[str], PixelSize]
"""Gives the size of a placement by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A picture on the sheet: its top left corner and its size."""

    job: JobKey
    x: int
    y: int
    size: PixelSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words on the sheet, in the language `tag`, and the box they are set in."""

    text: str
    tag: str
    x: int
    y: int
    size: PixelSize
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """A sheet before it is painted; the list of problems comes below it."""

    size: PixelSize
    spots: tuple[Spot, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """What stands below one another: one placement of one design, row and look, in every language."""

    group: SeriesKey
    placement: str
    size: PixelSize


def cell_size(size: PixelSize, cell: int) -> PixelSize:
    """Return a picture's size on the sheet: the area of a square of `cell` px, its own shape, never enlarged.

    Equal areas let a banner and a story be read side by side; equal widths would not.
    """
    factor = min(1.0, cell / math.sqrt(size.width * size.height))
    # The shorter side first: rounding it would put the longer one of a 6:1 banner out by three pixels.
    if size.width >= size.height:
        height = max(1, round(size.height * factor))
        return PixelSize(round(height * size.aspect), height)
    width = max(1, round(size.width * factor))
    return PixelSize(width, round(width / size.aspect))


def columns_of(jobs: Sequence[JobKey], cell: int, size_of: SizeOf) -> tuple[GridColumn, ...]:
    """Return the columns of a grid in the order of the jobs, those under one title together."""
    columns = dict.fromkeys(
        GridColumn(
            group=job.series,
            placement=job.placement,
            size=cell_size(size_of(job.placement), cell),
        )
        for job in jobs
    )
    groups: dict[SeriesKey, list[GridColumn]] = {}
    for column in columns:
        groups.setdefault(column.group, []).append(column)
    return tuple(column for group in groups.values() for column in group)


def languages_of(jobs: Iterable[JobKey]) -> tuple[str, ...]:
    """Return the languages of some jobs, in the order they come in."""
    return tuple(dict.fromkeys(job.language for job in jobs))


def grid(
    jobs: Sequence[JobKey], *, cell: int, width: int, size_of: SizeOf, name_of: Callable[[str], str]
) -> SheetPlan:
    """Return a sheet with languages down and placements across, continued below where `width` is reached.

    `name_of` gives what a language is called beside its row.
    """
    by_place = {(job.series, job.placement, job.language): job for job in jobs}
    languages = languages_of(jobs)
    spots: list[Spot] = []
    labels: list[Label] = []
    y, right = MARGIN, 0
    for band in _bands(columns_of(jobs, cell, size_of), width):
        labels += _headings(band, y)
        y += TITLE_HEIGHT + LABEL_HEIGHT
        for language in languages:
            row = _row(band, language, y, by_place)
            if not row:
                continue
            height = max(spot.size.height for spot in row)
            box = PixelSize(LANGUAGE_WIDTH - GAP, max(height, LABEL_HEIGHT))
            labels.append(Label(text=name_of(language), tag=language, x=MARGIN, y=y, size=box, bold=True))
            spots += row
            y += box.height + GAP
        y += GAP
        right = max(right, _starts(band)[-1] + band[-1].size.width)
    return SheetPlan(size=PixelSize(right + MARGIN, y - GAP), spots=tuple(spots), labels=tuple(labels))


def _bands(columns: Sequence[GridColumn], width: int) -> list[list[GridColumn]]:
    """Columns that stand side by side; a band ends where the next column would pass the width."""
    bands: list[list[GridColumn]] = []
    for column in columns:
        if bands and _starts([*bands[-1], column])[-1] + column.size.width + MARGIN <= width:
            bands[-1].append(column)
        else:
            bands.append([column])
    return bands


def _starts(band: Sequence[GridColumn]) -> list[int]:
    """The left edge of every column; another title stands a gap apart."""
    starts, x = [], MARGIN + LANGUAGE_WIDTH
    for index, column in enumerate(band):
        x += GAP if index and column.group != band[index - 1].group else 0
        starts.append(x)
        x += column.size.width + GAP
    return starts


def _row(
    band: Sequence[GridColumn], language: str, y: int, by_place: dict[tuple[SeriesKey, str, str], JobKey]
) -> list[Spot]:
    return [
        Spot(job=job, x=x, y=y, size=column.size)
        for column, x in zip(band, _starts(band), strict=True)
        if (job := by_place.get((column.group, column.placement, language)))
    ]


def _headings(band: Sequence[GridColumn], y: int) -> list[Label]:
    """The title of every group over its columns, and the placement over each."""
    starts = _starts(band)
    groups: dict[SeriesKey, list[int]] = {}
    for index, column in enumerate(band):
        groups.setdefault(column.group, []).append(index)
    titles = [
        Label(
            text=group.title,
            tag="en",
            x=starts[indices[0]],
            y=y,
            size=PixelSize(
                starts[indices[-1]] + band[indices[-1]].size.width - starts[indices[0]], TITLE_HEIGHT - 4
            ),
            bold=True,
        )
        for group, indices in groups.items()
    ]
    return titles + [
        Label(
            text=column.placement,
            tag="en",
            x=x,
            y=y + TITLE_HEIGHT,
            size=PixelSize(column.size.width, LABEL_HEIGHT - 6),
        )
        for column, x in zip(band, starts, strict=True)
    ]


def mosaic(jobs: Sequence[JobKey], *, cell: int, width: int, size_of: SizeOf) -> SheetPlan:
    """Return a sheet of rows as high as fits the width exactly, about `cell` px, without a word.

    The rows are chosen so that their heights are as near to `cell` as they can be, together.
    """
    aspects = [size_of(job.placement).aspect for job in jobs]
    spots: list[Spot] = []
    y = 0
    for start, end in _justified(aspects, cell, width):
        row, height = (
            list(zip(jobs[start:end], aspects[start:end], strict=True)),
            _height(aspects[start:end], width),
        )
        edges = _edges(aspects[start:end], height)
        top, y = y, y + round(height) + MOSAIC_GAP
        for (job, _), (left, right) in zip(row, edges, strict=True):
            spots.append(Spot(job=job, x=left, y=top, size=PixelSize(right - left, round(height))))
    return SheetPlan(size=PixelSize(width, max(1, y - MOSAIC_GAP)), spots=tuple(spots), labels=())


def _height(aspects: Sequence[float], width: int) -> float:
    """The height at which pictures side by side, with gaps, are exactly as wide as the sheet."""
    return (width - (len(aspects) - 1) * MOSAIC_GAP) / sum(aspects)


def _edges(aspects: Sequence[float], height: float) -> list[tuple[int, int]]:
    """Left and right edges on whole pixels."""
    x, edges = 0.0, []
    for aspect in aspects:
        edges.append((round(x), round(x + aspect * height)))
        x += aspect * height + MOSAIC_GAP
    return edges


def _justified(aspects: Sequence[float], cell: int, width: int) -> list[tuple[int, int]]:
    """Where rows begin and end: the least sum of squared distances from the height wanted.

    Distances are ratios, so that a row twice as high counts like one half as high.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(aspects) + 1):
        best.append(
            min((best[start][0] + _cost(aspects[start:end], cell, width), start) for start in range(end))
        )
    rows, end = [], len(aspects)
    while end:
        start = best[end][1]
        rows.append((start, end))
        end = start
    return rows[::-1]


def _cost(aspects: Sequence[float], cell: int, width: int) -> float:
    height = _height(aspects, width)
    return math.log(height / cell) ** 2 if height > 1 else math.inf
