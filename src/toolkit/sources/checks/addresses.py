"""Addresses: which ones a kit may point to, and how one that is nearly right has to be written."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote, unquote

from toolkit.sources.campaigns.links import printed_address
from toolkit.sources.checks.residue import ResidueFault

# Parsers disagree about odd addresses (a backslash before @, a tab, a second scheme), so nothing is parsed:
# an address either has exactly this plain form or is refused. RFC 3986, 3.1-3.5, printable ASCII only.
_ADDRESS = re.compile(
    r"https://"
    r"(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)"
    r"(?P<path>(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*)"
    r"(?:\?(?P<query>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*))?"
    r"(?:#(?P<fragment>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*))?"
)
_PARTS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?/*(?P<authority>[^/?#\\]*)(?P<rest>.*)", re.DOTALL
)
_CONTROL_OR_SPACE = re.compile(r"[\s\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_HIDDEN_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_ENCODED_CONTROL = re.compile(r"%(?:25)*(?:[01][0-9A-Fa-f]|7[Ff])")
_DOT_SEGMENT = re.compile(r"/\.{1,2}(?=[/?#]|$)")
_DOTS_OF_IDNA = re.compile("[\u3002\uff0e\uff61]")
# What an address keeps as it is when the rest is percent-encoded (RFC 3986, 2.2 and 2.3).
_KEPT = "/?#%!$&'()*+,;=:@-._~"
_ELSEWHERE = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*:\s*[/\\]|https?:|[a-z]*script:|data:|[/\\]\s*[/\\])", re.IGNORECASE
)
_HOST_LIKE = re.compile(r"(?:[\w-]+\.)+[^\W\d]{2,}(?:[/?#:].*)?", re.DOTALL)
_FILE = re.compile(
    r"[^/?#]*\.(?:html?|aspx?|php\d?|jsp|pdf|xml|json|png|jpe?g|svg|docx?|xlsx?|pptx?|zip)", re.IGNORECASE
)
# Parameters by which sites send people on (CWE-601).
_SENDS_ON = frozenset(
    [
        "url",
        "uri",
        "u",
        "next",
        "to",
        "goto",
        "go",
        "dest",
        "destination",
        "redirect",
        "redirect_to",
        "redirect_url",
        "redirect_uri",
        "redir",
        "rurl",
        "return",
        "return_to",
        "returnto",
        "return_url",
        "returnurl",
        "continue",
        "target",
        "link",
        "out",
        "forward",
        "callback",
        "service",
    ]
)
_MAX_LENGTH = 500
_MOST_LAYERS = 4  # %25250d hides a line end behind layers of encoding


def fault_of_address(url: str, hosts: Sequence[str]) -> ResidueFault | None:
    """Return what is wrong with an address and the remedy, or `None` if a kit may point to it.

    Allowed: https, one of the campaign's canonical `hosts`, no user name, no port, printable ASCII only,
    nothing that leads elsewhere. The remedy shows the address as it has to be, where that can be known.
    """
    fault = next(((message, hint) for wrong, message, hint in _FORM_RULES if wrong(url)), None)
    fault = fault or _fault_of_host(url, hosts) or _fault_of_parameters(url, hosts)
    if fault is None:
        return None
    better = mended_address(url)
    is_right = better != url and fault_of_address(better, hosts) is None
    return fault[0], f"write {better}" if is_right else fault[1]


def fault_of_short_address(address: str, hosts: Sequence[str]) -> ResidueFault | None:
    """Return the same of an address that is printed, and typed by hand, without its scheme."""
    if address.lower().startswith(("https://", "http://")):
        bare = re.sub(r"(?i)^https?://", "", mended_address(address))
        return "is printed without https://", f"write {bare}"
    plain = mended_address(f"https://{address}")
    if not address.isascii() and printed_address(plain) == address:
        # Printed in its own letters, which a browser turns into the form of a link.
        return fault_of_address(plain, hosts)
    fault = fault_of_address(f"https://{address}", hosts)
    return (fault[0], fault[1].replace("https://", "")) if fault else None


def host_faults(hosts: Sequence[str]) -> Iterator[ResidueFault]:
    """Yield what is wrong with a campaign's list of hosts: each is the bare name of a machine."""
    for host in hosts:
        bare = _host_of(mended_address(host))
        if not _ADDRESS.fullmatch(f"https://{bare}"):
            yield f"'{host}' is not the name of a host", "write it as in www.itu.int"
        elif host != bare:
            yield f"'{host}' is not the bare name of a host", f"write {bare}"


def mended_address(url: str) -> str:
    """Return an address in its plain form: https, small letters, xn--, %XX; no user, port, dots, entities."""
    text = html.unescape(_without_invisible(url)) if _ENTITY.search(url) else _without_invisible(url)
    found = _PARTS.fullmatch(text)
    if found is None:
        return url
    scheme = (found["scheme"] or "https").lower()
    if scheme not in {"http", "https"}:
        # `www.itu.int:443/x` has no scheme, though it looks like one.
        return mended_address(f"https://{text}") if "." in scheme else url
    authority = _without_port(found["authority"].rpartition("@")[2])
    rest = quote(found["rest"].replace("\\", "/"), safe=_KEPT)
    rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", _ENCODED_CONTROL.sub("", rest))
    head, mark, fragment = rest.partition("#")
    path, question, query = head.partition("?")
    path = _resolved(re.sub("/{2,}", "/", path))
    return f"https://{_ascii_host(authority)}{path}{question}{query}{mark}{fragment.replace('#', '%23')}"


