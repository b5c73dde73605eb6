"""Links: how addresses are tracked and how they are printed."""

import pytest

from toolkit.sources.campaigns.links import (
    printed_address,
    short_address,
    tracked_address,
    with_parameters,
)
from toolkit.sources.checks.addresses import fault_of_address
from toolkit.sources.project import load_project


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://h.org/a", "https://h.org/a?x=1&y=b%20c"),
        ("https://h.org/a?q=%C3%A9&x=old", "https://h.org/a?q=%C3%A9&x=1&y=b%20c"),
        ("https://h.org/a?#top", "https://h.org/a?x=1&y=b%20c#top"),
        ("https://h.org", "https://h.org?x=1&y=b%20c"),
    ],
)
def test_parameters_are_added_to_an_existing_query(url: str, expected: str) -> None:
    """The page's own query is kept, the fragment stays last, a parameter of the same name is replaced."""
    assert with_parameters(url, (("x", "1"), ("y", "b c"))) == expected


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://www.wsis.org/forum", "www.wsis.org/forum"),
        ("https://www.itu.int/wtisd/?a=b#c", "www.itu.int/wtisd"),
        ("https://www.itu.int/", "www.itu.int"),
    ],
)
def test_printed_address(url: str, printed: str) -> None:
    """People type host and path; scheme, query and trailing slash are left out."""
    assert printed_address(url) == printed


def test_shipped_addresses() -> None:
    """A QR symbol leads to the language's page with the campaign parameters."""
    project = load_project()
    deck = project.deck("wtisd-2021")
    assert deck is not None
    chinese = deck.copy_in("zh")
    assert chinese is not None
    assert tracked_address(deck.campaign, chinese) == (
        "https://www.itu.int/zh/wtisd/2021/Pages/default.aspx"
        "?utm_source=kit&utm_medium=qr&utm_campaign=wtisd-2021&utm_content=zh"
    )
    assert short_address(deck.campaign, chinese) == "www.itu.int/wtisd"


def test_every_tracked_address_passes_the_rules() -> None:
    """Adding parameters never makes an address that would itself be refused."""
    copies = [(deck.campaign, copy) for deck in load_project().decks for copy in deck.copies]
    assert len(copies) > 20
    for campaign, copy in copies:
        assert fault_of_address(tracked_address(campaign, copy), campaign.canonical_hosts) is None
