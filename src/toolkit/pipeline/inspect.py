"""Checks on finished pixels: does every QR symbol scan, and can every line be read on what lies behind it."""

import math
from collections.abc import Iterator, Sequence

from toolkit.compose.layout import Layout, TextBox
from toolkit.errors import Place, Problem, Severity
from toolkit.render.features import dropped_by
from toolkit.render.layers import over, thinned
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
from toolkit.units import Rect

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


def faint_words(
    layout: Layout, drawing: Place, body: bytes, ground: Pixels, engine: Engine
) -> Iterator[Problem]:
    """Yield a problem for every slot whose words are too faint on what lies behind (WCAG 2.2, 1.4.3).

    `body` is the document without the ground; the ground may be smaller than the picture.
    """
    behind, shrink = _behind(body, ground, engine)
    shrink *= ground.size.width / layout.size.width
    measured = [(text.slot, *_contrast(text, behind, layout.scale * shrink)) for text in layout.texts]
    for slot, needed, found in measured:
        if found < needed:
            yield Problem(
                trail=(Place(file=drawing.file, at=slot),),
                message=f"contrast is {_floored(found)}:1 in a {layout.size} picture; {needed}:1 is needed",
                hint="change the colour of the text, or calm what lies behind it",
            )


def _floored(ratio: float) -> str:
    """Write a ratio so that one just under a limit does not read as the limit."""
    return f"{math.floor(ratio * 10) / 10:.1f}"


def dropped_problems(svg: str, drawing: Place, engines: Sequence[str]) -> Iterator[Problem]:
    """Yield a warning for everything in a laid-out drawing that an engine (or `pdf`) would leave out."""
    for engine in engines:
        for feature in dropped_by(engine, svg):
            what = "PDF pages leave" if engine == "pdf" else f"the engine '{engine}' leaves"
            yield Problem(
                trail=(drawing,),
                message=f"{what} out: {feature}",
                hint="draw it with shapes and gradients, or choose another engine with --engine",
                severity=Severity.WARNING,
            )


def _behind(body: bytes, ground: Pixels, engine: Engine) -> tuple[Pixels, float]:
    """The picture without its words, drawn small, and its scale: what lies behind words is smooth."""
    step = max(max(ground.size.width, ground.size.height) // _GROUND_SIDE, 1)
    small = thinned(ground, step)
    furniture = engine.rasterise(without_words(body), small.size, transparent=True)
    return over(furniture, small), small.size.width / ground.size.width


def _contrast(text: TextBox, behind: Pixels, factor: float) -> tuple[float, float]:
    """What a text needs, and the least its lines have; paints other than plain colours are not judged."""
    large = text.font_px >= (_LARGE_BOLD_PX if text.weight >= _BOLD else _LARGE_PX)
    needed = LARGE_TEXT_CONTRAST if large else TEXT_CONTRAST
    if not text.fill.startswith("#"):
        return needed, needed
    fill = rgb_from_hex(text.fill)
    boxes = [
        Rect(ink.x * factor, ink.y * factor, ink.width * factor, ink.height * factor)
        for ink in text.line_inks
    ]
    return needed, min(contrast_behind(behind, box, fill) for box in boxes)
