"""Mirroring a composition for languages that run from right to left.

The drawing is flipped as a whole; text, QR symbols and layers flagged `@keep` are flipped back about their
own frame, so that they change sides but are never drawn backwards.
"""

from toolkit.affine import Affine, parse_transform
from toolkit.compose.artboard.adapt import prepend
from toolkit.compose.artboard.slots import frame_of
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import rect_of
from toolkit.svg.document import NOT_PAINTED, Element, local_name, svg_tag
from toolkit.units import Rect


def mirror(root: Element, width: float) -> None:
    """Flip a drawing inside a canvas `width` units wide, and flip kept layers back."""
    for group in list(root.iter(svg_tag("g"))):
        frame = frame_of(group)
        if layer_name(group).keep and frame is not None:
            _flip_back(group, rect_of(frame))
    for layer in root:
        if local_name(layer) not in NOT_PAINTED:
            prepend(layer, Affine.flip(width))


def _flip_back(group: Element, frame: Rect) -> None:
    own = parse_transform(group.get("transform"))
    group.set("transform", str(own @ back(frame)))


def back(frame: Rect) -> Affine:
    """Return the flip about the middle of a frame."""
    return Affine.flip(2 * frame.x + frame.width)
