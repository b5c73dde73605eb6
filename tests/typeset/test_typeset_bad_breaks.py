"""A kept list of bad breaks: places inside words where trials saw lines end. None of them ends one now."""

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextStyle, typeset
from toolkit.typeset.linebreak.breaks import find_breaks
from toolkit.typeset.linebreak.rating import INSIDE_WORD
from toolkit.units import Size

# Language, sentence, and the words in it that are cut at no place.
WORDS = [
    ("th", "ทุกคนมีสิทธิในการกระทำที่เท่าเทียมกัน", "การกระทำ เท่าเทียม"),
    ("th", "ประเทศสมาชิกเดินทางจากระบบเดิม", "ประเทศ ระบบ"),
    ("km", "សិទ្ធិចូលរួមក្នុងសមាគមដោយសេរី", "សមាគម"),
    ("my", "သဘာဝပတ်ဝန်းကျင်ကို ထိန်းသိမ်းရန်", "သဘာဝ"),
    ("my", "ကလေးများ၏ အခွင့်အရေးများကို", "ကလေး"),
    ("ja", "何人も、ほしいままに逮捕、拘禁、又は追放されることはない。", "追放される"),
    ("ja", "残虐な、非人道的な若しくは屈辱的な取扱を受けない", "非人道的な 屈辱的な"),
    ("zh", "残忍的、不人道的或侮辱性的待遇或刑罚", "侮辱性的 人道的"),
    ("zh", "人人有权了解过去的事情", "了解 过去的"),
    ("zh", "全球26亿人未联网，生活不便", "联网"),
]


@pytest.mark.parametrize(("tag", "text", "words"), WORDS)
def test_no_break_inside_these_words_is_cheap(tag: str, text: str, words: str) -> None:
    """There is none, or it costs as much as any inside a word: no particle makes it cheaper."""
    costs = {entry.index: entry.cost for entry in find_breaks(text, Language(tag))}
    assert words.split()
    for word in words.split():
        start = text.index(word)
        assert all(costs.get(place, 9.0) >= INSIDE_WORD for place in range(start + 1, start + len(word)))


@pytest.mark.parametrize(("tag", "text", "words"), WORDS)
def test_no_line_ends_inside_these_words(shipped: FontLibrary, tag: str, text: str, words: str) -> None:
    """Set in frames of many widths, where a line can hold the word at all."""
    style = TextStyle(max_size=40, min_size=20)
    for width in range(220, 620, 40):
        layout = typeset(text, language=Language(tag), style=style, frame=Size(width, 600), fonts=shipped)
        lines = [line.text for line in layout.lines]
        assert words.split()
        assert all(any(word in line for line in lines) for word in words.split())


@pytest.mark.parametrize(
    ("tag", "text", "particle"),
    [("ja", "未来がんばる", "がん"), ("zh", "有权了解", "了解"), ("my", "သူကလေးကို", "ကလေး")],
)
def test_a_particle_is_a_whole_word(tag: str, text: str, particle: str) -> None:
    """A syllable that begins another word is none: the break before that word is not dearer for it."""
    costs = {entry.index: entry.cost for entry in find_breaks(text, Language(tag))}
    assert costs[text.index(particle)] < INSIDE_WORD


@pytest.mark.parametrize(
    ("tag", "text", "width", "most"),
    [
        ("zh", "任何人不得加以酷刑，或施以残忍的、不人道的或侮辱性的待遇或刑罚。", 150, 10),
        ("de", "In der Welt leben 2,6 Mrd. Menschen ohne Netz nach Art. 19 Abs. 2 am 17. Mai", 330, 6),
        ("ja", "追放される", 110, 2),
    ],
)
def test_shunning_poor_breaks_scatters_no_text(
    shipped: FontLibrary, tag: str, text: str, width: int, most: int
) -> None:
    """At a size that cannot shrink, a text has about as many lines as it needs, not one for each word."""
    style = TextStyle(max_size=34, min_size=34)
    layout = typeset(text, language=Language(tag), style=style, frame=Size(width, 900), fonts=shipped)
    assert layout.overflow is None
    assert len(layout.lines) <= most
