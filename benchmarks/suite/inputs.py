"""What the rivals get: every picture as our laid-out SVG, and as a backdrop with the words for a template."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from toolkit.compose.layout import LayoutResult, TextBox
from toolkit.languages import Language
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.render.checks.readability import without_words
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One picture for a rival. Boxes of `words` are in units of `canvas`, the drawing's own."""

    name: str
    width: int
    height: int
    canvas: tuple[float, float]
    drawing: str
    """A file: the laid-out SVG, its words as outlines."""
    backdrop: str
    """A file: the same without words."""
    language: str
    direction: str
    words: tuple[Mapping[str, Any], ...]


def write_inputs(project: Project, jobs: Iterable[ResolvedJob], folder: Path) -> Path:
    """Write the drawings of jobs and a list of them, `items.json`; return its path.

    Pictures of one size follow each other: that suits rivals with a window.
    """
    folder.mkdir(parents=True)
    context = ProjectContext.of(project)
    items = sorted(
        (_item(job.key, context.compose(job), folder) for job in jobs),
        key=lambda item: (item.width, item.height, item.name),
    )
    path = folder / "items.json"
    path.write_text(json.dumps([asdict(item) for item in items], ensure_ascii=False), encoding="utf-8")
    return path


def _item(job: JobKey, laid_out: LayoutResult, folder: Path) -> Item:
    layout = laid_out.layout
    size = layout.size
    drawing, backdrop = folder / f"{job.stem}.svg", folder / f"{job.stem}.backdrop.svg"
    drawing.write_text(laid_out.svg, encoding="utf-8")
    backdrop.write_bytes(without_words(laid_out.svg))
    language = Language(job.language)
    return Item(
        name=job.stem,
        width=size.width,
        height=size.height,
        canvas=(layout.canvas.width, layout.canvas.height),
        drawing=str(drawing),
        backdrop=str(backdrop),
        language=job.language,
        direction=language.direction,
        words=tuple(_words(text) for text in layout.texts),
    )


def _words(text: TextBox) -> dict[str, Any]:
    frame = text.frame
    return {
        "text": text.text,
        "x": frame.x,
        "y": frame.y,
        "width": frame.width,
        "height": frame.height,
        "baseline": text.line_inks[0].y + text.line_inks[0].height if text.line_inks else frame.y,
        "line_height": frame.height / max(len(text.lines), 1),
        "lines": len(text.lines),
        "size": text.font_px,
        "fill": text.fill if text.fill.startswith("#") else "#ffffff",
        "weight": text.weight,
    }
