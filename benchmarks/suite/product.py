"""Driving the toolkit as a user does: the command, as a process, with its own folders."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from suite.process import Run, measured

_COMMAND = Path(sys.executable).with_name("toolkit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A build that ran: its cost, and the assets it lists with their hashes."""

    run: Run
    assets: dict[str, str]
    pictures: int
    kilobytes: float = field(default=0.0)
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
        out, report = self.scratch / "out", self.scratch / "report.json"
        caching = ["--cache", self.cache] if has_cache() else []
        command = [_COMMAND, "build", *selection, "-w", self.workspace, "-o", out, "-j", str(jobs)]
        run = measured([*command, *caching, "--report", report, "-q"], log=self.scratch / "log.txt")
        made = json.loads(report.read_text(encoding="utf-8"))
        return Build(
            run=run,
            assets={asset["name"]: asset["sha256"] for asset in made["assets"]},
            pictures=made["pictures"],
            kilobytes=sum(kit.stat().st_size for kit in out.glob("*.zip")) / 1000,
        )


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
