"""Goldens: where everything is (as JSON) and how it looks (small pictures) for five writing systems.

`pytest tests/compose --update-goldens` writes them anew; the run fails all the same, so that nobody takes an
update for a pass.
"""

from itertools import cycle
from math import gcd
from pathlib import Path

import numpy as np
import pytest

from samepictures import require_same
from samples import MINIMAL, JsonGolden, PictureGolden
from toolkit.compose.layout import LayoutResult
from toolkit.pipeline.context import ProjectContext
from toolkit.render.compositor.canvas import over
from toolkit.render.encode.pillow import decoded
from toolkit.render.engines.engine import engine_named
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project, load_project
from toolkit.sources.rows import rows_of
from toolkit.sources.workspace.placement import Placement
from toolkit.units import PixelSize

GOLDENS = Path(__file__).parent / "goldens"
LANGUAGES = ("en", "ar", "zh", "ru", "vi")
BOARDS = {"square": "x-post-square", "wide": "x-post-landscape"}
SMALL = PixelSize(216, 216)  # a fifth of the placement


@pytest.fixture(scope="module")
def minimal() -> ProjectContext:
    """Return the smallest workspace, loaded."""
    return ProjectContext.of(load_project(MINIMAL))


@pytest.fixture(scope="module")
def shipped_workshop(shipped_project: Project) -> ProjectContext:
    """Return the shipped designs and campaigns, ready to compose."""
    return ProjectContext.of(shipped_project)


def card(context: ProjectContext, board: str, language: str) -> LayoutResult:
    """Return the card of the smallest workspace on one artboard in one language."""
    placement = BOARDS[board]
    key = JobKey(campaign="minimal", language=language, design="card", placement=placement)
    job = context.resolve(key)
    assert job.artboard == board
    return context.compose(job)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("board", BOARDS)
def test_layouts_are_as_before(
    minimal: ProjectContext, board: str, language: str, same_json: JsonGolden
) -> None:
    """Every box, line and size of type is where it was; a change has to be looked at."""
    composed = card(minimal, board, language)
    assert composed.problems == ()
    same_json(composed.layout.to_json(), GOLDENS / f"{board}_{language}.json")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_as_before(minimal: ProjectContext, language: str, same_picture: PictureGolden) -> None:
    """Latin, Arabic, Chinese, Cyrillic and Vietnamese letters look as they did, to one level."""
    pixels = engine_named("librsvg").rasterise(card(minimal, "square", language).svg, SMALL)
    same_picture(pixels.array, GOLDENS / f"square_{language}.png")


def test_a_difference_of_two_levels_in_one_pixel_is_seen_and_shown(tmp_path: Path) -> None:
    """The comparison itself can fail, and says where to look."""
    expected = np.full((4, 6, 3), 100, np.uint8)
    nearly, actual = expected.copy(), expected.copy()
    nearly[2, 3, 1], actual[2, 3, 1] = 101, 102
    require_same(nearly, expected, tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(pytest.fail.Exception, match="1 pixels differ by more than 1"):
        require_same(actual, expected, tmp_path)
    shown = decoded((tmp_path / "difference.png").read_bytes())
    assert np.argwhere(shown[..., 0]).tolist() == [[2, 3]]
    assert {path.stem for path in tmp_path.iterdir()} == {"expected", "difference", "actual"}


def test_a_picture_of_another_size_is_seen_and_shown(tmp_path: Path) -> None:
    """There is no difference to show then, but both pictures are left to look at."""
    with pytest.raises(pytest.fail.Exception, match=r"is \(4, 6, 3\), not \(4, 5, 3\)"):
        require_same(np.zeros((4, 6, 3), np.uint8), np.zeros((4, 5, 3), np.uint8), tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {"expected", "actual"}


def test_no_golden_is_left_over() -> None:
    """Every file in the folder belongs to a test."""
    expected = {f"{board}_{tag}.json" for board in BOARDS for tag in LANGUAGES}
    expected |= {f"square_{tag}.png" for tag in LANGUAGES}
    assert {path.name for path in GOLDENS.iterdir()} == expected


def _shipped_boards(project: Project) -> dict[tuple[str, str], Placement]:
    """Return, for each artboard that any placement uses, the first such placement."""
    served = (
        (design, row, design.artboard_for(row)) for design in project.designs for row in project.placements
    )
    boards: dict[tuple[str, str], Placement] = {}
    for design, placement, artboard in served:
        if artboard:
            boards.setdefault((design.id, artboard), placement)
    return boards


def _first_row(project: Project, name: str, language: str) -> str:
    """Return the id of the first row of a design, empty if it runs over none."""
    deck, design = project.deck("wtisd-2021"), project.design(name)
    assert deck is not None
    assert design is not None
    copy = deck.copy_in(language)
    assert copy is not None
    row = rows_of(deck, copy, design.spec.rows)[0]
    return row.id if row else ""


@pytest.mark.slow
def test_ground_and_words_together_are_the_whole_picture(shipped_workshop: ProjectContext) -> None:
    """On every shipped artboard, words laid over the shared ground give what painting at once gives.

    Rounding to 8 bits twice may differ by two levels. Artboards take turns between English and Arabic.
    """
    boards = _shipped_boards(shipped_workshop.project)
    assert len(boards) >= 20
    for ((design, artboard), placement), language in zip(boards.items(), cycle(("en", "ar")), strict=False):
        key = JobKey(
            campaign="wtisd-2021",
            language=language,
            design=design,
            row=_first_row(shipped_workshop.project, design, language) or None,
            placement=placement.id,
        )
        job = shipped_workshop.resolve(key)
        assert job.artboard == artboard
        laid_out = shipped_workshop.compose(job)
        size = _thumbnail(placement.size)
        assert "<" in laid_out.ground, (design, artboard)
        assert _worst_difference(laid_out, size) <= 2, (design, artboard)


def _thumbnail(size: PixelSize) -> PixelSize:
    """Return a small size of the same shape; a flat banner is divided exactly, or rounding would cut it."""
    shrink = 360 / max(size.width, size.height)
    if min(size.width, size.height) * shrink < 150:
        shrink = 1 / gcd(size.width, size.height, 4)
    return PixelSize(round(size.width * shrink), round(size.height * shrink))


def _worst_difference(laid_out: LayoutResult, size: PixelSize) -> int:
    engine = engine_named("librsvg")
    words = engine.rasterise(laid_out.body_svg, size, transparent=True)
    layered = over(words, engine.rasterise(laid_out.ground_svg, size)).array.astype(np.int16)
    return int(np.abs(layered - engine.rasterise(laid_out.svg, size).array).max())
