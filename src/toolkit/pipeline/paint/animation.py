"""The moving version of a picture: what is ordered, and the file that comes of a finished layout."""

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.compose.layout import Layout, TextBox
from toolkit.output_file import Encoded
from toolkit.render.animation.encode import animation
from toolkit.render.animation.frames import Frames
from toolkit.render.animation.movement import Movement, Transition, reel_of
from toolkit.render.checks.readability import decode_qr
from toolkit.render.pixels import Pixels, RenderError
from toolkit.units import PixelSize, Rect

__all__ = ["AnimationExport", "loop_of", "movement_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimationExport:
    """A loop in one format, at a `size` that may be smaller than the picture's.

    `slots` are the texts that move, none meaning all. `encoder` is the version of the program that a video
    takes, so that a remembered file is not taken for another one's.
    """

    format: str
    size: PixelSize
    transition: Transition
    slots: tuple[str, ...] = ()
    rtl: bool = False
    accent: tuple[int, int, int] = (255, 255, 255)
    max_bytes: int | None = None
    encoder: str = ""


def loop_of(
    order: AnimationExport,
    layout: Layout,
    ground: Pixels,
    body: bytes,
    paint: Callable[[bytes], Pixels],
    stand: Callable[[bytes], Pixels] | None = None,
) -> Encoded:
    """Return the moving version of a picture; all that is painted has the size of the order (see `reel_of`).

    Raises `RenderError` when nothing would move, when a QR code cannot be read in the first frame, or when
    the file cannot be made (see `animation`).
    """
    reel = reel_of(movement_of(order, layout), ground, body, paint, stand)
    if reel.stands:
        raise RenderError(f"nothing moves in the loop: none of its slots ({_named(order)}) shows a text here")
    _require_codes(reel, layout)
    return animation(reel, formats=(order.format,), max_bytes=order.max_bytes)


def movement_of(order: AnimationExport, layout: Layout) -> Movement:
    """Return how the texts of a layout move, with their lines in px of the order's size."""
    scale = layout.scale * order.size.width / layout.size.width
    texts = _in_order(order, layout)
    return Movement(
        transition=order.transition,
        slots=tuple(dict.fromkeys(text.slot for text in texts)),
        boxes=tuple(_scaled(line, scale) for text in texts for line in text.line_inks),
        rtl=order.rtl,
        accent=order.accent,
    )


def _in_order(order: AnimationExport, layout: Layout) -> list[TextBox]:
    """Return the texts that move: as the design lists them, or all from the top down."""
    if not order.slots:
        start = -1 if order.rtl else 1
        return sorted(layout.texts, key=lambda text: (text.ink.y, start * text.ink.x))
    chosen = [text for text in layout.texts if text.slot in order.slots]
    return sorted(chosen, key=lambda text: order.slots.index(text.slot))


def _scaled(box: Rect, scale: float) -> Rect:
    return Rect(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def _named(order: AnimationExport) -> str:
    return ", ".join(order.slots) or "all"


def _require_codes(reel: Frames, layout: Layout) -> None:
    """Raise `RenderError` unless the held frame's QR codes read back, as those of the picture do."""
    found = decode_qr(reel.first) if layout.qr else ()
    for code in layout.qr:
        if code.address not in found:
            raise RenderError(f"a QR code cannot be read in the moving picture of {reel.first.size} px")
