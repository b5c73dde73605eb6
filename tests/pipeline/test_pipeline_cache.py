"""The cache: what it keeps comes back whole or not at all."""

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from toolkit.files import sha256_of
from toolkit.pipeline.cache import maintenance as upkeep
from toolkit.pipeline.cache.shared import SharedCache, SharedCacheError
from toolkit.pipeline.cache.store import Cache

KEY, OTHER = "ab" * 32, "cd" * 32


@dataclass
class BuildCache:
    """A shared store in this process."""

    files: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return those files that are there."""
        return {name: self.files[name] for name in names if name in self.files}

    def send(self, name: str, data: bytes) -> None:
        """Put a file there."""
        self.files[name] = data


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache."""
    opened = Cache(tmp_path / "cache")
    opened.open()
    return opened


def only(cache: Cache, part: str) -> Path:
    """Return the one entry whose path has a part."""
    (path,) = (path for path in cache.entries() if part in path.parts)
    return path


def test_a_record_comes_back(cache: Cache) -> None:
    """Under its kind and key; others are missing."""
    cache.keep("layouts", KEY, b"what came of it")
    assert cache.records("layouts", [KEY, OTHER]) == {KEY: b"what came of it"}
    assert cache.records("paintings", [KEY]) == {}


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 60])
def test_a_spoilt_record_counts_as_missing(cache: Cache, damage: bytes) -> None:
    """It is removed as well, so that the next one takes its place."""
    cache.keep("layouts", KEY, b"what came of it")
    only(cache, "records").write_bytes(damage)
    assert cache.records("layouts", [KEY]) == {}
    assert list(cache.entries()) == []


def test_a_record_in_the_wrong_place_counts_as_spoilt(cache: Cache) -> None:
    """The seal holds the key: a whole record of something else is not believed."""
    cache.keep("layouts", KEY, b"what came of it")
    cache.keep("layouts", OTHER, b"something else")
    first, second = sorted(cache.entries())
    second.write_bytes(first.read_bytes())
    assert cache.records("layouts", [KEY, OTHER]) == {KEY: b"what came of it"}


def test_a_file_is_kept_once(cache: Cache) -> None:
    """Files are named by their content."""
    assert cache.put_file(b"picture", "png") == cache.put_file(b"picture", "png") == sha256_of(b"picture")
    assert len(list(cache.entries())) == 1


def test_a_spoilt_file_counts_as_missing(cache: Cache) -> None:
    """One bit is enough."""
    digest = cache.put_file(b"picture", "png")
    assert cache.has_files([(digest, "png")]) == {(digest, "png")}
    only(cache, "files").write_bytes(b"pictura")
    assert cache.has_files([(digest, "png")]) == set()
    assert list(cache.entries()) == []


def test_a_check_finds_what_is_spoilt(cache: Cache) -> None:
    """And removes it."""
    cache.put_file(b"one", "png")
    spoilt = cache.files.path(cache.put_file(b"two", "png"), "png")
    cache.keep("layouts", KEY, b"record")
    spoilt.write_bytes(b"three")
    assert upkeep.check(cache) == (3, (spoilt,))
    assert upkeep.check(cache) == (2, ())


def aged(cache: Cache, data: bytes, days: float) -> Path:
    """Keep a file, and let it lie unused for so long."""
    path = cache.files.path(cache.put_file(data, "png"), "png")
    then = time.time() - days * 86_400
    os.utime(path, (then, then))
    return path


def test_what_lay_idle_goes_first(cache: Cache) -> None:
    """As much as the limit asks for, and no more."""
    old, older, new = aged(cache, b"a" * 100, 2), aged(cache, b"b" * 100, 3), aged(cache, b"c" * 100, 1)
    assert upkeep.prune(cache, max_bytes=250) == upkeep.Removed(entries=1, bytes=100)
    assert (old.exists(), older.exists(), new.exists()) == (True, False, True)
    assert upkeep.prune(cache, unused_days=1.5).entries == 1
    assert set(cache.entries()) == {new}


