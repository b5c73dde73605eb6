"""Where values come from: problems name a file and a key that are really there."""

import tomllib
from typing import Any

import pytest

from toolkit.compose.values import values_for
from toolkit.errors import Place
from toolkit.files import data_folder
from toolkit.sources.project import load_project
from toolkit.sources.rows import all_rows

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
    for row in (None, *all_rows(deck, copy)):
        for name, value in values_for(deck.campaign, copy, strings, row).items():
            # "1 / 3" is so in every language whose file does not say otherwise.
            if value.text and name != "position" and not value.place.file.startswith("assets/partners"):
                assert _stands(value.place), (name, str(value.place))
