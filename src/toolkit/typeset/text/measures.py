"""Numbers with what belongs to them: units, scale words, currencies, months, pages and articles."""

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.languages import Language
from toolkit.scale_words import folded
from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.typeset.text.measure_words import WordIndex, months, short_scales, words_after, words_before
from toolkit.typeset.text.patterns import PHONE, SERIAL
from toolkit.typeset.unicode.marks import WORD

Range = tuple[int, int]

_ISOLATES = "\u2066-\u2069"
_BLANK = " \u00a0\u202f\u2009"
_DIGITS = r"\d+(?:[.,:٫٬/]\d+)*"
_NUMBER = re.compile(
    rf"[+\-−±~≈<>≤≥]?{_DIGITS}(?:[{_BLANK}'’]\d{{3}}(?!\d))*(?:[.,٫]\d+)?"
    rf"(?:[%٪‰]?\s?[-–—‑~～]\s?{_DIGITS}(?:[{_BLANK}]\d{{3}}(?!\d))*)*"
)
_GAP = re.compile(f"[{_ISOLATES}]*[{_BLANK}\\-\u2011]?[{_ISOLATES}]*")
_GAP_BEFORE = re.compile(f"[{_ISOLATES}]*[{_BLANK}]?[{_ISOLATES}]*$")
_NEXT_WORD = re.compile(f"[{_BLANK}]{WORD}+")
_MOST_WORDS = 4
_CITED = frozenset(".§")
_PAIRS = re.compile(
    # Months that are numbers (Vietnamese, Mongolian); endings behind a hyphen (Hungarian 17-én, 2021-ben).
    r"\d{1,2} tháng \d{1,2}(?!\d)|\d{1,2}-р сар(?:ын)? \d{1,2}(?:-[^\W\d_]{1,4})?(?!\w)"
    r"|\d[-\u2011][^\W\d_]{1,4}(?!\w)"
    r"|\d{1,2}月\d{1,2}[日號号]|\d{1,2}월 ?\d{1,2}일|\d{1,2}[時时點点]\d{1,2}分|\d{1,2}시 ?\d{1,2}분"
)
_SHORT_NUMBER = re.compile(r"(?<![\d.,])\d{1,2}$")
_ORDINAL = r"\d{1,2}(?:\.|\.?[ºª]|-?[^\W\d_]{1,3})?(?:\s?[–-]\s?\d{1,2}\.?)?"
_LINK = r"(?:de |d['’]|do |di |del |dels |ng |ika-|na |ta['’] |a |e |ya |van |tal-|ta' )?"


def measures(text: str, language: Language, typography: LanguageTypography) -> Iterator[Range]:
    """Yield what must stay whole: numbers with what belongs to them, telephone numbers, days with months."""
    for pattern in (PHONE, SERIAL, _PAIRS, _dates(language)):
        yield from (match.span() for match in pattern.finditer(text))
    plain = folded(text)
    before, after = words_before(language, typography), words_after(language, typography)
    last: Range | None = None
    for match in _NUMBER.finditer(text):
        start = _with_word_before(plain, match.start(), before)
        end = _after_ordinal(plain, match.end(), after) if typography.ordinals_have_stops else match.end()
        end = _with_words_after(plain, end, after, short_scales(typography))
        yield start, end
        # Art. 19 Abs. 2: what is cited by two numbers is one thing.
        is_cited = not _CITED.isdisjoint(text[start : match.start()])
        if last and is_cited and re.fullmatch(f"[{_BLANK}]", text[last[1] : start]):
            yield last[0], end
            start = last[0]
        last = (start, end) if is_cited else None


def _with_word_before(plain: str, start: int, words: WordIndex) -> int:
    gap = _GAP_BEFORE.search(plain, max(0, start - 6), start)
    end = gap.start() if gap else start
    found = words.start(plain, end)
    return found if found < end else start


def _after_ordinal(plain: str, end: int, words: WordIndex) -> int:
    """Return the end of what an ordinal with its stop belongs to: ``20. Jahrhundert``."""
    if plain[end : end + 2] != ". " or not _SHORT_NUMBER.search(plain, max(0, end - 3), end):
        return end
    found = words.end(plain, end + 2)
    return found if found > end + 2 else end


def _with_words_after(plain: str, end: int, words: WordIndex, short: frozenset[str]) -> int:
    for _ in range(_MOST_WORDS):
        gap = _GAP.match(plain, end)
        place = gap.end() if gap else end
        after = words.end(plain, place)
        if after == place:
            return end
        end = after
        if plain[place:after] in short:
            noun = _NEXT_WORD.match(plain, after)
            return noun.end() if noun else after
    return end


@lru_cache(maxsize=256)
def _dates(language: Language) -> re.Pattern[str]:
    """Return a pattern of days with their months, in either order; years may stand on the next line."""
    names = "|".join(map(re.escape, months(language))) or "(?!)"
    ending = r"(?:[^\W\d_]{0,4})"
    before = rf"(?<![\d.,:/]){_ORDINAL}[ \u00a0]{_LINK}(?:{names})(?!\w)"
    after = rf"(?<!\w)(?:{names}){ending}[ \u00a0]\d{{1,2}}(?!\d)(?![.,:/]\d)"
    return re.compile(f"{before}|{after}", re.IGNORECASE)
