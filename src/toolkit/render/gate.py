"""The gate: what must never reach an engine, however it got into the drawing.

A laid-out SVG holds no text, no script, no document type and no reference outside itself, and painting it
takes a bounded number of steps. Engines differ in what they do with the rest: resvg opens files named in
``href``, CairoSVG follows 10^9 nested references, all end badly with groups hundreds of levels deep.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from toolkit.render.document import read_svg
from toolkit.render.pixels import RenderError

# resvg ends the process at about 250 nested groups on an 8 MB stack; drawings by people stay under 30.
_MAX_DEPTH: Final = 64
_MAX_ELEMENTS: Final = 100_000
# Elements painted after every reference is followed; CairoSVG needs minutes for 10^6.
_MAX_PAINTED: Final = 200_000
_TEXT: Final = frozenset({"text", "tspan", "textPath", "tref", "altGlyph"})
_ACTIVE: Final = frozenset(
    {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "canvas"}
)
_GEOMETRY: Final = frozenset({"d", "points", "transform"})
# Words for people, which may well hold an address or a backslash; no engine looks at them.
_WORDS: Final = ("aria-", "data-")
_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_OUTSIDE_URL: Final = re.compile(r"url\((?!\s*['\"]?#)|@import|@font-face|image-set\(|\\", re.IGNORECASE)
_CSS_REFERENCE: Final = re.compile(r"url\(|@import|@font-face|image-set\(|\\", re.IGNORECASE)
_OWN_URL: Final = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)", re.IGNORECASE)
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


def refuse(svg: bytes | str) -> tuple[str, ...]:
    """Return the reasons, in plain words, why a drawing must not reach an engine; empty when it may."""
    try:
        return refused_in(read_svg(svg))
    except RenderError as error:
        return (str(error),)


def admitted(svg: bytes | str) -> etree._Element:
    """Return the root of a drawing that may reach an engine; raise `RenderError` with every reason if not."""
    root = read_svg(svg)
    if reasons := refused_in(root):
        raise RenderError(f"the drawing is not a laid-out SVG: {'; '.join(reasons)}")
    return root


def refused_in(root: etree._Element) -> tuple[str, ...]:
    """Return the reasons against a document that has been read; each reason once, in document order."""
    reasons = dict.fromkeys(_document_reasons(root))
    for count, (element, depth) in enumerate(_walk(root)):
        if depth > _MAX_DEPTH or count > _MAX_ELEMENTS:
            return (*reasons, f"more than {_MAX_DEPTH} levels or {_MAX_ELEMENTS:,} elements")
        reasons.update(dict.fromkeys(_element_reasons(element)))
    if not reasons:
        reasons.update(dict.fromkeys(_reference_reasons(root)))
    return tuple(reasons)


def _walk(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield every node under the root with its depth, without recursion."""
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "pi", "comment")):
        if event == "end":
            depth -= 1
        else:
            yield node, depth
            depth += event == "start"


def _document_reasons(root: etree._Element) -> Iterator[str]:
    """Yield what is wrong around the root element."""
    if root.getroottree().docinfo.internalDTD is not None:
        yield "a DOCTYPE"
    if root.getprevious() is not None:
        yield "a processing instruction"


def _element_reasons(element: etree._Element) -> Iterator[str]:
    """Yield what is wrong with one node; names count whatever their namespace, as engines differ there."""
    if not isinstance(element.tag, str):
        yield "a processing instruction or an entity"
        return
    name = element.tag.rpartition("}")[2]
    if name in _TEXT:
        yield f"text that was not turned into outlines (<{name}>)"
    if name in _ACTIVE:
        yield f"active or foreign content (<{name}>)"
    if name == "style" and _CSS_REFERENCE.search("".join(map(str, element.itertext()))):
        yield "a reference inside CSS rules"
    for attribute, value in element.attrib.items():
        yield from _attribute_reasons(name, str(attribute), str(value))


def _attribute_reasons(element: str, attribute: str, value: str) -> Iterator[str]:
    """Yield what is wrong with one attribute."""
    name = attribute.rpartition("}")[2]
    if name in _GEOMETRY or name.startswith(_WORDS):
        return
    if name in ("href", "src"):
        if not (value.startswith("#") or (element in ("image", "feImage") and _PICTURE.match(value))):
            yield f'a reference outside the drawing ({name}="{value[:40]}")'
    elif attribute == _XML_BASE:
        yield "a base address (xml:base)"
    elif name.startswith("on"):
        yield f"a script (the attribute {name})"
    elif _OUTSIDE_URL.search(value):
        yield f'a reference outside the drawing ({name}="{value[:40]}")'


def _reference_reasons(root: etree._Element) -> Iterator[str]:
    """Yield what is wrong with the references inside the drawing: circles, chains and explosions."""
    try:
        painted = _Painting(root).cost(root)
    except RenderError as error:
        yield str(error)
        return
    if painted > _MAX_PAINTED:
        yield f"references that unfold to more than {_MAX_PAINTED:,} elements"


class _Painting:
    """Counts the elements that painting touches when every reference is followed."""

    def __init__(self, root: etree._Element) -> None:
        self._by_id = {str(node.get("id")): node for node in root.iter("*") if node.get("id")}
        self._costs: dict[str, int] = {}
        self._trail: list[str] = []

    def cost(self, element: etree._Element) -> int:
        """Return the count for one element, everything inside it and everything these refer to."""
        total = 0
        for node in element.iter("*"):
            total += 1 + sum(self._cost_of(name) for name in _references(node))
        return total

    def _cost_of(self, name: str) -> int:
        """Return the count for the element with an id; raise `RenderError` on circles and long chains."""
        if name in self._costs or name not in self._by_id:
            return self._costs.get(name, 0)
        if name in self._trail:
            raise RenderError(f"a reference that comes back to itself (#{name})")
        if len(self._trail) >= _MAX_DEPTH:
            raise RenderError(f"a chain of more than {_MAX_DEPTH} references")
        self._trail.append(name)
        self._costs[name] = self.cost(self._by_id[name])
        self._trail.pop()
        return self._costs[name]


def _references(element: etree._Element) -> Iterator[str]:
    """Yield the ids an element refers to, by ``href`` and by ``url(#…)``."""
    for attribute, value in element.attrib.items():
        text = str(value)
        name = str(attribute).rpartition("}")[2]
        if name == "href" and text.startswith("#"):
            yield text[1:]
        elif name not in _GEOMETRY and "(" in text:
            yield from _OWN_URL.findall(text)
