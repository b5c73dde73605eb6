"""Opacity of single shapes: lighter to paint, and the same picture."""

import numpy as np
import pytest
from lxml import etree
from numpy.typing import NDArray
from render_probes import svg

from toolkit.render.engines.engine import engine_named
from toolkit.render.svg.optimize_opacity import with_light_opacity
from toolkit.render.svg.sizing import read_svg
from toolkit.units import PixelSize

FILLED = '<circle cx="20" cy="20" r="15" fill="#f00" opacity="0.5"/>'
STROKED = (
    '<path d="M5 5L35 35L35 5" stroke="#00f" stroke-width="9" fill="none" stroke-opacity="0.5" opacity=".3"/>'
)
GROUPED = f'<g fill="none" fill-opacity="0.5"><g fill="#0f0">{FILLED.replace(" fill=", " id=")}</g></g>'
LINE = '<line x1="5" x2="35" y1="9" y2="30" stroke="#000" stroke-width="5" opacity="0.4"/>'
KEPT = {
    "fill and stroke": FILLED.replace("/>", ' stroke="#00f"/>'),
    "the stroke of a parent": f'<g stroke="#00f">{FILLED}</g>',
    "a group": f'<g opacity="0.5">{FILLED.replace("opacity", "id")}{STROKED.replace("opacity", "class")}</g>',
    "a clip path": FILLED.replace("/>", ' clip-path="url(#c)"/>'),
    "per cent": FILLED.replace("0.5", "50%"),
    "a rule": f"<style>circle{{stroke:#00f}}</style>{FILLED}",
    "a copy with another paint": f'<defs><g id="a">{FILLED}</g></defs><use href="#a" stroke="#00f"/>',
}


def drawn(root: etree._Element) -> NDArray[np.int_]:
    """Return the pixels that librsvg makes of a document."""
    pixels = engine_named("librsvg").paint(etree.tostring(root), PixelSize(40, 40))
    return pixels.array.astype(int)


@pytest.mark.parametrize("body", [FILLED, STROKED, GROUPED, LINE, FILLED * 3 + LINE])
def test_a_shape_with_one_paint_looks_the_same(body: str) -> None:
    """The opacity goes into the paint, and no pixel changes by more than rounding."""
    light = with_light_opacity(read_svg(svg(body)))
    assert not [node for node in light.iter("*") if node.get("opacity")]
    assert np.abs(drawn(light) - drawn(read_svg(svg(body)))).max() <= 1
    assert drawn(light).min() < 250


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT.keys())
def test_what_needs_a_sheet_of_its_own_keeps_it(body: str) -> None:
    """Where fill and stroke overlap, or the paint is not known, nothing is changed."""
    before, after = read_svg(svg(body)), with_light_opacity(read_svg(svg(body)))
    assert [dict(node.attrib) for node in after.iter("*")] == [dict(node.attrib) for node in before.iter("*")]
