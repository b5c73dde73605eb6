"""References inside a drawing: ``url(#a)`` in paints and effects, ``href`` and ``xlink:href`` of links.

Everything that follows or renames references reads them here, so that all parts of the toolkit agree on which
spellings count: ``url(#a)``, ``URL(#a)``, ``url("#a")``, ``url('#a')``, and blanks inside the brackets and
around the value of a link (CSS Values 4, 4.5; SVG 2, 16.1.5).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from html import unescape
from itertools import chain, count
from typing import Final, cast

from lxml import etree

from toolkit.svg.document import XLINK, Element, bare_name, local_name

__all__ = [
    "element_ids",
    "free_id",
    "ids_in",
    "is_plain",
    "leads_outside",
    "links_of",
    "make_plain",
    "names_in",
    "names_in_value",
    "names_referred_to",
    "reference_to",
    "rename",
    "rewrite",
]

# CSS names functions in any case; what stands in quotes may hold blanks and brackets (CSS Values 4, 4.5).
_URL: Final = re.compile(r"url\(\s*(?:\"#([^\"]*)\"?|'#([^']*)'?|#([^)\s]*))(?:\s*\))?", re.IGNORECASE)
_LINKS: Final = ("href", f"{{{XLINK}}}href")
_BLANKS: Final = " \t\r\n\f"
_SIGNS: Final = ("url(", 'href="')
_PAINT: Final = re.compile(r"\"([^\"]*url\([^\"]*)\"", re.IGNORECASE)
_LINK: Final = re.compile(r"[\s:]href=\"\s*#([^\"]*)\"")
_ID: Final = re.compile(r"\sid=\"([^\"]+)\"")
# Ids that every engine reads without quotes.
_PLAIN_NAME: Final = re.compile(r"[^\s\"'()\\,;#]+")
# Elements that may refer to something, found by libxml2: documents have thousands of others.
_REFERRING: Final = etree.XPath(
    """//*[@*[not(local-name() = 'd' or local-name() = 'points' or local-name() = 'transform')
    and (local-name() = 'href' or contains(., '('))]]"""
)
_NAMED: Final = etree.XPath("//*[@id]")
# Words for people may well hold an address; numbers never do.
_WORDS: Final = ("aria-", "data-")
_NUMBERS: Final = frozenset({"d", "points", "transform"})


def reference_to(name: str) -> str:
    """Write a reference to an id, as paints and effects have it: ``url(#name)``."""
    return f"url(#{name})"


def names_in_value(attribute: str, value: str) -> tuple[str, ...]:
    """Return the ids that the value of an attribute refers to; `attribute` is its name without prefix."""
    if attribute == "href":
        address = value.strip(_BLANKS)
        return (address[1:],) if address.startswith("#") else ()
    return tuple(quoted or single or plain for quoted, single, plain in _URL.findall(value))


def leads_outside(value: str) -> bool:
    """Tell whether the value of a paint or an effect refers to something outside of the drawing."""
    return "url(" in _URL.sub("", value).lower()


def names_in(element: Element) -> Iterator[str]:
    """Yield the ids that one element refers to by its attributes and, of a ``style``, by its rules."""
    for key, value in element.attrib.items():
        if _may_refer(name := bare_name(key)):
            yield from names_in_value(name, str(value))
    if local_name(element) == "style":
        yield from names_in_value("", "".join(map(str, element.itertext())))


def links_of(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the links of an element as (attribute, address); ``href`` comes before the older ``xlink:href``.

    Where an element has both, the first one counts (SVG 2, 16.1.6).
    """
    for key in _LINKS:
        value = element.get(key)
        if value is not None:
            yield key, str(value).strip(_BLANKS)


def names_referred_to(svg: str) -> set[str]:
    """Return the ids that SVG text, as lxml writes it, refers to anywhere."""
    # Most parts are thousands of numbers and no reference: this look is hundreds of times as fast.
    small = svg.lower()
    return set(_names(svg)) if any(sign in small for sign in _SIGNS) else set()


@lru_cache(maxsize=256)
def _names(svg: str) -> frozenset[str]:
    # The pictures of a scene have most of their parts in common.
    painted = (name for value in _PAINT.findall(svg) for name in names_in_value("", unescape(value)))
    links = (unescape(name).rstrip(_BLANKS) for name in _LINK.findall(svg))
    return frozenset((*painted, *links))


def ids_in(svg: str) -> list[str]:
    """Return the ids in SVG text, as lxml writes it, as often as they occur."""
    return [unescape(name) for name in _ID.findall(svg)]


def rewrite(attribute: str, value: str, names: Mapping[str, str]) -> str:
    """Return the value of an attribute with its references in the plain spelling, to the new names of ids."""
    found = names_in_value(attribute, value)
    if attribute == "href":
        return f"#{names.get(found[0], found[0])}" if found else value

    def plain(match: re.Match[str]) -> str:
        name = match[1] or match[2] or match[3] or ""
        return reference_to(names.get(name, name))

    return _URL.sub(plain, value) if found else value


def element_ids(root: Element) -> dict[str, int]:
    """Return the ids in a drawing, in their order, and how many elements have each."""
    return dict(Counter(str(element.get("id")) for element in _found(_NAMED, root)))


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return an id that nothing has: the one wanted, or that with a number behind it."""
    numbered = chain((wanted,), (f"{wanted}-{number}" for number in count(2)))
    return next(name for name in numbered if name not in taken)


def rename(root: Element, names: Mapping[str, str]) -> None:
    """Give ids of a drawing new names, and let everything that refers to them follow.

    References become plain on the way. Selectors of CSS rules are not followed.
    """
    for element in _found(_NAMED, root):
        own = str(element.get("id"))
        element.set("id", names.get(own, own))
    for element in _found(_REFERRING, root):
        for key, value in element.attrib.items():
            name = bare_name(key)
            if _may_refer(name) and (written := rewrite(name, str(value), names)) != value:
                element.set(key, written)


def is_plain(root: Element) -> bool:
    """Tell whether every reference is in the plain spelling: then `make_plain` changes nothing."""
    ids = element_ids(root)
    if not all(map(_PLAIN_NAME.fullmatch, ids)):
        return False
    values = (
        (name, str(value))
        for element in _found(_REFERRING, root)
        for key, value in element.attrib.items()
        if _may_refer(name := bare_name(key))
    )
    return all(rewrite(name, value, {}) == value for name, value in values)


def make_plain(root: Element) -> None:
    """Write every reference of a drawing as ``url(#a)`` or ``#a``, which all engines know.

    An id that would need quotes gets another name.
    """
    ids = element_ids(root)
    free = (name for number in count(1) if (name := f"id-{number}") not in ids)
    rename(root, {name: next(free) for name in ids if not _PLAIN_NAME.fullmatch(name)})


def _found(search: etree.XPath, root: Element) -> list[Element]:
    return cast("list[Element]", search(root))


def _may_refer(attribute: str) -> bool:
    return attribute not in _NUMBERS and not attribute.startswith(_WORDS)
