"""Strata: what lies on a ground, cut in the order of painting into words and what stands around them.

Words differ from language to language; panels, patterns and logos hardly ever do. So these are painted once,
and words where their ink is. Cutting follows from one drawing alone, never from what is painted beside it.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Self
from xml.sax.saxutils import quoteattr

from lxml import etree

from toolkit.render.document import NOT_PAINTED, box_text, local_name
from toolkit.render.patch import PixelBox
from toolkit.units import PixelSize, Rect

__all__ = ["BLENDS", "INK", "Parting", "Stratum", "Wrapping", "parting_of", "strata_of"]

INK: Final = "data-ink"
"""The attribute of a group of words that says where its ink is: x, y, width, height in units of the root."""

# What a group may have and still mean nothing but "these belong together".
_PLAIN: Final = frozenset({"id", "transform"})
# What words may have and still paint nothing outside of their outlines.
_OUTLINE: Final = frozenset(
    {"id", "transform", "d", "fill", "fill-rule", "fill-opacity", "opacity", "x", "y", "width", "height"}
    | {"aria-label", INK}
)
_REFERENCE: Final = re.compile(r"url\((?:&quot;|['\"\s])*#([^)'\"\s&]+)|href=\"#([^\"]+)\"")
_ID: Final = re.compile(r"\sid=\"([^\"]+)\"")
# From how many elements on a part takes longer to paint than to lay something over it; one picture is enough.
_DEAR: Final = 24
# These look beyond the element they are written on, at brothers and parents.
_RULES: Final = etree.XPath("boolean(//*[local-name()='style'])")
BLENDS: Final = "mix-blend-mode"
"""What a drawing holds in which something mixes with all that lies below it."""

_Elements = AbstractSet[etree._Element]  # noqa: SLF001  lxml has no public name for its element type


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """A run of elements as SVG text, inside the groups they stand in.

    `wordless` is the same without words: all of it for furniture, nothing for plain words. `ink` holds all
    that is painted, in units of the root; None where that is not known.
    """

    svg: str
    wordless: str
    ink: Rect | None = None

    @property
    def is_furniture(self) -> bool:
        """Whether there are no words in it."""
        return self.wordless == self.svg


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """A ground as SVG text in three parts, one on the other; only the dear one is sure to hold something."""

    below: str
    dear: str
    above: str


@dataclass(frozen=True, slots=True)
class _Definition:
    """An element that is not painted where it stands, the ids in it, and the ids it refers to."""

    svg: str
    ids: frozenset[str]
    references: frozenset[str]

    @classmethod
    def of(cls, node: etree._Element) -> Self:
        svg = _text_of(node)
        return cls(svg, frozenset(_ID.findall(svg)), frozenset(_names_referred_to(svg)))


@dataclass(frozen=True)
class Wrapping:
    """What makes a document of a stratum: the attributes of a root but for its size, and its definitions."""

    root: etree._Element

    def document(self, svg: str, view: Rect, page: PixelSize, part: PixelBox) -> bytes:
        """Return a document of a part of a page, in px; `view` fills the page, in units of the root.

        The page stands inside, shifted by whole px: a viewBox of the part would round other coordinates, and
        edges of letters that lie between two pixels would fall to the other one. Of the definitions it holds
        those that the part refers to, so that what two drawings have in common is the same document.
        """
        width, height = part.size.width, part.size.height
        inner = f'x="{-part.left}" y="{-part.top}" width="{page.width}" height="{page.height}"'
        return (
            f'<svg{self._attributes} width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
            f'{self._wanted_by(svg)}<svg {inner} viewBox="{box_text(view)}" overflow="visible">{svg}'
            "</svg></svg>"
        ).encode()

    @cached_property
    def _attributes(self) -> str:
        spaces = self.root.nsmap.items()
        named = (f" xmlns{':' * bool(prefix)}{prefix or ''}={quoteattr(uri)}" for prefix, uri in spaces)
        return "".join(named) + _written(self.root)

    @cached_property
    def _definitions(self) -> tuple[_Definition, ...]:
        found = (node for node in _within_plain(self.root) if local_name(node) in NOT_PAINTED)
        return tuple(_Definition.of(node) for holder in found for node in _defined_in(holder))

    def _wanted_by(self, svg: str) -> str:
        """Return the definitions that a part refers to, and those that these refer to, in their order."""
        if _RULES(self.root):
            return f"<defs>{''.join(one.svg for one in self._definitions)}</defs>"
        names, found = _names_referred_to(svg), set[int]()
        if not names:
            return ""
        while more := {
            place
            for place, one in enumerate(self._definitions)
            if place not in found and not one.ids.isdisjoint(names)
        }:
            found |= more
            names.update(*(self._definitions[place].references for place in more))
        return f"<defs>{''.join(self._definitions[place].svg for place in sorted(found))}</defs>"


def _defined_in(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the definitions that can stand without each other."""
    if local_name(holder) == "defs" and _PLAIN.issuperset(holder.keys()):
        for child in holder:
            yield from _defined_in(child)
    else:
        yield holder


def _names_referred_to(svg: str) -> set[str]:
    # Most parts are thousands of numbers and no reference: these two looks are a hundred times as fast.
    if "url(" not in svg and 'href="#' not in svg:
        return set()
    return {one or other for one, other in _REFERENCE.findall(svg)}


