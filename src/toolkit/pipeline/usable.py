"""What of a project can be used in spite of its problems, and the problems of its drawings and words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from toolkit.compose.artboard import problems_of_artboard
from toolkit.compose.artwork import problems_of_texture
from toolkit.deliver.words import check_words
from toolkit.errors import Place, Problem, errors_in
from toolkit.pipeline.cache.cache import Cache
from toolkit.pipeline.fontlist import language_problems
from toolkit.pipeline.versions import GROUND, code_digest, library_versions
from toolkit.sources.brand import BRAND_FILE
from toolkit.sources.campaign import Campaign
from toolkit.sources.design import Design
from toolkit.sources.fonts import load_fonts
from toolkit.sources.project import Project

_KIND: Final = "drawings"
_CODE: Final = (GROUND, "sources", "compose", "pipeline/usable.py")
_PROBLEMS: Final = TypeAdapter(tuple[Problem, ...])


def composable(project: Project, problems: Sequence[Problem]) -> Project | None:
    """Return the part of a project that can be laid out in spite of its problems, or `None` if nothing can.

    So one run reports faults of every kind: a misspelled key does not hide a text that is too long.
    """
    files = {problem.trail[0].file for problem in errors_in(problems) if problem.trail}
    if any(file.startswith("fonts/") for file in files):
        return None
    textures = set(_textures(project)) - files
    spoilt = {name for name, file in _own_textures(project).items() if f"assets/{file}" not in textures}
    palettes = {name: row for name, row in project.brand.palettes.items() if name not in spoilt}
    stacks = load_fonts(*project.folders.fonts)
    return replace(
        project,
        brand=project.brand.model_copy(update={"palettes": palettes}),
        decks=tuple(
            replace(
                deck,
                copies=tuple(
                    copy
                    for copy in deck.copies
                    if project.strings_in(copy.language) and stacks.language_stack(copy.language)
                ),
            )
            for deck in project.decks
            if deck.campaign.palette in palettes and _texture_file(deck.campaign) in textures
        ),
        designs=tuple(
            design
            for design in project.designs
            if set(design.drawings) == set(design.spec.artboards)
            and not any(file.startswith(f"designs/{design.id}/") for file in files)
        ),
    )


def problems_of_sources(project: Project, cache: Cache | None = None) -> Iterator[Problem]:
    """Yield what is wrong with drawings, textures, the toolkit's own words and fonts.

    What is wrong with drawings and textures is remembered in the cache: looking takes a while.
    """
    for design in project.designs:
        drawings = [(name, _digest(data)) for name, data in sorted(design.drawings.items())]
        sources = (design.id, design.spec, drawings)
        yield from _remembered(cache, sources, partial(_problems_of_design, design))
    yield from _texture_problems(project, cache)
    yield from _word_problems(project)
    yield from language_problems(project)


def _remembered(
    cache: Cache | None, sources: tuple[object, ...], look: Callable[[], Iterable[Problem]]
) -> tuple[Problem, ...]:
    """Return the problems that were found in the very same sources, or look for them."""
    if cache is None:
        return tuple(look())
    code = code_digest(*_CODE), library_versions("lxml", "pillow")
    key = _digest(repr((code, *sources)).encode())
    with suppress(KeyError, ValidationError):
        return _PROBLEMS.validate_json(cache.records(_KIND, [key])[key], strict=True)
    found = tuple(look())
    cache.keep(_KIND, key, _PROBLEMS.dump_json(found))
    return found


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _problems_of_design(design: Design) -> Iterator[Problem]:
    for artboard in design.drawings:
        yield from problems_of_artboard(design, artboard)


def _texture_problems(project: Project, cache: Cache | None) -> Iterator[Problem]:
    textures = _textures(project)
    for name, path in textures.items():
        data = path.read_bytes()
        look = partial(problems_of_texture, data, Place(file=name))
        yield from _remembered(cache, (name, _digest(data)), look)
    for palette, file in _own_textures(project).items():
        if f"assets/{file}" not in textures:
            place = Place(file=f"assets/{BRAND_FILE}", at=f"palettes.{palette}.texture")
            hint = "name a drawing or photograph below assets/, for example photos/night.jpg"
            yield Problem(trail=(place,), message=f"there is no picture '{file}'", hint=hint)


def _textures(project: Project) -> dict[str, Path]:
    """The textures that campaigns and palettes use and that are there, by the names their problems have."""
    assets = project.folders.assets.resolve()
    paths = {_texture_file(campaign): project.texture(campaign.texture) for campaign in project.campaigns}
    paths |= {f"assets/{file}": (assets / file).resolve() for file in _own_textures(project).values()}
    return {
        name: path for name, path in paths.items() if path.is_file() and path.resolve().is_relative_to(assets)
    }


def _own_textures(project: Project) -> dict[str, str]:
    """The textures that palettes have of their own, below ``assets/``, by palette."""
    return {name: palette.texture for name, palette in project.brand.palettes.items() if palette.texture}


def _texture_file(campaign: Campaign) -> str:
    return f"assets/textures/{campaign.texture}.svg"


def _word_problems(project: Project) -> Iterator[Problem]:
    for strings in project.strings:
        yield from check_words(strings)
