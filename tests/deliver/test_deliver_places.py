"""What people hand over to be verified is told as what it is, with what to do."""

import os
import zipfile
from pathlib import Path

import pytest
from samplekits import picture, sample_kit, symbol_svg, video

from toolkit.deliver.kit.kit import pack
from toolkit.deliver.verify.places import kits_at
from toolkit.deliver.verify.verify import verify_kit
from toolkit.sources.project import Project


@pytest.fixture
def kit(project: Project, tmp_path: Path) -> Path:
    """A whole kit, in a folder of kits."""
    return pack(sample_kit(project), tmp_path / "kits")


@pytest.fixture
def unpacked(kit: Path, tmp_path: Path) -> Path:
    """The folder of that kit, unpacked."""
    with zipfile.ZipFile(kit) as archive:
        archive.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked" / kit.stem


def told(path: Path) -> str:
    """Return what is said of something that is no kit."""
    found = kits_at(path)
    assert found.kits == ()
    (problem,) = found.problems
    return f"{problem.message} | {problem.hint}"


def test_a_folder_of_kits_is_every_kit_in_it(kit: Path, unpacked: Path, tmp_path: Path) -> None:
    """Below it as well; what systems leave behind is no kit."""
    other = kit.with_name("b.ZIP")
    other.write_bytes(kit.read_bytes())
    (kit.parent / "._b.zip").write_bytes(b"\0")
    assert kits_at(kit.parent).kits == tuple(sorted((kit, other)))
    assert kits_at(tmp_path).kits == (*sorted((kit, other)), unpacked)


def test_an_unpacked_kit_is_verified_as_it_lies_there(unpacked: Path) -> None:
    """Whole; then with a changed caption, a file too many, one too few, a link, and what a Mac left."""
    assert kits_at(unpacked).kits == (unpacked,)
    assert verify_kit(unpacked) == []
    caption = unpacked / "captions" / "x.txt"
    caption.write_text("other", encoding="utf-8")
    (unpacked / "more.txt").write_text("?", encoding="utf-8")
    (unpacked / "README.txt").unlink()
    (unpacked / ".DS_Store").write_bytes(b"\0")
    problems = [str(problem).removeprefix(f"{unpacked.name}:") for problem in verify_kit(unpacked)]
    assert "README.txt: is missing" in problems
    assert "more.txt: is in no list" in problems
    assert any(problem.startswith("captions/x.txt: was altered: ") for problem in problems)
    assert any(f"{unpacked.name}/.DS_Store (hint: delete them)" in problem for problem in problems)
    (unpacked / "link.txt").symlink_to(caption)
    assert [problem.message for problem in verify_kit(unpacked)] == ["is not a plain file"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.png", picture(), "is a picture (PNG), not a kit | verify the ZIP that it came in"),
        ("a.svg", symbol_svg("https://a.example/"), "is a picture (SVG), not a kit | verify the ZIP"),
        ("a.mp4", video(), "is a video (MP4), not a kit | verify the ZIP"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "is a picture (JPEG), not a kit | "),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "is a picture (WebP), not a kit | "),
        ("a.pdf", b"%PDF-1.7\n", "is a page to print (PDF), not a kit | "),
        (
            "kit.zip",
            b"<!DOCTYPE html>Sign in",
            "is a web page, not a kit | download the kit again",
        ),
        ("kit.rar", b"Rar!\x1a\x07", "is a RAR archive, not a kit | ask for the kit as the toolkit made it"),
        ("kit.exe", b"MZ\x90\0", "is a program for Windows, not a kit | ask for the kit"),
        (
            "manifest.json",
            b'{\n "schema_version": 2}',
            "is the list of what is in a kit, not a kit | ",
        ),
    ],
)
def test_files_that_are_no_kits(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    """They are known by their content, whatever their name."""
    (tmp_path / "lone").mkdir()
    path = tmp_path / "lone" / name
    path.write_bytes(data)
    if name == "manifest.json":
        path = path.rename(path.with_name("list.json"))
    assert told(path).startswith(what)


def test_a_picture_in_an_unpacked_kit_names_the_kit(unpacked: Path) -> None:
    """Then there is something to verify, and the remedy verifies it."""
    file = next(unpacked.rglob("*.png"))
    assert told(file).endswith(f"verify the kit that it is part of: toolkit verify '{unpacked}'")
    assert kits_at(unpacked).kits == (unpacked,)


def test_a_folder_without_kits_and_what_is_no_file(tmp_path: Path) -> None:
    """An empty folder, a pipe, which would be waited for for ever, and nothing at all."""
    assert told(tmp_path).startswith("is a folder without kits")
    assert told(tmp_path / "lost.zip").startswith("cannot be read: ")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.zip")
        assert told(tmp_path / "pipe.zip").startswith("is no plain file")


def test_kits_that_were_packed_again(kit: Path, tmp_path: Path) -> None:
    """Without their folder, inside another one, several in one ZIP, or under another name."""
    with zipfile.ZipFile(kit) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    top = f"{kit.stem}/"
    path = tmp_path / "again.zip"
    for renamed, message in (
        ({name.removeprefix(top): data for name, data in entries.items()}, "has no folder around its files"),
        (
            {f"new/{name}": data for name, data in entries.items()},
            "has no manifest.json; there is a new/",
        ),
        ({"a.zip": b"", "b/c.zip": b""}, "holds ZIP files, not the files of a kit"),
    ):
        with zipfile.ZipFile(path, "w") as new:
            for name, data in renamed.items():
                new.writestr(name, data)
        (problem,) = verify_kit(path)
        assert problem.message.startswith(message)
        assert problem.hint
    for other in ("Kit_1", f"{kit.stem} 2", f"{kit.stem} (1)", "مجموعة"):
        with zipfile.ZipFile(path, "w") as new:
            new.writestr(f"{other}/", b"")
            for name, data in entries.items():
                new.writestr(name.replace(top, f"{other}/"), data)
        (problem,) = verify_kit(path)
        assert problem.message == f"the folder should be named {kit.stem}"
        assert problem.trail[0].at == other
