"""Fonts of a workspace: they come before the shipped ones, and are added whole or not at all."""

import shutil
import tomllib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from samples import MINIMAL
from squarefont import write_square_fonts
from toolkit.errors import ProblemsError
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.pipeline.build import Options, check
from toolkit.pipeline.fontlist import font_lines
from toolkit.pipeline.plan import Selection
from toolkit.reports.fonts.add_font import NewFont, add_font
from toolkit.sources.project import Folders
from toolkit.typeset import FontLibrary
from toolkit.typeset.style import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.pipeline.workers.processes import Advance

OFL = data_folder("fonts") / "noto-sans" / "OFL.txt"
New = Callable[..., NewFont]


@pytest.fixture
def new(tmp_path: Path) -> New:
    """Return a function that describes the square font, for Hebrew unless said otherwise."""
    square = write_square_fonts(tmp_path / "download") / "square"
    font = NewFont(
        family="brand", files=(square / "Regular.ttf", square / "Bold.ttf"), licence=OFL, script="Hebr"
    )

    def changed(*, only: int = 2, **changes: Any) -> NewFont:
        return replace(font, **{"files": font.files[:only], **changes})

    return changed


def _refused(font: NewFont, folder: Path) -> list[str]:
    before = sorted(folder.rglob("*"))
    with pytest.raises(ProblemsError) as caught:
        add_font(font, folder)
    assert sorted(folder.rglob("*")) == before
    return [str(problem) for problem in caught.value.problems]


def test_an_added_font_comes_before_the_shipped_ones(new: New, tmp_path: Path) -> None:
    """The workspace holds only the addition; every other script is set as before, and the digest differs."""
    written = add_font(new(), tmp_path / "fonts")
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "fonts/brand/Regular.ttf",
        "fonts/brand/Bold.ttf",
        "fonts/brand/OFL.txt",
        "fonts/fonts.toml",
    ]
    fonts, shipped = FontLibrary.load(*Folders.of(tmp_path).fonts), FontLibrary.load(data_folder("fonts"))
    assert fonts.stacks.stack("Hebr") == ("brand", *shipped.stacks.stack("Hebr"))
    assert fonts.stacks.stack("Arab") == shipped.stacks.stack("Arab")
    chosen = fonts.choose("א", "Hebr", Language("he"), Look(weight=700))
    assert chosen is fonts.face("brand", Look(weight=700))
    assert fonts.digest != shipped.digest


def test_a_second_font_leads_and_leaves_the_rest_of_the_list(new: New, tmp_path: Path) -> None:
    """Comments and other lines stay; a family for one language does not touch its script."""
    listed = tmp_path / "fonts.toml"
    listed.write_text(
        '# ours\n[families]  # by hand\n[scripts]\nHebr = [\n  "noto-sans-hebrew",\n]\n', encoding="utf-8"
    )
    add_font(new(), tmp_path)
    add_font(new(family="other", only=1), tmp_path)
    add_font(new(family="hebrew", language=Language("he")), tmp_path)
    text = listed.read_text(encoding="utf-8")
    assert text.startswith("# ours\n[families]  # by hand\n")
    table = tomllib.loads(text)
    assert table["scripts"] == {"Hebr": ["other", "brand", "noto-sans-hebrew"]}
    assert table["languages"] == {"he": ["hebrew"]}
    assert table["families"]["other"] == {"regular": "other/Regular.ttf"}


def test_a_font_for_a_language_leads_its_regional_forms(new: New, tmp_path: Path) -> None:
    """What the shipped list says of zh-HK comes after what the workspace says of zh."""
    add_font(new(), tmp_path / "fonts")
    with (tmp_path / "fonts" / "fonts.toml").open("a", encoding="utf-8") as file:
        file.write('[languages]\nzh = ["brand"]\n')
    stacks = FontLibrary.load(*Folders.of(tmp_path).fonts).stacks
    assert stacks.language_stack(Language("zh-HK"))[:2] == ("brand", "noto-sans-cjk-hk")
    assert stacks.language_stack(Language("zh"))[:2] == ("brand", "noto-sans-cjk-sc")


def test_a_font_that_lacks_letters_is_refused_with_their_names(new: New, tmp_path: Path) -> None:
    """The square font has Thai consonants but no Cyrillic, and Latin without the letters of Vietnamese."""
    (said,) = _refused(new(only=1, script="Latn", language=Language("vi")), tmp_path)
    assert "Regular.ttf: lacks " in said
    assert "letters of Vietnamese (vi): " in said
    assert " ê " in said
    (said,) = _refused(new(only=1, script="Cyrl"), tmp_path)
    assert "has no letter of the script Cyrl" in said


def test_everything_wrong_is_said_at_once_and_nothing_is_written(new: New, tmp_path: Path) -> None:
    """A bad name, a licence that is no text, a damaged file and a file that is no font."""
    damaged, other = tmp_path / "Cut.ttf", tmp_path / "Web.woff2"
    damaged.write_bytes(new().files[0].read_bytes()[:200])
    other.write_bytes(b"wOF2")
    said = _refused(new(family="My Font", files=(damaged, other), licence=damaged), tmp_path)
    assert len(said) == 4
    assert any("use small letters, digits and single hyphens: 'my-font'" in line for line in said)
    assert any("Cut.ttf: is not the text of a licence" in line for line in said)
    assert any("Web.woff2: is no .ttf or .otf file" in line for line in said)


