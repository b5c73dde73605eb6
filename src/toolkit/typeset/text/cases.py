"""Capitals by the rules of the language."""

import re
import unicodedata

from toolkit.languages import Language
from toolkit.typeset.text.patterns import ADDRESS, HASHTAG

_DOTTED_I = frozenset({"tr", "az", "crh", "tt", "kk-Latn"})
_KEPT = re.compile(f"{ADDRESS.pattern}|{HASHTAG.pattern}")
# Mkhedruli is set as it is: headline capitals (Mtavruli) would be a change of tone, and few fonts have them.
_UNICAMERAL = re.compile("([\u10d0-\u10ff]+)")


# Irish and Scottish Gaelic: letters of mutation before a capital stay small, nGaeilge, hÉireann, h-Alba.
_MUTATION = re.compile("(?<![^\\W\\d_])([a-z]{1,3}-?)(?=[A-ZÀÁÈÉÌÍÒÓÙÚ])")
_MUTATED_VOWEL = re.compile("(?<![^\\W\\d_])([tn])-([aeiouáéíóú])")
_MUTATING = frozenset({"ga", "gd"})


def uppercase(text: str, language: Language) -> str:
    """Return `text` in capitals; addresses and hashtags keep their form (Unicode 5.18, SpecialCasing.txt)."""
    out, last = [], 0
    for match in _KEPT.finditer(text):
        out += [_upper(text[last : match.start()], language), match[0]]
        last = match.end()
    return "".join((*out, _upper(text[last:], language)))


def _upper(text: str, language: Language) -> str:
    base = language.tag.partition("-")[0]
    if base in _DOTTED_I:
        text = text.replace("i", "İ")
    if base == "lt":
        text = re.sub("i\u0307(?=[\u0300\u0301\u0303])", "i", unicodedata.normalize("NFD", text))
    if base == "el":
        text = _without_tonos(text)
    if base == "hy":
        text = text.replace("\u0587", "եվ")  # as Armenia spells it; SpecialCasing.txt has the older ԵՒ
    if base == "ga":
        text = _MUTATED_VOWEL.sub(lambda match: match[1] + match[2].upper(), text)
    pieces = (_MUTATION if base in _MUTATING else _UNICAMERAL).split(text)
    raised = (piece if odd % 2 else piece.upper() for odd, piece in enumerate(pieces))
    return unicodedata.normalize("NFC", "".join(raised))


def _without_tonos(text: str) -> str:
    """Take the accents off Greek vowels; a dialytika shows that two vowels do not join."""
    decomposed = unicodedata.normalize("NFD", text)
    split = re.sub("([αεο])\u0301([ιυ])(?!\u0308)", "\\1\\2\u0308", decomposed)
    lone_eta = re.sub(r"(?<!\w)η\u0301(?!\w)", "Ή", split)
    return re.sub("[\u0301\u0300\u0342\u0313\u0314]", "", lone_eta)
