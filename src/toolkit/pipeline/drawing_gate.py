"""The gate before all painting: what an engine must not get, or could not paint in time, told of the sources.

`check` and `build` both ask here, of the very rules that stand before the engines (`render.svg.sanitizer`),
with the file, the layer, the line and what to do. So what passes `check` is not refused while it is painted.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from toolkit.compose.artboard.artboard import NOT_IN_DESIGNS
from toolkit.compose.artboard.binding import bind
from toolkit.compose.artboard.slots import artwork_templates, slots_in, words_of
from toolkit.compose.artboard.texture import TEXTURE, is_drawing
from toolkit.compose.filling.template import never_filled
from toolkit.compose.svg.layer_names import layer_name, spot_of
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.compose.svg.structure import LOST
from toolkit.compose.svg.svgdoc import forget_names, parse_svg, read_drawing, view_box
from toolkit.errors import Place, Problem
from toolkit.pipeline.visible_words import COVER_HINT, LEAST_BARE
from toolkit.render.checks.canvas_coverage import bare_share
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import RenderError
from toolkit.render.svg.budget import excesses_of
from toolkit.render.svg.geometry import misfits_of
from toolkit.render.svg.sanitizer import placed_violations
from toolkit.sources.workspace.design import Design, design_place, drawing_place
from toolkit.svg.document import Element, svg_tag
from toolkit.svg.parser import SvgError
from toolkit.units import PixelSize, Size

__all__ = ["lacks_ground", "problems_of_drawing", "problems_of_templates", "problems_of_texture_drawing"]

_NAMED_SIZE: Final = re.compile(r"(?:x{1,3}-)?(?:small|large)|medium|smaller|larger|math")
_LARGEST_TYPE: Final = 100_000  # units
_SIDE: Final = 320  # px of the longer side, at which it is looked for what is bare
_WORDS: Final = tuple(map(svg_tag, ("text", "flowRoot")))
_HINTS: Final = (
    ("text that", "turn it into shapes (Inkscape: Path > Object to Path; Illustrator: Create Outlines)"),
    ("active or foreign", "delete it; a drawing holds shapes, groups, gradients and text"),
    (
        "a script",
        "delete the attribute, or let 'toolkit import' do it; nothing in a picture reacts to anybody",
    ),
    ("a reference outside", "delete the link, or draw what it shows; nothing outside of the drawing is read"),
    ("a reference inside CSS", "delete the rule; nothing outside of the drawing is read"),
    ("a reference that comes back", "delete one of the links of the circle, or ungroup the copies"),
    ("a chain of", "ungroup the copies of copies (Inkscape: Edit > Clone > Unlink)"),
    (
        "references that unfold",
        "use fewer copies of copies (Inkscape: Edit > Clone > Unlink, then delete some)",
    ),
)
_TEMPLATE_HINT: Final = "write what docs/designing.md lists under 'Words you can use'"
_OTHERWISE: Final = "delete it, or save the drawing as plain SVG"


def problems_of_drawing(design: Design, artboard: str) -> Iterator[Problem]:
    """Yield why an artboard's drawing must not be painted; one that cannot be read is told elsewhere."""
    try:
        root, _ = read_drawing(design.drawings[artboard])
        view_box(root)
    except SvgError:
        return
    yield from _sizes_of_type(root, design, artboard)
    _leave_samples_out(root)
    found = list(_problems(root, lambda at: drawing_place(design.id, artboard, at)))
    yield from found
    if not (found or design.spec.transparent):
        yield from _bare(root, design, artboard)


def problems_of_templates(design: Design, artboard: str) -> Iterator[Problem]:
    """Yield every template that no words could fill; an unreadable drawing is told elsewhere."""
    try:
        root = parse_svg(design.drawings[artboard])
    except SvgError:
        return
    rules = design.rules(artboard)
    bind(root, rules)
    places: dict[str, tuple[Place, ...]] = {}
    for slot in slots_in(root, rules):
        if slot.rules.value:
            place = drawing_place(design.id, artboard, slot.name)
            places[slot.rules.value] = (design_place(design.id, f"slots.{slot.name}.value"), place)
    for text in artwork_templates(root):
        places.setdefault(
            " ".join(words_of(text).split()), (drawing_place(design.id, artboard, spot_of(text)),)
        )
    for source, trail in places.items():
        if reason := never_filled(source):
            yield Problem(trail=trail, message=reason, hint=_TEMPLATE_HINT)


def problems_of_texture_drawing(texture: bytes, place: Place) -> Iterator[Problem]:
    """Yield why a texture must not be painted, and what of it cannot be honoured.

    Photographs have no such problems; a texture that cannot be read is told elsewhere.
    """
    if not is_drawing(texture):
        return
    try:
        root, notes = read_drawing(texture)
        view_box(root)
    except SvgError:
        return
    for note in notes:
        yield Problem(trail=(Place(file=place.file, at=note.layer),), message=note.message, hint=note.hint)
    for image in root.iter(svg_tag("image"), svg_tag("feImage")):
        if lost := image.get(LOST):
            hint = "embed it as PNG or JPEG, or draw what it shows"
            yield Problem(trail=(Place(file=place.file, at=spot_of(image)),), message=lost, hint=hint)
    yield from _problems(root, lambda at: Place(file=place.file, at=at))


