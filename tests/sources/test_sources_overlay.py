"""Workspaces: their files add to the bundled data one by one, and a file of the same name replaces one."""

import shutil
from pathlib import Path

import pytest

from samples import MINIMAL
from toolkit.files import data_folder
from toolkit.pipeline.plan import Selection, UnknownNameError, check_selection, plan
from toolkit.sources.origins import origin_lines
from toolkit.sources.project import Project, load_project, read_project

BUNDLED = load_project()
PLACEMENT = """
[[placement]]
id = "{id}"
platform = "x"
title = "a wall"
family = "feed"
width = 1200
height = 1200
confidence = "seen"
[placement.sources]
size = "measured"
"""
PALETTE = data_folder("assets").joinpath("brand.toml").read_text(encoding="utf-8")
PALETTE = "\n\n".join(PALETTE.split("\n\n")[2:4]) + "\n"
PARTNER = 'name = "Sample Institute"\n'


def _write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _said(root: Path) -> list[str]:
    return [str(problem) for problem in read_project(root)[1]]


def _ids(project: Project) -> dict[str, list[str]]:
    """Return the names of everything that a workspace takes over from the bundled data."""
    assets = project.folders.assets
    return {
        "designs": [row.id for row in project.designs],
        "placements": [row.id for row in project.placements],
        "palettes": list(project.brand.palettes),
        "strings": [row.language.tag for row in project.strings],
        "textures": list(assets.files("textures/*.svg")),
    }


@pytest.mark.parametrize(
    ("files", "more"),
    [
        ({"assets/brand.toml": PALETTE.replace("wtisd-2021", "ministry")}, {"palettes": "ministry"}),
        ({"assets/partners/sample/partner.toml": PARTNER}, {}),
        ({"assets/placements.toml": PLACEMENT.format(id="town-hall")}, {"placements": "town-hall"}),
        ({"assets/textures/waves.svg": "<svg/>"}, {"textures": "textures/waves.svg"}),
    ],
    ids=["brand", "partners", "placements", "textures"],
)
def test_a_file_of_ones_own_adds_to_the_bundled_data(
    tmp_path: Path, files: dict[str, str], more: dict[str, str]
) -> None:
    """A workspace with one file of assets keeps every design, placement, palette, texture and language."""
    _write(tmp_path, **files)
    project, problems = read_project(tmp_path)
    assert problems == ()
    found, bundled = _ids(project), _ids(BUNDLED)
    assert bundled
    for kind, names in bundled.items():
        assert set(found[kind]) == {*names, *([more[kind]] if kind in more else [])}, kind
    assert [partner.id for partner in project.decks[0].partners] == (["sample"] if not more else [])


def test_one_design_of_ones_own_leaves_the_others(tmp_path: Path) -> None:
    """A new design stands beside the fourteen; one of a bundled name takes its place whole."""
    shutil.copytree(MINIMAL / "designs" / "card", tmp_path / "designs" / "card")
    shutil.copytree(MINIMAL / "designs" / "card", tmp_path / "designs" / "theme")
    project = load_project(tmp_path)
    names = [row.id for row in BUNDLED.designs]
    assert [row.id for row in project.designs] == sorted([*names, "card"])
    replaced = project.design("theme")
    assert replaced is not None
    assert list(replaced.drawings) == ["square", "wide"]


def test_a_replaced_placement_stands_where_the_bundled_one_stood(tmp_path: Path) -> None:
    """The row of the workspace counts, whole; the order and all others stay."""
    _write(tmp_path, **{"assets/placements.toml": PLACEMENT.format(id="x-header")})
    project = load_project(tmp_path)
    assert [row.id for row in project.placements] == [row.id for row in BUNDLED.placements]
    changed = [row.id for row in project.placements if row not in BUNDLED.placements]
    assert changed == ["x-header"]
    header = project.placement("x-header")
    assert header is not None
    assert (header.size.width, header.size.height) == (1200, 1200)


def test_strings_are_joined_key_by_key(tmp_path: Path) -> None:
    """Two words of one's own replace two, in a table as well; all others are the bundled ones."""
    _write(tmp_path, **{"assets/strings/fr.toml": 'scan_me = "Scannez"\n[kit]\ncolon = " :: "\n'})
    french, bundled = load_project(tmp_path).strings_in("fr"), BUNDLED.strings_in("fr")
    assert french is not None
    assert bundled is not None
    kit = {**bundled.kit, "colon": " :: "}
    assert french == bundled.model_copy(update={"scan_me": "Scannez", "kit": kit})


