"""Structure of a drawing made plain: clones become copies, alternatives are chosen, pictures written anew.

After this a drawing holds groups and shapes only where it paints: no `<use>`, `<symbol>`, nested `<svg>`,
`<switch>` or `<a>` (SVG 2, chapters 5 and 7). What is only defined (patterns, clips) stays as it is.
"""

import base64
import binascii
import re
from copy import deepcopy
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from lxml import etree

from toolkit.affine import Affine, number, parse_transform
from toolkit.compose.svg.clip_contents import plain_clips
from toolkit.compose.svg.css import CssError
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.sources.workspace.images import PictureError, PictureFile, picture_from
from toolkit.sources.workspace.picture_head import HeadError, head_of
from toolkit.svg.document import NOT_PAINTED, XLINK, Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.references import element_ids, free_id, links_of, names_in_value, reference_to
from toolkit.units import Rect, Size

LOST: Final = "data-lost"
"""On a picture that cannot be shown: why not."""
_MOST_COPIES: Final = 50_000  # elements that clones become
_DEEPEST: Final = 24  # clones of clones
_OF_USE: Final = frozenset({"x", "y", "width", "height", "href", f"{{{XLINK}}}href"})
_OF_VIEW: Final = frozenset({"x", "y", "width", "height", "viewBox", "preserveAspectRatio", "version"})
_CONDITIONS: Final = ("requiredExtensions", "requiredFeatures", "systemLanguage")
_ALIGNED: Final = {"min": 0.0, "mid": 0.5, "max": 1.0}
_DATA: Final = re.compile(r"data:(?P<type>[^;,]*)(?P<parameters>[^,]*),(?P<data>.*)", re.DOTALL)
_MOST_PIXELS: Final = 48_000_000
_TOO_MANY: Final = f"all pictures together have more than {_MOST_PIXELS // 1_000_000} megapixels"
_PICTURE_NAME: Final = "picture-art"


def plain_structure(root: Element, viewport: Size) -> None:
    """Make the structure of a drawing plain; pictures that cannot be had say why in `LOST`.

    Raises `CssError` for clones that go round in a circle or become too many elements.
    """
    _choose(root)
    plain_clips(root)
    for link in list(root.iter(svg_tag("a"))):
        link.tag = svg_tag("g")
        for key, _ in list(links_of(link)):
            del link.attrib[key]
    _expand_clones(root, viewport)
    for inner in list(root.iterdescendants(svg_tag("svg"))):
        _open_view(inner, inner, viewport)
    _plain_pictures(root)
    _drop_page_clips(root, viewport)


def _choose(root: Element) -> None:
    """Put in the place of each `<switch>` the first of its children that a plain viewer shows."""
    for switch in list(root.iter(svg_tag("switch"))):
        chosen = next((child for child in switch if local_name(child) and _passes(child)), None)
        for child in list(switch):
            if child is not chosen:
                switch.remove(child)
        if chosen is not None:
            for name in _CONDITIONS:
                chosen.attrib.pop(name, "")
        switch.tag = svg_tag("g")


def _passes(child: Element) -> bool:
    if child.get("requiredExtensions") is not None or local_name(child) == "foreignObject":
        return False
    languages = child.get("systemLanguage")
    return languages is None or any(tag.strip().lower().startswith("en") for tag in languages.split(","))


def _transform(text: str | None) -> Affine:
    """Return a transform; one that cannot be read moves nothing here, and is told with the drawing."""
    try:
        return parse_transform(text)
    except (ValueError, OverflowError):
        return Affine()


def _is_painted(element: Element) -> bool:
    return not any(local_name(node) in NOT_PAINTED for node in element.iterancestors())


def _expand_clones(root: Element, viewport: Size) -> None:
    """Make a copy of what each clone shows; those among definitions stay."""
    by_id: dict[str, Element] = {}
    for node in root.iter("*"):
        if name := node.get("id"):
            by_id.setdefault(str(name), node)
    made = 0
    todo = [(use, 0) for use in root.iter(svg_tag("use")) if _is_painted(use)]
    while todo:
        use, depth = todo.pop()
        target = _target(use, by_id)
        group = etree.Element(
            svg_tag("g"), {str(k): str(v) for k, v in use.attrib.items() if k not in _OF_USE}
        )
        _replace(use, group)
        if target is None or depth > _DEEPEST or target in group.iterancestors():
            if target is not None:
                raise CssError("clones refer to each other in a circle; unlink them (Edit > Clone > Unlink)")
            continue
        made += sum(1 for _ in target.iter("*"))
        if made > _MOST_COPIES:
            raise CssError(f"clones become more than {_MOST_COPIES:,} elements; unlink them, or draw fewer")
        copy = _copied(target)
        move = Affine.translate(_length(use, "x"), _length(use, "y"))
        if not move.is_identity:
            group.set("transform", str(_transform(use.get("transform")) @ move))
        group.append(copy)
        if local_name(copy) in ("symbol", "svg"):
            _open_view(copy, use, viewport)
        todo += [(inner, depth + 1) for inner in group.iter(svg_tag("use"))]


