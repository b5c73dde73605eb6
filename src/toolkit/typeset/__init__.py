"""Copy and a frame in, glyph outlines out: right in every script, with no font left in the result."""

from toolkit.typeset.fonts.coverage import check_language, official_languages
from toolkit.typeset.fonts.face import FontError
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.groups import Setting, typeset_group
from toolkit.typeset.layout.broken import BrokenWord, told
from toolkit.typeset.layout.text_layout import Line, Outline, Overflow, TextLayout, path_svg, text_svg
from toolkit.typeset.layout.typeset import forget_texts, typeset
from toolkit.typeset.run import GlyphRun, RunGlyph, shape_run
from toolkit.typeset.style import Align, Span, TextStyle, VerticalAlign
from toolkit.typeset.text.punctuation import quoted

__all__ = [
    "Align",
    "BrokenWord",
    "FontError",
    "FontLibrary",
    "GlyphRun",
    "Line",
    "Outline",
    "Overflow",
    "RunGlyph",
    "Setting",
    "Span",
    "TextLayout",
    "TextStyle",
    "VerticalAlign",
    "check_language",
    "forget_texts",
    "official_languages",
    "path_svg",
    "quoted",
    "shape_run",
    "text_svg",
    "told",
    "typeset",
    "typeset_group",
]
