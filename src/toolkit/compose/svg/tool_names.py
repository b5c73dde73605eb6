"""Names of layers and objects as each design tool writes them, undone to what the designer typed.

Inkscape, Figma, Illustrator, Affinity, Penpot, Sketch, Corel, Vectornator and LibreOffice have each their own
attribute for a name and their own escapes in `id`. Here one label stands for all of them.
"""

import re
import sys
from collections.abc import Iterator
from typing import Final

from toolkit.compose.svg.layer_names import LABEL
from toolkit.svg.document import Element

_CARRIERS: Final = (
    "{http://www.serif.com/}id",
    "data-name",
    "{http://vectornator.io}layerName",
    "{https://penpot.app/xmlns}name",
    "{http://xml.openoffice.org/svg/export}name",
)
_LOCAL_CARRIERS: Final = frozenset({"layerName"})
_HEX_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{2,6})_")
# Ids of other characters may get another one, so that references to them need no quotes.
_PLAIN_ID: Final = re.compile(r"[\w.@-]+")
_MOST_UNDONE: Final = 3  # files that were opened and saved again are escaped twice
# What tools put behind the name of a copy: `_2_`, `-2`, `_2`, ` (2)`, ` copy 2`.
_COPY: Final = re.compile(r"(?:_\d+_|[-_]\d+| \(\d+\)| copy(?: \d+)?)$")


def mark_labels(root: Element) -> None:
    """Give every element whose name stands elsewhere, or is escaped, the label that its designer typed."""
    for element in root.iter("*"):
        if LABEL in element.attrib:
            continue
        name = next(_names(element), "")
        if name and (name != element.get("id") or not _PLAIN_ID.fullmatch(name)):
            element.set(LABEL, name)


def _names(element: Element) -> Iterator[str]:
    for carrier in _CARRIERS:
        if written := str(element.get(carrier, "")).strip():
            yield repaired(written)
    for attribute, value in element.attrib.items():
        if str(attribute).rpartition("}")[2] in _LOCAL_CARRIERS and str(value).strip():
            yield repaired(str(value).strip())
    if written := str(element.get("id", "")).strip():
        yield repaired(unescaped(written))


def unescaped(name: str) -> str:
    """Return an id with Illustrator's and Corel's `_xHH_` undone."""
    for _ in range(_MOST_UNDONE):
        plain = _HEX_ESCAPE.sub(_character, name)
        if plain == name:
            break
        name = plain
    return name


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= sys.maxunicode and chr(code).isprintable() else match[0]


def repaired(name: str) -> str:
    """Return a name whose UTF-8 bytes were written as characters one by one (Figma) put together again."""
    if name.isascii():
        return name
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def folded(name: str) -> str:
    """Return what spellings of a name have in common: case, spaces, hyphens and underscores do not count."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def without_copy_suffix(name: str) -> str:
    """Return a name without what tools put behind that of a copy."""
    return _COPY.sub("", name)
