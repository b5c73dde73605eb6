"""Driving the toolkit as a user does: the command, as a process, with its own folders."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from suite.process import Run, measured

_ASSETS = {".png", ".jpg", ".webp", ".gif", ".pdf", ".mp4"}
_COMMAND = Path(sys.executable).with_name("toolkit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build that ran: its cost, the assets in its kits with their checksums, and the kits' own digests."""

    run: Run
    assets: dict[str, int]
    kits: dict[str, str]
    kilobytes: float
    """Of all finished kits."""

    def changed_since(self, other: "Build") -> int:
        """How many assets have other bytes than before."""
        return sum(1 for name, digest in self.assets.items() if other.assets.get(name) != digest)


@lru_cache(maxsize=1)
def has_cache() -> bool:
    """Whether this version of the toolkit keeps what it has made (`--cache`)."""
    said = subprocess.run([_COMMAND, "build", "--help"], capture_output=True, text=True, check=True).stdout
    return "--cache" in said


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The toolkit at work in one workspace, with one folder for its output and cache."""

    workspace: Path
    scratch: Path

    @property
    def cache(self) -> Path:
        """The folder of its cache."""
        return self.scratch / "cache"

    def forget(self) -> None:
        """Take away everything it has made, so that the next build is cold."""
        for folder in (self.cache, self.scratch / "out"):
            shutil.rmtree(folder, ignore_errors=True)

    def build(self, jobs: int, selection: Sequence[str] = ()) -> Build:
        """Run one build and measure it."""
        self.scratch.mkdir(parents=True, exist_ok=True)
        out = self.scratch / "out"
        caching = ["--cache", self.cache] if has_cache() else []
        command = [_COMMAND, "build", *selection, "-w", self.workspace, "-o", out, "-j", str(jobs)]
        run = measured([*command, *caching, "-q"], log=self.scratch / "log.txt")
        kits = sorted(out.glob("*.zip"))
        return Build(
            run=run,
            assets={name: crc for kit in kits for name, crc in assets_in(kit)},
            kits={kit.name: sha256(kit.read_bytes()).hexdigest() for kit in kits},
            kilobytes=sum(kit.stat().st_size for kit in kits) / 1000,
        )


def assets_in(kit: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and checksum of every picture and page in a kit, but for its QR symbols."""
    with ZipFile(kit) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            if path.suffix in _ASSETS and path.parts[1] != "qr":
                yield path.name, entry.CRC


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
