"""A picture between the two stages: laid out, not yet painted."""

from dataclasses import dataclass
from pathlib import Path

from toolkit.compose.layout import Layout
from toolkit.errors import Place, Problem
from toolkit.pipeline.plan import Picture
from toolkit.sources.design import drawing_place


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A picture laid out: where its pieces lie as SVG files, what is in it, and what is wrong with it."""

    picture: Picture
    ground: Path
    body: Path
    whole: Path
    layout: Layout
    problems: tuple[Problem, ...]

    @property
    def drawing(self) -> Place:
        """The artboard it was made from."""
        return drawing_place(self.picture.first.design, self.picture.first.artboard)