def _without_invisible(url: str) -> str:
    """Take out what shows nothing; a space inside stays, and becomes %20."""
    return _HIDDEN_CONTROL.sub("", re.sub(r"[^\S ]|\u00ad", "", url)).strip()


def _without_port(authority: str) -> str:
    return re.sub(r":\d*$", "", authority).rstrip(".")


def _ascii_host(host: str) -> str:
    """Return a host in small letters, and labels in other scripts as the ``xn--`` form (RFC 5891, 4.4)."""
    labels = _DOTS_OF_IDNA.sub(".", unicodedata.normalize("NFC", host).lower()).split(".")
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in labels
    )


def _resolved(path: str) -> str:
    """Return a path without ``.`` and ``..`` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/"):
        plain = unquote(segment)
        if plain == "..":
            kept = kept[:-1] if len(kept) > 1 else kept
        elif plain != ".":
            kept.append(segment)
    return "/".join(kept)


def _authority(url: str) -> str:
    return re.split(r"[/?#\\]", url.removeprefix("https://"), maxsplit=1)[0]


def _host_of(url: str) -> str:
    found = _ADDRESS.fullmatch(url)
    return found["host"] if found else ""


def _plain(text: str) -> str:
    """Return a text without its percent-encoding, however often it was encoded."""
    for _ in range(_MOST_LAYERS):
        plain = unquote(text)
        if plain == text:
            break
        text = plain
    return text


def _hides_a_control(url: str) -> bool:
    return "%" in url and _HIDDEN_CONTROL.search(_plain(url)) is not None


def _is_no_utf8(url: str) -> bool:
    return "\ufffd" in _plain(url) and "\ufffd" not in url


def _climbs(url: str) -> bool:
    """Tell whether the path goes up, openly or encoded, or hides a slash."""
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    plain = _plain(path)
    hidden = plain.count("/") != path.count("/") or "\\" in plain
    return hidden or _DOT_SEGMENT.search(plain) is not None


def _has_empty_segment(url: str) -> bool:
    path = re.split(r"[?#]", url.removeprefix("https://"), maxsplit=1)[0]
    return "//" in path


def _is_idn(url: str) -> bool:
    return url.startswith("https://") and not _authority(url).isascii()


_RULES = tuple[tuple[Callable[[str], object], str, str], ...]
_FORM_RULES: _RULES = (
    (_ENTITY.search, "the address has an HTML entity", "write & where it has &amp;"),
    (_CONTROL_OR_SPACE.search, "the address has a space or an invisible character", "take it out"),
    (lambda url: not url.startswith("https://"), "the address does not begin with https://", "use https"),
    (lambda url: "\\" in url, "the address has a backslash", "use /: programs disagree about \\"),
    (lambda url: "@" in _authority(url), "the address has a user name", "take away everything up to the @"),
    (lambda url: ":" in _authority(url), "the address has a port", "take away the colon and the number"),
    (
        lambda url: len(url) > _MAX_LENGTH,
        f"the address has over {_MAX_LENGTH} characters",
        "use a shorter page",
    ),
    (_is_idn, "the host is not in plain ASCII letters", "write its xn-- form, as the address bar copies it"),
    (
        lambda url: _authority(url) != _authority(url).lower(),
        "the host has capitals",
        "write it in small letters",
    ),
    (
        lambda url: not _ADDRESS.fullmatch(url),
        "the address has characters that an address cannot have",
        "copy it from the address bar of a browser",
    ),
    (_hides_a_control, "the address hides a control character", "take out %00, %0d and the like"),
    (_is_no_utf8, "the address has bytes that are no UTF-8", "copy it from the address bar of a browser"),
    (_climbs, "the path has '..' or hides a slash", "write the path that it leads to"),
    (_has_empty_segment, "the path has two slashes in a row", "write one"),
)


def _fault_of_host(url: str, hosts: Sequence[str]) -> ResidueFault | None:
    host = _host_of(url)
    if host in {_ascii_host(name) for name in hosts}:
        return None
    return f"'{host}' is not one of the campaign's canonical hosts", f"use {', '.join(hosts)}"


def _fault_of_parameters(url: str, hosts: Sequence[str]) -> ResidueFault | None:
    """A site that sends people on wherever its address says must not be used to do so (CWE-601)."""
    head, _, fragment = url.partition("#")
    path, _, query = head.partition("?")
    for pair in re.split("[&;]", f"{query}&{fragment}"):
        name, _, value = pair.partition("=")
        target = _plain(value if value or "=" in pair else name)
        if _leads_elsewhere(name, target, hosts):
            kept = "&".join(other for other in query.split("&") if other != pair)
            bare = f"{path}?{kept}" if kept else path
            return f"the address sends people on to '{target}'", f"write {bare}, or link to that page itself"
    return None


def _leads_elsewhere(name: str, target: str, hosts: Sequence[str]) -> bool:
    is_address = _ELSEWHERE.match(target) is not None
    is_host = name.lower() in _SENDS_ON and _HOST_LIKE.fullmatch(target) and not _FILE.fullmatch(target)
    if not (is_address or is_host):
        return False
    where = target if re.match(r"(?i)https?:", target) else f"https://{target.lstrip('/')}"
    return fault_of_address(where, hosts) is not None
