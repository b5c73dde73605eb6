"""The structure of an archive: whatever two programs could read in two ways is told."""

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from samplekits import sample_kit

from damaged_kits import KINDS, damaged_kits
from toolkit.deliver.kit import archive as kit_archive
from toolkit.deliver.kit.archive import write_archive
from toolkit.deliver.kit.kit import pack
from toolkit.deliver.verify.strict_json import check_json
from toolkit.deliver.verify.verified_files import ZippedFiles, read
from toolkit.deliver.verify.verify import verify_kit
from toolkit.deliver.verify.zip_structure import ArchiveError
from toolkit.sources.project import Project

FILES = (("a/one.txt", b"first " * 50), ("a/two.txt", b"second"))


def plain(folder: Path) -> bytes:
    """Return an archive as the toolkit writes it."""
    write_archive(folder / "plain.zip", FILES)
    return (folder / "plain.zip").read_bytes()


def faults_of(data: bytes) -> list[str]:
    """Return what is wrong with the structure of an archive, as it is told."""
    try:
        return [f"{name}: {fault}" for name, fault in ZippedFiles(io.BytesIO(data)).faults()]
    except ArchiveError as error:
        return [str(error)]


def test_an_archive_of_our_own_is_read_back(tmp_path: Path) -> None:
    """Nothing is wrong with it, and the bytes are those that went in."""
    files = ZippedFiles(io.BytesIO(plain(tmp_path)))
    assert list(files.faults()) == []
    assert {name: read(files, name) for name in files.names} == dict(FILES)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_archives_of_others_are_read_if_they_are_plain(method: int) -> None:
    """Deflated, and with sizes behind the bytes, as whoever packs while reading writes them."""

    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Unseekable()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in FILES:
            archive.writestr(name, data)
    files = ZippedFiles(io.BytesIO(out.getvalue()))
    assert list(files.faults()) == []
    assert {name: read(files, name) for name in files.names} == dict(FILES)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda zip_: b"MZ" + bytes(98) + zip_,
            "has 100 bytes in front of the archive that belong to no file",
        ),
        (lambda zip_: zip_ + b"tail", "has 4 bytes behind the end of the archive, or a comment"),
        (lambda zip_: zip_[:-30], "is cut off: the end of the ZIP archive is missing"),
        (lambda zip_: zip_[40:], "is cut off, or its end lies about where the list of files is"),
        (
            lambda zip_: zip_[:-4] + b"\xff\xff\0\0",
            "is cut off, or its end lies about where the list of files is",
        ),
        (lambda _: b"", "is not a ZIP archive that can be read: it is empty"),
        (lambda _: b"hello", "is not a ZIP archive that can be read"),
        (lambda zip_: zip_.replace(b"PK\1\2", b"PK\1\3", 1), "has a damaged list of files"),
        (
            lambda zip_: zip_[:-22] + b"more" + zip_[-22:],
            "has 4 bytes in front of its end that belong to no file",
        ),
        (
            lambda zip_: zip_.replace(b"a/two.txt", b"a/new.txt", 1),
            "a/two.txt: is called 'a/new.txt' by its own header",
        ),
        (
            lambda zip_: zip_.replace(b"a/two.txt", b"a/ONE.txt"),
            "a/ONE.txt: is there twice, or differs from another name in case only",
        ),
        (
            lambda zip_: zip_.replace(b"a/two.txt", b"a/\x1btwo.tx"),
            "a/\x1btwo.tx: has characters that do not work on every system",
        ),
    ],
)
def test_what_is_not_plain_is_told(tmp_path: Path, change: Callable[[bytes], bytes], fault: str) -> None:
    """In front, behind, between, and where two headers of a file do not say the same."""
    assert faults_of(change(plain(tmp_path))) == [fault]


def test_offsets_may_be_right_and_something_stands_in_front_all_the_same() -> None:
    """A program whose archive was added to it counts its files from the beginning of the program."""
    out = io.BytesIO(b"MZ" + bytes(98))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("a/one.txt", b"1")
    assert faults_of(out.getvalue()) == [
        "a/one.txt: has 100 bytes in front of the first file that belong to no file"
    ]


def test_every_bit_of_a_header_counts(tmp_path: Path) -> None:
    """Wherever one bit of an archive of ours is turned over, it is told, by structure or checksums."""
    whole = plain(tmp_path)
    for bit in range(len(whole) * 8):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        try:
            files = ZippedFiles(io.BytesIO(bytes(data)))
            told = list(files.faults()) or [read(files, name) for name in files.names] != [
                b for _, b in FILES
            ]
        except ArchiveError:
            told = True
        assert told, f"bit {bit}"


def test_a_file_and_a_folder_of_one_name() -> None:
    """Whoever unpacks gets one of them, depending on the program."""
    for names in (("a/b", "a/b/"), ("a/b/", "a/b"), ("a/b", "a/B/c"), ("a/b/c", "a/b")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, b"")
        (fault,) = faults_of(out.getvalue())
        assert fault.endswith(": is the name of a file and of a folder")


