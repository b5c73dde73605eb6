"""One text set on its own, for people who check a translation: its lines, its picture, and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.compose.filling.fill import described
from toolkit.languages import Language
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, text_svg, told, typeset
from toolkit.typeset.fonts.coverage import check_language
from toolkit.typeset.style import BOLD
from toolkit.units import PixelSize, Size


@dataclass(frozen=True, slots=True, kw_only=True)
class TextProof:
    """A text in its frame, with what a reader of the language should be told; `faults` are in plain words."""

    language: Language
    layout: TextLayout
    frame: PixelSize
    faults: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield what was set, line by line."""
        direction = "right to left" if self.language.is_rtl else "left to right"
        layout, count = self.layout, len(self.layout.lines)
        yield f"{self.language.english_name} ({self.language}), {direction}, frame {self.frame}"
        yield f"size {layout.size:.1f}, {count} {'line' if count == 1 else 'lines'}"
        yield from (f"  {line.text}  ({line.ink.width:.0f} wide)" for line in layout.lines)
        yield from self.faults or ("no problems",)

    def svg(self, colour: str, background: str) -> str:
        """Return the drawing; without a `background` it is see-through."""
        return text_svg(self.layout, _units(self.frame), fill=colour, background=background)

    def pixels(self, colour: str, background: str) -> Pixels:
        """Return the picture; without a `background` it is see-through."""
        engine = engine_named(DEFAULT_ENGINE)
        return engine.rasterise(self.svg(colour, background), self.frame, transparent=not background)


def prove(
    text: str, *, language: Language, style: TextStyle, frame: PixelSize, fonts: FontLibrary
) -> TextProof:
    """Set a text and say what is wrong with it: no font, missing characters, broken syllables, too long."""
    layout = typeset(text, language=language, style=style, frame=_units(frame), fonts=fonts)
    faults = [f"missing: {described(character)}" for character in layout.missing]
    if layout.broken:
        message, hint = told(layout.broken)
        faults.append(f"{message} ({hint})")
    if layout.overflow:
        fault = "does not fit" if layout.overflow.is_tall else "too long"
        faults.append(f"{fault}: it {layout.overflow}")
    faults += [
        f"{problem.message} ({problem.hint})"
        for problem in check_language(language, fonts, bold=style.weight >= BOLD)
    ]
    return TextProof(language=language, layout=layout, frame=frame, faults=tuple(faults))


def _units(frame: PixelSize) -> Size:
    return Size(float(frame.width), float(frame.height))
