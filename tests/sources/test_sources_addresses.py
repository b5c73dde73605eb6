"""Addresses: which ones a kit may point to, and remedies that work."""

import pytest

from toolkit.sources.campaigns.links import printed_address
from toolkit.sources.checks.addresses import (
    fault_of_address,
    fault_of_short_address,
    host_faults,
    mended_address,
)

HOSTS = ("www.itu.int", "www.wsis.org", "xn--e1afmkfd.xn--p1ai")

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
        ("https://пример.рф/", "the host is not in plain ASCII letters"),
        ("https://WWW.ITU.INT/en", "the host has capitals"),
        ("https://www.itu.int/?a=1&amp;b=2", "the address has an HTML entity"),
        ("https://www.itu.int/a%00b", "the address hides a control character"),
        ("https://www.itu.int/a%250d%250ab", "the address hides a control character"),
        ("https://www.itu.int/a/../b", "the path has '..' or hides a slash"),
        ("https://www.itu.int/a/%2e%2E/b", "the path has '..' or hides a slash"),
        ("https://www.itu.int/a%2fb", "the path has '..' or hides a slash"),
        ("https://www.itu.int//example.org", "the path has two slashes in a row"),
        ("https://www.itu.int/a%C0%AE", "the address has bytes that are no UTF-8"),
        ("https://example.org/", "'example.org' is not one of the campaign's canonical hosts"),
    ],
)
def test_fault_says_what_is_wrong(url: str, message: str) -> None:
    """Each kind of fault has its own words."""
    fault = fault_of_address(url, HOSTS)
    assert fault is not None
    assert fault[0] == message


@pytest.mark.parametrize(
    ("url", "better"),
    [
        ("https://www.itu.int/?a=1&amp;b=2", "https://www.itu.int/?a=1&b=2"),
        ("https://www.itu.int/?a=1&#38;b=2", "https://www.itu.int/?a=1&b=2"),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://ПРИМЕР。рф/тест", "https://xn--e1afmkfd.xn--p1ai/%D1%82%D0%B5%D1%81%D1%82"),
        ("https://www.itu.int/p?ids[]=1", "https://www.itu.int/p?ids%5B%5D=1"),
        ("https://WWW.ITU.INT/en", "https://www.itu.int/en"),
        ("HTTPS://www.itu.int/En", "https://www.itu.int/En"),
        ("http://www.itu.int/", "https://www.itu.int/"),
        ("www.itu.int/x", "https://www.itu.int/x"),
        ("//www.itu.int/x", "https://www.itu.int/x"),
        ("https://www.itu.int./x", "https://www.itu.int/x"),
        ("https://www.itu.int:443/x", "https://www.itu.int/x"),
        ("https://me:word@www.itu.int/x", "https://www.itu.int/x"),
        ("https://www.itu.int\\x\\y", "https://www.itu.int/x/y"),
        (" https://www.itu.int/a b ", "https://www.itu.int/a%20b"),
        ("https://www.itu.int/\u200b", "https://www.itu.int/"),
        ("https://www.itu.int/é?q=ñ|{x}", "https://www.itu.int/%C3%A9?q=%C3%B1%7C%7Bx%7D"),
        ("https://www.itu.int/100%", "https://www.itu.int/100%25"),
        ("https://www.itu.int/a/./b/../c", "https://www.itu.int/a/c"),
        ("https://www.itu.int/../../c", "https://www.itu.int/c"),
        ("https://www.itu.int//a///b", "https://www.itu.int/a/b"),
        ("https://www.itu.int/a%00b%0d%0a", "https://www.itu.int/ab"),
        ("https://www.itu.int/a%250Db", "https://www.itu.int/ab"),
    ],
)
def test_remedy_shows_the_address_that_is_accepted(url: str, better: str) -> None:
    """The address in the remedy has no fault."""
    fault = fault_of_address(url, HOSTS)
    assert fault is not None
    assert fault[1] == f"write {better}"
    assert fault_of_address(better, HOSTS) is None
    assert mended_address(better) == better


@pytest.mark.parametrize(
    "query",
    [
        "url=https://example.org/",
        "next=//example.org",
        "a=1&redirect=https%3A%2F%2Fexample.org",
        "u=%68ttps%253A%252F%252Fexample.org",
        "goto=example.org/page",
        "x=\\\\example.org".replace("\\", "%5C"),
        "q=javascript:alert(1)",
        "q=data:text/html,x",
        "https://example.org",
        "return_url=https://www.itu.int@example.org/",
        "url=HTTPS:example.org",
    ],
)
def test_parameter_that_sends_people_on_is_refused(query: str) -> None:
    """An open redirect of a canonical host leads anywhere; without the parameter the address is accepted."""
    fault = fault_of_address(f"https://www.itu.int/go?{query}", HOSTS)
    assert fault is not None
    assert fault[0].startswith("the address sends people on to")
    better = fault[1].removeprefix("write ").partition(",")[0]
    assert fault_of_address(better, HOSTS) is None


