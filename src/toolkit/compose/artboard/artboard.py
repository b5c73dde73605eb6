"""Artboards: a design's drawing, read, painted in a campaign's colours, and ready to be filled many times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.affine import parse_transform
from toolkit.compose.artboard.binding import bind, binding_problems, misspelt_layers, safe_problems
from toolkit.compose.artboard.ground import says_where
from toolkit.compose.artboard.kept_text import keep_texts
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slots import (
    artwork_templates,
    show_slots,
    slot_from_text,
    slots_in,
)
from toolkit.compose.artboard.texture import TEXTURE, lost_texture, put_texture
from toolkit.compose.artboard.working_out import work_out_pins
from toolkit.compose.svg.layer_names import FLAGS, layer_name, spot_of
from toolkit.compose.svg.recolour import recolour
from toolkit.compose.svg.structure import LOST
from toolkit.compose.svg.svgdoc import mark_names, parse_svg, read_drawing, rect_of, view_box
from toolkit.errors import Problem, Severity
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.design import Design, SlotRules, drawing_place, import_of
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.svg.document import Element, local_name, svg_tag
from toolkit.svg.parser import SvgError
from toolkit.typeset import FontLibrary
from toolkit.units import Rect

SAFE = "safe"
NOT_IN_DESIGNS = ("foreignObject", "script", "animate", "animateTransform", "animateMotion", "set")
"""Elements that a design cannot have."""


_EMBED = "embed it as PNG or JPEG (Inkscape: Extensions > Images > Embed; Illustrator: Links > Embed), or run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Artboard:
    """A drawing with its canvas and content box, in SVG user units; copy `root` before filling it.

    `art` is the texture's SVG text, which joins the drawing when it is written. `fonts` are families of its
    samples, each with the one that stands in its place.
    """

    design: str
    name: str
    root: Element
    canvas: Rect
    margins: Rect
    rules: Mapping[str, SlotRules]
    art: str
    fonts: tuple[tuple[str, str], ...] = ()
    is_worked_out: bool = False
    """Whether pins and margins were worked out, as the drawing has no pins of its own."""


def load_artboard(
    design: Design,
    name: str,
    colours: Mapping[str, str],
    texture: bytes | None,
    fonts: FontLibrary | None = None,
) -> Artboard:
    """Read an artboard and give it a campaign's colours and texture; raise `SvgError` if it is unreadable.

    `fonts` measure texts that were drawn without a frame, and set those that stay as they are drawn.
    """
    root = parse_svg(design.drawings[name])
    substitutes = tuple(design.spec.fonts.items())
    ruler = Ruler(fonts, substitutes)
    rules = dict(bind(root, design.rules(name), ruler))
    canvas = view_box(root)
    margins = _margins(root)
    art = put_texture(root, canvas, texture, colours) if texture is not None else ""
    if design.spec.recolour:
        recolour(root, colours)
    for index, text in enumerate(artwork_templates(root), start=1):
        slot = slot_from_text(text, index) if not _in_slot(text, rules) else None
        if slot is not None:
            rules[slot.name] = slot.rules
    show_slots(root, rules)
    keep_texts(root, rules, ruler)
    content = work_out_pins(root, canvas, margins, rules, ruler)
    mark_names(root)
    return Artboard(
        design=design.id,
        name=name,
        root=root,
        canvas=canvas,
        margins=content or margins or canvas,
        rules=rules,
        art=art,
        fonts=substitutes,
        is_worked_out=content is not None,
    )


def problems_of_artboard(design: Design, name: str, stacks: FontStacks) -> Iterator[Problem]:
    """Yield what a designer should mend in one drawing: unreadable files, unbound layers, odd flags."""
    try:
        root, notes = read_drawing(design.drawings[name])
        view_box(root)
    except SvgError as error:
        yield Problem(trail=(drawing_place(design.id, name),), message=str(error))
        return
    if (broken := _first_broken_transform(root)) is not None:
        yield _problem(design, name, spot_of(broken[0]), broken[1], "ungroup the object and group it again")
        return
    for note in notes:
        yield _problem(design, name, note.layer, note.message, note.hint)
    bind(root, design.rules(name))
    yield from _layer_problems(root, design, name)
    yield from safe_problems(root, design, name)
    yield from binding_problems(root, design, name, stacks)
    yield from _content_problems(root, design, name)


def _first_broken_transform(root: Element) -> tuple[Element, str] | None:
    """Return an element whose transform cannot be read, and why: then nothing can be measured."""
    for element in root.iter():
        try:
            parse_transform(element.get("transform"))
        except (ValueError, OverflowError) as error:
            return element, str(error)
    return None


def _layer_problems(root: Element, design: Design, name: str) -> Iterator[Problem]:
    rules = design.rules(name)
    found = {slot.name for slot in slots_in(root, rules)}
    for element in root.iter(svg_tag("g"), svg_tag("rect")):
        layer = layer_name(element)
        for flag in layer.unknown:
            near = near_miss(flag, FLAGS)
            hint = f"did you mean '@{near}'?" if near else f"flags are {', '.join(FLAGS)}"
            yield _problem(design, name, layer.word, f"unknown flag '@{flag}'", hint)
        if local_name(element) == "g" and layer.word in rules and layer.word not in found:
            hint = "draw a <rect> called 'frame' in the layer; its fill is none"
            yield _problem(design, name, layer.word, "the slot has no frame", hint)
    for word, near in misspelt_layers(root, rules):
        hint = f"did you mean '{near}'?"
        yield _problem(design, name, word, "a layer with a frame is not a slot of design.toml", hint)


def _content_problems(root: Element, design: Design, name: str) -> Iterator[Problem]:
    margins = _margins(root)
    if margins and not (margins.width > 0 and margins.height > 0):
        hint = "draw it as wide and high as texts may reach, or take it out"
        yield _problem(design, name, SAFE, "the rectangle that says where texts may stand has no area", hint)
    is_pinned = any(says_where(node) for node in root.iter("*"))
    if is_pinned and (texture := lost_texture(root)) is not None:
        hint = "name it 'texture@bleed', put it at the top level, and flag all that lies below it @bleed too"
        message = "the texture does not bleed: it stands between the margins, above what lies behind all"
        place = drawing_place(design.id, name, spot_of(texture))
        yield Problem(trail=(place,), message=message, hint=hint, severity=Severity.WARNING)
    for image in root.iter(svg_tag("image"), svg_tag("feImage")):
        if (lost := image.get(LOST)) and not (_in_texture(image) or _in_slot(image, design.rules(name))):
            yield _problem(design, name, spot_of(image), str(lost), f"{_EMBED} {import_of(design.id, name)}")
    for tag in NOT_IN_DESIGNS:
        element = next((node for node in root.iter(svg_tag(tag)) if not _in_texture(node)), None)
        if element is not None:
            hint = f"take it out, or run {import_of(design.id, name)}; draw what it shows with shapes"
            yield _problem(design, name, spot_of(element), f"<{tag}> is not supported in a design", hint)


def _problem(design: Design, artboard: str, layer: str, message: str, hint: str) -> Problem:
    return Problem(trail=(drawing_place(design.id, artboard, layer),), message=message, hint=hint)


def _in_slot(text: Element, rules: Mapping[str, SlotRules]) -> bool:
    return any(layer_name(ancestor).word in rules for ancestor in text.iterancestors())


def _in_texture(element: Element) -> bool:
    """What stands in the texture layer is sample art, and is replaced."""
    return any(layer_name(ancestor).word == TEXTURE for ancestor in element.iterancestors())


def _margins(root: Element) -> Rect | None:
    """The content box: the `<rect>` called `safe`, if there is one; the rect leaves the drawing."""
    for rect in root.iter(svg_tag("rect")):
        if layer_name(rect).word == SAFE:
            box = rect_of(rect)
            parent = rect.getparent()
            if parent is not None:
                parent.remove(rect)
            return box
    return None
