"""Links in captions: counted where X sees them, by the rules of twitter-text."""

import gzip
import json
from pathlib import Path

import pytest

from toolkit.deliver.texts.counting import weighted_length
from toolkit.deliver.texts.x_links import x_links

CASES = Path(__file__).parent.parent / "conformance" / "twitter-text-3.1.0.json.gz"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("详见https://www.itu.int/wtisd了解更多", 35),
        ("https://www.itu.int/wtisd、https://www.itu.int/en", 48),
        ("https://www.itu.int/wtisdをご覧ください", 37),
        ("https://www.itu.int/wtisd에서", 27),
        ("https://www.itu.int/путь", 23),
        ("https://www.itu.int/café!", 24),
        ("https://www.itu.int/a?b=c&d=e.", 24),
        ("(https://www.itu.int/a_(b))", 25),
        ("t.co", 23),
        ("t.co/abc", 23),
        ("example.co.jp", 23),
        ("example.com。", 25),
        ("详见example.com了解", 31),
        ("www.itu.int/wtisd", 23),
        ("it.is", 23),
        ("it.is/x", 23),
        ("e.g. this", 9),
        ("file.txt", 8),
        ("name@example.com", 16),
        ("#example.com", 12),
        ("v1.2.3", 6),
        ("#WTISD2021", 10),
    ],
)
def test_weight_of_links(text: str, length: int) -> None:
    """Every link weighs 23; what is no link weighs its letters."""
    assert weighted_length(text) == length


def test_links_and_weights_are_those_of_twitter_text() -> None:
    """2,654 texts of hosts, paths, neighbours and emoji: what twitter-text 3.1.0 itself says of each."""
    with gzip.open(CASES, "rt", encoding="utf-8") as file:
        cases = json.load(file)
    assert len(cases) == 2654
    assert [text for text, length, _ in cases if weighted_length(text) != length] == []
    found = {text: [text[start:end] for start, end in x_links(text)] for text, _, _ in cases}
    assert [text for text, _, links in cases if found[text] != links] == []


def test_a_text_of_stops_is_soon_counted() -> None:
    """What looks like a host without end is no link, and 4,000 characters of it are counted."""
    assert weighted_length("a." * 2000) == 4000
