"""Contact sheets: where things stand, what is outlined, and what a page carries."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from samples import MINIMAL
from toolkit.errors import Place, Problem
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.plan import Selection, jobs_named, plan
from toolkit.pipeline.preview import covering
from toolkit.pipeline.workers.processes import Advance
from toolkit.render.encode.pillow import decoded
from toolkit.reports.contact_sheet import sheet
from toolkit.reports.contact_sheet.cells import Cell, CellLook, cell_tasks, paint_cells
from toolkit.reports.contact_sheet.html import sheet_page
from toolkit.reports.contact_sheet.sheet import SheetOptions, SheetTooLargeError, draw_sheet, numbered
from toolkit.reports.contact_sheet.sheet_plan import (
    GAP,
    LABEL_HEIGHT,
    LANGUAGE_WIDTH,
    MARGIN,
    MOSAIC_GAP,
    TITLE_HEIGHT,
    Spot,
    cell_size,
    grid,
    mosaic,
)
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project, load_project
from toolkit.typeset import FontLibrary
from toolkit.units import PixelSize

SIZES = {
    "square": PixelSize(1000, 1000),
    "wide": PixelSize(2000, 500),
    "tall": PixelSize(500, 2000),
    "ad": PixelSize(320, 50),
}
LOOK = CellLook(engine="librsvg")
SMALL = Selection(languages=("en", "ar"), placements=("x-post-square", "facebook-post-square"))
_RED = (211, 18, 46)


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def job(
    placement: str = "square", language: str = "en", design: str = "theme", row: str | None = None
) -> JobKey:
    """Return a job; only its names matter here."""
    return JobKey(campaign="c", language=language, design=design, row=row, placement=placement)


def placed(jobs: list[JobKey], width: int = 5000) -> dict[JobKey, Spot]:
    """Return where a grid of 100 px cells puts jobs."""
    found = grid(jobs, cell=100, width=width, size_of=SIZES.__getitem__, name_of=str)
    return {spot.job: spot for spot in found.spots}


def test_cells_have_equal_areas() -> None:
    """A square, a banner and a tall picture cover the same area in their own shapes; none is enlarged."""
    assert [cell_size(SIZES[name], 100) for name in ("square", "wide", "tall", "ad")] == [
        PixelSize(100, 100),
        PixelSize(200, 50),
        PixelSize(50, 200),
        PixelSize(256, 40),
    ]
    assert cell_size(SIZES["ad"], 900) == SIZES["ad"]


def test_languages_go_down_and_placements_across() -> None:
    """A column is a placement and a row a language; nothing overlaps."""
    spots = placed([job(name, tag) for tag in ("en", "ar") for name in ("square", "wide")])
    english, arabic = spots[job("square", "en")], spots[job("square", "ar")]
    assert english.x == arabic.x
    assert arabic.y == english.y + 100 + GAP
    assert spots[job("wide", "en")].y == english.y
    assert spots[job("wide", "en")].x == english.x + 100 + GAP


def test_a_row_that_one_language_lacks_leaves_its_place_empty() -> None:
    """Columns stay columns when a quote is missing in one language."""
    spots = placed([job("square", "en"), job("square", "en", row="q"), job("square", "ar", row="q")])
    assert spots[job("square", "ar", row="q")].x == spots[job("square", "en", row="q")].x


def test_a_grid_goes_on_below_at_its_width() -> None:
    """What does not fit side by side starts a new band at the left, below every language of the first."""
    jobs = [job(name, tag) for name in ("wide", "square") for tag in ("en", "ar")]
    narrow = placed(jobs, width=400)
    assert narrow[job("square", "en")].x == narrow[job("wide", "en")].x
    assert narrow[job("square", "en")].y > narrow[job("wide", "ar")].y + 50


def test_labels_are_in_the_language_of_their_row() -> None:
    """Names of languages carry their tag, so that they are set from their own side."""
    found = grid(
        [job("square", "ar")], cell=100, width=900, size_of=SIZES.__getitem__, name_of=lambda tag: tag.upper()
    )
    assert [(label.text, label.tag) for label in found.labels] == [
        ("c · theme", "en"),
        ("square", "en"),
        ("AR", "ar"),
    ]


@given(st.lists(st.sampled_from(sorted(SIZES)), min_size=1, max_size=24), st.integers(400, 2000))
def test_a_mosaic_fills_its_width(names: list[str], width: int) -> None:
    """Every row begins at the left edge and ends at the right one, gaps are equal, and order is kept."""
    jobs = [job(name, row=str(index)) for index, name in enumerate(names)]
    found = mosaic(jobs, cell=150, width=width, size_of=SIZES.__getitem__)
    assert [spot.job for spot in found.spots] == jobs
    rows: dict[int, list[Spot]] = {}
    for spot in found.spots:
        rows.setdefault(spot.y, []).append(spot)
    for row in rows.values():
        assert row[0].x == 0
        assert row[-1].x + row[-1].size.width == width
        gaps = [after.x - spot.x - spot.size.width for spot, after in pairwise(row)]
        assert all(abs(gap - MOSAIC_GAP) <= 1 for gap in gaps)
    assert found.size.width == width


@example(width=1080, height=1350, wide=266, high=333)  # 332.5 rounds to the even 332
@given(
    width=st.integers(20, 5000),
    height=st.integers(20, 5000),
    wide=st.integers(8, 900),
    high=st.integers(8, 900),
)
def test_a_covering_picture_covers_in_its_own_shape(width: int, height: int, wide: int, high: int) -> None:
    """It is nowhere smaller than what it must cover, and its longer side is right to half a pixel."""
    whole, wanted = PixelSize(width, height), PixelSize(wide, high)
    size = covering(wanted, whole)
    assert size.width >= wanted.width
    assert size.height >= wanted.height
    if width >= height:
        assert abs(size.width - size.height * whole.aspect) <= 0.501
    else:
        assert abs(size.height - size.width / whole.aspect) <= 0.501


def test_pictures_on_one_ground_are_painted_together() -> None:
    """Languages and rows share a task; another placement is another task."""
    jobs = [job("square", tag, row=row) for tag in ("en", "ar") for row in ("p", "q")] + [job("wide")]
    tasks = cell_tasks({one: cell_size(SIZES[one.placement], 100) for one in jobs}, LOOK, encoded=False)
    assert [len(task.jobs) for task in tasks] == [4, 1]


def test_the_same_fault_has_one_number() -> None:
    """Two pictures whose text is too small by different amounts share a number and a line, the worst one."""

    def cell(one: JobKey, px: int) -> Cell:
        problem = Problem(trail=(Place(file="a.svg", at="date"),), message=f"text of {px} px")
        return Cell(job=one, size=SIZES["square"], pixels=None, data=b"", problems=(problem,))

    numbers, faults = numbered([cell(job("square"), 9), cell(job("wide"), 8)])
    assert list(numbers.values()) == [1]
    assert [fault.message for fault in faults] == ["text of 9 px"]


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the smallest workspace with a theme that has one size in all languages."""
    workspace = shutil.copytree(MINIMAL, tmp_path_factory.mktemp("grouped") / "workspace")
    design = workspace / "designs" / "card" / "design.toml"
    rules = design.read_text(encoding="utf-8")
    grouped = rules.replace("[slots.theme]", '[slots.theme]\nmax_size = 300\ngroup = "languages"')
    design.write_text(grouped, encoding="utf-8")
    return workspace


