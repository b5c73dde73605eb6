"""What a drawing uses, and what each engine would leave out of it.

The table was measured by drawing one small picture per feature with every engine and comparing it with the
same picture drawn without the feature; a test repeats that, so the table cannot grow old unseen.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from lxml import etree

from toolkit.render.svg.sizing import read_svg
from toolkit.svg.document import local_name
from toolkit.svg.references import links_of, names_in


class Feature(StrEnum):
    """Something in a drawing that not every engine draws; the value is the plain word for reports."""

    ALPHA_HEX = "colours with transparency in hexadecimal (#rrggbbaa)"
    ALPHA_MASK = "masks by transparency (mask-type: alpha)"
    ANIMATION = "animation"
    BLEND_MODE = "blend modes (mix-blend-mode)"
    CLIP_OVERLAP = "clip paths of several shapes, where these overlap"
    CLIP_SHAPE = "clipping by a CSS shape (circle(), inset(), …)"
    CSS_RULES = "CSS rules (<style>)"
    CSS_TRANSFORM = "transforms in CSS"
    EVEN_ODD_CLIP = "even-odd clip paths"
    FILTER = "filter effects (shadows, blurs, colour changes)"
    FOREIGN_OBJECT = "foreign content (foreignObject)"
    GIF_PICTURE = "GIF pictures"
    HSL = "colours written as hsl()"
    ISOLATION = "isolated groups"
    LUMINANCE_MASK = "masks by brightness"
    MARKER = "markers on lines"
    NESTED_CLIP = "clip paths inside clip paths"
    OUTSIDE_REFERENCE = "references outside the drawing"
    PAINT_ORDER = "stroke under fill (paint-order)"
    PATTERN = "patterns"
    PATTERN_PICTURE = "pictures inside patterns"
    PERCENT_OPACITY = "opacity in per cent"
    RADIAL_START = "round gradients that start at a circle (fr)"
    SCRIPT = "scripts"
    SHAPE_OPACITY = "opacity of a shape that has both fill and stroke"
    SPACED_RGB = "colours written as rgb(r g b / a)"
    SVG_PICTURE = "SVG pictures inside the drawing"
    SWITCH = "alternatives (<switch>)"
    TEXT = "text"
    VAR = "CSS variables (var())"
    VECTOR_EFFECT = "lines that keep their width (vector-effect)"
    WEBP_PICTURE = "WebP pictures"


_ALWAYS_GONE: Final = frozenset(
    {Feature.ANIMATION, Feature.FOREIGN_OBJECT, Feature.OUTSIDE_REFERENCE, Feature.SCRIPT, Feature.TEXT}
)
_CAIRO: Final = _ALWAYS_GONE | {
    Feature.ALPHA_HEX,
    Feature.BLEND_MODE,
    Feature.CLIP_OVERLAP,
    Feature.CLIP_SHAPE,
    Feature.EVEN_ODD_CLIP,
    Feature.FILTER,
    Feature.HSL,
    Feature.LUMINANCE_MASK,
    Feature.NESTED_CLIP,
    Feature.PAINT_ORDER,
    Feature.PERCENT_OPACITY,
    Feature.RADIAL_START,
    Feature.SHAPE_OPACITY,
    Feature.SPACED_RGB,
    Feature.VAR,
    Feature.VECTOR_EFFECT,
}
# The engines that flatten for print do not know these either, and a line that keeps its width in pixels
# means nothing on paper.
_NEVER_RIGHT: Final = _ALWAYS_GONE | {Feature.CLIP_SHAPE, Feature.VAR, Feature.VECTOR_EFFECT}
FLATTENED: Final = _CAIRO - _NEVER_RIGHT
"""What a PDF page cannot hold, and holds as a picture therefore (see `flatten`)."""
DROPS: Final[dict[str, frozenset[Feature]]] = {
    "librsvg": _ALWAYS_GONE
    | {Feature.CLIP_OVERLAP, Feature.CLIP_SHAPE, Feature.GIF_PICTURE, Feature.VAR, Feature.WEBP_PICTURE},
    "resvg": _ALWAYS_GONE
    | {Feature.CLIP_SHAPE, Feature.CSS_TRANSFORM, Feature.SPACED_RGB, Feature.VAR, Feature.VECTOR_EFFECT},
    "cairo": _CAIRO,
    "pdf": _NEVER_RIGHT,
}
"""By engine (and ``pdf`` for print pages, after flattening): what does not come out as SVG defines it."""

_PICTURES: Final = {
    "data:image/gif": Feature.GIF_PICTURE,
    "data:image/webp": Feature.WEBP_PICTURE,
    "data:image/svg+xml": Feature.SVG_PICTURE,
}
_ELEMENTS: Final = {
    "text": Feature.TEXT,
    "script": Feature.SCRIPT,
    "foreignObject": Feature.FOREIGN_OBJECT,
    "animate": Feature.ANIMATION,
    "animateTransform": Feature.ANIMATION,
    "animateMotion": Feature.ANIMATION,
    "set": Feature.ANIMATION,
    "style": Feature.CSS_RULES,
    "switch": Feature.SWITCH,
    "pattern": Feature.PATTERN,
}
_COLOURS: Final = ("fill", "stroke", "stop-color", "flood-color", "lighting-color", "color")
_OPACITIES: Final = ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "flood-opacity")
# Properties (none given: any), what their value looks like, and the feature that is.
_PROPERTIES: Final = tuple(
    (names, re.compile(pattern, re.IGNORECASE), feature)
    for names, pattern, feature in (
        (("filter",), r"(?!none)", Feature.FILTER),
        (("mix-blend-mode",), r"(?!normal)", Feature.BLEND_MODE),
        (("isolation",), r"isolate", Feature.ISOLATION),
        (("clip-path",), r"(?!none|url)", Feature.CLIP_SHAPE),
        (("paint-order",), r"(?!normal|fill)", Feature.PAINT_ORDER),
        (("marker", "marker-start", "marker-mid", "marker-end"), r"url", Feature.MARKER),
        (("vector-effect",), r"(?!none)", Feature.VECTOR_EFFECT),
        (("fr",), r"[0.]*[1-9]", Feature.RADIAL_START),
        (_OPACITIES, r".*%", Feature.PERCENT_OPACITY),
        (_COLOURS, r"hsla?\(", Feature.HSL),
        (_COLOURS, r"rgba?\([^,]*$", Feature.SPACED_RGB),
        (_COLOURS, r"#(?:[0-9a-f]{4}|[0-9a-f]{8})$", Feature.ALPHA_HEX),
        ((), r".*var\(", Feature.VAR),
    )
)
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "use"})
_STYLING: Final = frozenset(
    {name for names, _, _ in _PROPERTIES for name in names} | {"clip-rule", "mask-type"}
)
_DECLARATION: Final = re.compile(r"([a-z-]+)\s*:\s*([^;{}]+)")


def features_in(svg: bytes | str) -> frozenset[Feature]:
    """Return the features a drawing uses; raises `RenderError` when it cannot be read."""
    return frozenset(features_of(read_svg(svg)))


def dropped_by(engine: str, svg: bytes | str) -> tuple[Feature, ...]:
    """Return what an engine (or ``pdf``) would leave out of a drawing, sorted; each is plain words."""
    return tuple(sorted(features_in(svg) & DROPS[engine]))


def features_of(root: etree._Element) -> Iterator[Feature]:
    """Yield the features of an element and everything inside it, some of them many times."""
    for element in root.iter("*"):
        yield from features_of_one(element)


def features_of_one(element: etree._Element) -> Iterator[Feature]:
    """Yield the features of one element, without what is inside it."""
    name = local_name(element)
    if name in _ELEMENTS:
        yield _ELEMENTS[name]
    yield from _structural(element, name)
    for key, value in _declarations(element, name):
        yield from _of_property(key, value)


def _structural(element: etree._Element, name: str) -> Iterator[Feature]:
    """Yield the features that show in how elements stand inside each other."""
    if name in ("image", "feImage"):
        yield from _picture(element)
    elif name == "pattern":
        if _holds_picture(element):
            yield Feature.PATTERN_PICTURE
    elif name == "mask":
        kinds = {value.strip() for key, value in _declarations(element, name) if key == "mask-type"}
        yield Feature.ALPHA_MASK if "alpha" in kinds else Feature.LUMINANCE_MASK
    elif name == "clipPath":
        inside = {pair for node in element.iter("*") for pair in _declarations(node, local_name(node))}
        if ("clip-rule", "evenodd") in inside:
            yield Feature.EVEN_ODD_CLIP
        if any(key == "clip-path" and value != "none" for key, value in inside):
            yield Feature.NESTED_CLIP
        if len(element.findall("*")) > 1:
            yield Feature.CLIP_OVERLAP
    elif name in _SHAPES and _is_see_through(element) and _is_filled_and_stroked(element):
        yield Feature.SHAPE_OPACITY


def _picture(element: etree._Element) -> Iterator[Feature]:
    """Yield the features of one embedded picture."""
    kind = _address(element).partition(";")[0].partition(",")[0].lower()
    if kind in _PICTURES:
        yield _PICTURES[kind]
    elif not kind.startswith(("data:", "#")):
        yield Feature.OUTSIDE_REFERENCE


def _holds_picture(pattern: etree._Element) -> bool:
    """Tell whether a pattern paints a picture, itself or (as Figma writes it) through ``use``."""
    root = pattern.getroottree().getroot()
    uses = (node for node in pattern.iter("*") if local_name(node) == "use")
    names = {name for node in uses for name in names_in(node)}
    pictures = {str(node.get("id")) for node in root.iter("*") if local_name(node) == "image"}
    return any(local_name(node) == "image" for node in pattern.iter("*")) or bool(names & pictures)


def _address(element: etree._Element) -> str:
    """Return where an element links to; ``#`` if it has no link."""
    return next((address for _, address in links_of(element)), "#")


