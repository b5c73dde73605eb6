"""`toolkit import`: exports of design tools become designs, or are refused with what to do."""

import io
import json
import re
import shlex
import tomllib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Toolkit = Callable[..., Any]

CARD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">
<rect width="1080" height="1080" fill="#160f56"/>
<text id="Theme" x="80" y="420" font-size="80" fill="#fdfcff">Any headline</text>
<text x="80" y="700" font-size="40" fill="#fdfcff">17 May 2021</text>
<text x="80" y="800" font-size="30" fill="#fdfcff">{{ hashtags }}</text>
<text x="80" y="900" font-size="30" fill="#fdfcff">ITU</text>%s
</svg>"""


def card(folder: Path, name: str = "card.svg", more: str = "") -> Path:
    """Write an export and return its path."""
    path = folder / name
    path.write_text(CARD % more)
    return path


def design_of(folder: Path, name: str = "card") -> dict[str, Any]:
    """Read the `design.toml` that an import wrote."""
    return tomllib.loads((folder / "designs" / name / "design.toml").read_text())


def test_a_drawing_becomes_a_design(toolkit: Toolkit, tmp_path: Path) -> None:
    """Slots by name, words and braces; what is in none stays; and `toolkit check` accepts it."""
    said = toolkit("import", str(card(tmp_path)), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert list(design_of(tmp_path)["slots"]) == ["theme", "date", "hashtags"]
    assert "ITU" in said.out
    assert "stays as drawn (en)" in said.out
    checked = toolkit("check", "-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    assert checked.code == 0, checked.err


def test_json_tells_everything_about_each_file(toolkit: Toolkit, tmp_path: Path) -> None:
    """Texts with their slots, fonts, what was taken out, and what is refused."""
    more = '<script>alert(1)</script><text font-family="Lobster" y="990" font-size="20">x</text>'
    said = toolkit("import", str(card(tmp_path, more=more)), "-w", str(tmp_path), "--json")
    found = json.loads(said.out)
    (file,) = found["files"]
    assert [text["slot"] for text in file["texts"]] == ["theme", "date", "hashtags", None, None]
    assert [text["kept"] for text in file["texts"]] == [False, False, False, True, True]
    (font,) = file["fonts"]
    assert (font["family"], font["at_hand"], font["instead"]) == ("Lobster", False, "noto-sans")
    assert font["command"] == "toolkit fonts add FOLDER --workspace DIR"
    assert file["taken_out"] == ["script (1)"]
    assert file["refused"] == []
    assert "<script" not in (tmp_path / "designs/card/square.svg").read_text()


def test_importing_again_keeps_what_was_decided(toolkit: Toolkit, tmp_path: Path) -> None:
    """Keys and comments of design.toml, and slots that were given by hand."""
    path = card(tmp_path)
    toolkit("import", str(path), "-w", str(tmp_path), "--yes", "--slot", "label=ITU")
    written = tmp_path / "designs/card/design.toml"
    written.write_text(written.read_text().replace("min_size = 44", "min_size = 61  # mine"))
    path.write_text(path.read_text().replace("#160f56", "#000000"))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert "min_size = 61  # mine" in written.read_text()
    assert "label (the import before)" in said.out
    assert "#000000" in (tmp_path / "designs/card/square.svg").read_text()


def test_a_missing_font_is_replaced_and_told(toolkit: Toolkit, tmp_path: Path) -> None:
    """The nearest family stands in its place, in slots and in texts that stay, so that check accepts it."""
    path = card(tmp_path, more='<text font-family="Georgia" x="9" y="990" font-size="20">x</text>')
    path.write_text(path.read_text().replace('id="Theme"', 'id="Theme" font-family="Arial"'))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert "font Arial: is not in fonts/ (Theme); 'noto-sans' stands in its place" in said.out
    assert design_of(tmp_path)["fonts"] == {"Arial": "noto-sans", "Georgia": "noto-sans"}
    checked = toolkit("check", "-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    assert checked.code == 0, checked.err


def test_a_person_says_what_replaces_a_font(toolkit: Toolkit, tmp_path: Path) -> None:
    """`--font` wins, a family that is not there is refused, and importing again keeps the decision."""
    path = card(tmp_path)
    path.write_text(path.read_text().replace('id="Theme"', 'id="Theme" font-family="Arial"'))
    wrong = toolkit("import", str(path), "-w", str(tmp_path), "--yes", "--font", "Arial=notto-sans")
    assert wrong.code == 2
    assert "there is no family 'notto-sans'" in wrong.err
    toolkit("import", str(path), "-w", str(tmp_path), "--yes", "--font", "Arial=noto-sans-arabic")
    toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert design_of(tmp_path)["fonts"] == {"Arial": "noto-sans-arabic"}


def _picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, (255, 0, 0)).save(output, kind)
    return output.getvalue()


def test_pictures_of_any_kind_are_brought_in(toolkit: Toolkit, tmp_path: Path) -> None:
    """Linked ones stand in the copy; GIF and WebP are PNG there, and an SVG is drawn in its place."""
    (tmp_path / "a.gif").write_bytes(_picture("GIF"))
    (tmp_path / "b.webp").write_bytes(_picture("WEBP"))
    (tmp_path / "c.jpg").write_bytes(_picture("JPEG"))
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle id="o" r="9"/></svg>'
    inside = f"data:image/svg+xml;base64,{b64encode(logo.encode()).decode()}"
    places = ("a.gif", "file:///C:/Users/Anna/b.webp", "c.jpg", inside)
    more = "".join(
        f'<image href="{place}" y="{20 * at}" width="40" height="30"/>' for at, place in enumerate(places)
    )
    said = toolkit("import", str(card(tmp_path, more=more)), "-w", str(tmp_path), "--json")
    (file,) = json.loads(said.out)["files"]
    assert file["embedded"] == ["c.jpg"]
    assert [line.partition(":")[2] for line in file["pictures_changed"]] == [
        " GIF, written as PNG",
        " WEBP, written as PNG",
        " SVG, drawn in its place",
    ]
    written = (tmp_path / "designs/card/square.svg").read_text()
    assert written.count("data:image/png;base64") == 2
    assert written.count("data:image/jpeg;base64") == 1
    assert 'id="inlined-o"' in written
    checked = toolkit("check", "-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    assert checked.code == 0, checked.err


def test_a_picture_that_cannot_be_had_is_told(toolkit: Toolkit, tmp_path: Path) -> None:
    """Its name and what to do in the tool; one that is hidden is in nobody's way."""
    more = '<image href="pics/gone.png" width="9" height="9"/><image href="https://example.org/p.png"/>'
    said = toolkit("import", str(card(tmp_path, more=more)), "-w", str(tmp_path), "--yes")
    assert said.code == 1
    assert "the picture 'gone.png' is not there: put the file beside the drawing" in said.err
    assert "Inkscape: Extensions > Images > Embed Images" in said.err
    assert "'https://example.org/p.png' is a link to the web" in said.err
    hidden = f'<g style="display: none">{more}</g>'
    assert toolkit("import", str(card(tmp_path, more=hidden)), "-w", str(tmp_path), "--yes").code == 0


