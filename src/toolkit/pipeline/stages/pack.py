"""The last stage of a build: every kit is packed, and then all take their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.deliver.kit.kit import pack
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.incremental.up_to_date import UpToDateCheck
from toolkit.pipeline.kits import KitFiles, kit_from, kit_sources
from toolkit.pipeline.output.moves import place_all
from toolkit.pipeline.workers.processes import Advance
from toolkit.pipeline.workers.project_workers import ProjectWorkers


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTask:
    """Pack a kit into a folder."""

    kit: KitFiles
    folder: Path

    @property
    def title(self) -> str:
        """What to call it where something is wrong."""
        return self.kit.key.name


def pack_kit(context: ProjectContext, task: PackTask) -> Path:
    """Put a kit together and pack it."""
    return pack(kit_from(context, task.kit), task.folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackStage:
    """Who packs kits, and what is known of those that stand."""

    workers: ProjectWorkers
    up_to_date: UpToDateCheck | None

    def run(self, kits: Sequence[KitFiles], folder: Path, out: Path, advance: Advance) -> tuple[Path, ...]:
        """Pack every kit before the first takes its place in `out`: a full disk or Ctrl-C changes no old one.

        Raises `FileNotFoundError` if a finished file has gone meanwhile.

        Kits that stand there already, of the very same files and words, stay. `folder` holds those that do
        not stand in their place yet; it is on the same disk.
        """
        keys = (
            [self.up_to_date.kit_key(*kit_sources(self.workers.context, kit)) for kit in kits]
            if self.up_to_date
            else []
        )
        standing = self.up_to_date.standing_kits(keys) if self.up_to_date else {}
        missing = [place for place in range(len(kits)) if place not in standing]
        advance(len(standing))
        tasks = [PackTask(kit=kits[place], folder=folder) for place in missing]
        made = dict(zip(missing, self.workers.run_all(pack_kit, tasks, advance), strict=True))
        placed = dict(zip(made, place_all(tuple(made.values()), out), strict=True))
        for place, file in placed.items():
            if self.up_to_date:
                self.up_to_date.keep_kit(keys[place], file)
        return tuple((standing | placed)[place] for place in range(len(kits)))
