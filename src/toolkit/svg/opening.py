"""The first look at a file from a design tool: unpacked, in UTF-8, and with nothing in it that reads more.

Illustrator writes a DOCTYPE with entities for its namespaces, Inkscape packs drawings (`.svgz`), some tools
write UTF-16. All of that is harmless when it is bounded: an entity stands for a short text of this very file.
What would read another file, or grow without end, is refused here.
"""

import re
import zlib
from html.entities import html5
from typing import Final

_GZIP: Final = b"\x1f\x8b"
_UTF8_MARK: Final = b"\xef\xbb\xbf"
# UTF-32 first: its mark begins like that of UTF-16. Then what the first letter of XML looks like without one.
_WIDE: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARATION: Final = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_KNOWN: Final = re.compile(
    r"utf-?8|us-ascii|ascii|iso-8859-\d+|latin-?1|windows-\d+|cp125\d|koi8-[ru]|macintosh|mac-?roman"
    r"|shift[_-]jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b")
_ENTITY: Final = re.compile(r"<!ENTITY\s+([^\s\"'>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|([^\"'>]*))")
_DECLARED_ENTITY: Final = re.compile(r"<!ENTITY\b")
_USE: Final = re.compile(r"&([A-Za-z_][\w.:-]*);")
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MOST_ENTITIES: Final = 200
_LONGEST_ENTITY: Final = 1_000_000  # characters; Illustrator keeps small pictures of its own data so
_PLAIN: Final = "save it as plain SVG without a DOCTYPE"
_SPACES: Final = {
    "a": "http://ns.adobe.com/AdobeSVGViewerExtensions/3.0/",
    "bx": "https://boxy-svg.com",
    "graph": "http://ns.adobe.com/Graphs/1.0/",
    "i": "http://ns.adobe.com/AdobeIllustrator/10.0/",
    "inkscape": "http://www.inkscape.org/namespaces/inkscape",
    "serif": "http://www.serif.com/",
    "sketch": "http://www.bohemiancoding.com/sketch/ns",
    "sodipodi": "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "v": "http://schemas.microsoft.com/visio/2003/SVGExtensions/",
    "vectornator": "http://vectornator.io",
    "x": "http://ns.adobe.com/Extensibility/1.0/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_SVG: Final = "http://www.w3.org/2000/svg"
_DEFAULT_SPACE: Final = re.compile(r"\sxmlns\s*=")
_ROOT: Final = re.compile(r"<(?:[A-Za-z]\w*:)?svg\b")


class OpeningError(ValueError):
    """A file that is not read any further; the message says why and what to do."""


def opened(data: bytes, most: int) -> bytes:
    """Return the XML of a drawing in UTF-8 without a mark, of at most `most` bytes when all is expanded.

    The DOCTYPE stays, for the parser to expand the entities in it; it holds nothing but short texts then.
    Raises `OpeningError`.
    """
    text = _text(_unpacked(data, most))
    declared = _entities(text, most) if _DOCTYPE.search(text) or _DECLARED_ENTITY.search(text) else {}
    return _with_namespaces(_without_names_of_html(text, declared)).encode()


def _unpacked(data: bytes, most: int) -> bytes:
    """Return the content of a `.svgz`; anything else as it is (RFC 1952)."""
    if not data.startswith(_GZIP):
        return data
    inflater = zlib.decompressobj(wbits=31)
    try:
        content = inflater.decompress(data, most + 1)
    except zlib.error as error:
        raise OpeningError(f"the packed file (.svgz) is damaged ({error}); save it again") from error
    if len(content) > most:
        raise OpeningError(f"the packed file (.svgz) has more than {most:,} bytes inside; simplify it")
    if not inflater.eof:
        raise OpeningError("the packed file (.svgz) is cut off; save it again")
    return content


def _text(data: bytes) -> str:
    """Return the characters of a file, whatever encoding it is in, without the mark at its beginning."""
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), "")
    plain = data.removeprefix(_UTF8_MARK)
    if not encoding:
        declared = _ENCODING.match(plain.lstrip())
        encoding = declared[1].decode("ascii") if declared else "utf-8"
        if not _KNOWN.fullmatch(encoding):
            raise OpeningError(f"the encoding '{encoding}' is not read; save the drawing in UTF-8")
    try:
        text = plain.decode(encoding).removeprefix("\ufeff")
        text.encode()
    except (UnicodeError, LookupError) as error:
        said = f"it is not written in {encoding.upper()}"
        raise OpeningError(f"not well-formed XML: {said}; save the drawing in UTF-8") from error
    # What the declaration says of the encoding is not true any more; line numbers stay.
    return _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)


def _entities(text: str, most: int) -> dict[str, str]:
    """Return the texts of the entities that a DOCTYPE declares; raise `OpeningError` for dangerous ones."""
    count = len(_DECLARED_ENTITY.findall(text))
    found = _ENTITY.findall(text)
    if count > _MOST_ENTITIES:
        raise OpeningError(f"the DOCTYPE has {count:,} entities; {_PLAIN}")
    if len(found) < count:
        raise OpeningError(f"an entity of the DOCTYPE cannot be read; {_PLAIN}")
    entities: dict[str, str] = {}
    for name, double, single, rest in found:
        if name == "%" or rest.strip():
            raise OpeningError(f"an entity of the DOCTYPE reads another file, or makes others; {_PLAIN}")
        value = double or single
        if len(value) > _LONGEST_ENTITY or _USE.search(value):
            raise OpeningError(f"the entity '{name[:40]}' is too long or holds other entities; {_PLAIN}")
        entities.setdefault(name, value)
    used: list[str] = _USE.findall(text)
    length = len(text) + sum(len(entities.get(name, "")) for name in used)
    if length > most:
        raise OpeningError(f"the entities of the DOCTYPE make {length:,} characters; {_PLAIN}")
    return entities


def _without_names_of_html(text: str, declared: dict[str, str]) -> str:
    """Return the text with `&nbsp;` and its like as numbers: XML knows five names, browsers know more."""

    def numbered(match: re.Match[str]) -> str:
        name = match[1]
        characters = html5.get(f"{name};", "")
        is_ours = name in _XML_NAMES or name in declared
        return match[0] if is_ours or not characters else "".join(f"&#{ord(sign)};" for sign in characters)

    return _USE.sub(numbered, text)


def _with_namespaces(text: str) -> str:
    """Return the text with the namespaces that a root forgot to declare, of tools that are known.

    Programs that clean drawings take declarations out and leave what used them.
    """
    root = _ROOT.search(text)
    if root is None:
        return text
    missing = [
        prefix
        for prefix in _SPACES
        # The plain look comes first: it is a hundred times as fast as the search, and mostly finds nothing.
        if f"{prefix}:" in text
        and f"xmlns:{prefix}" not in text
        and re.search(rf"[<\s]{prefix}:[A-Za-z]", text)
    ]
    declarations = "".join(f' xmlns:{prefix}="{_SPACES[prefix]}"' for prefix in missing)
    start = text[root.start() : text.find(">", root.end())]
    if root[0] == "<svg" and not _DEFAULT_SPACE.search(start):
        declarations += f' xmlns="{_SVG}"'
    return f"{text[: root.end()]}{declarations}{text[root.end() :]}"
