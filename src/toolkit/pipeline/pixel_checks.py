"""Contrast of words with what lies behind them, also to the colour-blind, and QR codes read back."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from toolkit.compose.layout import Layout, QrBox, TextBox
from toolkit.errors import Place, Problem, Severity
from toolkit.render.checks.colour_vision import CONE_DEFICIENCIES, Deficiency, luminances_seen
from toolkit.render.checks.readability import (
    LARGE_TEXT_CONTRAST,
    TEXT_CONTRAST,
    decode_qr,
    lost_when_posted,
    part_behind,
    rgb_from_hex,
    worst_contrast,
)
from toolkit.render.compositor.canvas import thinned
from toolkit.render.pixels import RGB, PixelArray, Pixels
from toolkit.units import Rect

_SAMPLE = 1500  # px behind a line are enough to find its worst twentieth
_AROUND = 8  # px around a code: what is drawn close to it disturbs those who read it
_ROOMY_PX, _QUIET = 6, 8  # px for each module, and modules of the quiet zone on two sides
_LARGE_PX, _LARGE_BOLD_PX, _BOLD = 24.0, 18.66, 600  # WCAG 2.2, 1.4.3 "large scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredWords:
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
    whole = Rect(0.0, 0.0, float(behind.size.width), float(behind.size.height))
    measured: list[MeasuredWords] = []
    samples: list[PixelArray] = []
    for words in chain.from_iterable(map(_words_of, layout.texts)):
        # What lies outside the picture, or has no ink, is told by the check of the layout.
        boxes = [box for box in (_scaled(ink, factor) for ink in words.inks) if box.overlaps(whole)]
        if boxes and words.fill.startswith("#"):
            measured.append(replace(words, inks=tuple(boxes)))
            samples.extend(_sampled(part_behind(behind, box)) for box in boxes)
            samples.append(np.array([rgb_from_hex(words.fill)], dtype=np.uint8))
    if measured:
        yield from _contrasts(measured, samples)


def _contrasts(measured: Sequence[MeasuredWords], samples: Sequence[PixelArray]) -> Iterator[Contrast]:
    """Yield a contrast for each; `samples` are of its lines, then of its own colour."""
    ends = np.cumsum([len(sample) for sample in samples])
    luminances = iter(np.split(luminances_seen(np.concatenate(samples)), ends[:-1]))
    for words in measured:
        lines = [next(luminances) for _ in words.inks]
        (own,) = next(luminances)
        found, *seen = np.min([worst_contrast(line, own) for line in lines], axis=0)
        yield Contrast(
            slot=words.slot,
            said=words.said,
            needed=words.needed,
            found=float(found),
            seen=dict(zip(CONE_DEFICIENCIES, map(float, seen), strict=True)),
        )


def _words_of(text: TextBox) -> Iterator[MeasuredWords]:
    if _letters(*(tint.text for tint in text.tints)) < _letters(text.text):
        needed = needed_contrast(text.font_px, text.weight)
        yield MeasuredWords(slot=text.slot, fill=text.fill, inks=text.line_inks, needed=needed)
    for tint in text.tints:
        needed = needed_contrast(text.font_px, tint.weight)
        yield MeasuredWords(slot=text.slot, fill=tint.fill, inks=(tint.ink,), needed=needed, said=tint.text)


def _letters(*texts: str) -> int:
    return sum(len(word) for text in texts for word in text.split())


def needed_contrast(font_px: float, weight: int) -> float:
    """Return the contrast that words of a size in px and a weight need (WCAG 2.2, 1.4.3)."""
    large = font_px >= (_LARGE_BOLD_PX if weight >= _BOLD else _LARGE_PX)
    return LARGE_TEXT_CONTRAST if large else TEXT_CONTRAST


def _scaled(box: Rect, factor: float) -> Rect:
    return Rect(box.x * factor, box.y * factor, box.width * factor, box.height * factor)


def _sampled(part: Pixels) -> PixelArray:
    """About as many pixels of a part as stand for it, one after the other."""
    step = max(int((part.size.width * part.size.height / _SAMPLE) ** 0.5), 1)
    return thinned(part, step).array.reshape(-1, RGB)


def qr_problems(pixels: Pixels, layout: Layout, drawing: Place) -> Iterator[Problem]:
    """Yield a problem for every symbol that does not read back as its address (ISO/IEC 18004 decoding).

    Those on screens are read again as platforms show them; paper shows them as they are.
    """
    if not layout.qr:
        return
    read = decode_qr(pixels)
    for code in layout.qr:
        trail = (Place(file=drawing.file, at=code.slot),)
        if code.address not in read:
            found = f"reads as '{read[0]}'" if read else "cannot be read"
            message = f"the QR code {found} in a {layout.size} picture, not as '{code.address}'"
            yield Problem(trail=trail, message=message, hint="give it a larger frame on a plain ground")
        elif lost := _lost_when_posted(code, pixels, layout):
            yield Problem(
                trail=trail,
                message=f"the QR code cannot be read in a {layout.size} picture {' or '.join(lost)}, "
                "as platforms show it",
                hint=f"make its frame at least {_ROOMY_PX * (code.modules + _QUIET)} px wide there, "
                "on a plain ground, or shorten the address",
            )


def _lost_when_posted(code: QrBox, pixels: Pixels, layout: Layout) -> tuple[str, ...]:
    """Return after what a code cannot be read; a picture of another size than its own does not tell."""
    if layout.dpi or pixels.size != layout.size:
        return ()
    # With a little around it, from even px on: so halving counts in the whole picture.
    box = _scaled(code.frame, layout.scale)
    left, top = (max(0, int(edge - _AROUND) // 2 * 2) for edge in (box.x, box.y))
    right, bottom = (int(edge + _AROUND) // 2 * 2 for edge in (box.right, box.bottom))
    part = part_behind(pixels, Rect(left, top, right - left, bottom - top))
    return lost_when_posted(part, code.address)


def faint_words(layout: Layout, drawing: Place, behind: Pixels) -> Iterator[Problem]:
    """Yield a problem for all words that are too faint on what lies behind (WCAG 2.2, 1.4.3).

    Words in another colour than their slot are judged by themselves. Words that only people with colour
    blindness find too faint are a warning. `behind` is the picture without its words, of any size.
    """
    for contrast in contrasts(layout, behind):
        trail = (Place(file=drawing.file, at=contrast.slot),)
        deficiency, seen = contrast.worst_seen
        whose = f" of '{contrast.said}'" if contrast.said else ""
        where = f"in a {layout.size} picture; {contrast.needed}:1 is needed"
        if not contrast.suffices:
            message = f"contrast{whose} is {ratio_text(contrast.found)}:1 {where}"
            hint = "change the colour of the text, or calm what lies behind it"
            yield Problem(trail=trail, message=message, hint=hint)
        elif seen < contrast.needed:
            message = f"people with {deficiency} see a contrast{whose} of {ratio_text(seen)}:1 {where}"
            hint = "make the text lighter or darker than what lies behind it, not only of another colour"
            yield Problem(trail=trail, message=message, hint=hint, severity=Severity.WARNING)


def ratio_text(ratio: float) -> str:
    """Write a ratio so that one just under a limit does not read as the limit."""
    return f"{math.floor(ratio * 10) / 10:.1f}"
