"""A cache that several machines share, at any address that fsspec knows: S3, Google Cloud, a file share.

It is an extra. What goes wrong on the way, costs time and never a build: an entry that cannot be fetched is
made again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_BATCH = 64  # files on their way at once


class SharedCacheError(RuntimeError):
    """The address of a shared cache cannot be used; the message says why, and what to do."""


@dataclass(slots=True)
class SharedCache:
    """Files at an fsspec address."""

    address: str
    _system: Any
    _root: str
    _unsent: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, address: str) -> "SharedCache":
        """Connect to an address such as ``s3://bucket/folder``; raise `SharedCacheError` if that fails."""
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise SharedCacheError(
                "a shared cache needs fsspec (hint: pip install 'toolkit[shared]')"
            ) from error
        try:
            system, root = url_to_fs(address)
            system.makedirs(root, exist_ok=True)
        except Exception as error:
            raise SharedCacheError(f"the shared cache '{address}' cannot be used: {error}") from error
        return cls(address, system, root.rstrip("/"))

    def fetch(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return those files that are there; all are asked for at once."""
        paths = {f"{self._root}/{name}": name for name in names}
        if not paths:
            return {}
        try:
            found = self._system.cat(list(paths), on_error="omit")
        except Exception as error:  # noqa: BLE001 - whatever a foreign file system throws
            self.faults.append(str(error))
            return {}
        plain = {path.removeprefix("/"): name for path, name in paths.items()}
        return {plain[str(path).removeprefix("/")]: bytes(data) for path, data in found.items()}

    def send(self, name: str, data: bytes) -> None:
        """Put a file there, soon: files go in batches."""
        self._unsent[name] = data
        if len(self._unsent) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Send what has not been sent."""
        unsent, self._unsent = self._unsent, {}
        if not unsent:
            return
        try:
            for folder in {name.rpartition("/")[0] for name in unsent}:
                self._system.makedirs(f"{self._root}/{folder}", exist_ok=True)
            self._system.pipe({f"{self._root}/{name}": data for name, data in unsent.items()})
        except Exception as error:  # noqa: BLE001 - whatever a foreign file system throws
            self.faults.append(str(error))
