"""Wording: what must not stand in copy."""

import pytest

from toolkit.languages import Language
from toolkit.sources.campaigns.copydeck import Copy, copy_place
from toolkit.sources.checks.texts import hashtag_faults, printed_texts, text_faults, wording_problems
from toolkit.sources.project import load_project


def _messages(text: str, tag: str = "en") -> list[str]:
    return [message for message, _ in text_faults(text, Language(tag))]


@pytest.mark.parametrize(
    ("tag", "text", "message"),
    [
        ("en", "Report [bookmark: _GoBack]progress", "a Word bookmark was left in: '[bookmark: _GoBack]'"),
        ("en", "## Call to Action", "Markdown heading marks were left in: '##'"),
        ("ru", "начиная с **22 июня**", "Markdown bold marks were left in: '**'"),
        ("en", "[Call to Action](#)", "a Markdown link was left in: '[Call to Action](#)'"),
        ("en", "Dear {{ name }}", "template marks were left in: '{{'"),
        ("en", "Lorem Ipsum dolor", "sample text was left in: 'Lorem Ipsum'"),
        ("vi", "Kính gửi: .....", "a blank was not filled in: '.....'"),
        ("vi", "Hà Nội, ngày tháng năm 2024", "a blank was not filled in: 'ngày tháng năm'"),
        ("fr", "Nom ……", "a blank was not filled in: '……'"),
        ("zh", "姓名………", "a blank was not filled in: '………'"),
        ("en", "Name ____", "a blank was not filled in: '____'"),
        (
            "ar",
            "\ufefb أحد",
            "has the Arabic presentation form U+FEFB ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM",
        ),
        ("ar", "تحقيق %70 من الغايات", "the percent sign stands before the number: '%70'"),
        ("en", "a\u200bb", "has the invisible character U+200B ZERO WIDTH SPACE"),
        ("en", "a\u202eb", "has the invisible character U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("en", "a\tb", "has the invisible character U+0009"),
        ("vi", "tháng na\u0306m", "has marks apart from their letters"),
        ("en", "Two  spaces", "has spaces at an end or two in a row"),
        ("en", "End ", "has spaces at an end or two in a row"),
    ],
)
def test_fault_in_a_text(tag: str, text: str, message: str) -> None:
    """Left-overs, blanks and characters that cannot be set are each named with the words found."""
    assert message in _messages(text, tag)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ja", "未来へ……"),
        ("ko", "함께…… 미래로"),
        ("ar", "﴿اقرأ﴾"),
        ("fa", "﴿اقرأ﴾ ﷽"),
        ("zh", "……以确保我们参与的加速数字化转型中不会让任何人离线。"),
        ("en", "… leaves no one behind, no one offline."),
        ("tr", "Hedeflerin %70'i"),
        ("fr", "70\u00a0% des cibles"),
        ("fa", "می\u200cشود"),
        ("en", "Targets 1.4, 1.7 (Annex 2)"),
        ("vi", "ngày 17 tháng 5 năm 2021"),
        ("ar", "تحقيق 70% من الغايات"),
        ("en", "First line\nsecond line"),
        ("de", "#1 der Liste"),
    ],
)
def test_good_text_has_no_fault(tag: str, text: str) -> None:
    """What a language really writes is not taken for a left-over."""
    assert _messages(text, tag) == []


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("WTISD", "'WTISD' does not begin with #"),
        ("#Connect 2030", "'#Connect 2030' has a space, which ends the tag"),
        ("#Connect-2030", "'#Connect-2030' has '-', which ends the tag"),
        ("#世界电信日#", "'#世界电信日#' has '#', which ends the tag"),
        ("#2030", "'#2030' has no letter, so no network makes it a tag"),
        ("#", "'#' has no letter, so no network makes it a tag"),
        ("#Nga\u0300y", "'#Nga\u0300y' has marks apart from their letters"),
    ],
)
def test_broken_hashtag(tag: str, message: str) -> None:
    """A tag that a network would cut short or not see is a problem."""
    assert message in [fault for fault, _ in hashtag_faults(tag)]


