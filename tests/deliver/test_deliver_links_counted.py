"""Links in captions: counted where X sees them, by the rules of twitter-text."""

import pytest

from toolkit.deliver.texts.counting import weighted_length


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
        ("it.is", 5),
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
