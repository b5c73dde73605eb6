"""References: the ids that parts of a drawing have, and those they refer to, however they are spelled."""

import re
from functools import lru_cache
from html import unescape
from typing import Final

__all__ = ["ids_in", "names_in_value", "names_referred_to"]

# CSS names functions in any case; what stands in quotes may hold blanks and brackets (CSS Values 4, 4.5).
_URL: Final = re.compile(r"url\(\s*(?:\"#([^\"]*)|'#([^']*)|#([^)\s]*))", re.IGNORECASE)
_SIGNS: Final = ("url(", 'href="#')
_PAINT: Final = re.compile(r"\"([^\"]*url\([^\"]*)\"", re.IGNORECASE)
_LINK: Final = re.compile(r"[\s:]href=\"#([^\"]*)\"")
_ID: Final = re.compile(r"\sid=\"([^\"]+)\"")


def names_in_value(attribute: str, value: str) -> tuple[str, ...]:
    """Return the ids that an attribute, named without prefix, refers to: ``href``, ``url(#…)``."""
    if attribute == "href":
        return (value[1:],) if value.startswith("#") else ()
    return tuple(quoted or single or plain for quoted, single, plain in _URL.findall(value))


def names_referred_to(svg: str) -> set[str]:
    """Return the ids that SVG text, as lxml writes it, refers to anywhere."""
    # Most parts are thousands of numbers and no reference: this look is hundreds of times as fast.
    small = svg.lower()
    return set(_names(svg)) if any(sign in small for sign in _SIGNS) else set()


@lru_cache(maxsize=256)
def _names(svg: str) -> frozenset[str]:
    # The pictures of a scene have most of their parts in common.
    painted = (name for value in _PAINT.findall(svg) for name in names_in_value("", unescape(value)))
    return frozenset((*painted, *map(unescape, _LINK.findall(svg))))


def ids_in(svg: str) -> list[str]:
    """Return the ids in SVG text, as lxml writes it, as often as they occur."""
    return [unescape(name) for name in _ID.findall(svg)]
