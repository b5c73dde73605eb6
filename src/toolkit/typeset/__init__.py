"""Copy and a frame in, glyph outlines out: right in every script, with no font left in the result."""

from toolkit.typeset.face import FontError
from toolkit.typeset.library import FontLibrary
from toolkit.typeset.setting import typeset
from toolkit.typeset.style import Align, Span, TextStyle, VerticalAlign
from toolkit.typeset.textlayout import Line, Outline, Overflow, TextLayout, path_svg

__all__ = [
    "Align",
    "FontError",
    "FontLibrary",
    "Line",
    "Outline",
    "Overflow",
    "Span",
    "TextLayout",
    "TextStyle",
    "VerticalAlign",
    "path_svg",
    "typeset",
]
