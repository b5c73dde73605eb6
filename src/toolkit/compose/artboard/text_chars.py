"""The characters of a `<text>` with what SVG says of each: its element, its place, its turn (SVG 2, 11.5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from toolkit.compose.artboard.ruler import Piece
from toolkit.compose.artboard.sample import case_of, face_of
from toolkit.compose.svg.font_shorthand import features_in
from toolkit.compose.svg.lengths import Base, font_size_of, user_units
from toolkit.compose.svg.svgdoc import inherited
from toolkit.svg.document import XML, Element, local_name
from toolkit.units import Size

_NOWHERE: Final = Size(0.0, 0.0)
_SPANS: Final = frozenset({"tspan", "a", "textPath", "tref"})
_BLANK: Final = re.compile(r"[\t\n\r\u2028\u2029]")
_BREAKS: Final = "\n\u2028\u2029"
_PARTS: Final = re.compile(r"[\s,]+")
_SMALL: Final = 0.7  # of capitals that stand for small letters, where a font has none (CSS Fonts 4, 6.6)
_USUAL_LEADING: Final = 1.25  # what Inkscape makes of `normal`


@dataclass(slots=True, kw_only=True)
class Char:
    """A character as it is shown, and where it is put; user units, degrees.

    `x` and `y` put the pen, `dx` and `dy` move it on, `rotate` turns the character about the pen.
    """

    text: str
    node: Element
    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0
    rotate: float = 0.0
    is_break: bool = False
    """Whether a line of flowed text ends before it."""
    is_small: bool = False
    """Whether it stands for a small letter, in small capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How an element sets its characters; user units. `leading` is the distance of its baselines."""

    piece: Piece
    size: float
    tracking: float
    word_spacing: float
    leading: float
    features: tuple[tuple[str, int], ...]
    small_capitals: bool


def chars_of(text: Element) -> list[Char]:
    """Return the characters that a `<text>` shows, in the order of reading; blanks as SVG keeps them."""
    chars = list(_raw(text))
    chars = _spaced(chars)
    spans = _ranges(text, chars)
    for node, start, end in spans:
        _place(node, chars[start:end])
    return [char for char in chars if char.text]


def type_of(node: Element) -> Type:
    """Return how an element sets its characters."""
    face = face_of(node)
    size = font_size_of(node, _NOWHERE)
    caps = (inherited(node, "font-variant-caps") or inherited(node, "font-variant") or "").lower()
    return Type(
        piece=Piece(
            "",
            face.weight,
            inherited(node, "fill"),
            italic=face.italic,
            width=face.width,
            case=case_of(node),
            families=face.families,
        ),
        size=size,
        tracking=_length(node, "letter-spacing", size),
        word_spacing=_length(node, "word-spacing", size),
        leading=_leading(inherited(node, "line-height"), size),
        features=features_in(inherited(node, "font-feature-settings")),
        small_capitals="small-caps" in caps,
    )


def small(type_: Type) -> float:
    """Return the size of capitals that stand for small letters."""
    return type_.size * _SMALL


def _length(node: Element, name: str, size: float) -> float:
    return user_units(inherited(node, name), Base(_NOWHERE, size), percent_of=size) or 0.0


def _leading(written: str | None, size: float) -> float:
    word = (written or "").strip().lower()
    if not word or word == "normal":
        return _USUAL_LEADING * size
    try:
        return float(word) * size
    except ValueError:
        value = user_units(word, Base(_NOWHERE, size), percent_of=size)
        return value if value is not None else _USUAL_LEADING * size


def _raw(node: Element) -> Iterator[Char]:
    """Yield the characters of an element and all in it, as they are written."""
    yield from (Char(text=sign, node=node) for sign in str(node.text or ""))
    for child in node:
        if local_name(child) in _SPANS and str(child.get("display", "")) != "none":
            yield from _raw(child)
        yield from (Char(text=sign, node=node) for sign in str(child.tail or ""))


def keeps_blanks(node: Element) -> bool:
    """Tell whether blanks of an element are shown as they are written (SVG 2, 11.7.3)."""
    kept = inherited(node, f"{{{XML}}}space") == "preserve"
    return kept or (inherited(node, "white-space") or "").startswith(("pre", "break"))


def _spaced(chars: list[Char]) -> list[Char]:
    """Give every character the blanks that SVG shows; those that are not shown get an empty text."""
    kept = {id(char.node): keeps_blanks(char.node) for char in chars}
    before: Char | None = None
    for char in chars:
        is_kept = kept[id(char.node)]
        char.is_break = is_kept and char.text in _BREAKS
        char.text = _BLANK.sub(" ", char.text)
        if char.text == " " and not is_kept and (before is None or before.text == " "):
            char.text = ""
        before = char if char.text else before
    for char in reversed(chars):
        if char.text and (char.text != " " or kept[id(char.node)]):
            break
        char.text = ""
    _without_indents([char for char in chars if char.text])
    return chars


def _without_indents(chars: list[Char]) -> None:
    """Take blanks away that only part the lines of a file: those before an element that puts the pen."""
    for before, char in pairwise(chars):
        if before.text == " " and char.node is not before.node and _puts_pen(char.node):
            before.text = "" if not keeps_blanks(before.node) else before.text


def _puts_pen(node: Element) -> bool:
    return node.get("x") is not None or node.get("y") is not None


def _ranges(text: Element, chars: list[Char]) -> list[tuple[Element, int, int]]:
    """Return every element of a text that has lists of places, outer ones first, with its characters.

    Characters that are not shown have no place in a list (SVG 2, 11.5.1), so indices are of those shown.
    """
    shown = [char for char in chars if char.text]
    chars[:] = shown
    within: dict[Element, list[int]] = {}
    for index, char in enumerate(shown):
        node: Element | None = char.node
        while node is not None:
            within.setdefault(node, []).append(index)
            node = node.getparent() if node is not text else None
    return [
        (node, within[node][0], within[node][-1] + 1)
        for node in text.iter("*")
        if node in within and any(name in node.attrib for name in ("x", "y", "dx", "dy", "rotate"))
    ]


def _place(node: Element, chars: list[Char]) -> None:
    """Write the lists of places of an element to its characters; what stands further in, counts."""
    for char, value in zip(chars, _lengths(node, "x"), strict=False):
        char.x = value
    for char, value in zip(chars, _lengths(node, "y"), strict=False):
        char.y = value
    for char, value in zip(chars, _lengths(node, "dx"), strict=False):
        char.dx = value
    for char, value in zip(chars, _lengths(node, "dy"), strict=False):
        char.dy = value
    turns = _numbers(str(node.get("rotate", "")))
    for index, char in enumerate(chars if turns else ()):
        char.rotate = turns[min(index, len(turns) - 1)]


def _lengths(node: Element, name: str) -> Iterator[float]:
    written = node.get(name)
    if written is None:
        return
    base = Base(_NOWHERE, font_size_of(node, _NOWHERE))
    for part in _PARTS.split(str(written).strip()):
        value = user_units(part, base, percent_of=0.0)
        if value is None:
            return
        yield value


@lru_cache(maxsize=256)
def _numbers(written: str) -> tuple[float, ...]:
    found = []
    for part in _PARTS.split(written.strip()):
        try:
            found.append(float(part))
        except ValueError:
            break
    return tuple(found)
