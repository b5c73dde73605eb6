"""Groups: one size for a slot in several layouts, so that a series looks like one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.languages import Language
from toolkit.typeset.fonts.library import FontLibrary
from toolkit.typeset.layout.text_layout import TextLayout
from toolkit.typeset.layout.typeset import typeset
from toolkit.typeset.style import Text, TextStyle
from toolkit.units import Size


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One text to set: what `typeset` takes, as a value."""

    text: Text
    language: Language
    style: TextStyle
    frame: Size


def typeset_group(settings: Sequence[Setting], fonts: FontLibrary) -> tuple[TextLayout, ...]:
    """Set several texts at one size: the largest at which every one of them fits.

    A text that does not fit at its smallest size says so in its `overflow` and holds the others to that size;
    no text goes below its own smallest size.
    """
    alone = [_set(setting, fonts) for setting in settings]
    common = min((layout.size for layout in alone if layout.lines), default=0.0)
    return tuple(
        layout if not layout.lines or layout.size <= common else _set(_at_most(setting, common), fonts)
        for setting, layout in zip(settings, alone, strict=True)
    )


def _at_most(setting: Setting, size: float) -> Setting:
    limit = max(size, setting.style.min_size)
    return replace(setting, style=replace(setting.style, max_size=limit))


def _set(setting: Setting, fonts: FontLibrary) -> TextLayout:
    return typeset(
        setting.text, language=setting.language, style=setting.style, frame=setting.frame, fonts=fonts
    )
