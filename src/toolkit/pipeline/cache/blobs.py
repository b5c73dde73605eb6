"""A shelf: files named by the SHA-256 of their content, so that the same file is kept once.

Any number of processes may share one: a file appears whole, and two that write the same name write the same.
"""

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.files import sha256_of

_PREFIX = 2  # of a digest: 256 folders keep each of them small


@dataclass(frozen=True, slots=True)
class BlobStore:
    """A folder of files by digest; it is made when the first file comes."""

    folder: Path

    def path(self, digest: str, extension: str) -> Path:
        """Return where the file with that digest stands, whether it is there or not."""
        return self.folder / digest[:_PREFIX] / f"{digest[_PREFIX:]}.{extension}"

    def put(self, data: bytes, extension: str) -> str:
        """Keep a file and return its digest."""
        digest = sha256_of(data)
        if not self.is_whole(digest, extension):
            write_quickly(self.path(digest, extension), data)
        return digest

    def read(self, digest: str, extension: str) -> bytes:
        """Return a file; raise `OSError` if it is not there."""
        return self.path(digest, extension).read_bytes()

    def is_whole(self, digest: str, extension: str) -> bool:
        """Tell whether a file is there with the content it was kept for; a spoilt one is removed."""
        try:
            if sha256_of(self.read(digest, extension)) == digest:
                return True
        except OSError:
            return False
        with suppress(OSError):
            self.path(digest, extension).unlink()
        return False


def path_among(shelves: Sequence[BlobStore], digest: str, extension: str) -> Path:
    """Return where a file stands on the first of some shelves that has it; on the last if none has."""
    paths = [shelf.path(digest, extension) for shelf in shelves]
    return next((path for path in paths if path.exists()), paths[-1])


def write_quickly(path: Path, data: bytes) -> None:
    """Write a file so that no reader sees half of it, without waiting for the disk.

    After a power cut it may be torn: only for files whose digest is looked at before they are used.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        try:
            part.write_bytes(data)
        except FileNotFoundError:  # only the first file of a folder finds none
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
