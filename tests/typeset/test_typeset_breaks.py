"""Where lines end: the rules of languages on top of UAX #14."""

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, typeset
from toolkit.typeset.linebreak.breaks import EMERGENCY, find_breaks
from toolkit.units import Size


def _pieces(text: str, tag: str, terms: tuple[str, ...] = ()) -> list[str]:
    """Cut a text wherever a line may end without an emergency."""
    ends = [entry.index for entry in find_breaks(text, Language(tag), terms) if entry.cost < EMERGENCY]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _cost(text: str, before: str, tag: str) -> float:
    """Return the cost of the break just before the first occurrence of a piece."""
    return {entry.index: entry.cost for entry in find_breaks(text, Language(tag))}[text.index(before)]


@pytest.mark.parametrize(
    ("tag", "text", "kept"),
    [
        ("fr", "numérique à une époque", "à une "),
        ("es", "hombres y mujeres", "y mujeres"),
        ("it", "uomini e donne", "e donne"),
        ("ru", "вызовы и возможности", "и возможности"),
        ("ru", "в сложные времена", "в сложные "),
        ("pl", "praca i nauka", "i nauka"),
        ("cs", "práce a věda", "a věda"),
        ("uk", "у світі", "у світі"),
        ("en", "this is plan B.", "plan B."),
        ("fr", "selon M. Zhao hier", "M. Zhao "),
        ("en", "says A. Guterres now", "A. Guterres "),
        ("ru", "слова А. Гутерриша", "А. Гутерриша"),
    ],
)
def test_a_one_letter_word_never_stands_at_an_edge(tag: str, text: str, kept: str) -> None:
    """The word after it comes along, so does the name after an initial, and a last letter has company."""
    assert kept in _pieces(text, tag)


@pytest.mark.parametrize(
    ("tag", "text", "kept"),
    [
        ("en", "about 37 % of people", "37 % "),
        ("en", "some 2.6 billion people", "2.6 billion "),
        ("fr", "soit 2,6 milliards de", "2,6 milliards "),
        ("es", "unos 2,6 mil millones de", "2,6 mil millones "),
        ("ru", "около 2,6 миллиарда человек", "2,6 миллиарда "),
        ("vi", "khoảng 2,6 tỷ người", "2,6 tỷ "),
        ("fr", "plus de 10 000 km de", "10 000 km "),
        ("en", "from 13:00–14:30 CEST on", "13:00–14:30 CEST "),
        ("en", "costs US$ 5 or", "US$ 5 "),
        ("en", "the n° 5 case", "n° 5 "),
        ("en", "during COVID-19 times", "COVID-19 "),
        ("en", "the ITU-T study", "ITU-T "),
        ("en", "to WSIS+20 and", "WSIS+20 "),
        ("en", "on 7–10 September", "7–10 September"),
        ("en", "meet on 17 May in Geneva", "17 May "),
        ("zh-Hans", "于2021年5月17日在", "2021年"),
        ("zh-Hans", "约26亿人", "26亿人"),
        ("ja", "約26億人が", "26億人"),
        ("ko", "약 26억 명이", "26억 명"),
    ],
)
def test_a_number_keeps_its_unit_and_a_name_its_number(tag: str, text: str, kept: str) -> None:
    """No line ends between a number and what it counts, nor inside a name with digits."""
    assert kept in _pieces(text, tag)


@pytest.mark.parametrize(
    "whole",
    [
        "#WTISD2021",
        "#Connect2030",
        "#اليوم_العالمي",
        "@ITU",
        "https://www.itu.int/en/wtisd/2021",
        "itu.int/wtisd-2021",
    ],
)
def test_hashtags_and_addresses_are_whole(whole: str) -> None:
    """They break only in an emergency."""
    assert whole in [piece.strip() for piece in _pieces(f"see {whole} now", "en")]


def test_an_emergency_cuts_an_address_between_its_words(square: FontLibrary) -> None:
    """One wider than the frame at the smallest size is cut where a new word begins; otherwise none is."""
    style = TextStyle(max_size=10, min_size=5, leading=1.0)

    def lines(width: float) -> list[str]:
        layout = typeset(
            "itu.int/ab", language=Language("en"), style=style, frame=Size(width, 90), fonts=square
        )
        assert layout.overflow is None
        return [line.text for line in layout.lines]

    assert lines(50) == ["itu.int/ab"]
    assert lines(45) == ["itu.", "int/ab"]


