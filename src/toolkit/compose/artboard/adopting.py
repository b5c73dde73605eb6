"""Adopting what designers draw: a bare text, a group of texts or flowed text becomes a slot with a frame.

After this a drawing looks as if it had been drawn by the book: every slot is a group with a `frame` in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number, parse_transform
from toolkit.compose.artboard.drawn_text import SampleLine, lines_of
from toolkit.compose.artboard.ruler import Ruler, runs_from_right
from toolkit.compose.artboard.sample import stated_align
from toolkit.compose.artboard.slot_frames import (
    Around,
    Frame,
    Rule,
    Sample,
    found_frame,
    hull,
    kept_frame,
    moved,
)
from toolkit.compose.artboard.slots import ALIGN, LEADING, LINES, RULE, VALIGN, frame_of, words_of
from toolkit.compose.artboard.surroundings import Shape, geometry, shapes_in
from toolkit.compose.artboard.text_boxes import flow_box
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import rect_of, view_box
from toolkit.sources.workspace.design import SlotRules
from toolkit.svg.document import NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag
from toolkit.units import Rect

_TEXT: Final = svg_tag("text")
# These stay with the words when a text is put into a group of its own.
_WITH_WORDS: Final = ("clip-path", "mask", "filter", "style", "display", "visibility")
_STRAIGHT: Final = 1e-6


@dataclass(frozen=True)
class AdoptedDrawing:
    """A drawing that slots are looked for in; boxes are in units of the root.

    Measuring takes a while, and a drawing that is made by the book needs none.
    """

    root: Element
    ruler: Ruler

    @cached_property
    def page(self) -> Rect:
        """The canvas; raises `SvgError` if there is none."""
        return view_box(self.root)

    @cached_property
    def margins(self) -> Rect:
        """The rectangle called `safe`, or the whole canvas."""
        rects = (rect for rect in self.root.iter(svg_tag("rect")) if layer_name(rect).word == "safe")
        return next(map(rect_of, rects), self.page)

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """What is painted and is no text."""
        return shapes_in(self.root, self.page)

    @cached_property
    def texts(self) -> dict[Element, Rect]:
        """The ink of every text that is seen, as it was drawn at first."""
        boxes = ((text, _box_of(text, self.ruler)) for text in _shown_texts(self.root))
        return {text: box for text, box in boxes if box is not None}

    def around(self, own: Sequence[Element]) -> Around:
        """Return what stands around some texts."""
        mine = set(own)
        return Around(
            page=self.page,
            margins=self.margins,
            shapes=tuple(shape.box for shape in self.shapes),
            texts=tuple(box for text, box in self.texts.items() if text not in mine),
        )


def _shown_texts(root: Element) -> Iterator[Element]:
    for text in root.iter(_TEXT):
        hidden = any(str(node.get("display", "")) == "none" for node in (text, *text.iterancestors()))
        if not hidden and not any(local_name(node) in NOT_PAINTED for node in text.iterancestors()):
            yield text


def _box_of(text: Element, ruler: Ruler) -> Rect | None:
    lines = lines_of(text, ruler)
    return matrix_to_root(text).box(hull(line.ink for line in lines)) if lines else None


def adopt(drawing: AdoptedDrawing, rules: Mapping[str, SlotRules]) -> None:
    """Give every layer and text with the name of a slot a frame, unless it has one."""
    for element in list(drawing.root.iter(svg_tag("g"), _TEXT)):
        word = layer_name(element).word
        if word in rules and not _inside_slot(element, rules):
            if local_name(element) == "text":
                adopt_text(drawing, element, word)
            elif frame_of(element) is None:
                _adopt_group(drawing, element, rules[word])
    for word, rule in rules.items():
        if rule.kind in ("qr", "picture"):
            _adopt_shapes(drawing.root, word)


def _inside_slot(element: Element, rules: Mapping[str, SlotRules]) -> bool:
    return any(layer_name(node).word in rules for node in element.iterancestors(svg_tag("g")))


def adopt_text(drawing: AdoptedDrawing, text: Element, slot: str) -> Element | None:
    """Put a text into a group with a frame and the name of a slot, and return the group.

    Returns None for a text without words.
    """
    found = _frame(drawing, (text,))
    parent = text.getparent()
    if found is None or parent is None:
        return None
    label = str(text.get(LABEL) or text.get("id") or "")
    flags = label.partition("@")[1:] if layer_name(text).word == slot else ("", "")
    group = etree.Element(svg_tag("g"), {LABEL: slot + "".join(flags)})
    for name in (*_WITH_WORDS, "transform", "data-pin"):
        if name in text.attrib:
            group.set(name, str(text.attrib.pop(name)))
    text.attrib.pop(LABEL, "")
    parent.replace(text, group)
    group.tail, text.tail = text.tail, None
    _put_frame(group, found)
    group.append(text)
    return group


def _adopt_group(drawing: AdoptedDrawing, group: Element, rules: SlotRules) -> None:
    """Give a group a frame about its texts, or, for a code or a picture, about its shapes."""
    if rules.kind in ("qr", "picture", "chart"):
        box = _box_of_shapes(group)
        if box is not None:
            _put_frame(group, box)
        return
    texts = [text for text in group.iter(_TEXT) if words_of(text).strip()]
    if not texts:
        return
    matrices = [_to_group(text, group) for text in texts]
    if len(texts) == 1 and _is_turned(matrices[0]):
        word = layer_name(group).word
        group.set(LABEL, f"{word} group")
        adopt_text(drawing, texts[0], word)
        return
    found = _frame(drawing, texts, group)
    if found is not None:
        _put_frame(group, found)


def _to_group(text: Element, group: Element) -> Affine:
    matrix = parse_transform(text.get("transform"))
    for node in text.iterancestors():
        if node is group:
            break
        matrix = parse_transform(node.get("transform")) @ matrix
    return matrix


def _is_turned(matrix: Affine) -> bool:
    return abs(matrix.b) > _STRAIGHT or abs(matrix.c) > _STRAIGHT


def _box_of_shapes(group: Element) -> Rect | None:
    """Return the box of the largest shape of a sample code or picture, in units of its group."""
    boxes = []
    for node in group.iter("*"):
        own = geometry(node)
        if own is not None and node is not group:
            boxes.append(_to_group(node, group).box(own))
    return max(boxes, key=lambda box: box.width * box.height, default=None)


def _adopt_shapes(root: Element, word: str) -> None:
    """A rectangle or picture with the name of a code or picture slot is its frame."""
    for node in list(root.iter(*map(svg_tag, ("rect", "image", "use", "path", "circle")))):
        parent = node.getparent()
        if layer_name(node).word != word or parent is None:
            continue
        if any(layer_name(above).word == word for above in node.iterancestors()):
            continue
        box = geometry(node)
        if box is None:
            continue
        label = str(node.get(LABEL) or node.get("id") or word)
        group = etree.Element(svg_tag("g"), {LABEL: label})
        if "transform" in node.attrib:
            group.set("transform", str(node.attrib.pop("transform")))
        for name in (LABEL, "id"):
            node.attrib.pop(name, "")
        parent.replace(node, group)
        group.tail, node.tail = node.tail, None
        _put_frame(group, box)
        group.append(node)


def _frame(drawing: AdoptedDrawing, texts: Sequence[Element], group: Element | None = None) -> Frame | None:
    """Return the frame of texts: of a single one in its own units, of those of a group in the group's."""
    lines: list[SampleLine] = []
    for text in texts:
        matrix = _to_group(text, group) if group is not None else Affine()
        lines += [_moved_line(line, matrix) for line in lines_of(text, drawing.ruler)]
    if not lines:
        return None
    lines.sort(key=lambda line: (line.y, line.x))
    words = " ".join(line.words for line in lines)
    sample = Sample(
        lines=_rows(lines),
        anchor=stated_align(lines[0].node),
        from_right=runs_from_right(words),
    )
    kept = flow_box(texts[0], drawing.root)
    if len(texts) > 1 and kept is not None and kept[1] is not Rule.KEPT:
        kept = None  # each of several flows in a shape of its own
    if kept is not None:
        matrix = _to_group(texts[0], group) if group is not None else Affine()
        return kept_frame(sample, matrix.box(kept[0]), kept[1])
    to_root = matrix_to_root(texts[0] if group is None else group)
    try:
        inverse = to_root.inverse()
    except ZeroDivisionError:
        return None
    return found_frame(sample, moved(drawing.around(texts), inverse))


