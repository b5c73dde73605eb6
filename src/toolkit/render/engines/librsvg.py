"""librsvg through pyvips: the default. A self-contained wheel, raw pixels, no detour through PNG."""

import numpy as np
import pyvips

from toolkit.render.pixels import PixelArray
from toolkit.units import PixelSize

# Workers are processes, one per core: threads inside them would only compete. And the operation cache would
# hold on to drawings that are never asked for again.
pyvips.concurrency_set(1)
pyvips.cache_set_max(0)


_CSS_DPI = 96


def draw(svg: bytes, size: PixelSize, transparent: bool) -> PixelArray:  # noqa: FBT001 - one shape for all engines
    """Return the pixels of a document whose root has the wanted size already."""
    del size
    # vips counts its scale from 72 dpi; 96 (CSS Values 4, 6.2) keeps lengths in mm inside the drawing.
    image = pyvips.Image.svgload_buffer(svg, dpi=_CSS_DPI, scale=72 / _CSS_DPI, unlimited=False)
    if not transparent:
        image = image.flatten(background=[255, 255, 255])
    shape = (image.height, image.width, image.bands)
    return np.frombuffer(image.write_to_memory(), dtype=np.uint8).reshape(shape)
