"""Counting characters as each platform counts them, because a caption one character too long is refused.

Five ways are in use: X's weights, UTF-16 units, code points, grapheme clusters and UTF-8 bytes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from babel.core import get_global

from toolkit.sources.workspace.placement import CaptionSpec, CaptionUnit
from toolkit.text_boundaries import grapheme_ends

# twitter-text v3 configuration: these ranges weigh 100 of a scale of 200; all else weighs 200.
_LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
# Ranges whose "other symbols" are drawn as emoji (Unicode emoji-data.txt, rounded to whole blocks).
_PICTOGRAPH_RANGES = ((0x2300, 0x23FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
_VARIATION_SELECTOR_16 = "\ufe0f"
_ZERO_WIDTH_JOINER = "\u200d"
_KEYCAP = "\u20e3"
_X_LINK_WEIGHT = 23

_LIGHT = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _LIGHT_RANGES) + "]+")
# Without one of these no cluster is an emoji, and a text is the sum of its characters.
_MAY_BE_EMOJI = re.compile(
    f"[{_VARIATION_SELECTOR_16}{_KEYCAP}"
    + "".join(f"{chr(first)}-{chr(last)}" for first, last in _PICTOGRAPH_RANGES)
    + "]"
)
# What X and Mastodon take for an address (twitter-text 3.1, "validUrl"): a host of ASCII labels with a
# top-level domain, and a path of ASCII, Latin and Cyrillic letters. Chinese words right behind one end it.
_LABELS = r"(?P<labels>(?:[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+)"
_LETTERS = r"A-Za-z0-9\u00c0-\u024f\u0400-\u04ff"
_PATH = (
    rf"(?P<path>(?::[0-9]+)?(?:/(?:[{_LETTERS}!*';:=+,.$%#\[\]_~@|&/-]*"
    rf"(?:[{_LETTERS}=_#/+-]|\([^\s()]*\)))?)?"
    r"(?:\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[A-Za-z0-9_&=#/-])?)"
)
_LINK = re.compile(
    rf"(?<![A-Za-z0-9@＠$#＃])https?://{_LABELS}[A-Za-z]{{2,63}}(?![A-Za-z0-9@＠]){_PATH}", re.IGNORECASE
)
_BARE_LINK = re.compile(
    rf"(?<![A-Za-z0-9@＠$#＃_./-]){_LABELS}(?P<tld>[A-Za-z]{{2,63}})(?![A-Za-z0-9@＠-]){_PATH}", re.IGNORECASE
)
_COUNTRIES = frozenset(
    name.lower()
    for name in get_global("territory_currencies")
    if len(name) == 2  # noqa: PLR2004  ISO 3166-1
) | {"uk", "eu", "ac", "su"}
# Endings of three letters and more in wide use; the root zone has some thousand more, which no campaign has.
_GENERIC = frozenset(
    [
        "com",
        "org",
        "net",
        "int",
        "edu",
        "gov",
        "mil",
        "info",
        "biz",
        "name",
        "pro",
        "aero",
        "coop",
        "museum",
        "mobi",
        "travel",
        "jobs",
        "cat",
        "tel",
        "asia",
        "post",
        "app",
        "dev",
        "blog",
        "online",
        "site",
        "shop",
        "store",
        "xyz",
        "top",
        "club",
        "live",
        "news",
        "media",
        "world",
        "global",
        "today",
        "health",
        "care",
        "foundation",
        "ngo",
        "ong",
        "church",
        "school",
        "university",
        "academy",
        "events",
        "agency",
        "social",
        "network",
        "digital",
        "tech",
        "cloud",
        "email",
        "link",
        "page",
        "website",
        "space",
        "earth",
        "africa",
        "berlin",
        "london",
        "paris",
        "tokyo",
        "nyc",
    ]
)
_LINKED_WHEN_SHORT = frozenset({"co", "tv"})


def _is_bare_link(found: re.Match[str]) -> bool:
    """Tell whether X links an address without its scheme: ``it.is`` only with a path, ``t.co`` always."""
    ending = found["tld"].lower()
    if ending in _GENERIC or (ending in _COUNTRIES and found["labels"].count(".") > 1):
        return True
    return ending in _COUNTRIES and (bool(found["path"]) or ending in _LINKED_WHEN_SHORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How one platform counts: the unit, what a link weighs (None = its own length), and how emoji weigh."""

    unit: CaptionUnit
    link_weight: int | None = None
    emoji_weight: str = ""

    @classmethod
    def of(cls, rules: CaptionSpec) -> Self:
        """Return how the platform of a placement counts captions."""
        return cls(unit=rules.unit, link_weight=rules.link_weight, emoji_weight=rules.emoji_weight)

    def length(self, text: str) -> int:
        """Return the length of `text` as the platform shows it to the author."""
        if self.unit == "weighted":
            return weighted_length(text, self.link_weight or _X_LINK_WEIGHT)
        rest, links = (text, 0) if self.link_weight is None else _without(text, _LINK)
        return self._plain_length(rest) + links * (self.link_weight or 0)

    def _plain_length(self, text: str) -> int:
        if self.emoji_weight == "utf8-bytes" and _MAY_BE_EMOJI.search(text):
            return sum(
                utf8_length(cluster) if _is_emoji(cluster) else _units(cluster, self.unit)
                for cluster in graphemes(text)
            )
        return _units(text, self.unit)


def weighted_length(text: str, link_weight: int = _X_LINK_WEIGHT) -> int:
    """Return the length X gives a post: twitter-text v3, NFC, links 23, emoji sequences 2.

    Source: docs.x.com/fundamentals/counting-characters.
    """
    rest, links = _without(unicodedata.normalize("NFC", text), _LINK)
    bare = sum(1 for found in _BARE_LINK.finditer(rest) if _is_bare_link(found))
    rest = _BARE_LINK.sub(lambda found: "" if _is_bare_link(found) else found[0], rest)
    if _MAY_BE_EMOJI.search(rest):
        weight = sum(200 if _is_emoji(cluster) else _weight(cluster) for cluster in graphemes(rest))
    else:
        weight = _weight(rest)
    return (links + bare) * link_weight + weight // 100


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units, which is what JavaScript's ``length`` says."""
    return len(text.encode("utf-16-le")) // 2


def utf8_length(text: str) -> int:
    """Return the number of bytes in UTF-8."""
    return len(text.encode())


def graphemes(text: str) -> Iterator[str]:
    """Yield what a reader calls characters: extended grapheme clusters (UAX #29, 3)."""
    start = 0
    for end in grapheme_ends(text):
        yield text[start:end]
        start = end


def _units(text: str, unit: CaptionUnit) -> int:
    if unit == "utf16":
        return utf16_length(text)
    if unit == "graphemes":
        return len(grapheme_ends(text))
    return len(text)


def _without(text: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    """Return the text with the links taken out, and how many there were."""
    return pattern.subn("", text)


def _weight(text: str) -> int:
    """Return the weight of characters, in hundredths."""
    return 200 * len(text) - 100 * sum(map(len, _LIGHT.findall(text)))


def _is_emoji(cluster: str) -> bool:
    """Tell whether a cluster is drawn as an emoji: by presentation, keycap, flag or joining (UTS #51)."""
    if len(cluster) > 1 and (_VARIATION_SELECTOR_16 in cluster or _KEYCAP in cluster):
        return True
    first = ord(cluster[0])
    pictograph = any(low <= first <= high for low, high in _PICTOGRAPH_RANGES)
    return pictograph and unicodedata.category(cluster[0]) == "So"
