"""Placing shaped lines in the frame: exact size, baselines by ink, alignment by ink."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.typeset.fit import EM
from toolkit.typeset.hanging import optical_edges
from toolkit.typeset.itemise import ItemisedText
from toolkit.typeset.outline import by_fill, path_data
from toolkit.typeset.prepare import visible
from toolkit.typeset.shaping import ShapedLine
from toolkit.typeset.stack import baselines
from toolkit.typeset.style import Align, TextStyle
from toolkit.typeset.textlayout import Line, Outline
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


def stack_lines(lines: Sequence[ShapedLine], item: ItemisedText, style: TextStyle) -> Block:
    """Align lines to an axis at x = 0 and stack them."""
    side = physical_side(style.align, rtl=item.language.is_rtl)
    # Hanging serves a straight edge; centred lines have none.
    hangs = style.hanging and side != _MIDDLE
    edges = [optical_edges(line, item) if hangs else (line.ink.left, line.ink.right) for line in lines]
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
    lines: Sequence[ShapedLine], block: Block, item: ItemisedText, style: TextStyle, frame: Size, size: float
) -> tuple[tuple[Line, ...], tuple[Outline, ...], Rect]:
    """Return the lines, outlines and ink of a block set at `size` in the frame."""
    scale = size / EM
    side = physical_side(style.align, rtl=item.language.is_rtl)
    axis = _axis(block, side, frame, scale)
    top = _top(block, style, frame, scale)
    placed, outlines = [], []
    for line, shift, baseline in zip(lines, block.shifts, block.baselines, strict=True):
        x, y = axis + shift * scale, top + baseline * scale
        placed.append(_line(line, item, x, y, scale))
        transform = f"translate({round(x, 2) + 0.0:.2f} {round(y, 2) + 0.0:.2f}) scale({scale:.6g})"
        outlines += [
            Outline(fill=fill, d=data, transform=transform)
            for fill, glyphs in by_fill(line.glyphs).items()
            if (data := path_data(glyphs))
        ]
    ink = Rect(axis + block.left * scale, top, (block.right - block.left) * scale, block.height * scale)
    return tuple(placed), tuple(outlines), ink


def _axis(block: Block, side: float, frame: Size, scale: float) -> float:
    """Return the x of the axis so that the block's ink touches the side it is aligned to."""
    if side == 0.0:
        return -block.left * scale + 0.0
    if side == 1.0:
        return frame.width - block.right * scale
    return frame.width / 2


def _top(block: Block, style: TextStyle, frame: Size, scale: float) -> float:
    spare = frame.height - block.height * scale
    return spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[style.valign]


def _line(line: ShapedLine, item: ItemisedText, x: float, y: float, scale: float) -> Line:
    box = line.ink
    ink = Rect(
        x + box.left * scale,
        y - box.top * scale,
        (box.right - box.left) * scale,
        (box.top - box.bottom) * scale,
    )
    text = visible(item.text[line.start : line.end])
    return Line(text=text, x=x, baseline=y, width=line.advance * scale, ink=ink)
