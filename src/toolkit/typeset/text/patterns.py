"""Patterns of what belongs together in running text: hashtags, addresses, numbers with their units."""

import re

_URL = r"(?:https?://|www\.)[^\s<>\"«»“”\u2066-\u2069]*[\w/]"
_EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_HOST = r"(?<![\w.@-])(?:[A-Za-z0-9-]+\.)+(?:[a-z]{2,6})(?:/[\w./%?=&~#-]*[\w/])?(?![\w.])"
_HASHTAG = r"(?<!\w)[#＃@][\w\u200c\u200d]+"

ADDRESS = re.compile(f"{_URL}|{_EMAIL}|{_HOST}")
HASHTAG = re.compile(_HASHTAG)
ISOLATED = re.compile(f"{_URL}|{_EMAIL}|{_HOST}|{_HASHTAG}")
"""What is isolated from the direction of its surroundings and cut only if nothing else fits."""

# Names with digits and signs: WSIS+20, COVID-19, ITU-T, 5G; and numbers: 13:00–14:30, 2,6, 10 000.
_NAME = r"\b[A-Z]{2,}(?:[-+\u2011/&][A-Z0-9]+)+\b|\b\w+\+\d+\b"
_NUMBER = r"[+\-−±]?\d+(?:[.,:٫٬/]\d+)*(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:\s?[-–—‑]\s?\d+(?:[.,:٫٬]\d+)*)?"

PERCENT = re.compile(r"(?<![\d.,])[+\-−]?\d+(?:[.,٫٬]\d+)*[ \u00a0\u202f]?[%٪‰]|[$€£] ?\d+(?:[.,]\d+)*")
"""A number with a sign whose side must not depend on the words around it."""

# What numbers count in Chinese, Japanese and Korean, written without a space.
_COUNTERS = (
    "年月日号號時时点點分秒亿億万萬兆千百个個人名件家次期届屆周週歲岁元円圓国國년월일시분초만억조명개회차국"
)

UNIT = (
    rf"(?:[%‰٪℃°€£¥₫₽₹₩₴₺₪฿៛₮₸₾{_COUNTERS}]|US\$|\$|(?:USD|EUR|CHF|GBP|JPY|CNY|VND|RUB|XAF|XOF|"
    r"[kKMGT]?(?:bit/s|bps|Hz|B|W|Wh|m|g)|[кКМГТ]?(?:бит/с|Гц|Б|Вт|м|г)|[kM]?bit/s|[cm]m|km²|m²|h|min|s|"
    r"ч|мин|с|л|руб|тыс|млн|млрд|трлн|"
    r"bn|[mb]illions?|trillions?|milliards?|mil|millones|millón|mil millones|"
    r"тысяч\w*|миллион\w*|миллиард\w*|триллион\w*|"
    r"a\.m\.|p\.m\.|AM|PM|UTC|GMT|CES?T|pour cent|per cent|por ciento|процент\w*|"
    r"tỷ|tỉ|triệu|nghìn|phần trăm|مليارات?|ملايين|مليون|ألف|في المائة|بالمائة)(?![\w/]))"
)
MEASURE = re.compile(rf"{_NUMBER}(?:[ \u00a0\u202f]?{UNIT})*")
PREFIXED = re.compile(
    r"(?:US\$|[€$£¥₫№§]|\b(?:USD|EUR|CHF|No\.|n[°º]|art\.|p\.|pp\.|vol\.|ст\.|стр\.|см\.)) \d"
)
NAME = re.compile(_NAME)
