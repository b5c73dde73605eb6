"""What the samples of a drawing show and the words set in their place will not: each is told."""

from collections.abc import Iterator
from typing import Final

from toolkit.compose.artboard.artboard import SAFE
from toolkit.compose.artboard.binding import bind
from toolkit.compose.artboard.sample import SampleType, sample_of, sample_type
from toolkit.compose.artboard.slots import Slot, slots_in
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.errors import Problem, Severity
from toolkit.sources.workspace.design import Design, design_place, drawing_place
from toolkit.svg.document import Element
from toolkit.svg.parser import SvgError

_ROUNDING: Final = 0.05  # units; what editors lose when they write a size
# The families that set words here, and the names that stand for no family.
_OURS: Final = ("noto", "sans", "serif", "system-ui", "ui-", "monospace", "cursive", "fantasy")


def problems_of_samples(design: Design, artboard: str) -> Iterator[Problem]:
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


def _without_margins(root: Element, design: Design, artboard: str) -> Iterator[Problem]:
    """Yield a warning for a drawing without margins; a wrong `safe` layer is told elsewhere."""
    if any(layer_name(element).word == SAFE for element in root.iter("*")):
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
    family = sample.family
    if family and not family.casefold().startswith(_OURS):
        yield Problem(
            trail=(place,),
            message=f"words are set in the fonts of fonts/fonts.toml, not in '{family}' as the sample is",
            hint="set the sample in 'Noto Sans', so that it looks as the cards will",
            severity=Severity.WARNING,
        )
