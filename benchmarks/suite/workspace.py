"""A workspace of its own to measure in: a copy of the data, whose words and drawings may change."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from suite.sample import Cluster

_FOLDERS = ("campaigns", "designs", "assets")
_LIST = re.compile(r"^placements = \[.*?\]", re.MULTILINE | re.DOTALL)
_THEME = re.compile(r'(\[theme\]\s+text = "[^"]*?)(?: \d+)?"')
_MOTION = re.compile(r"^\[motion\].*?(?=^\[)", re.MULTILINE | re.DOTALL)
_LAST_STOP = re.compile(r'offset="(?:1|0\.99\d*)"')


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with campaigns, designs and assets that a benchmark may change."""

    root: Path

    @classmethod
    def copied(cls, source: Path, root: Path) -> "Workspace":
        """Copy the data of a checkout."""
        for name in _FOLDERS:
            shutil.copytree(source / name, root / name)
        return cls(root)

    def only(self, sample: Iterable[Cluster]) -> None:
        """Let every campaign list the placements of a sample, and no others."""
        wanted: dict[str, list[str]] = {}
        for cluster in sample:
            wanted.setdefault(cluster.campaign, []).extend(cluster.placements)
        for campaign, placements in wanted.items():
            self.list_placements(campaign, placements)

    def still(self) -> None:
        """Take the moving versions out of all designs: no rival makes loops."""
        for path in sorted((self.root / "designs").glob("*/design.toml")):
            path.write_text(_MOTION.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")

    def list_placements(self, campaign: str, placements: Iterable[str]) -> None:
        """Let a campaign list these placements."""
        names = ", ".join(f'"{name}"' for name in placements)
        _rewrite(self.root / "campaigns" / campaign / "campaign.toml", _LIST, f"placements = [{names}]")

    def change_slogan(self, campaign: str, language: str, turn: int) -> None:
        """Give the theme of a campaign in one language other words, new ones each turn."""
        _rewrite(self.root / "campaigns" / campaign / "copy" / f"{language}.toml", _THEME, rf'\g<1> {turn}"')

    def change_design(self, design: str, turn: int) -> None:
        """Move a stop of the first gradient in every artboard of a design by a hair, anew each turn."""
        for drawing in sorted((self.root / "designs" / design).glob("*.svg")):
            _rewrite(drawing, _LAST_STOP, f'offset="0.99{turn}"')


def _rewrite(path: Path, pattern: re.Pattern[str], replacement: str) -> None:
    """Replace the first match in a file; raise `ValueError` if there is none: nothing would be measured."""
    text, found = pattern.subn(replacement, path.read_text(encoding="utf-8"), count=1)
    if not found:
        raise ValueError(f"{path.name}: nothing like /{pattern.pattern}/ to change")
    path.write_text(text, encoding="utf-8")
