"""Figures in all official languages: what is suggested is accepted, and reads back as the same number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cldr.locale_tables import table_of
from toolkit.languages import Language
from toolkit.numerals import number, scaled
from toolkit.quantities import NumberScale, quantities_in
from toolkit.statements import figure_fault, figure_text, text_fault
from toolkit.typeset.fonts.coverage import official_languages

OFFICIAL = official_languages()
BILLIONS = Decimal(2_600_000_000)
FIGURES = [
    *map(Decimal, ("0.37", "0.7", 4, 15, 1_200, 1_969, 12_000, 15_000, 350_000, 999_950_000, 1_234_567)),
    *map(Decimal, (10**6, 1_200_000, 26_000_000, 10**9, 2_600_000_000, 2_650_000_000, 3_700_000_000)),
    *map(Decimal, (12_345_678_901, 2 * 10**12, 25 * 10**12)),
]
LARGE = [figure for figure in FIGURES if figure >= 10**6]


@pytest.mark.parametrize("language", OFFICIAL, ids=str)
def test_what_is_suggested_is_accepted_and_reads_back(language: Language) -> None:
    """The remedy of every figure is no problem, alone or in a sentence, and states exactly that figure."""
    for figure in FIGURES:
        written = figure_text(figure, language)
        assert figure_fault(written, figure, language) is None
        assert text_fault(f"– {written} –", figure, language) is None
        assert [quantity.value for quantity in quantities_in(written, language)] == [figure]
        typed = written.replace("\u00a0", " ").replace("\u202f", " ")  # as a terminal or a person gives it
        assert figure_fault(typed, figure, language) is None


@pytest.mark.parametrize("language", OFFICIAL, ids=str)
def test_a_figure_of_another_size_is_told_with_a_remedy_that_holds(language: Language) -> None:
    """A thousand times or ten times too much or too little, in the language's own words."""
    assert LARGE
    for figure in LARGE:
        for factor in map(Decimal, ("0.001", "0.1", "10", "1000")):
            other = figure_text(figure * factor, language)
            fault = figure_fault(other, figure, language)
            assert fault is not None
            assert text_fault(f"– {other} –", figure, language) is not None
            quote = fault.message[-1]
            remedy = fault.message.rpartition(f"write {quote}")[2].removesuffix(quote)
            assert remedy == figure_text(figure, language)
            assert figure_fault(remedy, figure, language) is None


@pytest.mark.parametrize("language", [one for one in OFFICIAL if one.tag != "en"], ids=str)
def test_english_words_left_in_a_figure_are_told(language: Language) -> None:
    """An untranslated "2.6 billion" or "70 per cent" is no figure of another language; nor is a letter."""
    for text, figure in (("2.6 billion", BILLIONS), ("350 thousand", Decimal(350_000))):
        fault = figure_fault(text, figure, language)
        assert fault is not None
        assert fault.certain
    assert figure_fault("2.6G", BILLIONS, language) is not None
    if language.tag != "ca":
        assert figure_fault("70 per cent", Decimal("0.7"), language) is not None


@given(st.sampled_from(OFFICIAL), st.integers(min_value=1, max_value=10**15 - 1), st.integers(0, 3))
def test_any_number_reads_back(language: Language, whole: int, places: int) -> None:
    """A number in digits and one with its scale word are read as what they say."""
    value = Decimal(whole).scaleb(-places)
    assert [quantity.value for quantity in quantities_in(scaled(value, language), language)] == [value]
    (plain,) = quantities_in(number(value, language), language)
    assert plain.value == value


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("sw", "bilioni 2.6"),
        ("my", "ဘီလီယံ ၂.၆"),
        ("my", "လူ သန်း ၂၆၀၀"),
        ("km", "2.6 ពាន់លាន"),
        ("zu", "2.6 isigidi sezigidi"),
        ("zu", "izigidigidi 2.6"),
        ("yo", "bílíọ̀nù 2.6"),
        ("yo", "2.6 bilíọ̀nù"),
        ("sw", "watu bilioni 2.6 duniani"),
        ("si", "බිලියන 2.6"),
        ("ha", "biliyan 2.6"),
        ("ln", "miliare 2,6"),
        ("rw", "miliyari 2,6"),
        ("mt", "2.6 biljun"),
        ("ps", "۲٫۶ میلیارده"),
        ("pt", "2,6 mil milhões"),
        ("pt", "2,6 bilhões"),
        ("pt-PT", "2,6 mil milhões"),
        ("gl", "2600 millóns"),
        ("bn", "২.৬ বিলিয়ন"),
        ("bn", "২৬০ কোটি"),
        ("hi", "2 अरब 60 करोड़"),
        ("ur", "2.6 ارب"),
        ("th", "2.6 พันล้านคน"),
        ("km", "2.6ប៊ីលាននាក់"),
        ("my", "၂၆၀ ကုဋေ"),
        ("zh", "26億"),
        ("ja", "２６億人"),
        ("ko", "26억명"),
        ("fi", "2,6 miljardilla"),
        ("pl", "2,6 miliardami"),
        ("ka", "2,6 მილიარდს"),
        ("tr", "2,6 milyarlık"),
        ("is", "2,6 milljörðum"),
        ("sr", "2,6 milijardi"),
        ("ru", "2 млрд 600 млн"),
        ("fa", "۲ میلیارد و ۶۰۰ میلیون"),
        ("de", "2,6 Mrd. Menschen"),
        ("ar", "٢٫٦ مليار"),
        ("he", "\u200f2.6 מיליארד"),
        ("en", "2.6 thousand million"),
        ("en", "a 2.6-billion-dollar gap"),
        ("ru", "2,6-миллиардный"),
        ("fr", "2,6 Mds d’euros"),
        ("om", "biiliyoonaa 2.6"),
        ("es", "2.600.000.000"),
    ],
)
def test_words_that_people_write_are_read(tag: str, text: str) -> None:
    """Before the figure, unspaced, in another case, compound, of the Indian scale, in parts."""
    assert figure_fault(text, BILLIONS, Language(tag)) is None
    assert text_fault(text, BILLIONS, Language(tag)) is None


