"""Composing one picture: an artboard and the words of a language become a laid-out SVG.

Pure: no pixels, no clock, no network. Problems are returned, never raised.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import takewhile

from toolkit.affine import number
from toolkit.compose.artboard.adapt import Canvas, adapt, canvas_for
from toolkit.compose.artboard.artboard import Artboard
from toolkit.compose.artboard.mirror import mirror
from toolkit.compose.artboard.settle import Standing, settle
from toolkit.compose.artboard.slots import clear_samples, frame_of, leave_empty, slots_in
from toolkit.compose.artboard.stack import flow, grow, in_stack
from toolkit.compose.artboard.texture import with_art
from toolkit.compose.check import problems_of_layout
from toolkit.compose.filling.chart import ChartError, draw_share
from toolkit.compose.filling.draw import draw_qr, draw_text, picture_boxes, upright_in
from toolkit.compose.filling.fill import Filling, Means, fillings_of, shows_nothing
from toolkit.compose.filling.image import draw_photo
from toolkit.compose.layout import Layout, LayoutResult, PictureBox, QrBox, TextBox
from toolkit.compose.reach import pinned_in
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import pieces, rect_of
from toolkit.compose.values import Values
from toolkit.errors import Problem
from toolkit.sources.workspace.design import drawing_place
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.svg.document import NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.laid_out import SLOT
from toolkit.typeset import TextLayout
from toolkit.units import Rect

_DESCENT = 0.15  # em; of a comma, or most of that of a g
_GAP = 0.12  # em; between a row that is taller than its frame and the one beside it


def compose(
    artboard: Artboard,
    values: Values,
    target: CanvasSpec,
    *,
    means: Means,
    mirrored: bool,
) -> LayoutResult:
    """Fill an artboard with values for one placement and language."""
    root = deepcopy(artboard.root)
    canvas = canvas_for(artboard.canvas, artboard.margins, target.mirrored() if mirrored else target)
    adapt(root, artboard.canvas, artboard.margins, canvas)
    pinned = pinned_in(artboard, root)
    _drop_small(root, canvas, artboard)
    grow(root, [slot.element for slot in slots_in(root, artboard.rules) if shows_nothing(slot, values)])
    problems: list[Problem] = []
    fillings = fillings_of(root, artboard, values, means, problems)
    flow(root, _heights(root, artboard, fillings))
    _drop_empty(root, artboard, fillings)
    settle([_standing(filling, mirrored=mirrored) for filling in fillings], canvas.safe)
    clear_samples(root)
    if mirrored:
        mirror(root, canvas.size.width)
        pinned = tuple(replace(one, frame=one.frame.mirrored(canvas.size.width)) for one in pinned)
        canvas = canvas_for(artboard.canvas, artboard.margins, target)
    layout = replace(_drawn(fillings, canvas, target, problems, artboard), pinned=pinned)
    _finish(root, canvas, target)
    place = drawing_place(artboard.design, artboard.name)
    problems.extend(problems_of_layout(_fitting(layout, fillings), place))
    head, ground, body = pieces(root, *_ground_and_body(root))
    return LayoutResult(
        head=head,
        ground=with_art(ground, artboard.art),
        body=with_art(body, artboard.art),
        layout=layout,
        problems=tuple(problems),
    )


def _fitting(layout: Layout, fillings: list[Filling]) -> Layout:
    """The layout without texts that are too long: what these run into follows from their length."""
    long = {filling.slot.name for filling in fillings if filling.text and filling.text.overflow}
    return replace(layout, texts=tuple(text for text in layout.texts if text.slot not in long))


def _ground_and_body(root: Element) -> tuple[list[Element], list[Element]]:
    """The layers that bleed, below everything else, and the layers above them; definitions are neither."""
    layers = [layer for layer in root if local_name(layer) not in NOT_PAINTED]
    ground = list(takewhile(lambda layer: layer_name(layer).bleed, layers))
    return ground, layers[len(ground) :]


def _drop_small(root: Element, canvas: Canvas, artboard: Artboard) -> None:
    """Take out layers that would be narrower than their `@min-…` allows; a slot only becomes empty.

    So a slot that goes takes its gap in a stack along, like one without a text.
    """
    for group in list(root.iter(svg_tag("g"))):
        name, parent = layer_name(group), group.getparent()
        frame = frame_of(group) if name.min_px else None
        if frame is None or parent is None:
            continue
        if matrix_to_root(frame).box(rect_of(frame)).width * canvas.scale < name.min_px:
            if name.word in artboard.rules:
                leave_empty(group)
            else:
                parent.remove(group)


def _heights(root: Element, artboard: Artboard, fillings: list[Filling]) -> dict[Element, float]:
    """The height each slot's content takes, for stacks; 0 for a slot that stays empty."""
    heights = dict.fromkeys((slot.element for slot in slots_in(root, artboard.rules)), 0.0)
    for filling in fillings:
        hugged = any(layer_name(child).hug for child in filling.slot.element)
        full = filling.text is None or hugged or not in_stack(filling.slot.element)
        frame = filling.slot.box.height
        heights[filling.slot.element] = frame if full else _height_in_stack(filling.text, frame)
    return heights


