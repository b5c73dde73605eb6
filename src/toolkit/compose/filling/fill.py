"""Filling slots: the words of a language set in type, or a QR symbol, for every slot of a drawing."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise

from toolkit.compose.artboard.artboard import Artboard
from toolkit.compose.artboard.families import Speech
from toolkit.compose.artboard.slots import Slot, is_left_empty, is_template, slots_in, words_of
from toolkit.compose.artboard.stack import in_stack
from toolkit.compose.filling.image import Photo
from toolkit.compose.filling.qr import Symbol, symbol_for
from toolkit.compose.filling.slot_style import SlotStyle, slot_style, templates_brought_out
from toolkit.compose.filling.template import RightToLeft, TemplateTextError, fill, names_in
from toolkit.compose.values import Value, Values
from toolkit.errors import Place, Problem, Severity
from toolkit.languages import Language
from toolkit.sources.workspace.design import SlotRules, design_place, drawing_place
from toolkit.sources.workspace.images import PictureError
from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.sources.workspace.voices import VoiceFile
from toolkit.svg.document import Element, svg_tag
from toolkit.typeset import FontLibrary, Span, TextLayout, told, typeset


def emphasised(text: str, phrases: Sequence[str], look: Span | None) -> str | tuple[Span, ...]:
    """Return a text with each of its phrases, where it first stands, as a span of that look.

    Without a look or a phrase that is there the text stays as it is. A fixed line break inside a phrase does
    not part it.
    """
    if look is None:
        return text
    inside = {index for start, end in _places(text, phrases) for index in range(start, end)}
    if not inside:
        return text
    turns = [index for index in range(1, len(text)) if (index in inside) != (index - 1 in inside)]
    return tuple(
        replace(look if start in inside else Span(text=""), text=text[start:end])
        for start, end in pairwise((0, *turns, len(text)))
    )


def _places(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        if match := re.search(r"\s+".join(map(re.escape, phrase.split())), text):
            yield match.span()


_MOST_LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What slots are filled with: the language, the fonts, pictures by name, and sizes not to exceed.

    `caps` gives, by slot, the largest size (units of the artboard) that a group of pictures has in common.
    `terms` are names that no line break may cut, `typography` the small words of the language. `voice` is
    that of the campaign.
    """

    language: Language
    fonts: FontLibrary
    photo: Callable[[str], Photo] | None = None
    caps: Mapping[str, float] = field(default_factory=dict)
    terms: tuple[str, ...] = ()
    typography: LanguageTypography | None = None
    voice: VoiceFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What goes into one slot: the values it shows, and set text, a QR symbol, a picture or a share.

    `value` is the one that gives the most of it: where a person changes what the slot says.
    """

    slot: Slot
    value: Value
    shown: Values
    style: SlotStyle
    text: TextLayout | None = None
    symbol: Symbol | None = None
    photo: Photo | None = None
    share: str = ""


def fillings_of(
    root: Element,
    artboard: Artboard,
    values: Values,
    means: Means,
    problems: list[Problem],
) -> list[Filling]:
    """Set what every slot shows, and add what is wrong to `problems`; an empty slot has no filling."""
    fillings = []
    speech = Speech(stacks=means.fonts.stacks, voice=means.voice, substitutes=artboard.fonts)
    for slot in slots_in(root, artboard.rules):
        if is_left_empty(slot):
            continue
        place = drawing_place(artboard.design, artboard.name, slot.name)
        text = _text_for(slot, values, place, problems, rtl=means.language.is_rtl)
        if text:
            shown = _shown(slot, text, values)
            value = _main(shown, text, place)
            try:
                filling = _filled(slot, text, value, shown, means, speech)
            except PictureError as error:
                problems.append(Problem(trail=_trail(value, place), message=str(error)))
                continue
            problems.extend(_text_problems(filling, place))
            fillings.append(filling)
    return fillings


def shows_nothing(slot: Slot, values: Values) -> bool:
    """Tell whether an optional slot has no text to show, so that others may have its room."""
    try:
        return slot.rules.optional and not fill(_template(slot), _texts(values))
    except TemplateTextError:
        return False  # a mistake in the template is said when the slot is filled


def _texts(values: Values, *, rtl: bool = False) -> dict[str, str]:
    """Return the words of values; dates and hours run as the language does, in a slot of their own or not."""
    return {
        name: RightToLeft(value.text) if rtl and value.dates else value.text for name, value in values.items()
    }


def _text_for(slot: Slot, values: Values, place: Place, problems: list[Problem], *, rtl: bool) -> str:
    texts = _texts(values, rtl=rtl)
    try:
        text = fill(_template(slot), texts)
    except TemplateTextError as error:
        hint = f"values are {', '.join(sorted(texts))}; docs/designing.md says what templates may do"
        problems.append(Problem(trail=_written_at(slot, place), message=str(error), hint=hint))
        return ""
    if not text and not slot.rules.optional:
        problems.append(_empty(_main(_shown(slot, text, values), text, place), place))
    return text


def _written_at(slot: Slot, place: Place) -> tuple[Place, ...]:
    """Return where a template stands: in the drawing, or in design.toml and then for which layer."""
    design = place.file.split("/")[1]
    is_text = any(words_of(text).strip() and is_template(text) for text in slot.element.iter(svg_tag("text")))
    return (place,) if is_text else (design_place(design, f"slots.{slot.name}.value"), place)


def template_of(name: str, rules: SlotRules) -> str:
    """Return the template of a slot: its own, or else the value of its name."""
    return rules.value or f"{{{{ {name} }}}}"


def _template(slot: Slot) -> str:
    return template_of(slot.name, slot.rules)


def _shown(slot: Slot, text: str, values: Values) -> Values:
    """The values that a text is made of, by name: those its template speaks of and whose words are in it.

    A filter may have changed the words; then every value that the template speaks of counts.
    """
    spoken = {name: values[name] for name in names_in(_template(slot)) if name in values}
    shown = {name: value for name, value in spoken.items() if value.text and value.text in text}
    return shown or spoken


def _main(shown: Values, text: str, place: Place) -> Value:
    """The value that gives the most of a text; without any, the words are the design's own."""
    own = Value(text=text, place=place)
    return max(shown.values(), key=lambda value: len(value.text), default=own)