def test_a_sheet_matches_sizes_as_a_build_does(grouped: Path) -> None:
    """A theme is as large as the longest of the languages asked for allows: alone it is drawn larger."""
    options = SheetOptions(look=LOOK, form="html", cell=200)

    def drawn(*languages: str) -> list[str]:
        selection = replace(SMALL, languages=languages, placements=("x-post-square",))
        page = draw_sheet(grouped, selection, options, silent).data.decode()
        return re.findall(r'src="data:image/webp;base64,([^"]+)"', page)

    (english,), (chinese,), together = drawn("en"), drawn("zh"), drawn("en", "zh")
    assert together[0] == english  # the longer one
    assert together[1] != chinese


def test_a_sheet_of_names_has_the_sizes_of_a_whole_build(grouped: Path) -> None:
    """One asset by its name is drawn as the kit of all languages has it."""
    project = load_project(grouped)
    names = ("minimal_card_x-post-square_zh",)
    options = SheetOptions(look=LOOK, layout="mosaic", cell=200, width=200)
    named = draw_sheet(grouped, Selection(), replace(options, names=names), silent)
    context = ProjectContext.of(project)
    jobs = plan(project, Selection(placements=("x-post-square",))).jobs
    sizes = {job.key: context.compose(job).layout.texts for job in jobs}
    common = min(text.size for texts in sizes.values() for text in texts if text.slot == "theme")
    (job,) = jobs_named(project, names)
    (task,) = cell_tasks(
        {job.key: PixelSize(200, 200)}, LOOK, encoded=False, caps={job.key: {"theme": common}}
    )
    (cell,) = paint_cells(context, task)
    assert cell.pixels is not None
    assert (decoded(named.data) == cell.pixels.array).all()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the smallest workspace with a character in its English theme that no font has."""
    workspace = shutil.copytree(MINIMAL, tmp_path_factory.mktemp("faulty") / "workspace")
    copy = workspace / "campaigns" / "minimal" / "copy" / "en.toml"
    text = copy.read_text(encoding="utf-8")
    assert '[theme]\ntext = "' in text
    copy.write_text(text.replace('[theme]\ntext = "', '[theme]\ntext = "\U00013000 ', 1), encoding="utf-8")
    return workspace


def test_a_fault_is_outlined_and_listed(faulty: Path) -> None:
    """The faulty sheet has red and is higher by its legend; the sound one has no red at all."""
    options = SheetOptions(look=LOOK, cell=80)
    sound, bad = (decoded(draw_sheet(root, SMALL, options, silent).data) for root in (MINIMAL, faulty))
    assert not (sound == _RED).all(axis=2).any()
    assert (bad == _RED).all(axis=2).any()
    assert bad.shape[0] > sound.shape[0]


def test_a_page_needs_nothing_beside_it(faulty: Path) -> None:
    """Pictures are inside, no script and no address is; only English pictures have a list of problems."""
    drawn = draw_sheet(faulty, SMALL, SheetOptions(look=LOOK, form="html", cell=80), silent)
    page = drawn.data.decode()
    assert page.count('src="data:image/webp;base64,') == drawn.pictures == 4
    assert page.count('<td class="problem"') == page.count("<ul>") == 2
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "default-src 'none'" in page
    assert 'lang="ar" aria-label="العربية"' in page
    assert html.document_fromstring(page).xpath("//tbody/tr/th/@dir") == ["rtl", "ltr"]


def test_hostile_names_are_words_on_a_page(square: FontLibrary) -> None:
    """Markup and quotes in names and messages come out as the letters they are, in attributes too."""
    hostile = '<script>alert("1")</script>\'&amp;'
    one = replace(job(placement=hostile, design=hostile, row=hostile), campaign=hostile)
    fault = Problem(trail=(Place(file=hostile, at=hostile),), message=hostile, hint=hostile)
    cell = Cell(job=one, size=PixelSize(8, 8), pixels=None, data=b"", problems=(fault,))
    page = sheet_page((cell,), square)
    found = html.document_fromstring(page)
    assert "<script" not in page
    assert [node.text_content() for node in found.xpath("//li")] == [str(fault)]
    assert [node.text_content() for node in found.xpath("//h2 | //thead/tr/th")] == [
        f"{hostile} · {hostile} · {hostile}",
        hostile,
    ]
    assert found.xpath("//img/@title") == [one.stem]
    assert found.xpath("//img/@alt") == [f"{hostile} {hostile}, {hostile}, en"]


def test_a_sheet_that_no_viewer_opens_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the size, and ways out."""
    monkeypatch.setattr(sheet, "_MOST_PIXELS", 10_000)
    with pytest.raises(SheetTooLargeError, match="select less"):
        draw_sheet(MINIMAL, SMALL, SheetOptions(look=LOOK), silent)


