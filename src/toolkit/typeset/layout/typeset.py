"""Typesetting: a text, its language, a style and a frame in; a finished layout out."""

import math
from dataclasses import replace
from functools import lru_cache

from toolkit.languages import Language
from toolkit.sources.workspace.typography import bundled_typography
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.layout.analysis import Analysis, analyse, forget_analyses, is_short
from toolkit.typeset.layout.line_outlines import drawn_line
from toolkit.typeset.layout.placing import Block, draw, exact_size, physical_side, stack_lines
from toolkit.typeset.layout.text_layout import Overflow, TextLayout
from toolkit.typeset.linebreak.fit import EM, Fit, Fitter
from toolkit.typeset.style import Text, TextStyle
from toolkit.typeset.text.prepare import plain_text
from toolkit.units import Rect, Size

_HYPHENS_BELOW = 0.75  # of the largest size
_MUCH_LARGER = 1.5
_LEAST_TALL = 0.75  # of the smallest size, for letters that stick out of their frame
_NEARLY = 1.0 - 1e-9
_NEARLY_SMALLEST = 1.1
_SCRAP = 0.1  # of the longest line
_MOST_KEPT = 512  # layouts; some ten kilobytes each


def typeset(
    text: Text, *, language: Language, style: TextStyle, frame: Size, fonts: FontLibrary
) -> TextLayout:
    """Set a text as large as its frame and style allow.

    A newline is a forced break. Whatever the content, nothing is raised: characters without a font are in
    `missing`, text too long for its smallest size has an `overflow`. Raises `ValueError` for an empty frame.
    """
    if frame.width <= 0 or frame.height <= 0:
        raise ValueError(f"a frame needs a width and a height, not {frame.width} × {frame.height}")
    return (_kept if is_short(text) else _typeset)(text, language, style, frame, fonts)


def forget() -> None:
    """Drop everything that is kept of texts, as a benchmark needs it."""
    forget_texts()
    drawn_line.cache_clear()
    _kept.cache_clear()


def _typeset(text: Text, language: Language, style: TextStyle, frame: Size, fonts: FontLibrary) -> TextLayout:
    analysis = analyse(text, language, style, fonts)
    empty = TextLayout(
        text=plain_text(text),
        language=language.tag,
        size=style.max_size,
        lines=(),
        ink=Rect(0, 0, 0, 0),
        outlines=(),
    )
    if not analysis.breaks:
        return empty
    words = style.typography or bundled_typography(language)
    found = replace(
        empty, missing=analysis.item.missing, passed_over=analysis.item.passed_over, broken=analysis.broken
    )
    layout = _laid_out(found, analysis, style, frame, frame)
    if (layout.overflow or _is_crowded(layout, style)) and style.may_overhang and words.overhang:
        room = Size(frame.width, frame.height * (1 + words.overhang))
        smallest = replace(style, max_size=style.min_size, min_size=style.min_size * _LEAST_TALL)
        taller = _laid_out(found, analysis, smallest, frame, room)
        return layout if taller.overflow or _ends_in_a_scrap(taller) else taller
    return layout


def _is_crowded(layout: TextLayout, style: TextStyle) -> bool:
    """Tell whether a text fits at its smallest size only because its last line is next to nothing."""
    return layout.size < style.min_size * _NEARLY_SMALLEST and _ends_in_a_scrap(layout)


def _ends_in_a_scrap(layout: TextLayout) -> bool:
    """Tell whether the last line is one syllable or so beside the others: "…အစည်း" and "နေ့"."""
    widths = [line.ink.width for line in layout.lines]
    return len(widths) > 1 and widths[-1] < max(widths) * _SCRAP


def _laid_out(found: TextLayout, analysis: Analysis, style: TextStyle, frame: Size, room: Size) -> TextLayout:
    """Fit a text into the room there is, and place it in its frame."""
    fit, overflow = _fitted(analysis, style, room)
    return _placed(replace(found, overflow=overflow), analysis, fit, style, frame, room)


# A text stands in the same frame on many placements, one after the other.
_kept = lru_cache(maxsize=_MOST_KEPT)(_typeset)


