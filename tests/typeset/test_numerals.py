"""Numbers by language, and the traps found in real campaign texts."""

from decimal import Decimal

import pytest

from toolkit.languages import Language
from toolkit.numerals import (
    native_digits,
    number,
    percent,
    plural_form,
    scaled,
)
from toolkit.quantities import quantities_in
from toolkit.statements import text_fault

BILLIONS = Decimal(2_600_000_000)


@pytest.mark.parametrize(
    ("tag", "digits"),
    [
        ("ar", "2021"),
        ("ar-EG", "٢٠٢١"),
        ("fa", "۲۰۲۱"),
        ("ur", "2021"),
        ("bn", "২০২১"),
        ("mr", "२०२१"),
        ("hi", "2021"),
        ("my", "၂၀၂၁"),
        ("dz", "༢༠༢༡"),
        ("th", "2021"),
    ],
)
def test_digits_are_those_of_the_language(tag: str, digits: str) -> None:
    """Native digits where the language uses them by default, Western ones elsewhere."""
    assert native_digits("2021", Language(tag)) == digits


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "12,345.6"),
        ("fr", "12\u202f345,6"),
        ("es", "12.345,6"),
        ("ru", "12\u00a0345,6"),
        ("vi", "12.345,6"),
        ("de", "12.345,6"),
        ("fa", "۱۲٬۳۴۵٫۶"),
    ],
)
def test_separators_follow_the_language(tag: str, text: str) -> None:
    """Decimal sign and grouping are CLDR's."""
    assert number(Decimal("12345.6"), Language(tag)) == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "37%"),
        ("fr", "37\u00a0%"),
        ("ru", "37\u00a0%"),
        ("de", "37\u00a0%"),
        ("tr", "%37"),
        ("fa", "۳۷٪"),
        ("ar", "37%"),
        ("zh-Hans", "37%"),
    ],
)
def test_the_percent_sign_stands_on_its_side(tag: str, text: str) -> None:
    """Before the number in Turkish, after a space in French, the Arabic sign in Persian."""
    assert percent(37, Language(tag)) == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "2.6\u00a0billion"),
        ("fr", "2,6\u00a0milliards"),
        ("es", "2,6\u00a0mil\u00a0millones"),
        ("ru", "2,6\u00a0миллиарда"),
        ("zh-Hans", "26亿"),
        ("ar", "2.6\u00a0مليار"),
        ("vi", "2,6\u00a0tỷ"),
        ("ja", "26億"),
        ("de", "2,6\u00a0Milliarden"),
    ],
)
def test_scale_words_are_those_of_the_language(tag: str, text: str) -> None:
    """2.6 billion in the six official languages of the UN and others; reading it back gives the figure."""
    assert scaled(BILLIONS, Language(tag)) == text
    assert [quantity.value for quantity in quantities_in(text, Language(tag))] == [BILLIONS]


@pytest.mark.parametrize(
    ("tag", "text", "meant"),
    [
        ("es", "2,6 millones de personas siguen sin conexión", "2,6\u00a0mil\u00a0millones"),
        ("fr", "2,6 millions de personnes", "2,6\u00a0milliards"),
        ("ru", "2,6 миллиона человек", "2,6\u00a0миллиарда"),
        ("ar", "2.6 مليون شخص", "2.6\u00a0مليار"),
        ("vi", "2,6 triệu người", "2,6\u00a0tỷ"),
        ("zh-Hans", "2.6亿人", "26亿"),
        ("en", "2.6 million people", "2.6\u00a0billion"),
    ],
)
def test_a_wrong_scale_word_is_caught(tag: str, text: str, meant: str) -> None:
    """The slip of a real press release: 2,6 millones for 2.6 billion."""
    found = text_fault(text, BILLIONS, Language(tag))
    assert found is not None
    assert found.message.endswith(f"write '{meant}'")
    assert "not 2,600,000,000" in found.message


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("es", "2,6 mil millones de personas"),
        ("es", "2.600 millones de personas"),
        ("en", "2.6bn people in 2024"),
        ("en", "some 2,600 million people"),
        ("ru", "2,6 млрд человек"),
        ("zh-Hans", "26亿人"),
        ("fa", "۲٫۶ میلیارد نفر"),
        ("en", "more than a third of the world"),
        ("fr", "le 17 mai 2021"),
    ],
)
def test_right_and_unrelated_figures_pass(tag: str, text: str) -> None:
    """Other ways to write the figure, and texts that do not mention it, are not at fault."""
    assert text_fault(text, BILLIONS, Language(tag)) is None


def test_rounding_is_no_drift() -> None:
    """A figure may be rounded to the places it shows, not beyond."""
    english = Language("en")
    (shown,) = quantities_in("2.6 billion", english)
    assert shown.agrees_with(Decimal(2_640_000_000))
    (drifted,) = quantities_in("2.5 billion", english)
    assert not drifted.agrees_with(Decimal(2_600_000_000))


@pytest.mark.parametrize(
    ("count", "form"), [(1, "день"), (2, "дня"), (5, "дней"), (21, "день"), (112, "дней")]
)
def test_plural_rules_choose_the_form(count: int, form: str) -> None:
    """Russian has three forms for whole numbers."""
    forms = {"one": "день", "few": "дня", "many": "дней", "other": "дня"}
    assert plural_form(count, forms, Language("ru")) == form
