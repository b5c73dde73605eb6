"""Signs that have no letter to stand on are told, with a spelling that is accepted."""

import unicodedata

import pytest

from toolkit.languages import Language
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, told, typeset
from toolkit.typeset.fonts.coverage import official_languages
from toolkit.typeset.text.spelling import odd_places
from toolkit.units import Size

# Typing errors in CLDR itself: a sign twice, or sara e twice.
CLDR_TYPOS = {
    ("lo", "ທັດໂຈນເເໜືອ"),
    ("mai", "मंंगोलियन"),
    ("mai", "आस्ट्रेलियाई अंंगरेजी"),
    ("mai", "लुुइया"),
    ("ne", "झुुआङ्ग"),
}


def _set(text: str, tag: str, fonts: FontLibrary) -> TextLayout:
    return typeset(text, language=Language(tag), style=TextStyle(), frame=Size(2000, 900), fonts=fonts)


@pytest.mark.parametrize(
    ("tag", "text", "right"),
    [
        # A vowel letter and a sign instead of another vowel letter.
        ("hi", "अाज की अोर", "आज की ओर"),
        ("hi", "एेसा अौर", "ऐसा और"),
        ("mr", "अॅप", "ॲप"),
        ("bn", "অামার সোনার", "আমার সোনার"),
        ("gu", "અાજ", "આજ"),
        ("pa", "ਅਾਜ", "ਆਜ"),
        ("te", "అాజు", "ఆజు"),
        ("kn", "ಅಾಟ", "ಆಟ"),
        ("or", "ଅାମ", "ଆମ"),
        ("si", "අායු", "ආයු"),
        ("ml", "ഇൗ", "ഈ"),
        # Visual order, as typewriters and old fonts had it.
        ("hi", "िहन्दी", "हिन्दी"),
        ("hi", "भािषक", "भाषिक"),
        ("bn", "েকাথা", "কোথা"),
        ("ta", "ெகா", "கொ"),
        ("ml", "െക", "കെ"),
        ("km", "ែខ", "ខែ"),
        ("my", "ေမ", "မေ"),
        # Signs in another order, or twice.
        ("my", "မွျ", "မျွ"),
        ("my", "ကိို", "ကို"),
        ("my", "ံက", "ကံ"),
        ("hi", "अंाख", "आंख"),
        ("hi", "हिंंदी", "हिंदी"),
        ("km", "ខ្ា", "ខា"),
        ("th", "ก่ิน", "กิ่น"),
        ("th", "่ท", "ท่"),
        ("th", "เเละ นํ้า นํา", "และ น้ำ นำ"),
        ("lo", "ເເລະ ນໍ້າ", "ແລະ ນ້ຳ"),
        ("ar", "\u064eمرحبا", "م\u064eرحبا"),
        # Zawgyi.
        ("my", "ေဆးရုံ", "ဆေးရုံ"),
        ("my", "ျမန္မာႏိုင္ငံ", "မြန်မာနိုင်ငံ"),
        ("my", "ရန္ကုန္ၿမိဳ႕", "ရန်ကုန်မြို့"),
        ("my", "ကၽြန္ေတာ္", "ကျွန်တော်"),
        ("my", "သတင္းအခ်က္အလက္", "သတင်းအချက်အလက်"),
        ("my", "အဂၤလိပ္", "အင်္ဂလိပ်"),
        ("my", "၀ိုင္း", "ဝိုင်း"),
        # Nothing to stand on at all: the sign alone, on purpose.
        ("ta", "ா", "◌ா"),
    ],
)
def test_a_broken_word_is_told_with_its_likely_spelling(
    shipped: FontLibrary, tag: str, text: str, right: str
) -> None:
    """The spelling offered is the right one, the message has both, and what it offers is accepted."""
    layout = _set(text, tag, shipped)
    mended = text
    for word in layout.broken:
        mended = mended.replace(word.text, word.likely)
    assert mended == unicodedata.normalize("NFC", right)
    message, hint = told(layout.broken)
    assert layout.broken
    assert all(f"'{word.text}'" in message and f"'{word.likely}'" in hint for word in layout.broken)
    assert _set(mended, tag, shipped).broken == ()


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("hi", "श्रीमान् क़ानून ◌ि"),
        ("my", "မြန်မာနိုင်ငံ ဂျော်ဂျီယာ တွေ့ ၁၀"),
        ("th", "สิทธิ์ ก็ พันธุ์ น้ำ ปฏิบัติ"),
        ("km", "ក្រុម ស៊ី ពន្លឺ"),
        ("si", "ශ්‍රී ලංකා"),
        ("he", "שָׁלוֹם"),
        ("ar", "مَرْحَبًا"),
        ("dv", "ދިވެހި"),
        ("dz", "རྫོང་ཁ"),
        ("vi", "Tăng tốc"),
    ],
)
def test_right_spelling_is_accepted(shipped: FontLibrary, tag: str, text: str) -> None:
    """Whole syllables are not told, nor a sign that stands on a dotted circle of the author's own."""
    assert _set(text, tag, shipped).broken == ()


def test_what_cannot_be_guessed_is_told_without_a_spelling(shipped: FontLibrary) -> None:
    """The hint then says how to type it."""
    layout = _set("\u0f71\u0f71\u102d", "bo", shipped)
    message, hint = told(layout.broken)
    assert "dotted circles" in message
    assert "first the letter, then its signs" in hint or "(copy it from here)" in hint


def test_no_syllable_of_cldr_is_odd_but_for_typing_errors() -> None:
    """Names of countries, languages, scripts and currencies in all official languages are accepted."""
    odd = set()
    for language in official_languages():
        locale = language.locale
        tables = (locale.territories, locale.languages, locale.scripts, locale.currencies)
        names = {unicodedata.normalize("NFC", name) for table in tables for name in table.values()}
        odd |= {(language.tag, name) for name in names if any(odd_places(name, language))}
    assert odd == CLDR_TYPOS