def _height_in_stack(text: TextLayout | None, frame: float) -> float:
    """Return the height of ink, with room for a descender if the frame has it: 15 reads as high as 15,000."""
    if text is None or not text.lines:
        return 0.0
    with_room = text.lines[-1].baseline - text.ink.y + _DESCENT * text.size
    return max(text.ink.height, min(with_room, frame))


def _standing(filling: Filling, *, mirrored: bool) -> Standing:
    """Where a slot stands on the canvas once stacks are closed: its frame, and the ink of its words."""
    to_canvas, box = matrix_to_root(filling.slot.element), filling.slot.box
    frame, text = to_canvas.box(box), filling.text
    if text is None or not text.lines:
        return Standing(element=filling.slot.element, frame=frame, ink=frame, gap=0.0, is_fixed=True)
    x = box.width - text.ink.right if mirrored else text.ink.x  # words are turned back about their frame
    ink = to_canvas.box(Rect(box.x + x, box.y + text.ink.y, text.ink.width, text.ink.height))
    gap = _GAP * text.size * to_canvas.factor
    return Standing(element=filling.slot.element, frame=frame, ink=ink, gap=gap)


def _drop_empty(root: Element, artboard: Artboard, fillings: list[Filling]) -> None:
    kept = {filling.slot.element for filling in fillings}
    for slot in slots_in(root, artboard.rules):
        parent = slot.element.getparent()
        if slot.element not in kept and parent is not None:
            parent.remove(slot.element)


def _drawn(
    fillings: list[Filling], canvas: Canvas, target: CanvasSpec, problems: list[Problem], artboard: Artboard
) -> Layout:
    """Put outlines, symbols, pictures and charts into the drawing and say where they are."""
    texts: list[TextBox] = []
    codes: list[QrBox] = []
    pictures: list[PictureBox] = []
    for filling in fillings:
        filling.slot.element.set(SLOT, filling.slot.name)
        if filling.text is not None:
            texts.append(draw_text(filling.slot, filling.text, filling.style, canvas))
        elif filling.symbol is not None:
            codes.append(draw_qr(filling.slot, filling.symbol, canvas, on_paper=target.dpi is not None))
        elif filling.photo is not None:
            upright = upright_in(matrix_to_root(filling.slot.element), filling.slot.box)
            draw_photo(filling.slot, filling.photo, upright)
            pictures.extend(picture_boxes(filling.slot))
        elif filling.share:
            problems.extend(_chart_problems(filling, artboard))
            pictures.extend(picture_boxes(filling.slot))
    return Layout(
        size=target.size,
        canvas=canvas.size,
        scale=canvas.scale,
        safe=canvas.safe,
        avoid=canvas.avoid,
        texts=tuple(texts),
        qr=tuple(codes),
        pictures=tuple(pictures),
        dpi=target.dpi,
        shown=tuple(sorted({name for filling in fillings for name in filling.shown})),
    )


def _chart_problems(filling: Filling, artboard: Artboard) -> Iterator[Problem]:
    try:
        draw_share(filling.slot.element, filling.share)
    except ChartError as error:
        place = drawing_place(artboard.design, artboard.name, filling.slot.name)
        yield Problem(trail=(filling.value.place, place), message=str(error))


def _finish(root: Element, canvas: Canvas, target: CanvasSpec) -> None:
    for group in list(root.iter(svg_tag("g"))):
        frame = frame_of(group)
        if frame is not None:
            group.remove(frame)
    for name in ("x", "y", "preserveAspectRatio", "version"):
        root.attrib.pop(name, "")
    root.set("width", str(target.size.width))
    root.set("height", str(target.size.height))
    root.set("viewBox", f"0 0 {number(canvas.size.width, 4)} {number(canvas.size.height, 4)}")
