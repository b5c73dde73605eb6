"""`toolkit import` of files that hold several artboards: pages, views, slides, frames."""
# ruff: noqa: E501  a drawing reads better when its lines are not cut

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Toolkit = Callable[..., Any]
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:ooo="http://xml.openoffice.org/svg/export" {}>'
)
FRAME = (
    '<g id="{name}" clip-path="url(#clip{at})"><rect x="{x}" width="{width}" height="{height}" fill="#160f56"/>'
    '<text x="{left}" y="300" font-size="60" fill="#fff">{words}</text></g>'
    '<defs><clipPath id="clip{at}"><rect x="{x}" width="{width}" height="{height}"/></clipPath></defs>'
)


def frame(name: str, x: int, width: int, height: int, words: str = "{{ theme }}") -> str:
    """Return a frame as Figma writes it in the export of a section."""
    return FRAME.format(name=name, at=x, x=x, width=width, height=height, left=x + 80, words=words)


def boards(toolkit: Toolkit, folder: Path, drawing: str) -> dict[str, str]:
    """Import a drawing that check accepts, and return the artboards that it became."""
    path = folder / "card.svg"
    path.write_text(drawing)
    said = toolkit("import", str(path), "-w", str(folder), "--yes")
    assert said.code == 0, said.err
    spec = tomllib.loads((folder / "designs/card/design.toml").read_text())
    drawings = {file.stem: file.read_text() for file in (folder / "designs/card").glob("*.svg")}
    assert sorted(spec["artboards"]) == sorted(drawings)
    return drawings


@pytest.mark.parametrize("ground", ["", '<rect width="3000" height="2000" fill="#e5e5e5"/>'])
@pytest.mark.parametrize("around", ["{}", '<g id="Section 1">{}</g>'])
def test_frames_of_figma_are_artboards(toolkit: Toolkit, tmp_path: Path, ground: str, around: str) -> None:
    """Each is called what the frame is called, has its size, and holds nothing of the others."""
    both = frame("Square post", 0, 1080, 1080) + frame("Story", 1200, 1080, 1920)
    head = HEAD.format('width="3000" height="2000" viewBox="0 0 3000 2000" fill="none"')
    found = boards(toolkit, tmp_path, f"{head}{ground}{around.format(both)}</svg>")
    assert sorted(found) == ["square-post", "story"]
    assert 'viewBox="1200 0 1080 1920"' in found["story"]
    assert "Square post" not in found["story"]
    assert found["story"].count("<text") == 1


def test_cards_on_an_artboard_are_no_frames(toolkit: Toolkit, tmp_path: Path) -> None:
    """A flyer with three cards side by side, and words outside of them, is one artboard."""
    cards = "".join(frame(f"Card {at}", 20 + 350 * at, 320, 320, words=f"No {at}") for at in range(3))
    title = '<text x="80" y="700" font-size="60" fill="#fff">{{ theme }}</text>'
    head = HEAD.format('viewBox="0 0 1080 1080"')
    drawing = f'{head}<rect width="1080" height="1080"/>{cards}{title}</svg>'
    assert sorted(boards(toolkit, tmp_path, drawing)) == ["square"]


def test_slides_of_libreoffice_are_artboards(toolkit: Toolkit, tmp_path: Path) -> None:
    """They lie on top of each other, hidden; each has its own master below it, and no script."""
    slide = (
        '<g><g id="container-{id}"><g id="{id}" class="Slide" visibility="hidden"><g class="Page">'
        '<g class="TextShape"><rect class="BoundingBox" stroke="none" fill="none" x="1000" y="2000" width="20000" '
        'height="3000"/><text class="SVGTextShape"><tspan class="TextParagraph" font-size="1200px">'
        '<tspan class="TextPosition" x="1250" y="3300"><tspan fill="#fff">{words}</tspan></tspan></tspan></text></g>'
        "</g></g></g></g>"
    )
    meta = (
        '<defs><g id="ooo:meta_slides"><g id="ooo:meta_slide_0" ooo:slide="id3" ooo:master="id1"/>'
        '<g id="ooo:meta_slide_1" ooo:slide="id4" ooo:master="id2"/></g></defs>'
    )
    masters = "".join(
        f'<g id="{name}" class="Master_Slide"><g class="Background"><rect width="28000" height="15750" fill="{fill}"/>'
        "</g></g>"
        for name, fill in (("id1", "#160f56"), ("id2", "#ff5f52"))
    )
    slides = slide.format(id="id3", words="{{ theme }}") + slide.format(id="id4", words="{{ date }}")
    head = HEAD.format('width="280mm" height="157.5mm" viewBox="0 0 28000 15750"')
    drawing = f'{head}{meta}{masters}<g class="SlideGroup">{slides}</g><script>1</script></svg>'
    found = boards(toolkit, tmp_path, drawing)
    assert sorted(found) == ["landscape", "landscape-2"]
    assert "visibility" not in found["landscape"]
    assert "{{ theme }}" in found["landscape"]
    assert "{{ date }}" not in found["landscape"]
    assert "#ff5f52" in found["landscape-2"]
    assert "#160f56" not in found["landscape-2"]


def test_views_are_artboards(toolkit: Toolkit, tmp_path: Path) -> None:
    """Views beside each other are pages; a clone stays on the page where it is seen."""
    views = '<view id="a" viewBox="0 0 1080 1080"/><view id="b" viewBox="1200 0 1080 1080"/>'
    art = "".join(
        f'<rect x="{x}" width="1080" height="1080" fill="#160f56"/><text x="{x + 80}" y="300" font-size="60" '
        f'fill="#fff">{words}</text>'
        for x, words in ((0, "{{ theme }}"), (1200, "{{ date }}"))
    )
    star = '<circle id="dot" cx="900" cy="900" r="50" fill="#fff"/><use xlink:href="#dot" x="1200"/>'
    head = HEAD.format('viewBox="0 0 2280 1080"')
    found = boards(toolkit, tmp_path, f"{head}{views}{art}{star}</svg>")
    assert sorted(found) == ["square", "square-2"]
    assert "<use" not in found["square"]
    assert "<circle" in found["square"]


def test_a_clone_of_words_on_another_page_is_kept(toolkit: Toolkit, tmp_path: Path) -> None:
    """The original lies on the first page, as Inkscape saves it; the second has its clone all the same."""
    head = HEAD.format(
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="108mm" height="108mm" '
        'viewBox="0 0 108 108"'
    )
    pages = (
        '<sodipodi:namedview><inkscape:page x="0" y="0" width="108" height="108"/>'
        '<inkscape:page x="118" y="0" width="108" height="192"/></sodipodi:namedview>'
    )
    art = (
        '<rect width="108" height="108" fill="#160f56"/><rect x="118" width="108" height="192" fill="#160f56"/>'
        '<text id="d" x="8" y="50" font-size="9" fill="#fff">{{ date }}</text><use xlink:href="#d" x="118" y="60"/>'
    )
    found = boards(toolkit, tmp_path, f"{head}{pages}{art}</svg>")
    assert sorted(found) == ["square", "story"]
    assert "{{ date }}" in found["story"]
