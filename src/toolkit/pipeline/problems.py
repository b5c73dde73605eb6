"""Reports of problems: the same fault in many pictures is said once, where it is worst."""

import re
from collections.abc import Iterable
from dataclasses import replace

from toolkit.errors import Problem, Severity

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each fault once, sorted.

    Two problems are the same fault if they begin at the same place and say the same apart from numbers. The
    one kept has the largest numbers, and says in how many more drawings it shows.
    """
    groups: dict[tuple[str, Severity, str], list[Problem]] = {}
    for problem in sorted(set(problems)):
        groups.setdefault(fault_of(problem), []).append(problem)
    return tuple(sorted(_one(group) for group in groups.values()))


def fault_of(problem: Problem) -> tuple[str, Severity, str]:
    """Return what is the same for two problems that are one fault."""
    source = str(problem.trail[0]) if problem.trail else ""
    return source, problem.severity, _NUMBER.sub("#", problem.message)


def _one(group: list[Problem]) -> Problem:
    worst = max(group, key=lambda problem: (_numbers(problem.hint), _numbers(problem.message)))
    others = len({problem.trail[-1:] for problem in group}) - 1
    if others < 1:
        return worst
    drawings = "drawing" if others == 1 else "drawings"
    return replace(worst, message=f"{worst.message}, and in {others} more {drawings}")


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]