def test_the_remedy_for_a_missing_picture_is_accepted(toolkit: Toolkit, tmp_path: Path) -> None:
    """The file lies beside the drawing, and the same import goes through."""
    path = card(tmp_path, more='<image href="pics/gone.png" width="9" height="9"/>')
    (tmp_path / "gone.png").write_bytes(_picture("PNG"))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert "picture gone.png: embedded" in said.out


def test_what_no_picture_shows_is_taken_out(toolkit: Toolkit, tmp_path: Path) -> None:
    """DOCTYPE and entities, scripts, handlers, animation, HTML and the data of editors: all are told."""
    path = card(
        tmp_path,
        more='<script>1</script><rect width="9" height="9" onclick="x()"><animate attributeName="x"/></rect>'
        '<metadata>a</metadata><x:pgf xmlns:x="http://ns.adobe.com/x/">aaaa</x:pgf>'
        '<g id="Panel"><foreignObject><div xmlns="http://www.w3.org/1999/xhtml">Glass</div></foreignObject></g>',
    )
    entity = '<!DOCTYPE svg [<!ENTITY tint "#ff5f52">]>'
    path.write_text(entity + path.read_text().replace('fill="#160f56"', 'fill="&tint;"'))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--json")
    (file,) = json.loads(said.out)["files"]
    assert file["taken_out"] == [
        "DOCTYPE (1)",
        "animation (1)",
        "editor data (2)",
        "event handlers (1)",
        "foreign content (foreignObject) (1)",
        "script (1)",
        "HTML in 'Panel' with the words 'Glass': write them as a text of the drawing",
    ]
    written = (tmp_path / "designs/card/square.svg").read_text()
    for what in ("<!DOCTYPE", "script", "onclick", "animate", "metadata", "pgf", "foreignObject"):
        assert what not in written
    assert 'fill="#ff5f52"' in written


