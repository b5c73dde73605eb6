"""The moving version of a picture: what is ordered, and the file that comes of a finished layout."""

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.compose.layout import Layout, TextBox
from toolkit.file_formats import Codec
from toolkit.output_file import Encoded
from toolkit.render.animation.encode import animation
from toolkit.render.animation.frames import Frames
from toolkit.render.animation.movement import Movement, Transition, reel_of
from toolkit.render.checks.readability import decode_qr
from toolkit.render.pixels import Pixels, RenderError
from toolkit.sources.workspace.placement import MovingSpec
from toolkit.units import PixelSize, Rect

__all__ = ["AnimationExport", "loop_of", "movement_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimationExport:
    """A loop in one codec, within the limits of a `file`, which may be smaller than the picture.

    `slots` are the texts that move, none meaning all. `encoder` is the version of the program that a video
    takes, so that a remembered file is not taken for another one's.
    """

    codec: Codec
    file: MovingSpec
    transition: Transition
    slots: tuple[str, ...] = ()
    rtl: bool = False
    accent: tuple[int, int, int] = (255, 255, 255)
    encoder: str = ""

    @property
    def size(self) -> PixelSize:
        """The px of the file. Videos need even sides: at most a row and a column are cut off."""
        size = self.file.size
        is_video = self.codec is Codec.MP4
        return PixelSize(size.width // 2 * 2, size.height // 2 * 2) if is_video else size


def loop_of(
    export: AnimationExport,
    layout: Layout,
    ground: Pixels,
    body: bytes,
    paint: Callable[[bytes], Pixels],
    stand: Callable[[bytes], Pixels] | None = None,
) -> Encoded:
    """Return the moving version of a picture; all that is painted has the size of the export (see `reel_of`).

    Raises `RenderError` when nothing would move, when a QR code cannot be read in the first frame, or when
    the file cannot be made (see `animation`).
    """
    reel = reel_of(movement_of(export, layout), ground, body, paint, stand)
    if reel.stands:
        named = ", ".join(export.slots) or "all"
        raise RenderError(f"nothing moves in the loop: none of its slots ({named}) shows a text here")
    _require_codes(reel, layout)
    return animation(reel, formats=(export.codec,), max_bytes=export.file.max_bytes)


def movement_of(export: AnimationExport, layout: Layout) -> Movement:
    """Return how the texts of a layout move, with their lines in px of the export's size."""
    scale = layout.scale * export.size.width / layout.size.width
    texts = _in_order(export, layout)
    return Movement(
        transition=export.transition,
        slots=tuple(dict.fromkeys(text.slot for text in texts)),
        boxes=tuple(_scaled(line, scale) for text in texts for line in text.line_inks),
        rtl=export.rtl,
        accent=export.accent,
    )


def _in_order(export: AnimationExport, layout: Layout) -> list[TextBox]:
    """Return the texts that move: as the design lists them, or all from the top down."""
    if not export.slots:
        start = -1 if export.rtl else 1
        return sorted(layout.texts, key=lambda text: (text.ink.y, start * text.ink.x))
    chosen = [text for text in layout.texts if text.slot in export.slots]
    return sorted(chosen, key=lambda text: export.slots.index(text.slot))


def _scaled(box: Rect, scale: float) -> Rect:
    return Rect(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def _require_codes(reel: Frames, layout: Layout) -> None:
    """Raise `RenderError` unless the held frame's QR codes read back, as those of the picture do."""
    found = decode_qr(reel.first) if layout.qr else ()
    for code in layout.qr:
        if code.address not in found:
            raise RenderError(f"a QR code cannot be read in the moving picture of {reel.first.size} px")
