"""CairoSVG: vector PDF pages, and PNG on request. Needs cairo's shared library on the machine."""

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import cairocffi
import numpy as np
from cairosvg.parser import Tree
from cairosvg.path import path as any_path
from cairosvg.surface import TAGS, PDFSurface, PNGSurface

from toolkit.render.pixels import RGB, RGBA, PixelArray
from toolkit.units import PixelSize

_CSS_DPI = 96
# Outlines of letters, as `typeset` writes them: every other step is relative.
_OUTLINE: Final = re.compile(r"M[-\d. mlhvqcz]*")
_STEP: Final = re.compile(r"([Mmlhvqcz])([-\d. ]*)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_LENGTHS: Final = {"M": 2, "m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6}


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


def _path(surface: Any, node: Any) -> None:  # noqa: ANN401 - CairoSVG has no types
    """Draw a path: outlines of letters quickly, any other as CairoSVG does.

    Words are most of what is on a page, and CairoSVG reads path data with a dozen replacements a number.
    """
    data = node.get("d", "")
    steps = list(_steps(data)) if _OUTLINE.fullmatch(data) and not _has_markers(node) else []
    if not steps:
        any_path(surface, node)
        return
    context = surface.context
    draw = {
        "M": context.move_to,
        "m": context.rel_move_to,
        "l": context.rel_line_to,
        "h": lambda x: context.rel_line_to(x, 0),
        "v": lambda y: context.rel_line_to(0, y),
        "q": lambda *points: context.rel_curve_to(*_cubic(*points)),
        "c": context.rel_curve_to,
        "z": context.close_path,
    }
    for letter, numbers in steps:
        draw[letter](*numbers)


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield the steps of an outline, each with its numbers; nothing where one says more than that."""
    steps = [(letter, list(map(float, _NUMBER.findall(rest)))) for letter, rest in _STEP.findall(data)]
    for letter, numbers in steps:
        if len(numbers) % _LENGTHS.get(letter, 1) or (letter in "Mm" and len(numbers) > 2):  # noqa: PLR2004
            return
    for letter, numbers in steps:
        length = _LENGTHS.get(letter, 0)
        for start in range(0, len(numbers), length) if length else (0,):
            yield letter, numbers[start : start + length]


def _cubic(x1: float, y1: float, x: float, y: float) -> tuple[float, ...]:
    """Return a quadratic curve as a cubic one, both relative to where they start."""
    return 2 * x1 / 3, 2 * y1 / 3, x + 2 * (x1 - x) / 3, y + 2 * (y1 - y) / 3, x, y


def _has_markers(node: Any) -> bool:  # noqa: ANN401
    return any(name.startswith("marker") for name in node)


TAGS["path"] = _path
