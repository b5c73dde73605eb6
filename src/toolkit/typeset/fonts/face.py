"""One font face: coverage, shaping and outlines. The only module that speaks to HarfBuzz.

Everything it gives is in thousandths of an em with y growing upwards, whatever the font's own units.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from toolkit.typeset.fonts.pen import GlyphPath, PathPen, Pen

EM = 1000.0

_IGNORED = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES


FontFeatures = Mapping[str, bool | int | list[list[int]]]
"""OpenType features: on, off or a value, or a list of [start, end, value] for parts of the text."""


class FontError(Exception):
    """A font that cannot be read or that HarfBuzz refuses to shape with."""


class Glyph(NamedTuple):
    """A placed glyph: its id, the index of its first character, its advance and its offset from the pen."""

    gid: int
    cluster: int
    advance: float
    x: float
    y: float


class GlyphExtents(NamedTuple):
    """The ink of a glyph relative to its origin; y upwards."""

    left: float
    bottom: float
    right: float
    top: float


NO_INK = GlyphExtents(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a face is used: at which values of its axes, how large, how slanted, with which features.

    `scale` enlarges letters beside those of other faces at the same size. `skew` is in degrees to the right.
    `features` are OpenType features with their values, added to those that a run needs.
    """

    variations: tuple[tuple[str, float], ...] = ()
    scale: float = 1.0
    skew: float = 0.0
    features: tuple[tuple[str, int], ...] = ()


PLAIN: Final = Cut()