def _target(use: Element, by_id: dict[str, Element]) -> Element | None:
    for _, address in links_of(use):
        names = names_in_value("href", address)
        return by_id.get(names[0]) if names else None
    return None


def _copied(target: Element) -> Element:
    """Return a copy of what is cloned, without ids, but with the names of its layers."""
    copy = deepcopy(target)
    copy.tail = None
    for node in copy.iter("*"):
        name = str(node.attrib.pop("id", ""))
        if name and LABEL not in node.attrib:
            node.set(LABEL, name)
    return copy


def _replace(old: Element, new: Element) -> None:
    parent = old.getparent()
    if parent is not None:
        new.tail = old.tail
        parent.replace(old, new)


def _length(element: Element, name: str, percent_of: float = 0.0) -> float:
    return user_units(element.get(name), Base(Size(0.0, 0.0)), percent_of=percent_of) or 0.0


def _open_view(view: Element, placed: Element, viewport: Size) -> None:
    """Make a group of a nested `<svg>` or `<symbol>`; `placed` says where it stands, and how large."""
    width = (
        _length(placed, "width", viewport.width) or _length(view, "width", viewport.width) or viewport.width
    )
    height = _length(placed, "height", viewport.height) or _length(view, "height", viewport.height)
    height = height or viewport.height
    x, y = (0.0, 0.0) if placed is not view else (_length(view, "x"), _length(view, "y"))
    own = _transform(view.get("transform")) @ Affine.translate(x, y)
    box = _view_box(view)
    inside = _fitting(box, width, height, str(view.get("preserveAspectRatio", ""))) if box else Affine()
    is_cut = str(view.get("overflow", "hidden")) in ("hidden", "scroll") and width > 0 and height > 0
    view.tag = svg_tag("g")
    for name in _OF_VIEW:
        view.attrib.pop(name, "")
    view.attrib.pop("overflow", "")
    if not is_cut:
        view.set("transform", str(own @ inside))
        return
    if not own.is_identity:
        view.set("transform", str(own))
    inner = etree.Element(svg_tag("g"))
    if not inside.is_identity:
        inner.set("transform", str(inside))
    inner.extend(list(view))
    _clip(view, Rect(0.0, 0.0, width, height))
    view.append(inner)


def _view_box(view: Element) -> Rect | None:
    parts = str(view.get("viewBox", "")).replace(",", " ").split()
    try:
        x, y, width, height = map(float, parts)
    except ValueError:
        return None
    return Rect(x, y, width, height) if width > 0 and height > 0 else None


def _fitting(box: Rect, width: float, height: float, aspect: str) -> Affine:
    """Return the map from a view box to its viewport (SVG 2, 8.2)."""
    across, down = width / box.width, height / box.height
    if aspect.strip().startswith("none"):
        return Affine.scale(across, down) @ Affine.translate(-box.x, -box.y)
    scale = max(across, down) if "slice" in aspect else min(across, down)
    match = re.search(r"x(Min|Mid|Max)Y(Min|Mid|Max)", aspect)
    right, low = (_ALIGNED[part.lower()] for part in (match.groups() if match else ("Mid", "Mid")))
    x = (width - box.width * scale) * right
    y = (height - box.height * scale) * low
    return Affine.translate(x, y) @ Affine.scale(scale) @ Affine.translate(-box.x, -box.y)


def _clip(group: Element, box: Rect) -> None:
    root = group.getroottree().getroot()
    name = free_id("view-clip", element_ids(root))
    path = etree.Element(svg_tag("clipPath"), {"id": name})
    sides = {"width": number(box.width, 4), "height": number(box.height, 4)}
    etree.SubElement(path, svg_tag("rect"), sides)
    group.insert(0, path)
    inner = group.get("clip-path")
    if inner is None or inner == "none":
        group.set("clip-path", reference_to(name))


