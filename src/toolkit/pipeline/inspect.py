"""Checks on finished pixels: does every QR symbol scan, and can every line be read on what lies behind it."""

import math
from collections.abc import Iterator, Sequence

from toolkit.compose.layout import Layout
from toolkit.errors import Place, Problem, Severity
from toolkit.pipeline.contrast import contrasts
from toolkit.render.features import dropped_by
from toolkit.render.pixels import Pixels
from toolkit.render.verify import decode_qr


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


def faint_words(layout: Layout, drawing: Place, behind: Pixels) -> Iterator[Problem]:
    """Yield a problem for all words that are too faint on what lies behind (WCAG 2.2, 1.4.3).

    Words in another colour than their slot are judged by themselves. Words that only people with colour
    blindness find too faint are a warning. `behind` is the picture without its words, of any size.
    """
    for contrast in contrasts(layout, behind):
        trail = (Place(file=drawing.file, at=contrast.slot),)
        deficiency, seen = contrast.worst_seen
        whose = f" of '{contrast.said}'" if contrast.said else ""
        where = f"in a {layout.size} picture; {contrast.needed}:1 is needed"
        if not contrast.suffices:
            message = f"contrast{whose} is {ratio_text(contrast.found)}:1 {where}"
            hint = "change the colour of the text, or calm what lies behind it"
            yield Problem(trail=trail, message=message, hint=hint)
        elif seen < contrast.needed:
            message = f"people with {deficiency} see a contrast{whose} of {ratio_text(seen)}:1 {where}"
            hint = "make the text lighter or darker than what lies behind it, not only of another colour"
            yield Problem(trail=trail, message=message, hint=hint, severity=Severity.WARNING)


def ratio_text(ratio: float) -> str:
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
