"""Pictures of an imported drawing: linked ones are put into it, other formats written anew, SVG drawn inline.

A design holds PNG and JPEG pictures and nothing outside of itself, so that it looks the same everywhere.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from toolkit.affine import number, parse_transform
from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.compose.svg.structure import data_in
from toolkit.compose.svg.svgdoc import read_drawing, view_box
from toolkit.files import read_regular
from toolkit.sources.workspace.images import PictureError, picture_from, png_of
from toolkit.svg.document import Element, svg_tag
from toolkit.svg.parser import SvgError
from toolkit.svg.references import element_ids, free_id, links_of, rename
from toolkit.units import Rect, Size

_MOST_BYTES: Final = 30_000_000
_OF_PICTURE: Final = ("x", "y", "width", "height", "preserveAspectRatio")
_REMEDY: Final = (
    "put the file beside the drawing and import again, or embed it (Inkscape: Extensions > Images > Embed "
    "Images; Illustrator: Links > Embed Images; Affinity: Document > Resource Manager > Embed)"
)


@dataclass(slots=True)
class Pictures:
    """What became of the pictures of a drawing, by their names."""

    embedded: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Those that stand in another format now, with which."""
    lost: list[str] = field(default_factory=list)
    """Those that cannot be had: why, and what to do."""


def bring_in(raw: Element, folder: Path) -> Pictures:
    """Put every picture of a drawing into it in a form that designs may hold.

    `folder` is where the drawing lies: links lead to files there or below, or to one there of the same name.
    """
    found = Pictures()
    for image in list(raw.iter(svg_tag("image"), svg_tag("feImage"))):
        address = next((value for _, value in links_of(image)), "")
        if not address or address.startswith("#"):
            continue
        name, data = _read(address, folder)
        if isinstance(data, str):
            if not _is_off(image):
                found.lost.append(data)
            continue
        try:
            _bring_in(image, data, name, found)
        except (PictureError, SvgError) as error:
            if not _is_off(image):
                found.lost.append(f"the picture '{name}' cannot be shown: {error}")
    return found


def _is_off(image: Element) -> bool:
    """Tell whether a picture, or a group around it, says that it is hidden."""
    for node in (image, *image.iterancestors()):
        style = str(node.get("style", "")).replace(" ", "")
        if node.get("display") == "none" or "display:none" in style:
            return True
    return False


def _read(address: str, folder: Path) -> tuple[str, bytes | str]:
    """Return the name of a picture, and its bytes or why there are none."""
    if address.startswith("data:"):
        data = data_in(address)
        return "in the drawing", data if isinstance(data, bytes) else f"a picture in the drawing: {data}"
    plain = unquote(address.removeprefix("file://")).replace("\\", "/")
    name = plain.rpartition("/")[2]
    if "://" in plain:
        return (
            name,
            f"the picture '{address[:80]}' is a link to the web: save it beside the drawing and link that",
        )
    for path in ((folder / plain).resolve(), folder / name):
        if path.is_file() and path.resolve().is_relative_to(folder):
            try:
                return name, read_regular(path) if path.stat().st_size <= _MOST_BYTES else _too_large(name)
            except OSError as error:
                return name, f"the picture '{name}' cannot be read: {error.strerror or error}"
    return name, f"the picture '{name}' is not there: {_REMEDY}"


def _too_large(name: str) -> str:
    return f"the picture '{name}' has more than {_MOST_BYTES:,} bytes: save it smaller"


def _bring_in(image: Element, data: bytes, name: str, found: Pictures) -> None:
    is_linked = name != "in the drawing"
    if _is_drawing(data):
        _draw_inline(image, data)
        found.changed.append(f"{name}: SVG, drawn in its place")
        return
    other = png_of(data)
    if other is None and not is_linked:
        picture_from(data, "it")  # raises for what cannot be shown
        return
    picture = picture_from(other[1] if other else data, "it")
    for key, _ in list(links_of(image)):
        del image.attrib[key]
    image.set("href", f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}")
    if other:
        found.changed.append(f"{name}: {other[0]}, written as PNG")
    else:
        found.embedded.append(name)


def _is_drawing(data: bytes) -> bool:
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") or data.startswith(b"\x1f\x8b")


def _draw_inline(image: Element, data: bytes) -> None:
    """Put the drawing that a picture shows in its place, as a nested `<svg>` with ids of its own."""
    root, _ = read_drawing(data)
    box = view_box(root)
    for node in list(root.iter(svg_tag("image"))):
        address = next((value for _, value in links_of(node)), "")
        if address and not address.startswith(("data:", "#")):
            raise SvgError("it links to pictures of its own; embed them there")
    whole = image.getroottree().getroot()
    taken = set(element_ids(whole))
    names: dict[str, str] = {}
    for name in element_ids(root):
        names[name] = free_id(f"inlined-{name}", taken)
        taken.add(names[name])
    rename(root, names)
    sides = {"width": f"{box.width:g}", "height": f"{box.height:g}"}
    kept = {name: str(image.get(name)) for name in _OF_PICTURE if image.get(name) is not None}
    view = f"{box.x:g} {box.y:g} {box.width:g} {box.height:g}"
    inner = etree.Element(svg_tag("svg"), {**sides, **kept, "viewBox": view})
    inner.extend(list(root))
    held = etree.Element(svg_tag("g"))
    for key, value in image.attrib.items():
        if key not in _OF_PICTURE and not str(key).endswith("href"):
            held.set(str(key), str(value))
    held.append(inner)
    group = _upright(image, held, box)
    parent = image.getparent()
    if parent is not None:
        group.tail, image.tail = image.tail, None
        parent.replace(image, group)


def _upright(image: Element, held: Element, box: Rect) -> Element:
    """Return a group that is never mirrored, as pictures are: letters in them would be turned over."""
    base = Base(Size(0.0, 0.0))
    sides = {"x": 0.0, "y": 0.0, "width": box.width, "height": box.height}
    given = {name: user_units(image.get(name), base) or side for name, side in sides.items()}
    name = str(held.attrib.pop(LABEL, "") or held.get("id") or "picture")
    group = etree.Element(svg_tag("g"), {LABEL: f"{name.partition('@')[0]}@keep"})
    frame = parse_transform(held.get("transform")).box(Rect(**given))
    written = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
    rect = etree.SubElement(group, svg_tag("rect"), {key: number(side, 4) for key, side in written.items()})
    rect.set(LABEL, "frame")
    rect.set("style", "fill:none;stroke:none")
    group.append(held)
    return group
