"""Reports of problems: the same fault in many pictures is said once, where it is worst."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.errors import Place, Problem, Severity
from toolkit.sources.campaigns.campaign import Campaign

_COPY = re.compile(r"campaigns/(?P<campaign>[^/]+)/(?:copy/(?P<tag>[^/]+)\.toml)?")
_STRINGS = re.compile(r"assets/strings/(?P<tag>[^/]+)\.toml")
_CELL = re.compile(r"\d+:\w+\[(?P<tag>.+)\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def asked_for(
    problems: Iterable[Problem], campaigns: Sequence[Campaign], only: Sequence[str], tags: Sequence[str]
) -> tuple[Problem, ...]:
    """Return the problems that concern what was asked for: `only` some campaigns, some languages (`tags`).

    Empty means all. What is wrong with the toolkit's own words in a language that no campaign is published
    in stops nothing: it becomes a warning.
    """
    published = {language.tag for campaign in campaigns for language in campaign.languages}
    return tuple(
        _milder(problem, published)
        for problem in problems
        if not problem.trail or _is_asked_for(problem.trail[0], only, tags)
    )


def _is_asked_for(place: Place, only: Sequence[str], tags: Sequence[str]) -> bool:
    copy = _COPY.match(place.file)
    if only and copy and copy["campaign"] not in only:
        return False
    strings, cell = _STRINGS.match(place.file), _CELL.fullmatch(place.at) if copy else None
    tag = next((found["tag"] for found in (copy, strings, cell) if found and found["tag"]), "")
    return not (tags and tag) or tag in tags


def _milder(problem: Problem, published: set[str]) -> Problem:
    strings = _STRINGS.match(problem.trail[0].file) if problem.trail else None
    if strings and strings["tag"] not in published:
        return replace(problem, severity=Severity.WARNING)
    return problem


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
