"""Textures: a campaign's own art in place of the sample art of a design.

A texture has thousands of shapes and none of them is a layer. So the drawing holds only a mark where the art
goes, and the art joins it as text when the drawing is written.
"""

import base64
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from lxml import etree

from toolkit.affine import Affine
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.recolour import recolour
from toolkit.compose.svg.svgdoc import bare_text, forget_names, parse_svg, view_box
from toolkit.errors import Place, Problem
from toolkit.sources.workspace.images import PictureError, PictureFile, picture_from
from toolkit.svg.document import NOT_PAINTED, SVG, Element, local_name, svg_tag
from toolkit.svg.laid_out import TEXTURE_ID
from toolkit.svg.parser import FILE, SvgError, parse
from toolkit.svg.references import element_ids, free_id, rename
from toolkit.units import Rect

TEXTURE = "texture"
_DRAWINGS = (b"<", b"\xef\xbb\xbf", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff", b"\x00<", b"\x00\x00")


def problems_of_texture(texture: bytes, place: Place) -> Iterator[Problem]:
    """Yield why a texture cannot be read, if it cannot."""
    try:
        view_box(_art(texture))
    except (SvgError, PictureError) as error:
        yield Problem(trail=(place,), message=str(error))


def put_texture(root: Element, artboard: Rect, texture: bytes, colours: Mapping[str, str]) -> str:
    """Mark in the `texture` layer where the art goes, and return the art as SVG text to put there.

    The art covers the artboard; its gradients and clip paths join the drawing. Ids that both have get other
    names in the art, and its references follow. Without such a layer the text is empty.
    """
    layer = next((group for group in root.iter(svg_tag("g")) if layer_name(group).word == TEXTURE), None)
    if layer is None:
        return ""
    for child in list(layer):
        layer.remove(child)
    taken = frozenset({*element_ids(root), TEXTURE_ID})
    # Hardly ever do two ids clash: without the ids of this drawing, the art is the same for all of them.
    clash = taken if taken & _ids_of(texture) else frozenset()
    art = _painted(texture, tuple(sorted(colours.items())), clash)
    etree.SubElement(layer, svg_tag("g"), {"id": TEXTURE_ID, "transform": str(_covering(art.box, artboard))})
    for index, definitions in enumerate(art.definitions):
        root.insert(index, deepcopy(definitions))
    return art.shapes


@dataclass(frozen=True, slots=True)
class _Painted:
    """A texture in a campaign's colours: its canvas, its gradients and clip paths, and its shapes as text."""

    box: Rect
    definitions: tuple[Element, ...]
    shapes: str


@lru_cache(maxsize=8)
def _painted(texture: bytes, colours: tuple[tuple[str, str], ...], taken: frozenset[str]) -> _Painted:
    """Return a texture whose ids are none of those `taken`."""
    art = _art(texture)
    box = view_box(art)
    own = element_ids(art)
    rename(art, {name: free_id(f"texture-{name}", {*own, *taken}) for name in own if name in taken})
    recolour(art, dict(colours))
    forget_names(art)
    definitions = tuple(art.iter(svg_tag("defs")))
    for holder in definitions:
        parent = holder.getparent()
        if parent is not None:
            parent.remove(holder)
    return _Painted(box, definitions, "".join(map(bare_text, art)))


@lru_cache(maxsize=8)
def _ids_of(texture: bytes) -> frozenset[str]:
    return frozenset(element_ids(_art(texture)))


def with_art(svg: str, art: str) -> str:
    """Return a written drawing with the art at its mark."""
    before, mark, after = svg.partition(f'<g id="{TEXTURE_ID}"')
    if not mark:
        return svg
    attributes, _, rest = after.partition("/>")
    return f"{before}{mark}{attributes}>{art}</g>{rest}"


def _art(texture: bytes) -> Element:
    """Read a texture: a drawing, or a photograph (PNG or JPEG), which becomes a drawing of one picture."""
    if is_drawing(texture):
        return parse_svg(texture)
    photo = picture_from(texture, "the texture")
    address = _address(photo)
    width, height = photo.width, photo.height
    drawing = (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{address}"/></svg>'
    )
    # The photograph has been written anew already; once more would cost sharpness.
    return parse(drawing.encode(), FILE)


def is_drawing(texture: bytes) -> bool:
    """Tell whether a texture is an SVG, in whatever encoding or packed, rather than a photograph."""
    return texture.lstrip().startswith(_DRAWINGS)


def _address(picture: PictureFile) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"


def lost_texture(root: Element) -> Element | None:
    """Return the layer of a texture that would not be painted; none if there is none, or it is painted.

    Art joins the ground: the layers that bleed, from the bottom up to the first one that does not.
    """
    layer = next((group for group in root.iter(svg_tag("g")) if layer_name(group).word == TEXTURE), None)
    if layer is None:
        return None
    layers = (top for top in root.findall("*") if local_name(top) not in NOT_PAINTED)
    painted = (top for top in layers if layer_name(top).word != "safe")
    ground = list(takewhile(lambda top: layer_name(top).bleed, painted))
    return None if any(node in ground for node in (layer, *layer.iterancestors())) else layer


def _covering(box: Rect, artboard: Rect) -> Affine:
    factor = max(artboard.width / box.width, artboard.height / box.height)
    return (
        Affine.translate(artboard.x + artboard.width / 2, artboard.y + artboard.height / 2)
        @ Affine.scale(factor)
        @ Affine.translate(-box.x - box.width / 2, -box.y - box.height / 2)
    )
