"""Grounds: painted in parts where a texture takes long, as many drawings have that in common.

How a ground is parted follows from its drawing and size alone, never from what was painted before it.
"""

from typing import Final

from toolkit.render.document import shown_box
from toolkit.render.easel import Easel
from toolkit.render.gate import admitted
from toolkit.render.opacity import with_light_opacity
from toolkit.render.panel import Panel
from toolkit.render.patch import Patch
from toolkit.render.raster import Engine
from toolkit.render.recent import Recent
from toolkit.render.strata import Parting, is_layered, parting_of
from toolkit.render.wrapping import Wrapping
from toolkit.units import PixelSize

__all__ = ["painted_ground"]

_KEPT_BYTES: Final = 16_000_000  # of textures, and of lower parts
# Larger ones would only push each other out.
_MOST_BYTES: Final = 12_000_000

_textures: Recent[tuple[str, bytes], Patch] = Recent(_KEPT_BYTES)
_lower_parts: Recent[tuple[str, bytes, bytes], Panel] = Recent(_KEPT_BYTES)


def painted_ground(engine: Engine, svg: str, size: PixelSize) -> Panel:
    """Return a ground, a whole document, over white.

    Raises `RenderError` when the drawing is refused or the engine fails.
    """
    root = with_light_opacity(admitted(svg))
    is_small = 4 * size.width * size.height <= _MOST_BYTES
    parting = parting_of(root) if is_small and is_layered(svg) else None
    if parting is None:
        return Panel.of(engine.rasterise(svg, size).array)
    easel = Easel(engine, size, Wrapping(root), shown_box(root, size.width, size.height))
    return _assembled(easel, parting)


def _assembled(easel: Easel, parting: Parting) -> Panel:
    lower = _lower_part(easel, parting)
    if not parting.above:
        return lower
    ground = lower.copy()
    ground.lay(easel.patch(parting.above))
    return ground


def _lower_part(easel: Easel, parting: Parting) -> Panel:
    """Return the light below a texture with the texture on it."""
    key = (easel.engine.name, easel.document(parting.below), easel.document(parting.dear))
    lower = _lower_parts.get(key)
    if lower is None:
        lower = easel.panel(parting.below)
        lower.lay(_texture(easel, parting.dear))
        _lower_parts.keep(key, lower, lower.weight)
    return lower


def _texture(easel: Easel, svg: str) -> Patch:
    key = (easel.engine.name, easel.document(svg))
    texture = _textures.get(key)
    if texture is None:
        texture = easel.patch(svg)
        _textures.keep(key, texture, texture.array.nbytes)
    return texture
