"""Bounds: boxes that hold all a shape paints, or none where that cannot be told."""

import numpy as np
import pytest
from lxml import etree

from toolkit.render.engines.engine import engine_named
from toolkit.render.svg.bounds import painted_bounds
from toolkit.units import PixelSize, Rect

_SIZE = PixelSize(200, 200)


def _root(inside: str) -> etree._Element:
    return etree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 200 200">'
        f"{inside}</svg>"
    )


def _inked(root: etree._Element) -> Rect:
    """Return the box of what librsvg paints."""
    alpha = engine_named("librsvg").rasterise(etree.tostring(root), _SIZE, transparent=True).array[..., 3]
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    return Rect(float(columns[0]), float(rows[0]), float(columns[-1] - columns[0]), float(rows[-1] - rows[0]))


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="20" y="30" width="40" height="50"/>',
        '<circle cx="80" cy="90" r="20" stroke="red" stroke-width="9"/>',
        '<ellipse cx="80" cy="90" rx="20" ry="40" transform="rotate(30 80 90)"/>',
        '<line x1="20" y1="20" x2="90" y2="60" stroke="red" stroke-width="8" stroke-linecap="square"/>',
        '<path d="M40 40C40 0 120 0 120 40Q150 90 80 90L60 70Z"/>',
        '<path d="m40 40h30v20h-30zm50 0l10 20l-9 4z"/>',
        '<path d="M60 60L100 64L60 68" fill="none" stroke="red" stroke-width="4"/>',
        '<g transform="translate(30 20) scale(2)" stroke="red" stroke-width="3"><path d="M5 5H30V40"/></g>',
        '<g clip-path="url(#none)"><rect x="20" y="30" width="40" height="50"/></g>',
    ],
)
def test_nothing_is_painted_outside(shape: str) -> None:
    """Corners, caps, curves and transforms stay inside of the box, which is not the whole page either."""
    root = _root(shape)
    bounds, inked = painted_bounds(root[0]), _inked(root)
    assert bounds is not None
    assert bounds.x <= inked.x + 1
    assert bounds.y <= inked.y + 1
    assert bounds.right >= inked.right
    assert bounds.bottom >= inked.bottom
    assert bounds.width * bounds.height < _SIZE.width * _SIZE.height / 2


def test_parents_outside_of_the_element_count() -> None:
    """An element is where the groups that it stands in put it."""
    root = _root('<g transform="translate(100 0)"><g><rect x="5" y="6" width="7" height="8"/></g></g>')
    assert painted_bounds(root[0][0][0]) == Rect(105, 6, 7, 8)


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M40 40A20 20 0 0 1 80 40"/>',
        '<path d="M40 40C40 0 60 0 70 40S120 90 130 40"/>',
        '<path d="40 40L50 50"/>',
        '<path d="M40 40L50"/>',
        '<path d=""/>',
        '<rect x="10%" y="6" width="7" height="8"/>',
        '<rect x="1" y="6" width="7" height="8" style="stroke-width: 90"/>',
        '<g filter="url(#blur)"><rect x="1" y="6" width="7" height="8"/></g>',
        '<path d="M4 4L5 5" stroke="red" stroke-miterlimit="90"/>',
        '<rect x="1" y="6" width="7" height="8" transform="perspective(4)"/>',
        '<use href="#x"/>',
        f'<path d="M0 0{"L1 1" * 1200}"/>',
        "<g>" + '<rect x="1" y="6" width="7" height="8"/>' * 200 + "</g>",
        "<g/>",
    ],
)
def test_what_is_not_simple_has_no_bounds(shape: str) -> None:
    """A wrong box would cut off ink: in doubt there is none, nor where looking takes longer than painting."""
    assert painted_bounds(_root(shape)[0]) is None
