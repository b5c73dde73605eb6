"""Reports of problems: the same fault in many pictures is said once, where it is worst."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.errors import Place, Problem, Severity
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.workspace.strings import tag_of_strings

_COPY = re.compile(r"campaigns/(?P<campaign>[^/]+)/(?:copy/(?P<tag>[^/]+)\.toml)?")
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
    cell = _CELL.fullmatch(place.at) if copy else None
    tags_of = (found["tag"] for found in (copy, cell) if found and found["tag"])
    tag = tag_of_strings(place) or next(tags_of, "")
    return not (tags and tag) or tag in tags


def _milder(problem: Problem, published: set[str]) -> Problem:
    tag = tag_of_strings(problem.trail[0]) if problem.trail else ""
    if tag and tag not in published:
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
