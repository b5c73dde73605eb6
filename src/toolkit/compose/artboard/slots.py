"""Finding the slots of a drawing: which layers are to be filled, and where their frames are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.affine import number
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import box_in, length, rect_of
from toolkit.sources.workspace.design import SlotRules
from toolkit.svg.document import Element, svg_tag
from toolkit.units import Rect

ALIGN, VALIGN, LINES = "data-align", "data-valign", "data-lines"
LEADING, RULE = "data-leading", "data-rule"
"""On a frame that was found for a text: what the sample says, where design.toml says nothing."""
_JINJA = "{{"
_ANY_BRACES = re.compile(r"[{｛]")
_GAP = r"[\s\u200b-\u200d\u2060\ufeff]*"
_OPENING = re.compile(rf"[{{｛]{_GAP}[{{｛]")
_CLOSING = re.compile(rf"[}}｝]{_GAP}[}}｝]")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_TYPED = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\u2028\u2029", " "),
        "｜": "|",
    }
)
_RECT = svg_tag("rect")
_EMPTY = "data-empty"
_DEFAULT_SIZE = 48.0
_HIDING = ("display", "visibility")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A layer to fill: its rules, and its frame element (whose geometry is in the layer's coordinates)."""

    name: str
    rules: SlotRules
    element: Element
    frame: Element

    @property
    def box(self) -> Rect:
        """The frame in the coordinates of the slot's layer."""
        return rect_of(self.frame)


def slots_in(root: Element, rules: Mapping[str, SlotRules]) -> list[Slot]:
    """Return the slots of a drawing in painting order; layers without a frame are left out."""
    found = []
    for element, name in _named_groups(root):
        frame = frame_of(element) if name in rules else None
        if frame is not None:
            found.append(Slot(name=name, rules=rules[name], element=element, frame=frame))
    return found


def show_slots(root: Element, rules: Mapping[str, SlotRules]) -> None:
    """Show slots and layers of slots that are hidden: alternatives, of which people edit one at a time."""
    for slot in slots_in(root, rules):
        for layer in (slot.element, *slot.element.iterancestors()):
            for name in _HIDING:
                layer.attrib.pop(name, "")


def leave_empty(slot: Element) -> None:
    """Mark a slot that is not to be filled in this picture."""
    slot.set(_EMPTY, "yes")


def is_left_empty(slot: Slot) -> bool:
    """Tell whether a slot is not to be filled in this picture."""
    return slot.element.get(_EMPTY) is not None


def _named_groups(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter(svg_tag("g")):
        word = layer_name(element).word
        if word:
            yield element, word


def frame_of(group: Element) -> Element | None:
    """Return the frame of a group: a child `<rect>` called `frame` or `<name>-frame`, or of class `frame`."""
    word = layer_name(group).word
    for child in group.iterchildren(_RECT):
        name = layer_name(child).word
        # Ids are unique in a document, so editors make `frame-2` and `frame_1` of a second `frame`.
        if (
            name == f"{word}-frame"
            or name.startswith("frame")
            or "frame" in str(child.get("class", "")).split()
        ):
            return child
    return None


def artwork_templates(root: Element) -> list[Element]:
    """Return the `<text>` elements outside slots whose words contain Jinja."""
    return [text for text in root.iter(svg_tag("text"), svg_tag("flowRoot")) if is_template(text)]


def is_template(text: Element) -> bool:
    """Tell whether words contain Jinja."""
    return _JINJA in words_of(text)


def words_of(text: Element) -> str:
    """Return the characters of a `<text>` with all its spans; templates as `plain_templates` has them."""
    return plain_templates("".join(str(part) for part in text.itertext()))


def plain_templates(words: str) -> str:
    """Return words whose `{{ … }}` are as a person meant them.

    Programs that correct what is typed put curved quotes, no-break and zero-width spaces into braces, or make
    them wide; spans and lines may part two braces.
    """
    if not _ANY_BRACES.search(words):
        return words
    whole = _CLOSING.sub("}}", _OPENING.sub("{{", words))
    return _TEMPLATE.sub(lambda match: _UNSEEN.sub("", match[0].translate(_TYPED)), whole)


def slot_from_text(text: Element, index: int) -> Slot | None:
    """Turn a `<text>` with Jinja into a slot; its `data-frame` gives the box as "x y width height"."""
    box, parent = drawn_box(text), text.getparent()
    if box is None or parent is None:
        return None
    group = etree.Element(svg_tag("g"), {"id": f"text-{index}"})
    parent.replace(text, group)
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    attributes = {side: number(value) for side, value in sides.items()}
    frame = etree.SubElement(group, svg_tag("rect"), {**attributes, "id": f"frame-text-{index}"})
    group.append(text)
    rules = SlotRules(value=" ".join(words_of(text).split()), max_lines=_lines(box, text))
    return Slot(name=f"text-{index}", rules=rules, element=group, frame=frame)


def drawn_box(text: Element) -> Rect | None:
    """Return the box that a text's `data-frame` gives it, or none if these are not four lengths."""
    return box_in(str(text.get("data-frame", "")))


def _lines(box: Rect, text: Element) -> int:
    size = length(text.get("font-size")) or _DEFAULT_SIZE
    return max(int(box.height / size), 1)


def clear_samples(root: Element) -> None:
    """Remove every `<text>`: what is in the artwork is sample text, and fonts never reach an engine."""
    for text in list(root.iter(svg_tag("text"))):
        parent = text.getparent()
        if parent is not None:
            parent.remove(text)
