"""Composing one picture: an artboard and the words of a language become a laid-out SVG.

Pure: no pixels, no clock, no network. Problems are returned, never raised.
"""

import unicodedata
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.compose.adapt import Canvas, Target, adapt, canvas_for, matrix_to_root
from toolkit.compose.affine import number
from toolkit.compose.artboard import Artboard
from toolkit.compose.check import problems_of_layout
from toolkit.compose.draw import draw_qr, draw_text
from toolkit.compose.layers import Element, layer_name
from toolkit.compose.layout import LaidOutSvg, Layout, QrBox, TextBox
from toolkit.compose.mirror import mirror
from toolkit.compose.qr import Symbol, symbol_for
from toolkit.compose.slots import Slot, clear_samples, frame_of, slots_in
from toolkit.compose.stack import flow, in_stack
from toolkit.compose.style import SlotStyle, slot_style
from toolkit.compose.svgdoc import rect_of, serialise, svg_tag
from toolkit.compose.template import TemplateTextError, fill
from toolkit.compose.values import Value, Values
from toolkit.errors import Place, Problem
from toolkit.languages import Language
from toolkit.sources.design import drawing_place
from toolkit.typeset import FontLibrary, TextLayout, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A laid-out picture with what is wrong in it, and the values that are shown."""

    laid_out: LaidOutSvg
    problems: tuple[Problem, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filling:
    """What goes into one slot: the value it came from, and set text or a QR symbol."""

    slot: Slot
    value: Value
    style: SlotStyle
    text: TextLayout | None = None
    symbol: Symbol | None = None


def compose(
    artboard: Artboard,
    values: Values,
    target: Target,
    *,
    language: Language,
    mirrored: bool,
    fonts: FontLibrary,
) -> Composed:
    """Fill an artboard with values for one placement and language."""
    root = deepcopy(artboard.root)
    canvas = canvas_for(artboard.canvas, artboard.margins, target)
    adapt(root, artboard.canvas, artboard.margins, canvas)
    _drop_small(root, canvas)
    problems: list[Problem] = []
    fillings = _fillings(root, artboard, values, language, fonts, problems)
    flow(root, _heights(root, artboard, fillings))
    _drop_empty(root, artboard, fillings)
    clear_samples(root)
    if mirrored:
        mirror(root, canvas.size.width)
    layout = _drawn(fillings, canvas, target)
    _finish(root, canvas, target)
    sized = _place(artboard)
    problems.extend(problems_of_layout(layout, sized))
    shown = tuple(filling.slot.name for filling in fillings)
    return Composed(
        laid_out=LaidOutSvg(svg=serialise(root), layout=layout), problems=tuple(problems), shown=shown
    )


def _place(artboard: Artboard, layer: str = "") -> Place:
    return drawing_place(artboard.design, artboard.name, layer)


def _drop_small(root: Element, canvas: Canvas) -> None:
    """Take out layers that would be narrower than their `@min-…` allows."""
    for group in list(root.iter(svg_tag("g"))):
        smallest, frame, parent = layer_name(group).min_px, frame_of(group), group.getparent()
        if not smallest or frame is None or parent is None:
            continue
        if matrix_to_root(frame).box(rect_of(frame)).width * canvas.scale < smallest:
            parent.remove(group)


def _fillings(
    root: Element,
    artboard: Artboard,
    values: Values,
    language: Language,
    fonts: FontLibrary,
    problems: list[Problem],
) -> list[_Filling]:
    texts = {name: value.text for name, value in values.items()}
    fillings = []
    for slot in slots_in(root, artboard.rules):
        place = _place(artboard, slot.name)
        template = slot.rules.value or f"{{{{ {slot.name} }}}}"
        try:
            text = fill(template, texts)
        except TemplateTextError as error:
            problems.append(
                Problem(trail=(place,), message=str(error), hint=f"values are {', '.join(sorted(texts))}")
            )
            continue
        value = _value_behind(slot, text, values, place)
        if not text:
            if not slot.rules.optional:
                problems.append(_empty(value, place))
            continue
        fillings.append(_filled(slot, text, value, language, fonts))
        problems.extend(_text_problems(fillings[-1], place))
    return fillings


def _value_behind(slot: Slot, text: str, values: Values, place: Place) -> Value:
    """The value a slot shows; text mixed of several values belongs to the design itself."""
    for name, value in values.items():
        if slot.rules.value in {"", f"{{{{ {name} }}}}"} and (slot.rules.value or slot.name == name):
            return value
    return Value(text=text, place=place)


def _empty(value: Value, place: Place) -> Problem:
    hint = "write the text, or set optional = true for the slot in design.toml"
    return Problem(trail=(value.place, place), message="the text is empty", hint=hint)


def _filled(slot: Slot, text: str, value: Value, language: Language, fonts: FontLibrary) -> _Filling:
    style = slot_style(slot.element, slot.rules)
    if slot.rules.kind == "qr":
        return _Filling(slot=slot, value=value, style=style, symbol=_symbol(text))
    if in_stack(slot.element):
        style = replace(style, text=replace(style.text, valign="top"))
    layout = typeset(text, language=language, style=style.text, frame=slot.box.size, fonts=fonts)
    if layout.overflow and value.short and not slot.rules.value:
        layout = typeset(value.short, language=language, style=style.text, frame=slot.box.size, fonts=fonts)
    return _Filling(slot=slot, value=value, style=style, text=layout)


@lru_cache(maxsize=64)
def _symbol(address: str) -> Symbol:
    return symbol_for(address)


def _text_problems(filling: _Filling, place: Place) -> list[Problem]:
    layout = filling.text
    if layout is None:
        return []
    trail = (filling.value.place, place) if filling.value.place != place else (place,)
    problems = [
        Problem(
            trail=trail,
            message=f"no bundled font has the character {described(character)}",
            hint="write it another way, or add a font that has it to fonts/fonts.toml",
        )
        for character in layout.missing
    ]
    if layout.overflow:
        over = layout.overflow
        message = f"{over.lines_needed} lines do not fit in {over.lines_allowed} at the smallest size of {number(over.size, 1)}"
        hint = f"shorten the text by about {over.excess_characters} characters"
        problems.append(Problem(trail=trail, message=message, hint=hint))
    return problems


def described(character: str) -> str:
    """Name a character for a person: itself, its code point and its Unicode name."""
    return f"'{character}' (U+{ord(character[0]):04X} {unicodedata.name(character[0], 'unnamed')})"


def _heights(root: Element, artboard: Artboard, fillings: list[_Filling]) -> dict[Element, float]:
    """The height each slot's content takes, for stacks; 0 for a slot that stays empty."""
    heights = dict.fromkeys((slot.element for slot in slots_in(root, artboard.rules)), 0.0)
    for filling in fillings:
        hugged = any(layer_name(child).hug for child in filling.slot.element)
        full = filling.text is None or hugged or not in_stack(filling.slot.element)
        heights[filling.slot.element] = filling.slot.box.height if full else _ink_height(filling.text)
    return heights


