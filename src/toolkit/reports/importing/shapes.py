"""Which shapes an imported drawing serves well: measured with the pins that are worked out for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.compose.artboard.artboard import Artboard, load_artboard
from toolkit.compose.reach import why_not
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.placement import CanvasSpec, Placement
from toolkit.typeset import FontLibrary
from toolkit.units import Insets, PixelSize

_SIDE: Final = 1080  # px of the short side of a canvas to try
_ROUNDING: Final = 1.005  # of an aspect: sizes in px are not quite of one shape


@dataclass(frozen=True, slots=True)
class Shapes:
    """The least and largest aspect (width divided by height) that a drawing serves, and what ends them.

    `narrower` and `wider` say why the next shape of a placement is left out; empty if there is none.
    """

    least: float
    most: float
    narrower: str = ""
    wider: str = ""


def shapes_served(
    design: Design, name: str, placements: Iterable[Placement], fonts: FontLibrary | None
) -> Shapes | None:
    """Try the shapes of all placements on screens; None for a drawing with pins of its own."""
    try:
        artboard = load_artboard(design, name, {}, None, fonts)
    except (ValueError, OverflowError):  # what cannot be read is told with the other problems of the drawing
        return None
    if not artboard.is_worked_out:
        return None
    own = artboard.canvas.size.aspect
    aspects = sorted({placement.size.aspect for placement in placements if not placement.is_printed})
    most, wider = _tried(artboard, own, [aspect for aspect in aspects if aspect > own])
    least, narrower = _tried(artboard, own, [aspect for aspect in reversed(aspects) if aspect < own])
    return Shapes(least / _ROUNDING, most * _ROUNDING, narrower, wider)


def ends_of(shapes: Shapes | None) -> tuple[str, ...]:
    """Say why a drawing serves no narrower and no wider shapes."""
    if shapes is None:
        return ()
    ends = {"narrower": shapes.narrower, "wider": shapes.wider}
    return tuple(f"not {word}, as at {reason}" for word, reason in ends.items() if reason)


def _tried(artboard: Artboard, own: float, aspects: Sequence[float]) -> tuple[float, str]:
    """Return the last shape that comes out well, and why the one after it does not."""
    served = own
    for aspect in aspects:
        wide, high = (round(_SIDE * aspect), _SIDE) if aspect >= 1 else (_SIDE, round(_SIDE / aspect))
        if reason := why_not(artboard, CanvasSpec(size=PixelSize(wide, high), safe=Insets())):
            return served, f"{aspect:.2f}: {reason}"
        served = aspect
    return served, ""
