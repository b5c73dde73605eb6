"""Guides: what a layout knows and a picture does not show, as lines to lay over it."""

from collections.abc import Sequence

from toolkit.compose.layout import Layout
from toolkit.units import Rect

_SAFE, _AVOID, _FRAME, _INK = "#00c2ff", "#ff2d9b", "#ffd400", "#37e05b"
_CASING = "#000000"


def guides_svg(head: str, layout: Layout, avoid: Sequence[Rect], width: int) -> str:
    """Return a drawing of guides alone, their lines as thin as suits a picture `width` px wide.

    Blue is the safe area, pink what the platform draws over (`avoid`, px of the placement), yellow the frames
    of slots, green the ink of each line. `head` is the start of the picture that they are for.
    """
    px = layout.canvas.width / width
    scale = 1 / layout.scale
    marks = [
        _box(Rect(box.x * scale, box.y * scale, box.width * scale, box.height * scale), _AVOID, px, shade=0.3)
        for box in avoid
    ]
    frames = [text.frame for text in layout.texts] + [code.frame for code in layout.qr]
    marks.append(_box(layout.safe, _SAFE, px, dash=6))
    marks += [_box(frame, _FRAME, px, dash=3) for frame in frames]
    marks += [_box(ink, _INK, px) for text in layout.texts for ink in text.line_inks]
    return f"{head}{''.join(marks)}</svg>"


def _box(box: Rect, colour: str, px: float, *, dash: int = 0, shade: float = 0.0) -> str:
    """A rectangle with a dark line below its coloured one: it shows on every ground."""
    at = f'x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"'
    dashes = f' stroke-dasharray="{dash * px:.2f}"' if dash else ""
    fill = f'fill="{colour}" fill-opacity="{shade}"' if shade else 'fill="none"'
    return (
        f'<rect {at} {fill} stroke="{_CASING}" stroke-opacity="0.45" stroke-width="{2.2 * px:.3f}"/>'
        f'<rect {at} fill="none" stroke="{colour}" stroke-width="{1.1 * px:.3f}"{dashes}/>'
    )
