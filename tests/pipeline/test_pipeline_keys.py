"""Keys of laid-out pictures: they change with every byte that a picture can show, and with nothing else."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from samples import MINIMAL
from squarefont import write_square_fonts
from toolkit.files import data_folder
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.incremental.layout_keys import LayoutKeys, slots_on
from toolkit.pipeline.incremental.up_to_date import SourceDigests, UpToDateCheck
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.plan import Selection, pictures_of, plan
from toolkit.sources.project import Project, read_project
from toolkit.sources.workspace import overlay

COPY, DESIGN, SQUARE = (
    "campaigns/minimal/copy/en.toml",
    "designs/card/design.toml",
    "designs/card/square.svg",
)
PARTNER = """\
name = "Sample Institute"
logo = "logo.png"
written_permission = true
permission = "drawn for this test"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with words, assets, a small font and a partner of its own, all to be changed."""
    folder = shutil.copytree(MINIMAL, tmp_path / "workspace")
    shutil.copytree(data_folder("assets"), folder / "assets")
    shutil.copytree(data_folder("designs") / "taking-part", folder / "designs" / "taking-part")
    write_square_fonts(folder / "fonts")
    partner = folder / "assets/partners/sample"
    partner.mkdir(parents=True)
    (partner / "partner.toml").write_text(PARTNER, encoding="utf-8")
    Image.new("RGB", (40, 20), (10, 90, 160)).save(partner / "logo.png")
    return folder


def _keys(workspace: Path, **selection: tuple[str, ...]) -> dict[str, str]:
    """Return the keys of the pictures of a selection by their names, from a project read anew."""
    project, _ = read_project(workspace)
    keys = LayoutKeys.of(ProjectContext.of(project))
    return {job.key.stem: keys.layout(job) for job in _jobs(project, selection)}


def _jobs(project: Project, selection: dict[str, tuple[str, ...]]) -> tuple[ResolvedJob, ...]:
    return plan(project, Selection(**({"languages": ("en",), "designs": ("card",)} | selection))).jobs


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


SQUARES = {"minimal_card_x-post-square_en", "minimal_card_facebook-post-square_en"}
EVERY = SQUARES | {"minimal_card_x-post-landscape_en"}
SHOWN = [
    ("assets/typography.toml", '[any]\ntitles = ["', '[any]\ntitles = ["Me", "', EVERY),
    (COPY, "challenging times", "hard times", EVERY),
    (COPY, "#WTISD2021", "#WTISD-2021", EVERY),
    (COPY, "Pages/default.aspx", "Pages/start.aspx", EVERY),
    ("campaigns/minimal/campaign.toml", "date = 2021-05-17", "date = 2021-05-18", EVERY),
    ("campaigns/minimal/campaign.toml", 'texture = "streaks"', 'texture = "weave"', EVERY),
    (DESIGN, "leading = 1.1", "leading = 1.2", EVERY),
    (DESIGN, '[slots.qr]\nkind = "qr"', '[slots.qr]\nkind = "text"', EVERY),
    (SQUARE, 'fill="#e0a800"', 'fill="#e0a801"', SQUARES),
    ("assets/brand.toml", "#0b0733", "#0b0734", EVERY),
    ("assets/brand.toml", "\n[tokens]\n", '\n[voices.minimal]\ntext = "square"\n[tokens]\n', EVERY),
    (DESIGN, 'title = "Card"', 'title = "Card"\ncolours = { "#e0a800" = "ground" }', EVERY),
    (DESIGN, 'title = "Card"', 'title = "Card"\nfonts = { Gotham = "square" }', EVERY),
    ("assets/textures/streaks.svg", "</svg>", "<g/></svg>", EVERY),
    ("assets/strings/en.toml", "keep_together = [", 'keep_together = ["of the", ', EVERY),
    (
        "assets/placements.toml",
        'id = "x-post-square"',
        'id = "x-post-square"\nsafe = { top = 9.0 }',
        {"minimal_card_x-post-square_en"},
    ),
]
HIDDEN = [
    ("assets/typography.toml", '[ar]\nleaning = ["', '[ar]\nleaning = ["مع", "'),
    ("assets/placements.toml", 'id = "x-post-square"', 'id = "x-post-square"\ncaption_max_bytes = 900'),
    (COPY, 'text = "Call to Action"', 'text = "Appeal"'),  # the drawing has no slot for the label
    ("campaigns/minimal/copy/ru.toml", 'text = "', 'text = "А '),
    ("assets/strings/en.toml", 'scan_me = "', 'scan_me = "Please '),
    (DESIGN, 'title = "Card"', 'title = "A card"'),
    ("designs/taking-part/design.toml", 'title = "', 'title = "Some '),
    ("assets/textures/weave.svg", "</svg>", "<g/></svg>"),
    ("assets/brand.toml", 'note = "', 'note = "New: '),
    ("assets/brand.toml", "\n[tokens]\n", '\n[voices.other]\ntext = "square"\n[tokens]\n'),
]


@pytest.mark.parametrize(("file", "old", "new", "changed"), SHOWN)
def test_what_a_picture_shows_is_in_its_key(
    workspace: Path, file: str, old: str, new: str, changed: set[str]
) -> None:
    """A word, a rule, a line of a drawing, a colour, a texture, a safe area: their pictures get new keys."""
    before = _keys(workspace)
    _replace(workspace / file, old, new)
    after = _keys(workspace)
    assert before.keys() == after.keys() == EVERY
    assert {name for name in before if before[name] != after[name]} == changed


def test_a_campaign_speaks_in_the_voice_that_it_names(workspace: Path) -> None:
    """A voice of any name does nothing until a campaign names it; a name that is not there is told."""
    _replace(workspace / "assets/brand.toml", "\n[tokens]\n", '\n[voices.youth]\ntext = "square"\n[tokens]\n')
    before = _keys(workspace)
    _, told = read_project(workspace)
    assert any("none names it" in str(problem) for problem in told)
    campaign = workspace / "campaigns/minimal/campaign.toml"
    _replace(campaign, "palette = ", 'voice = "youth"\npalette = ')
    after = _keys(workspace)
    assert not before.items() & after.items()
    assert not [problem for problem in read_project(workspace)[1] if "voice" in str(problem)]
    _replace(campaign, '"youth"', '"yuoth"')
    (problem,) = [problem for problem in read_project(workspace)[1] if "no voice" in str(problem)]
    assert "campaigns/minimal/campaign.toml:voice" in str(problem)
    assert "did you mean 'youth'?" in str(problem)


@pytest.mark.parametrize(("file", "old", "new"), HIDDEN)
def test_what_a_picture_does_not_show_leaves_its_key(workspace: Path, file: str, old: str, new: str) -> None:
    """Other languages, words without a slot, titles and other designs have no part in a picture."""
    before = _keys(workspace)
    _replace(workspace / file, old, new)
    assert _keys(workspace) == before


@pytest.mark.parametrize("name", ["square/Regular.ttf", "fonts.toml"])
def test_every_byte_of_the_fonts_counts(workspace: Path, name: str) -> None:
    """One byte more in a font, or in the list that says which font sets what, gives new keys."""
    before = _keys(workspace)
    with (workspace / "fonts" / name).open("ab") as file:
        file.write(b"\n")
    assert not before.items() & _keys(workspace).items()


def test_the_picture_of_a_row_counts_for_its_own_cards_only(workspace: Path) -> None:
    """Another logo of one partner leaves the cards of the others and of other designs."""
    partners = workspace / "assets/partners"
    shutil.copytree(partners / "sample", partners / "second")
    designs = ("card", "taking-part")
    before = _keys(workspace, designs=designs, placements=("x-post-square",))
    Image.new("RGB", (40, 20), (200, 90, 10)).save(partners / "second/logo.png")
    after = _keys(workspace, designs=designs, placements=("x-post-square",))
    assert len(before) == 3
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"minimal_taking-part-second_x-post-square_en"}


def test_sizes_of_a_group_count(workspace: Path) -> None:
    """A picture that is laid out again with smaller type has another key; the order of slots is nothing."""
    project, _ = read_project(workspace)
    keys, job = LayoutKeys.of(ProjectContext.of(project)), _jobs(project, {})[0]
    caps = [None, {"theme": 40.0}, {"theme": 40.1}, {"date": 40.0}, {"theme": 40.0, "date": 30.0}]
    found = [keys.layout(job, sizes) for sizes in caps]
    assert len(set(found)) == len(caps)
    assert keys.layout(job, {"date": 30.0, "theme": 40.0}) == found[-1]
    assert keys.layout(job, {}) == found[0]


def test_keys_are_shared_by_exactly_the_jobs_of_one_picture(workspace: Path) -> None:
    """Two placements of one size, safe area and avoid boxes share a key; languages and sizes do not."""
    project, _ = read_project(workspace)
    every = tuple(placement.id for placement in project.placements)
    keys = LayoutKeys.of(ProjectContext.of(project))
    pictures = pictures_of(_jobs(project, {"languages": (), "placements": every}))
    found = [{keys.layout(job) for job in picture.jobs} for picture in pictures]
    assert max(len(picture.jobs) for picture in pictures) > 1
    assert {len(group) for group in found} == {1}
    assert len(set.union(*found)) == len(pictures)


def test_the_resolution_of_a_sheet_counts(workspace: Path) -> None:
    """A QR code that is too fine is told in millimetres: as many as the dots of the sheet make."""
    project, _ = read_project(workspace)
    (job,) = _jobs(project, {"placements": ("x-post-square",)})
    placement = job.placement
    found = set()
    for dpi in (None, 300, 301):
        changed = replace(placement, canvas=replace(placement.canvas, dpi=dpi))
        rows = tuple(changed if row is placement else row for row in project.placements)
        context = ProjectContext.of(replace(project, placements=rows))
        found.add(LayoutKeys.of(context).layout(context.resolve(job.key)))
    assert len(found) == 3


def test_words_in_the_drawing_itself_count(workspace: Path) -> None:
    """A text of the artwork may name a value that no slot has."""
    old, new = ">The line of the year<", ">The line of the year</text></g></g>"
    text = '<text data-frame="0 0 90 90" font-size="20">{{ organizers }} {{ label }}</text><g><g><text>.<'
    _replace(workspace / SQUARE, old, f"{new}{text}")
    before = _keys(workspace)
    _replace(workspace / COPY, 'text = "Call to Action"', 'text = "Appeal"')
    after = _keys(workspace)
    assert {name for name in before if before[name] != after[name]} == SQUARES


def test_a_name_that_a_drawing_writes_in_code_is_found(workspace: Path) -> None:
    """Character references and foreign encodings cannot hide a slot."""
    for plain, disguised in (("hashtags@", "h&#97;shtags@"), ("<svg", '<?xml version="1.0"?>\n<svg')):
        _replace(workspace / SQUARE, plain, disguised)
        design = read_project(workspace)[0].design("card")
        assert design is not None
        assert "hashtags" in slots_on(design, "square")


def test_keys_are_the_same_in_every_process(workspace: Path) -> None:
    """Neither the process nor the order in which keys are asked for plays a part."""
    script = f"""
