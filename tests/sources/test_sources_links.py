"""Links: which addresses a kit may point to, how they are tracked and how they are printed."""

import pytest

from toolkit.sources.campaigns.links import (
    fault_of_address,
    printed_address,
    short_address,
    tracked_address,
    with_parameters,
)
from toolkit.sources.project import load_project

HOSTS = ("www.itu.int", "www.wsis.org")

# Addresses that browsers and URL libraries read in different ways, or that lead elsewhere than they seem to.
TRICKY = [
    "http://www.itu.int/",
    "HTTPS://www.itu.int/",
    "https:/www.itu.int/",
    "https:www.itu.int/",
    "https:///www.itu.int/",
    "//www.itu.int/",
    "www.itu.int/",
    "",
    "#",
    "javascript:alert(1)//www.itu.int",
    "https://www.itu.int@example.org/",
    "https://example.org@www.itu.int/",
    "https://user:word@www.itu.int/",
    "https://www.itu.int:443/",
    "https://www.itu.int:8080@example.org/",
    "https://example.org\\@www.itu.int/",
    "https://www.itu.int\\.example.org/",
    "https:\\\\www.itu.int/",
    "https://www.itu.int\\/",
    "https://example.org#@www.itu.int/",
    "https://example.org?@www.itu.int/",
    "https://example.org;@www.itu.int/",
    "https://www.itu.int.example.org/",
    "https://www-itu.int/",
    "https://itu.int/",
    "https://WWW.ITU.INT/",
    "https://www.itu.int./",
    "https://www.itu.int%2eexample.org/",
    "https://www.itu.int%00.example.org/",
    "https://www.itu.int\uff0eexample.org/",
    "https://www.itu\u3002int/",
    "https://www.\u0456tu.int/",
    "https://xn--www-itu.int/",
    "https://[::1]/",
    "https://2130706433/",
    "https://127.0.0.1/",
    "https://www.itu.int/a b",
    "https://www.itu.int/a\tb",
    "https://www.itu.int/\n",
    " https://www.itu.int/",
    "https://www.itu.int/\u00a0",
    "https://www.itu.int/\u202egpj.exe",
    "https://www.itu.int/\u200b",
    "https://www.itu.int/%zz",
    "https://www.itu.int/<script>",
    'https://www.itu.int/"x',
    "https://www.itu.int/é",
    "https://staging.itu.int/zh/wtisd/2021/Pages/default.aspx",
    "https://www.itu.int/" + "a" * 500,
]

GOOD = [
    "https://www.itu.int",
    "https://www.itu.int/",
    "https://www.itu.int/en/wtisd/2021/Pages/default.aspx",
    "https://www.wsis.org/forum",
    "https://www.itu.int/a?b=c&d=%20e#f",
    "https://www.itu.int/~a/(b)/c@d;e=1,2",
]


@pytest.mark.parametrize("url", TRICKY)
def test_tricky_address_is_refused(url: str) -> None:
    """An address that is not plainly https on a canonical host has a fault with a remedy."""
    fault = fault_of_address(url, HOSTS)
    assert fault is not None
    assert all(fault)


@pytest.mark.parametrize("url", GOOD)
def test_plain_address_is_allowed(url: str) -> None:
    """A plain https address on a canonical host has no fault."""
    assert fault_of_address(url, HOSTS) is None


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://www.itu.int/a b", "the address has a space or an invisible character"),
        ("http://www.itu.int/", "the address does not begin with https://"),
        ("https://www.itu.int\\a", "the address has a backslash"),
        ("https://www.itu.int@example.org/", "the address has a user name"),
        ("https://www.itu.int:443/", "the address has a port"),
        ("https://www.itu.int/é", "the address has characters that an address cannot have"),
        ("https://example.org/", "'example.org' is not one of the campaign's canonical hosts"),
    ],
)
def test_fault_says_what_is_wrong(url: str, message: str) -> None:
    """Each kind of fault has its own words."""
    fault = fault_of_address(url, HOSTS)
    assert fault is not None
    assert fault[0] == message


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
    for deck in load_project().decks:
        for copy in deck.copies:
            assert (
                fault_of_address(tracked_address(deck.campaign, copy), deck.campaign.canonical_hosts) is None
            )
