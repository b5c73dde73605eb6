"""The last stage of a build: every kit is packed, and then all take their place."""

from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.deliver.asset import Kit
from toolkit.deliver.kit import pack


def packed(kits: Sequence[Kit], folder: Path, out: Path, advance: Callable[[int], None]) -> tuple[Path, ...]:
    """Pack every kit before the first takes its place in `out`: a full disk or Ctrl-C changes no old one."""
    files = []
    for kit in kits:
        files.append(pack(kit, folder))
        advance(1)
    out.mkdir(parents=True, exist_ok=True)
    return tuple(file.replace(out / file.name) for file in files)