from pathlib import Path
from toolkit.pipeline.incremental.layout_keys import LayoutKeys
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.plan import Selection, plan
from toolkit.pipeline.context import ProjectContext
from toolkit.sources.project import read_project
project, _ = read_project(Path({str(workspace)!r}))
keys = LayoutKeys.of(ProjectContext.of(project))
for job in reversed(plan(project, Selection(languages=("en", "ar"))).jobs):
    print(job.key.stem, keys.layout(job))
"""
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  this interpreter
    there = dict(line.split() for line in said.splitlines())
    assert there == _keys(workspace, languages=("en", "ar"), designs=())
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in there.values())


@pytest.mark.parametrize("place", ["workspace", "bundled"])
def test_a_receipt_counts_the_files_of_both_places(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A byte more in a file of the workspace, or in a bundled one below it, and a build is not up to date."""
    below = tmp_path / "bundled"
    bundled = {name: shutil.copytree(data_folder(name), below / name) for name in ("assets", "designs")}
    monkeypatch.setattr(overlay, "data_folder", lambda name: bundled.get(name) or data_folder(name))

    def base() -> str | None:
        check = UpToDateCheck(
            cache=Cache(tmp_path / "cache"), root=workspace, out=tmp_path, way=(), sources=SourceDigests()
        )
        return check._key("minimal", Selection())

    before = base()
    assert base() == before
    folder = workspace if place == "workspace" else below
    for file in ("assets/textures/weave.svg", "designs/taking-part/square.svg"):
        with (folder / file).open("ab") as end:
            end.write(b"\n")
        assert base() != before
        before = base()
