"""Which word of the campaign copy a sample text stands for: by its name, by `{{ … }}`, or by what it says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from toolkit.compose.filling.template import names_in
from toolkit.compose.svg.tool_names import folded, without_copy_suffix
from toolkit.compose.values import common_values
from toolkit.reports.importing.earlier import Earlier
from toolkit.reports.importing.found_text import FoundText
from toolkit.reports.importing.pieces import joined
from toolkit.sources.project import Project

_ROW_NAMES: Final = (
    "quote",
    "speaker",
    "role",
    "initials",
    "figure",
    "share",
    "statement",
    "audience",
    "ask",
)
_ALIKE: Final = 0.82  # of two texts, to be taken for the same with small changes
_SHORTEST: Final = 8  # characters that can be alike; shorter ones must be the same
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("janv", "févr", "avr", "mai", "juin", "juil", "août", "ene", "abr", "ago", "dic"),
    *("янв", "фев", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
)
_DATE: Final = (
    re.compile(r"\d{1,2}[ .]+(?:de )?(?P<month>[^\W\d]{3,12})\.?,? (?:de )?\d{4}", re.IGNORECASE),
    re.compile(r"(?P<month>[^\W\d]{3,12})\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}", re.IGNORECASE),
    re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"),
)
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_TAGS: Final = re.compile(r"(?:[#＃][^\s#＃]+[\s·,|]*)+")
_NAME: Final = re.compile(r"\{\{\s*([^\W\d][\w -]*?)\s*\}\}")
_SCAN: Final = ("scan me", "scan the code")


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a workspace's campaigns by their names, and what each says in every language."""

    names: tuple[str, ...]
    texts: Mapping[str, tuple[str, str]]
    """By a text in small letters: the name of the value, and the language it is in."""

    @classmethod
    def of(cls, project: Project, slots: Sequence[str] = ()) -> "Known":
        """Collect the values that every design may use; `slots` are those that the design has already."""
        texts: dict[str, tuple[str, str]] = {}
        names: dict[str, None] = {}
        for deck in project.decks:
            for copy in deck.copies:
                strings = project.strings_in(copy.language)
                if strings is None:
                    continue
                for name, value in common_values(deck.campaign, copy, strings):
                    names[name] = None
                    if said := _plain(value.text):
                        texts.setdefault(said, (name, copy.language.tag))
        return cls(tuple(dict.fromkeys((*names, *_ROW_NAMES, *slots))), texts)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The slots of texts that were decided before, or by a person now: by their words, and by their ids."""

    by_words: Mapping[str, str]
    by_id: Mapping[str, str]

    @classmethod
    def of(cls, earlier: Earlier, board: str, choices: Mapping[str, str]) -> "Decisions":
        """Collect what was decided for one artboard; what a person says now (`choices`) comes first."""
        ids = {name: slot for (other, name), slot in earlier.by_id.items() if other == board}
        return cls({**earlier.by_words, **choices}, ids)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().strip(" .")


def match(texts: Sequence[FoundText], known: Known, kept: Decisions) -> list[FoundText]:
    """Bind texts to words of the copy, and return them, those in pieces put together.

    `kept` is what was decided before.
    """
    taken: set[str] = set()
    _bind(texts, (_by_name,), known, taken)
    finders = (_by_braces, _by_decision(kept), _by_words, _by_form, _by_likeness)
    found = [part for text in joined(texts) for part in _apart(text, finders, known)]
    _bind(found, finders, known, taken)
    if not taken and found:
        _largest_is_theme([text for text in found if text.live is None] or found)
    return found


Finder = Callable[[FoundText, Known], "Match | None"]


def _bind(texts: Sequence[FoundText], finders: Sequence[Finder], known: Known, taken: set[str]) -> None:
    for finder in finders:
        for text in texts:
            if text.slot:
                continue
            found = finder(text, known)
            if found and (finder in (_by_name, _by_braces) or found.slot not in taken):
                text.slot, text.value, text.reason = found.slot, found.value, found.reason
                text.scale = found.scale or text.scale
                text.language = found.language or text.language
                taken.add(found.slot)


def _apart(text: FoundText, finders: Sequence[Finder], known: Known) -> tuple[FoundText, ...]:
    """Return a text that was put together, or its parts, if only these say something that is known."""

    def says(one: FoundText) -> bool:
        return any(finder(one, known) for finder in finders)

    is_apart = text.parts and not says(text) and any(map(says, text.parts))
    return text.parts if is_apart else (text,)


@dataclass(frozen=True, slots=True)
class Match:
    """A slot for a text, with the template it shows (none: the word of its name), and how it was found."""

    slot: str
    reason: str
    value: str = ""
    language: str = ""
    scale: float = 0.0


def _by_name(text: FoundText, known: Known) -> Match | None:
    by_fold = {folded(name): name for name in known.names}
    for layer in text.layers:
        for spelling in (folded(layer.word), folded(without_copy_suffix(layer.word))):
            if layer.word and spelling in by_fold:
                return Match(by_fold[spelling], f"its name '{layer.word}'", scale=layer.scale)
    return None


def _by_braces(text: FoundText, known: Known) -> Match | None:
    if "{{" not in text.words:
        return None
    source = _NAME.sub(lambda match: _known_name(match, known), text.words)
    names = names_in(source)
    only = f"{{{{ {names[0]} }}}}" if len(names) == 1 else ""
    if only and re.sub(r"\s+", "", source) == re.sub(r"\s+", "", only):
        return Match(names[0], "its braces", "" if names[0] in known.names else source)
    return Match("-".join(names) or "words", "its braces", source)


def _known_name(match: re.Match[str], known: Known) -> str:
    """Return a name in braces as the copy has it: people write `{{ Day Name }}`."""
    wanted = folded(match[1])
    name = next((name for name in known.names if folded(name) == wanted), match[1])
    return f"{{{{ {name} }}}}"


def _by_decision(kept: Decisions) -> Callable[[FoundText, Known], "Match | None"]:
    def decided(text: FoundText, _known: Known) -> Match | None:
        slot = kept.by_words.get(text.words) or kept.by_id.get(text.id)
        return Match(slot, "the import before") if slot else None

    return decided


def _by_words(text: FoundText, known: Known) -> Match | None:
    found = known.texts.get(_plain(text.words))
    return Match(found[0], "its words", language=found[1]) if found else None


def _by_form(text: FoundText, _known: Known) -> Match | None:
    words = text.words.strip()
    if _is_date(words):
        return Match("date", "it looks like a date")
    if _TAGS.fullmatch(words):
        return Match("hashtags", "it looks like hashtags")
    if _ADDRESS.fullmatch(words):
        return Match("address", "it looks like an address")
    if words.casefold().strip(".!") in _SCAN:
        return Match("scan_me", "its words")
    return None


def _is_date(words: str) -> bool:
    for form in _DATE:
        if match := form.fullmatch(words):
            month = match.groupdict().get("month")
            return month is None or month.casefold().startswith(_MONTHS)
    return False


def _by_likeness(text: FoundText, known: Known) -> Match | None:
    words = _plain(text.words)
    if len(words) < _SHORTEST:
        return None
    rated = [
        (ratio, name, tag)
        for said, (name, tag) in known.texts.items()
        if len(said) >= _SHORTEST and (ratio := _likeness(words, said)) >= _ALIKE
    ]
    if not rated:
        return None
    _, name, tag = max(rated)
    return Match(name, "its words, which are nearly those of the copy", language=tag)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0
    )


def _largest_is_theme(texts: Sequence[FoundText]) -> None:
    """Without any other sign the largest words are the line of the day."""
    largest = max(texts, key=lambda text: (text.size, len(text.words)))
    largest.slot, largest.reason = "theme", "it is the largest text"


def slots_of(texts: Sequence[FoundText]) -> Iterator[tuple[str, list[FoundText]]]:
    """Yield every slot with its texts, in the order of the drawing."""
    for slot in dict.fromkeys(text.slot for text in texts if text.slot):
        yield slot, [text for text in texts if text.slot == slot]
