"""Checks on finished pixels: does every QR symbol scan, and can every line be read on what lies behind it."""

from collections.abc import Iterator
from itertools import groupby

from toolkit.compose.layout import Layout, TextBox
from toolkit.errors import Place, Problem
from toolkit.render.pixels import Pixels
from toolkit.render.raster import Engine
from toolkit.render.verify import (
    LARGE_TEXT_CONTRAST,
    TEXT_CONTRAST,
    contrast_behind,
    decode_qr,
    rgb_from_hex,
    without_words,
)
from toolkit.units import PixelSize, Rect

_GROUND_SIDE = 640  # px; what lies behind words is smooth, so a small picture of it tells the same
_LARGE_PX, _LARGE_BOLD_PX, _BOLD = 24.0, 18.66, 600  # WCAG 2.2, 1.4.3 "large scale"


def qr_problems(pixels: Pixels, layout: Layout, drawing: Place) -> Iterator[Problem]:
    """Yield a problem for every symbol that does not read back as its address (ISO/IEC 18004 decoding)."""
    if not layout.qr:
        return
    read = decode_qr(pixels)
    for code in layout.qr:
        if code.address not in read:
            found = f"reads as '{read[0]}'" if read else "cannot be read"
            yield Problem(
                trail=(Place(file=drawing.file, at=code.slot),),
                message=f"the QR code {found} in a {layout.size} picture, not as '{code.address}'",
                hint="give it a larger frame on a plain ground",
            )


def contrast_problems(svg: bytes, engine: Engine, layout: Layout, drawing: Place) -> Iterator[Problem]:
    """Yield a problem for every slot whose words are too faint on what lies behind (WCAG 2.2, 1.4.3)."""
    ground, shrink = _ground(svg, engine, layout.size)
    faint = [
        (text.slot, needed, found)
        for text, needed, found in _measured(ground, shrink, layout)
        if found < needed
    ]
    for slot, lines in groupby(faint, key=lambda entry: entry[0]):
        worst = min(lines, key=lambda entry: entry[2])
        yield Problem(
            trail=(Place(file=drawing.file, at=slot),),
            message=f"contrast is {worst[2]:.1f}:1 in a {layout.size} picture; {worst[1]}:1 is needed",
            hint="change the colour of the text, or calm what lies behind it",
        )


def _ground(svg: bytes, engine: Engine, size: PixelSize) -> tuple[Pixels, float]:
    """The picture without its words, drawn small; and its scale."""
    shrink = min(1.0, _GROUND_SIDE / max(size.width, size.height))
    small = PixelSize(max(round(size.width * shrink), 1), max(round(size.height * shrink), 1))
    return engine.rasterise(without_words(svg), small), shrink


def _measured(ground: Pixels, shrink: float, layout: Layout) -> Iterator[tuple[TextBox, float, float]]:
    for text in layout.texts:
        if not text.fill.startswith("#"):
            continue
        large = text.font_px >= (_LARGE_BOLD_PX if text.weight >= _BOLD else _LARGE_PX)
        needed = LARGE_TEXT_CONTRAST if large else TEXT_CONTRAST
        for ink in text.line_inks:
            yield (
                text,
                needed,
                contrast_behind(ground, _scaled(ink, layout.scale * shrink), rgb_from_hex(text.fill)),
            )


def _scaled(box: Rect, factor: float) -> Rect:
    return Rect(box.x * factor, box.y * factor, box.width * factor, box.height * factor)
