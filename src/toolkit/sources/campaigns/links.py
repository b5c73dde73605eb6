"""Links: which addresses a kit may point to, and how they are tracked and printed."""

import re
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, quote, urlencode

from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy

# Parsers disagree about odd addresses (a backslash before @, a tab, a second scheme), so nothing is parsed:
# an address either has exactly this plain form or is refused. RFC 3986, 3.1-3.5, printable ASCII only.
_ADDRESS = re.compile(
    r"https://"
    r"(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)"
    r"(?P<path>(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*)"
    r"(?:\?(?P<query>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*))?"
    r"(?:#(?P<fragment>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*))?"
)
_CONTROL_OR_SPACE = re.compile(r"[\s\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MAX_LENGTH = 500


def _authority(url: str) -> str:
    return re.split(r"[/?#\\\\]", url.removeprefix("https://"), maxsplit=1)[0]


_FORM_RULES: tuple[tuple[Callable[[str], object], str, str], ...] = (
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
    (
        lambda url: not _ADDRESS.fullmatch(url),
        "the address has characters that an address cannot have",
        "copy it from the address bar of a browser",
    ),
)


def fault_of_address(url: str, hosts: Sequence[str]) -> tuple[str, str] | None:
    """Return what is wrong with an address and the remedy, or `None` if a kit may point to it.

    Allowed: https, one of the campaign's canonical `hosts`, no user name, no port, printable ASCII only.
    """
    return _fault_of_form(url) or _fault_of_host(url, hosts)


def tracked_address(campaign: Campaign, copy: Copy) -> str:
    """Return the address for a QR symbol: the call's page with the campaign parameters of this language."""
    utm = campaign.utm
    return with_parameters(
        copy.call_to_action.link.url,
        (
            ("utm_source", utm.source),
            ("utm_medium", utm.medium),
            ("utm_campaign", utm.campaign or campaign.id),
            ("utm_content", copy.language.tag),
        ),
    )


def with_parameters(url: str, parameters: Sequence[tuple[str, str]]) -> str:
    """Add query parameters to an address, keeping those it has; one of the same name is replaced."""
    address, _, fragment = url.partition("#")
    base, _, query = address.partition("?")
    names = {name for name, _ in parameters}
    kept = [pair for pair in query.split("&") if pair and _name_of(pair) not in names]
    joined = "&".join([*kept, urlencode(parameters, quote_via=quote)])
    return f"{base}?{joined}" + (f"#{fragment}" if fragment else "")


def short_address(campaign: Campaign, copy: Copy) -> str:
    """Return the address to print beside the QR symbol: the short one that was given, or host and path."""
    call = copy.call_to_action
    return call.short_address or campaign.short_address or printed_address(call.link.url)


def printed_address(url: str) -> str:
    """Return host and path of an address, without scheme, query, fragment and trailing slash."""
    return re.split(r"[?#]", url.removeprefix("https://"), maxsplit=1)[0].rstrip("/")


def _name_of(pair: str) -> str:
    found = parse_qsl(pair, keep_blank_values=True)
    return found[0][0] if found else ""


def _fault_of_form(url: str) -> tuple[str, str] | None:
    for wrong, message, hint in _FORM_RULES:
        if wrong(url):
            return message, hint
    return None


def _fault_of_host(url: str, hosts: Sequence[str]) -> tuple[str, str] | None:
    found = _ADDRESS.fullmatch(url)
    host = found["host"] if found else ""
    if host in hosts:
        return None
    return f"'{host}' is not one of the campaign's canonical hosts", f"use {', '.join(hosts)}"
