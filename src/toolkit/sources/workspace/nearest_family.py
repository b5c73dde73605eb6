"""The family of `fonts/` that comes nearest to one that is not there, by its name."""

import re
from collections.abc import Sequence
from typing import Final

from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.font_family import split_style
from toolkit.sources.workspace.fonts import FontStacks

# Families that design tools offer and nobody may ship, by what their letters look like.
_SERIFS: Final = re.compile(
    r"serif|times|georgia|garamond|minion|palatino|baskerville|bodoni|didot|caslon|century(?! gothic)"
    r"|cambria|constantia|playfair|merriweather|lora|cormorant|cinzel|libre b|crimson|spectral|slab|rockwell"
    r"|bookman|roman|bitter|charter|tinos|antiqua|utopia|goudy|sabon|trajan|mincho",
    re.IGNORECASE,
)
_MONOSPACED: Final = re.compile(r"mono|courier|consolas|menlo|monaco|typewriter|code|console", re.IGNORECASE)
_USUAL: Final = "noto-sans"


def nearest_family(name: str, stacks: FontStacks) -> str:
    """Return the key of the family that stands best in the place of one that is not there.

    That is one of nearly the same name, one of its clan (the same first word), one of its kind (serif,
    monospaced), or else the usual one.
    """
    # Those that the toolkit has for one script each would not do for others.
    own = [key for key in stacks.families if key not in stacks.standard]
    return _alike(name, own) or _of_kind(name, own) or _USUAL


def _alike(name: str, keys: Sequence[str]) -> str:
    plain = split_style(name)[0].lower() or name.lower()
    first = re.split(r"[\W_]+", plain)[0]
    return near_miss(plain, keys) or next((key for key in keys if first and key.split("-")[0] == first), "")


def _of_kind(name: str, keys: Sequence[str]) -> str:
    plain = re.sub(r"sans[\s-]*serif", "", name, flags=re.IGNORECASE)
    if _MONOSPACED.search(plain):
        return next((key for key in keys if _MONOSPACED.search(key)), "")
    if _SERIFS.search(plain):
        return next((key for key in keys if _SERIFS.search(key)), "")
    return ""
