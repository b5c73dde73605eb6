"""Typesetting: a text, its language, a style and a frame in; a finished layout out."""

import math
from dataclasses import replace

from toolkit.languages import Language
from toolkit.typeset.analysis import Analysis, analyse
from toolkit.typeset.fit import Fit, Fitter
from toolkit.typeset.itemise import ItemisedText
from toolkit.typeset.library import FontLibrary
from toolkit.typeset.place import draw, exact_size, physical_side, stack_lines
from toolkit.typeset.prepare import plain_text
from toolkit.typeset.shaping import shape_line
from toolkit.typeset.style import Text, TextStyle
from toolkit.typeset.textlayout import Overflow, TextLayout
from toolkit.units import Rect, Size

_NEARLY = 1.0 - 1e-9


def typeset(
    text: Text, *, language: Language, style: TextStyle, frame: Size, fonts: FontLibrary
) -> TextLayout:
    """Set a text as large as its frame and style allow.

    A newline is a forced break. Whatever the content, nothing is raised: characters without a font are in
    `missing`, text too long for its smallest size has an `overflow`. Raises `ValueError` for an empty frame.
    """
    if frame.width <= 0 or frame.height <= 0:
        raise ValueError(f"a frame needs a width and a height, not {frame.width} × {frame.height}")
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
    fit, overflow = _fitted(analysis, style, frame)
    found = replace(empty, missing=analysis.item.missing, overflow=overflow)
    return _placed(found, analysis.item, fit, style, frame)


def _fitted(analysis: Analysis, style: TextStyle, frame: Size) -> tuple[Fit, Overflow | None]:
    """Fit without cutting a name; cut hashtags and addresses only if nothing else fits."""
    item, breaks, measures = analysis.item, analysis.breaks, analysis.measures
    gentle = [entry for entry in breaks if not entry.emergency]
    fitter = Fitter(item.text, gentle, measures, style, frame)
    fit = fitter.largest()
    if fit.size < style.min_size and len(gentle) < len(breaks):
        fitter = Fitter(item.text, breaks, measures, style, frame)
        fit = fitter.largest()
    unread = len(item.text) - breaks[-1].index
    if fit.size >= style.min_size * _NEARLY and not unread:
        return fit, None
    crowded = fitter.smallest()
    overflow = Overflow(
        excess_characters=max(1, fitter.excess(crowded) + unread),
        lines_needed=len(crowded.lines),
        lines_allowed=fitter.lines_allowed(crowded),
        size=style.min_size,
    )
    return crowded, overflow


def _placed(layout: TextLayout, item: ItemisedText, fit: Fit, style: TextStyle, frame: Size) -> TextLayout:
    shaped = [shape_line(item, start, end, style.tracking) for start, end in fit.lines]
    block = stack_lines(shaped, item, style)
    size = exact_size(block, style, frame, physical_side(style.align, rtl=item.language.is_rtl))
    if size < style.min_size and style.hanging:
        return _placed(layout, item, fit, replace(style, hanging=False), frame)
    overflow = layout.overflow
    if overflow is None and size < style.min_size * _NEARLY:
        overflow = _by_a_hair(fit, size, style)
    size = max(size, style.min_size)
    lines, outlines, tints, ink = draw(shaped, block, item, style, frame, size)
    return replace(layout, size=size, lines=lines, outlines=outlines, tints=tints, ink=ink, overflow=overflow)


def _by_a_hair(fit: Fit, size: float, style: TextStyle) -> Overflow:
    """Report lines whose ink, shaped on their own, is a little larger than in the running text."""
    longest = max(end - start for start, end in fit.lines)
    excess = math.ceil(longest * (1 - size / style.min_size))
    count = len(fit.lines)
    return Overflow(excess_characters=excess, lines_needed=count, lines_allowed=count, size=style.min_size)
