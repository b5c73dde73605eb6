"""Textures: a campaign's own art in place of the sample art of a design."""

from copy import deepcopy

from lxml import etree

from toolkit.compose.affine import Affine
from toolkit.compose.layers import Element, layer_name
from toolkit.compose.svgdoc import local_name, svg_tag, view_box
from toolkit.units import Rect

TEXTURE = "texture"


def put_texture(root: Element, artboard: Rect, texture: Element) -> None:
    """Replace the contents of the `texture` layer by a texture that covers the artboard."""
    for layer in root.iter(svg_tag("g")):
        if layer_name(layer).word == TEXTURE:
            _replace(layer, artboard, texture)
            _adopt_definitions(root, texture)
            return


def _replace(layer: Element, artboard: Rect, texture: Element) -> None:
    for child in list(layer):
        layer.remove(child)
    box = view_box(texture)
    factor = max(artboard.width / box.width, artboard.height / box.height)
    centred = (
        Affine.translate(artboard.x + artboard.width / 2, artboard.y + artboard.height / 2)
        @ Affine.scale(factor)
        @ Affine.translate(-box.x - box.width / 2, -box.y - box.height / 2)
    )
    group = etree.SubElement(layer, svg_tag("g"), {"transform": str(centred)})
    for child in texture:
        if local_name(child) != "defs":
            group.append(deepcopy(child))


def _adopt_definitions(root: Element, texture: Element) -> None:
    for index, definitions in enumerate(texture.iter(svg_tag("defs"))):
        root.insert(index, deepcopy(definitions))
