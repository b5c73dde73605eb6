"""Placing shaped lines in the frame: exact size, baselines by ink, alignment by ink."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.typeset.fonts.face import EM, GlyphExtents
from toolkit.typeset.layout.line_outlines import DrawnLine
from toolkit.typeset.layout.text_layout import Line, Outline, Tint
from toolkit.typeset.linebreak.leading import baselines
from toolkit.typeset.style import Align, TextStyle
from toolkit.units import Rect, Size

_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """Lines around a common axis: x offsets, baselines, box of all ink; thousandths of an em, y down."""

    shifts: tuple[float, ...]
    baselines: tuple[float, ...]
    left: float
    right: float
    height: float


def stack_lines(lines: Sequence[DrawnLine], style: TextStyle, side: float) -> Block:
    """Align lines to an axis at x = 0 and stack them; `side` is that of `physical_side`."""
    edges = _edges(lines, style, side)
    shifts = [-(left + (right - left) * side) for left, right in edges]
    tops = [line.ink.top for line in lines]
    bottoms = [-line.ink.bottom for line in lines]
    placed = baselines(tops, bottoms, style.leading * EM)
    return Block(
        tuple(shifts),
        tuple(placed),
        min(line.ink.left + shift for line, shift in zip(lines, shifts, strict=True)),
        max(line.ink.right + shift for line, shift in zip(lines, shifts, strict=True)),
        placed[-1] + bottoms[-1],
    )


def _edges(lines: Sequence[DrawnLine], style: TextStyle, side: float) -> list[tuple[float, float]]:
    """Return where each line begins and ends for the eye, left and right."""
    inks = [(line.ink.left, line.ink.right) for line in lines]
    # Hanging serves a straight edge; centred lines have none.
    if not style.hanging or side == _MIDDLE:
        return inks
    edges = [line.edges for line in lines]
    # A quotation that begins further down would push all other lines in, for a mark that few notice.
    start = 0 if side == 0.0 else 1
    is_quotation = edges[0][start] != inks[0][start]
    return edges if is_quotation or style.align != "start" else inks


def physical_side(align: Align, *, rtl: bool) -> float:
    """Return where lines are aligned: 0 at the left, 0.5 in the middle, 1 at the right."""
    side = {"start": 0.0, "middle": _MIDDLE, "end": 1.0}[align]
    return 1.0 - side if rtl else side


def exact_size(block: Block, style: TextStyle, frame: Size, side: float) -> float:
    """Return the largest size at which the ink fits the frame, never above the style's."""
    width = block.right - block.left if side != _MIDDLE else 2 * max(-block.left, block.right)
    by_width = frame.width * EM / width if width else style.max_size
    by_height = frame.height * EM / block.height if block.height else style.max_size
    return min(style.max_size, by_width, by_height)


def draw(
    lines: Sequence[DrawnLine], block: Block, style: TextStyle, frame: Size, size: float, side: float
) -> tuple[tuple[Line, ...], tuple[Outline, ...], tuple[Tint, ...], Rect]:
    """Return the lines, outlines, tints and ink of a block set at `size` in the frame."""
    scale = size / EM
    axis = _axis(block, side, frame, scale)
    top = _top(block, style, frame, scale)
    placed: list[Line] = []
    outlines: list[Outline] = []
    tints: list[Tint] = []
    for line, shift, baseline in zip(lines, block.shifts, block.baselines, strict=True):
        x, y = axis + shift * scale, top + baseline * scale
        box = _box(line.ink, x, y, scale)
        placed.append(Line(text=line.text, x=x, baseline=y, width=line.advance * scale, ink=box))
        tints += [Tint(text=text, fill=fill, ink=_box(ink, x, y, scale)) for text, fill, ink in line.tints]
        transform = f"translate({round(x, 2) + 0.0:.2f} {round(y, 2) + 0.0:.2f}) scale({scale:.6g})"
        outlines += [Outline(fill=fill, d=data, transform=transform) for fill, data in line.paths]
    ink = Rect(axis + block.left * scale, top, (block.right - block.left) * scale, block.height * scale)
    return tuple(placed), tuple(outlines), tuple(tints), ink


def _axis(block: Block, side: float, frame: Size, scale: float) -> float:
    """Return the x of the axis so that the block's ink touches the side it is aligned to."""
    if side == 0.0:
        return -block.left * scale + 0.0
    if side == 1.0:
        return frame.width - block.right * scale
    return frame.width / 2


def _top(block: Block, style: TextStyle, frame: Size, scale: float) -> float:
    spare = frame.height - block.height * scale
    if spare < 0:
        return spare / 2  # what sticks out does so alike at the top and at the bottom
    return spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[style.valign]


def _box(ink: GlyphExtents, x: float, y: float, scale: float) -> Rect:
    """Return ink around a line's origin as a box in the frame."""
    width, height = (ink.right - ink.left) * scale, (ink.top - ink.bottom) * scale
    return Rect(x + ink.left * scale, y - ink.top * scale, width, height)
