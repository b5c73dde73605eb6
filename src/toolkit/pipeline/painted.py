"""A finished file for one job, as it goes into the kit and the report."""

from dataclasses import dataclass
from pathlib import Path

from toolkit.deliver.asset import Extension
from toolkit.pipeline.plan import Job
from toolkit.units import PixelSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A finished file for one job.

    `note` says why it is not what the placement would usually get, `choice` how it was packed, with the
    measured difference.
    """

    job: Job
    path: Path
    digest: str
    extension: Extension
    size: PixelSize
    is_sheet: bool
    note: str = ""
    choice: str = ""
