"""Which word of a drawing is where in a picture: each word is painted in a colour that is its number.

A colour on white keeps its direction from white whatever its opacity, so the soft edges of letters count too.
There are 37 such colours that are told apart for certain; two pictures tell 1,369 words apart.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from typing import Final

import numpy as np
from lxml import etree
from numpy.typing import NDArray

SVG: Final = "http://www.w3.org/2000/svg"
_INKSCAPE: Final = "http://www.inkscape.org/namespaces/inkscape"
_STEPS: Final = 3
# Distances from white, by thirds; the largest is whole, so that every direction is there once.
_COLOURS: Final = [steps for steps in product(range(_STEPS + 1), repeat=3) if max(steps) == _STEPS]
MOST_WORDS: Final = len(_COLOURS) ** 2
_LEAST_INK: Final = 64  # levels; lighter pixels do not tell their colour for certain
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\S+")
_SPAN_OF: Final = {
    "text": "tspan",
    "tspan": "tspan",
    "textPath": "tspan",
    "a": "tspan",
    "flowPara": "flowSpan",
}
_SPAN_OF_FLOW: Final = {"flowSpan": "flowSpan", "flowRoot": "flowSpan", "flowDiv": "flowSpan"}
_TEXTS: Final = ("text", "flowRoot")
_DEFINED: Final = frozenset({"defs", "clipPath", "mask", "pattern", "marker", "symbol", "filter", "style"})
_EFFECTS: Final = ("filter", "mask", "clip-path", "opacity", "mix-blend-mode", "stroke-opacity", "display-p3")
_EFFECT_RULES: Final = re.compile(r"(?<![\w-])(?:filter|mask|clip-path|mix-blend-mode)\s*:[^;}]*")
Box = tuple[float, float, float, float]


def without_words(root: etree._Element) -> etree._Element:
    """Return a copy of a drawing without any text."""
    bare = deepcopy(root)
    for node in list(bare.iter(*_tags(*_TEXTS))):
        _take_out(node)
    return bare


def only_words(
    root: etree._Element, whole: frozenset[str] = frozenset(), *, for_inkscape: bool = False
) -> tuple[etree._Element, ...]:
    """Return two copies of a drawing with nothing but its words, each in the colour of a digit of its number.

    Texts with one of the labels `whole`, and templates, count as one word: what is set anew has one colour.
    `for_inkscape` writes blanks so that Inkscape keeps them, which loses those at the ends of spans.
    """
    plain = deepcopy(root)
    if for_inkscape:
        for text in plain.iter(*_tags(*_TEXTS)):
            _write_blanks(text)
    _leave_only_texts(plain)
    return tuple(_marked(plain, digit, whole) for digit in (0, 1))


def _write_blanks(text: etree._Element) -> None:
    """Write the blanks of a text as they are shown, and say that they are to be kept."""
    if any(node.get(_SPACE) == "preserve" for node in (text, *text.iterancestors())):
        return
    if "white-space:pre" in str(text.get("style", "")).replace(" ", ""):
        return
    for node in text.iter("*"):
        node.text = _shown(node.text)
        if node is not text:
            node.tail = _shown(node.tail)
    text.set(_SPACE, "preserve")


def _shown(words: str | None) -> str | None:
    """Return words with single blanks; none where a line of the file ends between two elements."""
    if words is None or (not words.strip() and "\n" in words):
        return None
    return _BLANKS.sub(" ", words)


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{SVG}}}{name}" for name in names)


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _take_out(node: etree._Element) -> None:
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _leave_only_texts(root: etree._Element) -> None:
    """Take out whatever paints and is no text, and what would change the colours of words."""
    kept: set[etree._Element] = set()
    for node in root.iter("*"):
        is_text = _name(node) in _TEXTS or any(_name(up) in _TEXTS for up in node.iterancestors())
        if is_text or _name(node) in _DEFINED or any(_name(up) in _DEFINED for up in node.iterancestors()):
            kept |= {node, *node.iterancestors()}
    shapes = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"}
    for node in list(root.iter("*")):
        defined = any(_name(up) in (*_DEFINED, "flowRegion") for up in node.iterancestors())
        if _name(node) in shapes and not defined:
            _hide(node)  # flowed texts and texts on paths point to shapes
    for node in root.iter("*"):
        if _name(node) == "style":
            node.text = _EFFECT_RULES.sub("", "".join(map(str, node.itertext())))
        for key in _EFFECTS:
            node.attrib.pop(key, None)
        if "style" in node.attrib:
            names = [part for part in str(node.get("style")).split(";") if _property(part) not in _EFFECTS]
            node.set("style", ";".join(names))


def _property(declaration: str) -> str:
    return declaration.partition(":")[0].strip().lower()


def _hide(node: etree._Element) -> None:
    parts = [
        part for part in str(node.get("style", "")).split(";") if _property(part) not in ("fill", "stroke")
    ]
    node.set("style", ";".join([*parts, "fill:none", "stroke:none"]))
    if _name(node) == "image":
        _take_out(node)


def _marked(plain: etree._Element, digit: int, whole: frozenset[str]) -> etree._Element:
    root = deepcopy(plain)
    number = 0
    for text in list(root.iter(*_tags(*_TEXTS))):
        joined = "{{" in "".join(map(str, text.itertext())) or _is_named(text, whole)
        number = _mark(text, text, number, digit, joined=joined)
        number += joined
    return root


def _is_named(text: etree._Element, whole: frozenset[str]) -> bool:
    label = f"{{{_INKSCAPE}}}label"
    return any(
        str(node.get(key, "")) in whole
        for node in (text, *text.iterancestors())
        for key in (label, "id", "data-name")
    )


def _mark(node: etree._Element, text: etree._Element, number: int, digit: int, *, joined: bool) -> int:
    """Put every word of an element into a span in the colour of its number; return the next number."""
    for child in list(node):
        if _name(child) in ("flowRegion", "flowRegionExclude", "title", "desc", "style", ""):
            continue
        tail, child.tail = child.tail, None
        # The order of numbers does not matter: both pictures give them alike.
        number = _mark(child, text, number, digit, joined=joined)
        spans, rest = _spans(tail or "", node, number, digit, joined=joined)
        number += 0 if joined else len(spans)
        place = node.index(child)
        child.tail = rest
        node[place + 1 : place + 1] = spans
    spans, rest = _spans(node.text or "", node, number, digit, joined=joined)
    node.text = rest
    node[0:0] = spans
    return number + (0 if joined else len(spans))


def _spans(
    words: str, node: etree._Element, number: int, digit: int, *, joined: bool
) -> tuple[list[etree._Element], str]:
    """Return a span for every word, and the blanks before the first."""
    tag = {**_SPAN_OF, **_SPAN_OF_FLOW}.get(_name(node), "tspan")
    spans: list[etree._Element] = []
    start, rest = 0, ""
    for match in _WORD.finditer(words):
        before = words[start : match.start()]
        if spans:  # Inkscape loses blanks that stand alone between spans
            spans[-1].text = f"{spans[-1].text}{before}"
        else:
            rest = before
        own = number if joined else number + len(spans)
        span = etree.Element(f"{{{SVG}}}{tag}", {"style": _painted(own, digit)})
        span.text = match[0]
        spans.append(span)
        start = match.end()
    if spans:
        spans[-1].text = f"{spans[-1].text}{words[start:]}"
        return spans, rest
    return spans, words


def _painted(number: int, digit: int) -> str:
    place = (number // len(_COLOURS) if digit else number) % len(_COLOURS)
    red, green, blue = (round(255 * (1 - step / _STEPS)) for step in _COLOURS[place])
    return (
        f"fill:#{red:02x}{green:02x}{blue:02x};fill-opacity:1;stroke:none;opacity:1;"
        "mix-blend-mode:normal;text-decoration:none"
    )


def boxes(pictures: tuple[NDArray[np.uint8], NDArray[np.uint8]]) -> dict[int, Box]:
    """Return the box of ink of every word that two pictures show, by its number; px."""
    first, second = (_digits(picture) for picture in pictures)
    numbers = np.where((first >= 0) & (second >= 0), second * len(_COLOURS) + first, -1)
    return dict(_boxes(numbers))


def _digits(picture: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return for each pixel the place of its colour in the list, or -1."""
    away = 255 - picture.astype(np.int64)
    most = away.max(axis=2)
    steps = np.rint(away * _STEPS / np.maximum(most, 1)[..., None]).astype(np.int64)
    table = np.full((_STEPS + 1,) * 3, -1)
    for place, colour in enumerate(_COLOURS):
        table[colour] = place
    found = table[steps[..., 0], steps[..., 1], steps[..., 2]]
    return np.where(most >= _LEAST_INK, found, -1)


def _boxes(numbers: NDArray[np.int64]) -> Iterator[tuple[int, Box]]:
    rows, columns = np.nonzero(numbers >= 0)
    values = numbers[rows, columns]
    order = np.argsort(values, kind="stable")
    values, rows, columns = values[order], rows[order], columns[order]
    cuts = np.nonzero(np.diff(values))[0] + 1
    for start, end in zip([0, *cuts], [*cuts, len(values)], strict=True):
        if end > start:
            down, across = rows[start:end], columns[start:end]
            box = (float(across.min()), float(down.min()), float(across.max()) + 1, float(down.max()) + 1)
            yield int(values[start]), box
