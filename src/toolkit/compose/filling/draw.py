"""Drawing into slots: glyph outlines and QR symbols, in place of the sample content."""

import math
from collections.abc import Iterator
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number
from toolkit.compose.artboard.adapt import Canvas
from toolkit.compose.artboard.mirror import back
from toolkit.compose.artboard.slot_frames import Rule
from toolkit.compose.artboard.slots import RULE, Slot
from toolkit.compose.artboard.units import BOX, PIN
from toolkit.compose.filling.letters import grown, paint_letters
from toolkit.compose.filling.qr import Symbol, dark_path, symbol_for
from toolkit.compose.filling.slot_style import SlotStyle
from toolkit.compose.layout import PictureBox, QrBox, TextBox, TintBox
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import rect_of
from toolkit.svg.document import Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.laid_out import INK, LABEL, ink_text
from toolkit.typeset import TextLayout
from toolkit.units import Rect

ROOMY_MODULE_PX: Final = 5  # from here on, phones read a symbol in a picture that was made smaller
_HALVED_PX: Final = 4  # on even px, such modules are 2 px, with sharp edges, at half the size


def draw_text(slot: Slot, layout: TextLayout, style: SlotStyle, canvas: Canvas) -> TextBox:
    """Draw set text into its frame and return where it is."""
    box, to_canvas = slot.box, matrix_to_root(slot.element)
    place = upright_in(to_canvas, box) @ Affine.translate(box.x, box.y)
    _hug(slot, layout, box)
    placed = to_canvas @ place
    ink = placed.box(grown(layout.ink, style, layout.size))
    group = _words(slot, place, layout.text, ink)
    if style.opacity < 1:
        group.set("opacity", number(style.opacity, 4))
    etree.SubElement(group, svg_tag("title")).text = layout.text
    paint_letters(group, layout, style, place)
    return TextBox(
        slot=slot.name,
        text=layout.text,
        lines=tuple(line.text for line in layout.lines),
        frame=to_canvas.box(box),
        ink=ink,
        line_inks=tuple(placed.box(line.ink) for line in layout.lines),
        font_px=layout.size * placed.factor * canvas.scale,
        fill=style.fill,
        weight=style.text.weight,
        size=layout.size,
        tints=tuple(_tints(layout, style, placed)),
        rule=str(slot.frame.get(RULE) or Rule.DRAWN),
        pins=str(slot.element.get(PIN, "")) if BOX in slot.element.attrib else "",
    )


def _tints(layout: TextLayout, style: SlotStyle, placed: Affine) -> Iterator[TintBox]:
    weight = style.emphasis.weight if style.emphasis else None
    for tint in layout.tints:
        ink = placed.box(tint.ink)
        yield TintBox(text=tint.text, fill=tint.fill, weight=weight or style.text.weight, ink=ink)


def _words(slot: Slot, place: Affine, text: str, ink: Rect) -> Element:
    """Add a group that says what it means, and where on the canvas its ink is, for painting."""
    attributes = {"transform": str(place), LABEL: text, INK: ink_text(ink)}
    return etree.SubElement(slot.element, svg_tag("g"), attributes)


def upright_in(to_canvas: Affine, box: Rect) -> Affine:
    """Return the flip about the middle of a frame that undoes a mirrored drawing, or nothing."""
    return back(box) if to_canvas.a * to_canvas.d < 0 else Affine()


def _hug(slot: Slot, layout: TextLayout, frame: Rect) -> None:
    """Let `@hug` rectangles follow the text's width with the padding drawn around the frame."""
    mirrored = matrix_to_root(slot.element).a < 0
    left = frame.x + (frame.width - layout.ink.x - layout.ink.width if mirrored else layout.ink.x)
    for child in slot.element:
        if local_name(child) == "rect" and layer_name(child).hug:
            drawn = rect_of(child)
            before, after = frame.x - drawn.x, drawn.right - frame.right
            child.set("x", number(left - before))
            child.set("width", number(layout.ink.width + before + after))


def draw_qr(slot: Slot, symbol: Symbol, canvas: Canvas, *, on_paper: bool = False) -> QrBox:
    """Draw a QR symbol on white into its frame, modules on whole pixels, and return where it is.

    On a screen it gets room for its modules, which will be shown smaller; on paper it keeps its correction.
    """
    box, to_canvas = slot.box, matrix_to_root(slot.element)
    for child in list(slot.element):
        if child is not slot.frame and not layer_name(child).word.startswith("card"):
            slot.element.remove(child)
    on_canvas = to_canvas.box(box)
    symbol = symbol if on_paper else _with_room(symbol, on_canvas, canvas)
    module_px = _module_px(on_canvas, symbol, canvas)
    step = 2 if module_px == _HALVED_PX and not on_paper else 1
    placed = _snapped(on_canvas, symbol.side * module_px, canvas, step)
    local = to_canvas.inverse() @ placed @ Affine.scale(module_px / canvas.scale)
    side = str(symbol.side)
    group = _words(slot, local, symbol.address, (to_canvas @ local).box(Rect(0, 0, symbol.side, symbol.side)))
    etree.SubElement(group, svg_tag("rect"), {"width": side, "height": side, "fill": "#ffffff"})
    etree.SubElement(group, svg_tag("path"), {"d": dark_path(symbol), "fill": "#000000"})
    return QrBox(
        slot=slot.name, address=symbol.address, frame=on_canvas, modules=symbol.modules, module_px=module_px
    )


def picture_boxes(slot: Slot) -> Iterator[PictureBox]:
    """Yield where a picture or chart lies, unless it bleeds: platforms may cover a ground."""
    if not any(layer_name(layer).bleed for layer in (slot.element, *slot.element.iterancestors())):
        yield PictureBox(slot=slot.name, frame=matrix_to_root(slot.element).box(slot.box))


def _with_room(symbol: Symbol, frame: Rect, canvas: Canvas) -> Symbol:
    """Return the symbol, or one of less error correction where only that gives its modules room.

    Larger modules do more for a picture on a screen, which is never dirty.
    """
    if _module_px(frame, symbol, canvas) >= ROOMY_MODULE_PX:
        return symbol
    plain = symbol_for(symbol.address, plain=True)
    return plain if _module_px(frame, plain, canvas) >= ROOMY_MODULE_PX else symbol


def _module_px(frame: Rect, symbol: Symbol, canvas: Canvas) -> float:
    """Whole pixels per module where there is room for at least one, so that edges are sharp."""
    exact = min(frame.width, frame.height) * canvas.scale / symbol.side
    return float(math.floor(exact)) or exact


def _snapped(frame: Rect, side_px: float, canvas: Canvas, step: int) -> Affine:
    """Put a symbol into the middle of its frame, on a multiple of `step` px."""
    x = frame.x * canvas.scale + (frame.width * canvas.scale - side_px) / 2
    y = frame.y * canvas.scale + (frame.height * canvas.scale - side_px) / 2
    return Affine.translate(round(x / step) * step / canvas.scale, round(y / step) * step / canvas.scale)