@pytest.mark.parametrize(
    "query",
    [
        "next=/en/page",
        "url=https://www.itu.int/en",
        "page=default.aspx",
        "url=index.html",
        "q=a.b",
        "t=12:00",
    ],
)
def test_parameter_that_stays_is_allowed(query: str) -> None:
    """A path, a file or a page of a canonical host sends nobody elsewhere."""
    assert fault_of_address(f"https://www.itu.int/go?{query}", HOSTS) is None


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("https://www.itu.int/wtisd", "write www.itu.int/wtisd"),
        ("WWW.itu.int/wtisd", "write www.itu.int/wtisd"),
        ("www.itu.int/a b", "write www.itu.int/a%20b"),
    ],
)
def test_short_address_is_shown_without_its_scheme(address: str, hint: str) -> None:
    """What is typed by hand is suggested as it is printed."""
    fault = fault_of_short_address(address, HOSTS)
    assert fault is not None
    assert fault[1] == hint
    assert fault_of_short_address(hint.removeprefix("write "), HOSTS) is None


@pytest.mark.parametrize(
    ("host", "bare"),
    [
        ("https://www.itu.int/", "www.itu.int"),
        ("WWW.ITU.INT", "www.itu.int"),
        ("www.itu.int:443", "www.itu.int"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_hosts_are_bare_names(host: str, bare: str) -> None:
    """A canonical host is a name of a machine, in the form that addresses have."""
    assert [hint for _, hint in host_faults([host])] == [f"write {bare}"]
    assert list(host_faults([bare])) == []


IDN = "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"


@pytest.mark.parametrize(
    ("typed", "hosts"),
    [
        ("https://пример.рф/", ("пример.рф",)),
        ("https://пример.рф/путь", ("xn--e1afmkfd.xn--p1ai",)),
        ("https://ПРИМЕР.РФ/a[1]?ids[]=2", ("xn--e1afmkfd.xn--p1ai",)),
        ("HTTPS://WWW.ITU.INT/[x]#a[1]", ("www.itu.int",)),
        ("https://例え。jp/", ("例え.jp",)),
        ("https://مثال.مصر/صفحة", ("مثال.مصر",)),
    ],
)
def test_a_link_in_other_letters_is_told_with_one_that_works(typed: str, hosts: tuple[str, ...]) -> None:
    """The remedy is accepted word for word, with hosts as they are written or as they are asked to be."""
    fault = fault_of_address(typed, hosts)
    assert fault is not None
    link = fault[1].removeprefix("write ")
    assert fault_of_address(link, hosts) is None
    bare = [hint.removeprefix("write ") for _, hint in host_faults(hosts)] or list(hosts)
    assert list(host_faults(bare)) == []
    assert fault_of_address(link, bare) is None


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        (IDN, "пример.рф/путь"),
        ("https://xn--r8jz45g.jp/", "例え.jp"),
        ("https://www.itu.int/a%20b/", "www.itu.int/a%20b"),
        ("https://www.itu.int/caf%C3%A9", "www.itu.int/café"),
        ("https://www.itu.int/a%2Fb", "www.itu.int/a%2Fb"),
        # Letters of two scripts may stand for others, and what is no letter may hide: they stay as they are.
        ("https://xn--pple-43d.com/", "xn--pple-43d.com"),
        ("https://www.itu.int/%E2%80%AEx", "www.itu.int/%E2%80%AEx"),
        ("https://xn--a/x", "xn--a/x"),
    ],
)
def test_a_printed_address_is_in_the_letters_of_its_readers(link: str, printed: str) -> None:
    """The code keeps the form that works everywhere; what is printed leads to the same page."""
    assert printed_address(link) == printed


def test_a_short_address_may_be_in_its_own_letters() -> None:
    """A browser takes it as it is printed; a host that is not the campaign's is told all the same."""
    assert fault_of_short_address("пример.рф/путь", ["xn--e1afmkfd.xn--p1ai"]) is None
    assert fault_of_short_address("пример.рф", ["www.itu.int"]) is not None
