"""`toolkit cache`, and the options that say what is remembered where."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samples import MINIMAL
from toolkit.pipeline.cache import blobs, store
from toolkit.pipeline.cache.store import Cache

Toolkit = Callable[..., Any]

BUILD = ("build", "-w", str(MINIMAL), "-l", "en", "-p", "x-post-square", "--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the cache of a test is."""
    return tmp_path / "cache"


def test_a_build_says_what_it_left_as_it_was(toolkit: Toolkit, tmp_path: Path, folder: Path) -> None:
    """The second one has nothing to do, and says so; its results are the same."""
    command = (*BUILD, "--cache", str(folder), "--out", str(tmp_path / "out"))
    first, second = toolkit(*command), toolkit(*command)
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert "Painting" in first.err
    assert second.err == "1 kit (1 unchanged), 1 asset from 1 picture\n"


def test_a_build_may_remember_nothing(toolkit: Toolkit, tmp_path: Path, folder: Path) -> None:
    """Then the folder stays empty, and the next build does everything again."""
    command = (*BUILD, "--cache", str(folder), "--no-cache", "--out", str(tmp_path / "out"))
    assert [toolkit(*command).code for _ in range(2)] == [0, 0]
    assert not folder.exists()


def test_a_report_tells_of_every_file(toolkit: Toolkit, tmp_path: Path, folder: Path) -> None:
    """Also of those in a kit that an earlier build has made."""
    command = (*BUILD, "--cache", str(folder), "--out", str(tmp_path / "out"))
    reports = [tmp_path / "first.json", tmp_path / "second.json"]
    assert [toolkit(*command, "--report", str(report)).code for report in reports] == [0, 0]
    assert reports[0].read_bytes() == reports[1].read_bytes()
    assert "minimal_card_x-post-square_en" in reports[1].read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_used_stops_nothing(toolkit: Toolkit, tmp_path: Path) -> None:
    """The kits are made; why nothing is remembered is said."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    blocked = tmp_path / "file" / "cache"
    result = toolkit(*BUILD, "--cache", str(blocked), "--out", str(tmp_path / "out"))
    assert result.code == 0
    assert "Nothing is remembered" in result.err


def test_a_cache_that_fills_up_is_a_note(
    toolkit: Toolkit, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kit is made, the exit code is 0, and the note says what to do."""
    write = blobs.write_quickly

    def full(path: Path, data: bytes) -> None:
        if path.is_relative_to(folder / "v1"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data)

    for module in (blobs, store):
        monkeypatch.setattr(module, "write_quickly", full)
    result = toolkit(*BUILD, "--cache", str(folder), "--out", str(tmp_path / "out"))
    assert result.code == 0
    assert (tmp_path / "out" / "minimal_en.zip").is_file()
    assert "The cache could not be written" in result.err
    assert "No space left on device (hint: make room, or choose another folder with --cache)" in result.err


def test_an_address_nobody_knows_is_wrong_usage(toolkit: Toolkit, tmp_path: Path, folder: Path) -> None:
    """Before anything is read."""
    address = ("--cache", str(folder), "--shared-cache", "nowhere://bucket")
    result = toolkit(*BUILD, *address, "--out", str(tmp_path / "out"))
    assert result.code == 2
    assert "nowhere://bucket" in result.err


def test_show_says_where_and_how_much(toolkit: Toolkit, folder: Path) -> None:
    """By kind, and in all."""
    Cache(folder).keep("layouts", "ab" * 32, b"x" * 968)
    Cache(folder).put_file(b"x" * 2_000_000, "png")
    assert toolkit("cache", "show", "--cache", str(folder)).out.splitlines() == [
        f"folder: {folder}",
        "files: 1, 2 MB",
        "layouts: 1, 1 kB",
        "in all: 2 entries, 2 MB",
    ]


def test_check_names_what_is_spoilt(toolkit: Toolkit, folder: Path) -> None:
    """And removes it, so that a second look finds nothing."""
    cache = Cache(folder)
    path = cache.files.path(cache.put_file(b"picture", "png"), "png")
    path.write_bytes(b"spoilt")
    assert toolkit("cache", "check", "--cache", str(folder)).out == f"removed, spoilt: {path}\n"
    assert toolkit("cache", "check", "--cache", str(folder)).err == "0 entries, 0 of them spoilt\n"


@pytest.mark.parametrize(
    ("limit", "left"),
    [(("--max-size", "1.5kB"), 1), (("--unused", "30"), 0), ((), 2), (("--max-size", "1GB"), 2)],
)
def test_prune_leaves_what_it_is_told(
    toolkit: Toolkit, folder: Path, limit: tuple[str, ...], left: int
) -> None:
    """By size, by age, or by the usual limit."""
    cache = Cache(folder)
    for age, data in ((40, b"a" * 1000), (50, b"b" * 1000)):
        then = time.time() - age * 86_400
        os.utime(cache.files.path(cache.put_file(data, "png"), "png"), (then, then))
    assert toolkit("cache", "prune", "--cache", str(folder), *limit).code == 0
    assert len(list(cache.entries())) == left


@pytest.mark.parametrize("size", ["much", "2XB", ""])
def test_a_size_that_is_none_is_wrong_usage(toolkit: Toolkit, folder: Path, size: str) -> None:
    """With an example of one that is."""
    result = toolkit("cache", "prune", "--cache", str(folder), "--max-size", size or "GB")
    assert result.code == 2
    assert "for example 500MB or 2GB" in result.err


def test_clear_leaves_nothing(toolkit: Toolkit, folder: Path) -> None:
    """However new it is."""
    Cache(folder).put_file(b"picture", "png")
    assert toolkit("cache", "clear", "--cache", str(folder)).err == "Removed 1 entry, 7 bytes\n"
    assert list(Cache(folder).entries()) == []
