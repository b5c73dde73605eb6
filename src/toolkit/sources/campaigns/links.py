"""Links: how the addresses of a campaign are tracked and printed."""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, urlencode

from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy


def tracked_address(campaign: Campaign, copy: Copy, page: str = "") -> str:
    """Return the address for a QR symbol: a page with the campaign parameters of this language.

    The page is that of the call to action, unless another is given.
    """
    utm = campaign.utm
    return with_parameters(
        page or copy.call_to_action.link.url,
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
