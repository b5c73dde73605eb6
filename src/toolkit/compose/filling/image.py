"""Pictures in slots: fitted to the frame around a focal point, embedded, clipped to the frame."""

import base64
from dataclasses import dataclass

from lxml import etree

from toolkit.affine import Affine, number
from toolkit.compose.artboard.slots import Slot
from toolkit.svg.document import svg_tag
from toolkit.svg.references import element_ids, free_id, reference_to
from toolkit.units import Rect

_ALIGN = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture to embed: encoded bytes, media type, size in px, focal point as shares of its sides."""

    data: bytes
    media_type: str
    width: int
    height: int
    focus: tuple[float, float] = (0.5, 0.5)


def fitted(frame: Rect, photo: Photo, *, contain: bool, align: float = 0.5) -> Rect:
    """Return where a picture goes: inside the frame whole, or over all of it with its focal point in view.

    `align` is the share of the room to the left of a picture that stands whole in a wider frame.
    """
    across, down = frame.width / photo.width, frame.height / photo.height
    scale = min(across, down) if contain else max(across, down)
    width, height = photo.width * scale, photo.height * scale
    focus_x, focus_y = (0.5, 0.5) if contain else photo.focus
    x = frame.x + ((frame.width - width) * align if contain else _offset(frame.width, width, focus_x))
    y = frame.y + _offset(frame.height, height, focus_y)
    return Rect(x, y, width, height)


def _offset(room: float, length: float, focus: float) -> float:
    """Centre the focal point, but leave no gap at an edge of a picture that is larger than its room."""
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - length * focus))


def draw_photo(slot: Slot, photo: Photo, upright: Affine) -> None:
    """Embed a picture in place of a slot's sample content; `upright` turns it back in a mirrored drawing."""
    align = _ALIGN[slot.rules.align or "middle"]
    align = 1 - align if upright.a < 0 else align
    for child in list(slot.element):
        if child is not slot.frame:
            slot.element.remove(child)
    box = fitted(slot.box, photo, contain=slot.rules.fit == "contain", align=align)
    # Two layers may fill one slot, and a designer may have had the same idea for a name.
    taken = element_ids(slot.element.getroottree().getroot())
    clip = free_id(f"clip-{slot.element.get('id') or slot.name}", taken)
    path = etree.SubElement(slot.element, svg_tag("clipPath"), {"id": clip})
    shape = {name: slot.frame.get(name, "0") for name in ("x", "y", "width", "height", "rx")}
    etree.SubElement(path, svg_tag("rect"), shape)
    group = etree.SubElement(slot.element, svg_tag("g"), {"clip-path": reference_to(clip)})
    place = {
        name: number(value) for name, value in zip(("x", "y", "width", "height"), _sides(box), strict=True)
    }
    encoded = base64.b64encode(photo.data).decode()
    address = f"data:{photo.media_type};base64,{encoded}"
    etree.SubElement(
        group,
        svg_tag("image"),
        {**place, "href": address, "preserveAspectRatio": "none", "transform": str(upright)},
    )


def _sides(box: Rect) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height
