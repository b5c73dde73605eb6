"""Agreement: the languages of a campaign say the same things in the same order."""

import pytest

from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, RowRecord
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.checks.languages_agree import agreement_problems
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import load_project


@pytest.fixture(scope="module")
def deck() -> CopyDeck:
    """Return the shipped campaign of 2024, which has rows that only some languages have."""
    found = load_project().deck("wtisd-2024")
    assert found is not None
    return found


def _with(deck: CopyDeck, tag: str, **changes: object) -> list[str]:
    """Return the problems after changing the copy of one language."""
    copies = [copy.model_copy(update=changes) if copy.language.tag == tag else copy for copy in deck.copies]
    return _said(deck.campaign, copies)


def _said(campaign: Campaign, copies: list[Copy]) -> list[str]:
    prefix = f"campaigns/{campaign.id}/"
    return [str(problem).removeprefix(prefix) for problem in agreement_problems(campaign, copies)]


def _copy(deck: CopyDeck, tag: str) -> Copy:
    found = deck.copy_in(tag)
    assert found is not None
    return found


def test_shipped_languages_agree(deck: CopyDeck) -> None:
    """A row that the campaign limits to some languages is not missing in the others."""
    assert _said(deck.campaign, list(deck.copies)) == []
    assert [quote.id for quote in _copy(deck, "en").quotes] == [
        "amina-mohammed-catalysts",
        "mic-vn-role-of-ict",
    ]
    assert _copy(deck, "zh").quote("guterres-2024-power") is not None


def test_missing_translation_names_a_language_that_has_it(deck: CopyDeck) -> None:
    """The reference language is named first, because that is what one translates from."""
    assert _with(deck, "fr", statistics=_copy(deck, "fr").statistics[:1]) == [
        (
            "copy/fr.toml:statistics.offline-2-6-billion: is missing (the 'en' copy has it) "
            "(hint: translate it, and mark it official = false)"
        ),
    ]


def test_row_of_another_language_is_extra(deck: CopyDeck) -> None:
    """A row limited to other languages must not appear without the campaign file saying so."""
    quotes = (*_copy(deck, "fr").quotes, _copy(deck, "zh").quotes[-1])
    assert _with(deck, "fr", quotes=quotes) == [
        (
            "copy/fr.toml:quotes.guterres-2024-power: campaign.toml does not list 'fr' among the languages "
            "of this row (hint: add the language there, or take the row out here)"
        ),
    ]


def test_misspelled_row_is_one_problem(deck: CopyDeck) -> None:
    """A slip in an id is said once, with the id that was meant."""
    rows = _copy(deck, "ru").statistics
    slipped = (rows[0].model_copy(update={"id": "sdg-target-70"}), rows[1])
    assert _with(deck, "ru", statistics=slipped) == [
        (
            "copy/ru.toml:statistics.sdg-target-70: campaign.toml does not list this row "
            "(hint: did you mean 'sdg-targets-70'?)"
        ),
    ]


def test_order_is_that_of_the_campaign(deck: CopyDeck) -> None:
    """Series of cards are numbered, so the order must be the same everywhere."""
    assert _with(deck, "vi", statistics=_copy(deck, "vi").statistics[::-1]) == [
        (
            "copy/vi.toml:statistics: the rows are in another order than in campaign.toml "
            "(hint: put them in this order: sdg-targets-70, offline-2-6-billion)"
        ),
    ]


def test_id_used_twice(deck: CopyDeck) -> None:
    """Two rows with one id would overwrite each other's files."""
    rows = _copy(deck, "es").statistics
    assert _with(deck, "es", statistics=(*rows, rows[0])) == [
        "copy/es.toml:statistics.sdg-targets-70: this id is used twice (hint: rename one of them)",
    ]


def test_lockup_of_the_reference_is_due_everywhere(deck: CopyDeck) -> None:
    """What the reference language has beside the rows, the others must have too."""
    assert _with(deck, "ar", day_name_lines=()) == [
        "copy/ar.toml:day_name_lines: is missing (the 'en' copy has it) (hint: translate it)",
    ]


def test_limited_row_must_say_why(deck: CopyDeck) -> None:
    """No row is left out of a language in silence."""
    limited = RowRecord(id="sdg-targets-70", languages=(Language("en"), Language("de")))
    campaign = deck.campaign.model_copy(update={"statistics": (limited,), "languages": (Language("en"),)})
    english = _copy(deck, "en")
    english = english.model_copy(update={"statistics": english.statistics[:1]})
    assert _said(campaign, [english]) == [
        (
            "campaign.toml:quotes.guterres-2024-commitment: names 'zh', which is not a language of "
            "the campaign (hint: take 'zh' out here, or add it to 'languages')"
        ),
        (
            "campaign.toml:quotes.guterres-2024-commitment: names 'es', which is not a language of "
            "the campaign (hint: take 'es' out here, or add it to 'languages')"
        ),
        (
            "campaign.toml:quotes.guterres-2024-power: names 'zh', which is not a language of "
            "the campaign (hint: take 'zh' out here, or add it to 'languages')"
        ),
        (
            "campaign.toml:statistics.sdg-targets-70: names 'de', which is not a language of "
            "the campaign (hint: take 'de' out here, or add it to 'languages')"
        ),
        (
            "campaign.toml:statistics.sdg-targets-70: does not say why only some languages have it "
            "(hint: add reason = …)"
        ),
    ]


def test_event_must_be_named_in_every_language() -> None:
    """The celebration of 2021 has a name in each language, and none appears without the campaign's event."""
    found = load_project().deck("wtisd-2021")
    assert found is not None
    assert _with(found, "zh", event=None) == [
        "copy/zh.toml:event: is missing (campaign.toml has an event) (hint: name the event)",
    ]
    campaign = found.campaign.model_copy(update={"event": None})
    assert len(_said(campaign, list(found.copies))) == 7


def test_further_asks_are_counted() -> None:
    """What else the source asks must be there in every language."""
    found = load_project().deck("wtisd-2021")
    assert found is not None
    french = found.copy_in("fr")
    assert french is not None
    call = french.call_to_action
    asks = (*call.asks[:2], call.asks[2].model_copy(update={"further": call.asks[2].further[:2]}))
    assert _with(found, "fr", call_to_action=call.model_copy(update={"asks": asks})) == [
        (
            "copy/fr.toml:call_to_action.asks.all-stakeholders.further: has 2 texts, the 'en' copy 5 "
            "(hint: translate every one, in the same order)"
        ),
    ]