def _plain_pictures(root: Element) -> None:
    """Write every embedded picture as PNG or JPEG, upright and in sRGB; mark those that cannot be read."""
    pixels = 0
    for image in list(root.iter(svg_tag("image"), svg_tag("feImage"))):
        address = next((value for _, value in links_of(image)), "")
        if address.startswith("#"):
            continue
        data = data_in(address)
        pixels += _pixels_of(data)
        found = _TOO_MANY if pixels > _MOST_PIXELS else data if isinstance(data, str) else _decoded(data)
        if isinstance(found, str):
            is_inside = address.startswith("data:")
            image.set(
                LOST,
                f"a picture in the drawing cannot be read: {found}"
                if is_inside
                else f"the picture '{address[:60]}' is not in the drawing",
            )
            for key, _ in list(links_of(image)):
                del image.attrib[key]
            continue
        _write_picture(image, found)
        if local_name(image) == "image" and _is_painted(image):
            _keep_upright(image)


def _pixels_of(data: bytes | str) -> int:
    """Return how many px a picture says it has: all together are bounded before any is decoded."""
    try:
        return head_of(data).pixels if isinstance(data, bytes) else 0
    except HeadError:
        return 0


def data_in(address: str) -> bytes | str:
    """Return the bytes of a `data:` address, or why there are none."""
    match = _DATA.match(address.strip())
    if match is None:
        return "it is a link"
    if "base64" in match["parameters"].lower():
        written = (
            re.sub(r"\s+", "", match["data"]).replace("%3D", "=").replace("%2B", "+").replace("%2F", "/")
        )
        try:
            return base64.b64decode(written + "=" * (-len(written) % 4))
        except (binascii.Error, ValueError):
            return "its data are damaged"
    return unquote_to_bytes(match["data"])


@lru_cache(maxsize=32)
def _decoded(data: bytes) -> PictureFile | str:
    try:
        return picture_from(data, "it")
    except PictureError as error:
        return str(error)


def _write_picture(image: Element, picture: PictureFile) -> None:
    for key, _ in list(links_of(image)):
        del image.attrib[key]
    encoded = base64.b64encode(picture.data).decode()
    image.set("href", f"data:{picture.media_type};base64,{encoded}")
    sides = {"width": float(picture.width), "height": float(picture.height)}
    given = {name: _length(image, name) for name in sides}
    for name, other in (("width", "height"), ("height", "width")):
        if not given[name]:
            scale = given[other] / sides[other] if given[other] else 1.0
            image.set(name, number(sides[name] * scale, 4))


def _keep_upright(image: Element) -> None:
    """Put a picture into a group that is never mirrored: faces and letters in it would be turned over."""
    if any(layer_name(node).keep for node in (image, *image.iterancestors())):
        return
    label = str(image.attrib.pop(LABEL, "") or image.get("id") or _PICTURE_NAME)
    group = etree.Element(svg_tag("g"), {LABEL: f"{label}@keep"})
    if "data-pin" in image.attrib:
        group.set("data-pin", str(image.attrib.pop("data-pin")))
    _replace(image, group)
    image.tail = None
    box = Rect(*(_length(image, name) for name in ("x", "y", "width", "height")))
    box = _transform(image.get("transform")).box(box)
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    attributes = {name: number(value, 4) for name, value in sides.items()}
    etree.SubElement(group, svg_tag("rect"), {LABEL: "frame", **attributes, "fill": "none"})
    group.append(image)


def _drop_page_clips(root: Element, viewport: Size) -> None:
    """Take clips of the whole page away: Figma puts one around each frame, and wider canvases need more."""
    clips = {str(clip.get("id")): clip for clip in root.iter(svg_tag("clipPath")) if clip.get("id")}
    box = _view_box(root) or Rect(0.0, 0.0, viewport.width, viewport.height)
    for element in root.iter("*"):
        names = names_in_value("clip-path", str(element.get("clip-path", "")))
        clip = clips.get(names[0]) if names else None
        if clip is None or clip.get("clipPathUnits") == "objectBoundingBox" or clip.get("clip-path"):
            continue
        shapes = clip.findall("*")
        if len(shapes) != 1 or local_name(shapes[0]) != "rect" or shapes[0].get("rx"):
            continue
        sides = Rect(*(_length(shapes[0], name) for name in ("x", "y", "width", "height")))
        try:
            matrix = matrix_to_root(element)
        except (ValueError, OverflowError):
            continue
        matrix = matrix @ _transform(clip.get("transform"))
        matrix = matrix @ _transform(shapes[0].get("transform"))
        is_straight = abs(matrix.b) + abs(matrix.c) < 1e-6  # noqa: PLR2004  a turned clip cuts corners off
        if is_straight and matrix.box(sides).contains(box, 0.01 * max(box.width, box.height)):
            del element.attrib["clip-path"]
