"""Patterns of what belongs together in running text: hashtags, addresses, numbers with their units."""

import re

from toolkit.typeset.unicode.marks import JOINERS, MARKS, WORD

_URL = r"(?:https?://|www\.)[^\s<>\"«»“”\u2066-\u2069]*[\w/]"
_EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_HOST = r"(?<![\w.@-])(?:[A-Za-z0-9-]+\.)+(?:[a-z]{2,6})(?:/[\w./%?=&~#-]*[\w/])?(?![\w.])"
# UTS #31, R8: letters with their marks and joiners; a tsheg or an apostrophe may stand between them.
_HASHTAG = rf"(?<![\w{MARKS}{JOINERS}])[#＃﹟@](?=\w){WORD}+(?:[\u0f0b\u00b7・'’‘](?=\w){WORD}+)*"

ADDRESS = re.compile(f"{_URL}|{_EMAIL}|{_HOST}")
HASHTAG = re.compile(_HASHTAG)
ISOLATED = re.compile(f"{_URL}|{_EMAIL}|{_HOST}|{_HASHTAG}")
"""What is isolated from the direction of its surroundings and cut only if nothing else fits."""

# Names with digits and signs: WSIS+20, COVID-19, ITU-T, 5G.
_NAME = r"\b[A-Z]{2,}(?:[-+\u2011/&][A-Z0-9]+)+\b|\b\w+\+\d+\b"
_BLANK = "[ \u00a0\u202f]"
_DIGITS = r"\d+(?:[.,٫٬]\d+)*"
_SIGN = r"(?<![\w.,])(?<!\d[ \u00a0\u202f])[+\-−±∓≈~<>≤≥]"
_LATIN_UNIT = (
    r"(?:[kMGTPm]?(?:bit/s|bps|B/s)|[kMGTm]?(?:Hz|Wh|W|B|V)|[kMGT]i?B|[cmkµ]?m[²³]?|[mkµ]?g|[mh]?[lL]|km/h|m/s|"
    r"CO₂|ppm|dB|dpi|px|ha)(?![\w/²³])"
)

PHONE = re.compile(
    rf"(?<![\w.,+])\+\d(?:{_BLANK}?[(\-\u2011./]?\d[)]?){{6,14}}(?!\w)"
    rf"|(?<![\w.,])0\d{{1,3}}(?:[ \u00a0\u202f\-\u2011]\d{{2,4}}){{2,4}}(?!\w)"
    rf"|(?<![\w.,])\(?\d{{2,4}}\)[ \u00a0\u202f]?\d{{3,4}}[ \u00a0\u202f\-\u2011]?\d{{3,4}}(?!\w)"
    r"|(?<![\w.,\-\u2011])\d{3}[-\u2011]\d{4}(?<!00)(?![\w\-\u2011])"
)
"""A telephone number: international (ITU-T E.123), with a trunk 0, with an area code, or local."""

SERIAL = re.compile(
    r"(?<![\w.,\-\u2011])\d+(?:[-\u2011]\d+){2,}(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+\-]\d\d:?\d\d)?)?(?![\w\-\u2011])"
)
"""Numbers joined by hyphens: an ISO 8601 date, an ISBN, a telephone number."""

DIRECTED = re.compile(
    rf"{_SIGN}{_BLANK}?{_DIGITS}(?:{_BLANK}?(?:[%٪‰]|°[CF]?(?!\w)|[℃℉]|{_LATIN_UNIT}))?"
    rf"|(?<![\d.,]){_DIGITS}{_BLANK}?(?:[%٪‰]|°[CF](?!\w)|°(?!\w)|[℃℉]|{_LATIN_UNIT})"
    rf"|(?:US\$|[$€£¥₪]){_BLANK}?{_DIGITS}"
)
"""A number with a sign or a Latin unit whose side must not depend on the words around it."""

NAME = re.compile(_NAME)
