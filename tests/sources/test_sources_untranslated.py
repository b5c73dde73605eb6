"""Untranslated words: a copied file does not ship as the official words of another language."""

import pytest

from toolkit.errors import Problem, Severity
from toolkit.languages import Language
from toolkit.sources.campaigns.copydeck import Copy, Text
from toolkit.sources.checks.untranslated import untranslated_problems
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import load_project
from toolkit.typeset.fonts.coverage import official_languages


@pytest.fixture(scope="module")
def deck() -> CopyDeck:
    """Return the shipped campaign of 2021."""
    found = load_project().deck("wtisd-2021")
    assert found is not None
    return found


def _english(deck: CopyDeck) -> Copy:
    found = deck.copy_in("en")
    assert found is not None
    return found


def _problems(deck: CopyDeck, *copies: Copy) -> list[Problem]:
    languages = tuple(copy.language for copy in copies)
    campaign = deck.campaign.model_copy(update={"languages": languages})
    return list(untranslated_problems(campaign, copies))


def _swahili(deck: CopyDeck, **theme: object) -> list[str]:
    """Return what is said of the theme in a Swahili copy that was made from the English one."""
    english = _english(deck)
    words = english.theme.model_copy(update=theme)
    copy = english.model_copy(update={"language": Language("sw"), "theme": words})
    said = (str(problem) for problem in _problems(deck, english, copy))
    return [line.removeprefix("campaigns/wtisd-2021/") for line in said if "copy/sw.toml:theme" in line]


def test_shipped_copies_are_translated() -> None:
    """Names, figures, addresses and words that languages share are no problem."""
    assert [
        problem
        for deck in load_project().decks
        for problem in untranslated_problems(deck.campaign, deck.copies)
    ] == []


def test_english_copied_to_every_official_language_is_refused(deck: CopyDeck) -> None:
    """English words with the evidence of the English copy never become official in another language."""
    english = _english(deck)
    tags = [language.tag for language in official_languages() if language.locale.language != "en"]
    assert len(tags) > 160
    for tag in tags:
        copied = english.model_copy(update={"language": Language(tag)})
        errors = [row for row in _problems(deck, english, copied) if row.severity is Severity.ERROR]
        assert any(str(row.trail[0]).endswith(f"copy/{tag}.toml:theme") for row in errors), tag


def test_all_copies_at_once_are_told_each_for_itself(deck: CopyDeck) -> None:
    """Copies of copies are told as well, each in its own file."""
    english = _english(deck)
    copies = [english.model_copy(update={"language": Language(tag)}) for tag in ("sw", "ha", "am")]
    files = {problem.trail[0].file for problem in _problems(deck, english, *copies)}
    assert files == {f"campaigns/wtisd-2021/copy/{tag}.toml" for tag in ("sw", "ha", "am")}


def test_what_an_editor_changes_is_no_translation(deck: CopyDeck) -> None:
    """Other capitals, spaces and marks do not make words another language's."""
    (said,) = _swahili(deck, text="“ACCELERATING digital\u00a0transformation in challenging times!”")
    assert said == (
        "copy/sw.toml:theme: is marked official, but is word for word the text of the 'en' copy "
        '(hint: translate it, and set official = false and evidence = "own-translation"; '
        'if it is meant to stand in that language, add same_as = "en")'
    )


def test_translation_keeps_no_evidence_of_the_original(deck: CopyDeck) -> None:
    """A translator's words with the source of the English words are not official."""
    (said,) = _swahili(deck, text="Kuharakisha mabadiliko ya kidijitali katika nyakati ngumu")
    assert said == (
        "copy/sw.toml:theme: is marked official by the source of the 'en' words: "
        "'ITU circular CL-21/20, 6 May 2021' (hint: set official = false and evidence = \"own-translation\"; "
        "if the issuing body wrote it in this language too, say where: "
        'source = "ITU circular CL-21/20, 6 May 2021 (sw)")'
    )


@pytest.mark.parametrize(
    "remedy",
    [
        {"text": "Kuharakisha mabadiliko", "official": False, "evidence": "own-translation"},
        {"text": "Kuharakisha mabadiliko", "source": "ITU circular CL-21/20, 6 May 2021 (sw)"},
        {"same_as": Language("en")},
    ],
)
def test_every_remedy_is_accepted(deck: CopyDeck, remedy: dict[str, object]) -> None:
    """What the hints say, done word for word, leaves nothing to say."""
    assert _swahili(deck, **remedy) == []


def test_words_of_another_language_are_really_that_language_s(deck: CopyDeck) -> None:
    """`same_as` is checked: it cannot excuse words that the other copy does not have."""
    (said,) = _swahili(deck, text="Something else altogether", same_as=Language("en"))
    assert said.startswith("copy/sw.toml:theme.same_as: is not what the 'en' copy says here")
    (said,) = _swahili(deck, same_as=Language("fr"))
    assert said.startswith("copy/sw.toml:theme.same_as: the campaign has no 'fr' copy before it")


def test_quotation_may_stand_in_its_own_language(deck: CopyDeck) -> None:
    """A quotation in the speaker's words, with their source, stops nothing, but is told."""
    english = _english(deck)
    own = Text(text="Maneno", official=False, evidence="own-translation", source="translated for this kit")
    copy = english.model_copy(update={"language": Language("sw"), "theme": own})
    found = {str(row.trail[0]): row.severity for row in _problems(deck, english, copy)}
    assert found["campaigns/wtisd-2021/copy/sw.toml:quotes.zhao-stories.text"] is Severity.WARNING


def test_drafts_are_told_once_for_a_file(deck: CopyDeck) -> None:
    """Words that are marked unofficial may be a draft: one line says how many wait for a translation."""
    english = _english(deck)
    plain = english.theme.model_copy(update={"official": False, "evidence": "own-translation"})
    first = english.model_copy(update={"theme": plain})
    copy = first.model_copy(update={"language": Language("sw")})
    warnings = [row for row in _problems(deck, first, copy) if not row.trail[0].at]
    assert len(warnings) == 1
    assert warnings[0].severity is Severity.WARNING
    assert "are word for word those of 'en': theme" in warnings[0].message


def test_varieties_of_one_language_share_their_words(deck: CopyDeck) -> None:
    """British English may say what English says, with its evidence."""
    english = _english(deck)
    assert _problems(deck, english, english.model_copy(update={"language": Language("en-GB")})) == []