def test_a_design_that_was_not_imported_is_mended_by_its_remedy(
    toolkit: Toolkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What check refuses names a command; run as it is, it mends the drawing and keeps its design.toml."""
    toolkit("import", str(card(tmp_path)), "-w", str(tmp_path), "--yes")
    drawing = tmp_path / "designs/card/square.svg"
    before = (tmp_path / "designs/card/design.toml").read_text()
    drawing.write_text(drawing.read_text().replace("</svg>", '<script>1</script><rect onclick="x()"/></svg>'))
    where = ("-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    refused = toolkit("check", *where)
    assert refused.code == 1
    assert "<script> is not supported" in refused.err
    match = re.search(r"'toolkit (import [^']+)'", refused.err)
    assert match
    monkeypatch.chdir(tmp_path)
    mended = toolkit(*match[1].split(), "--yes")
    assert mended.code == 0, mended.err
    assert (tmp_path / "designs/card/design.toml").read_text() == before
    assert toolkit("check", *where).code == 0


def test_outlines_that_name_their_words_are_text_again(toolkit: Toolkit, tmp_path: Path) -> None:
    """In their place and size, line by line; those of no slot stay as they are drawn."""
    letters = "".join(
        f'<path d="M{100 + 30 * place % 120} {300 + 50 * (place // 4)}h20v-29h-20z"/>' for place in range(8)
    )
    path = tmp_path / "card.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080"><rect width="1080" height="1080"/>'
        f'<g id="theme" aria-label="able bold" style="font-size:40px;fill:#fff">{letters}</g>'
        f'<g id="logo" aria-label="ITU" style="font-size:40px">{letters}</g></svg>'
    )
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert "was outlines, is text in 'Noto Sans' again" in said.out
    written = (tmp_path / "designs/card/square.svg").read_text()
    assert written.count("<path") == len("able bold".replace(" ", ""))
    lines = re.findall(r'<tspan x="[^"]+" y="([^"]+)">([^<]+)</tspan>', written)
    assert [line for _, line in lines] == ["able", "bold"]
    assert float(lines[1][0]) - float(lines[0][0]) == pytest.approx(50, abs=2)


def test_pieces_of_a_line_are_one_text_in_reading_order(toolkit: Toolkit, tmp_path: Path) -> None:
    """Arabic words of a PDF stand in texts of their own, with falling places; the copy groups them."""
    words = ("تسريع", "التحول", "الرقمي")
    texts = "".join(
        f'<text x="{place}" y="300" font-size="40" fill="#fff">{word}</text>'
        for place, word in zip((400, 282, 166), words, strict=True)
    )
    path = tmp_path / "card.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080"><rect width="1080" height="1080"/>'
        f"{texts}</svg>"
    )
    said = toolkit("import", str(path), "-w", str(tmp_path), "--json", "--slot", f"theme={' '.join(words)}")
    (text,) = json.loads(said.out)["files"][0]["texts"]
    assert (text["words"], text["slot"], text["joined_from"]) == (" ".join(words), "theme", 3)
    assert 'inkscape:label="theme"><text' in (tmp_path / "designs/card/square.svg").read_text()
    checked = toolkit("check", "-w", str(tmp_path), "-d", "card", "-l", "ar", "-p", "x-post-square")
    assert checked.code == 0, checked.err


def test_a_changed_drawing_loses_nothing_that_was_decided(toolkit: Toolkit, tmp_path: Path) -> None:
    """A text that says something else, moved and renamed, keeps the slot that was given to its id."""
    path = card(tmp_path, more='<text id="t9" x="80" y="990" font-size="30" fill="#fff">Geneva</text>')
    toolkit("import", str(path), "-w", str(tmp_path), "--yes", "--slot", "label=Geneva")
    changed = path.read_text().replace(
        'y="990" font-size="30" fill="#fff">Geneva', 'y="60" font-size="30">Nairobi'
    )
    path.write_text(changed.replace('id="Theme"', 'id="Headline"'))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert "label (the import before)" in said.out
    assert re.search(r"Any headline +80  theme", said.out)
    assert list(design_of(tmp_path)["slots"]) == ["theme", "date", "hashtags", "label"]


def test_a_text_that_was_removed_is_told(toolkit: Toolkit, tmp_path: Path) -> None:
    """Its slot keeps its table, the artboard says that it omits it, and check accepts the design."""
    path = card(tmp_path)
    toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    path.write_text(re.sub(r"<text[^>]*>17 May 2021</text>", "", path.read_text()))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert 'omits = ["date"] under [artboards.square], because no text shows it any more' in said.out
    assert "date" in design_of(tmp_path)["slots"]
    assert design_of(tmp_path)["artboards"]["square"]["omits"] == ["date"]
    checked = toolkit("check", "-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    assert checked.code == 0, checked.err


def test_what_is_said_to_look_at_a_design_serves_it(toolkit: Toolkit, tmp_path: Path) -> None:
    """A sheet of paper is not looked at as a square post: the placement named is one of the design's."""
    path = card(tmp_path)
    paper = 'width="210mm" height="297mm" viewBox="0 0 1080 1527"'
    path.write_text(path.read_text().replace('viewBox="0 0 1080 1080"', paper))

    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    match = re.search(r"-d card -p (\S+) --safe", said.err)
    assert match
    plan = toolkit("plan", "wtisd-2021", "-w", str(tmp_path), "-d", "card", "-p", match[1], "-l", "en")
    assert plan.code == 0, plan.err
    assert "card 1" in plan.out


def test_bare_paper_gets_a_ground(toolkit: Toolkit, tmp_path: Path) -> None:
    """A drawing without a ground is seen on white in its tool, and so it is on the card."""
    path = card(tmp_path)
    path.write_text(path.read_text().replace('<rect width="1080" height="1080" fill="#160f56"/>', ""))
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert "added: a white ground" in said.out
    where = ("-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    assert "is bare" not in toolkit("check", *where).err
    again = toolkit(
        "import", str(tmp_path / "designs/card/square.svg"), "--name", "card", "-w", str(tmp_path)
    )
    assert "added" not in again.out


COLOURS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">
<defs><linearGradient id="g"><stop stop-color="#170f58"/><stop offset="1" stop-color="#0b0733"/>
</linearGradient><clipPath id="c"><rect width="9" height="9" fill="#ff5f52"/></clipPath></defs>
<rect width="1080" height="1080" fill="url(#g)"/><circle cx="99" cy="99" r="9" fill="#3f2ec0"/>
<circle cx="199" cy="99" r="9" fill="#00aa00"/>
<text id="theme" x="80" y="420" font-size="80" fill="#ffffff">Any headline</text></svg>"""


def test_colours_near_to_a_token_are_proposed(toolkit: Toolkit, tmp_path: Path) -> None:
    """What is hardly another is taken; what is near waits in a comment; all others stay."""
    path = tmp_path / "card.svg"
    path.write_text(COLOURS)
    said = toolkit("import", str(path), "-w", str(tmp_path), "--json")
    found = {one["colour"]: (one["token"], one["taken"]) for one in json.loads(said.out)["colours"]}
    assert found == {
        "#0b0733": ("ground-deep", True),
        "#170f58": ("ground", True),
        "#3f2ec0": ("vivid", False),
    }
    assert design_of(tmp_path)["colours"] == {"#170f58": "ground"}
    written = tmp_path / "designs/card/design.toml"
    assert '# "#3f2ec0" = "vivid"' in written.read_text()
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes", "--colour", "#3f2ec0=vivid")
    assert said.code == 0, said.err
    assert design_of(tmp_path)["colours"] == {"#170f58": "ground", "#3f2ec0": "vivid"}


def test_a_token_that_is_not_there_is_refused(toolkit: Toolkit, tmp_path: Path) -> None:
    """On the command line and in design.toml, with the token that may be meant."""
    path = tmp_path / "card.svg"
    path.write_text(COLOURS)
    said = toolkit("import", str(path), "-w", str(tmp_path), "--colour", "#3f2ec0=vivd")
    assert (said.code, "did you mean 'vivid'?" in said.err) == (2, True)
    assert toolkit("import", str(path), "-w", str(tmp_path), "--colour", "vivid").code == 2
    toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    written = tmp_path / "designs/card/design.toml"
    written.write_text(written.read_text().replace('"#170f58" = "ground"', '"#170f58" = "gruond"'))
    said = toolkit("check", "-w", str(tmp_path), "-d", "card", "-l", "en", "-p", "x-post-square")
    assert "designs/card/design.toml:colours.#170f58: there is no token 'gruond'" in said.err
    assert "did you mean 'ground'?" in said.err


def test_several_files_are_artboards_of_one_design(toolkit: Toolkit, tmp_path: Path) -> None:
    """Each is named after its file; neighbours share the shapes between them."""
    wide = card(tmp_path, "wide.svg")
    wide.write_text(wide.read_text().replace("0 0 1080 1080", "0 0 1600 1080"))
    toolkit("import", str(card(tmp_path, "tall.svg")), str(wide), "--name", "two", "-w", str(tmp_path))
    boards = design_of(tmp_path, "two")["artboards"]
    assert sorted(boards) == ["tall", "wide"]
    assert boards["tall"]["max_aspect"] >= boards["wide"]["min_aspect"]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (CARD.replace("text", "path") % "", "untick 'Outline text' and tick 'Include \"id\" attribute'"),
        ("no drawing", "not well-formed XML"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>', "neither a viewBox nor a width"),
    ],
)
def test_what_cannot_be_mended_is_refused_with_advice(
    toolkit: Toolkit, tmp_path: Path, content: str, advice: str
) -> None:
    """Exit code 1, and nothing is written, of the good files neither."""
    bad = tmp_path / "bad.svg"
    bad.write_text(content)
    said = toolkit("import", str(card(tmp_path)), str(bad), "-w", str(tmp_path), "--yes")
    assert said.code == 1
    assert advice in said.err
    assert not (tmp_path / "designs").exists()


def test_pages_of_inkscape_are_artboards(toolkit: Toolkit, tmp_path: Path) -> None:
    """Each has the size of its page and what lies on it, and every slot of its own."""
    path = tmp_path / "pages.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="108mm" height="108mm" '
        'viewBox="0 0 108 108"><sodipodi:namedview><inkscape:page x="0" y="0" width="108" height="108"/>'
        '<inkscape:page x="118" y="0" width="108" height="192"/></sodipodi:namedview>'
        '<rect width="108" height="108" fill="#160f56"/>'
        '<rect x="118" width="108" height="192" fill="#ff5f52"/>'
        '<text inkscape:label="theme" x="8" y="50" font-size="9">One</text>'
        '<text inkscape:label="theme" x="126" y="50" font-size="9">Two</text></svg>'
    )
    said = toolkit("import", str(path), "-w", str(tmp_path), "--yes")
    assert said.code == 0, said.err
    assert sorted(design_of(tmp_path, "pages")["artboards"]) == ["square", "story"]
    second = (tmp_path / "designs/pages/story.svg").read_text()
    assert 'viewBox="118 0 108 192"' in second
    assert 'height="192mm"' in second
    assert "Two" in second
    assert "One" not in second


def test_a_damaged_design_file_is_left_alone(toolkit: Toolkit, tmp_path: Path) -> None:
    """It is named, and must be mended first."""
    written = tmp_path / "designs/card/design.toml"
    written.parent.mkdir(parents=True)
    written.write_text("title = ")
    said = toolkit("import", str(card(tmp_path)), "-w", str(tmp_path), "--yes")
    assert said.code == 1
    assert "designs/card/design.toml" in said.err
    assert written.read_text() == "title = "


def test_the_folder_is_made_and_the_next_command_works(
    toolkit: Toolkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who begins has no folder yet; and what is said to be run next runs as it is said."""
    monkeypatch.chdir(tmp_path)
    card(tmp_path)
    said = toolkit("import", "card.svg", "--workspace", "my work", "--yes")
    assert said.code == 0, said.err
    *_, after = said.err.partition("toolkit sheet ")
    words = shlex.split(after.splitlines()[0])
    assert words[:2] == ["-w", "my work"]
    drawn = toolkit("sheet", "wtisd-2021", "-l", "en", *words)
    assert drawn.code == 0, drawn.err
    assert (tmp_path / "look.html").is_file()
    begun = toolkit("new", "design", "summer", "-w", "other")
    assert "toolkit sheet -w other -d summer" in begun.err


def test_a_new_design_is_sound(toolkit: Toolkit, tmp_path: Path) -> None:
    """It is accepted as it is written, in every language, and never written over."""
    said = toolkit("new", "design", "summer", "-w", str(tmp_path))
    assert said.code == 0, said.err
    assert sorted(path.name for path in (tmp_path / "designs/summer").iterdir()) == [
        "design.toml",
        "landscape.svg",
        "portrait.svg",
        "square.svg",
    ]
    where = ("-w", str(tmp_path), "-d", "summer", "-p", "x-post-square", "-p", "instagram-story")
    checked = toolkit("check", "wtisd-2021", *where)
    assert checked.code == 0, checked.err
    # Whatever shape a canvas has, the ground covers it; plain SVG and Figma keep only the ids.
    for drawing in (tmp_path / "designs/summer").glob("*.svg"):
        drawing.write_text(re.sub(r'inkscape:(label|groupmode)="[^"]*"', "", drawing.read_text()))
    picture = str(tmp_path / "sheet.png")
    drawn = toolkit("sheet", "wtisd-2021", *where, "-l", "en", "-o", picture, "--cell", "200")
    assert drawn.code == 0, drawn.err
    again = toolkit("new", "design", "summer", "-w", str(tmp_path))
    assert again.code == 2
    assert "there is a design 'summer' already" in again.err
