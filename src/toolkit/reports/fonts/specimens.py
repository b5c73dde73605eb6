"""Specimens for native readers: a page per script and group of languages, as pictures or as one PDF."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toolkit.compose.filling.fill import described
from toolkit.errors import Problem
from toolkit.languages import Language
from toolkit.pipeline.build import Stage
from toolkit.pipeline.context import ProjectContext
from toolkit.render.encode.choose import encode
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pdf.page import booklet, pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.pixels import PixelArray, Pixels
from toolkit.reports.fonts.specimen_page import PAGE, SpecimenPage, specimen_pages, specimen_scripts
from toolkit.sources.project import Project
from toolkit.sources.schema.messages import near_miss
from toolkit.units import PixelSize, px_from_mm

_DPI = 150


class UnknownScriptError(ValueError):
    """A script that no official language is written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimens:
    """The pages asked for, drawn, and what is wrong on them."""

    pages: tuple[SpecimenPage, ...]
    problems: tuple[Problem, ...]


def draw_specimens(
    project: Project, scripts: Sequence[str], languages: Sequence[Language], stage: Stage
) -> Specimens:
    """Draw the pages of some scripts, the pages with some languages, or everything.

    Raises `UnknownScriptError`, with a near-miss hint, for a script without a page.
    """
    wanted = _wanted(scripts, languages)
    fonts, samples = ProjectContext.of(project).fonts, campaign_themes(project)
    pages: list[SpecimenPage] = []
    with stage("Drawing", len(wanted)) as advance:
        for script in wanted:
            only = () if script in scripts else languages
            pages += specimen_pages(script, fonts, languages=only, samples=samples)
            advance(1)
    problems = (problem for page in pages for problem in _problems(page))
    return Specimens(pages=tuple(pages), problems=tuple(problems))


def _wanted(scripts: Sequence[str], languages: Sequence[Language]) -> tuple[str, ...]:
    known = specimen_scripts()
    for script in scripts:
        if script not in known:
            near = near_miss(script, known)
            hint = f"did you mean '{near}'?" if near else f"known: {', '.join(known)}"
            raise UnknownScriptError(f"there is no script '{script}' (hint: {hint})")
    written = tuple(dict.fromkeys(language.script for language in languages))
    return tuple(dict.fromkeys((*scripts, *written))) or known


def campaign_themes(project: Project) -> Mapping[str, tuple[str, ...]]:
    """Return the themes of all campaigns by language tag: texts that readers know, and care about."""
    themes: dict[str, list[str]] = {}
    for deck in project.decks:
        for copy in deck.copies:
            themes.setdefault(copy.language.tag, []).append(copy.theme.text)
    return {tag: tuple(texts) for tag, texts in themes.items()}


def _problems(page: SpecimenPage) -> Iterator[Problem]:
    for character in page.missing:
        message = (
            f"{page.script}, page {page.number}: no bundled font has the character {described(character)}"
        )
        yield Problem(trail=(), message=message, hint="add a font that has it to fonts/fonts.toml")


def page_name(page: SpecimenPage) -> str:
    """Return a page's file name without its extension, for example ``Arab-1``."""
    return f"{page.script}-{page.number}"


def page_png(page: SpecimenPage) -> bytes:
    """Return a page as a picture, 150 pixels to the inch."""
    return encode(Pixels(_pixels(page)), formats=("png",), dpi=_DPI).data


def strip_png(pages: Sequence[SpecimenPage]) -> bytes:
    """Return pages below one another as one picture."""
    return encode(Pixels(np.vstack([_pixels(page) for page in pages])), formats=("png",), dpi=_DPI).data


def pages_pdf(pages: Sequence[SpecimenPage]) -> bytes:
    """Return the pages as one A4 document; raises `EngineUnavailableError` without cairo."""
    sheet = PageGeometry.with_bleed((PAGE.width, PAGE.height), 0.0)
    drawn = (pdf_page(page.svg, sheet=sheet, title=page_name(page), language="mul") for page in pages)
    return booklet([page.data for page in drawn], title="Specimen", language="mul")


def page_files(folder: Path, pages: Sequence[SpecimenPage]) -> Iterator[tuple[Path, bytes]]:
    """Yield the file of every page in a folder, and what belongs in it."""
    for page in pages:
        yield folder / f"{page_name(page)}.png", page_png(page)


def _pixels(page: SpecimenPage) -> PixelArray:
    size = PixelSize(px_from_mm(PAGE.width, _DPI), px_from_mm(PAGE.height, _DPI))
    return engine_named(DEFAULT_ENGINE).rasterise(page.svg, size).array
