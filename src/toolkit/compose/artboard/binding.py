"""Binding: which layer of a drawing is which slot of `design.toml`, and what is bound to nothing.

A slot is found by its exact name first. Tools change names when they save (escapes, capitals, numbers behind
copies), so a layer that can only mean one slot is taken for it. Words of a drawing that reach no slot would
be missing from the picture, so each is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from toolkit.compose.artboard.slots import Slot, drawn_box, frame_of, is_template, slots_in, words_of
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import inherited
from toolkit.compose.svg.tool_names import folded, without_copy_suffix
from toolkit.errors import Problem
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.design import Design, SlotRules, drawing_place
from toolkit.svg.document import Element, local_name, svg_tag

TEXTS: Final = tuple(map(svg_tag, ("text", "flowRoot")))
_SHAPES: Final = frozenset({"path", "polygon", "polyline", "use", "image"})
_SHOWN_WORDS: Final = 40  # characters of a text in a message
_OUTLINE_HINT: Final = (
    "export the text as text: in Figma untick 'Outline text', in Illustrator do not use 'Create Outlines' "
    "(SVG options > Font: SVG), in Inkscape keep the text object"
)


def bind(root: Element, rules: Mapping[str, SlotRules]) -> None:
    """Give each layer that can only mean one slot the exact name of it."""
    layers = [(layer, layer_name(layer).word) for layer in root.iter(svg_tag("g"))]
    taken = {word for _, word in layers if word in rules}
    for slot in rules:
        if slot not in taken:
            meant = _meant(slot, [(layer, word) for layer, word in layers if word and word not in rules])
            if len(meant) == 1:
                _rename(meant[0], slot)


def _meant(slot: str, layers: Sequence[tuple[Element, str]]) -> list[Element]:
    """Return the layers whose name is a spelling of a slot; those of copies only where there is no other."""
    wanted = folded(slot)
    same = [layer for layer, word in layers if folded(word) == wanted]
    return same or [layer for layer, word in layers if folded(without_copy_suffix(word)) == wanted]


def _rename(layer: Element, slot: str) -> None:
    label = str(layer.get(LABEL) or layer.get("id") or "")
    _, at, flags = label.partition("@")
    layer.set(LABEL, f"{slot}{at}{flags}")


def binding_problems(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield every slot that no layer is bound to, and all words of the drawing that would not be painted."""
    rules = design.rules(artboard)
    slots = slots_in(root, rules)
    bound = {slot.name for slot in slots}
    named = {layer_name(element).word for element in root.iter(svg_tag("g"))}
    # Layers without a frame, and misspelt ones with a frame, are told where layers are looked at.
    misspelt = dict(misspelt_layers(root, rules))
    named |= set(misspelt.values())
    for name, rule in rules.items():
        if not (name in bound or name in named or rule.optional or design.omits(artboard, name)):
            yield _unbound(root, design, artboard, name)
    for slot in slots:
        yield from _outlined(slot, design, artboard)
    for text in root.iter(*TEXTS):
        if not _is_hidden(text) and not _is_used(text, bound | misspelt.keys(), rules):
            yield _dropped(text, design, artboard)


def misspelt_layers(root: Element, rules: Mapping[str, SlotRules]) -> Iterator[tuple[str, str]]:
    """Yield the layers with a frame whose name is nearly that of a slot, with the slot."""
    for layer in root.iter(svg_tag("g")):
        word = layer_name(layer).word
        if word not in rules and frame_of(layer) is not None and (near := near_miss(word, list(rules))):
            yield word, near


def _unbound(root: Element, design: Design, artboard: str, slot: str) -> Problem:
    """Say that a slot is not in a drawing, and which layer may have been meant."""
    hint = (
        f"name a layer '{slot}' and draw a rectangle called 'frame' in it; if this artboard shows no {slot}, "
        f'write omits = ["{slot}"] under [artboards.{artboard}] in design.toml'
    )
    texts = [text for text in root.iter(*TEXTS) if folded(layer_name(text).word) == folded(slot)]
    words = [layer_name(layer).word for layer in root.iter(svg_tag("g"))]
    candidates = sorted({word for word in words if word and word not in design.rules(artboard)})
    near = near_miss(slot, candidates)
    if texts:
        hint = (
            f"the text '{slot}' has no frame: group it, name the group '{slot}', and draw a rectangle called"
        )
        hint += " 'frame' in the group where the words may stand"
    elif near:
        hint = f"is the layer '{near}' meant? Rename it '{slot}'; or {hint}"
    elif candidates:
        hint += f" (other layers: {', '.join(candidates[:8])})"
    return Problem(
        trail=(drawing_place(design.id, artboard),),
        message=f"no layer shows the slot '{slot}' of design.toml",
        hint=hint,
    )


def _outlined(slot: Slot, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a problem for a text slot whose words are shapes: they would stay, under those of the copy."""
    if slot.rules.kind != "text" or any(True for _ in slot.element.iter(*TEXTS)):
        return
    if any(local_name(node) in _SHAPES for node in slot.element.iter()):
        yield Problem(
            trail=(drawing_place(design.id, artboard, slot.name),),
            message="the sample words of the slot are outlines, not text",
            hint=_OUTLINE_HINT,
        )


def _is_hidden(text: Element) -> bool:
    is_hidden = any(str(node.get("display", "")) == "none" for node in (text, *text.iterancestors()))
    return is_hidden or inherited(text, "visibility") in ("hidden", "collapse") or not words_of(text).strip()


def _is_used(text: Element, bound: set[str], rules: Mapping[str, SlotRules]) -> bool:
    """Tell whether words are a sample, which the words of the copy replace."""
    for ancestor in text.iterancestors():
        word = layer_name(ancestor).word
        # A layer of a slot without a frame, and a texture, have messages of their own.
        if word in bound or word in rules or word == "texture" or local_name(ancestor) == "defs":
            return True
    return is_template(text) and drawn_box(text) is not None


def _dropped(text: Element, design: Design, artboard: str) -> Problem:
    words = " ".join(words_of(text).split())
    shown = words if len(words) <= _SHOWN_WORDS else f"{words[: _SHOWN_WORDS - 1]}…"
    layer = next((word for node in (text, *text.iterancestors()) if (word := layer_name(node).word)), "")
    if is_template(text):
        hint = 'add data-frame="x y width height" to it, or put it into a slot layer'
        return _problem(design, artboard, layer, f"the text '{shown}' with {{{{ … }}}} has no frame", hint)
    hint = (
        "put it into the layer of a slot, which the copy fills; if it is decoration, turn it into shapes "
        "(Inkscape: Path > Object to Path; Figma: Flatten; Illustrator: Type > Create Outlines)"
    )
    return _problem(design, artboard, layer, f"the text '{shown}' is in no slot, and would be missing", hint)


def _problem(design: Design, artboard: str, layer: str, message: str, hint: str) -> Problem:
    return Problem(trail=(drawing_place(design.id, artboard, layer),), message=message, hint=hint)


def safe_problems(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a problem for a layer `safe` that is no rectangle."""
    for element in root.iter():
        if layer_name(element).word == "safe" and local_name(element) != "rect":
            hint = "draw 'safe' as one plain rectangle without fill; it is the box that words stay in"
            kind = "group" if local_name(element) == "g" else f"<{local_name(element)}>"
            yield _problem(design, artboard, "safe", f"the layer 'safe' is a {kind}, not a rectangle", hint)
