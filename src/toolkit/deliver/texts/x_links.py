"""Links as X finds them in a post: a port of twitter-text 3.1.0, its rules and its list of endings.

twitter-text is © 2011-2020 Twitter, Inc., under the Apache License 2.0 (`twitter-text-LICENSE.txt` in this
folder); `link_endings.json` are its lists of top-level domains, as they are.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ENDINGS = Path(__file__).with_name("link_endings.json")
_LONGEST_LABEL = 63
_LONGEST_LINK = 4096
_LONGEST_SHORTENED = 40
_MOST_LABELS = 30  # X has no bound; without one a text of nothing but stops takes seconds

_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_MARKS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_INVALID = r"\uFFFE\uFEFF\uFFFF"
_PUNCTUATION = r"!'#%&'()*+,\\\-./:;<=>?@\[\]^_{|}~$"
_LATIN = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272"
    r"\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_CYRILLIC = r"\u0400-\u04FF"
_CHAR = f"[^{_PUNCTUATION}{_SPACES}{_INVALID}{_MARKS}]"
_BEFORE = f"(?:[^A-Za-z0-9@＠$#＃{_INVALID}]|[{_MARKS}]|^)"
_PUNYCODE = r"xn--[\-0-9a-z]+"
_GENERAL = rf"[a-z{_CYRILLIC}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_PARENTHESES = rf"\((?:{_GENERAL}+|(?:{_GENERAL}*\({_GENERAL}+\){_GENERAL}*))\)"
_ENDING_CHAR = rf"(?:[+\-a-z{_CYRILLIC}0-9=_#/{_LATIN}]|(?:{_PARENTHESES}))"
_PATH = rf"(?:(?:{_GENERAL}*(?:{_PARENTHESES}{_GENERAL}*)*{_ENDING_CHAR})|(?:@{_GENERAL}+/))"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_SHORTENED = re.compile(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE)
_PIECE = re.compile(rf"[^{_SPACES}]+")

Range = tuple[int, int]
"""Where a link stands in a text: its first character, and the one behind its last."""


def x_links(text: str) -> Iterator[Range]:
    """Yield the links of a text in Unicode's form NFC, in order and without overlaps."""
    for piece in _PIECE.finditer(text):
        if "." in piece[0]:
            for start, end in _links_in(piece[0]):
                yield piece.start() + start, piece.start() + end


def _links_in(text: str) -> Iterator[Range]:
    """Yield the links of a text without spaces."""
    for found in _link().finditer(text):
        if not _is_sound(found["domain"], found["url"]):
            continue
        if not found["protocol"]:
            yield from _bare_links(found)
        elif shortened := _SHORTENED.match(found["url"]):
            if len(shortened[1]) <= _LONGEST_SHORTENED:
                yield found.start("url"), found.start("url") + shortened.end()
        else:
            yield found.span("url")


def _bare_links(found: re.Match[str]) -> Iterator[Range]:
    """Yield the addresses without a scheme: the Latin part of a host, and the path behind the last."""
    if found["before"] and found["before"] in "-_./":
        return
    hosts = [match.span() for match in _latin_host().finditer(found["domain"])]
    start = found.start("url")
    for first, last in hosts[:-1]:
        yield start + first, start + last
    for first, last in hosts[-1:]:
        more = found.end("url") - found.end("domain") if found["path"] else 0
        yield start + first, start + last + more


def _is_sound(domain: str, url: str) -> bool:
    """Tell whether every label of a host is short enough as Punycode, and the whole address is."""
    if domain.startswith("xn--") and not _latin_host().match(domain):
        return False
    labels = [_ascii(label) for label in domain.split(".")]
    longest = len(url) + sum(map(len, labels)) + len(labels) - 1 - len(domain)
    return all(0 < len(label) <= _LONGEST_LABEL for label in labels) and longest <= _LONGEST_LINK


def _ascii(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


@cache
def _endings() -> str:
    """Return a pattern of the endings that hosts may have; what follows must not go on with one."""
    groups = json.loads(_ENDINGS.read_text(encoding="utf-8"))
    listed = ("|".join(map(re.escape, groups[key])) for key in ("generic", "countries"))
    closed = "|".join(f"(?:(?:{names})(?=[^0-9a-zA-Z@+-]|$))" for names in listed)
    return f"(?:{closed}|{_PUNYCODE})"


@cache
def _link() -> re.Pattern[str]:
    subdomain = rf"(?:(?:{_CHAR}(?:[_-]|{_CHAR})*)?{_CHAR}\.)"
    name = rf"(?:(?:{_CHAR}(?:-|{_CHAR})*)?{_CHAR}\.)"
    return re.compile(
        rf"(?P<before>{_BEFORE})(?P<url>(?P<protocol>https?://)?(?P<domain>{subdomain}{{0,{_MOST_LABELS}}}{name}{_endings()})"
        rf"(?::[0-9]+)?(?P<path>/{_PATH}*)?(?:{_QUERY})?)",
        re.IGNORECASE,
    )


@cache
def _latin_host() -> re.Pattern[str]:
    return re.compile(rf"(?:[\-a-z0-9{_LATIN}]+\.)+{_endings()}", re.IGNORECASE)
