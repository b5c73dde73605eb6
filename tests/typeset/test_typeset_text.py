"""What happens to a text before it is set: capitals, quotation marks, spaces."""

import pytest

from toolkit.languages import Language
from toolkit.typeset.text.cases import cased
from toolkit.typeset.text.prepare import plain_text
from toolkit.typeset.text.punctuation import quoted, with_proper_spaces


@pytest.mark.parametrize(
    ("tag", "text", "capitals"),
    [
        ("en", "digital", "DIGITAL"),
        ("tr", "dijital ılık", "DİJİTAL ILIK"),
        ("az", "rəqəmsal inkişaf", "RƏQƏMSAL İNKİŞAF"),
        ("el", "Επιτάχυνση της ψηφιακής", "ΕΠΙΤΑΧΥΝΣΗ ΤΗΣ ΨΗΦΙΑΚΗΣ"),
        ("el", "ευφυΐα μάιος πλάι", "ΕΥΦΥΪΑ ΜΑΪΟΣ ΠΛΑΪ"),
        ("el", "η πρώτη ή η δεύτερη", "Η ΠΡΩΤΗ Ή Η ΔΕΥΤΕΡΗ"),
        ("nl", "ijs", "IJS"),
        ("de", "Straße", "STRASSE"),
        ("lt", "i̇̀", "Ì"),
        ("fr", "époque à venir", "ÉPOQUE À VENIR"),
        ("ru", "ёж", "ЁЖ"),
        ("hy", "Երևան և Գյումրի", "ԵՐԵՎԱՆ ԵՎ ԳՅՈՒՄՐԻ"),
        ("ga", "i nGaeilge, na hÉireann", "I nGAEILGE, NA hÉIREANN"),
        ("ga", "an t-uisce i mBaile na bhFear", "AN tUISCE I mBAILE NA bhFEAR"),
        ("gd", "na h-Alba", "NA h-ALBA"),
        ("ka", "ციფრული", "ციფრული"),
        ("ar", "تسريع", "تسريع"),
        ("hi", "डिजिटल", "डिजिटल"),
        ("en", "join #WTISDay at https://itu.int/wtisd now", "JOIN #WTISDay AT https://itu.int/wtisd NOW"),
    ],
)
def test_capitals_follow_the_language(tag: str, text: str, capitals: str) -> None:
    """Dotted i in Turkish, no accents in Greek, nothing without case; addresses keep their form."""
    assert cased(text, "uppercase", Language(tag)) == capitals


@pytest.mark.parametrize(
    ("tag", "outer", "inner"),
    [
        ("en", "“a”", "‘a’"),
        ("fr", "«\u202fa\u202f»", "“a”"),
        ("de", "„a“", "‚a‘"),
        ("de-CH", "«a»", "‹a›"),
        ("ru", "«a»", "„a“"),
        ("es", "«a»", "“a”"),
        ("ja", "「a」", "『a』"),
        ("zh-Hans", "“a”", "‘a’"),
        ("zh-Hant-HK", "「a」", "『a』"),
        ("vi", "“a”", "‘a’"),
        ("ar", "”a“", "’a‘"),
        ("pl", "„a”", "«a»"),
        ("sv", "”a”", "’a’"),
    ],
)
def test_quotation_marks_follow_the_language(tag: str, outer: str, inner: str) -> None:
    """Outer and inner marks are those of CLDR; French sets a narrow space inside."""
    assert quoted("a", Language(tag)) == outer
    assert quoted("a", Language(tag), inner=True) == inner


def test_french_spaces_become_narrow_and_unbreakable() -> None:
    """Before tall marks and inside guillemets; no space is invented, other languages are untouched."""
    french = Language("fr")
    assert with_proper_spaces("Quoi ? « Oui » : là !", french) == (
        "Quoi\u202f? «\u202fOui\u202f»\u00a0: là\u202f!"
    )
    assert with_proper_spaces("13:00 https://itu.int?a", french) == "13:00 https://itu.int?a"
    assert with_proper_spaces("What ?", Language("en")) == "What ?"


def test_plain_text_is_what_a_reader_wants() -> None:
    """Composed, with one kind of newline and no blanks at the ends."""
    assert plain_text("  e\u0301tude \r\n deux\t ") == "étude\ndeux"
