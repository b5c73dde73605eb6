"""Letters that a drawing puts in their places itself: shaped in their context, but in no line.

A text of SVG may move every letter (SVG 2, 11.5). So nothing is normalised, trimmed or joined here: an index
of a cluster is one of the text that was given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from toolkit.languages import Language
from toolkit.typeset.fonts.face import EM, Face
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.shaping.itemise import ItemisedText, Run, itemise
from toolkit.typeset.shaping.shaping import NO_LIGATURES
from toolkit.typeset.style import Look
from toolkit.typeset.text.prepare import PreparedText
from toolkit.typeset.unicode.bidi import visual_order
from toolkit.typeset.unicode.scripts import JOINED

__all__ = ["EM", "Cluster", "Letters", "Segment", "clusters_of", "outline_of"]

Segment = tuple[str, tuple[float, ...]]
"""A command of an outline (``M L Q C Z``) with its coordinates; font units, y upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters of one look; between `spaced` ones there is room, so that no ligature joins them."""

    text: str
    look: Look
    spaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """What is drawn of one or more characters; thousandths of an em, y upwards.

    `start` and `end` are indices of characters, `glyphs` are ids with their places from the cluster's origin.
    Where letters join, `joined` says that no room may part them.
    """

    start: int
    end: int
    face: Face
    glyphs: tuple[tuple[int, float, float], ...]
    advance: float
    joined: bool
    from_right: bool


def clusters_of(
    parts: Sequence[Letters], language: Language, fonts: FontLibrary, *, from_right: bool
) -> tuple[Cluster, ...]:
    """Shape letters that follow each other and return their clusters from left to right (UAX #9, L2)."""
    text = "".join(part.text for part in parts)
    if not text:
        return ()
    looks = tuple(part.look for part in parts for _ in part.text)
    prepared = PreparedText(text=text, looks=looks, fills=(None,) * len(text))
    item = itemise(prepared, language, fonts, int(from_right))
    cuts = list(_cuts(item, parts))
    order = visual_order([run.level for run, *_ in cuts])
    return tuple(cluster for index in order for cluster in _shaped(item, *cuts[index]))


def _cuts(item: ItemisedText, parts: Sequence[Letters]) -> Iterator[tuple[Run, int, int, bool]]:
    """Yield the runs of a text, cut where a part ends."""
    start = 0
    for part in parts:
        end = start + len(part.text)
        for run in item.runs:
            if run.start < end and run.end > start:
                yield run, max(run.start, start), min(run.end, end), part.spaced
        start = end


def _shaped(item: ItemisedText, run: Run, start: int, end: int, spaced: bool) -> Iterator[Cluster]:  # noqa: FBT001  a part
    glyphs = item.shaped(run, start, end, NO_LIGATURES if spaced else None)
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(pairwise([*starts, end]))
    for index, group in groupby(glyphs, key=lambda glyph: glyph.cluster):
        placed, pen = [], 0.0
        for glyph in group:
            placed.append((glyph.gid, pen + glyph.x, glyph.y))
            pen += glyph.advance
        yield Cluster(
            start=index,
            end=ends[index],
            face=run.face,
            glyphs=tuple(placed),
            advance=pen,
            joined=run.script in JOINED,
            from_right=run.rtl,
        )


class _SegmentPen:
    """Receives the calls of an outline as they are."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []

    def move(self, x: float, y: float) -> None:
        self.segments.append(("M", (x, y)))

    def line(self, x: float, y: float) -> None:
        self.segments.append(("L", (x, y)))

    def curve(self, command: str, *coordinates: float) -> None:
        self.segments.append((command.upper(), coordinates))

    def close(self) -> None:
        self.segments.append(("Z", ()))


@lru_cache(maxsize=4096)
def outline_of(face: Face, gid: int) -> tuple[Segment, ...]:
    """Return the outline of a glyph; multiply by `Face.unit` for thousandths of an em."""
    pen = _SegmentPen()
    face.draw(gid, pen)
    return tuple(pen.segments)
