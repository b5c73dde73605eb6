"""Shaping: a whole text to measure it, and each finished line to draw it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toolkit.typeset.fonts.face import Face, FontFeatures, Glyph, GlyphExtents
from toolkit.typeset.shaping.itemise import ItemisedText, Run
from toolkit.typeset.unicode.bidi import visual_order
from toolkit.typeset.unicode.scripts import JOINED

SOFT_HYPHEN = "\u00ad"
HYPHEN = "-"
DOTTED_CIRCLE = "\u25cc"

NO_LIGATURES: FontFeatures = {"liga": False, "clig": False}


@dataclass(frozen=True, slots=True)
class Measures:
    """Per character, in thousandths of an em.

    `ends` is where each ends, beginning with 0; `tops` and `bottoms` the ink above and below the baseline;
    `befores` and `afters` the white on the side the text comes from, and goes to. `circled` are the indices
    of clusters that the shaper could not form: it drew a dotted circle (U+25CC) where the text has none.
    """

    ends: NDArray[np.float64]
    tops: NDArray[np.float64]
    bottoms: NDArray[np.float64]
    befores: NDArray[np.float64]
    afters: NDArray[np.float64]
    circled: tuple[int, ...]


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
    ink: GlyphExtents


def measure(item: ItemisedText, tracking: float) -> Measures:
    """Shape every run in its context and give each character its advance and its ink."""
    cells = [[0.0] * 5 for _ in item.text]
    circled: list[int] = []
    for run in item.runs:
        glyphs = _shape(item, run, run.start, run.end, tracking)
        _gather(run, glyphs, cells)
        circled += _circled(item, run, glyphs)
    columns = np.array(cells).T if cells else np.zeros((5, 0))
    ends = np.zeros(len(cells) + 1)
    np.cumsum(columns[0], out=ends[1:])
    return Measures(ends, columns[1], columns[2], columns[3], columns[4], tuple(sorted(set(circled))))


def _circled(item: ItemisedText, run: Run, glyphs: list[Glyph]) -> list[int]:
    circle = run.face.dotted_circle
    return [
        glyph.cluster for glyph in glyphs if glyph.gid == circle and item.text[glyph.cluster] != DOTTED_CIRCLE
    ]


def _gather(run: Run, glyphs: list[Glyph], cells: list[list[float]]) -> None:
    """Add the glyphs of a run to the cells of their characters: advance, top, bottom, white before, after."""
    extents = run.face.extents
    for gid, cluster, advance, x, y in glyphs:
        cell = cells[cluster]
        box = extents(gid)
        if advance:
            left, right = box.left + x, advance - box.right - x
            first = not cell[0]
            # Left to right: the last glyph of a cluster is its end, or its start in a right-to-left run.
            if first or run.rtl:
                cell[3] = right if run.rtl else left
            if first or not run.rtl:
                cell[4] = left if run.rtl else right
        cell[0] += advance
        cell[1] = max(cell[1], box.top + y)
        cell[2] = max(cell[2], -box.bottom - y)


def hyphen_width(item: ItemisedText, index: int, tracking: float) -> float:
    """Return the advance of a hyphen after the character before `index`, in thousandths of an em."""
    cut = hyphened(item, index)
    run = cut.runs[-1]
    return sum(glyph.advance for glyph in _shape(cut, run, index, index + 1, tracking))


def hyphened(item: ItemisedText, end: int) -> ItemisedText:
    """Cut a text off after some characters, with a hyphen in the face of the last of them."""
    runs = [run for run in item.runs if run.start < end]
    return replace(
        item,
        text=f"{item.text[:end]}{HYPHEN}",
        codepoints=[*item.codepoints[:end], ord(HYPHEN)],
        levels=(*item.levels[:end], item.levels[end - 1]),
        runs=(*runs[:-1], replace(runs[-1], end=end + 1)),
        fills=(*item.fills[:end], item.fills[end - 1]),
    )


def shape_line(item: ItemisedText, start: int, end: int, tracking: float) -> ShapedLine:
    """Shape the characters from `start` to `end` as one line, in visual order (UAX #9, L2)."""
    if item.text[start:end].endswith(SOFT_HYPHEN):
        item = _with_hyphen(item, end - 1)
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
    return ShapedLine(start, end, tuple(glyphs), pen, ink_of(glyphs))


def _with_hyphen(item: ItemisedText, index: int) -> ItemisedText:
    """Make a soft hyphen that ends a line a visible one."""
    codepoints = [*item.codepoints[:index], ord(HYPHEN), *item.codepoints[index + 1 :]]
    return replace(item, codepoints=codepoints)


def _between(item: ItemisedText, start: int, end: int) -> Iterator[Run]:
    return (run for run in item.runs if run.start < end and run.end > start)


def _shape(item: ItemisedText, run: Run, start: int, end: int, tracking: float) -> list[Glyph]:
    space = _space(run, tracking)
    glyphs = item.shaped(run, start, end, _features(item, start, end, spaced=bool(space)))
    return _tracked(glyphs, space) if space else glyphs


def _features(item: ItemisedText, start: int, end: int, *, spaced: bool) -> FontFeatures | None:
    if spaced:
        return NO_LIGATURES
    halves = [[index, index + 1, 1] for index in sorted(item.halved) if start <= index < end]
    return {"halt": halves} if halves else None


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


def ink_of(glyphs: Iterable[PlacedGlyph]) -> GlyphExtents:
    """Return the box around the ink of some glyphs of a line."""
    boxes = [
        (box.left + glyph.x, box.bottom + glyph.y, box.right + glyph.x, box.top + glyph.y)
        for glyph in glyphs
        if (box := glyph.face.extents(glyph.gid)).right > box.left
    ]
    if not boxes:
        return GlyphExtents(0.0, 0.0, 0.0, 0.0)
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return GlyphExtents(min(lefts), min(bottoms), max(rights), max(tops))
