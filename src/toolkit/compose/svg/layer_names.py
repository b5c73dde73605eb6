"""Layers of a design: the names designers type, and the flags behind the `@`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from toolkit.svg.document import INKSCAPE, Element

LABEL = f"{{{INKSCAPE}}}label"

Horizontal = Literal["start", "centre", "end", "stretch"]
Vertical = Literal["top", "middle", "bottom", "stretch"]
Stack = Literal["top", "middle", "bottom"]

_HORIZONTAL: dict[str, Horizontal] = {"start": "start", "centre": "centre", "center": "centre", "end": "end"}
_VERTICAL: dict[str, Vertical] = {"top": "top", "middle": "middle", "bottom": "bottom"}
_STACKS: dict[str, Stack] = {"stack": "top", "stack-middle": "middle", "stack-bottom": "bottom"}
_PLAIN = frozenset({"bleed", "cover", "grow", "keep", "hug", "stretch"})
_COPY = re.compile(r"(?:_\d+_?|-\d+)$")
_MINIMUM = re.compile(r"min-(\d+)$")
FLAGS = tuple(sorted({*_HORIZONTAL, *_VERTICAL, *_STACKS, *_PLAIN, "min-120"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerName:
    """What a layer is called and how it behaves when the canvas changes."""

    word: str = ""
    horizontal: Horizontal | None = None
    vertical: Vertical | None = None
    bleed: bool = False
    cover: bool = False
    keep: bool = False
    hug: bool = False
    grow: bool = False
    stack: Stack | None = None
    min_px: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def is_pinned(self) -> bool:
        """Whether the layer says where it belongs."""
        return bool(self.horizontal or self.vertical or self.cover)


def layer_name(element: Element) -> LayerName:
    """Read a layer's name and flags from its Inkscape label, or else its id, and from `data-pin`."""
    label = str(element.get(LABEL) or element.get("id") or "")
    return _parsed(label, str(element.get("data-pin", "")))


def _without_number(flag: str) -> str:
    """Return a flag without the number that tools put behind the id of a copy (`frame@stretch_2`)."""
    plain = _COPY.sub("", flag)
    return plain if flag not in FLAGS and plain in FLAGS else flag


def spot_of(element: Element) -> str:
    """Say where an element is, for a person: the nearest layer that has a name, and the line of the file."""
    named = (layer_name(node).word for node in (element, *element.iterancestors()))
    layer = next((word for word in named if word), "")
    line = f"line {element.sourceline}" if element.sourceline else ""
    return ", ".join(part for part in (layer, line) if part)


@lru_cache(maxsize=4096)
def _parsed(label: str, pins: str) -> LayerName:
    word, *named = (part.strip() for part in label.split("@"))
    flags = tuple(_without_number(flag) for flag in (*named, *pins.split()))
    minimums = [int(match[1]) for flag in flags if (match := _MINIMUM.match(flag))]
    known = {*FLAGS, *(flag for flag in flags if _MINIMUM.match(flag))}
    # "stretch" speaks for every axis that no other flag pins.
    rest: Literal["stretch"] | None = "stretch" if "stretch" in flags else None
    return LayerName(
        word=word,
        horizontal=next((_HORIZONTAL[flag] for flag in flags if flag in _HORIZONTAL), rest),
        vertical=next((_VERTICAL[flag] for flag in flags if flag in _VERTICAL), rest),
        bleed="bleed" in flags,
        cover="cover" in flags,
        keep="keep" in flags,
        hug="hug" in flags,
        grow="grow" in flags,
        stack=next((_STACKS[flag] for flag in flags if flag in _STACKS), None),
        min_px=max(minimums, default=0),
        unknown=tuple(flag for flag in flags if flag and flag not in known),
    )
