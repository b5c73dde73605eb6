"""Brand: tokens, palettes, and what replaces a colour of the artwork."""

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.sources.project import load_project
from toolkit.sources.workspace.brand import load_brand
from toolkit.sources.workspace.overlay import Overlay

if TYPE_CHECKING:
    from toolkit.errors import Problem

BRAND = """
[tokens]
ground = "#0b1f4b"
ink = "#101a2b"

[palettes.plain]
title = "Plain"
[palettes.plain.colours]
ground = "#000000"
ink = "#ffffff"
"""


def _problems(folder: Path, text: str) -> list[str]:
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    load_brand(Overlay(name="assets", folders=(folder,)), problems)
    return [str(problem) for problem in problems]


def test_palette_replaces_the_literal_colours(tmp_path: Path) -> None:
    """A design is drawn in literal colours; the palette says what each becomes."""
    (tmp_path / "brand.toml").write_text(BRAND, encoding="utf-8")
    brand = load_brand(Overlay(name="assets", folders=(tmp_path,)), [])
    assert brand is not None
    assert brand.replacements("plain") == {"#0b1f4b": "#000000", "#101a2b": "#ffffff"}


def test_every_palette_gives_every_token(tmp_path: Path) -> None:
    """A colour that a palette forgets, or misspells, is a problem with the token that was meant."""
    assert _problems(tmp_path, BRAND.replace('ground = "#000000"', 'grund = "#000000"')) == [
        'assets/brand.toml:palettes.plain.colours.ground: is missing (hint: add ground = "#…")',
        (
            "assets/brand.toml:palettes.plain.colours.grund: "
            "unknown token 'grund' (hint: did you mean 'ground'?)"
        ),
    ]


def test_two_tokens_may_not_share_a_colour(tmp_path: Path) -> None:
    """The artwork could not tell them apart."""
    assert _problems(tmp_path, BRAND.replace("#101a2b", "#0b1f4b", 1)) == [
        (
            "assets/brand.toml:tokens.ink: #0b1f4b already stands for 'ground' "
            "(hint: give each token its own colour)"
        ),
    ]


def test_colours_have_one_spelling(tmp_path: Path) -> None:
    """Names, short forms and capital letters would not be found in the artwork."""
    for colour in ("blue", "#FFF", "#FFFFFF", "#0b1f4b80"):
        problems = _problems(tmp_path, BRAND.replace("#ffffff", colour))
        assert problems == [
            (
                f"assets/brand.toml:palettes.plain.colours.ink: '{colour}' is not a colour "
                "(hint: write six small hexadecimal digits, for example #0b1f4b)"
            ),
        ]


def test_brand_without_palette(tmp_path: Path) -> None:
    """A brand with no palette could colour nothing."""
    assert _problems(tmp_path, "palettes = {}\n[tokens]\n") == [
        "assets/brand.toml:palettes: there is none (hint: add [palettes.<name>] with its colours)",
    ]


def test_every_campaign_has_its_palette() -> None:
    """The three campaigns differ in colour."""
    project = load_project()
    replaced = {tuple(project.brand.replacements(row.palette).values()) for row in project.campaigns}
    assert len(replaced) == 3