def test_what_a_build_may_be_using_stays(cache: Cache) -> None:
    """Whatever the limit: it was used in the last hour."""
    cache.put_file(b"picture", "png")
    assert upkeep.prune(cache, max_bytes=0).entries == 0
    assert upkeep.clear(cache).entries == 1


def test_using_an_entry_makes_it_young(cache: Cache) -> None:
    """So that what is used stays."""
    path = aged(cache, b"picture", 9)
    cache.has_files([(sha256_of(b"picture"), "png")])
    assert time.time() - path.stat().st_mtime < 3600


def test_what_is_missing_here_comes_from_afar(tmp_path: Path) -> None:
    """And stays here: a second look does not travel."""
    shared = BuildCache()
    there, here = Cache(tmp_path / "there", shared), Cache(tmp_path / "here", shared)
    there.keep("layouts", KEY, b"record")
    digest = there.put_file(b"picture", "png")
    assert here.records("layouts", [KEY]) == {KEY: b"record"}
    assert here.has_files([(digest, "png")]) == {(digest, "png")}
    shared.files.clear()
    assert here.records("layouts", [KEY]) == {KEY: b"record"}
    assert here.has_files([(digest, "png")]) == {(digest, "png")}


def test_what_comes_spoilt_from_afar_counts_as_missing(tmp_path: Path) -> None:
    """Nobody needs to trust those who share a cache."""
    shared = BuildCache()
    there, here = Cache(tmp_path / "there", shared), Cache(tmp_path / "here", shared)
    there.keep("layouts", KEY, b"record")
    digest = there.put_file(b"picture", "png")
    for name in shared.files:
        shared.files[name] = b"harm" * 20
    assert here.records("layouts", [KEY]) == {}
    assert here.has_files([(digest, "png")]) == set()


def test_a_shared_cache_is_any_address_of_fsspec(tmp_path: Path) -> None:
    """Files go in batches; the last are sent when a build ends."""
    address = (tmp_path / "afar").as_uri()
    writer = SharedCache.at(address)
    there, here = Cache(tmp_path / "there", writer), Cache(tmp_path / "here", SharedCache.at(address))
    digests = {(there.put_file(f"picture {number}".encode(), "png"), "png") for number in range(70)}
    writer.flush()
    assert here.has_files({*digests, (KEY, "png")}) == digests
    assert writer.faults == []


def test_a_shared_cache_that_fails_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be fetched is made again; what went wrong is told."""
    shared = SharedCache.at((tmp_path / "afar").as_uri())

    def failing(*_arguments: object, **_more: object) -> None:
        raise ConnectionError("the network is down")

    monkeypatch.setattr(shared._system, "cat", failing)
    monkeypatch.setattr(shared._system, "pipe", failing)
    cache = Cache(tmp_path / "here", shared)
    cache.keep("layouts", KEY, b"record")
    shared.flush()
    assert cache.records("layouts", [KEY, OTHER]) == {KEY: b"record"}
    assert shared.faults == ["the network is down"] * 2


def test_an_address_nobody_knows_is_refused() -> None:
    """With what is wrong, not a crash."""
    with pytest.raises(SharedCacheError, match="nowhere://bucket"):
        SharedCache.at("nowhere://bucket")


def test_a_build_prunes_once_an_hour(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then what lay idle and is too much goes; before, nobody looks."""
    start = time.time()
    cache.put_file(b"old", "png")
    for entry in cache.entries():
        os.utime(entry, (start - 9_000, start - 9_000))
    (cache.root / "PRUNED").touch()
    upkeep.prune_when_due(cache, max_bytes=0)
    assert len(list(cache.entries())) == 1
    monkeypatch.setattr(time, "time", lambda: start + 4_000)
    upkeep.prune_when_due(cache, max_bytes=0)
    assert list(cache.entries()) == []
