"""A build that is killed while kits take their places: the next command ends the move, and says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from samples import run_toolkit
from toolkit.pipeline.output.build_folder import build_folder
from toolkit.pipeline.output.journal import Journal
from toolkit.pipeline.output.moves import settled

PROGRAM = Path(__file__).with_name("killed_moves.py")
NAMES = ("a.zip", "b.zip")


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """Return the folder of kits as a build leaves it that is killed after the first of two."""
    out, build = tmp_path / "out", tmp_path / "out" / ".toolkit-build-1"
    build.mkdir(parents=True)
    for name in NAMES:
        (out / name).write_text("old", encoding="utf-8")
        (build / name).write_text("new", encoding="utf-8")
    Journal.begin(build, out, NAMES)
    (out / NAMES[0]).replace(build / "before" / NAMES[0])
    (build / NAMES[0]).replace(out / NAMES[0])
    return out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot make a copy of itself there")
@pytest.mark.parametrize("direction", ["forwards", "backwards"])
@pytest.mark.parametrize("links", ["links", "no-links"])
def test_a_kill_at_any_step_leaves_no_mixture(tmp_path: Path, links: str, direction: str) -> None:
    """Nor does a kill at any step of the command that mends it: then all are new, or all old."""
    command = [sys.executable, str(PROGRAM), str(tmp_path / "top"), links, direction]
    lines = subprocess.run(  # noqa: S603  this interpreter
        command, capture_output=True, text=True, check=True, timeout=300
    ).stdout.splitlines()
    states = [line.split(" ", 3)[3] for line in lines]
    assert len(lines) > 100
    assert set(states) == ({"new", "old"} if direction == "forwards" else {"old"})
    assert {line.split(" ", 3)[2] for line in lines} == {"0", "1"}


def test_verifying_finishes_what_a_killed_build_began(killed: Path) -> None:
    """It says so in one line, and judges the kits that then stand there."""
    told = "a build was killed while it put kits in place; the last 1 of 2 are there now too"
    run = run_toolkit(killed.parent, "verify", str(killed / NAMES[1]))
    assert f"warning {killed}: {told}" in run.stderr.splitlines()
    assert {path.name: path.read_text(encoding="utf-8") for path in killed.iterdir()} == dict.fromkeys(
        NAMES, "new"
    )
    assert "killed" not in run_toolkit(killed.parent, "verify", str(killed)).stderr


def test_a_kit_that_a_killed_build_had_not_placed_can_be_verified(killed: Path) -> None:
    """It is not there when the command begins; a name that is nowhere is wrong usage, as ever."""
    (killed / NAMES[1]).unlink()
    assert (
        f"{killed / NAMES[1]}: damaged" in run_toolkit(killed.parent, "verify", str(killed / NAMES[1])).stdout
    )
    run = run_toolkit(killed.parent, "verify", str(killed / "c.zip"))
    assert (run.returncode, "does not exist" in run.stderr) == (2, True)


def test_a_move_that_cannot_be_finished_is_undone(killed: Path) -> None:
    """A folder has taken the place of a kit meanwhile."""
    (killed / NAMES[1]).unlink()
    (killed / NAMES[1]).mkdir()
    (problem,) = settled(killed)
    assert problem.message.endswith("and they cannot go there: it is a folder; the old ones stand again")
    assert (killed / NAMES[0]).read_text(encoding="utf-8") == "old"


def test_a_running_build_is_left_alone(tmp_path: Path) -> None:
    """Its folder is locked, so nobody else moves its files."""
    with build_folder(tmp_path) as folder:
        (folder / NAMES[0]).write_text("new", encoding="utf-8")
        Journal.begin(folder, tmp_path, NAMES[:1])
        assert settled(tmp_path) == ()
        assert not (tmp_path / NAMES[0]).exists()
    (problem,) = settled(tmp_path)
    assert "killed" in problem.message
    assert [path.name for path in tmp_path.iterdir()] == [NAMES[0]]


@pytest.mark.parametrize("name", ["../a.zip", "/etc/a.zip", "a.sh", "..", "x/a.zip", "x\\a.zip", 7, None])
def test_a_journal_from_elsewhere_moves_nothing(tmp_path: Path, name: object) -> None:
    """A folder that was handed over may hold one that names files outside of it."""
    build = tmp_path / "kits" / ".toolkit-build-1"
    build.mkdir(parents=True)
    (build / "a.zip").write_text("evil", encoding="utf-8")
    (build / "moves.json").write_text(json.dumps({"names": [name], "had": []}), encoding="utf-8")
    (tmp_path / "a.zip").write_text("mine", encoding="utf-8")
    assert settled(tmp_path / "kits") == ()
    assert (tmp_path / "a.zip").read_text(encoding="utf-8") == "mine"
    assert not [path for path in (tmp_path / "kits").iterdir() if not path.name.startswith(".")]
