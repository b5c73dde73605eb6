"""Direction: which parts of a text a page must isolate."""

import pytest

from toolkit.deliver.texts.direction import runs_of

ARABIC = "بطاقة الموضوع"


def apart(text: str) -> list[str]:
    """Return the runs that are isolated."""
    return [run for run, is_apart in runs_of(text) if is_apart]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        (
            f"{ARABIC} 2021. #WTISD #WTISD2021. www.itu.int/wtisd.",
            ["#WTISD", "#WTISD2021", "www.itu.int/wtisd"],
        ),
        (f"{ARABIC} https://itu.int/a?b=c&d=e، @ITU؟", ["https://itu.int/a?b=c&d=e", "@ITU"]),
        (f"{ARABIC} #اليوم_العالمي", []),
        (f"{ARABIC}\n\n#WTISD #ITU", []),
        ("Theme. #WTISD www.itu.int", []),
        (f"{ARABIC} name@itu.int", []),
        ("", []),
    ],
)
def test_addresses_in_right_to_left_lines_stand_apart(text: str, runs: list[str]) -> None:
    """Links, hashtags and mentions do, without the stop after them; other lines stay as they are."""
    assert apart(text) == runs
    assert "".join(run for run, _ in runs_of(text)) == text