@pytest.mark.parametrize(
    "tag",
    [
        "#WTISD2021",
        "#اليوم_العالمي_للاتصالات",
        "#世界电信日",
        "#NgàyViễnthông",
        "#ВДЭИО",
        "#می\u200cشود",
        "#हिन्दी",
    ],
)
def test_good_hashtag(tag: str) -> None:
    """Letters with their marks, digits, low lines and joiners of any script make a tag."""
    assert list(hashtag_faults(tag)) == []


def _english() -> Copy:
    copy = load_project().copy_in("wtisd-2024", "en")
    assert copy is not None
    return copy


def _problems(copy: Copy) -> list[str]:
    return [str(problem) for problem in wording_problems(copy, lambda at: copy_place("c", "en", at))]


def test_excerpt_must_be_the_words_themselves() -> None:
    """A short version that says something else, or hides that words are left out, is a problem."""
    copy = _english()
    start = "campaigns/c/copy/en.toml:theme.short: "
    copied = " (hint: copy the words from the text)"
    for short, said in [
        ("Digital innovation …", []),
        ("… sustainable …", []),
        (
            "Digital innovation",
            ["does not show that words are left out (hint: put … where they are left out)"],
        ),
        (
            "… for innovation",
            ["is not an exact excerpt: 'for innovation' is not in the text" + copied],
        ),
        (
            "sustainable … Digital",
            ["is not an exact excerpt: 'Digital' is not in the text" + copied],
        ),
    ]:
        theme = copy.theme.model_copy(update={"short": short})
        assert _problems(copy.model_copy(update={"theme": theme})) == [start + line for line in said]


def test_our_own_words_cannot_be_official() -> None:
    """A translation of ours that claims to be official is a problem."""
    theme = _english().theme.model_copy(update={"evidence": "own-translation"})
    assert _problems(_english().model_copy(update={"theme": theme})) == [
        (
            "campaigns/c/copy/en.toml:theme.official: cannot be true with evidence = 'own-translation' "
            "(hint: write false, or say where the issuing body wrote it)"
        ),
    ]


def test_lockup_lines_must_be_the_name_itself() -> None:
    """Fixed line breaks may not change a word."""
    copy = _english().model_copy(update={"day_name_lines": ("World", "Telecom", "Day")})
    assert _problems(copy) == [
        (
            "campaigns/c/copy/en.toml:day_name_lines: the lines together do not read 'World "
            "Telecommunication and Information Society Day' "
            "(hint: use the same words, only broken into lines)"
        ),
    ]


def test_printed_texts_are_found_wherever_they_stand() -> None:
    """Every text that can be printed is checked; sources, notes and addresses are not."""
    keys = dict(printed_texts(_english()))
    assert keys["call_to_action.asks.share.audience.text"] == "Agencies and organizations"
    assert keys["quotes.mic-vn-role-of-ict.role"] == "Letter signed by Deputy Minister Phan Tâm"
    assert keys["day_name_lines[2]"] == "Telecommunication"
    assert not [key for key in keys if key.endswith(("source", "note", "url", "evidence"))]


def test_a_term_that_stands_nowhere_is_misspelled() -> None:
    """What is to stay on one line must be in the file; large and small letters are the same."""
    copy = load_project().copy_in("wtisd-2021", "en")
    assert copy is not None
    copy = copy.model_copy(update={"keep_together": ("connect 2030", "Conect 2030")})
    (problem,) = wording_problems(copy, lambda at: copy_place("wtisd-2021", "en", at))
    assert problem.trail[0].at == "keep_together[2]"
    assert problem.message == "'Conect 2030' stands in no text of this file"


def test_emphasis_is_on_words_of_the_text() -> None:
    """A phrase that is not in the text would be emphasised nowhere, in silence."""
    copy = load_project().copy_in("wtisd-2021", "en")
    assert copy is not None
    theme = copy.theme.model_copy(update={"emphasis": ("digital transformation", "Digital innovation")})
    problems = wording_problems(
        copy.model_copy(update={"theme": theme}), lambda at: copy_place("wtisd-2021", "en", at)
    )
    (problem,) = problems
    assert problem.trail[0].at == "theme.emphasis"
    assert problem.message == "'Digital innovation' is not in the text"
