"""Builds after the first: only what changed is made again, and the kits are those of a cold build."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from samples import MINIMAL
from toolkit.pipeline import build as building
from toolkit.pipeline.build import Options, build
from toolkit.pipeline.cache.fingerprint import _everything
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.layout import tasks as layingout
from toolkit.pipeline.layout.tasks import LayOutTask
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.paint.tasks import PaintTask
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.stages import paint as paintstage
from toolkit.pipeline.workers.processes import Advance

SELECTION = Selection(languages=("en", "vi", "zh"), placements=("x-post-square", "x-post-landscape"))
PICTURES = 6


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


@dataclass
class Bench:
    """A workspace that is built again and again, and what each build had to do."""

    folder: Path
    laid_out: list[str] = field(default_factory=list)
    painted: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        """The sources."""
        return self.folder / "workspace"

    @property
    def cache(self) -> Cache:
        """What is remembered."""
        return Cache(self.folder / "cache")

    def build(self, out: str = "out", *, cold: bool = False) -> Outcome:
        """Build everything, and note what that took."""
        self.laid_out.clear()
        self.painted.clear()
        options = Options(out=self.folder / out, cache=None if cold else self.cache)
        outcome = build(self.workspace, SELECTION, options, silent)
        assert outcome.is_clean, outcome.problems
        return outcome

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in a source."""
        path = self.workspace / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def kits(self, out: str = "out") -> dict[str, bytes]:
        """Return the bytes of every kit."""
        return {kit.name: kit.read_bytes() for kit in (self.folder / out).iterdir()}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Return a workspace that has been built once."""
    shutil.copytree(MINIMAL, tmp_path / "workspace")
    bench = Bench(tmp_path)
    laid_out, paint = layingout.laid_out, paintstage.paint

    def noting_layouts(context: ProjectContext, task: LayOutTask) -> object:
        bench.laid_out.append(task.job.stem)
        return laid_out(context, task)

    def noting_paintings(task: PaintTask) -> object:
        bench.painted.extend(job.name for group in task.groups for job in group.jobs)
        return paint(task)

    monkeypatch.setattr(layingout, "laid_out", noting_layouts)
    monkeypatch.setattr(paintstage, "paint", noting_paintings)
    bench.build()
    assert (len(bench.laid_out), len(bench.painted)) == (PICTURES, PICTURES)
    return bench


def test_nothing_changed_nothing_done(bench: Bench) -> None:
    """The kits stand as they were left, and count as made."""
    before = {kit.name: kit.stat().st_mtime_ns for kit in (bench.folder / "out").iterdir()}
    outcome = bench.build()
    assert (bench.laid_out, bench.painted) == ([], [])
    assert {kit.name: kit.stat().st_mtime_ns for kit in outcome.kits} == before
    assert outcome.unchanged == outcome.kits
    assert (outcome.assets, outcome.pictures) == (PICTURES, PICTURES)


def test_captions_are_those_of_a_cold_build(bench: Bench) -> None:
    """Whichever words or rules change, kits with remembered captions are kits made anew."""
    changes = (
        ("campaigns/minimal/copy/vi.toml", "#NgàyViễnthông", "#NgàyViễnThông"),
        ("campaigns/minimal/campaign.toml", 'title = "', 'title = "A '),
    )
    for name, old, new in changes:
        bench.edit(name, old, new)
        bench.build()
        bench.build("cold", cold=True)
        assert bench.kits() == bench.kits("cold")


def test_the_problems_of_drawings_are_remembered_until_they_are_mended(bench: Bench) -> None:
    """A design that is spoilt, mended and spoilt again has its problem, none, and its problem."""
    right, wrong = "ground@bleed@stretch", "ground@bleed@strech"
    for _ in range(2):
        bench.edit("designs/card/square.svg", right, wrong)
        for _ in range(2):
            options = Options(out=bench.folder / "out", cache=bench.cache)
            problems = build(bench.workspace, SELECTION, options, silent).problems
            hints = [problem.hint for problem in problems if "strech" in str(problem)]
            assert hints == ["did you mean '@stretch'?"]
        bench.edit("designs/card/square.svg", wrong, right)
        assert bench.build().problems == ()


def test_a_video_encoder_that_comes_later_counts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kits that stand were made without videos: they are looked at again, as there may be some now."""
    monkeypatch.setattr(building, "encoder_version", lambda: "ffmpeg version 99")
    assert bench.build().unchanged == ()
    assert len(bench.build().unchanged) == len(bench.kits())


def test_the_templates_of_kit_pages_count_as_code() -> None:
    """A changed page is a changed kit; compiled files and shipped data are no code."""
    names = {path.name for path in _everything()}
    assert {"index.html", "kit.css", "kit.js", "fingerprint.py"} <= names
    assert not [name for name in names if name.endswith((".pyc", ".ttf"))]


def test_a_lost_kit_is_packed_again(bench: Bench) -> None:
    """Its pictures are still there; a kit that somebody changed is replaced too."""
    kits = bench.kits()
    (bench.folder / "out" / "minimal_vi.zip").unlink()
    (bench.folder / "out" / "minimal_zh.zip").write_bytes(b"changed")
    bench.build()
    assert (bench.laid_out, bench.painted) == ([], [])
    assert bench.kits() == kits


