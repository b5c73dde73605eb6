"""How far a drawing without pins goes: whether a placement would look as if it had been drawn for it.

The pins that were worked out are tried on the placement's canvas, and what comes of it is measured: the
share of the canvas that stays empty, words that run over others or under art, panels that end before their
edge, and the size of the smallest words. A placement that does not come out well is left out.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from toolkit.affine import parse_transform
from toolkit.compose.artboard.adapt import Canvas, adapt, canvas_for
from toolkit.compose.artboard.artboard import Artboard
from toolkit.compose.artboard.sample import sample_type
from toolkit.compose.artboard.slots import frame_of, slots_in
from toolkit.compose.artboard.surroundings import is_filled, path_box
from toolkit.compose.artboard.texture import TEXTURE
from toolkit.compose.artboard.units import BOX, EDGES, PIN, share_inside
from toolkit.compose.check import smallest_font_px
from toolkit.compose.layout import PinnedBox
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import box_in, rect_of
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.svg.document import Element, local_name, matrix_to_root, svg_tag
from toolkit.units import Rect

_SAME_SHAPE: Final = 1.12  # times the aspect; a drawing always serves what is as near to its own shape
_FURTHEST: Final = 2.05  # times the aspect
_EMPTY, _EMPTY_PICTURE = 0.5, 0.62  # of a side, on a plain ground and over a picture
_MORE_EMPTY: Final = 0.1  # of a side, that a drawing's own emptiness may grow by
_CODE_PX: Final = 244.0  # 53 modules of a tracked address and their quiet zone, 4 px each
_SOME_DEPTH: Final = 0.025  # of the longer side; where only the margins of a placement differ
_ON_IT: Final = 0.9  # of its box, for a thing to stand on a shape
_STEP: Final = 0.12  # of a shape that words stand on; as far they may move over it
_POINTS: Final = 40  # along each side, where the ground is looked for
_GRACE: Final = 0.004  # of the longer side


@dataclass(frozen=True, slots=True)
class _Shown:
    """A unit on the new canvas: its layer, where it was drawn, and where it stands now."""

    element: Element
    drawn: Rect
    box: Rect
    is_words: bool


def why_not(artboard: Artboard, target: CanvasSpec) -> str:
    """Say why a drawing whose pins were worked out does not come out well on a canvas; nothing if it does."""
    if not artboard.is_worked_out:
        return ""
    own, wanted = artboard.canvas.size.aspect, target.size.aspect
    ratio = max(own / wanted, wanted / own)
    if ratio > _FURTHEST:
        longer = "wide" if wanted > own else "high"
        return f"the drawing would have to become more than {_FURTHEST:.0f} times as {longer}"
    canvas = canvas_for(artboard.canvas, artboard.margins, target)
    root = deepcopy(artboard.root)
    adapt(root, artboard.canvas, artboard.margins, canvas)
    shown = list(_shown(artboard, root))
    reasons = [
        _too_small(artboard, canvas, target),
        _drawn_over(shown, canvas),
        _bare_ground(shown, artboard, canvas),
    ]
    if ratio <= _SAME_SHAPE:
        reasons.append(_covered(shown, canvas, _SOME_DEPTH))
    else:
        reasons += [
            _plate_with_holes(artboard),
            _fine_code(artboard, canvas),
            _short_panels(shown, canvas),
            _covered(shown, canvas, _GRACE),
            _fallen_off(shown),
            _empty(shown, artboard, canvas),
        ]
    return next((reason for reason in reasons if reason), "")


def pinned_in(artboard: Artboard, root: Element) -> tuple[PinnedBox, ...]:
    """Return the layers of an adapted drawing whose pins were worked out; texts say theirs themselves."""
    if not artboard.is_worked_out:
        return ()
    ours = (one for one in _shown(artboard, root) if layer_name(one.element).word not in artboard.rules)
    return tuple(
        PinnedBox(layer=layer_name(one.element).word, pins=str(one.element.get(PIN, "")), frame=one.box)
        for one in ours
    )


def _shown(artboard: Artboard, root: Element) -> Iterator[_Shown]:
    slots = {slot.element for slot in slots_in(root, artboard.rules)}
    for before, now in zip(artboard.root.iter("*"), root.iter("*"), strict=True):
        drawn = box_in(str(now.get(BOX, "")))
        if drawn is None:
            continue
        is_words = now in slots or layer_name(now).word == "words"
        yield _Shown(now, drawn, _now(before, now, drawn), is_words)


def _now(before: Element, now: Element, drawn: Rect) -> Rect:
    """Return where a unit stands after adapting, by how its transform changed and what stretched in it."""
    try:
        undone = parse_transform(before.get("transform")).inverse()
    except ZeroDivisionError:
        return drawn
    move = parse_transform(now.get("transform")) @ undone
    if local_name(now) == "rect" and rect_of(now) != rect_of(before):
        return matrix_to_root(now).box(rect_of(now))
    box = move.box(drawn)
    frame, first = (frame_of(now), frame_of(before)) if local_name(now) == "g" else (None, None)
    if frame is None or first is None or rect_of(frame) == rect_of(first):
        return box
    if now.find(svg_tag("image")) is not None:
        return _placed(frame)
    return _in_frame(box, move.box(_placed(first)), _placed(frame))


def _placed(frame: Element) -> Rect:
    return matrix_to_root(frame).box(rect_of(frame))


def _in_frame(box: Rect, first: Rect, frame: Rect) -> Rect:
    """Return where words stand in a frame that has become larger: near the sides that they were near."""
    room, wider, taller = first.width - box.width, frame.width - first.width, frame.height - first.height
    across = (box.x - first.x) / room if room > 0 else 0.0
    depth = first.height - box.height
    down = (box.y - first.y) / depth if depth > 0 else 0.0
    x = frame.x + box.x - first.x + wider * min(max(across, 0.0), 1.0)
    y = frame.y + box.y - first.y + taller * min(max(down, 0.0), 1.0)
    return Rect(x, y, box.width, box.height)


def _too_small(artboard: Artboard, canvas: Canvas, target: CanvasSpec) -> str:
    """Say that words of the drawing would be too small to read."""
    least, factor = smallest_font_px(target.size), canvas.scale * canvas.content_scale
    sizes = [
        (sample_type(slot.element).size * matrix_to_root(slot.element).factor * factor, slot.name)
        for slot in slots_in(artboard.root, artboard.rules)
        if slot.rules.kind == "text" and next(slot.element.iter(svg_tag("text")), None) is not None
    ]
    size, name = min(sizes, default=(least, ""))
    return (
        f"the words of '{name}' would be {size:.0f} px high, and {least:.0f} px are legible"
        if size < least
        else ""
    )


def _drawn_over(shown: Sequence[_Shown], canvas: Canvas) -> str:
    """Say that the platform would draw over words, or cut them."""
    grace = _GRACE * max(canvas.size.width, canvas.size.height)
    for one in (one for one in shown if one.is_words):
        if any(one.box.overlaps(box) for box in canvas.avoid):
            return f"{_name(one.element)} would lie where the platform draws over it"
        if not canvas.safe.contains(one.box, grace):
            return f"{_name(one.element)} would reach outside the safe area"
    return ""


def _plate_with_holes(artboard: Artboard) -> str:
    """Say that a ground with holes would be enlarged, so that they move away from what stands in them."""
    for layer in _ground(artboard.root):
        for path in layer.iter(svg_tag("path")):
            plate, *holes = re.split(r"(?=M)", str(path.get("d", "")).strip(), maxsplit=2)[1:] or ("",)
            box = path_box(plate)
            if holes and box and matrix_to_root(path).box(box).contains(artboard.canvas):
                return f"the holes in {_name(path)} would move away from what stands in them"
    return ""


def _fine_code(artboard: Artboard, canvas: Canvas) -> str:
    """Say that a QR code would be too fine for phones."""
    factor = canvas.scale * canvas.content_scale
    for slot in slots_in(artboard.root, artboard.rules):
        side = min(slot.box.width, slot.box.height) * matrix_to_root(slot.element).factor * factor
        if slot.rules.kind == "qr" and side < _CODE_PX:
            return f"the code would be {side:.0f} px wide, and phones need {_CODE_PX:.0f} px"
    return ""


def _short_panels(shown: Sequence[_Shown], canvas: Canvas) -> str:
    """Say that a panel with words on it would not reach the edge that it is drawn to."""
    grace = _GRACE * max(canvas.size.width, canvas.size.height)
    for one in shown:
        reach = (
            matrix_to_root(one.element).box(rect_of(one.element))
            if local_name(one.element) == "rect"
            else one.box
        )
        gaps = {
            "start": reach.x,
            "top": reach.y,
            "end": canvas.size.width - reach.right,
            "bottom": canvas.size.height - reach.bottom,
        }
        if any(gaps[edge] > grace for edge in str(one.element.get(EDGES, "")).split()):
            return f"{_name(one.element)} would end before the edge that it is drawn to"
    return ""


def _name(element: Element) -> str:
    word = layer_name(element).word
    return f"'{word}'" if word else f"what is drawn in line {element.sourceline}"


def _covered(shown: Sequence[_Shown], canvas: Canvas, share: float) -> str:
    """Say that things which stood clear of each other would lie over each other, by a share of a side."""
    grace = share * max(canvas.size.width, canvas.size.height)
    for one, other in combinations(shown, 2):
        if not (one.is_words or other.is_words):
            continue
        if _overlap(one.drawn, other.drawn) <= grace < _overlap(one.box, other.box):
            return f"{_name(one.element)} and {_name(other.element)} would lie over each other"
    return ""


def _fallen_off(shown: Sequence[_Shown]) -> str:
    """Say that words which stood on a shape would no longer stand on it."""
    for place, one in enumerate(shown):
        below = (
            shape for shape in reversed(shown[:place]) if is_filled(shape.element) and not shape.is_words
        )
        on = next((shape for shape in below if share_inside(one.drawn, shape.drawn) >= _ON_IT), None)
        if one.is_words and on is not None and _is_off(one, on):
            return f"{_name(one.element)} would not stand on {_name(on.element)}"
    return ""


def _is_off(words: _Shown, shape: _Shown) -> bool:
    """Tell whether words have left a shape, or another part of one that is no rectangle is behind them."""
    if share_inside(words.box, shape.box) < _ON_IT:
        return True
    if local_name(shape.element) == "rect" or EDGES in shape.element.attrib:
        return False
    before, now = _depth(words.drawn, shape.drawn), _depth(words.box, shape.box)
    return max(abs(before[0] - now[0]), abs(before[1] - now[1])) > _STEP


def _depth(words: Rect, shape: Rect) -> tuple[float, float]:
    """Return where the middle of words lies in a shape, as shares of its sides."""
    across = (words.x + words.width / 2 - shape.x) / (shape.width or 1.0)
    return across, (words.y + words.height / 2 - shape.y) / (shape.height or 1.0)


def _bare_ground(shown: Sequence[_Shown], artboard: Artboard, canvas: Canvas) -> str:
    """Say that parts of the canvas would have no ground, in a drawing that has one all over."""
    if any(True for _ in _ground(artboard.root)):
        return ""
    whole = Rect(0.0, 0.0, canvas.size.width, canvas.size.height)
    grounds = [one for one in shown if not one.is_words and is_filled(one.element)]
    was_bare = any(_uncovered(artboard.canvas, [one.drawn for one in grounds]))
    is_bare = any(_uncovered(whole, [one.box for one in grounds]))
    return "a part of it would have no ground" if is_bare and not was_bare else ""


def _uncovered(canvas: Rect, boxes: Sequence[Rect]) -> Iterator[bool]:
    """Yield for points all over the canvas whether no box covers them."""
    for step in range(_POINTS * _POINTS):
        x = canvas.x + (step % _POINTS + 0.5) / _POINTS * canvas.width
        y = canvas.y + (step // _POINTS + 0.5) / _POINTS * canvas.height
        yield not any(box.x <= x <= box.right and box.y <= y <= box.bottom for box in boxes)


def _overlap(one: Rect, other: Rect) -> float:
    """Return how deep two boxes lie in each other; nothing if they are clear of each other."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(min(wide, high), 0.0)


