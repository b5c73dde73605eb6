"""What lies beside a picture and shows in it: blurred art that reaches over an edge keeps its colour."""

import pytest

from toolkit.render.engines.engine import engine_named
from toolkit.render.engines.outside import with_room
from toolkit.units import PixelSize

SIZE = PixelSize(100, 60)
FILTER = (
    '<filter id="f" x="-50" y="-50" width="300" height="300" filterUnits="userSpaceOnUse">'
    '<feGaussianBlur stdDeviation="{0}"/></filter>'
)


def drawing(deviation: float, body: str) -> str:
    """Return a drawing of 100 × 60 units with a blur."""
    filters = FILTER.format(deviation)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60" viewBox="0 0 100 60">'
        f"<defs>{filters}</defs>{body}</svg>"
    )


@pytest.mark.parametrize("name", ["librsvg", "resvg"])
@pytest.mark.parametrize("scale", [1, 4])
def test_a_blur_goes_on_over_the_edge(name: str, scale: int) -> None:
    """A rectangle far larger than the canvas is red up to the last pixel, at any size."""
    red = '<rect x="-40" y="-40" width="180" height="140" fill="#ff0000" filter="url(#f)"/>'
    size = PixelSize(SIZE.width * scale, SIZE.height * scale)
    pixels = engine_named(name).rasterise(drawing(5, red), size).array
    assert pixels.shape[:2] == (size.height, size.width)
    assert pixels[..., 0].min() >= 254
    assert pixels[..., 1].max() <= 1


def test_only_drawings_with_such_filters_get_room() -> None:
    """Room is what the blur reaches, in px of the picture; without a use of a filter there is none."""
    plain = drawing(5, '<rect width="9" height="9"/>').encode()
    assert with_room(plain, SIZE).room == 0
    blurred = '<g transform="scale(2)"><rect width="9" height="9" filter="url(#f)"/></g>'
    assert with_room(drawing(5, blurred).encode(), SIZE).room == 30
    assert with_room(drawing(5000, blurred).encode(), SIZE).room == 50
