"""Building: the same bytes every time, all kits or none, and nothing half-written whatever happens."""

import errno
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from samples import MINIMAL, TOOLKIT, make_town_hall, run_toolkit
from toolkit.deliver.verify.verify import verify_kit
from toolkit.files import data_folder
from toolkit.pipeline.build import Options, build, check
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.output import build_folder as build_folders
from toolkit.pipeline.output import moves
from toolkit.pipeline.output.build_folder import build_folder
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.stages import pack as packing
from toolkit.pipeline.workers.processes import Advance

SMALL = Selection(languages=("en", "ar"), placements=("x-post-square", "facebook-post-square"))


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def made(out: Path, *, jobs: int = 1, workspace: Path = MINIMAL) -> Outcome:
    """Build the small selection into a folder."""
    return build(workspace, SMALL, Options(out=out, jobs=jobs), silent)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything in a folder, hidden files too; folders have none."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the kits of the small selection."""
    out = tmp_path_factory.mktemp("kits") / "out"
    assert made(out).is_clean
    return out


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a copy of the smallest workspace, to be damaged."""
    return shutil.copytree(MINIMAL, tmp_path / "workspace")


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in a file that has them."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_leaves_kits_and_nothing_else(kits: Path) -> None:
    """One ZIP per language under its own name, and each is whole."""
    assert sorted(contents(kits)) == ["minimal_ar.zip", "minimal_en.zip"]
    assert [problem for kit in kits.iterdir() for problem in verify_kit(kit)] == []


def test_every_asset_of_the_plan_is_in_the_kit(kits: Path) -> None:
    """Assets that share a picture are files of their own."""
    names = zipfile.ZipFile(kits / "minimal_ar.zip").namelist()
    pictures = {Path(name).stem for name in names if "/images/" in name}
    assert pictures == {"minimal_card_x-post-square_ar", "minimal_card_facebook-post-square_ar"}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_sources_give_the_same_bytes(kits: Path, tmp_path: Path, jobs: int) -> None:
    """Neither the day, the folder nor the number of processes shows in a kit."""
    made(tmp_path / "again", jobs=jobs)
    assert contents(tmp_path / "again") == contents(kits)


@pytest.mark.slow
def test_shipped_kits_with_print_pages_are_the_same_twice(tmp_path: Path) -> None:
    """PDF pages, photographic cards and codes of a real campaign, on one process and on two."""
    selection = Selection(
        campaigns=("wtisd-2021",),
        languages=("fr",),
        designs=("theme", "call-to-action"),
        rows=("member-states",),
        placements=("poster-a4", "open-graph", "instagram-story"),
    )
    for jobs in (1, 2):
        outcome = build(None, selection, Options(out=tmp_path / str(jobs), jobs=jobs), silent)
        assert outcome.is_clean, outcome.problems
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert len(contents(tmp_path / "1")) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("campaigns/minimal/copy/ar.toml", "[day_name]", "[day_nam]"),
        ("designs/card/square.svg", "theme", "thene"),
        ("designs/card/square.svg", 'height="440"', 'height="40"'),
        ("designs/card/square.svg", 'fill="#ffffff">The line', 'fill="#1d3f5f">The line'),
    ],
    ids=["copy", "drawing", "layout", "contrast"],
)
def test_one_problem_anywhere_leaves_every_kit_as_it_was(
    kits: Path, workspace: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    """Whether it shows in the files, in the layout or only in the pixels: no kit is replaced."""
    out = shutil.copytree(kits, tmp_path / "out")
    edit(workspace / file, old, new)
    outcome = made(out, workspace=workspace)
    assert not outcome.is_clean
    assert outcome.kits == ()
    assert contents(out) == contents(kits)


def test_a_new_platform_and_a_new_design_are_in_kits_by_data_alone(tmp_path: Path) -> None:
    """Their names in two languages, the order of the kit and the rule for hashtags come from a workspace."""
    root, out = make_town_hall(tmp_path / "workspace"), tmp_path / "out"
    edit(root / "assets/strings/sw.toml", 'day = "d MMMM y"', "day = \"'tarehe' d/M/y\"")
    selection = Selection(placements=("town-hall-wall", "x-post-square", "facebook-post-square"))
    outcome = build(root, selection, Options(out=out, jobs=1), silent)
    assert outcome.is_clean
    titles = {"en": ("Town hall screens", "Town card"), "sw": ("Skrini za ukumbi wa mji", "Kadi ya mji")}
    for tag, (platform, design) in titles.items():
        with zipfile.ZipFile(out / f"minimal_{tag}.zip") as kit:
            captions = kit.read(f"minimal_{tag}/captions/town-hall.txt").decode()
            page = kit.read(f"minimal_{tag}/index.html").decode()
        assert captions.startswith(platform)
        assert f"1. {design}\n" in captions
        assert f"\n{design}. " in captions
        assert "\n\n#WTISD#\n" in captions
        day = {"en": "17 May 2021", "sw": "tarehe 17/5/2021"}[tag]
        assert captions.count(day) == 3  # the heading, the caption, and the alt text of what the card shows
        places = [page.index(f">{name} <small>") for name in ("X", platform, "Facebook")]
        assert places == sorted(places)


def test_a_problem_in_a_bundled_drawing_says_so(workspace: Path, tmp_path: Path) -> None:
    """Who looks for the drawing in the workspace would not find it; one's own drawing is named as it is."""
    edit(workspace / "campaigns/minimal/campaign.toml", 'designs = ["card"]', 'designs = ["card", "theme"]')
    words = "Accelerating digital transformation in challenging times"
    edit(workspace / "campaigns/minimal/copy/en.toml", words, " ".join([words] * 9))
    for design, drawing in (
        ("theme", "bundled designs/theme/square.svg"),
        ("card", "designs/card/square.svg"),
    ):
        selection = Selection(languages=("en",), designs=(design,), placements=("x-post-square",))
        (said,) = check(workspace, selection, Options(out=tmp_path), silent).problems
        assert str(said).startswith(f"campaigns/minimal/copy/en.toml:theme → {drawing}:theme: the text needs")


