"""Placements: the shipped registry, and how rows are read."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.files import data_folder
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.placement import placement_place
from toolkit.sources.workspace.placement_file import PlacementRow, load_placement_rows, load_placements
from toolkit.units import Insets, PixelSize, Rect, px_from_mm

if TYPE_CHECKING:
    from toolkit.errors import Problem


def _registry() -> dict[str, PlacementRow]:
    problems: list[Problem] = []
    rows = load_placement_rows(Overlay.of(None, "assets"), problems)
    assert problems == []
    return {row.id: row for row in rows}


def test_registry_is_complete() -> None:
    """All 85 placements are there, in every family that designs can ask for."""
    rows = _registry()
    assert len(rows) == 85
    assert Counter(row.family for row in rows.values()) == {
        "feed": 27,
        "cover": 13,
        "story": 11,
        "ad": 6,
        "link-card": 5,
        "thumbnail": 4,
        "background": 3,
        "email": 3,
        "event": 3,
        "print": 3,
        "rollup": 3,
        "signage": 2,
        "pin": 1,
        "slide": 1,
    }


@pytest.mark.parametrize(
    ("name", "size", "safe"),
    [
        ("x-header", PixelSize(1500, 500), Insets(60, 0, 60, 0)),
        ("instagram-story", PixelSize(1080, 1920), Insets(269, 65, 384, 65)),
        # Published as a rectangle to stay inside: x 507, y 508, 1546 wide, 423 high.
        ("youtube-banner", PixelSize(2560, 1440), Insets(508, 507, 509, 507)),
        ("wechat-article-cover", PixelSize(900, 383), Insets(0, 259, 0, 258)),
        ("linkedin-post-landscape", PixelSize(1200, 627), Insets()),
    ],
)
def test_size_and_safe_area(name: str, size: PixelSize, safe: Insets) -> None:
    """A row gives its exact pixels and, whichever way it was published, its safe area as insets."""
    row = _registry()[name]
    assert row.size == size
    assert row.safe == safe
    assert (row.placement().canvas.size, row.placement().canvas.safe) == (size, safe)


def test_avoid_boxes_are_rectangles() -> None:
    """What the platform draws over the picture is known in pixels."""
    row = _registry()["youtube-thumbnail"]
    assert row.placement().canvas.avoid == (Rect(1024, 612, 256, 108),)
    assert row.avoid_boxes[0].what == "duration badge, lower right"


def test_caption_limits_say_what_they_count() -> None:
    """A limit without its unit could not be checked."""
    rows = _registry()
    for row in rows.values():
        assert (row.caption_limit is None) == (row.caption_unit is None), row.id
    post = rows["x-post-landscape"]
    assert (post.caption_limit, post.caption_unit) == (280, "weighted")
    assert rows["bluesky-post-landscape"].caption_max_bytes == 3000


def test_print_rows_have_bleed_and_match_their_pixels() -> None:
    """The pixels of a printed sheet are its millimetres at its resolution."""
    sheets = [row for row in _registry().values() if row.family in {"print", "rollup"}]
    for row in sheets:
        assert row.print is not None
        assert row.print.bleed_mm > 0
        assert row.width == px_from_mm(row.print.width_mm, row.print.dpi)
        assert row.height == px_from_mm(row.print.height_mm, row.print.dpi)
    assert len(sheets) == 6


@pytest.mark.parametrize(
    ("name", "top", "bottom"),
    # mm: bleed, strip under the rail or in the cassette, and the guide's own margin
    [
        ("rollup-850x2000", 0 + 0 + 15, 0 + 150 + 15),
        ("rollup-wirmachendruck", 3 + 10, 3 + 170),
        ("rollup-flyeralarm", 10 + 10, 10 + 250),
        ("poster-a4", 3 + 5, 3 + 5),
    ],
)
def test_words_keep_out_of_what_is_cut_off_or_hidden(name: str, top: float, bottom: float) -> None:
    """The safe area of a sheet begins where people see it, and a margin further in."""
    row = _registry()[name]
    assert row.print
    assert (row.safe.top, row.safe.bottom) == (
        px_from_mm(top, row.print.dpi),
        px_from_mm(bottom, row.print.dpi),
    )


def test_a_printer_may_want_no_bleed_in_the_file() -> None:
    """One roll-up is sent at its finished size; the others carry their bleed."""
    sheets = {row.id: row.print for row in _registry().values() if row.print}
    assert [name for name, sheet in sheets.items() if not sheet.bleed_in_file] == ["rollup-850x2000"]
    assert sheets["rollup-850x2000"].bleed == 0
    assert sheets["poster-a4"].bleed == 3


def test_a_sheet_that_does_not_add_up_is_a_problem(tmp_path: Path) -> None:
    """A strip left out of the registry shows as millimetres that nothing explains."""
    text = data_folder("assets").joinpath("placements.toml").read_text(encoding="utf-8")
    assert text.count("hidden_bottom_mm = 170\n") == 1
    changed = text.replace("hidden_bottom_mm = 170\n", "")
    (tmp_path / "placements.toml").write_text(changed, encoding="utf-8")
    problems: list[Problem] = []
    rows = load_placements(Overlay(name="assets", folders=(tmp_path,)), problems)
    assert "rollup-wirmachendruck" not in {row.id for row in rows}
    (problem,) = problems
    assert str(problem) == (
        "assets/placements.toml:placement.rollup-wirmachendruck.print: 856 × 2186 mm less 3 mm of bleed on "
        "each side is not 850 × 2000 mm "
        "(hint: set bleed_in_file = false if the file has no bleed, and what a roll-up hides)"
    )


def test_every_row_says_where_it_was_read() -> None:
    """A size that nobody can look up again is not a fact."""
    rows = _registry().values()
    assert [row.id for row in rows if not row.sources.size] == []
    unsure = {row.id for row in rows if row.confidence == "common-knowledge"}
    assert "email-signature" in unsure
    assert "x-header" not in unsure


def test_safe_area_leaves_room() -> None:
    """Insets never meet: there is always something left to draw on."""
    rows = _registry()
    assert rows
    for row in rows.values():
        inside = Rect(0, 0, row.width, row.height).inset(row.safe)
        assert inside.width > row.width * 0.2
        assert inside.height > row.height * 0.2


def test_row_that_is_no_table_is_a_problem(tmp_path: Path) -> None:
    """A file with something else where rows should be is reported, not a crash."""
    (tmp_path / "placements.toml").write_text("placement = [1]\nother = 2\n", encoding="utf-8")
    problems: list[Problem] = []
    assert load_placements(Overlay(name="assets", folders=(tmp_path,)), problems) == ()
    assert [str(problem) for problem in problems] == [
        "assets/placements.toml:other: 'other' is no list of rows (hint: write [[placement]])",
        "assets/placements.toml:placement[1]: must be a table (hint: write it as [name] with its keys below)",
    ]


def test_place_of_a_key() -> None:
    """Trails name a placement by its id."""
    assert str(placement_place("x-header", "safe")) == "assets/placements.toml:placement.x-header.safe"


ROW = """
[[placement]]
id = "{name}"
platform = "x"
title = "a wall"
family = "feed"
width = 800
height = 600
formats = {formats}
confidence = "seen"
[placement.sources]
size = "a test"
"""


@pytest.mark.parametrize(
    ("formats", "told"),
    [
        (["bmp", "tiff"], "none of these formats can be made: bmp, tiff"),
        (["gif"], "none of these formats can be made: gif"),
        (["pdf"], "none of these formats can be made: pdf"),
        (["svg", "heif"], "none of these formats can be made: svg, heif"),
    ],
)
def test_a_placement_that_takes_nothing_we_can_make_is_told(
    tmp_path: Path, formats: list[str], told: str
) -> None:
    """It would get a PNG that its platform refuses. Each format that the hint names is a remedy."""
    file = tmp_path / "placements.toml"

    def problems_with(wanted: list[str]) -> list[str]:
        file.write_text(ROW.format(name="wall", formats=wanted), encoding="utf-8")
        problems: list[Problem] = []
        load_placements(Overlay(name="assets", folders=(tmp_path,)), problems)
        return [str(problem) for problem in problems]

    (said,) = problems_with(formats)
    hint = " (hint: add one that the platform takes, too: "
    assert said.startswith(f"assets/placements.toml:placement.wall.formats: {told}{hint}")
    remedies = said.partition(hint)[2].rstrip(")").split(", ")
    assert remedies == ["png", "jpg", "webp", "avif"]
    for remedy in remedies:
        assert problems_with([*formats, remedy]) == []


def test_a_format_that_nobody_knows_is_told_with_the_nearest(tmp_path: Path) -> None:
    """As for every other choice."""
    (tmp_path / "placements.toml").write_text(ROW.format(name="wall", formats=["wepb"]), encoding="utf-8")
    problems: list[Problem] = []
    load_placements(Overlay(name="assets", folders=(tmp_path,)), problems)
    (said,) = map(str, problems)
    assert said.startswith("assets/placements.toml:placement.wall.formats[1]: 'wepb' is not allowed here")
    assert "did you mean 'webp'?" in said


def test_the_parts_hold_all_that_is_made_of_a_row() -> None:
    """Limits of files, captions and alt texts stand in the part that they are for."""
    rows = _registry()
    post, banner, poster = (rows[name].placement() for name in ("x-post-landscape", "x-header", "poster-a4"))
    assert post.caption is not None
    assert (post.caption.platform, post.caption.limit, post.caption.unit) == ("x", 280, "weighted")
    assert (banner.caption, banner.is_printed, poster.is_printed) == (None, False, True)
    assert (poster.canvas.dpi, poster.file.image.dpi) == (300, 300)
    assert post.alt_text.limit == rows["x-post-landscape"].alt_text_limit
    assert post.file.image.max_bytes == rows["x-post-landscape"].max_bytes
