"""`toolkit sheet`: drawn whatever is wrong, and honest about it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samples import MINIMAL
from toolkit.render.encode.pillow import picture_facts

Toolkit = Callable[..., Any]
HERE = ("--workspace", str(MINIMAL))


@pytest.mark.parametrize(("name", "form"), [("sheet.png", "png"), ("sheet.jpg", "jpg")])
def test_a_picture_is_written(toolkit: Toolkit, tmp_path: Path, name: str, form: str) -> None:
    """The file has the format its name says, its name is printed, and nothing is wrong."""
    out = tmp_path / name
    said = toolkit("sheet", "-l", "en", "-p", "x-post-square", "--cell", "80", "-o", str(out), *HERE)
    assert (said.code, said.out) == (0, f"{out}\n")
    assert picture_facts(out.read_bytes()).codec == form


def test_a_sheet_with_problems_is_drawn_and_leaves_with_one(toolkit: Toolkit, tmp_path: Path) -> None:
    """A character that no font has is told on stderr, and the page is there all the same."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    copy = workspace / "campaigns" / "minimal" / "copy" / "en.toml"
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace('[theme]\ntext = "', '[theme]\ntext = "\U00013000 ', 1), encoding="utf-8")
    out = tmp_path / "sheet.html"
    selection = ("-l", "en", "-p", "x-post-square", "--cell", "80", "--workspace", str(workspace))
    said = toolkit("sheet", *selection, "-o", str(out))
    assert said.code == 1
    assert "EGYPTIAN HIEROGLYPH A001" in said.err
    assert "EGYPTIAN HIEROGLYPH A001" in out.read_text(encoding="utf-8")


def test_a_placement_that_is_not_served_is_said(toolkit: Toolkit, tmp_path: Path) -> None:
    """What was asked for by name and cannot be drawn is not left out in silence."""
    places = ("-p", "x-post-square", "-p", "ad-leaderboard")
    said = toolkit("sheet", "-l", "en", *places, "--cell", "60", "-o", str(tmp_path / "s.png"), *HERE)
    assert said.code == 0
    assert "not served: card has no artboard for ad-leaderboard" in said.err


def test_a_list_of_assets_is_shown_in_its_order(toolkit: Toolkit, tmp_path: Path) -> None:
    """`--assets` takes the names that `toolkit plan -v` prints, and shows them as a mosaic of that width."""
    names = [line for line in toolkit("plan", "-v", *HERE).out.splitlines() if "x-post-square" in line][:2]
    (tmp_path / "names.txt").write_text("\n".join(names), encoding="utf-8")
    out = tmp_path / "mosaic.png"
    mosaic = (
        "--layout",
        "mosaic",
        "--width",
        "208",
        "--cell",
        "100",
        "--assets",
        str(tmp_path / "names.txt"),
    )
    said = toolkit("sheet", *mosaic, "-o", str(out), *HERE)
    assert said.code == 0
    assert (picture_facts(out.read_bytes()).width, picture_facts(out.read_bytes()).height) == (208, 100)


def test_a_wrong_name_gets_a_hint(toolkit: Toolkit, tmp_path: Path) -> None:
    """Whoever mistypes an asset's name is shown the nearest one."""
    (tmp_path / "names.txt").write_text("minimal_card_x-post-sqare_en\n", encoding="utf-8")
    said = toolkit("sheet", "--assets", str(tmp_path / "names.txt"), "-o", str(tmp_path / "s.png"), *HERE)
    assert said.code == 2
    assert "did you mean 'minimal_card_x-post-square_en'?" in said.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "sheet.gif"), "no .html, .png or .jpg"),
        (("-r", "nobody", "-o", "sheet.png"), "no row 'nobody'"),
        (("-p", "ad-leaderboard", "-o", "sheet.png"), "nothing to draw"),
    ],
)
def test_wrong_usage_says_why(
    toolkit: Toolkit, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """An unknown ending, an unknown row, or nothing to draw: code 2, a reason, and no file."""
    arguments = tuple(str(tmp_path / word) if word.startswith("sheet.") else word for word in arguments)
    said = toolkit("sheet", *arguments, *HERE)
    assert said.code == 2
    assert told in said.err
    assert list(tmp_path.iterdir()) == []