def _sizes_of_type(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a problem for each sample whose size is none: its slot would be set in another one."""
    for element in root.iter(*map(svg_tag, ("text", "tspan"))):
        written = str(element.get("font-size", "medium")).strip().lower()
        if not (element.text or "").strip() or _NAMED_SIZE.fullmatch(written):
            continue
        size = user_units(written, Base(Size(1.0, 1.0)), percent_of=1.0)
        if size is None or not 0 < size <= _LARGEST_TYPE:
            place = drawing_place(design.id, artboard, spot_of(element))
            hint = "give the sample the size that the words shall have"
            yield Problem(trail=(place,), message=f"font-size '{written[:40]}' is no size of type", hint=hint)


def lacks_ground(design: Design, artboard: str) -> bool:
    """Tell whether parts of an artboard's canvas are covered by nothing; False if it cannot be painted."""
    try:
        root, _ = read_drawing(design.drawings[artboard])
        _leave_samples_out(root)
        # What is too dear to be painted is told as that, and not painted here.
        if any(True for _ in _problems(root, lambda at: drawing_place(design.id, artboard, at))):
            return False
        return _bare_share(root, design, artboard) > LEAST_BARE
    except (SvgError, RenderError):
        return False


def _bare_share(root: Element, design: Design, artboard: str) -> float:
    """Return the share of the canvas that nothing covers; art of a campaign and photographs may.

    Raises `RenderError` if no engine paints the drawing.
    """
    canvas = view_box(root)
    whole = {"x": canvas.x, "y": canvas.y, "width": canvas.width, "height": canvas.height}
    for layer in root.iter(svg_tag("g")):
        if layer_name(layer).word == TEXTURE:
            etree.SubElement(layer, svg_tag("rect"), {side: str(length) for side, length in whole.items()})
    for slot in slots_in(root, design.rules(artboard)):
        if slot.rules.kind == "picture":
            slot.frame.set("fill", "#000000")
    factor = _SIDE / max(canvas.width, canvas.height)
    size = PixelSize(*(max(round(side * factor), 1) for side in (canvas.width, canvas.height)))
    root.set("viewBox", f"{canvas.x} {canvas.y} {canvas.width} {canvas.height}")
    forget_names(root)
    svg = etree.tostring(root, encoding="unicode")
    return bare_share(engine_named(DEFAULT_ENGINE), svg, size)


def _bare(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a problem if nothing covers parts of the canvas."""
    place = drawing_place(design.id, artboard)
    try:
        share = _bare_share(root, design, artboard)
    except RenderError as error:
        hint = "take parts of the drawing out, one by one, until it is accepted, and draw the last one anew"
        yield Problem(trail=(place,), message=f"the drawing cannot be painted: {error}", hint=hint)
        return
    if share > LEAST_BARE:
        message = f"{max(round(share * 100), 1)} % of the canvas is bare: nothing covers it"
        yield Problem(trail=(place,), message=message, hint=COVER_HINT)


def _leave_samples_out(root: Element) -> None:
    """Take out what never reaches an engine: sample words and sample art."""
    texture = next((group for group in root.iter(svg_tag("g")) if layer_name(group).word == TEXTURE), None)
    if texture is not None:
        for child in list(texture):
            texture.remove(child)
    # What designs cannot have at all is told where their content is looked at.
    for element in list(root.iter(*_WORDS, *map(svg_tag, NOT_IN_DESIGNS))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _problems(root: Element, place: Callable[[str], Place]) -> Iterator[Problem]:
    yield from _style_sheets(root, place)
    for violation in placed_violations(root):
        if violation.element is root and violation.reason.startswith("a processing"):
            continue  # stands before the root, and is not written
        hint = next((hint for start, hint in _HINTS if violation.reason.startswith(start)), _OTHERWISE)
        message = f"this cannot be painted: {violation.reason}"
        at = "" if violation.element is root else spot_of(violation.element)
        yield Problem(trail=(place(at),), message=message, hint=hint)
    is_readable = True
    for misfit in misfits_of(root, view_box(root)):
        is_readable = False
        yield Problem(trail=(place(spot_of(misfit.element)),), message=misfit.message, hint=misfit.hint)
    if is_readable:
        for excess in excesses_of(root, view_box(root)):
            at = "" if excess.element is root else spot_of(excess.element)
            yield Problem(trail=(place(at),), message=excess.message, hint=excess.hint)


def _style_sheets(root: Element, place: Callable[[str], Place]) -> Iterator[Problem]:
    """Yield a problem for each style sheet beside the drawing, which nothing reads."""
    for node in root.itersiblings(preceding=True):
        if getattr(node, "target", "") == "xml-stylesheet":
            message = "the style sheet outside of the drawing is not read"
            hint = "copy its rules into a <style> element, and delete the line <?xml-stylesheet …?>"
            yield Problem(trail=(place(""),), message=message, hint=hint)
