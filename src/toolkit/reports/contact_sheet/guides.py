"""Guides over a picture: safe areas, frames with the rule that gave them, ink, pins that were worked out."""

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.compose.artboard.slot_frames import Rule
from toolkit.compose.layout import Layout, TextBox
from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle, path_svg, typeset
from toolkit.units import Rect, Size

_SAFE, _AVOID, _FRAME, _INK, _PINNED = "#00c2ff", "#ff2d9b", "#ffd400", "#37e05b", "#c79bff"
_CASING, _CHIP = "#000000", "#1b1f24"
_LETTERS: Final = {
    Rule.DRAWN: "R",
    Rule.FLOWED: "F",
    Rule.WIDTH: "W",
    Rule.KEPT: "B",
    Rule.AROUND: "S",
    Rule.GROWN: "G",
}
_RULES: Final = "; ".join(f"{letter}: {rule}" for rule, letter in _LETTERS.items())
LEGEND: Final = (
    "Blue: safe area. Pink: the platform draws over it. Yellow: frame of words. Green: ink of a line.",
    f"A letter says where a frame came from. {_RULES}.",
    "Violet: a layer whose pins were worked out. Such pins stand in words, behind the letters too.",
)
"""What the guides mean, in lines."""
_LABEL: Final = 10.0  # px; the size of letters on a picture
_NARROWEST: Final = 160  # px; smaller pictures have no room for letters


def guides_svg(head: str, layout: Layout, avoid: Sequence[Rect], width: int, fonts: FontLibrary) -> str:
    """Return a drawing of guides alone, their lines as thin as suits a picture `width` px wide.

    Blue is the safe area, pink what the platform draws over (`avoid`, px of the placement), yellow the frames
    of slots, green the ink of each line, violet a layer whose pins were worked out (see `LEGEND`). `head` is
    the start of the picture that they are for.
    """
    px = layout.canvas.width / width
    scale = 1 / layout.scale
    marks = [
        _box(Rect(box.x * scale, box.y * scale, box.width * scale, box.height * scale), _AVOID, px, shade=0.3)
        for box in avoid
    ]
    frames = [text.frame for text in layout.texts] + [code.frame for code in layout.qr]
    marks.append(_box(layout.safe, _SAFE, px, dash=6))
    marks += [_box(one.frame, _PINNED, px, dash=2) for one in layout.pinned]
    marks += [_box(frame, _FRAME, px, dash=3) for frame in frames]
    marks += [_box(ink, _INK, px) for text in layout.texts for ink in text.line_inks]
    if width >= _NARROWEST:
        marks += _labels(layout, px, fonts)
    return f"{head}{''.join(marks)}</svg>"


def _labels(layout: Layout, px: float, fonts: FontLibrary) -> Iterator[str]:
    """Yield what stands in the corners of boxes: pins of layers, and the rules and pins of frames."""
    for one in layout.pinned:
        yield _label(one.frame, _short(one.pins), _PINNED, layout.canvas, px, fonts)
    for text in layout.texts:
        yield _label(text.frame, _said(text), _FRAME, layout.canvas, px, fonts)


def _said(text: TextBox) -> str:
    letter = next((letter for rule, letter in _LETTERS.items() if rule == text.rule), "")
    return f"{letter} {_short(text.pins)}".strip()


def _short(pins: str) -> str:
    return "stretch" if pins == "stretch stretch" else pins


def _label(box: Rect, words: str, colour: str, canvas: Size, px: float, fonts: FontLibrary) -> str:
    """Write words on a dark ground above the corner of a box, or at the edge of the canvas."""
    if not words:
        return ""
    style = TextStyle(weight=700, max_size=_LABEL, min_size=_LABEL, max_lines=1, balance=False)
    frame = Size(400.0, 1.6 * _LABEL)
    layout = typeset(words, language=Language("en"), style=style, frame=frame, fonts=fonts)
    wide, high = layout.ink.right + 3, layout.ink.bottom + 3
    x = min(max(box.x, 0.0), canvas.width - wide * px)
    y = min(max(box.y - high * px, 0.0), canvas.height - high * px)
    ground = f'<rect x="-2" width="{wide + 2:.1f}" height="{high:.1f}" fill="{_CHIP}" fill-opacity="0.8"/>'
    at = f"translate({x:.2f} {y:.2f}) scale({px:.4f})"
    return f'<g transform="{at}">{ground}{path_svg(layout, fill=colour)}</g>'


def _box(box: Rect, colour: str, px: float, *, dash: int = 0, shade: float = 0.0) -> str:
    """A rectangle with a dark line below its coloured one: it shows on every ground."""
    at = f'x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"'
    dashes = f' stroke-dasharray="{dash * px:.2f}"' if dash else ""
    fill = f'fill="{colour}" fill-opacity="{shade}"' if shade else 'fill="none"'
    return (
        f'<rect {at} {fill} stroke="{_CASING}" stroke-opacity="0.45" stroke-width="{2.2 * px:.3f}"/>'
        f'<rect {at} fill="none" stroke="{colour}" stroke-width="{1.1 * px:.3f}"{dashes}/>'
    )
