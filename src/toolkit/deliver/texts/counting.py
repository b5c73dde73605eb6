"""Counting characters as each platform counts them, because a caption one character too long is refused.

Five ways are in use: X's weights, UTF-16 units, code points, grapheme clusters and UTF-8 bytes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from toolkit.deliver.texts.x_links import x_links
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
# What Mastodon takes for an address: a host of ASCII labels with a top-level domain, and a path of ASCII,
# Latin and Cyrillic letters. Chinese words right behind one end it.
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
    whole, weight, last = unicodedata.normalize("NFC", text), 0, 0
    for start, end in (*x_links(whole), (len(whole), len(whole))):
        weight += _weight_between(whole[last:start])
        weight += link_weight * 100 if end > start else 0
        last = end
    return weight // 100


def _weight_between(text: str) -> int:
    """Return the weight of what is no link, in hundredths."""
    if _MAY_BE_EMOJI.search(text):
        return sum(200 if _is_emoji(cluster) else _weight(cluster) for cluster in graphemes(text))
    return _weight(text)


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
