"""The contract of a laid-out SVG: the names that composing writes and painting reads.

docs/laid-out-svg.md says in full what such a document holds; `render.svg.laid_out_check` checks it.
"""

from collections.abc import Iterator
from math import isfinite
from typing import Final

from toolkit.affine import number
from toolkit.svg.document import Element, local_name
from toolkit.units import Rect

SLOT: Final = "data-slot"
"""On the group of a slot that was filled: the name of the slot, as `design.toml` has it."""
INK: Final = "data-ink"
"""On a group of words or a code: the box of its ink as "x y width height", in units of the root."""
LABEL: Final = "aria-label"
"""On a group of words or a code: what it says, for screen readers. Nothing else has it."""
NOTES: Final = frozenset({SLOT, INK})
"""The only `data-` attributes that a laid-out SVG has."""
TEXTURE_ID: Final = "texture-art"
"""The id of the group that holds a campaign's texture."""

_DIGITS: Final = 2  # of a unit; painting leaves two px around


def ink_text(box: Rect) -> str:
    """Write the box of some ink for `INK`."""
    return " ".join(number(length, _DIGITS) for length in (box.x, box.y, box.width, box.height))


def ink_of(words: Element) -> Rect | None:
    """Return the box that a group says its ink is in, in units of the root; None if it says no such box."""
    try:
        x, y, width, height = map(float, str(words.get(INK, "")).split())
    except ValueError:
        return None
    is_box = all(map(isfinite, (x, y, width, height))) and width >= 0 and height >= 0
    return Rect(x, y, width, height) if is_box else None


def is_words(element: Element) -> bool:
    """Tell whether an element is a group of words, or a code: a group that says what it means."""
    return local_name(element) == "g" and bool(element.get(LABEL))


def words_in(element: Element) -> Iterator[Element]:
    """Yield the groups of words and codes inside an element, itself included, in the order of painting."""
    return (node for node in element.iter("{*}g") if is_words(node))


def slot_of(element: Element) -> str:
    """Return the name of the slot that an element stands in; empty outside of slots."""
    for node in (element, *element.iterancestors()):
        if name := node.get(SLOT):
            return str(name)
    return ""
