"""The broken project: four slips of four kinds are four clear problems of one run, and no kit changes."""

import re
import shutil
from pathlib import Path

import pytest

from samples import run_toolkit
from toolkit.files import data_folder

SELECTION = ["wtisd-2021", "-l", "en", "-l", "fr", "-l", "es", "-l", "vi"]
PLACES = ["-p", "x-post-landscape", "-p", "x-header", "-p", "instagram-story", "-p", "bluesky-post-landscape"]
COPY = "campaigns/wtisd-2021/copy"
HIEROGLYPH = "\U00013000"

# How much too long depends on the drawings, so those numbers are not compared.
REPORT = f"""\
error {COPY}/en.toml:theme → designs/theme/#.svg:theme: the text needs # lines where # fit \
at #; about # characters too long, and in # more drawings (hint: shorten the text by about # characters)
error {COPY}/es.toml: the file is missing, and campaign.toml lists 'es' among its \
languages (hint: copy copy/en.toml to copy/es.toml, write language = "es" in it, and translate it)
error {COPY}/fr.toml:day_nmae: unknown key 'day_nmae' (hint: did you mean 'day_name'?)
error {COPY}/vi.toml:hashtags → designs/#.svg:hashtags: no bundled font has the character \
'{HIEROGLYPH}' (U+13000 EGYPTIAN HIEROGLYPH A001), and in # more drawings (hint: write it another way, \
or add a font that has it to fonts/fonts.toml)
4 problems
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a copy of the shipped project with four slips."""
    for name in ("campaigns", "designs"):
        shutil.copytree(data_folder(name), tmp_path / name)
    (tmp_path / COPY / "es.toml").unlink()
    edit(tmp_path / COPY / "fr.toml", "[day_name]", "[day_nmae]")
    theme = "Accelerating digital transformation in challenging times"
    edit(tmp_path / COPY / "en.toml", f'text = "{theme}"', f'text = "{(theme + " ") * 8}'[:408].strip() + '"')
    edit(tmp_path / COPY / "vi.toml", 'tag = "#WTISD"', f'tag = "#WTISD{HIEROGLYPH}"')
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    """Replace words, once, in a file that has them."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def comparable(report: str) -> str:
    """Return a report without drawing names and numbers that change with the designs."""
    lines = []
    for line in report.splitlines(keepends=True):
        drawn = re.sub(r"designs/[\w/-]+\.svg", "designs/#.svg", line)
        if "characters too long" in line:
            drawn = re.sub(r"designs/#", "designs/theme/#", drawn)
            drawn = re.sub(r"(?<=[ ])[\d.]+", "#", drawn)
        lines.append(re.sub(r"and in (#|\d+) more drawings?", "and in # more drawings", drawn))
    return "".join(line for line in lines if line.startswith("error") or line.endswith("problems\n"))


@pytest.mark.slow
def test_four_slips_are_four_problems_and_no_kit_changes(broken: Path) -> None:
    """A lost translation, a misspelled key, a theme of 400 characters and a letter without a glyph.

    One run names all four, each once with its remedy; it leaves with 1, and earlier kits are untouched.
    """
    kits = broken / "out" / "kits"
    kits.mkdir(parents=True)
    (kits / "wtisd-2021_en.zip").write_bytes(b"the kit of yesterday")
    result = run_toolkit(broken, "build", *SELECTION, *PLACES, NO_COLOR="1")
    assert comparable(result.stderr) == REPORT, result.stderr
    assert (result.returncode, result.stdout) == (1, "")
    assert [path.read_bytes() for path in kits.iterdir()] == [b"the kit of yesterday"]


@pytest.mark.slow
def test_check_finds_what_build_finds(broken: Path) -> None:
    """Nothing has to be painted to know it."""
    result = run_toolkit(broken, "check", *SELECTION, *PLACES, "-d", "theme", NO_COLOR="1")
    assert comparable(result.stderr) == REPORT, result.stderr
    assert result.returncode == 1
    assert not (broken / "out").exists()
