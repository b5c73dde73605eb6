"""Files are written whole or not at all, and nothing is left lying about."""

import hashlib
from pathlib import Path

import pytest

from toolkit.files import atomic_file, data_folder, sha256_of, sha256_of_file, write_atomic


def test_a_written_file_is_whole_readable_and_alone(tmp_path: Path) -> None:
    """Folders are made as needed; everyone may read the result; no neighbour is left behind."""
    path = tmp_path / "new" / "kit.zip"
    write_atomic(path, b"kit")
    assert path.read_bytes() == b"kit"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("stop", [OSError("disk full"), KeyboardInterrupt(), SystemExit(1)], ids=repr)
def test_a_broken_write_leaves_the_old_file(tmp_path: Path, stop: BaseException) -> None:
    """An error or Ctrl-C in the middle of writing changes nothing under the final name."""
    path = tmp_path / "kit.zip"
    path.write_bytes(b"old")
    with pytest.raises(type(stop)):
        _write_half(path, stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_broken_first_write_leaves_nothing(tmp_path: Path) -> None:
    """Where there was no file there is none afterwards, not an empty one."""
    with pytest.raises(KeyboardInterrupt):
        _write_half(tmp_path / "kit.zip", KeyboardInterrupt())
    assert list(tmp_path.iterdir()) == []


def test_readers_see_the_old_file_until_the_end(tmp_path: Path) -> None:
    """While a new version is being written, the name still gives the old one."""
    path = tmp_path / "kit.zip"
    path.write_bytes(b"old")
    with atomic_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


def test_digests_of_bytes_and_files_agree(tmp_path: Path) -> None:
    """A file longer than one piece has the digest of its bytes."""
    data = bytes(range(256)) * 8192
    (tmp_path / "f").write_bytes(data)
    assert sha256_of(data) == sha256_of_file(tmp_path / "f") == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["designs", "fonts", "assets", "campaigns"])
def test_shipped_data_is_found(name: str) -> None:
    """The four folders are there, in a checkout as in a wheel."""
    assert any(data_folder(name).iterdir())


def _write_half(path: Path, stop: BaseException) -> None:
    with atomic_file(path) as file:
        file.write(b"half")
        raise stop
