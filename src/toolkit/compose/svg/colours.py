"""Colours as `#rrggbb` with an opacity of their own, however they are written.

Palettes replace colours by their hex form and the checks of contrast read it. So names, `rgb()`, `hsl()`,
wide gamut, `currentColor` and alpha are worked out before anything else looks (CSS Color 4).
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from tinycss2.color4 import parse_color

from toolkit.affine import number
from toolkit.compose.svg.css import CssNote
from toolkit.compose.svg.layer_names import layer_name
from toolkit.srgb import from_display_p3
from toolkit.svg.document import Element

_OPACITIES: Final = {
    "fill": "fill-opacity",
    "stroke": "stroke-opacity",
    "stop-color": "stop-opacity",
    "flood-color": "flood-opacity",
    "lighting-color": "",
}
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}$")
_NO_COLOUR: Final = frozenset({"none", "inherit", "context-fill", "context-stroke"})
_ICC: Final = re.compile(r"\s+(?:icc-color|device-cmyk)\([^)]*\)\s*$", re.IGNORECASE)
_SHARES: Final = ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "flood-opacity")
_SRGB, _DISPLAY_P3 = "srgb", "display-p3"


def plain_colours(root: Element) -> tuple[CssNote, ...]:
    """Write every colour of a drawing as `#rrggbb`, and its alpha as opacity; return what is no colour."""
    return tuple(dict.fromkeys(_plain_colours(root)))


def _plain_colours(root: Element) -> Iterator[CssNote]:
    for element in root.iter("*"):
        for name in _SHARES:
            _plain_share(element, name)
        for name, opacity in _OPACITIES.items():
            written = element.get(name)
            if written is not None and not _HEX.match(str(written)):
                yield from _plain_colour(element, name, opacity, str(written).strip())
    for element in root.iter("*"):
        element.attrib.pop("color", "")


def _plain_share(element: Element, name: str) -> None:
    """Write a percentage as a number: some engines read only numbers."""
    written = str(element.get(name, "")).strip()
    if written.endswith("%"):
        try:
            element.set(name, number(float(written[:-1]) / 100, 4))
        except ValueError:
            del element.attrib[name]


def _plain_colour(element: Element, name: str, opacity: str, written: str) -> Iterator[CssNote]:
    if written.lower() in _NO_COLOUR or written.lower().startswith("url("):
        return
    text = _ICC.sub("", written)
    if text.lower() == "currentcolor":
        text = _current(element)
    found = hex_and_alpha(text)
    if found is None:
        hint = "write it as a hex colour such as #0b0733"
        yield CssNote(layer_name(element).word, f"'{written[:40]}' is not a colour that can be painted", hint)
        return
    colour, alpha = found
    element.set(name, colour)
    if alpha < 1 and opacity:
        element.set(opacity, number(alpha * _share(element.get(opacity)), 4))


def hex_and_alpha(text: str) -> tuple[str, float] | None:
    """Return a CSS colour as `#rrggbb` and alpha from 0 to 1, clipped to sRGB; none if it is no colour."""
    colour = parse_color(text)
    if colour is None or colour == "currentcolor":
        return None
    channels = _srgb(colour)
    if channels is None:
        return None
    levels = (min(max(round(value * 255), 0), 255) for value in channels)
    return "#" + "".join(f"{level:02x}" for level in levels), min(max(float(colour.alpha), 0.0), 1.0)


def _srgb(colour: Any) -> tuple[float, ...] | None:  # noqa: ANN401  tinycss2 has no types
    """Return the channels of a colour in sRGB, from 0 to 1; none for spaces that no design tool writes."""
    if colour.space == _DISPLAY_P3:
        red, green, blue = (float(value or 0) for value in colour.coordinates)
        return from_display_p3(red, green, blue)
    try:
        return tuple(float(value or 0) for value in colour.to(_SRGB).coordinates)
    except NotImplementedError:
        return None


def _current(element: Element) -> str:
    """Return the colour that `currentColor` stands for: that of the nearest `color`, black by itself."""
    for node in (element, *element.iterancestors()):
        written = str(node.get("color", "")).strip()
        if written and written.lower() not in ("inherit", "currentcolor"):
            return written
    return "#000000"


def _share(text: str | None) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 1.0