def _is_see_through(element: etree._Element) -> bool:
    """Tell whether an element has an opacity of its own."""
    return dict(_declarations(element, "")).get("opacity", "1") not in ("1", "1.0", "100%")


def _is_filled_and_stroked(element: etree._Element) -> bool:
    """Tell whether a shape shows both paints; they are inherited, black and none at first (SVG 2, 13.2)."""
    return _inherited(element, "fill", "black") != "none" and _inherited(element, "stroke", "none") != "none"


def _inherited(element: etree._Element, name: str, initial: str) -> str:
    """Return the value of an inherited property."""
    for node in (element, *element.iterancestors()):
        value = dict(_declarations(node, "")).get(name, "inherit")
        if value != "inherit":
            return value
    return initial


def _declarations(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    """Yield the properties of an element: attributes, its ``style``, and the rules of a ``<style>``."""
    for key, value in element.attrib.items():
        if key in _STYLING:
            yield str(key), str(value).strip()
    css = "".join(map(str, element.itertext())) if name == "style" else element.get("style", "")
    for key, value in _DECLARATION.findall(css):
        yield ("css-transform" if key == "transform" else key), value.strip()


def _of_property(key: str, value: str) -> Iterator[Feature]:
    """Yield the features of one property and its value."""
    if key == "css-transform":
        yield Feature.CSS_TRANSFORM
    for names, pattern, feature in _PROPERTIES:
        if (not names or key in names) and pattern.match(value):
            yield feature