def test_sizes_that_lie_are_never_believed() -> None:
    """A deflated file that goes on behind the size it says is read no further."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/zeros.txt", bytes(1_000_000))
    data = out.getvalue().replace((1_000_000).to_bytes(4, "little"), (100_000).to_bytes(4, "little"))
    files = ZippedFiles(io.BytesIO(data))
    pieces = []
    with pytest.raises(ArchiveError, match="it has more bytes than the 100,000 that it says"):
        pieces.extend(files.pieces("a/zeros.txt"))
    assert sum(map(len, pieces)) <= 100_000


def test_comments_and_extra_fields_hide_nothing() -> None:
    """A comment of a file, or a field that archivers of people's systems do not write, is told."""
    info = zipfile.ZipInfo("a/one.txt")
    info.comment = b"hidden"
    other = zipfile.ZipInfo("a/two.txt")
    other.extra = b"\x75\x70\x04\x00evil"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"1")
        archive.writestr(other, b"2")
    assert faults_of(out.getvalue()) == [
        "a/one.txt: has a comment, which could hide something",
        "a/two.txt: has an extra field (0x7075) that could hide something",
        "a/two.txt: has an extra field (0x7075) that could hide something",
    ]


def test_a_kit_larger_than_can_be_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said with a remedy, and no file is left."""
    monkeypatch.setattr(kit_archive, "MAX_TOTAL_BYTES", 100)
    with pytest.raises(OSError, match=r"2 files of 306 bytes are more than a kit may hold.*with -p and -d"):
        write_archive(tmp_path / "kit.zip", FILES)
    assert list(tmp_path.iterdir()) == []


# What costs time and memory is judged in a process that may be ended: see test_deliver_worker.py.
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"pictures that harm"}))
def test_no_kit_that_was_damaged_is_whole(project: Project, tmp_path: Path, kind: str) -> None:
    """Of each kind of damage a few, from a seed; what harms is left to the process that may be ended."""
    whole = pack(sample_kit(project), tmp_path)
    kit = whole.read_bytes()
    assert verify_kit(whole) == []
    rng = random.Random(7)  # noqa: S311  the same kits each time
    path = tmp_path / "kit.zip"
    for _ in range(5):
        changed = KINDS[kind](kit, rng)
        path.write_bytes(changed)
        assert changed == kit or verify_kit(path), kind


def test_the_damage_is_the_same_each_time(project: Project, tmp_path: Path) -> None:
    """A seed stands for the same kits, so that a fault that was found is found again."""
    kit = pack(sample_kit(project), tmp_path).read_bytes()
    once, again = (list(damaged_kits(kit, 3, len(KINDS))) for _ in range(2))
    assert [kind for kind, _ in once] == list(KINDS)
    assert all(changed != kit for _, changed in once)
    # Archives of the standard library carry the time of writing.
    assert [len(changed) for _, changed in once] == [len(changed) for _, changed in again]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b'{"a": 1, "a": 2}', "says 'a' twice"),
        (b'{"a": [{"b": 1, "b": 1}]}', "says 'b' twice"),
        (b'{"a": NaN}', "holds NaN"),
        (b'{"a": -Infinity}', "holds -Infinity"),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number of 5,000 digits"),
        (b'{"a": 1.' + b"0" * 5000 + b"}", "holds a number of 5,002 digits"),
        (b"[" * 100_000, "is nested more than 16 levels deep"),
        (b'{"a":' * 100_000, "is nested more than 16 levels deep"),
        (b"\xff\xfe{\0}\0", "is not UTF-8 from byte 0 on"),
        (b"{", "is not JSON: "),
        (b"", "is not JSON: "),
    ],
)
def test_json_that_is_read_in_two_ways(text: bytes, fault: str) -> None:
    """Doubled names, numbers that are none or too long, and documents without an end to their depth."""
    with pytest.raises(ValueError, match=fault.replace("(", r"\(")):
        check_json(text)


def test_json_as_manifests_have_it_is_plain() -> None:
    """The same name in two objects, brackets in texts, and numbers of usual length."""
    check_json('{"a": {"x": 1}, "b": {"x": "[[[[{{{{ \\" ]"}, "c": [1, -2.5, true, null], "é": "ü"}'.encode())


@pytest.mark.skipif(shutil.which("zip") is None, reason="Info-ZIP is not installed here")
def test_the_remedy_for_a_kit_that_a_mac_packed_again_works(project: Project, tmp_path: Path) -> None:
    """What the Mac added is told with a command; that command, word for word, gives a kit that is whole."""
    kit = pack(sample_kit(project), tmp_path / "made")
    with zipfile.ZipFile(kit) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / kit.stem
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    again = tmp_path / kit.name
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(tmp_path))
        archive.writestr(f"__MACOSX/{kit.stem}/._README.txt", b"\0\5\x16\7")
    (problem,) = verify_kit(again)
    assert f"{kit.stem}/.DS_Store" in problem.message
    again.unlink()
    command = problem.hint.partition(": ")[2]
    subprocess.run(command, shell=True, cwd=tmp_path, check=True, capture_output=True)  # noqa: S602  our own words
    assert verify_kit(again) == []
