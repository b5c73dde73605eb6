"""What a check or build found and made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import Problem, errors_in
from toolkit.output_file import OutputFile
from toolkit.pipeline.plan import Plan
from toolkit.sources.job_key import JobKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check or build found and made.

    `unchanged` are kits that stand as an earlier build left them, made of the very same sources; `plan` and
    `painted` are without what is in those, `assets`, `pictures` and `kits` with it.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    assets: int = 0
    pictures: int = 0
    painted: Mapping[JobKey, OutputFile] = field(default_factory=dict)
    kits: tuple[Path, ...] = field(default=())
    unchanged: tuple[Path, ...] = field(default=())

    @property
    def is_clean(self) -> bool:
        """Whether nothing stops a build."""
        return not errors_in(self.problems)
