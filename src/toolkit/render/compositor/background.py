"""Grounds: painted in parts where a texture takes long, as many drawings have that in common.

A mirrored ground is painted as it was drawn and its pixels are turned over, as it then has them in common
with the drawing for other languages. How a ground is painted follows from its drawing and size alone, never
from what was painted before it.
"""

from typing import Final

from lxml import etree

from toolkit.affine import Affine, parse_transform
from toolkit.render.compositor.canvas import Backdrop
from toolkit.render.compositor.layer_cache import NOWHERE, LayerCache, frozen, name_of, thawed
from toolkit.render.compositor.layer_painter import LayerPainter
from toolkit.render.compositor.layers import GroundSplit, costly_split, is_layered
from toolkit.render.compositor.sprite import Sprite
from toolkit.render.engines.engine import Engine
from toolkit.render.lru import BoundedLru
from toolkit.render.svg.fragments import SvgFragments
from toolkit.render.svg.optimize_opacity import with_light_opacity
from toolkit.render.svg.sanitizer import parse_sanitized
from toolkit.render.svg.sizing import shown_box, sized, view_box
from toolkit.svg.document import NOT_PAINTED, local_name
from toolkit.units import PixelSize

__all__ = ["painted_ground"]

_KEPT_BYTES: Final = 12_000_000  # of textures, and of lower parts
# Larger ones would only push each other out.
_MOST_BYTES: Final = 12_000_000

_textures: BoundedLru[tuple[str, bytes], Sprite] = BoundedLru(_KEPT_BYTES)
_lower_parts: BoundedLru[tuple[str, bytes, bytes], Backdrop] = BoundedLru(_KEPT_BYTES)


def painted_ground(engine: Engine, svg: str, size: PixelSize, store: LayerCache = NOWHERE) -> Backdrop:
    """Return a ground, a whole document, over white; what others may have in common with it is in the store.

    Raises `RenderError` when the drawing is refused or the engine fails.
    """
    root = with_light_opacity(parse_sanitized(svg))
    is_mirrored = _turned_back(root)
    is_small = 4 * size.width * size.height <= _MOST_BYTES
    split = costly_split(root) if is_small and is_layered(svg) else None
    if split is None:
        document = sized(root, size.width, size.height)
        ground = Backdrop.of(engine.paint(document, size).array)
    else:
        painter = LayerPainter(engine, size, SvgFragments(root), shown_box(root, size.width, size.height))
        ground = _assembled(painter, split, store)
    return ground.turned_over() if is_mirrored else ground


def _turned_back(root: etree._Element) -> bool:
    """Turn the layers of a mirrored ground back, and tell whether it was mirrored as a whole.

    Every transform of a layer is written anew, so that what two drawings have in common reads the same.
    """
    layers = [layer for layer in root if local_name(layer) not in NOT_PAINTED]
    try:
        placed = [parse_transform(layer.get("transform")) for layer in layers]
    except ValueError:
        return False
    is_mirrored = all(place.turns_over for place in placed) and bool(placed)
    x, _, width, _ = view_box(root)
    back = Affine.flip(2 * x + width) if is_mirrored else Affine()
    for layer, place in zip(layers, placed, strict=True):
        upright = back @ place
        layer.attrib.pop("transform", "")
        if str(upright) != str(Affine()):
            layer.set("transform", str(upright))
    return is_mirrored


def _assembled(painter: LayerPainter, split: GroundSplit, store: LayerCache) -> Backdrop:
    lower = _lower_part(painter, split, store)
    if not split.above:
        return lower
    ground = lower.copy()
    ground.lay(painter.sprite(split.above))
    return ground


def _lower_part(painter: LayerPainter, split: GroundSplit, store: LayerCache) -> Backdrop:
    """Return the light below a texture with the texture on it."""
    key = (painter.engine.name, painter.document(split.below), painter.document(split.costly))
    lower = _lower_parts.get(key)
    if lower is None:
        name = name_of(*key)
        kept = store.fetch(name)
        if kept is not None:
            lower = Backdrop.of(thawed(kept))
        else:
            lower = painter.backdrop(split.below)
            lower.lay(_texture(painter, split.costly, store))
            store.keep(name, frozen(lower.array))
        _lower_parts.keep(key, lower, lower.weight)
    return lower


def _texture(painter: LayerPainter, svg: str, store: LayerCache) -> Sprite:
    key = (painter.engine.name, painter.document(svg))
    texture = _textures.get(key)
    if texture is None:
        name = name_of(*key)
        kept = store.fetch(name)
        if kept is not None:
            texture = Sprite(thawed(kept))
        else:
            texture = painter.sprite(svg)
            store.keep(name, frozen(texture.array))
        _textures.keep(key, texture, texture.array.nbytes)
    return texture
