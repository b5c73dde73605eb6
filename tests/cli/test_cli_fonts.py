"""`toolkit fonts`: what is set with what, and one font more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolkit.files import data_folder

Toolkit = Callable[..., Any]

KHMER = data_folder("fonts") / "noto-sans-khmer"
ADD = ("fonts", "add", str(KHMER / "NotoSansKhmer-Regular.ttf"), "--family", "brand")
LICENCE = ("--licence", str(KHMER / "OFL.txt"))


def test_a_font_is_added_and_listed(toolkit: Toolkit, tmp_path: Path) -> None:
    """The files written are named; the list shows the new family first."""
    said = toolkit(*ADD, "--script", "Khmr", *LICENCE, "-w", str(tmp_path))
    assert said.code == 0, said.err
    assert said.out.split() == [
        str(tmp_path / "fonts" / name)
        for name in ("brand/NotoSansKhmer-Regular.ttf", "brand/OFL.txt", "fonts.toml")
    ]
    assert "  Khmr         brand, noto-sans-khmer" in toolkit("fonts", "list", "-w", str(tmp_path)).out


def test_missing_letters_are_named(toolkit: Toolkit, tmp_path: Path) -> None:
    """A font without Vietnamese letters leaves with 1 and writes nothing."""
    said = toolkit(*ADD, "--language", "vi", *LICENCE, "-w", str(tmp_path))
    assert said.code == 1
    assert "ơ ư ạ" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--script", "Khmr"), "Missing option '--licence'"),
        (LICENCE, "--script CODE or --language TAG"),
        (("--script", "Khmer", *LICENCE), "no ISO 15924 code"),
        (("--language", "xq", *LICENCE), "not a language that CLDR knows"),
    ],
)
def test_wrong_usage_is_explained(
    toolkit: Toolkit, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """No licence, no purpose, a wrong script, a wrong language: exit code 2."""
    result = toolkit(*ADD, *options, "-w", str(tmp_path))
    assert result.code == 2
    assert said in result.err


def test_a_text_in_a_language_without_fonts_names_the_command(toolkit: Toolkit) -> None:
    """`toolkit text` says how to add the font, too."""
    said = toolkit("text", "ᏣᎳᎩ", "-l", "chr")
    assert said.code == 1
    assert "toolkit fonts add FILE.ttf BOLD.ttf --family NAME --script Cher --licence OFL.txt" in said.out
