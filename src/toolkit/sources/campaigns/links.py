"""Links: how the addresses of a campaign are tracked and printed."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, unquote, urlencode

from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy

_JAPANESE = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})


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
    """Return host and path of an address as people read it, without scheme, query, fragment and last slash.

    Letters that are no ASCII stand as themselves: ``пример.рф/путь`` for ``xn--e1afmkfd.xn--p1ai/%D0%BF…``.
    """
    plain = re.split(r"[?#]", url.removeprefix("https://"), maxsplit=1)[0].rstrip("/")
    host, *segments = plain.split("/")
    labels = map(_readable_label, host.split("."))
    return "/".join((".".join(labels), *map(_readable_segment, segments)))


def _readable_label(label: str) -> str:
    """Return a label of a host in its own letters (RFC 3492), if they lead back to the very same."""
    if not label.startswith("xn--"):
        return label
    try:
        letters = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    back = f"xn--{letters.encode('punycode').decode('ascii')}"
    return letters if back == label and _is_one_script(letters) else label


def _readable_segment(segment: str) -> str:
    """Return a part of a path without percent-encoding, if it is letters that lead back to the same."""
    letters = unquote(segment, errors="replace")
    hides_ascii = re.search("%[0-7]", segment) is not None  # a space, a slash
    is_same = not hides_ascii and quote(letters, safe="!$&'()*+,;=:@-._~").upper() == segment.upper()
    return letters if is_same and _is_one_script(letters) else segment


def _is_one_script(text: str) -> bool:
    """Tell whether all letters are of one script, and what is no ASCII is a letter, mark or digit."""
    letters = [character for character in text if character.isalpha()]
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    others = (character for character in text if not character.isascii())
    is_mixed = len(scripts) > 1 and not scripts <= _JAPANESE
    return not is_mixed and all(unicodedata.category(other)[0] in "LMN" for other in others)


def _name_of(pair: str) -> str:
    found = parse_qsl(pair, keep_blank_values=True)
    return found[0][0] if found else ""
