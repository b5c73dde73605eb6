"""Sessions: several in one process, in several threads, are as good as one alone."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest

from samples import MINIMAL
from toolkit.pipeline.build import Making, build_in, check_in
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.session import Session
from toolkit.pipeline.workers.processes import Advance
from toolkit.sources.workspace import fonts
from toolkit.typeset.fonts import library

SMALL = Selection(languages=("en", "ar", "zh"), placements=("x-post-square", "x-post-landscape"))


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in a file that has them."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def workspaces(tmp_path: Path) -> tuple[Path, Path]:
    """Return the smallest workspace, and one of the same names with other words and colours."""
    other = shutil.copytree(MINIMAL, tmp_path / "other")
    edit(other / "campaigns/minimal/copy/en.toml", "Accelerating", "Speeding up")
    for drawing in (other / "designs/card").glob("*.svg"):
        edit(drawing, 'fill="#ffffff">The line', 'fill="#ffe08a">The line')
    return MINIMAL, other


def made(session: Session, out: Path) -> dict[str, bytes]:
    """Build the small selection, and return the bytes of every kit."""
    outcome = build_in(session, SMALL, Making(out=out), silent)
    assert outcome.is_clean, outcome.problems
    return {kit.name: kit.read_bytes() for kit in out.iterdir()}


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_two_sessions_build_two_workspaces_at_once(
    workspaces: tuple[Path, Path], tmp_path: Path, jobs: int
) -> None:
    """In two threads, with one cache: each with the bytes of a build of its own."""
    alone = []
    for number, root in enumerate(workspaces):
        with Session(root) as session:
            alone.append(made(session, tmp_path / f"alone-{number}"))
    assert set(alone[0]) == set(alone[1])
    assert all(alone[0][name] != alone[1][name] for name in alone[0])
    start = Barrier(2)

    def build(number: int) -> dict[str, bytes]:
        cache = Cache(tmp_path / "cache")
        with Session(workspaces[number], jobs=jobs, cache=cache) as session:
            start.wait()
            return made(session, tmp_path / f"both-{number}")

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(build, range(2))) == alone


def test_sessions_may_take_turns(workspaces: tuple[Path, Path], tmp_path: Path) -> None:
    """What one lets go of when it ends, the other one still has."""
    with Session(workspaces[0]) as first:
        before = made(first, tmp_path / "before")
        with Session(workspaces[1]) as second:
            assert made(second, tmp_path / "second") != before
        assert made(first, tmp_path / "after") == before


def test_threads_may_share_a_session(tmp_path: Path) -> None:
    """Four builds at once in one session give the same bytes."""
    with Session(MINIMAL) as session, ThreadPoolExecutor(4) as threads:
        kits = list(threads.map(lambda number: made(session, tmp_path / str(number)), range(4)))
    assert kits[0]
    assert all(found == kits[0] for found in kits)


def test_sources_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check and a build in one session read the list of fonts one time."""
    read = []
    load = fonts.load_fonts

    def noting(*folders: Path) -> object:
        read.append(folders)
        return load(*folders)

    for module in (library, __import__("toolkit.sources.project", fromlist=["project"])):
        monkeypatch.setattr(module, "load_fonts", noting)
    with Session(MINIMAL) as session:
        assert check_in(session, SMALL, silent).is_clean
        assert made(session, tmp_path / "out")
    assert len(read) == 1


def test_what_changes_after_reading_is_not_taken_for_made(
    workspaces: tuple[Path, Path], tmp_path: Path
) -> None:
    """A build in an open session makes what was read; the next session makes what is there now."""
    _, root = workspaces
    cache, out = Cache(tmp_path / "cache"), tmp_path / "out"
    with Session(root, cache=cache) as session:
        assert check_in(session, SMALL, silent).is_clean
        edit(root / "campaigns/minimal/copy/en.toml", "Speeding up", "Hastening")
        before = made(session, out)
    with Session(root, cache=cache) as session:
        after = made(session, out)
    assert after["minimal_en.zip"] != before["minimal_en.zip"]
    with Session(root) as session:
        assert after == made(session, tmp_path / "cold")


def test_processes_end_with_their_session() -> None:
    """After an error at once; nobody has to remember to end them."""
    with Session(MINIMAL, jobs=2) as session:
        session.workers.warm_up()
        assert session.workers.started
    assert not session.workers.started

    def fail() -> None:
        with Session(MINIMAL, jobs=2) as session:
            session.workers.warm_up()
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
