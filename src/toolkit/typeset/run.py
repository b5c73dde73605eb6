"""One run of text with one given font file: glyph ids, positions and outlines, for tools and tests.

Fonts come from anywhere and may be broken or hostile: whatever they hold, the outcome is a `GlyphRun` or
a `FontError`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.languages import Direction
from toolkit.typeset.fonts.face import EM, Cut, Face, FontFeatures
from toolkit.typeset.fonts.pen import numbers
from toolkit.typeset.unicode.scripts import COMMON, char_script

_RTL = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunGlyph:
    """A glyph in place: origin and advance in font units, y upwards; `cluster` is a character's index."""

    gid: int
    name: str
    cluster: int
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphRun:
    """The glyphs of a run from left to right, in font units, with one outline for each glyph id.

    An outline is SVG path data with absolute commands, y upwards; empty for a glyph without ink.
    """

    text: str
    units_per_em: int
    ascender: float
    descender: float
    advance: float
    glyphs: tuple[RunGlyph, ...]
    outlines: Mapping[int, str]


def shape_run(  # noqa: PLR0913 - what shapers take
    font: bytes | Path,
    text: str,
    *,
    face: int = 0,
    variations: Mapping[str, float] | None = None,
    features: FontFeatures | None = None,
    language: str = "und",
    script: str | None = None,
    direction: Direction | None = None,
) -> GlyphRun:
    """Shape a text as one run: no bidi, no fallback, no line breaks.

    `variations` are axis tags with user-space values, `features` OpenType tags, `script` an ISO 15924 code
    (by default that of the first letter), `direction` that of the script if not given. Raises `FontError`.
    """
    opened = Face(font, face, Cut(variations=tuple((variations or {}).items())))
    written = script or _script(text)
    rtl = direction == "rtl" if direction else written in _RTL
    codepoints = [ord(char) for char in text]
    shaped = opened.shape(
        codepoints, 0, len(codepoints), rtl=rtl, script=written, language=language, features=features
    )
    glyphs, pen = [], 0.0
    for gid, cluster, advance, x, y in shaped:
        glyphs.append(
            RunGlyph(
                gid=gid,
                name=opened.glyph_name(gid),
                cluster=cluster,
                x=_units(pen + x, opened),
                y=_units(y, opened),
                advance=_units(advance, opened),
            )
        )
        pen += advance
    return GlyphRun(
        text=text,
        units_per_em=opened.units_per_em,
        ascender=_units(opened.ascender, opened),
        descender=_units(opened.descender, opened),
        advance=_units(pen, opened),
        glyphs=tuple(glyphs),
        outlines={gid: _outline(opened, gid) for gid in dict.fromkeys(glyph.gid for glyph in glyphs)},
    )


def _script(text: str) -> str:
    return next((script for char in text if (script := char_script(char)) != COMMON), "Latn")


def _units(thousandths: float, face: Face) -> float:
    return round(thousandths * face.units_per_em / EM, 4)


@dataclass(slots=True)
class _AbsolutePen:
    parts: list[str] = field(default_factory=list)

    def move(self, x: float, y: float) -> None:
        self.parts.append("M" + numbers([x, y]))

    def line(self, x: float, y: float) -> None:
        self.parts.append("L" + numbers([x, y]))

    def curve(self, command: str, *coordinates: float) -> None:
        self.parts.append(command.upper() + numbers(list(coordinates)))

    def close(self) -> None:
        self.parts.append("Z")


def _outline(face: Face, gid: int) -> str:
    pen = _AbsolutePen()
    face.draw(gid, pen)
    return "".join(pen.parts)