def _rows(lines: Sequence[SampleLine]) -> list[SampleLine]:
    """Join what stands on one baseline, sorted from above: the pieces of a line in texts of their own."""
    rows: list[SampleLine] = []
    for line in lines:
        if rows and abs(rows[-1].y - line.y) < 0.3 * line.size:
            last = rows[-1]
            ink = hull((last.ink, line.ink))
            words, size = f"{last.words} {line.words}", max(last.size, line.size)
            rows[-1] = SampleLine(
                words, last.pieces, last.node, last.x, last.y, size, last.tracking, ink.width, ink
            )
        else:
            rows.append(line)
    return rows


def _moved_line(line: SampleLine, matrix: Affine) -> SampleLine:
    if matrix.is_identity:
        return line
    x, y = matrix.point(line.x, line.y)
    size, ink = line.size * matrix.factor, matrix.box(line.ink)
    return SampleLine(
        line.words, line.pieces, line.node, x, y, size, line.tracking, line.advance * matrix.factor, ink
    )


def _put_frame(group: Element, found: Frame | Rect) -> None:
    box = found if isinstance(found, Rect) else found.box
    flags = "@stretch" if "stretch" in (layer_name(group).horizontal, layer_name(group).vertical) else ""
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    attributes = {name: number(value, 4) for name, value in sides.items()}
    frame = etree.Element(svg_tag("rect"), {LABEL: f"frame{flags}", **attributes, "fill": "none"})
    if isinstance(found, Frame):
        frame.set(ALIGN, found.align)
        frame.set(VALIGN, found.valign)
        frame.set(LINES, str(found.max_lines))
        frame.set(RULE, found.rule)
        if found.leading:
            frame.set(LEADING, number(found.leading, 4))
    group.insert(0, frame)


def adopt_templates(drawing: AdoptedDrawing, rules: Mapping[str, SlotRules]) -> dict[str, SlotRules]:
    """Make slots of texts that hold `{{ … }}` outside of slots, and return the rules of those made."""
    made: dict[str, SlotRules] = {}
    index = 0
    for text in list(_shown_texts(drawing.root)):
        words = " ".join(words_of(text).split())
        if "{{" not in words or text.get("data-frame") or _inside_slot(text, rules):
            continue
        index += 1
        name = _slot_named(words, rules) or f"words-{index}"
        if adopt_text(drawing, text, name) is not None and name not in rules:
            made[name] = SlotRules(value=words)
    return made


def _slot_named(words: str, rules: Mapping[str, SlotRules]) -> str:
    """Return the slot of design.toml that words such as `{{ theme }}` name, if they are nothing else."""
    name = words.removeprefix("{{").removesuffix("}}").strip()
    return name if name in rules and words == f"{words[:2]}{words[2:-2]}}}}}" else ""
