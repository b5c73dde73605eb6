"""Small whole workspaces that tests of several floors build from, and types that tests share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click

from toolkit.cli.main import cli
from toolkit.files import data_folder
from toolkit.render.pixels import PixelArray
from toolkit.sources.campaigns.copydeck import Copy, Statistic

JsonGolden = Callable[[object, Path], None]
"""What the fixture `same_json` gives."""

TextGolden = Callable[[str, Path], None]
"""What the fixture `same_text` gives."""

PictureGolden = Callable[[PixelArray, Path], None]
"""What the fixture `same_picture` gives: it takes (height, width, 3)."""

MINIMAL = Path(__file__).resolve().parent / "workspaces" / "minimal"
"""One campaign in five languages, one design with a square and a wide artboard; the rest is shipped data."""

TOOLKIT = (sys.executable, "-c", "from toolkit.cli.main import main; main()")
"""How a test starts the toolkit as a program of its own."""

_CONTEXT = click.Context(cli)
BY_NAME = {
    name: command for name in cli.list_commands(_CONTEXT) if (command := cli.get_command(_CONTEXT, name))
}
"""Every command of the toolkit, by its name."""

Finished = subprocess.CompletedProcess[str]


def run_toolkit(folder: Path, *arguments: str, **environment: str) -> Finished:
    """Run the toolkit in a folder, as a person does, and return what it said and how it left."""
    return subprocess.run(  # noqa: S603  this interpreter
        [*TOOLKIT, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


_TOWN_HALL_PLATFORM = """
[[platform]]
id = "town-hall"
after = "x"
hashtag_end = "#"
hashtags_max = 1
caption_unit = "graphemes"
"""
TOWN_HALL_PLACEMENT = """
[[placement]]
id = "town-hall-wall"
platform = "town-hall"
title = "the wall"
family = "feed"
width = 1080
height = 1080
caption_limit = 400
confidence = "seen"
[placement.sources]
size = "measured"
"""
TOWN_HALL_NAMES = '[designs]\ncard = "Town card"\n[platforms]\ntown-hall = "Town hall screens"\n'
"""What English calls the design and the platform of the workspace that `make_town_hall` makes."""
_SWAHILI = {
    "Accelerating digital transformation in challenging times": (
        "Kuharakisha mageuzi ya kidijitali katika nyakati za changamoto"
    ),
    "World Telecommunication and Information Society Day": (
        "Siku ya Dunia ya Mawasiliano na Jumuiya ya Habari"
    ),
    "Call to Action": "Wito wa Kuchukua Hatua",
    "official = true": "official = false",
    'evidence = "document"': 'evidence = "own-translation"',
}


def make_town_hall(root: Path) -> Path:
    """Make a workspace in English and Swahili with a design, a platform and a placement of its own."""
    shutil.copytree(MINIMAL, root)
    campaign, assets = root / "campaigns" / "minimal", root / "assets"
    facts = (campaign / "campaign.toml").read_text(encoding="utf-8")
    facts = facts.replace('["en", "ar", "zh", "ru", "vi"]', '["en", "sw"]')
    facts = facts.replace('"facebook-post-square"', '"town-hall-wall"')
    (campaign / "campaign.toml").write_text(facts, encoding="utf-8")
    for path in (campaign / "copy").glob("*.toml"):
        if path.stem != "en":
            path.unlink()
    swahili = (campaign / "copy" / "en.toml").read_text(encoding="utf-8").replace('"en"', '"sw"', 1)
    for words, others in _SWAHILI.items():
        swahili = swahili.replace(words, others)
    (campaign / "copy" / "sw.toml").write_text(swahili, encoding="utf-8")
    strings = assets / "strings"
    strings.mkdir(parents=True)
    own = (data_folder("assets") / "strings" / "en.toml").read_text(encoding="utf-8")
    own = own.replace('language = "en"', 'language = "sw"\nsame_as = "en"', 1)
    own = own.replace("[designs]\n", '[designs]\ncard = "Kadi ya mji"\n', 1)
    own = own.replace("[platforms]\n", '[platforms]\ntown-hall = "Skrini za ukumbi wa mji"\n', 1)
    (strings / "sw.toml").write_text(own, encoding="utf-8")
    (strings / "en.toml").write_text(TOWN_HALL_NAMES, encoding="utf-8")
    (assets / "platforms.toml").write_text(_TOWN_HALL_PLATFORM, encoding="utf-8")
    (assets / "placements.toml").write_text(TOWN_HALL_PLACEMENT, encoding="utf-8")
    return root


def statistic_of(copy: Copy, name: str) -> Statistic | None:
    """Return the words of a statistic in a language."""
    return next((row for row in copy.statistics if row.id == name), None)
