"""Fixed words: what must not stand in ``assets/strings``: what programs leave, and what is English still."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.errors import Problem, Severity
from toolkit.languages import Language
from toolkit.sources.checks.invisible import invisible_characters
from toolkit.sources.checks.residue import residue_faults
from toolkit.sources.checks.texts import text_faults
from toolkit.sources.workspace.strings import Strings, bundled_strings, strings_place

_ENGLISH: Final = "en"
_NEIGHBOURS: Final = ("fr", "es", "vi", "ru")
_ON_CARDS: Final = (
    *("unofficial_translation", "unofficial_text", "not_an_official_product", "join_us", "scan_me"),
    *("taking_part", "register_label", "today"),
)
_FIELD: Final = re.compile(r"\{\w*\}")
_JOINERS: Final = frozenset({"comma", "colon", "sentence_end", "quote_open", "quote_close"})
"""Words of ``[kit]`` that stand between others, with spaces of their own."""
_TELLING: Final = 12  # letters: shorter words may be the same in two languages ("Contents" is not)
_LISTED: Final = 5


def fixed_word_problems(found: Sequence[Strings]) -> Iterator[Problem]:
    """Yield what is wrong with the toolkit's own words in every language."""
    english = bundled_strings(_ENGLISH)
    for strings in found:
        yield from _faults(strings)
        if english and not _is_english(strings):
            yield from _untranslated(strings, english)


def _faults(strings: Strings) -> Iterator[Problem]:
    words = _on_cards(strings) | _of_kits(strings)
    words |= {f"keep_together[{number}]": term for number, term in enumerate(strings.keep_together, 1)}
    for key, text in words.items():
        is_joiner = key.removeprefix("kit.") in _JOINERS
        for message, hint in text_faults(text.strip() if is_joiner else text, strings.language):
            yield Problem(trail=(strings_place(strings.language, key),), message=message, hint=hint)
    for key, text in _of_dates(strings):
        yield from _date_faults(strings.language, f"dates.{key}", text)


def _date_faults(language: Language, at: str, text: str) -> Iterator[Problem]:
    """Patterns have quotes, braces and spaces of their own: only what no text may hold is looked for."""
    faults = list(residue_faults(text, language))
    if any(invisible_characters(text, language)):
        faults.append(("has a character that cannot be seen", "type it again"))
    for message, hint in faults:
        yield Problem(trail=(strings_place(language, at),), message=message, hint=hint)


def _untranslated(strings: Strings, english: Strings) -> Iterator[Problem]:
    """Tell once what is on cards, which stops a build, and once what is in kits."""
    hint = (
        f'translate them; if they are right in this language, write same_as = "{_ENGLISH}" above the tables'
    )
    for words, originals, severity in (
        (_on_cards(strings), _on_cards(english), Severity.ERROR),
        (_of_kits(strings), _without_names(_of_kits(english)), Severity.WARNING),
    ):
        same = [key for key, text in words.items() if _is_word(text) and _is_same(text, originals.get(key))]
        if any(_is_telling(words[key], strings.language, on_cards=key in _ON_CARDS) for key in same):
            listed = ", ".join(same[:_LISTED]) + (" …" if len(same) > _LISTED else "")
            message = f"{len(same)} of {len(words)} texts are still English: {listed}"
            yield Problem(
                trail=(strings_place(strings.language),), message=message, hint=hint, severity=severity
            )


def _without_names(english: dict[str, str]) -> dict[str, str]:
    """Leave out what another bundled language writes as English does, such as the names of platforms."""
    others = [_of_kits(found) for tag in _NEIGHBOURS if (found := bundled_strings(tag))]
    return {key: text for key, text in english.items() if not any(words.get(key) == text for words in others)}


def _is_word(text: str) -> bool:
    """Tell whether there is something to translate: two letters beside the fields."""
    return len(_letters(text)) > 1


def _is_same(text: str, english: str | None) -> bool:
    return english is not None and text.casefold() == english.casefold()


def _is_telling(text: str, language: Language, *, on_cards: bool) -> bool:
    """Tell whether a text that English has too is no word that two languages may well share."""
    if on_cards or language.script != Language(_ENGLISH).script:
        return len(text.split()) > 1
    return len(_letters(text)) > _TELLING


def _letters(text: str) -> list[str]:
    return [letter for letter in _FIELD.sub("", text) if letter.isalpha()]


def _is_english(strings: Strings) -> bool:
    """Tell whether a file may say what English says: it is of an English, or says that it means to."""
    return str(strings.same_as) == _ENGLISH or strings.language.locale.language == _ENGLISH


def _on_cards(strings: Strings) -> dict[str, str]:
    words = {key: getattr(strings, key) for key in _ON_CARDS} | {"position": strings.position}
    plurals = {"days_label": strings.days_label, "days_text": strings.days_text}
    return words | {
        f"{key}.{name}": form for key, plural in plurals.items() for name, form in plural.forms.items()
    }


def _of_kits(strings: Strings) -> dict[str, str]:
    tables = {"designs": strings.designs, "platforms": strings.platforms, "kit": strings.kit}
    return {f"{table}.{key}": words for table, found in tables.items() for key, words in found.items()}


def _of_dates(strings: Strings) -> Iterator[tuple[str, str]]:
    tables = strings.dates.model_dump() if strings.dates else {}
    for key, value in tables.items():
        inner = value if isinstance(value, dict) else {"": value}
        yield from ((f"{key}.{name}".rstrip("."), text) for name, text in inner.items() if text)
