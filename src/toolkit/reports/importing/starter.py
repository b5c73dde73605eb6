"""A design to begin with: three artboards with margins, guides and sample words, for any editor."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from toolkit.sources.workspace.design import DESIGN_FILE

_MARGIN: Final = 0.067  # of the short side
_LEADING, _DESCENT = 1.15, 0.25  # em, of samples


@dataclass(frozen=True, slots=True)
class _Board:
    """One artboard: its size in px, the aspects it serves, and the size of its main line."""

    name: str
    width: int
    height: int
    least: float
    most: float
    size: int


_BOARDS: Final = (
    _Board("square", 1080, 1080, 0.87, 1.2, 88),
    _Board("portrait", 1080, 1350, 0.5, 0.87, 96),
    _Board("landscape", 1920, 1080, 1.2, 1.95, 112),
)
_TOML: Final = """\
# docs/designing.md explains every key. Sizes are in px of the artboards.
title = "{title}"
description = "What this design is for, in a line."
families = ["feed", "story", "pin", "slide"]

[slots.day_name]
min_size = 24
max_lines = 2

[slots.theme]
min_size = 44
max_lines = 7
valign = "bottom"

[slots.date]
min_size = 24

[slots.hashtags]
min_size = 20
optional = true

[slots.notice]
min_size = 17
optional = true
"""
_ARTBOARD: Final = """
[artboards.{name}]  # {width} × {height}
min_aspect = {least}
max_aspect = {most}
"""
_DRAWING: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
  width="{width}" height="{height}" viewBox="0 0 {width} {height}">
  <sodipodi:namedview inkscape:document-units="px" showguides="true">
    <sodipodi:guide position="{margin},0" orientation="1,0"/>
    <sodipodi:guide position="{right},0" orientation="1,0"/>
    <sodipodi:guide position="0,{margin}" orientation="0,1"/>
    <sodipodi:guide position="0,{low}" orientation="0,1"/>
  </sodipodi:namedview>
  <g id="ground@bleed@stretch" inkscape:groupmode="layer" inkscape:label="ground@bleed@stretch">
    <rect id="fill@stretch" inkscape:label="fill@stretch" width="{width}" height="{height}" fill="#160f56"/>
  </g>
  <rect id="rule@start@top" inkscape:label="rule@start@top" x="{margin}" y="{margin}" width="120" height="8"
    fill="#ff5f52"/>
{slots}
  <g id="safe" inkscape:groupmode="layer" inkscape:label="safe" sodipodi:insensitive="true">
    <rect x="{margin}" y="{margin}" width="{inner}" height="{tall}" fill="none" stroke="#00c2ff"
      stroke-dasharray="12 8" stroke-width="2"/>
  </g>
</svg>
"""
# Names stand in ids as well: Figma and plain SVG know no labels.
_SLOT: Final = """\
  <g id="{name}{flags}" inkscape:label="{name}{flags}">
    <rect id="frame-{name}@stretch" inkscape:label="frame@stretch" x="{x}" y="{y}" width="{width}"
      height="{height}" fill="none"/>
    <text x="{x}" y="{baseline}" font-family="Noto Sans" font-weight="{weight}" font-size="{size}"
      fill="{fill}">{words}</text>
  </g>"""


def starter_files(name: str, workspace: Path) -> dict[Path, bytes]:
    """Return the files of a new design of that name in a workspace, the drawings first."""
    folder = workspace / "designs" / name
    files = {folder / f"{board.name}.svg": _drawing(board).encode() for board in _BOARDS}
    text = _TOML.format(title=name.replace("-", " ").capitalize())
    text += "".join(
        _ARTBOARD.format(
            name=board.name, width=board.width, height=board.height, least=board.least, most=board.most
        )
        for board in _BOARDS
    )
    return {**files, folder / DESIGN_FILE: text.encode()}


def _drawing(board: _Board) -> str:
    margin = round(_MARGIN * min(board.width, board.height))
    inner, tall = board.width - 2 * margin, board.height - 2 * margin
    low = board.height - margin
    rows = (
        ("day_name", "@stretch@top", margin + 32, 84, 32, 400, "The name of the day"),
        ("theme", "@stretch", margin + 170, tall - 360, board.size, 700, "The line\nof the year,\nlarge"),
        ("date", "@stretch@bottom", low - 150, 40, 34, 700, "17 May 2021"),
        ("hashtags", "@stretch@bottom", low - 100, 36, 28, 400, "#WTISD"),
        ("notice", "@stretch@bottom", low - 44, 44, 20, 400, "Not an official product"),
    )
    slots = "\n".join(
        _SLOT.format(
            name=name,
            flags=flags,
            x=margin,
            y=y,
            width=inner,
            height=height,
            baseline=_first_baseline(words, y, height, size),
            weight=weight,
            size=size,
            fill="#fdfcff",
            words=_lines(words, margin, _first_baseline(words, y, height, size), size),
        )
        for name, flags, y, height, size, weight, words in rows
    )
    return _DRAWING.format(
        width=board.width,
        height=board.height,
        margin=margin,
        right=board.width - margin,
        low=low,
        inner=inner,
        tall=tall,
        slots=slots,
    )


def _first_baseline(words: str, y: int, height: int, size: int) -> int:
    """Return where the sample of a slot begins: a single line at the top, several at the bottom."""
    below = words.count("\n") * _LEADING * size
    return y + height - round(below + _DESCENT * size) if below else y + size


def _lines(words: str, x: int, baseline: int, size: int) -> str:
    """Return the lines of a text as Inkscape writes them; every other editor keeps them, too."""
    steps = enumerate(words.split("\n"))
    return "".join(
        f'<tspan sodipodi:role="line" x="{x}" y="{baseline + round(step * _LEADING * size)}">{line}</tspan>'
        for step, line in steps
    )