def test_a_palette_is_joined_colour_by_colour(tmp_path: Path) -> None:
    """One colour of a bundled palette can be changed on its own."""
    _write(tmp_path, **{"assets/brand.toml": '[palettes.wtisd-2024.colours]\naccent = "#ffd123"\n'})
    brand = load_project(tmp_path).brand
    bundled = BUNDLED.brand.palette("wtisd-2024").colours
    assert brand.palette("wtisd-2024").colours == {**bundled, "accent": "#ffd123"}


def test_a_new_palette_must_give_every_colour(tmp_path: Path) -> None:
    """A palette of a workspace that lacks a colour is told, and the bundled palettes are not blamed."""
    palette = PALETTE.replace("wtisd-2021", "ministry").replace('spark = "#39e3ff"\n', "")
    _write(tmp_path, **{"assets/brand.toml": palette})
    assert _said(tmp_path) == [
        'assets/brand.toml:palettes.ministry.colours.spark: is missing (hint: add spark = "#…")'
    ]


OWN_TOKENS = """
[tokens]
ground = "#111111"
gold = "#aa8800"
[palettes.ministry]
title = "Ministry"
colours = { ground = "#000000", gold = "#ffcc00" }
"""


def test_tokens_of_ones_own_colour_own_drawings(tmp_path: Path) -> None:
    """Own literals stand for tokens beside the bundled ones; bundled palettes need not know new tokens."""
    _write(tmp_path, **{"assets/brand.toml": OWN_TOKENS})
    project, problems = read_project(tmp_path)
    assert problems == ()
    replaced = project.brand.replacements("ministry")
    assert replaced == {"#111111": "#000000", "#160f56": "#000000", "#aa8800": "#ffcc00"}
    assert "#aa8800" not in project.brand.replacements("wtisd-2021")


def test_a_colour_that_a_drawing_needs_is_told(tmp_path: Path) -> None:
    """A palette without the colours of the bundled designs is told with the drawing; the remedies work."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    facts = workspace / "campaigns/minimal/campaign.toml"
    text = facts.read_text(encoding="utf-8").replace('palette = "wtisd-2021"', 'palette = "ministry"')
    facts.write_text(text.replace('designs = ["card"]', 'designs = ["theme"]'), encoding="utf-8")
    _write(workspace, **{"assets/brand.toml": OWN_TOKENS})
    said = _said(workspace)
    assert [line.split(": ")[0].split(" → ")[1] for line in said] == ["designs/theme/square.svg"] * len(said)
    missing = [
        line.partition(":")[2].split(" ")[0].removeprefix("palettes.ministry.colours.") for line in said
    ]
    assert "accent" in missing
    colours = "".join(f'{token} = "#0f0f{number:02x}"\n' for number, token in enumerate(missing, 16))
    brand = OWN_TOKENS.replace('colours = { ground = "#000000", gold = "#ffcc00" }\n', "")
    brand += f'[palettes.ministry.colours]\nground = "#000000"\ngold = "#ffcc00"\n{colours}'
    # Colours that nobody could read: whose words stand where is the workspace's own matter, too.
    _write(workspace, **{"assets/brand.toml": f"pairs = []\n{brand}"})
    assert _said(workspace) == []


def test_only_own_campaigns_are_made_and_samples_are_named(tmp_path: Path) -> None:
    """A workspace with a campaign makes no samples; who asks for one is told where it is."""
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    project = load_project(tmp_path)
    assert [row.id for row in project.campaigns] == ["minimal"]
    assert project.folders.samples == ("wsis-forum-2020", "wtisd-2021", "wtisd-2024")
    with pytest.raises(UnknownNameError, match="copy it into campaigns/"):
        check_selection(project, Selection(campaigns=("wtisd-2024",)))
    shutil.copytree(data_folder("campaigns") / "wtisd-2024", tmp_path / "campaigns" / "wtisd-2024")
    check_selection(load_project(tmp_path), Selection(campaigns=("wtisd-2024",)))


def test_a_campaign_may_name_its_designs(tmp_path: Path) -> None:
    """A list of designs leaves the others out, and a name that is not there is told with the one meant."""
    shutil.copytree(MINIMAL / "campaigns", tmp_path / "campaigns")
    facts = tmp_path / "campaigns/minimal/campaign.toml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace('designs = ["card"]', 'designs = ["theme", "quotes"]'), encoding="utf-8")
    project, problems = read_project(tmp_path)
    assert [str(problem) for problem in problems] == [
        "campaigns/minimal/campaign.toml:designs: there is no design 'quotes' (hint: did you mean 'quote'?)"
    ]
    assert {job.key.design for job in plan(project, Selection()).jobs} == {"theme"}
    asked = plan(project, Selection(designs=("cover",), placements=("x-header",))).jobs
    assert {job.key.design for job in asked} == {"cover"}


def test_an_unknown_placement_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    """Bundled placements and the workspace's own are all in the hint."""
    shutil.copytree(MINIMAL / "campaigns", tmp_path / "campaigns")
    facts = tmp_path / "campaigns/minimal/campaign.toml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace('"facebook-post-square"', '"billboard-on-mars"'), encoding="utf-8")
    _write(tmp_path, **{"assets/placements.toml": PLACEMENT.format(id="town-hall")})
    (said,) = [line for line in _said(tmp_path) if "billboard-on-mars" in line]
    names = said.partition("(hint: there are ")[2].removesuffix(")").split(", ")
    assert {"town-hall", *(row.id for row in BUNDLED.placements)} == set(names)