def _ink_height(text: TextLayout | None) -> float:
    return text.ink.height if text else 0.0


def _drop_empty(root: Element, artboard: Artboard, fillings: list[_Filling]) -> None:
    kept = {filling.slot.element for filling in fillings}
    for slot in slots_in(root, artboard.rules):
        parent = slot.element.getparent()
        if slot.element not in kept and parent is not None:
            parent.remove(slot.element)


def _drawn(fillings: list[_Filling], canvas: Canvas, target: Target) -> Layout:
    """Put outlines and symbols into the drawing and say where they are."""
    texts: list[TextBox] = []
    codes: list[QrBox] = []
    for filling in fillings:
        if filling.text is not None:
            texts.append(draw_text(filling.slot, filling.text, filling.style, canvas))
        elif filling.symbol is not None:
            codes.append(draw_qr(filling.slot, filling.symbol, canvas))
    return Layout(
        size=target.size,
        canvas=canvas.size,
        scale=canvas.scale,
        safe=canvas.safe,
        texts=tuple(texts),
        qr=tuple(codes),
    )


def _finish(root: Element, canvas: Canvas, target: Target) -> None:
    for group in list(root.iter(svg_tag("g"))):
        frame = frame_of(group)
        if frame is not None:
            group.remove(frame)
    for name in ("x", "y", "preserveAspectRatio", "version"):
        root.attrib.pop(name, None)
    root.set("width", str(target.size.width))
    root.set("height", str(target.size.height))
    root.set("viewBox", f"0 0 {number(canvas.size.width, 4)} {number(canvas.size.height, 4)}")
