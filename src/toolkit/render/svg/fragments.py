"""Fragments: parts of a drawing as documents of their own, with the definitions they need."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self
from xml.sax.saxutils import escape

from lxml import etree

from toolkit.render.pixels import PixelBox
from toolkit.render.svg.sizing import box_text
from toolkit.svg.document import NOT_PAINTED, local_name
from toolkit.svg.laid_out import SLOT
from toolkit.svg.references import ids_in, names_referred_to
from toolkit.units import PixelSize, Rect

__all__ = ["SvgFragments", "attributes_of", "is_plain", "text_of"]

# What a group may have and still mean nothing but "these belong together".
_PLAIN: Final = frozenset({"id", "transform", SLOT})


@dataclass(frozen=True, slots=True)
class _Definition:
    """An element that is not painted where it stands, the ids in it, and the ids it refers to."""

    svg: str
    ids: frozenset[str]
    references: frozenset[str]

    @classmethod
    def of(cls, node: etree._Element) -> Self:
        svg = text_of(node)
        return cls(svg, frozenset(ids_in(svg)), frozenset(names_referred_to(svg)))


@dataclass(frozen=True)
class SvgFragments:
    """What makes a document of a layer: the attributes of a root but for its size, and its definitions."""

    root: etree._Element
    _reached: dict[frozenset[str], tuple[frozenset[str], tuple[int, ...]]] = field(default_factory=dict)

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
            f'{self.wanted_by(svg)}<svg {inner} viewBox="{box_text(view)}" overflow="visible">{svg}'
            "</svg></svg>"
        ).encode()

    @cached_property
    def _attributes(self) -> str:
        spaces = self.root.nsmap.items()
        named = (f" xmlns{':' * bool(prefix)}{prefix or ''}={_quoted(uri)}" for prefix, uri in spaces)
        return "".join(named) + attributes_of(self.root)

    @cached_property
    def _definitions(self) -> tuple[_Definition, ...]:
        found = (node for node in _within_plain(self.root) if local_name(node) in NOT_PAINTED)
        return tuple(_Definition.of(node) for holder in found for node in _defined_in(holder))

    def wanted_by(self, svg: str) -> str:
        """Return the definitions that a part refers to, and those that these refer to, in their order."""
        if self.has_rules:
            return f"<defs>{''.join(one.svg for one in self._definitions)}</defs>"
        _, places = self._reached_from(svg)
        return f"<defs>{''.join(self._definitions[place].svg for place in places)}</defs>" if places else ""

    def names_reached_from(self, svg: str) -> frozenset[str]:
        """Return all ids that a part refers to, itself or through definitions."""
        return self._reached_from(svg)[0]

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """The ids that more than one element has: which of them is meant depends on what stands beside."""
        ids = Counter(str(node.get("id")) for node in self.root.iter("*") if node.get("id"))
        return frozenset(name for name, count in ids.items() if count > 1)

    @cached_property
    def has_rules(self) -> bool:
        """Whether there are CSS rules, which look at brothers and parents of what they speak of."""
        return bool(self.root.xpath("boolean(//*[local-name()='style'])"))

    def _reached_from(self, svg: str) -> tuple[frozenset[str], tuple[int, ...]]:
        """Return the ids that a part refers to in the end, and the places of the definitions among them."""
        names = frozenset(names_referred_to(svg) | self._own_names)
        if names not in self._reached:
            self._reached[names] = self._reached_by(names)
        return self._reached[names]

    def _reached_by(self, first: frozenset[str]) -> tuple[frozenset[str], tuple[int, ...]]:
        names, found = set(first), set[int]()
        while names and (
            more := {
                place
                for place, one in enumerate(self._definitions)
                if place not in found and not one.ids.isdisjoint(names)
            }
        ):
            found |= more
            names.update(*(self._definitions[place].references for place in more))
        return frozenset(names), tuple(sorted(found))

    @cached_property
    def _own_names(self) -> set[str]:
        return names_referred_to(self._attributes)


def _defined_in(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the definitions that can stand without each other."""
    if local_name(holder) == "defs" and _PLAIN.issuperset(holder.keys()):
        for child in holder:
            yield from _defined_in(child)
    else:
        yield holder


def _within_plain(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements inside an element and inside its plain groups."""
    for child in element:
        yield child
        if is_plain(child):
            yield from _within_plain(child)


def is_plain(element: etree._Element) -> bool:
    """Tell whether an element is a group that means nothing but that its members belong together."""
    return local_name(element) == "g" and _PLAIN.issuperset(element.keys())


def attributes_of(element: etree._Element) -> str:
    """Return the attributes of an element as they stand in its tag, but for the size of a root."""
    prefixes = {uri: f"{prefix}:" for prefix, uri in element.nsmap.items() if prefix}
    prefixes["http://www.w3.org/XML/1998/namespace"] = "xml:"
    names = ((etree.QName(name), str(value)) for name, value in element.attrib.items())
    return "".join(
        f" {prefixes.get(name.namespace or '', '')}{name.localname}={_quoted(value)}"
        for name, value in names
        if name.text not in ("viewBox", "width", "height")
    )


def _quoted(value: str) -> str:
    """Return a value in double quotes, as lxml writes it: `names_referred_to` reads no others."""
    return f'"{escape(value, {chr(34): "&quot;", chr(10): "&#10;", chr(9): "&#9;", chr(13): "&#13;"})}"'


def text_of(element: etree._Element) -> str:
    """Return an element as SVG text."""
    return etree.tostring(element, encoding="unicode", with_tail=False)