@pytest.mark.parametrize("tag", ["#HashTag", "@HashTag", "#हिन्दी_दिवस", "#தமிழ்_நாள்"])
def test_a_hashtag_is_never_cut(shipped: FontLibrary, tag: str) -> None:
    """It is set smaller, and told where that is too wide still: its first half would be another tag."""
    style = TextStyle(max_size=40, min_size=10)

    def layout(width: float) -> TextLayout:
        return typeset(
            f"ab {tag} cd", language=Language("hi"), style=style, frame=Size(width, 300), fonts=shipped
        )

    room = layout(1000).ink.width * 10 / 40
    shrunk, crowded = layout(room), layout(room / 4)
    assert (shrunk.overflow, shrunk.size < 40) == (None, True)
    assert crowded.overflow is not None
    for found in (shrunk, crowded):
        assert sum(tag in line.text for line in found.lines) == 1


def test_authors_force_and_forbid_breaks() -> None:
    """U+200B allows a break, U+00A0 and U+2060 forbid one, terms stay whole, in capitals too."""
    assert _pieces("abc\u200bdef", "en") == ["abc\u200b", "def"]
    assert _pieces("abc\u00a0def", "en") == ["abc\u00a0def"]
    assert _pieces("在\u2060艰难", "zh") == ["在\u2060艰", "难"]
    assert _pieces("the World Summit now", "en", terms=("World Summit",)) == ["the ", "World Summit ", "now"]
    assert _pieces("THE WORLD SUMMIT", "en", terms=("World Summit",)) == ["THE ", "WORLD SUMMIT"]


def test_a_spaced_dash_never_begins_a_line() -> None:
    """It stays with the words before it."""
    assert _pieces("времена — вызовы", "ru") == ["времена — ", "вызовы"]


def test_chinese_prefers_breaks_between_words() -> None:
    """Inside a word a break costs far more; it is still possible."""
    text = "在艰难时期加速转型"
    assert _cost(text, "加速", "zh-Hans") < 0.1
    assert _cost(text, "难", "zh-Hans") > 1.5


def test_chinese_suffixes_stay_with_their_word() -> None:
    """A line should not start with 的."""
    assert _cost("世界的未来", "的", "zh-Hans") > _cost("世界的未来", "未来", "zh-Hans")


def test_japanese_prefers_phrases_then_words() -> None:
    """A phrase break is cheap, a word break dearer, one inside a word dearest; none before small kana."""
    text = "困難な時代にデジタルトランスフォーメーションを加速"
    phrase, word = _cost(text, "時代", "ja"), _cost(text, "トランス", "ja")
    assert phrase < word < _cost(text, "ション", "ja")
    assert "ォー" not in {text[entry.index : entry.index + 2] for entry in find_breaks(text, Language("ja"))}


def test_korean_prefers_spaces() -> None:
    """Between words is cheap, inside a word dear."""
    text = "어려운 시기에 디지털"
    assert _cost(text, "시기에", "ko") < _cost(text, "기에", "ko")


@pytest.mark.parametrize(
    ("tag", "text", "impossible"),
    [
        ("my", "ဂီးဇ်", "ဇ်"),
        ("my", "ဒစ်ဂျစ်တယ်", "စ်"),
        ("km", "ហ្វ្រាសឺ", "រ"),
        ("th", "บาร์เธเลมี", "ธ"),
        ("th", "ปัญจาบ", "า"),
        ("lo", "ເດນມາກ", "ດ"),
    ],
)
def test_no_line_starts_where_spelling_forbids(tag: str, text: str, impossible: str) -> None:
    """Dictionary breaks inside syllables of loan words and names are taken out."""
    ends = {entry.index for entry in find_breaks(text, Language(tag))}
    assert text.index(impossible) not in ends


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("th", "เร่งการเปลี่ยนผ่านในช่วงเวลาที่ท้าทาย"),
        ("km", "ពន្លឿនការផ្លាស់ប្តូរក្នុងគ្រាលំបាក"),
        ("lo", "ເລັ່ງການຫັນເປັນໃນຊ່ວງເວລາ"),
        ("my", "အချိန်တွင်အသွင်ကူးပြောင်းမှု"),
    ],
)
def test_scripts_without_spaces_still_break(tag: str, text: str) -> None:
    """The dictionaries find words in text without spaces."""
    assert len(_pieces(text, tag)) > 2


@pytest.mark.parametrize(
    ("tag", "text", "leaning", "plain"),
    [
        ("en", "the rise of the digital age", "digital", "of the"),
        ("fr", "la transformation de la société", "société", "de la"),
        ("hi", "परिवर्तन को गति देना", "को", "गति"),
        ("vi", "vào ngày 17 tháng 5 năm 2024", "năm", "ngày"),
        ("en", "says Houlin Zhao today", "Zhao", "today"),
    ],
)
def test_articles_and_particles_lean_on_their_word(tag: str, text: str, leaning: str, plain: str) -> None:
    """A break between a small word and its noun costs more than one beside them."""
    assert _cost(text, leaning, tag) > _cost(text, plain, tag)
