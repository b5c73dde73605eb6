"""Texts that are decoration: in no slot and without `{{ … }}`. They are set as they are drawn, as outlines.

They say the same in every language, so each is told once, as a warning.
"""

from collections.abc import Iterator, Mapping

from toolkit.compose.artboard.families import Speech, missing_name
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slots import words_of
from toolkit.compose.artboard.word_outlines import drawn_words
from toolkit.compose.svg.font_shorthand import families_in
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import inherited
from toolkit.sources.workspace.design import SlotRules
from toolkit.svg.document import NOT_PAINTED, Element, local_name, svg_tag


def loose_texts(root: Element, rules: Mapping[str, SlotRules]) -> Iterator[Element]:
    """Yield the texts that are seen, stand in no slot, and are no template."""
    for text in root.iter(svg_tag("text")):
        if is_hidden(text) or "{{" in words_of(text):
            continue
        above = [layer_name(node).word for node in text.iterancestors()]
        defined = any(local_name(node) in NOT_PAINTED for node in text.iterancestors())
        if not defined and "texture" not in above and not any(word in rules for word in above):
            yield text


def is_hidden(text: Element) -> bool:
    """Tell whether a text shows no words."""
    return is_switched_off(text) or not words_of(text).strip()


def is_switched_off(element: Element) -> bool:
    """Tell whether an element of a plain drawing, or a group around it, is hidden."""
    is_off = any(str(node.get("display", "")) == "none" for node in (element, *element.iterancestors()))
    return is_off or inherited(element, "visibility") in ("hidden", "collapse")


def strange_family(text: Element, speech: Speech) -> str:
    """Return the first family of a text that is not at hand, or nothing."""
    for node in text.iter(svg_tag("text"), svg_tag("tspan")):
        if not any((part or "").strip() for part in (node.text, *(child.tail for child in node))):
            continue
        if name := missing_name(tuple(families_in(inherited(node, "font-family") or "")), speech):
            return name
    return ""


def is_kept_on_purpose(text: Element) -> bool:
    """Tell whether a designer says by `@keep` that a text is decoration."""
    return any(layer_name(node).keep for node in (text, *text.iterancestors()))


def keep_texts(root: Element, rules: Mapping[str, SlotRules], ruler: Ruler) -> None:
    """Put outlines in the place of every loose text."""
    for text in list(loose_texts(root, rules)):
        parent = text.getparent()
        group = drawn_words(text, ruler)
        if parent is not None and group is not None:
            parent.replace(text, group)
            group.tail, text.tail = text.tail, None
