"""The faces that a set of font files makes, as ``fonts.toml`` says them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from toolkit.sources.workspace.font_family import weight_key
from toolkit.typeset.fonts.font_file import Axis, FontFacts

NORMAL_WIDTH: Final = 100.0
_LEAST_WIDTH, _MOST_WIDTH = 25.0, 400.0

AxisSpan = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFace:
    """One face of a file: its weights and widths, slant, and other axes it is set to."""

    path: Path
    weights: AxisSpan
    widths: AxisSpan
    italic: bool
    axes: tuple[tuple[str, float], ...] = ()

    @property
    def key(self) -> str | None:
        """The key that says all of the face, such as ``bold-italic``; none for what needs more words."""
        plain = self.widths == (NORMAL_WIDTH, NORMAL_WIDTH) and not self.axes
        return weight_key(self.weights[0], italic=self.italic) if plain and self._is_static else None

    @property
    def _is_static(self) -> bool:
        return self.weights[0] == self.weights[1]

    @property
    def shown(self) -> str:
        """How a person calls the face: ``600 italic``."""
        words = [_shown(self.weights)]
        words += ["italic"] if self.italic else []
        words += [] if self.widths == (NORMAL_WIDTH, NORMAL_WIDTH) else [f"width {_shown(self.widths)}"]
        return " ".join(words)


def _shown(span: AxisSpan) -> str:
    return f"{span[0]:g}" if span[0] == span[1] else f"{span[0]:g}-{span[1]:g}"


def faces_of(path: Path, facts: FontFacts) -> Iterator[NewFace]:
    """Yield the upright and the slanted face that a file holds; a static one holds one of them."""
    axes = facts.axes
    weights = _span(axes.get("wght"), facts.weight, 1.0, 1000.0)
    widths = _span(axes.get("wdth"), facts.width, _LEAST_WIDTH, _MOST_WIDTH)
    yield NewFace(path=path, weights=weights, widths=widths, italic=facts.italic)
    slant = _slanted(axes)
    if slant and not facts.italic:
        yield NewFace(path=path, weights=weights, widths=widths, italic=True, axes=(slant,))


def _span(axis: Axis | None, alone: float, least: float, most: float) -> AxisSpan:
    if axis is None:
        return alone, alone
    return max(axis.least, least), min(axis.most, most)


def _slanted(axes: Mapping[str, Axis]) -> tuple[str, float] | None:
    """Return the axis that makes a variable font slanted, with its value there."""
    if "ital" in axes and axes["ital"].most >= 1:
        return "ital", 1.0
    if "slnt" in axes and axes["slnt"].least < 0:
        return "slnt", axes["slnt"].least  # degrees, counter-clockwise
    return None


def written(faces: Sequence[NewFace], folder: str) -> dict[str, Any]:
    """Return the keys of a family in ``fonts.toml``; its files lie in `folder`."""
    keyed = {face.key: f"{folder}/{face.path.name}" for face in faces if face.key}
    more = [_entry(face, folder) for face in faces if not face.key]
    return {**keyed, **({"faces": more} if more else {})}


def _entry(face: NewFace, folder: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": f"{folder}/{face.path.name}", "weight": _numbers(face.weights)}
    if face.widths != (NORMAL_WIDTH, NORMAL_WIDTH):
        entry["width"] = _numbers(face.widths)
    if face.italic:
        entry["italic"] = True
    if face.axes:
        entry["axes"] = {axis: _number(value) for axis, value in face.axes}
    return entry


def _numbers(span: AxisSpan) -> Any:  # noqa: ANN401  TOML has several types
    return _number(span[0]) if span[0] == span[1] else [_number(span[0]), _number(span[1])]


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 3)
