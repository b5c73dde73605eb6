"""Resampling: pictures in a page that hold more pixels than print can show are made smaller."""

import base64
import copy
from typing import Final

import numpy as np
from lxml import etree

from toolkit.affine import Affine
from toolkit.render.encode.pillow import decoded, jpeg, shrunk
from toolkit.render.encode.png import png
from toolkit.render.pixels import RGB, PixelArray, Pixels
from toolkit.render.svg.sizing import view_box
from toolkit.svg.document import local_name, matrix_to_root, painted
from toolkit.svg.references import links_of

_MAX_DPI: Final = 300
# Resampling costs sharpness: a picture a tenth too fine is left as it is.
_GRACE: Final = 1.1
_QUALITY: Final = 92
_READABLE: Final = ("data:image/png;", "data:image/jpeg;", "data:image/webp;")
_MARK: Final = ";base64,"


def with_lighter_pictures(root: etree._Element, width_inches: float) -> etree._Element:
    """Return a drawing whose pictures have at most 300 pixels to the inch of a page that wide.

    Pictures inside patterns and definitions are left alone: how large they come out depends on their use.
    """
    unit = width_inches / view_box(root)[2]
    heavy = [(node, factor) for node in painted(root) if (factor := _factor(node, unit)) * _GRACE < 1]
    if not heavy:
        return root
    result = copy.deepcopy(root)
    twins = dict(zip(root.iter("*"), result.iter("*"), strict=True))
    for node, factor in heavy:
        _shrink(twins[node], factor)
    return result


def _factor(node: etree._Element, unit: float) -> float:
    """Return the scale at which a picture has as many pixels as print can show; `unit` is in inches."""
    key = _href(node)
    if local_name(node) != "image" or not key:
        return 1.0
    placed = Affine.scale(unit) @ matrix_to_root(node)
    rows, columns = _pixels_of(node, key).shape[:2]
    try:
        width, height = float(node.get("width", columns)), float(node.get("height", rows))
    except ValueError:  # in per cent or mm, which no picture of ours is
        return 1.0
    # "slice" shows the larger of the two scales, "meet" the smaller: the larger keeps enough for both.
    inches: float = max(width / columns, height / rows) * placed.factor
    return inches * _MAX_DPI


def _shrink(node: etree._Element, factor: float) -> None:
    key = _href(node)
    array = np.ascontiguousarray(shrunk(_pixels_of(node, key), factor))
    is_photograph = str(node.get(key)).startswith("data:image/jpeg")
    kind = "jpeg" if is_photograph else "png"
    data = jpeg(array[..., :RGB], _QUALITY, None, optimised=True) if is_photograph else png(Pixels(array))
    node.set(key, f"data:image/{kind}{_MARK}{base64.b64encode(data).decode()}")


def _pixels_of(node: etree._Element, key: str) -> PixelArray:
    data = base64.b64decode(str(node.get(key)).partition(_MARK)[2])
    return decoded(data, alpha=not str(node.get(key)).startswith("data:image/jpeg"))


def _href(node: etree._Element) -> str:
    """Return the name of the attribute that holds a picture that can be resampled; else empty."""
    return next((key for key, value in links_of(node) if value.startswith(_READABLE)), "")
