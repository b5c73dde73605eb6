"""Recolouring: the literal colours of the artwork stand for tokens, and a palette says what they become."""

import re
from collections.abc import Mapping

from toolkit.svg.document import Element

_PAINTS = ("fill", "stroke", "stop-color", "flood-color", "color")
_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])$")


def plain_hex(colour: str) -> str:
    """Return a hex colour in lower case and six digits; anything else as it is, in lower case."""
    text = colour.strip().lower()
    match = _SHORT_HEX.match(text)
    return "#" + "".join(digit * 2 for digit in match.groups()) if match else text


def recolour(root: Element, replacements: Mapping[str, str]) -> None:
    """Replace colours everywhere in a drawing. Keys and values are hex colours as `plain_hex` writes them."""
    for element in root.iter():
        for name in _PAINTS:
            colour = element.get(name)
            if colour is None or not colour.strip().startswith("#"):
                continue
            plain = plain_hex(colour)
            element.set(name, replacements.get(plain, plain))