def forget_texts() -> None:
    """Let go of everything that was set: some 40 MB, after a few hundred pictures."""
    for kept in (_kept, drawn_line):
        kept.cache_clear()
    forget_analyses()


def _fitted(analysis: Analysis, style: TextStyle, frame: Size) -> tuple[Fit, Overflow | None]:
    """Fit without cutting a word or a date.

    Hyphens, then breaks inside dates, and at last cuts in addresses come in if they must.
    """
    fitter = Fitter(analysis.gentle, style, frame)
    fit = fitter.largest()
    least = max(style.max_size * _HYPHENS_BELOW, style.min_size)
    # A text that is long for its frame has no use for hyphens; words wider than the frame do.
    hyphens = analysis.hyphens(frame.width * EM / least) if fit.size < least * _NEARLY else []
    if hyphens:
        hyphenated = Fitter(analysis.with_hyphens(hyphens), style, frame)
        found = hyphenated.largest()
        if _is_worth_hyphens(found, fit, least):
            fitter, fit = hyphenated, found
    for tried in analysis.last_resorts(hyphens):
        if fit.size < style.min_size:
            fitter = Fitter(tried, style, frame)
            fit = fitter.largest()
    unread = len(analysis.item.text) - analysis.breaks[-1].index
    places = frozenset(entry.index for entry in hyphens)
    if fit.size >= style.min_size * _NEARLY and not unread:
        return replace(fit, hyphens=places), None
    crowded = fitter.smallest()
    overflow = Overflow(
        excess_characters=max(1, fitter.excess(crowded) + unread),
        lines_needed=len(crowded.lines),
        lines_allowed=fitter.lines_allowed(crowded),
        size=style.min_size,
    )
    return replace(crowded, hyphens=places), overflow


def _is_worth_hyphens(found: Fit, without: Fit, least: float) -> bool:
    """Tell whether hyphens keep a text from shrinking below the least size, or make it much larger."""
    return found.size >= least or found.size > without.size * _MUCH_LARGER


def _placed(
    layout: TextLayout, analysis: Analysis, fit: Fit, style: TextStyle, frame: Size, room: Size
) -> TextLayout:
    drawn = [drawn_line(analysis, start, end, hyphen=end in fit.hyphens) for start, end in fit.lines]
    side = physical_side(style.align, rtl=analysis.item.language.is_rtl)
    block = stack_lines(drawn, style, side)
    size = exact_size(block, style, room, side)
    if size < style.min_size and style.hanging:
        return _placed(layout, analysis, fit, replace(style, hanging=False), frame, room)
    overflow = layout.overflow
    if overflow is None and size < style.min_size * _NEARLY:
        overflow = _by_a_hair(fit, size, style)
    if overflow is not None:
        overflow = _if_tall(overflow, block, style, frame, side)
    size = max(size, style.min_size)
    lines, outlines, tints, ink = draw(drawn, block, style, frame, size, side)
    return replace(layout, size=size, lines=lines, outlines=outlines, tints=tints, ink=ink, overflow=overflow)


def _if_tall(overflow: Overflow, block: Block, style: TextStyle, frame: Size, side: float) -> Overflow:
    """Say that height is what fails, if lines are neither too many nor too wide: Nastaliq in a low frame."""
    free = Size(frame.width, math.inf)
    too_wide = (
        exact_size(block, replace(style, max_size=style.min_size), free, side) < style.min_size * _NEARLY
    )
    needed = block.height * style.min_size / EM
    if overflow.lines_needed > overflow.lines_allowed or too_wide or needed <= frame.height:
        return overflow
    fits = frame.height * EM / block.height
    return replace(overflow, height_needed=needed, height_allowed=frame.height, size_that_fits=fits)


def _by_a_hair(fit: Fit, size: float, style: TextStyle) -> Overflow:
    """Report lines whose ink, shaped on their own, is a little larger than in the running text."""
    longest = max(end - start for start, end in fit.lines)
    excess = math.ceil(longest * (1 - size / style.min_size))
    count = len(fit.lines)
    return Overflow(excess_characters=excess, lines_needed=count, lines_allowed=count, size=style.min_size)
