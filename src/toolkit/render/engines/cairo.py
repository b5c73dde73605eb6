"""CairoSVG: vector PDF pages, and PNG on request. Needs cairo's shared library on the machine."""

import io

import cairocffi
import numpy as np
from cairosvg.parser import Tree
from cairosvg.surface import PDFSurface, PNGSurface

from toolkit.render.pixels import RGB, RGBA, PixelArray
from toolkit.units import PixelSize

_CSS_DPI = 96


def draw(svg: bytes, size: PixelSize, transparent: bool) -> PixelArray:  # noqa: FBT001 - one shape for all engines
    """Return the pixels of a document whose root has the wanted size, read from cairo's own surface."""
    surface = PNGSurface(
        _tree(svg),
        None,
        _CSS_DPI,
        output_width=size.width,
        output_height=size.height,
        background_color=None if transparent else "white",
    )
    surface.cairo.flush()
    width, height = surface.cairo.get_stride() // 4, surface.cairo.get_height()
    argb = np.frombuffer(surface.cairo.get_data(), dtype=np.uint32).reshape(height, width)
    picture = np.empty((height, width, RGBA if transparent else RGB), dtype=np.uint8)
    for channel, shift in zip(range(picture.shape[2]), (16, 8, 0, 24), strict=False):
        picture[..., channel] = argb >> shift
    return _straight(picture) if transparent else picture


def draw_pdf(svg: bytes, width: float, height: float) -> bytes:
    """Return a PDF of one page of `width` × `height` px (96 per inch) from a document of that size."""
    output = io.BytesIO()
    surface = PDFSurface(_tree(svg), output, _CSS_DPI, output_width=width, output_height=height)
    surface.finish()
    return output.getvalue()


def version() -> str:
    """Return the version of cairo's shared library."""
    return str(cairocffi.cairo_version_string())


def _tree(svg: bytes) -> Tree:
    """Return CairoSVG's tree. Bytes only: ``url=`` would read files, and breaks ``#id`` in safe mode."""
    return Tree(bytestring=svg, unsafe=False)


def _straight(premultiplied: PixelArray) -> PixelArray:
    """Return pixels whose colours are no longer multiplied by their alpha (cairo's ARGB32 is)."""
    alpha = premultiplied[..., 3:].astype(np.uint16)
    divisor = np.maximum(alpha, 1)
    colours = (premultiplied[..., :3] * np.uint16(255) + divisor // 2) // divisor
    return np.concatenate([np.minimum(colours, 255).astype(np.uint8), premultiplied[..., 3:]], axis=-1)
