"""Which placements the drawings of a project come out well on, where their pins were worked out."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from toolkit.compose.artboard.artboard import Artboard, load_artboard
from toolkit.compose.reach import why_not
from toolkit.compose.svg.layer_names import FLAGS
from toolkit.sources.project import Project
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.placement import CanvasSpec, Placement
from toolkit.svg.parser import SvgError
from toolkit.typeset import FontLibrary

_FLAG: Final = "|".join(flag for flag in FLAGS if flag not in ("keep", "hug", "grow", "min-120"))
_PINNED: Final = re.compile(rf"[\"'][^\"'<>]*(?:@|_x40_|&#64;|&#x40;)(?:{_FLAG})\b|data-pin=".encode())
"""What a drawing with pins of its own holds, as tools write it: then it need not be read for this."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A placement that a design has an artboard for, and the reason why that is not used."""

    design: str
    placement: str
    reason: str


@dataclass(frozen=True)
class Reach:
    """Judges placements for the designs of a project; every drawing is read, and every canvas tried, once."""

    project: Project
    _artboards: dict[tuple[str, str], Artboard | None] = field(default_factory=dict)
    _judged: dict[tuple[str, str, CanvasSpec], str] = field(default_factory=dict)

    @cached_property
    def _fonts(self) -> FontLibrary | None:
        stacks = self.project.fonts
        return FontLibrary(self.project.folders.fonts, stacks) if stacks else None

    def why_not(self, design: Design, artboard: str, placement: Placement) -> str:
        """Say why an artboard is not used for a placement that is in its range; nothing if it is."""
        drawing = design.drawings.get(artboard)
        if drawing is None or _PINNED.search(drawing):
            return ""
        key = (design.id, artboard, placement.canvas)
        if key not in self._judged:
            board = self._artboard(design, artboard)
            self._judged[key] = why_not(board, placement.canvas) if board else ""
        return self._judged[key]

    def _artboard(self, design: Design, name: str) -> Artboard | None:
        key = (design.id, name)
        if key not in self._artboards:
            try:
                self._artboards[key] = load_artboard(design, name, {}, None, self._fonts)
            except (SvgError, ValueError, OverflowError):
                self._artboards[key] = None  # what is wrong with a drawing is told where it is checked
        return self._artboards[key]
