"""Where values come from: problems name a file and a key that are really there."""

import tomllib
from typing import Any

import pytest

from toolkit.compose.values import values_for
from toolkit.errors import Place
from toolkit.files import data_folder
from toolkit.sources.project import load_project
from toolkit.sources.rows import Gathering, all_rows

PROJECT = load_project()


def _stands(place: Place) -> bool:
    """Tell whether a key stands in its file; rows are named by their id."""
    value: Any = tomllib.loads(
        (data_folder(place.file.partition("/")[0]).parent / place.file).read_text("utf-8")
    )
    for part in place.at.split("."):
        if isinstance(value, list):
            value = next((row for row in value if row["id"] == part), None)
        else:
            value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            return False
    return True


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("campaign", [row.id for row in PROJECT.campaigns])
def test_every_value_names_a_key_that_is_there(campaign: str, tag: str) -> None:
    """A date comes from the campaign's file, a notice from the toolkit's words: nobody looks in vain."""
    deck, strings = PROJECT.deck(campaign), PROJECT.strings_in(tag)
    assert deck is not None
    copy = deck.copy_in(tag)
    assert copy is not None
    assert strings is not None
    rows = (None, *all_rows(deck, copy))
    values = [item for row in rows for item in values_for(deck.campaign, copy, strings, row).items()]
    # "1 / 3" is so in every language whose file does not say otherwise.
    own = [
        (name, value.place)
        for name, value in values
        if value.text and name != "position" and not value.place.file.startswith("assets/partners")
    ]
    assert len(own) > 20
    assert [(name, str(place)) for name, place in own if not _stands(place)] == []


def test_register_leads_to_the_registration() -> None:
    """The code and the address of an event card are those of the page where people register."""
    deck, strings = PROJECT.deck("wtisd-2021"), PROJECT.strings_in("en")
    assert deck is not None
    copy, event = deck.copy_in("en"), deck.campaign.event
    assert copy is not None
    assert event is not None
    assert strings is not None
    event = event.model_copy(update={"registration": "https://www.itu.int/register/x"})
    campaign = deck.campaign.model_copy(update={"event": event})
    values = values_for(campaign, copy, strings, Gathering(event=event))
    assert values["qr"].text.startswith("https://www.itu.int/register/x?utm_source=")
    assert values["address"].text == "www.itu.int/register/x"
    assert str(values["qr"].place) == "campaigns/wtisd-2021/campaign.toml:event.registration"
