"""The figures of a run: what was measured, with medians, as plain values for JSON."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from suite.process import Run


@dataclass(slots=True, kw_only=True)
class Figures:
    """The runs of one contender or one case, over `images` images each."""

    name: str
    title: str
    images: int
    note: str = ""
    goal: float | None = None
    main: bool = True
    kilobytes: float = 0.0
    """Of one image."""
    runs: list[Run] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median CPU seconds of an image."""
        return statistics.median(run.cpu for run in self.runs) / self.images

    @property
    def wall(self) -> float:
        """Median wall seconds of an image."""
        return statistics.median(run.wall for run in self.runs) / self.images

    def to_json(self) -> dict[str, Any]:
        """Return plain values, rounded to what means something."""
        return {
            "name": self.name,
            "title": self.title,
            "note": self.note,
            "goal": self.goal,
            "main": self.main,
            "images": self.images,
            "runs": len(self.runs),
            "cpu_ms": round(self.cpu * 1000, 2),
            "cpu_ms_range": [round(value * 1000, 2) for value in self._range([run.cpu for run in self.runs])],
            "wall_ms": round(self.wall * 1000, 2),
            "cpu_s": round(self.cpu * self.images, 2),
            "wall_s": round(self.wall * self.images, 2),
            "memory_mb": round(max(run.largest for run in self.runs)),
            "memory_together_mb": round(max(run.together for run in self.runs)),
            "kb": round(self.kilobytes, 1),
        }

    def _range(self, values: Sequence[float]) -> tuple[float, float]:
        return min(values) / self.images, max(values) / self.images


def ratio(theirs: Figures, ours: Figures) -> float:
    """How many times as many images per CPU second we make: the median over the rounds of one run."""
    pairs = zip(theirs.runs, ours.runs, strict=False)
    return statistics.median((their.cpu / theirs.images) / (our.cpu / ours.images) for their, our in pairs)
