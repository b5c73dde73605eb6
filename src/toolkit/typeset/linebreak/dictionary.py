"""Dictionary breaks that spelling forbids, in the scripts that write no spaces.

ICU finds words in Burmese, Khmer, Lao and Thai by dictionary; in loan words and names it sometimes cuts
a syllable.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from toolkit.typeset.unicode.scripts import char_script

DICTIONARY_SCRIPTS = frozenset({"Thai", "Laoo", "Khmr", "Mymr"})

_MARKS = frozenset({"Mn", "Mc"})
_ASAT, _VIRAMA = "\u103a", "\u1039"
_SILENCERS = frozenset("\u0e4c\u0ecc")
_COENG = "\u17d2"
_KILLERS = frozenset("\u17cb\u17cd")
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_FOLLOWING_VOWELS = frozenset("ะาำๅๆฯະາຳຽໆຯ")

# No Thai word ends in kra- or pra-; what begins with ra- after a consonant that forms a cluster with it is
# rarely a word of its own, but for these.
_THAI_PREFIX = re.compile("[กป]ระ$")
_CLUSTERED = frozenset("กขคตปพ")
_THAI_RA = re.compile("ระ(?!บบ|หว่าง|ดับ|ยะ|วัง|บุ|ลึก|เบียบ|เบิด|บาย|ดม|งับ|ฆัง|ยอง|นอง)")


# Letters that are words: Burmese ka, Thai na, Khmer "or".
_WORDS_OF_ONE_LETTER = frozenset("ကณឬ")


def after_which_a_letter_is_left(text: str, ends: Sequence[int]) -> set[int]:
    """Return the breaks that leave one bare letter as a piece: it belongs to the word before it."""
    return {
        start
        for start, end in pairwise(ends)
        if end - start == 1
        and char_script(text[start]) in DICTIONARY_SCRIPTS
        and char_script(text[start - 1]) in DICTIONARY_SCRIPTS
        and text[start] not in _WORDS_OF_ONE_LETTER
    }


def is_impossible(text: str, index: int) -> bool:
    """Tell whether a line must not start at `index` for reasons of spelling."""
    before, after = text[index - 1], text[index : index + 1]
    if not after or not "\u0e00" <= after <= "\u17ff":
        return False
    if unicodedata.category(after) in _MARKS:
        return True
    if after >= "\u1780":
        return _khmer(text, index)
    if after >= "\u1000":
        return _burmese(text, index)
    if before in _LEADING_VOWELS or after in _FOLLOWING_VOWELS:
        return True
    return _is_silenced(text, index) or _is_inside_ra(text, index)


def _is_inside_ra(text: str, index: int) -> bool:
    """A syllable kra- or pra- begins a word: it is neither cut nor followed by another word."""
    if _THAI_PREFIX.search(text, max(0, index - 4), index):
        return True
    return text[index] == "ร" and text[index - 1] in _CLUSTERED and bool(_THAI_RA.match(text, index))


def _is_silenced(text: str, index: int) -> bool:
    """A consonant with a thanthakhat, with or without a vowel between, closes the syllable before it."""
    return any(
        char in _SILENCERS for char in text[index + 1 : index + 3] if unicodedata.category(char) == "Mn"
    )


def _burmese(text: str, index: int) -> bool:
    """A consonant that is killed or stacked belongs to the syllable before it."""
    following = text[index + 1 : index + 3]
    return text[index - 1] == _VIRAMA or following[:1] in (_ASAT, _VIRAMA) or following == "\u1037\u103a"


def _khmer(text: str, index: int) -> bool:
    """A subscript belongs to the consonant above it, a silenced or shortened one to the syllable before."""
    return text[index - 1] == _COENG or text[index] == _COENG or text[index + 1 : index + 2] in _KILLERS
