"""Files: where the shipped data lives, digests, and writes that are whole or not there at all."""

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20
_CLUTTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin"})


def data_folder(name: str) -> Path:
    """Return a folder of shipped data (``designs``, ``fonts``, ``assets``, ``campaigns``).

    An installed wheel carries them inside the package; in a checkout they stand at the top of the repository.
    """
    package = Path(__file__).parent
    inside = package / "data" / name
    return inside if inside.is_dir() else package.parent.parent / name


def is_clutter(name: str) -> bool:
    """Tell whether a file or folder of that name was left by a program, and nobody put it there.

    Excel locks what is open (``~$x.xlsx``), macOS keeps ``._x``, ``.DS_Store`` and ``__MACOSX``, Windows
    ``Thumbs.db`` and ``desktop.ini``. Names with a dot in front are hidden everywhere.
    """
    return name.startswith((".", "~$")) or name.lower() in _CLUTTER or name.endswith("~")


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 digest of some bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_regular(path: Path) -> bytes:
    """Return the bytes of a plain file; raise `OSError` for a folder, a pipe, a socket or a device.

    Those are never opened: reading a pipe waits for ever, and a device may have no end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no plain file", str(path))
    return path.read_bytes()


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 digest of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary neighbour of `path` for writing and put it in place when the block ends well.

    Readers see the old file or the new one, never a half-written one; after an error or Ctrl-C the old one
    is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all."""
    with atomic_file(path) as file:
        file.write(data)