def _empty(shown: Sequence[_Shown], artboard: Artboard, canvas: Canvas) -> str:
    """Say that a large part of the canvas would be bare ground."""
    whole = Rect(0.0, 0.0, canvas.size.width, canvas.size.height)
    most = _EMPTY_PICTURE if _has_picture(artboard.root) else _EMPTY
    for along, side in enumerate(("width", "height")):
        drawn = _bare([one.drawn for one in shown], artboard.canvas, along)
        bare = _bare([one.box for one in shown], whole, along)
        if bare > max(most, drawn + _MORE_EMPTY):
            return f"{bare:.0%} of its {side} would be empty"
    return ""


def _bare(boxes: Sequence[Rect], canvas: Rect, along: int) -> float:
    """Return the share of a side along which nothing stands, in one piece."""
    low, high = ((canvas.x, canvas.right), (canvas.y, canvas.bottom))[along]
    spans = sorted(((box.x, box.right), (box.y, box.bottom))[along] for box in boxes)
    reached, widest = low, 0.0
    for first, last in spans:
        widest = max(widest, min(first, high) - reached)
        reached = max(reached, last)
    return max(widest, high - reached) / (high - low)


def _ground(root: Element) -> Iterator[Element]:
    """Yield the layers that lie lowest and cover the whole canvas."""
    for layer in root.findall("*"):
        if layer_name(layer).cover and BOX not in layer.attrib:
            yield layer


def _has_picture(root: Element) -> bool:
    """Tell whether what lies below all is a picture or a texture."""
    return any(
        layer_name(node).word == TEXTURE or local_name(node) == "image"
        for layer in _ground(root)
        for node in layer.iter("*")
    )
