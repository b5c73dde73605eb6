"""Disks that are full, read-only or emptied in the middle: all kits or none, and a cache is only a cache."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from samples import MINIMAL
from toolkit.pipeline.build import Options, build
from toolkit.pipeline.cache import blobs, store
from toolkit.pipeline.cache.maintenance import clear
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.output.moves import place_all
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.workers.processes import Advance

SMALL = Selection(languages=("en", "ar"), placements=("x-post-square",))


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def made(out: Path, cache: Path | None = None, *, workspace: Path = MINIMAL) -> Outcome:
    """Build the small selection."""
    kept = Cache(cache) if cache else None
    return build(workspace, SMALL, Options(out=out, cache=kept), silent)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything in a folder."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the kits of the small selection."""
    out = tmp_path_factory.mktemp("kits") / "out"
    assert made(out).is_clean
    return out


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EDQUOT], ids=os.strerror)
def test_a_cache_that_takes_nothing_stops_no_build(
    kits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    """The kits are those of any build, and what went wrong is noted."""
    cache, write = tmp_path / "cache", blobs.write_quickly

    def full(path: Path, data: bytes) -> None:
        if path.is_relative_to(cache):
            raise OSError(fault, os.strerror(fault))
        write(path, data)

    for module in (blobs, store):
        monkeypatch.setattr(module, "write_quickly", full)
    kept = Cache(cache)
    outcome = build(MINIMAL, SMALL, Options(out=tmp_path / "out", cache=kept), silent)
    assert outcome.is_clean, outcome.problems
    assert contents(tmp_path / "out") == contents(kits)
    assert {error.errno for error in kept.faults} == {fault}


def test_a_cache_that_is_no_folder_stops_no_build(kits: Path, tmp_path: Path) -> None:
    """Nothing below it can be written, whoever asks."""
    (tmp_path / "cache").write_text("", encoding="utf-8")
    assert made(tmp_path / "out", tmp_path / "cache").is_clean
    assert contents(tmp_path / "out") == contents(kits)


@pytest.mark.parametrize("stage", ["Laying out", "Painting", "Packing kits"])
@pytest.mark.parametrize("way", ["cleared", "removed"])
def test_a_cache_that_goes_during_a_build_stops_nothing(
    kits: Path, tmp_path: Path, stage: str, way: str
) -> None:
    """`toolkit cache clear` in another window, or a folder that is removed: what is lost is made again."""
    cache = tmp_path / "cache"
    assert made(tmp_path / "earlier", cache).is_clean

    @contextmanager
    def losing(name: str, _total: int) -> Iterator[Advance]:
        if name == stage and not (tmp_path / "gone").exists():
            (tmp_path / "gone").touch()
            if way == "cleared":
                clear(Cache(cache))
            else:
                shutil.rmtree(cache)
        yield lambda _steps: None

    options = Options(out=tmp_path / "out", cache=Cache(cache), skip_unchanged=False)
    outcome = build(MINIMAL, SMALL, options, losing)
    assert outcome.is_clean, outcome.problems
    assert (tmp_path / "gone").exists()
    assert contents(tmp_path / "out") == contents(kits)


def test_a_folder_with_the_name_of_a_kit_is_told_before_any_work(kits: Path, tmp_path: Path) -> None:
    """With the place and the remedy, which is accepted; the other kit stays as it was."""
    out = shutil.copytree(kits, tmp_path / "out")
    (out / "minimal_en.zip").unlink()
    (out / "minimal_en.zip").mkdir()
    before = contents(out)
    outcome = made(out)
    (problem,) = outcome.problems
    assert problem.trail[0].file == str(out / "minimal_en.zip")
    assert "there is a folder of that name" in problem.message
    assert problem.hint == "move the folder away, or choose another one for the kits with --out"
    assert (len(outcome.painted), contents(out)) == (0, before)
    assert made(tmp_path / "other").is_clean
    (out / "minimal_en.zip").rename(tmp_path / "away")
    assert made(out).is_clean
    assert contents(out) == contents(kits)


FILES = tuple(f"{number:02}.zip" for number in range(21))


@pytest.fixture
def packed(tmp_path: Path) -> tuple[Path, ...]:
    """Return new files that are ready to take their places, beside a folder with some old ones."""
    (tmp_path / "build").mkdir()
    (tmp_path / "out").mkdir()
    for name in FILES:
        (tmp_path / "build" / name).write_text("new", encoding="utf-8")
    for name in FILES[::2]:
        (tmp_path / "out" / name).write_text("old", encoding="utf-8")
    return tuple(tmp_path / "build" / name for name in FILES)


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("number", [0, 1, 4, 5, 20])
def test_all_files_take_their_places_or_none(
    packed: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, links: bool
) -> None:
    """When one of 21 cannot, the old ones come back, with their bytes and dates, and no new one is left."""
    if not links:
        monkeypatch.setattr(os, "link", unable)
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    rename = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self == packed[number]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space left"):
        place_all(packed, tmp_path / "out")
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before
    assert set(contents(tmp_path / "out").values()) == {b"old"}
    monkeypatch.setattr(Path, "replace", rename)
    places = place_all(packed[number:], tmp_path / "out")
    assert {place.read_bytes() for place in places} == {b"new"}


def unable(*_arguments: object, **_options: object) -> None:
    """Stand for a disk that gives a file one name only."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_folder_in_the_way_changes_nothing(
    packed: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """Also if it comes after the build has looked."""
    if not links:
        monkeypatch.setattr(os, "link", unable)
    (tmp_path / "out" / FILES[5]).mkdir()
    (tmp_path / "out" / FILES[5] / "mine").touch()
    with pytest.raises(IsADirectoryError):
        place_all(packed, tmp_path / "out")
    assert set(contents(tmp_path / "out").values()) == {b"old", b""}
    assert (tmp_path / "out" / FILES[5] / "mine").exists()
