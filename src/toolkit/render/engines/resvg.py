"""resvg: the second opinion. Its wheel returns PNG only, encoder included, so it costs a detour."""

import resvg

from toolkit.render.encode.pillow import decoded
from toolkit.render.pixels import PixelArray
from toolkit.units import PixelSize

# The wheel takes (sx, kx, tx, ky, sy, ty), row by row, not the (a, b, c, d, e, f) of SVG.
_IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_WHITE = (255, 255, 255, 255)


def draw(svg: bytes, size: PixelSize, transparent: bool) -> PixelArray:  # noqa: FBT001 - one shape for all engines
    """Return the pixels of a document whose root has the wanted size already.

    resvg opens files named in ``href``: only documents that the sanitizer has passed may come here.
    """
    # Options belong to the thread that made them; without fonts they cost nothing to make again.
    options = resvg.usvg.Options.default()
    options.dpi = 96.0
    tree = resvg.usvg.Tree.from_str(svg.decode(), options)
    background = None if transparent else _WHITE
    png = resvg.render(tree, _IDENTITY, bg_size=(size.width, size.height), bg_color=background)
    return decoded(bytes(png), alpha=transparent)