def strata_of(root: etree._Element) -> tuple[Stratum, ...]:
    """Return the strata of a document, lowest first; a single one where cutting could change the picture."""
    groups = [group for group in root.iter("{*}g") if group.get("aria-label")]
    with_words = {node for group in groups for node in (group, *group.iterancestors())}
    found = tuple(_joined(_cut(root, "", "", with_words)))
    whole = "".join(stratum.svg for stratum in found)
    if _are_apart(root, found, whole):
        return found
    parts = [child for child in root if local_name(child) not in NOT_PAINTED]
    return (Stratum(svg="".join(map(_text_of, parts)), wordless="".join(map(_without_words, parts))),)


def parting_of(root: etree._Element) -> Parting | None:
    """Return a ground parted around what takes long to paint; none where there is no such thing.

    Drawings often have a texture in common, and differ in the light below it and the shades that lie on it.
    """
    parts = [child for child in root if local_name(child) not in NOT_PAINTED]
    dear = [place for place, part in enumerate(parts) if _is_dear(part)]
    if not dear:
        return None
    texts = [_text_of(part) for part in parts]
    ends = (0, dear[0], dear[-1] + 1, len(parts))
    below, middle, above = ("".join(texts[start:end]) for start, end in pairwise(ends))
    strata = tuple(Stratum(svg=svg, wordless=svg) for svg in (below, middle, above))
    is_apart = _are_apart(root, strata, "".join(texts))
    return Parting(below=below, dear=middle, above=above) if is_apart else None


def _is_dear(part: etree._Element) -> bool:
    nodes = [local_name(node) for node in part.iter("*")]
    return len(nodes) >= _DEAR or "image" in nodes


def _cut(element: etree._Element, before: str, after: str, with_words: _Elements) -> Iterator[Stratum]:
    """Yield a stratum for every part that is painted inside an element; it stands in these groups."""
    for child in element:
        if local_name(child) in NOT_PAINTED or _is_empty(child):
            continue
        if child in with_words and child.get("aria-label") is None and _is_plain(child):
            yield from _cut(child, f"{before}<g{_written(child)}>", f"</g>{after}", with_words)
            continue
        svg = f"{before}{_text_of(child)}{after}"
        if child not in with_words:
            yield Stratum(svg=svg, wordless=svg)
        elif child.get("aria-label") is not None:
            yield Stratum(svg=svg, wordless="", ink=_ink(child))
        else:
            yield Stratum(svg=svg, wordless=f"{before}{_without_words(child)}{after}")


def _joined(parts: Iterator[Stratum]) -> Iterator[Stratum]:
    """Yield strata with neighbouring pieces of furniture in one."""
    run = ""
    for part in parts:
        if part.is_furniture:
            run += part.svg
            continue
        if run:
            yield Stratum(svg=run, wordless=run)
        run = ""
        yield part
    if run:
        yield Stratum(svg=run, wordless=run)


def _are_apart(root: etree._Element, strata: tuple[Stratum, ...], whole: str) -> bool:
    """Tell whether each stratum looks the same when it is painted without the others."""
    return not _RULES(root) and BLENDS not in whole and not _reach_across(strata, whole)


def _reach_across(strata: tuple[Stratum, ...], whole: str) -> bool:
    """Tell whether a stratum refers to something that another one paints."""
    wanted = [(stratum.svg, names) for stratum in strata if (names := _names_referred_to(stratum.svg))]
    painted = set(_ID.findall(whole)) if wanted else set()
    return any(names & painted - set(_ID.findall(svg)) for svg, names in wanted)


def _within_plain(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements inside an element and inside its plain groups."""
    for child in element:
        yield child
        if _is_plain(child):
            yield from _within_plain(child)


def _is_plain(element: etree._Element) -> bool:
    return local_name(element) == "g" and _PLAIN.issuperset(element.keys())


def _is_empty(element: etree._Element) -> bool:
    return local_name(element) == "g" and len(element) == 0


def _ink(words: etree._Element) -> Rect | None:
    """Return the box that words claim to paint in; None without one, or if they may paint outside of it."""
    numbers = words.get(INK, "").split()
    if len(numbers) != len(Rect.__slots__) or not all(map(_OUTLINE.issuperset, _names(words))):
        return None
    return Rect(*map(float, numbers))


def _names(words: etree._Element) -> Iterator[list[str]]:
    """Yield the names of the attributes of every element of words."""
    for node in words.iter("*"):
        yield [str(name) for name in node.keys()]  # noqa: SIM118 - an element is not a dictionary


def _written(element: etree._Element) -> str:
    """Return the attributes of an element as they stand in its tag, but for the size of a root."""
    prefixes = {uri: f"{prefix}:" for prefix, uri in element.nsmap.items() if prefix}
    prefixes["http://www.w3.org/XML/1998/namespace"] = "xml:"
    names = ((etree.QName(name), str(value)) for name, value in element.attrib.items())
    return "".join(
        f" {prefixes.get(name.namespace or '', '')}{name.localname}={quoteattr(value)}"
        for name, value in names
        if name.text not in ("viewBox", "width", "height")
    )


def _text_of(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _without_words(element: etree._Element) -> str:
    """Return an element as text, without the words in it."""
    copy = deepcopy(element)
    for group in [node for node in copy.iter("{*}g") if node.get("aria-label")]:
        parent = group.getparent()
        if parent is None:
            return ""
        parent.remove(group)
    return _text_of(copy)