def test_a_name_is_not_taken_twice(new: New, tmp_path: Path) -> None:
    """Another font of the same name would change old pictures."""
    add_font(new(), tmp_path)
    (said,) = _refused(new(), tmp_path)
    assert "there is a family 'brand' already" in said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('scripts.Hebr = ["x"]\n', 'scripts.Hebr = ["brand", "x"]\n'),
        (
            '[scripts]\nHebr = ["x"]  # why\nThai = ["y"]\n',
            '[scripts]\nHebr = ["brand", "x"]  # why\nThai = ["y"]\n',
        ),
        (
            "[scripts]\r\nHebr = [  # ours\r\n  'x',\r\n]\r\n",
            "[scripts]\r\nHebr = [  # ours\r\n  \"brand\",\r\n  'x',\r\n]\r\n",
        ),
        ('scripts = { Hebr = ["x"] }\n', 'scripts = { Hebr = ["brand", "x"] }\n'),
        ('# [scripts]\nfallback = ["[scripts]"]\n', '# [scripts]\nfallback = ["[scripts]"]\n'),
        ("[languages]\nhe = ['x']\n\n['scripts'] # q\n", "[languages]\nhe = ['x']\n\n['scripts'] # q\n"),
    ],
)
def test_a_list_is_extended_whatever_its_form(new: New, tmp_path: Path, before: str, after: str) -> None:
    """Comments, order, quotes and line ends stay; words that only look like a table are left alone."""
    listed = tmp_path / "fonts.toml"
    listed.write_bytes(before.encode())
    add_font(new(only=1), tmp_path)
    text = listed.read_bytes().decode()
    assert text.startswith(after)
    assert ("\r\n" in before) == ("\r\n" in text)
    assert "\n" not in text.replace("\r\n", "") or "\r\n" not in text
    assert 'brand = { regular = "brand/Regular.ttf" }' in text
    table, old = tomllib.loads(text), tomllib.loads(before)
    assert table["families"] == {"brand": {"regular": "brand/Regular.ttf"}}
    stack = old.get("scripts", {}).get("Hebr", [])
    assert table["scripts"] == {**old.get("scripts", {}), "Hebr": ["brand", *stack]}
    assert {name: table[name] for name in old if name != "scripts"} == {
        name: value for name, value in old.items() if name != "scripts"
    }


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        (
            "families = 3\n",
            "'families' is no table (hint: write [families] on a line",
            "[families]\n",
        ),
        (
            "scripts = []\n",
            "'scripts' is no table (hint: write [scripts] on a line",
            "[scripts]\n",
        ),
        (
            '[scripts]\nHebr = "x"\n',
            "'scripts.Hebr' is no list (hint: write the names of its families in brackets: Hebr = [",
            '[scripts]\nHebr = ["x"]\n',
        ),
        ("[scripts\n", "is not TOML", "[scripts]\n"),
    ],
)
def test_a_list_that_cannot_be_extended_stays_as_it_is(
    new: New, tmp_path: Path, text: str, said: str, remedy: str
) -> None:
    """The message says what to write instead, and that is accepted."""
    (tmp_path / "fonts.toml").write_text(text, encoding="utf-8")
    (line,) = _refused(new(only=1), tmp_path)
    assert said in line
    assert (tmp_path / "fonts.toml").read_text(encoding="utf-8") == text
    (tmp_path / "fonts.toml").write_text(remedy, encoding="utf-8")
    assert add_font(new(only=1), tmp_path)


def test_the_list_of_fonts_says_what_is_not_covered(shipped: FontLibrary) -> None:
    """Stacks first, then families without bold, then languages without a font."""
    lines = list(font_lines(shipped))
    assert "  Khmr         noto-sans-khmer" in lines
    assert lines[-2].endswith("without a font: none")
    assert "Cherokee (chr, Cher)" in lines[-1]


def test_a_language_without_fonts_stops_the_check_with_the_command(tmp_path: Path) -> None:
    """It is said once, at the campaign's languages, and not again for every character."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    shutil.copytree(data_folder("assets"), workspace / "assets")
    campaign = workspace / "campaigns" / "minimal"
    for folder in (campaign / "copy", workspace / "assets" / "strings"):
        english = (folder / "en.toml").read_text(encoding="utf-8")
        cherokee = english.replace('"en"', '"chr"', 1).replace('text = "', 'text = "ᏣᎳᎩ ')
        cherokee = cherokee.replace('source = "', 'source = "a translator, after ')
        if folder.name == "strings":  # its words are English on purpose here
            cherokee = cherokee.replace('language = "chr"', 'language = "chr"\nsame_as = "en"', 1)
        (folder / "chr.toml").write_text(cherokee, encoding="utf-8")
    facts = (campaign / "campaign.toml").read_text(encoding="utf-8")
    (campaign / "campaign.toml").write_text(facts.replace('["en",', '["en", "chr",'), encoding="utf-8")

    @contextmanager
    def silent(_name: str, _total: int) -> "Iterator[Advance]":
        yield lambda _steps: None

    selection = Selection(languages=("chr", "en"), placements=("x-post-square",))
    outcome = check(workspace, selection, Options(out=tmp_path), silent)
    (problem,) = outcome.problems
    assert [str(place) for place in problem.trail] == [
        "campaigns/minimal/campaign.toml:languages",
        "fonts/fonts.toml:scripts.Cher",
    ]
    assert problem.message == "no font for Cherokee (chr, script Cher)"
    assert problem.hint == "toolkit fonts add FILE.ttf BOLD.ttf --family NAME --script Cher --licence OFL.txt"
