"""`toolkit fonts`: what is set with what, and one font more."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from squarefont import write_family, write_variable_font
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
        (("--script", "Khmr", "--language", "km", *LICENCE), "--script CODE or --language TAG, not both"),
        (("--script", "Khmer", *LICENCE), "no ISO 15924 code"),
        (("--language", "xq", *LICENCE), "not a language that CLDR knows"),
    ],
)
def test_wrong_usage_is_explained(
    toolkit: Toolkit, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """Two purposes, a wrong script, a wrong language: exit code 2."""
    result = toolkit(*ADD, *options, "-w", str(tmp_path))
    assert result.code == 2
    assert said in result.err


def test_a_text_in_a_language_without_fonts_names_the_command(toolkit: Toolkit) -> None:
    """`toolkit text` says how to add the font, too."""
    said = toolkit("text", "ᏣᎳᎩ", "-l", "chr")
    assert said.code == 1
    assert "toolkit fonts add FILE.ttf BOLD.ttf --family NAME --script Cher --licence OFL.txt" in said.out


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return an empty workspace."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def test_a_font_without_a_licence_is_not_added(toolkit: Toolkit, tmp_path: Path, mine: Path) -> None:
    """Where none lies beside it, the command asks for one; named or found, it travels with the font."""
    alone = tmp_path / "alone" / "deep" / "NotoSansKhmer-Regular.ttf"
    alone.parent.mkdir(parents=True)
    alone.write_bytes((KHMER / alone.name).read_bytes())
    add = ("fonts", "add", str(alone), "-w", str(mine))
    said = toolkit(*add)
    assert said.code == 2
    assert "give it with --licence FILE" in said.err
    assert list(mine.iterdir()) == []
    (alone.parent.parent / "OFL.txt").write_bytes((KHMER / "OFL.txt").read_bytes())
    assert toolkit(*add).code == 0
    assert (mine / "fonts" / "noto-sans-khmer" / "OFL.txt").is_file()


def test_a_whole_family_is_added_by_what_its_files_say(toolkit: Toolkit, tmp_path: Path, mine: Path) -> None:
    """Weights and slant come from the tables of the fonts, and so does the name; the list shows them."""
    folder = tmp_path / "download"
    write_family(folder, "Brand Serif", (300, 400, 800), italic=True)
    (folder / "OFL.txt").write_bytes((KHMER / "OFL.txt").read_bytes())
    said = toolkit("fonts", "add", str(folder), "-w", str(mine))
    assert said.code == 0, said.err
    listed = tomllib.loads((mine / "fonts" / "fonts.toml").read_text(encoding="utf-8"))
    assert listed == {
        "families": {
            "brand-serif": {
                "regular": "brand-serif/BrandSerif-400.ttf",
                "italic": "brand-serif/BrandSerif-400Italic.ttf",
                "light": "brand-serif/BrandSerif-300.ttf",
                "extrabold": "brand-serif/BrandSerif-800.ttf",
            }
        }
    }
    shown = toolkit("fonts", "list", "-w", str(mine)).out
    assert "brand-serif                  300, 400, 800; italic 400" in shown


def test_a_variable_font_is_added_with_its_axes(toolkit: Toolkit, tmp_path: Path, mine: Path) -> None:
    """One file has all weights; static files in a folder below it are the same letters, and left out."""
    folder = tmp_path / "download"
    (folder / "static").mkdir(parents=True)
    write_variable_font(folder / "Variable[wght].ttf")
    write_family(folder / "static", "Variable", (400, 700))
    said = toolkit("fonts", "add", str(folder), *LICENCE, "-w", str(mine))
    assert said.code == 0, said.err
    listed = tomllib.loads((mine / "fonts" / "fonts.toml").read_text(encoding="utf-8"))
    assert listed["families"] == {
        "variable": {"faces": [{"file": "variable/Variable[wght].ttf", "weight": [400, 900]}]}
    }
    assert "variable                     400-900 variable" in toolkit("fonts", "list", "-w", str(mine)).out


def test_files_that_nothing_tells_apart_are_refused(toolkit: Toolkit, tmp_path: Path, mine: Path) -> None:
    """Two files of one weight, and files of two families: all that is wrong is said, and nothing written."""
    write_family(tmp_path / "a", "Brand", (400,))
    write_family(tmp_path / "b", "Brand", (400,))
    write_family(tmp_path / "c", "Other", (700,))
    into = ("-w", str(mine))
    twins = toolkit("fonts", "add", str(tmp_path / "a"), str(tmp_path / "b"), *LICENCE, *into)
    assert twins.code == 1
    assert "Brand-400.ttf: is 400, as Brand-400.ttf is (hint: leave one of the two out)" in twins.err
    several = toolkit("fonts", "add", str(tmp_path / "a"), str(tmp_path / "c"), *LICENCE, *into)
    assert several.code == 1
    assert "the files are of 2 families: 'Brand', 'Other'" in several.err
    assert list(mine.iterdir()) == []
