"""Shaping: a whole text to measure it, and each finished line to draw it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.typeset.bidi import visual_order
from toolkit.typeset.face import Extents, Face, Glyph
from toolkit.typeset.itemise import ItemisedText, Run
from toolkit.typeset.scripts import JOINED

_NO_LIGATURES = {"liga": False, "clig": False}


@dataclass(frozen=True, slots=True)
class Measures:
    """Per character, in thousandths of an em: ink above and below, and where it ends (from 0 at index 0)."""

    ends: NDArray[np.float64]
    tops: NDArray[np.float64]
    bottoms: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A glyph on a line: its face, its origin (thousandths of an em, y upwards) and its colour."""

    face: Face
    gid: int
    cluster: int
    x: float
    y: float
    fill: str | None


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """The glyphs of a line from left to right, its advance and ink; thousandths of an em, y upwards."""

    start: int
    end: int
    glyphs: tuple[PlacedGlyph, ...]
    advance: float
    ink: Extents


def measure(item: ItemisedText, tracking: float) -> Measures:
    """Shape every run in its context and give each character its advance and its ink."""
    length = len(item.text)
    advances = [0.0] * length
    tops = [0.0] * length
    bottoms = [0.0] * length
    for run in item.runs:
        extents = run.face.extents
        for gid, cluster, advance, _, y in _shape(item, run, run.start, run.end, tracking):
            advances[cluster] += advance
            box = extents(gid)
            tops[cluster] = max(tops[cluster], box.top + y)
            bottoms[cluster] = max(bottoms[cluster], -box.bottom - y)
    ends = np.zeros(length + 1)
    np.cumsum(advances, out=ends[1:])
    return Measures(ends, np.array(tops), np.array(bottoms))


def shape_line(item: ItemisedText, start: int, end: int, tracking: float) -> ShapedLine:
    """Shape the characters from `start` to `end` as one line, in visual order (UAX #9, L2)."""
    cuts = [(run, max(run.start, start), min(run.end, end)) for run in _between(item, start, end)]
    glyphs: list[PlacedGlyph] = []
    pen = 0.0
    fills = item.fills
    order = visual_order([run.level for run, _, _ in cuts])
    for position, index in enumerate(order):
        run, first, last = cuts[index]
        shaped = _shape(item, run, first, last, tracking)
        for gid, cluster, advance, x, y in shaped:
            glyphs.append(PlacedGlyph(run.face, gid, cluster, pen + x, y, fills[cluster]))
            pen += advance
        if shaped and position == len(order) - 1:
            pen -= _space(run, tracking)
    return ShapedLine(start, end, tuple(glyphs), pen, _ink(glyphs))


def _between(item: ItemisedText, start: int, end: int) -> Iterator[Run]:
    return (run for run in item.runs if run.start < end and run.end > start)


def _shape(item: ItemisedText, run: Run, start: int, end: int, tracking: float) -> list[Glyph]:
    space = _space(run, tracking)
    glyphs = run.face.shape(
        item.codepoints,
        start,
        end,
        rtl=run.rtl,
        script=run.script,
        language=item.language.tag,
        features=_NO_LIGATURES if space else None,
    )
    return _tracked(glyphs, space) if space else glyphs


def _space(run: Run, tracking: float) -> float:
    """Letter spacing of a run: none where letters touch."""
    return 0.0 if run.script in JOINED else tracking * 1000


def _tracked(glyphs: list[Glyph], space: float) -> list[Glyph]:
    """Add letter spacing after each cluster."""
    last_of_cluster = [
        index + 1 == len(glyphs) or glyphs[index + 1].cluster != glyph.cluster
        for index, glyph in enumerate(glyphs)
    ]
    return [
        glyph._replace(advance=glyph.advance + space) if last else glyph
        for glyph, last in zip(glyphs, last_of_cluster, strict=True)
    ]


def _ink(glyphs: list[PlacedGlyph]) -> Extents:
    boxes = [
        (box.left + glyph.x, box.bottom + glyph.y, box.right + glyph.x, box.top + glyph.y)
        for glyph in glyphs
        if (box := glyph.face.extents(glyph.gid)).right > box.left
    ]
    if not boxes:
        return Extents(0.0, 0.0, 0.0, 0.0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Extents(min(lefts), min(bottoms), max(rights), max(tops))