def test_a_language_without_the_fixed_words_is_told_how_to_begin(tmp_path: Path) -> None:
    """The command that writes the file is named."""
    shutil.copytree(MINIMAL / "campaigns", tmp_path / "campaigns")
    facts = tmp_path / "campaigns/minimal/campaign.toml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace('["en",', '["en", "sw",'), encoding="utf-8")
    copy = facts.parent / "copy"
    _write(copy, **{"sw.toml": (copy / "en.toml").read_text(encoding="utf-8").replace('"en"', '"sw"', 1)})
    _write(tmp_path, **{"assets/brand.toml": ""})
    assert (
        "assets/strings/sw.toml: the file is missing, and the campaign 'minimal' is published in this "
        "language (hint: run 'toolkit new strings sw' in the workspace (or with the same --workspace), "
        "and translate the words of the file that it writes)"
    ) in _said(tmp_path)
    bundled = next(
        line for line in origin_lines(read_project(tmp_path)[0]) if line.startswith("bundled data")
    )
    folder = Path(bundled.partition(": ")[2])
    assert (folder / "assets" / "strings" / "en.toml").is_file()


def test_what_comes_from_where_is_said(tmp_path: Path) -> None:
    """`toolkit info` names each file of the workspace: new, in place of a bundled one, or added to one."""
    shutil.copytree(MINIMAL / "campaigns", tmp_path / "campaigns")
    shutil.copytree(MINIMAL / "designs" / "card", tmp_path / "designs" / "card")
    shutil.copytree(MINIMAL / "designs" / "card", tmp_path / "designs" / "theme")
    _write(
        tmp_path,
        **{
            "assets/placements.toml": PLACEMENT.format(id="town-hall") + PLACEMENT.format(id="x-header"),
            "assets/textures/weave.svg": "<svg/>",
            "assets/strings/fr.toml": 'scan_me = "Scannez"\n',
        },
    )
    lines = list(origin_lines(load_project(tmp_path)))
    assert lines == [
        "samples of the toolkit, not made in this workspace: wsis-forum-2020, wtisd-2021, wtisd-2024",
        f"bundled data, for all that is not named here: {data_folder('assets').parent}",
        "designs/card: workspace",
        "designs/theme: replaced",
        "assets/placements.toml: added to the bundled file",
        "assets/strings/fr.toml: added to the bundled file",
        "assets/textures/weave.svg: replaced",
        "placement town-hall: workspace",
        "placement x-header: replaced",
    ]
    assert list(origin_lines(BUNDLED)) == []


def test_drawings_without_their_file_are_told(tmp_path: Path) -> None:
    """A folder of drawings that nothing describes is no design, and is not left out in silence."""
    shutil.copytree(MINIMAL / "designs" / "card", tmp_path / "designs" / "card")
    (tmp_path / "designs" / "card" / "design.toml").unlink()
    assert _said(tmp_path) == [
        (
            "designs/card/design.toml: the file is missing beside the drawings "
            "(hint: write it as docs/designing.md shows, or take the folder out)"
        )
    ]


def test_a_design_for_a_placement_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A misspelled placement would leave the design out of it in silence; its looks are read, too."""
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "designs/card/design.toml"
    look = 'variants = [{ name = "light", placements = ["x-post-sqare"] }]\nplacements = ["mars-wall"]\n'
    file.write_text(look + file.read_text(encoding="utf-8"), encoding="utf-8")
    first, second = _said(tmp_path)
    assert first.startswith(
        "designs/card/design.toml:placements: there is no placement 'mars-wall' (hint: there are x-post"
    )
    assert second == (
        "designs/card/design.toml:variants.light.placements: there is no placement 'x-post-sqare' "
        "(hint: did you mean 'x-post-square'?)"
    )
