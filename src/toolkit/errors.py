"""Problems: what is wrong, where, and how to fix it.

Stages collect problems instead of stopping at the first one; only a door (the command line, a server) stops
the program.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# What moves the cursor of a terminal, ends a line, turns its letters round or shows nothing, and halves of
# characters, which cannot be written at all.
_UNPRINTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """Return a text with its control characters as escapes: it is one line, and does what it shows."""
    return _UNPRINTED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class Severity(StrEnum):
    """Whether a problem stops the build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A spot in a file a person wrote: the file, and the key, layer or line inside it."""

    file: str
    at: str = ""

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.at}" if self.at else self.file)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong, with the trail of places that led to it.

    The trail runs from the source of the value to the place where it does not fit, for example
    ``copy/fr.toml:theme → designs/theme/story.svg:theme``.
    """

    trail: tuple[Place, ...]
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        trail = " → ".join(str(place) for place in self.trail)
        said = printable(f"{self.message} (hint: {self.hint})" if self.hint else self.message)
        return f"{trail}: {said}" if trail else said


class ProblemsError(Exception):
    """The content has problems; carries every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a build, sorted, each once."""
    return tuple(sorted({problem for problem in problems if problem.severity is Severity.ERROR}))


def raise_errors(problems: Sequence[Problem]) -> None:
    """Raise `ProblemsError` with every problem given, if at least one of them stops a build."""
    if errors_in(problems):
        raise ProblemsError(problems)
