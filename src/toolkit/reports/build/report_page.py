"""A report as one page of HTML that needs nothing beside itself: no script, no font, no other file."""

from collections.abc import Iterator, Mapping, Sequence

from toolkit import __version__
from toolkit.errors import Problem, Severity
from toolkit.languages import Language
from toolkit.pipeline.pixel_checks import ratio_text
from toolkit.render.checks.colour_vision import Deficiency
from toolkit.reports.build.kit_files import KitRow, PlacementTotals, kilobytes
from toolkit.reports.build.previews import VIEWS, ShownLook, tightest
from toolkit.reports.report_pages import page

_EYES: Mapping[Deficiency | None, tuple[str, str]] = {
    None: ("Most people", ""),
    "deuteranopia": ("Deuteranopia", "no green cones"),
    "protanopia": ("Protanopia", "no red cones"),
    "tritanopia": ("Tritanopia", "no blue cones"),
    "achromatopsia": ("Achromatopsia", "no colour at all"),
}


def report_page(
    facts: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
    looks: Sequence[ShownLook],
    kits: Sequence[KitRow],
    placements: Sequence[PlacementTotals],
) -> str:
    """Return the page. `facts` are (what, how many), in order; what is empty has no section."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    return page(
        "report",
        facts=facts,
        errors=errors,
        noted=f", {counted(warnings, 'warning')}" if warnings else "",
        problems=_by_file(problems),
        looks=looks,
        kits=kits,
        placements=placements,
        version=__version__,
        counted=counted,
        kilobytes=kilobytes,
        name_of=_name_of,
        places_of=_places_of,
        ratio_text=ratio_text,
        tightest=tightest,
        views_of=_views_of,
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 kit``, ``7,860 assets``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _by_file(problems: Sequence[Problem]) -> Mapping[str, Sequence[Problem]]:
    """Errors first; those without a file, which are of this machine, have an empty name."""
    files: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=lambda problem: (problem.severity is not Severity.ERROR, problem)):
        files.setdefault(problem.trail[0].file if problem.trail else "", []).append(problem)
    return files


def _places_of(problem: Problem) -> list[str]:
    """The trail below the file that a problem stands under."""
    places = [problem.trail[0].at] if problem.trail else []
    return [place for place in (*places, *map(str, problem.trail[1:])) if place]


def _name_of(tag: str) -> str:
    return Language(tag).name


def _views_of(look: ShownLook) -> Iterator[tuple[Deficiency | None, str, str, bytes]]:
    """Whose eyes, their title, what they lack, and the picture."""
    for view, data in zip(VIEWS, look.views, strict=True):
        yield view, *_EYES[view], data