def test_one_text_changed_only_its_pictures_are_painted(bench: Bench) -> None:
    """And the kits are byte for byte those of a build without memory."""
    before = {kit.name: kit.stat().st_mtime_ns for kit in (bench.folder / "out").iterdir()}
    bench.edit("campaigns/minimal/copy/vi.toml", '[theme]\ntext = "', '[theme]\ntext = "Mới: ')
    bench.build()
    assert sorted(bench.painted) == ["minimal_card_x-post-landscape_vi", "minimal_card_x-post-square_vi"]
    assert sorted(bench.laid_out) == sorted(bench.painted)
    now = {kit.name: kit.stat().st_mtime_ns for kit in (bench.folder / "out").iterdir()}
    assert [name for name, written in now.items() if written != before[name]] == ["minimal_vi.zip"]
    bench.build("cold", cold=True)
    assert bench.kits() == bench.kits("cold")


def test_one_drawing_changed_only_its_pictures_are_painted(bench: Bench) -> None:
    """The other artboard of the design stands."""
    bench.edit("designs/card/wide.svg", 'fill="#ffffff">The line', 'fill="#fffffe">The line')
    bench.build()
    assert {name.split("_")[2] for name in bench.painted} == {"x-post-landscape"}
    bench.build("cold", cold=True)
    assert bench.kits() == bench.kits("cold")


def test_a_design_behind_a_link_counts_too(bench: Bench) -> None:
    """Designers may link within their workspace; a link that leads in a circle does no harm."""
    card = bench.workspace / "designs" / "card"
    elsewhere = card.rename(bench.workspace / "elsewhere")
    card.symlink_to(elsewhere)
    (elsewhere / "circle").symlink_to(bench.workspace / "designs")
    bench.build()
    bench.edit("designs/card/wide.svg", 'fill="#ffffff">The line', 'fill="#fffffe">The line')
    bench.build()
    assert {name.split("_")[2] for name in bench.painted} == {"x-post-landscape"}


def test_words_that_no_picture_shows_paint_nothing(bench: Bench) -> None:
    """They are in captions: the kit is packed anew, its pictures stand."""
    kits = bench.kits()
    tags = '[[hashtags]]\ntag = "#{}"\nofficial = false\nevidence = "none-found"\nsource = "customary"\n'
    copy = bench.workspace / "campaigns/minimal/copy/en.toml"
    text = copy.read_text(encoding="utf-8")
    # Cards show two tags, captions all of them.
    copy.write_text(f"{text}\n{tags.format('Third')}\n{tags.format('Fourth')}", encoding="utf-8")
    bench.build()
    assert (bench.laid_out, bench.painted) == ([], [])
    assert [name for name, data in bench.kits().items() if data != kits[name]] == ["minimal_en.zip"]
    bench.build("cold", cold=True)
    assert bench.kits() == bench.kits("cold")


def test_another_folder_gets_kits_of_its_own(bench: Bench) -> None:
    """From what is remembered, nothing is painted again."""
    bench.build("elsewhere")
    assert bench.painted == []
    assert bench.kits("elsewhere") == bench.kits()


def test_spoilt_entries_are_noticed_and_made_again(bench: Bench) -> None:
    """Half of every file of the cache is lost; the kits do not change."""
    kits = bench.kits()
    shutil.rmtree(bench.folder / "out")
    for path in bench.cache.entries():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    bench.build()
    assert len(bench.painted) == PICTURES
    assert bench.kits() == kits


def test_a_picture_whose_files_are_gone_is_drawn_and_painted_again(bench: Bench) -> None:
    """Its layout is remembered, but not its SVG: that is made anew for the painter."""
    kits = bench.kits()
    shutil.rmtree(bench.folder / "out")
    shutil.rmtree(bench.cache.files.folder)
    bench.build()
    assert (len(bench.laid_out), len(bench.painted)) == (PICTURES, PICTURES)
    assert bench.kits() == kits


def test_problems_are_said_again(bench: Bench) -> None:
    """A warning does not go away because nothing was done."""
    bench.edit("designs/card/square.svg", "</svg>", '<text x="9" y="9" opacity="0">x</text></svg>')
    first = build(bench.workspace, SELECTION, Options(out=bench.folder / "out", cache=bench.cache), silent)
    second = build(bench.workspace, SELECTION, Options(out=bench.folder / "out", cache=bench.cache), silent)
    assert first.problems == second.problems


def test_final_files_are_others(bench: Bench) -> None:
    """They are made anew, weigh no more, and do not take the place of the quick ones in the cache."""
    quick = bench.kits()
    options = Options(out=bench.folder / "final", cache=bench.cache, is_final=True)
    assert build(bench.workspace, SELECTION, options, silent).is_clean
    assert len(bench.painted) == 2 * PICTURES
    final = bench.kits("final")
    assert sum(map(len, final.values())) < sum(map(len, quick.values()))
    bench.build("again")
    assert bench.painted == []
    assert bench.kits("again") == quick