def _trail(value: Value, place: Place) -> tuple[Place, ...]:
    return (value.place, place) if value.place != place else (place,)


def _empty(value: Value, place: Place) -> Problem:
    hint = "write the text, or set optional = true for the slot in design.toml"
    return Problem(trail=_trail(value, place), message="the text is empty", hint=hint)


def _filled(slot: Slot, text: str, value: Value, shown: Values, means: Means, speech: Speech) -> Filling:
    style = slot_style(slot.element, slot.rules, means.language, speech)
    filling = Filling(slot=slot, value=value, shown=shown, style=style)
    match slot.rules.kind:
        case "qr":
            return replace(filling, symbol=symbol_for(text))
        case "chart":
            return replace(filling, share=text)
        case "picture":
            return replace(filling, photo=_photo(text, means))
        case "text":
            return replace(filling, text=_set(filling, text, means))


def _phrases(filling: Filling) -> tuple[str, ...]:
    """Return what is brought out: phrases of the copy, and values that the sample itself brings out."""
    texts = _texts(filling.shown)
    drawn = []
    for template in templates_brought_out(filling.slot.element, filling.style.sample):
        with suppress(TemplateTextError):  # told where the whole text is filled
            drawn.append(fill(template, texts))
    return (*filling.value.emphasis, *filter(None, drawn))


def _set(filling: Filling, text: str, means: Means) -> TextLayout:
    slot, value, look = filling.slot, filling.value, filling.style
    phrases = _phrases(filling)
    dates = tuple(date for shown in filling.shown.values() for date in shown.dates)
    days = tuple(day for shown in filling.shown.values() for day in shown.days)
    terms, words = means.terms + days, means.typography
    style = replace(look.text, terms=terms, dates=dates, typography=words)
    if in_stack(slot.element):
        style = replace(style, valign="top")
    cap = means.caps.get(slot.name)
    if cap is not None:
        style = replace(style, max_size=cap, min_size=min(style.min_size, cap))

    def set_words(words: str) -> TextLayout:
        spans = emphasised(words, phrases, look.emphasis)
        return typeset(spans, language=means.language, style=style, frame=slot.box.size, fonts=means.fonts)

    layout = set_words(text)
    return set_words(value.short) if layout.overflow and value.short and not slot.rules.value else layout


def _photo(name: str, means: Means) -> Photo:
    if means.photo is None:
        raise PictureError(f"there is no folder to read the picture '{name}' from")
    return means.photo(name)


def _text_problems(filling: Filling, place: Place) -> list[Problem]:
    layout = filling.text
    if layout is None:
        return []
    problems = [
        Problem(
            trail=_trail(_value_with(character, filling), place),
            message=f"no bundled font has the character {described(character)}",
            hint="write it another way, or add a font that has it to fonts/fonts.toml",
        )
        for character in layout.missing
    ]
    problems += [_passed_over(filling, *row) for row in layout.passed_over]
    if layout.broken:
        message, hint = told(layout.broken)
        trail = _trail(_value_with(layout.broken[0].text, filling), place)
        problems.append(Problem(trail=trail, message=message, hint=hint))
    if layout.overflow:
        # Letters that are too tall are a matter of the drawing, words that are too many one of the copy.
        trail = (place,) if layout.overflow.is_tall else _trail(filling.value, place)
        message = f"the text {layout.overflow}"
        problems.append(Problem(trail=trail, message=message, hint=layout.overflow.remedy))
    return problems


def _passed_over(filling: Filling, family: str, instead: str, letters: tuple[str, ...]) -> Problem:
    """Say that a text is not in the family it should be in; the same for all drawings that show it."""
    shown = " ".join(letters[:_MOST_LETTERS]) + (" …" if len(letters) > _MOST_LETTERS else "")
    return Problem(
        trail=(filling.value.place,),
        message=f"is set in '{instead or 'several families'}', because '{family}' lacks {shown}",
        hint="take a family that has these letters, or name one for the script in [voices] of brand.toml",
        severity=Severity.WARNING,
    )


def _value_with(piece: str, filling: Filling) -> Value:
    return next((value for value in filling.shown.values() if piece in value.text), filling.value)


def described(character: str) -> str:
    """Name a character for a person: itself, its code point and its Unicode name."""
    return f"'{character}' (U+{ord(character[0]):04X} {unicodedata.name(character[0], 'unnamed')})"
