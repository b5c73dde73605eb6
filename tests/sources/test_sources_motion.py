"""Motion: where a design moves, in what format and size, and what is said when it cannot."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.sources.project import load_project
from toolkit.sources.workspace.design import Design, design_place, load_designs
from toolkit.sources.workspace.motion import placement_problems
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.placement import Placement
from toolkit.sources.workspace.placement_file import load_placement_rows, load_placements
from toolkit.units import PixelSize

if TYPE_CHECKING:
    from toolkit.errors import Problem

DESIGN = """
title = "Card"
description = "A card."
families = ["feed", "story", "print"]
{extra}
[motion]
transition = "slide_in"
{motion}
[slots.theme]
[slots.code]
kind = "qr"
[artboards.square]
min_aspect = 0.5
max_aspect = 2.5
"""


def _design(folder: Path, motion: str, extra: str = "") -> tuple[Design | None, list[str]]:
    card = folder / "designs" / "card"
    card.mkdir(parents=True)
    (card / "design.toml").write_text(DESIGN.format(motion=motion, extra=extra), encoding="utf-8")
    (card / "square.svg").write_text("<svg/>", encoding="utf-8")
    problems: list[Problem] = []
    found = load_designs(Overlay(name="designs", folders=(folder / "designs",)), problems)
    return (found[0] if found else None), [str(problem) for problem in problems]


def _registry() -> dict[str, Placement]:
    return {row.id: row for row in load_placements(Overlay.of(None, "assets"), [])}


@pytest.mark.parametrize(
    ("placement", "form"),
    [
        ("x-post-square", "gif"),  # plays both: the first of the design's formats
        ("instagram-reel", "mp4"),  # plays no GIF
        ("zoom-background", None),  # takes GIF files, but was not asked for
        ("threads-post-square", None),  # of a family asked for, but plays nothing
        ("poster-a4", None),
    ],
)
def test_format_is_the_first_that_plays(tmp_path: Path, placement: str, form: str | None) -> None:
    """A placement gets the first format of the design that it plays, or no moving version."""
    design, problems = _design(tmp_path, 'families = ["feed", "story", "print"]\nformats = ["gif", "mp4"]')
    assert problems == []
    assert design is not None
    assert design.moves_in(_registry()[placement]) == form


def test_a_design_without_motion_stands_still(tmp_path: Path) -> None:
    """Only what is asked for moves: one placement of a family is not the others."""
    design, _ = _design(tmp_path, 'placements = ["x-post-square"]')
    assert design is not None
    assert design.moves_in(_registry()["x-post-square"]) == "gif"
    assert design.moves_in(_registry()["x-post-portrait"]) is None


def test_faults_of_a_motion_table_say_what_to_do(tmp_path: Path) -> None:
    """Slots that are not there or hold no text, and placements unknown or without movement, are named."""
    placements = '["x-post-squar", "threads-post-square", "instagram-story"]'
    design, found = _design(tmp_path, f'slots = ["them", "code"]\nplacements = {placements}')
    assert found == [
        "designs/card/design.toml:motion.slots: there is no slot 'them' (hint: did you mean 'theme'?)",
        (
            "designs/card/design.toml:motion.slots: 'code' is of kind 'qr', and only texts move"
            " (hint: take it out of slots)"
        ),
    ]
    assert design is not None
    assert design.spec.motion is not None
    registry = tuple(_registry().values())
    place = design_place("card", "motion.placements")
    told = placement_problems(design.spec.motion, registry, place)
    assert [(problem.message, problem.hint) for problem in told] == [
        ("there is no placement 'x-post-squar'", "did you mean 'x-post-square'?"),
        ("'threads-post-square' is not known to play gif", "take it out: nothing moves there"),
        ("'instagram-story' is not known to play gif", "add one of these to formats: mp4"),
    ]


@pytest.mark.parametrize(
    ("motion", "extra", "told"),
    [
        ("", "", "it names no place to move in; add placements = [...] or families = [...]"),
        ('families = ["feed"]', "transparent = true", "a transparent design cannot move"),
        ('families = ["feed"]\nformats = ["avi"]', "", "'avi' is not allowed here"),
        ('families = ["feed"]\nspeed = 2', "", "unknown key 'speed'"),
    ],
)
def test_a_motion_table_that_makes_no_sense_is_refused(
    tmp_path: Path, motion: str, extra: str, told: str
) -> None:
    """Mistakes are told in words, with the key that has them."""
    _, problems = _design(tmp_path, motion, extra)
    assert told in problems[0]


@pytest.mark.parametrize(
    ("name", "size", "limit"),
    [
        ("x-post-landscape", PixelSize(1280, 720), 5_000_000),  # X takes GIFs up to 1280 × 1080
        ("x-post-portrait", PixelSize(864, 1080), 5_000_000),
        ("facebook-post-square", PixelSize(1080, 1080), 8_000_000),
        ("linkedin-post-landscape", PixelSize(1200, 627), 5_000_000),
    ],
)
def test_moving_pictures_have_limits_of_their_own(name: str, size: PixelSize, limit: int) -> None:
    """A moving picture has the shape of the still one, as large and as heavy as the platform lets it be."""
    row = _registry()[name]
    assert (row.file.moving.size, row.file.moving.max_bytes) == (size, limit)


def test_every_movement_says_where_it_was_read() -> None:
    """That a place plays GIF is a claim like any other."""
    rows = load_placement_rows(Overlay.of(None, "assets"), [])
    assert rows
    for row in rows:
        assert bool(row.moving) == bool(row.sources.moving), row.id
        if "not confirmed" in row.sources.moving:
            assert "moving" in row.unconfirmed, row.id


def test_shipped_designs_move_where_they_say() -> None:
    """The theme and the countdown have loops on a few placements, and no other design has any."""
    project = load_project()
    moving = {design.id for design in project.designs if design.spec.motion}
    assert moving == {"theme", "countdown"}
    assert project.designs
    for design in project.designs:
        places = [row.id for row in project.placements if design.moves_in(row)]
        assert len(places) <= 4, design.id
