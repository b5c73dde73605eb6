"""Palettes: words that could not be read are told where their colour stands."""

import re
from pathlib import Path

import pytest

from toolkit.sources.checks.palettes import contrast, palette_problems
from toolkit.sources.project import load_project, read_project
from toolkit.sources.workspace.brand import Brand, Pair, Palette


def _brand(**colours: str) -> Brand:
    pair = Pair(words=("ink",), on=("ground", "sheet"))
    return Brand(
        tokens={"ink": "#000001", "ground": "#000002", "sheet": "#000003"},
        palettes={"plain": Palette(title="Plain", colours=colours)},
        pairs=(pair,),
    )


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#abcdef", "#abcdef", 1.0)],
)
def test_contrast_ratio(one: str, other: str, ratio: float) -> None:
    """The figures of WCAG, in either order."""
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)


def test_shipped_palettes_can_be_read() -> None:
    """Every look of every campaign keeps the contrast that the pairs ask for."""
    brand = load_project().brand
    assert len(brand.pairs) >= 7
    assert list(palette_problems(brand)) == []


def test_low_contrast_names_palette_and_both_tokens() -> None:
    """The message has file, palette, tokens, colours and ratio; its colour is accepted."""
    (problem,) = palette_problems(_brand(ink="#999999", ground="#ffffff", sheet="#eeeeee"))
    assert str(problem.trail[0]) == "assets/brand.toml:palettes.plain.colours.ink"
    assert problem.message == (
        "'ink' (#999999) on 'sheet' (#eeeeee) has a contrast of 2.46:1; these words need 4.5:1"
    )
    assert problem.hint == 'write ink = "#6b6b6b", or choose another colour for one of the two'
    found = re.search(r'"(#\w+)"', problem.hint)
    assert found is not None
    assert list(palette_problems(_brand(ink=found[1], ground="#ffffff", sheet="#eeeeee"))) == []


def test_grounds_that_no_colour_suits() -> None:
    """Black and white grounds have no colour that stands out on both enough for 5:1."""
    brand = _brand(ink="#777777", ground="#000000", sheet="#ffffff")
    strict = brand.model_copy(update={"pairs": (Pair(words=("ink",), on=("ground", "sheet"), contrast=5.0),)})
    (problem,) = palette_problems(strict)
    assert problem.hint.startswith("make ground and sheet more alike")


def test_pair_may_be_limited_to_looks() -> None:
    """What no drawing shows in a look is not measured there."""
    brand = _brand(ink="#999999", ground="#ffffff", sheet="#eeeeee")
    own = {"plain": brand.palettes["plain"], "plain-light": brand.palettes["plain"]}
    pair = Pair(words=("ink",), on=("ground",), looks=("light",))
    both = brand.model_copy(update={"palettes": own, "pairs": (pair,)})
    assert [problem.trail[0].at for problem in palette_problems(both)] == ["palettes.plain-light.colours.ink"]


def test_a_colour_less_stops_only_what_needs_it(tmp_path: Path) -> None:
    """A palette without a colour is told, and nothing breaks."""
    (tmp_path / "assets").mkdir()
    text = (load_project().folders.assets.bundled / "brand.toml").read_text(encoding="utf-8")
    text = re.sub(r'(?s)(\[palettes\.wtisd-2021\.colours\].*?)paper = "#[0-9a-f]+"\n', r"\1", text, count=1)
    (tmp_path / "assets" / "brand.toml").write_text(text, encoding="utf-8")
    _, problems = read_project(tmp_path)
    assert [str(problem.trail[0]) for problem in problems] in (
        [],
        ["assets/brand.toml:palettes.wtisd-2021.colours.paper"],
    )
