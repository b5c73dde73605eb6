"""Capitals and small letters by the rules of the language."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from toolkit.languages import Language
from toolkit.typeset.style import Case
from toolkit.typeset.text.patterns import ADDRESS, HASHTAG

_DOTTED_I = frozenset({"tr", "az", "crh", "tt", "kk-Latn"})
_KEPT = re.compile(f"{ADDRESS.pattern}|{HASHTAG.pattern}")
# A word begins at a letter; an apostrophe or a mark inside it begins none.
_WORD = re.compile(r"(?<![\w'’])[^\W\d_]\w*")
# Mkhedruli is set as it is: headline capitals (Mtavruli) would be a change of tone, and few fonts have them.
_UNICAMERAL = re.compile("([\u10d0-\u10ff]+)")


# Irish and Scottish Gaelic: letters of mutation before a capital stay small, nGaeilge, hÉireann, h-Alba.
_MUTATION = re.compile("(?<![^\\W\\d_])([a-z]{1,3}-?)(?=[A-ZÀÁÈÉÌÍÒÓÙÚ])")
_MUTATED_VOWEL = re.compile("(?<![^\\W\\d_])([tn])-([aeiouáéíóú])")
_MUTATING = frozenset({"ga", "gd"})


def cased(text: str, case: Case, language: Language) -> str:
    """Return `text` in capitals, in small letters, or with a capital at each word (CSS Text 3, 2.1).

    The language says which letters those are (Unicode 5.18, SpecialCasing.txt). Addresses and hashtags keep
    their form.
    """
    if not case:
        return text
    change = _CHANGES[case]
    out, last = [], 0
    for match in _KEPT.finditer(text):
        out += [change(text[last : match.start()], language), match[0]]
        last = match.end()
    return "".join((*out, change(text[last:], language)))


def _lower(text: str, language: Language) -> str:
    base = language.tag.partition("-")[0]
    if base in _DOTTED_I or language.tag in _DOTTED_I:
        text = text.replace("İ", "i").replace("I", "ı")
    # Python knows the final sigma of Greek. Georgian headline capitals are small letters of their own.
    return unicodedata.normalize("NFC", text.lower().replace("i\u0307", "i"))


def _capitalised(text: str, language: Language) -> str:
    return _WORD.sub(lambda match: _with_capital(match[0], language), text)


def _with_capital(word: str, language: Language) -> str:
    base = language.tag.partition("-")[0]
    if base == "nl" and word[:2] == "ij":
        return "IJ" + word[2:]
    first = word[0]
    if _UNICAMERAL.match(first):
        return word
    if first == "i" and (base in _DOTTED_I or language.tag in _DOTTED_I):
        return "İ" + word[1:]
    return first.title() + word[1:]


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


_CHANGES: Final[Mapping[str, Callable[[str, Language], str]]] = {
    "uppercase": _upper,
    "lowercase": _lower,
    "capitalize": _capitalised,
}


def _without_tonos(text: str) -> str:
    """Take the accents off Greek vowels; a dialytika shows that two vowels do not join."""
    decomposed = unicodedata.normalize("NFD", text)
    split = re.sub("([αεο])\u0301([ιυ])(?!\u0308)", "\\1\\2\u0308", decomposed)
    lone_eta = re.sub(r"(?<!\w)η\u0301(?!\w)", "Ή", split)
    return re.sub("[\u0301\u0300\u0342\u0313\u0314]", "", lone_eta)