def test_the_readme_picture_can_be_drawn_again(shipped_project: Project) -> None:
    """Every asset it shows still exists, and it is light enough to open a page with."""
    pictures = Path(__file__).parent.parent.parent / "docs" / "pictures"
    names = (pictures / "overview.txt").read_text(encoding="utf-8").split()
    assert [one.key.stem for one in jobs_named(shipped_project, names)] == names
    assert (pictures / "overview.jpg").stat().st_size <= 500_000


def test_guides_are_drawn_over_the_pictures() -> None:
    """With guides the picture differs, and lines below it say what they mean."""
    options = SheetOptions(look=LOOK, cell=200)
    selection = replace(SMALL, languages=("en",))
    plain = decoded(draw_sheet(MINIMAL, selection, options, silent).data).astype(int)
    guided = replace(options, look=replace(LOOK, guides=True))
    marked = decoded(draw_sheet(MINIMAL, selection, guided, silent).data).astype(int)
    below = len(plain)
    assert marked.shape[1:] == plain.shape[1:]
    assert np.ptp(marked[below:]) > 100
    assert np.abs(plain - marked[:below]).max() > 100


def test_colours_are_shown_as_others_see_them() -> None:
    """Pictures change with the vision simulated; labels and ground do not."""
    selection = replace(SMALL, languages=("en",))
    usual = decoded(draw_sheet(MINIMAL, selection, SheetOptions(look=LOOK, cell=80), silent).data)
    look = replace(LOOK, vision="protanopia")
    other = decoded(draw_sheet(MINIMAL, selection, SheetOptions(look=look, cell=80), silent).data)
    rows, columns = np.nonzero((usual != other).any(axis=2))
    assert rows.size
    assert rows.min() >= MARGIN + TITLE_HEIGHT + LABEL_HEIGHT
    assert columns.min() >= MARGIN + LANGUAGE_WIDTH


def test_a_sheet_is_the_same_on_any_number_of_cores() -> None:
    """One process or two: the same bytes."""
    everything = Selection(placements=("x-post-square", "facebook-post-landscape"))
    one, two = (
        draw_sheet(MINIMAL, everything, SheetOptions(look=LOOK, cell=60, jobs=jobs), silent).data
        for jobs in (1, 2)
    )
    assert one == two
