"""Little charts: a ring or a bar cut to a share of the whole."""

import math

from toolkit.affine import number
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import length
from toolkit.svg.document import Element, local_name

BAR = "bar"


class ChartError(ValueError):
    """A chart that cannot be drawn, with the reason in plain words."""


def draw_share(slot: Element, share: str) -> None:
    """Cut the `bar` of a chart slot to a share, a number from 0 to 1.

    The bar is a stroked `<circle>`, whose stroke is cut, or a `<rect>`, whose width is cut. Raises
    `ChartError`.
    """
    try:
        value = float(share)
    except ValueError as error:
        raise ChartError(f"'{share}' is not a number from 0 to 1") from error
    if not 0 <= value <= 1:
        raise ChartError(f"{share} is not between 0 and 1")
    bar = next((child for child in slot.iter() if layer_name(child).word == BAR), None)
    kind = local_name(bar) if bar is not None else ""
    if bar is None or kind not in {"circle", "rect"}:
        raise ChartError("the chart has no <circle> or <rect> called 'bar'")
    if kind == "circle":
        _cut_ring(bar, value)
    else:
        bar.set("width", number(length(bar.get("width")) * value))


def _cut_ring(ring: Element, value: float) -> None:
    around = 2 * math.pi * length(ring.get("r"))
    ring.set("stroke-dasharray", f"{number(around * value)} {number(around)}")