def test_nothing_is_painted_in_vain(workspace: Path, tmp_path: Path) -> None:
    """What the files and layouts already tell stops a build before the long part of it begins."""
    edit(workspace / "designs/card/square.svg", 'height="440"', 'height="40"')
    begun: list[str] = []

    @contextmanager
    def noting(name: str, _total: int) -> Iterator[Advance]:
        begun.append(name)
        yield lambda _steps: None

    build(workspace, SMALL, Options(out=tmp_path / "out"), noting)
    assert "Painting" not in begun


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    """It lays everything out, says how much there is, and leaves no file."""
    outcome = check(MINIMAL, SMALL, Options(out=tmp_path / "out"), silent)
    assert (outcome.is_clean, outcome.pictures, len(outcome.plan.jobs)) == (True, 2, 4)
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_texture_is_a_problem(workspace: Path, tmp_path: Path) -> None:
    """The art of a campaign is a person's file too; a slip in it does not end in a crash."""
    shutil.copytree(data_folder("assets"), workspace / "assets")
    (workspace / "assets" / "textures" / "streaks.svg").write_text("<svg", encoding="utf-8")
    outcome = check(workspace, SMALL, Options(out=tmp_path), silent)
    (problem,) = outcome.problems
    assert str(problem).startswith("assets/textures/streaks.svg: not well-formed XML")


@pytest.mark.parametrize(
    ("texture", "said"),
    [
        ("photos/none.jpg", "assets/brand.toml:palettes.wtisd-2021-photo.texture: there is no picture"),
        ("../secret.jpg", "assets/brand.toml:palettes.wtisd-2021-photo.texture: there is no picture"),
        ("brand.toml", "assets/brand.toml: the texture is something else, not a PNG or JPEG picture"),
    ],
    ids=["missing", "outside", "damaged"],
)
def test_an_unusable_photograph_of_a_look_is_a_problem(
    workspace: Path, tmp_path: Path, texture: str, said: str
) -> None:
    """The file that a palette names is a person's too, and so is the name."""
    shutil.copytree(data_folder("assets"), workspace / "assets")
    (workspace / "secret.jpg").write_bytes(b"")
    edit(workspace / "assets" / "brand.toml", '"photos/wtisd-2021.jpg"', f'"{texture}"')
    outcome = check(workspace, SMALL, Options(out=tmp_path), silent)
    assert [str(problem)[: len(said)] for problem in outcome.problems] == [said]


def test_folders_of_dead_builds_are_cleared_away(tmp_path: Path) -> None:
    """What a killed run left behind goes when the next one starts; that of a running build stays."""
    dead = tmp_path / ".toolkit-build-dead"
    dead.mkdir()
    (dead / "half.svg").write_text("<svg", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    with build_folder(tmp_path) as first, build_folder(tmp_path) as second:
        assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name, "mine"}
    assert {path.name for path in tmp_path.iterdir()} == {"mine"}