@pytest.mark.parametrize(
    ("tag", "text", "number_said"),
    [
        ("ja", "1億2000万", 120_000_000),
        ("ko", "1억 2,000만", 120_000_000),
        ("vi", "2 tỷ 600 triệu", 2_600_000_000),
    ],
)
def test_a_number_in_parts_is_their_sum(tag: str, text: str, number_said: int) -> None:
    """Parts stand beside each other, the larger scale first."""
    assert quantities_in(text, Language(tag))[0].value == number_said


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("sw", "bilioni 26", "is 26,000,000,000, not 2,600,000,000: write 'bilioni\u00a02.6'"),
        ("de", "2,6 Foo", "'2,6 Foo' has no scale word that is known in German"),
        ("pl", "2,6 milionami", "'2,6 milionami' has no scale word that is known in Polish"),
        ("de", "2.6 billion", "is 2,600,000,000,000, not 2,600,000,000"),
        ("fi", "2.6 billion", "'2.6 billion' has the English word 'billion': write '2,6\u00a0miljardia'"),
        ("zh-Hant-HK", "2.6億", "is 260,000,000, not 2,600,000,000: write '26億'"),
        ("de", "7 Menschen", "'7 Menschen' is not 2,600,000,000"),
    ],
)
def test_what_is_wrong_is_said_truly(tag: str, text: str, said: str) -> None:
    """A word that is not known is not given a value; a figure that is another is said."""
    fault = figure_fault(text, BILLIONS, Language(tag))
    assert fault is not None
    assert fault.certain
    assert said in fault.message


@pytest.mark.parametrize("tag", ["dyo", "xh", "qu"])
def test_words_of_a_language_without_data_are_not_judged(tag: str) -> None:
    """Where no scale words are known, digits are asked for, and nothing is called wrong."""
    language = Language(tag)
    assert not table_of(language).long
    fault = figure_fault("2.6 foo", BILLIONS, language)
    assert fault is not None
    assert not fault.certain
    assert "no scale words are known in" in fault.message
    assert figure_text(BILLIONS, language) in fault.message
    assert figure_fault("7 foo", Decimal(6), language) is not None


def test_the_decimal_sign_of_another_language_is_a_warning() -> None:
    """The number is right and reads oddly; with three digits behind it, the sign parts groups."""
    fault = figure_fault("2.6 Milliarden", BILLIONS, Language("de"))
    assert fault is not None
    assert not fault.certain
    assert fault.message.endswith("write '2,6\u00a0Milliarden'")
    assert figure_fault("2.600 Millionen", BILLIONS, Language("de")) is None
    (plain,) = quantities_in("15,000", Language("en"))
    assert plain.value == 15_000


@pytest.mark.parametrize(
    ("tag", "text", "figure"),
    [
        ("es", "a 15 millas", Decimal(15)),
        ("en", "In 2026, 26 countries", Decimal(2_600_000_000)),
        ("en", "In 2024, half of all people", Decimal(20_240_000)),
        ("de", "7 von 10 Zielen", Decimal("0.7")),
        ("en", "5G networks and 4K video", Decimal(5_000_000)),
    ],
)
def test_other_numbers_in_a_sentence_are_no_slips(tag: str, text: str, figure: Decimal) -> None:
    """Years, small counts and lengths have the digits of a figure by chance."""
    assert text_fault(text, figure, Language(tag)) is None


def test_a_single_letter_counts_by_its_size() -> None:
    """15 M is fifteen million, 15 m a length."""
    spanish = Language("es")
    assert [one.value for one in quantities_in("15 M", spanish)] == [15_000_000]
    assert [one.scale for one in quantities_in("15 m", spanish)] == [NumberScale.UNKNOWN]


@pytest.mark.parametrize("language", OFFICIAL, ids=str)
def test_plain_digits_are_accepted_in_every_language(language: Language) -> None:
    """However the groups are parted, in Western digits or in those of the language."""
    native = dict(zip(map(ord, "0123456789"), table_of(language).digits, strict=True))
    for text in (
        "2600000000",
        "2 600 000 000",
        "2,600,000,000",
        "2.600.000.000",
        "2’600’000’000",
        "2,60,00,00,000",
    ):
        assert figure_fault(text, BILLIONS, language) is None
        assert figure_fault(text.translate(native), BILLIONS, language) is None
        assert text_fault(f"({text})", BILLIONS, language) is None
    for text in ("70%", "70 %", "%70", "70٪"):
        assert figure_fault(text, Decimal("0.7"), language) is None
        assert figure_fault(text.translate(native), Decimal("0.7"), language) is None
        assert figure_fault(text, Decimal("0.07"), language) is not None
