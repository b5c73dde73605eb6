"""Languages: script, direction and names follow CLDR; unknown tags are refused."""

import pytest

from toolkit.languages import Language, UnknownLanguageError

FACTS = {
    "ar": ("Arab", "rtl"),
    "ur": ("Arab", "rtl"),
    "fa": ("Arab", "rtl"),
    "he": ("Hebr", "rtl"),
    "dv": ("Thaa", "rtl"),
    "zh": ("Hans", "ltr"),
    "zh-Hant": ("Hant", "ltr"),
    "zh-TW": ("Hant", "ltr"),
    "sr": ("Cyrl", "ltr"),
    "sr-Latn": ("Latn", "ltr"),
    "uz-Arab": ("Arab", "rtl"),
    "am": ("Ethi", "ltr"),
    "en": ("Latn", "ltr"),
    "vi": ("Latn", "ltr"),
    "ru": ("Cyrl", "ltr"),
    "hi": ("Deva", "ltr"),
    "ja": ("Jpan", "ltr"),
    "km": ("Khmr", "ltr"),
}


@pytest.mark.parametrize("tag", FACTS)
def test_script_and_direction_follow_from_the_tag(tag: str) -> None:
    """A script in the tag wins, then the territory's usual script, then the language's."""
    language = Language(tag)
    assert (language.script, language.direction) == FACTS[tag]
    assert language.is_rtl == (FACTS[tag][1] == "rtl")


@pytest.mark.parametrize("tag", ["", "x", "qqq", "english", "e n", "../en"])
def test_unknown_tags_are_refused_by_name(tag: str) -> None:
    """What CLDR does not know is no language here, and the message repeats the tag."""
    with pytest.raises(UnknownLanguageError, match=f"'{tag}' is not a language that CLDR knows"):
        Language(tag)


def test_names_are_those_of_the_speakers_and_of_english() -> None:
    """A list of languages can greet everyone in their own."""
    assert (Language("vi").name, Language("vi").english_name) == ("Tiếng Việt", "Vietnamese")
    assert Language("ar").name == "العربية"
    assert str(Language("zh-Hant")) == "zh-Hant"


def test_english_dates_are_british() -> None:
    """ITU and the UN write the day before the month, which CLDR's plain English does not."""
    assert str(Language("en").locale) == "en_GB"
    assert str(Language("fr").locale) == "fr"
