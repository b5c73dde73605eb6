"""What a person sees: results on stdout; progress and problems on stderr."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from toolkit.errors import Problem, Severity, errors_in, printable
from toolkit.pipeline.workers.processes import Advance

PROBLEMS, USAGE, INTERRUPTED = 1, 2, 130
"""How a command leaves, when it is not done: something wrong in the content, wrong usage, stopped."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def counted(number: int, noun: str) -> str:
    """Return a number with what is counted, as in ``1 kit`` and ``2,000 kits``."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


class Talk:
    """How much to say: `verbosity` -1 quiet, 0 usual, 1 everything."""

    def __init__(self, verbosity: int = 0) -> None:
        self.verbosity = verbosity
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def result(self, text: str) -> None:
        """Print lines that a script may read; what names from files would do to a terminal is an escape."""
        self.out.print("\n".join(map(printable, text.split("\n"))), markup=False)

    def document(self, text: str) -> None:
        """Print a whole file, every character as it is."""
        self.out.print(text, markup=False)

    def note(self, text: str) -> None:
        """Print a line for the person, unless quiet."""
        if self.verbosity >= 0:
            self.err.print("\n".join(map(printable, text.split("\n"))), markup=False)

    def error(self, text: str) -> None:
        """Print a line that says what is wrong."""
        self.err.print(Text("error ", _STYLES[Severity.ERROR]).append(printable(text), "default"))

    def problems(self, problems: Sequence[Problem]) -> None:
        """Print every problem, errors last, and how many there are."""
        warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
        errors = errors_in(problems)
        shown = [*(warnings if self.verbosity >= 0 else []), *errors]
        for problem in shown:
            self.err.print(
                Text(f"{problem.severity} ", _STYLES[problem.severity]).append(str(problem), "default")
            )
        if errors:
            self.err.print(counted(len(errors), "problem"), style="bold")

    def stop_at(self, problems: Sequence[Problem]) -> None:
        """Print every problem, and leave if one of them is an error."""
        self.problems(problems)
        if errors_in(problems):
            sys.exit(PROBLEMS)

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Advance]:
        """Show the progress of one stage."""
        if self.verbosity < 0 or not self.err.is_terminal:
            if total:
                self.note(f"{name}: {total}")
            yield lambda _steps: None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.err) as progress:
            task = progress.add_task(name, total=total)
            yield lambda steps: progress.advance(task, steps)