def test_builds_of_two_containers_leave_each_other_alone(tmp_path: Path) -> None:
    """A number of a process says nothing beyond its container: what counts is the lock on the folder."""
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from toolkit.pipeline.output.build_folder import build_folder\n"
        "with build_folder(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half.svg').write_text('<svg', encoding='utf-8')\n"
        "    print(folder.name, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(  # noqa: S603  this interpreter
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        name = other.stdout.readline().strip()
        with build_folder(tmp_path) as folder:
            assert {path.name for path in tmp_path.iterdir()} == {folder.name, name}
        other.kill()
        other.wait()
        assert (tmp_path / name / "half.svg").exists()
        with build_folder(tmp_path) as folder:
            assert {path.name for path in tmp_path.iterdir()} == {folder.name}
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_locks_is_built_on_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network disks have none: there nothing is cleared away, as it may belong to a running build."""

    def unable(_file: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks available")

    for module in (build_folders, moves):
        monkeypatch.setattr(module, "has_locked", unable)
    with build_folder(tmp_path) as first, build_folder(tmp_path) as second:
        assert first.exists()
        assert second.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_while_packing_changes_no_kit(
    kits: Path, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kit is packed before the first takes its place."""
    out = shutil.copytree(kits, tmp_path / "out")
    edit(workspace / "campaigns/minimal/copy/en.toml", "Accelerating", "Speeding up")
    pack, packed = packing.pack, []

    def failing(*arguments: object) -> Path:
        if packed:
            raise OSError("no space left on device")
        packed.append(pack(*arguments))
        return packed[0]

    monkeypatch.setattr(packing, "pack", failing)
    with pytest.raises(OSError, match="no space left"):
        made(out, workspace=workspace)
    assert contents(out) == contents(kits)


@pytest.mark.slow
def test_workers_leave_without_a_word(tmp_path: Path) -> None:
    """A build on several processes says its three stages and its sum, and nothing else."""
    result = run_toolkit(tmp_path, "build", "-w", str(MINIMAL), "-l", "en", "-j", "2")
    assert [line.partition(" ")[0] for line in result.stderr.splitlines()] == [
        "Laying",
        "Painting:",
        "Packing",
        "1",
    ]


STOPS = {signal.SIGINT: 130, signal.SIGTERM: 143}


@pytest.mark.slow
@pytest.mark.parametrize("sign", STOPS)
@pytest.mark.parametrize("stage", ["Laying out", "Painting"])
def test_a_stopped_build_leaves_no_half_written_kit(
    kits: Path, tmp_path: Path, sign: signal.Signals, stage: str
) -> None:
    """Ctrl-C and a kill in the middle: old kits stay, nothing else is left, and the exit code says so."""
    out = shutil.copytree(kits, tmp_path / "out")
    assert stopped_at(stage, sign, out) == (STOPS[sign], "")
    assert contents(out) == contents(kits)


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0.0, 0.02, 0.1])
def test_an_impatient_person_gets_the_same_answer(kits: Path, tmp_path: Path, pause: float) -> None:
    """Ctrl-C three times: the first one counts, and no traceback follows."""
    out = shutil.copytree(kits, tmp_path / "out")
    with build_until("Painting", out) as process:
        for _ in range(3):
            process.send_signal(signal.SIGINT)
            time.sleep(pause)
        output, said = process.communicate(timeout=30)
    assert (process.returncode, output) == (130, "")
    assert said.strip() == "Stopped. Nothing was left half-written."
    assert contents(out) == contents(kits)


@pytest.mark.slow
def test_workers_of_a_killed_build_end_too(kits: Path, tmp_path: Path) -> None:
    """Nothing can be cleaned up after `kill -9`, but no process goes on; the next build clears the folder."""
    out = shutil.copytree(kits, tmp_path / "out")
    assert stopped_at("Painting", signal.SIGKILL, out) == (-signal.SIGKILL, "")
    (left,) = {path.name for path in out.iterdir()} - set(contents(kits))
    with build_folder(out):
        assert not (out / left).exists()
    assert contents(out) == contents(kits)


def stopped_at(stage: str, sign: signal.Signals, out: Path) -> tuple[int, str]:
    """Start a build on two processes, send a signal when a stage begins; return exit code and results.

    Workers hold stderr open: it ends when the last of them has ended.
    """
    with build_until(stage, out) as process:
        process.send_signal(sign)
        output, _ = process.communicate(timeout=30)
    return process.returncode, output


@contextmanager
def build_until(stage: str, out: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a build on two processes, and go on when a stage of it begins."""
    selection = ["wtisd-2021", "-l", "en", "-d", "quote", "-p", "x-post-square", "-p", "instagram-portrait"]
    command = [*TOOLKIT, "build", *selection, "-o", str(out), "-j", "2"]
    with subprocess.Popen(  # noqa: S603  this interpreter
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(stage):
                break
        yield process
