"""Reading SVG without trust: the one XML parser of the toolkit, and its limits.

Nothing is fetched, and size, depth and number of elements have limits: engines overflow their stack on deep
nesting. A person's file may have a document type with short entities (see `opening`); a laid-out SVG has
none, since an entity can read a file or fill the memory.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from toolkit.svg.document import SVG, Element, svg_tag
from toolkit.svg.opening import OpeningError, opened


class SvgError(ValueError):
    """A drawing that cannot be read, with the reason in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a document may be: the file in bytes, levels of nesting with the root, number of elements."""

    size: int
    depth: int
    elements: int
    is_from_a_tool: bool = False
    """Whether it may be packed, in another encoding, or have a DOCTYPE, as design tools write them."""

    def check_size(self, data: bytes) -> None:
        """Raise `SvgError` for a file that is too large to be read at all."""
        if len(data) > self.size:
            raise SvgError(f"the file has {len(data):,} bytes; at most {self.size:,} are read")

    def check_tree(self, root: Element) -> None:
        """Raise `SvgError` for a tree with too many levels or elements."""
        # libxml2 counts faster than a loop does; nothing here recurses, however deep the tree is.
        if etree.XPath(f"boolean({'/*' * (self.depth + 1)})")(root):
            raise SvgError(f"groups are nested more than {self.depth} deep; flatten them")
        count = _count(root)
        if count > self.elements:
            raise SvgError(
                f"the drawing has {count:,} elements; at most {self.elements:,} are read: "
                "simplify it, or place its finest parts as one picture"
            )


# resvg ends the process at about 250 nested groups on an 8 MB stack; drawings by people stay under 30 levels.
FILE: Final = Limits(size=20_000_000, depth=64, elements=100_000, is_from_a_tool=True)
"""What a person's file may be."""
LAID_OUT: Final = Limits(size=80_000_000, depth=80, elements=100_000)
"""What a laid-out SVG may be: photographs have joined it, and groups around words and textures."""

_COUNT: Final = etree.XPath("count(//*)")
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# In these every ASCII character is its own byte, so that a DOCTYPE cannot hide from a search.
_PLAIN_ENCODINGS: Final = re.compile(
    rb"utf-?8|us-ascii|ascii|iso-8859-\d+|latin-?1|windows-125\d", re.IGNORECASE
)
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")


def parse(svg: bytes | str, limits: Limits) -> Element:
    """Return the root of an SVG document; comments are left out, processing instructions are kept.

    Its elements have no prefix, however they were written.

    Raises `SvgError` for what is too large or too deep, is not well-formed XML, has a document type that may
    not be, is written in a rare encoding, or whose root is not `svg`.
    """
    data = svg.encode() if isinstance(svg, str) else svg
    limits.check_size(data)
    if limits.is_from_a_tool:
        data = _opened(data, limits)
    else:
        _refuse_doctype(data)
    resolved: Any = "internal" if limits.is_from_a_tool else False  # its stubs know only bool
    parser = etree.XMLParser(
        resolve_entities=resolved,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SvgError(f"not well-formed XML: {_told(str(error.msg), limits)}") from error
    except ValueError as error:
        raise SvgError(f"not well-formed XML: {error}") from error
    if root.tag != svg_tag("svg"):
        raise SvgError("the root element is not <svg> in the SVG namespace")
    limits.check_tree(root)
    return _without_prefix(root) if root.prefix else root


def _told(message: str, limits: Limits) -> str:
    """Return what libxml2 says of a fault, without its advice for programmers."""
    if "Excessive depth" in message:
        return f"groups are nested more than {limits.depth} deep; flatten them"
    return message.partition(", use XML_PARSE_HUGE")[0].removeprefix("internal error: ")


def _opened(data: bytes, limits: Limits) -> bytes:
    try:
        return opened(data, limits.size)
    except OpeningError as error:
        raise SvgError(str(error)) from error


def _refuse_doctype(data: bytes) -> None:
    """Raise `SvgError` for a document type, and for an encoding in which one could not be found."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if data.startswith(_WIDE_MARKS) or (declared and not _PLAIN_ENCODINGS.fullmatch(declared[1])):
        raise SvgError("the file is not written in UTF-8; save it as plain SVG in UTF-8")
    if _DOCTYPE.search(data):
        raise SvgError("a DOCTYPE is not allowed; save it as plain SVG")


def _without_prefix(root: Element) -> Element:
    """Return a root whose namespace is the default one: some programs write ``<svg:svg>``, few read it."""
    spaces = {name: uri for name, uri in root.nsmap.items() if name and uri != SVG}
    declared: Any = {None: SVG, **spaces}  # the stubs of lxml know no default namespace
    plain = etree.Element(
        root.tag, {str(key): str(value) for key, value in root.attrib.items()}, nsmap=declared
    )
    plain.text = root.text
    # An element that is moved takes the prefix, or none, that its new parent has for its namespace.
    plain.extend(list(root))
    etree.cleanup_namespaces(plain, keep_ns_prefixes=list(spaces))
    return plain


def _count(root: Element) -> int:
    found: Any = _COUNT(root)
    return int(found)
