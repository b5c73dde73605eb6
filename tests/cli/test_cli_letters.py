"""`toolkit text` and `toolkit specimen`: what people who check letters see."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pdfpages import font_count
from toolkit.files import data_folder
from toolkit.render.encode.pillow import decoded, picture_facts

Toolkit = Callable[..., Any]


def test_a_text_is_told_line_by_line(toolkit: Toolkit) -> None:
    """Direction, frame, size, every line with its width, and that nothing is wrong; no file is written."""
    said = toolkit("text", "تسريع التحول\\nالرقمي", "-l", "ar", "--frame", "600x300", "--size", "40")
    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0] == "Arabic (ar), right to left, frame 600×300"
    assert lines[1] == "size 40.0, 2 lines"
    assert lines[2].strip().startswith("تسريع التحول")
    assert lines[-1] == "no problems"


def test_a_character_without_a_font_is_named(toolkit: Toolkit) -> None:
    """The exit code is 1 and the name is in Unicode's words."""
    said = toolkit("text", "Điện \U00013000 thoại", "-l", "vi")
    assert said.code == 1
    assert "missing: '\U00013000' (U+13000 EGYPTIAN HIEROGLYPH A001)" in said.out


def test_a_text_too_long_is_told(toolkit: Toolkit) -> None:
    """The exit code is 1, with how many lines there are room for."""
    said = toolkit("text", "слово " * 40, "-l", "ru", "--frame", "200x50", "--max-lines", "2", "--size", "20")
    assert said.code == 1
    assert "too long: it needs" in said.out


def test_a_picture_has_the_frame_and_the_colours(toolkit: Toolkit, tmp_path: Path) -> None:
    """A PNG has the frame's pixels; its corner is the background, and the letters are in their colour."""
    out = tmp_path / "text.png"
    colours = ("--colour", "#ff0000", "--background", "#ffffff")
    assert (
        toolkit("text", "II", "-l", "en", "--size", "30", "--frame", "120x60", *colours, "-o", str(out)).code
        == 0
    )
    facts = picture_facts(out.read_bytes())
    assert (facts.width, facts.height) == (120, 60)
    pixels = decoded(out.read_bytes())
    assert pixels[-1, -1].tolist() == [255, 255, 255]
    assert (pixels == [255, 0, 0]).all(axis=2).any()


def test_without_a_background_the_ground_is_clear(toolkit: Toolkit, tmp_path: Path) -> None:
    """The picture can be laid over anything."""
    out = tmp_path / "text.png"
    toolkit("text", "A", "-l", "en", "--frame", "60x60", "-o", str(out))
    assert decoded(out.read_bytes(), alpha=True)[-1, -1, 3] == 0


def test_a_dash_prints_the_drawing_alone(toolkit: Toolkit) -> None:
    """With `-o -` stdout is the SVG and nothing else, so that it can be piped."""
    said = toolkit("text", "A & B", "-l", "en", "-o", "-")
    assert said.out.startswith("<svg ")
    assert said.out.endswith("</svg>\n")
    assert "A &amp; B" in said.out


def test_json_has_every_line(toolkit: Toolkit) -> None:
    """`--json` prints the layout as data."""
    said = toolkit("text", "one\ntwo", "-l", "en", "--json")
    assert [line["text"] for line in json.loads(said.out)["lines"]] == ["one", "two"]


def test_a_font_of_ones_own_comes_first(toolkit: Toolkit) -> None:
    """With `--font` the same text comes out in other letters."""
    bold = next(data_folder("fonts").glob("*/NotoSans-Bold.ttf"))
    plain = toolkit("text", "Digital", "-l", "en", "-o", "-").out
    assert toolkit("text", "Digital", "-l", "en", "-o", "-", "--font", str(bold)).out != plain


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-l", "tlh"), "not a language"),
        (("-l", "en", "--frame", "600"), "like 600x300"),
        (("-l", "en", "--size", "96-12"), "no size"),
        (("-l", "en", "--colour", "red"), "no colour like"),
        (("-l", "en", "-o", "text.gif"), "no .svg or .png"),
        (("-l", "en", "--font", __file__), "font"),
    ],
)
def test_wrong_usage_says_why(toolkit: Toolkit, arguments: tuple[str, ...], told: str) -> None:
    """Code 2, and what was expected."""
    said = toolkit("text", "A", *arguments)
    assert said.code == 2
    assert told in said.err


def test_specimens_become_pictures_in_a_folder(toolkit: Toolkit, tmp_path: Path) -> None:
    """A page per script, named by it, at 150 dpi."""
    said = toolkit("specimen", "-s", "Thaa", "-s", "Geor", "-o", str(tmp_path / "pages"))
    assert said.code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["Geor-1.png", "Thaa-1.png"]
    facts = picture_facts((tmp_path / "pages" / "Geor-1.png").read_bytes())
    assert (facts.width, facts.height) == (1240, 1754)


def test_specimens_become_one_document(toolkit: Toolkit, tmp_path: Path) -> None:
    """Two languages of two scripts are two A4 pages without fonts, and the same bytes every time."""
    pages = ("specimen", "-l", "vi", "-l", "ar", "-o")
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert toolkit(*pages, str(first)).code == toolkit(*pages, str(second)).code == 0
    with pikepdf.open(first) as document:
        assert [[round(edge) for edge in page.mediabox] for page in document.pages] == [[0, 0, 595, 842]] * 2
    assert font_count(first.read_bytes()) == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_specimen_shows_the_campaigns_themes(toolkit: Toolkit, tmp_path: Path) -> None:
    """The picture of a language with themes is another one than without them."""
    empty = tmp_path / "workspace" / "campaigns"
    empty.mkdir(parents=True)
    with_themes, without = tmp_path / "a.png", tmp_path / "b.png"
    toolkit("specimen", "-l", "vi", "-o", str(with_themes))
    toolkit("specimen", "-l", "vi", "-o", str(without), "--workspace", str(empty.parent))
    assert with_themes.read_bytes() != without.read_bytes()


def test_an_unknown_script_gets_a_hint(toolkit: Toolkit) -> None:
    """Code 2 and the codes there are."""
    said = toolkit("specimen", "-s", "Arb")
    assert said.code == 2
    assert "Arab, " in said.err
