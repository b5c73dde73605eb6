"""What the samples of a drawing show and the words set in their place will not: each is told."""

from collections.abc import Iterator
from typing import Final

from toolkit.compose.artboard.artboard import SAFE
from toolkit.compose.artboard.binding import bind
from toolkit.compose.artboard.families import Speech, first_at_hand, missing_name
from toolkit.compose.artboard.ground import says_where
from toolkit.compose.artboard.sample import SampleType, sample_of, sample_type
from toolkit.compose.artboard.slots import Slot, slots_in
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.errors import Problem, Severity
from toolkit.sources.workspace.design import Design, design_place, drawing_place
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.sources.workspace.voices import missing_font_hint
from toolkit.svg.document import Element
from toolkit.svg.parser import SvgError

_ROUNDING: Final = 0.05  # units; what editors lose when they write a size


def problems_of_samples(design: Design, artboard: str, stacks: FontStacks) -> Iterator[Problem]:
    """Yield what of the type of samples cannot be had; an unreadable drawing is told elsewhere."""
    try:
        root = parse_svg(design.drawings[artboard])
        rules = bind(root, design.rules(artboard))
    except SvgError:
        return
    yield from _without_margins(root, design, artboard)
    for slot in slots_in(root, rules):
        if slot.rules.kind == "text" and sample_of(slot.element) is not None:
            sample = sample_type(slot.element)
            yield from _too_large(root, design, artboard, slot, sample)
            yield from _not_had(design, artboard, slot, sample)
            yield from _fonts(design, artboard, slot, sample, stacks)


def _without_margins(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a warning for a drawing with pins and without margins; a wrong `safe` layer is told elsewhere.

    Without pins, margins are worked out.
    """
    is_pinned = any(says_where(element) for element in root.iter("*"))
    if not is_pinned or any(layer_name(element).word == SAFE for element in root.iter("*")):
        return
    yield Problem(
        trail=(drawing_place(design.id, artboard),),
        message="there is no layer 'safe', so words may come as near to the edge as their frames are drawn",
        hint="draw a rectangle without fill around what must not be cut, and name it 'safe'",
        severity=Severity.WARNING,
    )


def _too_large(
    root: Element, design: Design, artboard: str, slot: Slot, sample: SampleType
) -> Iterator[Problem]:
    """Yield a problem for a `min_size` above the size of the sample, which is the largest there will be."""
    least = slot.rules.min_size
    if least is None or slot.rules.max_size is not None or least <= sample.size + _ROUNDING:
        return
    hint = f"make the sample larger, or write min_size = {sample.size:.4g} or less"
    if str(root.get("width", "")).strip().endswith(("mm", "cm")):
        hint = f"the drawing counts in mm, so the sizes of design.toml are mm too: {hint}"
    own = design.spec.artboards[artboard].slots.get(slot.name)
    is_own = own is not None and own.min_size is not None
    key = f"artboards.{artboard}.slots.{slot.name}.min_size" if is_own else f"slots.{slot.name}.min_size"
    yield Problem(
        trail=(design_place(design.id, key), drawing_place(design.id, artboard, slot.name)),
        message=f"the least size {least:g} is above the size of the sample, {sample.size:.4g}",
        hint=hint,
    )


def _not_had(design: Design, artboard: str, slot: Slot, sample: SampleType) -> Iterator[Problem]:
    """Yield a warning for everything that a sample has and words will not."""
    place = drawing_place(design.id, artboard, slot.name)
    for what in sample.ignored:
        message, hint = f"words will not have {what} of the sample", "set the sample as the cards will look"
        yield Problem(trail=(place,), message=message, hint=hint, severity=Severity.WARNING)


def _fonts(
    design: Design, artboard: str, slot: Slot, sample: SampleType, stacks: FontStacks
) -> Iterator[Problem]:
    """Yield a problem for a font that is not there, a warning for italics that a family has not."""
    place = drawing_place(design.id, artboard, slot.name)
    speech = Speech(stacks=stacks, substitutes=tuple(design.spec.fonts.items()))
    found = first_at_hand((slot.rules.family,) if slot.rules.family else sample.families, speech)
    missing = "" if slot.rules.family else missing_name(sample.families, speech)
    if missing:
        yield Problem(
            trail=(place,),
            message=f"the sample is set in '{missing}', which is not in fonts/",
            hint=f"{missing_font_hint(missing, stacks)}; or name a family in its place under [fonts] in "
            f'designs/{design.id}/design.toml: "{missing}" = "noto-sans"',
        )
    slanted = sample.italic if slot.rules.italic is None else slot.rules.italic
    if slanted and not (found and stacks.families[found].has_italic):
        message = f"words will not be slanted: '{found or 'noto-sans'}' has no italic"
        hint = "set the sample in a family with an italic, or upright as the cards will look"
        yield Problem(trail=(place,), message=message, hint=hint, severity=Severity.WARNING)


def problems_of_named_fonts(design: Design, stacks: FontStacks) -> Iterator[Problem]:
    """Yield the families that a `design.toml` names and that are not there."""
    named = [(f"fonts.{name}", family) for name, family in design.spec.fonts.items()]
    named += [(f"slots.{name}.family", rules.family) for name, rules in design.spec.slots.items()]
    for board, spec in design.spec.artboards.items():
        named += [(f"artboards.{board}.slots.{name}.family", row.family) for name, row in spec.slots.items()]
    for key, family in named:
        if family and stacks.family_called(family) is None:
            message, hint = f"there is no family '{family}' in fonts/", missing_font_hint(family, stacks)
            yield Problem(trail=(design_place(design.id, key),), message=message, hint=hint)
