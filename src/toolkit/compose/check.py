"""Checks on a laid-out picture: what would look wrong or not work, said before any pixel is painted."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from toolkit.compose.filling.qr import QUIET_ZONE, longest_address
from toolkit.compose.layout import Layout, QrBox, TextBox
from toolkit.errors import Place, Problem
from toolkit.units import MM_PER_INCH, Insets, PixelSize, Rect

MIN_MODULE_PX = 4.0  # below this, phones of five years ago miss the symbol in a compressed picture
MIN_MODULE_MM = 0.4  # below this, they cannot tell printed modules apart at arm's length
MIN_FONT_PX = 11.0
_MIN_FONT_SHARE = 0.0115  # of the short side: 12.4 px on 1080
_TOLERANCE_PX = 1.0
_SHORTEST = 20  # bytes of an address that could still lead somewhere


def problems_of_layout(layout: Layout, drawing: Place) -> Iterator[Problem]:
    """Yield what is wrong: slots outside the safe area, text too small or over another, QR too fine."""
    yield from _outside(layout, drawing)
    yield from _too_small(layout, drawing)
    yield from _overlapping(layout, drawing)
    yield from _fine_symbols(layout, drawing)


def _at(drawing: Place, slot: str) -> tuple[Place, ...]:
    return (replace(drawing, at=slot),)


def _outside(layout: Layout, drawing: Place) -> Iterator[Problem]:
    tolerance = _TOLERANCE_PX / layout.scale
    boxes = [(text.slot, text.ink) for text in layout.texts]
    boxes += [(code.slot, code.frame) for code in layout.qr]
    boxes += [(picture.slot, picture.frame) for picture in layout.pictures]
    for slot, box in boxes:
        if not layout.safe.contains(box, tolerance):
            yield Problem(
                trail=_at(drawing, slot),
                message=f"reaches outside the safe area of a {layout.size} placement",
                hint="pin the layer inside the artboard's 'safe' rectangle",
            )
        if any(_shrunk(box, tolerance).overlaps(covered) for covered in layout.avoid):
            yield Problem(
                trail=_at(drawing, slot),
                message=f"lies where a {layout.size} placement draws over it",
                hint="keep the layer at the other side, or leave the placement's family out of the design",
            )


def _shrunk(box: Rect, by: float) -> Rect:
    return box.inset(Insets(by, by, by, by))


def smallest_font_px(size: PixelSize) -> float:
    """Return the size of type, in px, that can be read in a picture of some size."""
    return max(MIN_FONT_PX, _MIN_FONT_SHARE * min(size.width, size.height))


def _too_small(layout: Layout, drawing: Place) -> Iterator[Problem]:
    smallest = smallest_font_px(layout.size)
    for text in layout.texts:
        if text.font_px < smallest:
            yield Problem(
                trail=_at(drawing, text.slot),
                message=f"text of {text.font_px:.1f} px at {layout.size}; {smallest:.1f} px is legible",
                hint="raise min_size, or drop the layer in small placements with @min-…",
            )


def _overlapping(layout: Layout, drawing: Place) -> Iterator[Problem]:
    for first, second in combinations(layout.texts, 2):
        if _collide(first, second, _TOLERANCE_PX / layout.scale):
            yield Problem(
                trail=_at(drawing, second.slot),
                message=f"runs into the text of '{first.slot}' in a {layout.size} placement",
                hint="give the frames room, or put both into a @stack group",
            )


def _collide(first: TextBox, second: TextBox, tolerance: float) -> bool:
    return any(
        one.x + tolerance < other.right
        and other.x + tolerance < one.right
        and one.y + tolerance < other.bottom
        and other.y + tolerance < one.bottom
        for one in first.line_inks
        for other in second.line_inks
    )


def _fine_symbols(layout: Layout, drawing: Place) -> Iterator[Problem]:
    """ISO/IEC 18004 leaves the size of modules to the application; these are what phones need in practice."""
    smallest = _smallest_module_px(layout)
    for code in layout.qr:
        if code.module_px < smallest:
            needed = smallest * (code.modules + 2 * QUIET_ZONE)
            yield Problem(
                trail=_at(drawing, code.slot),
                message=f"the QR code has {code.modules} modules a side of {_module(code, layout)} in a "
                f"{layout.size} placement; {_least(layout)} is what phones need",
                hint=f"make its frame at least {needed} px wide there, {_shorter(code, smallest, layout)}"
                f"or drop it with @min-{needed}",
            )


def _smallest_module_px(layout: Layout) -> int:
    """Whole px, as modules are drawn on whole px."""
    print_px = MIN_MODULE_MM / MM_PER_INCH * layout.dpi if layout.dpi else 0.0
    return math.ceil(max(MIN_MODULE_PX, print_px))


def _module(code: QrBox, layout: Layout) -> str:
    px = f"{code.module_px:.1f} px"
    return f"{px} ({code.module_px / layout.dpi * MM_PER_INCH:.2f} mm)" if layout.dpi else px


def _least(layout: Layout) -> str:
    return f"{MIN_MODULE_PX:.0f} px" + (f" and {MIN_MODULE_MM} mm" if layout.dpi else "")


def _shorter(code: QrBox, smallest: int, layout: Layout) -> str:
    """How short an address must be to have large enough modules in the frame as it is."""
    side = min(code.frame.width, code.frame.height) * layout.scale
    characters = longest_address(int(side / smallest) - 2 * QUIET_ZONE)
    found = len(code.address.encode())
    return f"shorten the address of {found} characters to {characters}, " if characters >= _SHORTEST else ""
