"""Burmese in Zawgyi: a font encoding that uses Unicode's code points for other letters, in visual order.

Text in it looks right only in a Zawgyi font. It is recognised by what Burmese in Unicode never has, and
turned into Unicode by the table of its glyphs (as CLDR's transform ``my-t-my-s0-zawgyi`` does; UTN #11 for
the order of signs).
"""

import re

_CONSONANT = "\u1000-\u1021\u103f"
_KINZI = "\u1004\u103a\u1039"

_SURE = re.compile(f"[\u1033\u1034\u105a\u1060-\u1097]|\u1039(?![{_CONSONANT}])")
_VISUAL = re.compile(f"(?<![{_CONSONANT}\u1025\u1029\u102b-\u103e])[\u1031\u103b](?=\u103b?[{_CONSONANT}])")

_STACKED = {
    0x1060: "\u1000",
    0x1061: "\u1001",
    0x1062: "\u1002",
    0x1063: "\u1003",
    0x1065: "\u1005",
    0x1066: "\u1006",
    0x1067: "\u1006",
    0x1068: "\u1007",
    0x1069: "\u1008",
    0x106C: "\u100b",
    0x106D: "\u100c",
    0x1070: "\u100f",
    0x1071: "\u1010",
    0x1072: "\u1010",
    0x1073: "\u1011",
    0x1074: "\u1011",
    0x1075: "\u1012",
    0x1076: "\u1013",
    0x1077: "\u1014",
    0x1078: "\u1015",
    0x1079: "\u1016",
    0x107A: "\u1017",
    0x107B: "\u1018",
    0x1085: "\u101c",
    0x1093: "\u1018",
    0x107C: "\u1019",
    0x1096: "\u1010\u103d",
}
_GLYPHS = {
    0x1033: "\u102f",
    0x1034: "\u1030",
    0x1039: "\u103a",
    0x103A: "\u103b",
    0x103B: "\u103c",
    0x103C: "\u103d",
    0x103D: "\u103e",
    0x104E: "\u104e\u1004\u103a\u1038",
    0x105A: "\u102b\u103a",
    0x1064: _KINZI,
    0x106A: "\u1009",
    0x106B: "\u100a",
    0x106E: "\u100d\u1039\u100d",
    0x106F: "\u100d\u1039\u100e",
    0x107D: "\u103b",
    **dict.fromkeys(range(0x107E, 0x1085), "\u103c"),
    0x1086: "\u103f",
    0x1087: "\u103e",
    0x1088: "\u103e\u102f",
    0x1089: "\u103e\u1030",
    0x108A: "\u103d\u103e",
    0x108B: f"{_KINZI}\u102d",
    0x108C: f"{_KINZI}\u102e",
    0x108D: f"{_KINZI}\u1036",
    0x108E: "\u102d\u1036",
    0x108F: "\u1014",
    0x1090: "\u101b",
    0x1091: "\u100f\u1039\u100d",
    0x1092: "\u100b\u1039\u100c",
    0x1094: "\u1037",
    0x1095: "\u1037",
    0x1097: "\u100b\u1039\u100b",
}
_TABLE = _GLYPHS | {code: f"\u1039{letter}" for code, letter in _STACKED.items()}

# In Zawgyi the vowel e and the medial ra stand before their consonant, and kinzi behind it.
_SYLLABLE = re.compile(
    f"(\u1031?)(\u103c?)([{_CONSONANT}\u1025\u1029])((?:\u1039[{_CONSONANT}]\u103d?)*)"
    f"([\u103b-\u103e]*)({_KINZI})?([\u103b-\u103e]*)"
)


def is_zawgyi(text: str) -> bool:
    """Tell whether a Burmese text has letters that only Zawgyi has, or signs before their consonant."""
    return bool(_SURE.search(text) or _VISUAL.search(text))


def from_zawgyi(text: str) -> str:
    """Return a text in Zawgyi in Unicode; its signs may still need sorting."""
    spelled = _SYLLABLE.sub(_logical, text.translate(_TABLE))
    spelled = spelled.replace("\u1025\u103a", "\u1009\u103a").replace("\u1025\u102e", "\u1026")
    # A zero often stands for the letter wa.
    return re.sub("\u1040(?=[\u102b-\u103e])", "\u101d", spelled)


def _logical(match: re.Match[str]) -> str:
    e, ra, consonant, stacked, before, kinzi, after = match.groups("")
    medials = "".join(sorted(set(ra + before + after)))
    return f"{kinzi}{consonant}{stacked}{medials}{e}"
