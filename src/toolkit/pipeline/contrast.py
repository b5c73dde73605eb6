"""Contrast of words with what lies behind them, also as people with colour blindness see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from toolkit.compose.layout import Layout, TextBox
from toolkit.render.layers import thinned
from toolkit.render.pixels import RGB, PixelArray, Pixels
from toolkit.render.verify import (
    LARGE_TEXT_CONTRAST,
    TEXT_CONTRAST,
    Rgb,
    contrast_behind,
    part_behind,
    rgb_from_hex,
    worst_contrast,
)
from toolkit.render.vision import CONE_DEFICIENCIES, Deficiency, luminances_seen
from toolkit.units import Rect

_SAMPLE = 1000  # px behind a line are enough to find its worst twentieth
_LARGE_PX, _LARGE_BOLD_PX, _BOLD = 24.0, 18.66, 600  # WCAG 2.2, 1.4.3 "large scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is measured together: the lines of a slot, or its words of another colour (then in `said`)."""

    slot: str
    fill: str
    inks: tuple[Rect, ...]
    needed: float
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The least contrast of some words, `found`, and what they need (both as x in x:1, WCAG 2.2).

    `seen` is the least contrast to people without one kind of cones.
    """

    slot: str
    said: str
    needed: float
    found: float
    seen: Mapping[Deficiency, float] = field(default_factory=dict)

    @property
    def suffices(self) -> bool:
        """Whether the words can be read."""
        return self.found >= self.needed

    @property
    def worst_seen(self) -> tuple[Deficiency, float]:
        """Who reads the words with most trouble, and the contrast they see."""
        return min(self.seen.items(), key=lambda item: (item[1], item[0]))


def contrasts(layout: Layout, behind: Pixels) -> Iterator[Contrast]:
    """Yield the contrast of all words in plain colours, slot by slot, words of another colour by themselves.

    `behind` is the picture without its words, and may be smaller than it: what lies behind words is smooth.
    Paints other than plain colours are not judged.
    """
    factor = layout.scale * behind.size.width / layout.size.width
    for words in chain.from_iterable(map(_words_of, layout.texts)):
        boxes = [_scaled(ink, factor) for ink in words.inks]
        # What lies outside the picture, or has no ink, is told by the check of the layout.
        inside = [box for box in boxes if box.overlaps(_whole(behind))]
        if inside and words.fill.startswith("#"):
            yield _contrast(words, inside, behind)


def _words_of(text: TextBox) -> Iterator[Words]:
    if _letters(*(tint.text for tint in text.tints)) < _letters(text.text):
        needed = _needed(text.font_px, text.weight)
        yield Words(slot=text.slot, fill=text.fill, inks=text.line_inks, needed=needed)
    for tint in text.tints:
        needed = _needed(text.font_px, tint.weight)
        yield Words(slot=text.slot, fill=tint.fill, inks=(tint.ink,), needed=needed, said=tint.text)


def _letters(*texts: str) -> int:
    return sum(len(word) for text in texts for word in text.split())


def _needed(font_px: float, weight: int) -> float:
    large = font_px >= (_LARGE_BOLD_PX if weight >= _BOLD else _LARGE_PX)
    return LARGE_TEXT_CONTRAST if large else TEXT_CONTRAST


def _scaled(box: Rect, factor: float) -> Rect:
    return Rect(box.x * factor, box.y * factor, box.width * factor, box.height * factor)


def _whole(pixels: Pixels) -> Rect:
    return Rect(0.0, 0.0, float(pixels.size.width), float(pixels.size.height))


def _contrast(words: Words, boxes: Sequence[Rect], behind: Pixels) -> Contrast:
    fill = rgb_from_hex(words.fill)
    found = min(contrast_behind(behind, box, fill) for box in boxes)
    samples = [_sampled(part_behind(behind, box)) for box in boxes]
    return Contrast(
        slot=words.slot, said=words.said, needed=words.needed, found=found, seen=_seen(samples, fill)
    )


def _sampled(part: Pixels) -> PixelArray:
    """About as many pixels of a part as stand for it, one after the other."""
    step = max(int((part.size.width * part.size.height / _SAMPLE) ** 0.5), 1)
    return thinned(part, step).array.reshape(-1, RGB)


def _seen(samples: Sequence[PixelArray], fill: Rgb) -> Mapping[Deficiency, float]:
    """The least contrast of any line to people without one kind of cones."""
    luminances = luminances_seen(np.concatenate([*samples, np.array([fill], dtype=np.uint8)]))
    lines = np.split(luminances, np.cumsum([len(sample) for sample in samples]))
    worst = np.min([worst_contrast(line, luminances[-1]) for line in lines[:-1]], axis=0)
    return dict(zip(CONE_DEFICIENCIES, (float(ratio) for ratio in worst), strict=True))