class Face:
    """A face of a font file, as a cut of it. Glyph outlines, extents and coverage are kept once asked for."""

    def __init__(self, data: bytes | Path, index: int = 0, cut: Cut = PLAIN) -> None:
        try:
            blob = hb.Blob(data) if isinstance(data, bytes) else hb.Blob.from_file_path(str(data))
            self._face = hb.Face(blob, index)
            self._font = hb.Font(self._face)
            glyphs = self._face.glyph_count
        except (hb.HarfBuzzError, MemoryError, OSError, ValueError) as error:
            raise FontError(f"the font cannot be read: {error}") from error
        if not glyphs or not self._face.upem:
            raise FontError("the file holds no glyphs: it is not a font, or it is broken")
        if cut.variations:
            self._font.set_variations(dict(cut.variations))
        if cut.skew:
            self._font.synthetic_slant = math.tan(math.radians(cut.skew))
        self.glyph_count: int = glyphs
        self.units_per_em: int = self._face.upem
        self.unit: float = EM / self._face.upem * cut.scale
        self._features: dict[str, bool | int | list[list[int]]] = dict(cut.features)
        self._nominal: dict[str, bool] = {}
        self._paths: dict[int, GlyphPath] = {}
        self._extents: dict[int, GlyphExtents] = {}

    @cached_property
    def dotted_circle(self) -> int:
        """The glyph of U+25CC, which shows a mark that has nothing to stand on; -1 if the font has none."""
        gid = self._font.get_nominal_glyph(0x25CC)
        return -1 if gid is None else int(gid)

    def covers(self, char: str) -> bool:
        """Tell whether the font maps a character to a glyph."""
        known = self._nominal.get(char)
        if known is None:
            known = self._font.get_nominal_glyph(ord(char)) is not None
            self._nominal[char] = known
        return known

    def glyph_of(self, char: str) -> int:
        """Return the glyph that the font maps a character to, 0 if it maps it to none."""
        return int(self._font.get_nominal_glyph(ord(char)) or 0)

    @property
    def ascender(self) -> float:
        """The font's ascent above the baseline, in thousandths of an em."""
        return float(self._font.get_font_extents("ltr").ascender) * self.unit

    @property
    def descender(self) -> float:
        """The font's descent, negative below the baseline, in thousandths of an em."""
        return float(self._font.get_font_extents("ltr").descender) * self.unit

    @property
    def x_height(self) -> float:
        """The height of small letters, in thousandths of an em; half an em where the font does not say."""
        return self._metric(hb.OTMetricsTag.X_HEIGHT) or EM / 2

    @property
    def underline(self) -> tuple[float, float]:
        """Where an underline begins above the baseline (negative), and how thick it is; as above."""
        return self._stroke_of(hb.OTMetricsTag.UNDERLINE_OFFSET, hb.OTMetricsTag.UNDERLINE_SIZE, -0.1 * EM)

    @property
    def strikeout(self) -> tuple[float, float]:
        """The top of a line through letters above the baseline, and how thick it is; thousandths of an em."""
        return self._stroke_of(hb.OTMetricsTag.STRIKEOUT_OFFSET, hb.OTMetricsTag.STRIKEOUT_SIZE, 0.3 * EM)

    def _stroke_of(self, offset: Any, size: Any, usual: float) -> tuple[float, float]:  # noqa: ANN401
        return self._metric(offset) or usual, self._metric(size) or 0.05 * EM

    def _metric(self, tag: Any) -> float:  # noqa: ANN401 - HarfBuzz has no types
        return float(self._font.get_metric_position(tag) or 0) * self.unit

    def characters(self) -> frozenset[int]:
        """Return every code point the font maps."""
        return frozenset(self._face.unicodes)

    def shape(
        self,
        codepoints: list[int],
        start: int,
        end: int,
        *,
        rtl: bool,
        script: str,
        language: str,
        features: FontFeatures | None = None,
    ) -> list[Glyph]:
        """Shape ``codepoints[start:end]`` seeing the text around it; glyphs come from left to right.

        Raises `FontError` if HarfBuzz gives up, as it does on hostile fonts.
        """
        try:
            buffer = hb.Buffer()
            buffer.flags = _IGNORED | _edges(start, end, len(codepoints))
            buffer.direction = "rtl" if rtl else "ltr"
            buffer.script = script
            buffer.language = language
            buffer.add_codepoints(codepoints, start, end - start)
            hb.shape(self._font, buffer, {**self._features, **(features or {})})
            infos, positions = buffer.glyph_infos, buffer.glyph_positions
        except (hb.HarfBuzzError, MemoryError, ValueError) as error:
            raise FontError(f"HarfBuzz cannot shape with this font: {error!r}") from error
        unit = self.unit
        return [
            Glyph(info.codepoint, info.cluster, at.x_advance * unit, at.x_offset * unit, at.y_offset * unit)
            for info, at in zip(infos or (), positions or (), strict=True)
        ]

    def extents(self, gid: int) -> GlyphExtents:
        """Return the ink box of a glyph."""
        known = self._extents.get(gid)
        if known is None:
            box = self._font.get_glyph_extents(gid)
            known = self._extents[gid] = self._scaled(box) if box and box.width else NO_INK
        return known

    def _scaled(self, box: Any) -> GlyphExtents:  # noqa: ANN401 - HarfBuzz has no types
        left, top = box.x_bearing * self.unit, box.y_bearing * self.unit
        return GlyphExtents(left, top + box.height * self.unit, left + box.width * self.unit, top)

    def draw(self, gid: int, pen: Pen) -> None:
        """Send the outline of a glyph to a pen, in the font's own units, y upwards.

        Raises `FontError` if the outline is broken beyond drawing.
        """
        try:
            self._font.draw_glyph(gid, _draw_functions(), pen)
        except (hb.HarfBuzzError, MemoryError, ValueError) as error:
            raise FontError(f"glyph {gid} cannot be drawn: {error!r}") from error

    def path(self, gid: int) -> GlyphPath:
        """Return the outline of a glyph as relative path commands; y downwards, thousandths of an em."""
        known = self._paths.get(gid)
        if known is None:
            pen = PathPen(self.unit)
            self.draw(gid, pen)
            known = self._paths[gid] = pen.finish()
        return known

    def glyph_name(self, gid: int) -> str:
        """Return the name of a glyph, or ``gidNNN`` if it has none that can be read."""
        try:
            return str(self._font.glyph_to_string(gid))
        except UnicodeDecodeError:
            return f"gid{gid}"


@cache
def _draw_functions() -> Any:  # noqa: ANN401 - HarfBuzz has no types
    """Return the drawing callbacks; the pen travels as their data."""
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    functions.set_quadratic_to_func(lambda *a: a[-1].curve("q", *a[:-1]))
    functions.set_cubic_to_func(lambda *a: a[-1].curve("c", *a[:-1]))
    functions.set_close_path_func(lambda pen: pen.close())
    return functions


def _edges(start: int, end: int, length: int) -> Any:  # noqa: ANN401 - HarfBuzz has no types
    flags = hb.BufferFlags.DEFAULT
    if start == 0:
        flags |= hb.BufferFlags.BOT
    if end == length:
        flags |= hb.BufferFlags.EOT
    return flags
