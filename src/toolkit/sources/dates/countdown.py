"""Countdown: how many days are to go, in the words and digits of a language."""

from toolkit.languages import Language
from toolkit.numerals import number
from toolkit.sources.workspace.strings import Strings


def days_shown(days: int, language: Language) -> str:
    """Return the number to set large; empty on the day itself, when words take its place."""
    return number(days, language) if days else ""


def days_label(days: int, strings: Strings) -> str:
    """Return the words that stand below the number, in the right plural form; empty on the day itself."""
    return strings.days_label.of(days, strings.language) if days else ""


def days_text(days: int, strings: Strings) -> str:
    """Return number and words in the order of the language, or else "today"."""
    return strings.days_text.of(days, strings.language) if days else strings.today
