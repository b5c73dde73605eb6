"""Binding: which layer of a drawing is which slot of `design.toml`, and what is bound to nothing.

A slot is found by its exact name first. Tools change names when they save (escapes, capitals, numbers behind
copies), so a layer that can only mean one slot is taken for it. Words of a drawing that reach no slot would
be missing from the picture, so each is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from toolkit.affine import number
from toolkit.compose.artboard.adopting import AdoptedDrawing, adopt, adopt_templates
from toolkit.compose.artboard.families import Speech
from toolkit.compose.artboard.kept_text import is_hidden, is_kept_on_purpose, loose_texts, strange_family
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slots import Slot, drawn_box, frame_of, is_template, slots_in, words_of
from toolkit.compose.artboard.text_boxes import flow_roots_to_texts
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import inherited, rect_of
from toolkit.compose.svg.tool_names import folded, without_copy_suffix
from toolkit.errors import Problem, Severity
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.design import Design, SlotRules, drawing_place
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.svg.document import NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag

TEXTS: Final = tuple(map(svg_tag, ("text", "flowRoot")))
_SHAPES: Final = frozenset({"path", "polygon", "polyline", "use", "image"})
SAFE_LAYER: Final = "safe"
# Layers come before single objects; only codes and pictures may be shapes.
_BOUND: Final = (
    (("g",), ("text", "qr", "picture", "chart")),
    (("text",), ("text",)),
    (("rect", "image", "use", "path", "circle"), ("qr", "picture")),
)
_SHOWN_WORDS: Final = 40  # characters of a text in a message
_OUTLINE_HINT: Final = (
    "export the text as text: in Figma untick 'Outline text', in Illustrator do not use 'Create Outlines' "
    "(SVG options > Font: SVG), in Inkscape keep the text object"
)


def bind(
    root: Element, rules: Mapping[str, SlotRules], ruler: Ruler | None = None
) -> Mapping[str, SlotRules]:
    """Bind what is drawn to slots, and return the rules of all slots: those given, and those found.

    Layers and texts that can only mean one slot get its exact name; those without a frame get one, measured
    by the ruler; texts with `{{ … }}` become slots. Raises `SvgError` for a drawing without a canvas.
    """
    flow_roots_to_texts(root)
    _lift_safe(root)
    for tags, kinds in _BOUND:
        _name(root, {name: rule for name, rule in rules.items() if rule.kind in kinds}, rules, tags)
    drawing = AdoptedDrawing(root, ruler or Ruler())
    adopt(drawing, rules)
    return {**rules, **adopt_templates(drawing, rules)}


def _lift_safe(root: Element) -> None:
    """Take a layer `safe` with one rectangle in it, as Inkscape makes layers, for the rectangle."""
    for layer in list(root.iter(svg_tag("g"))):
        shapes = layer.findall("*")
        is_layer = layer_name(layer).word == SAFE_LAYER and len(shapes) == 1
        if is_layer and local_name(shapes[0]) == "rect":
            box = matrix_to_root(shapes[0]).box(rect_of(shapes[0]))
            sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
            rect = etree.SubElement(
                root, svg_tag("rect"), {name: number(side, 4) for name, side in sides.items()}
            )
            rect.set(LABEL, SAFE_LAYER)
            rect.set("fill", "none")
            parent = layer.getparent()
            if parent is not None:
                parent.remove(layer)


def _name(
    root: Element, wanted: Mapping[str, SlotRules], rules: Mapping[str, SlotRules], tags: tuple[str, ...]
) -> None:
    """Give elements of some kinds the exact name of the slot that they can only mean."""
    layers = [(layer, layer_name(layer).word) for layer in root.iter(*map(svg_tag, ("g", *tags)))]
    taken = {word for _, word in layers if word in rules}
    free = [(layer, word) for layer, word in layers if word and word not in rules and _is_free(layer, rules)]
    free = [(layer, word) for layer, word in free if local_name(layer) in tags]
    for slot in wanted:
        if slot not in taken:
            meant = _meant(slot, free)
            if len(meant) == 1:
                _rename(meant[0], slot)


def _is_free(element: Element, rules: Mapping[str, SlotRules]) -> bool:
    """Tell whether something stands in no slot, and not among the definitions."""
    above = list(element.iterancestors())
    is_defined = any(local_name(node) in NOT_PAINTED for node in above)
    return not is_defined and not any(layer_name(node).word in rules for node in above)


def _meant(slot: str, layers: Sequence[tuple[Element, str]]) -> list[Element]:
    """Return the layers whose name is a spelling of a slot; those of copies only where there is no other."""
    wanted = folded(slot)
    same = [layer for layer, word in layers if folded(word) == wanted]
    return same or [layer for layer, word in layers if folded(without_copy_suffix(word)) == wanted]


def _rename(layer: Element, slot: str) -> None:
    label = str(layer.get(LABEL) or layer.get("id") or "")
    _, at, flags = label.partition("@")
    layer.set(LABEL, f"{slot}{at}{flags}")


def binding_problems(root: Element, design: Design, artboard: str, stacks: FontStacks) -> Iterator[Problem]:
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
        if is_template(text) and drawn_box(text) is None and not (is_hidden(text) or _is_in(text, rules)):
            yield _without_box(text, design, artboard)
    known = {**rules, **dict.fromkeys(misspelt, SlotRules()), **dict.fromkeys(bound, SlotRules())}
    speech = Speech(stacks=stacks, substitutes=tuple(design.spec.fonts.items()))
    for text in loose_texts(root, known):
        if bent := _bent(text):
            yield _not_kept(text, bent, design, artboard)
            continue
        if family := strange_family(text, speech):
            yield _without_font(text, family, design, artboard)
        elif not is_kept_on_purpose(text):
            yield _kept(text, design, artboard)


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


def _shown(text: Element) -> tuple[str, str]:
    """Return what to call a text: its words, cut, and the nearest layer with a name."""
    words = " ".join(words_of(text).split())
    shown = words if len(words) <= _SHOWN_WORDS else f"{words[: _SHOWN_WORDS - 1]}…"
    layer = next((word for node in (text, *text.iterancestors()) if (word := layer_name(node).word)), "")
    return shown, layer


def _bent(text: Element) -> str:
    """Say how a text runs, if it does not run from side to side."""
    mode = (inherited(text, "writing-mode") or "").strip().lower()
    return "runs from top to bottom" if mode.startswith(("vertical", "tb", "sideways")) else ""


def _not_kept(text: Element, bent: str, design: Design, artboard: str) -> Problem:
    shown, layer = _shown(text)
    hint = (
        "turn it into shapes (Inkscape: Path > Object to Path; Illustrator: Type > Create Outlines; Figma: "
        "Flatten); if the copy fills it, draw it along a straight line and rotate it"
    )
    return _problem(design, artboard, layer, f"the text '{shown}' {bent}, and cannot be set so", hint)


def _is_in(text: Element, rules: Mapping[str, SlotRules]) -> bool:
    """Tell whether a text is a sample of a slot, or was made a slot of its own."""
    return any(layer_name(node).word in rules or frame_of(node) is not None for node in text.iterancestors())


def _without_box(text: Element, design: Design, artboard: str) -> Problem:
    shown, layer = _shown(text)
    hint = 'write data-frame="x y width height" in units of the drawing, or take data-frame out'
    return _problem(design, artboard, layer, f"the text '{shown}' with {{{{ … }}}} has no frame", hint)


def _kept(text: Element, design: Design, artboard: str) -> Problem:
    """Say that words are in no slot, so that they are the same in every language."""
    shown, layer = _shown(text)
    return Problem(
        trail=(drawing_place(design.id, artboard, layer),),
        message=f"the text '{shown}' is in no slot: it stays as drawn, in every language",
        hint="to have it from the copy, give it the name of a slot or write {{ theme }} or another value in "
        "its place; if it is meant so, add '@keep' to its name",
        severity=Severity.WARNING,
    )


def _without_font(text: Element, family: str, design: Design, artboard: str) -> Problem:
    shown, layer = _shown(text)
    hint = (
        "put it into the layer of a slot, which the copy fills; if it is decoration, add the font with "
        "'toolkit fonts add FOLDER --workspace DIR', set it in 'Noto Sans', or turn it into shapes "
        "(Inkscape: Path > Object to Path; Figma: Flatten; Illustrator: Type > Create Outlines)"
    )
    message = f"the text '{shown}' is in no slot, and cannot stay as drawn without the font '{family}'"
    return _problem(design, artboard, layer, message, hint)


def _problem(design: Design, artboard: str, layer: str, message: str, hint: str) -> Problem:
    return Problem(trail=(drawing_place(design.id, artboard, layer),), message=message, hint=hint)


def safe_problems(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a problem for a layer `safe` that is no rectangle."""
    for element in root.iter():
        if layer_name(element).word == "safe" and local_name(element) != "rect":
            hint = "draw 'safe' as one plain rectangle without fill; it is the box that words stay in"
            kind = "group" if local_name(element) == "g" else f"<{local_name(element)}>"
            yield _problem(design, artboard, "safe", f"the layer 'safe' is a {kind}, not a rectangle", hint)
