"""What of a project can be used in spite of its problems, and the problems of its drawings and words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from toolkit.compose.artboard.artboard import problems_of_artboard
from toolkit.compose.artboard.texture import problems_of_texture
from toolkit.compose.sample_check import problems_of_named_fonts, problems_of_samples
from toolkit.deliver.texts.kit_strings import check_words
from toolkit.errors import Place, Problem, errors_in
from toolkit.languages import Language
from toolkit.pipeline.cache.fingerprint import fingerprint
from toolkit.pipeline.cache.store import Cache
from toolkit.pipeline.drawing_gate import (
    problems_of_drawing,
    problems_of_templates,
    problems_of_texture_drawing,
)
from toolkit.pipeline.fontlist import language_problems
from toolkit.pipeline.workers.processes import HERE, Workers, run_all
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.project import Project
from toolkit.sources.workspace.brand import BRAND_FILE
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.sources.workspace.strings import Strings, bundled_strings, tag_of_strings

_KIND: Final = "drawings"
_LENDER: Final = "en"
_PROBLEMS: Final = TypeAdapter(tuple[Problem, ...])


@dataclass(frozen=True, slots=True)
class Texture:
    """A texture by its name and content."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawings of a design, and the fonts that are at hand for them."""

    design: Design
    fonts: FontStacks


Checked = Drawings | Texture
"""What is looked at as a whole."""


def composable(project: Project, problems: Sequence[Problem]) -> Project | None:
    """Return the part of a project that can be laid out in spite of its problems, or `None` if nothing can.

    So one run reports faults of every kind: a misspelled key does not hide a text that is too long, and words
    of the toolkit's own that a language lacks are lent by English; see `is_lent`.
    """
    files = {problem.trail[0].file for problem in errors_in(problems) if problem.trail}
    stacks = project.fonts
    if stacks is None or any(file.startswith("fonts/") for file in files):
        return None
    textures = set(_textures(project)) - files
    spoilt = {name for name, file in _own_textures(project).items() if f"assets/{file}" not in textures}
    palettes = {name: row for name, row in project.brand.palettes.items() if name not in spoilt}
    return replace(
        project,
        strings=_with_lent_words(project),
        brand=project.brand.model_copy(update={"palettes": palettes}),
        decks=tuple(
            replace(
                deck,
                copies=tuple(copy for copy in deck.copies if stacks.language_stack(copy.language)),
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


def _with_lent_words(project: Project) -> tuple[Strings, ...]:
    """Return the toolkit's own words in every language that is to be laid out, whole."""
    english = bundled_strings(_LENDER)
    if english is None:
        return project.strings
    languages = {copy.language: None for deck in project.decks for copy in deck.copies}
    lent = tuple(_whole(english, project.strings_in(language), language) for language in languages)
    return (*lent, *(row for row in project.strings if row.language not in languages))


def _whole(english: Strings, own: Strings | None, language: Language) -> Strings:
    """Return words without gaps: those of the language, and English ones in place of what is wrong."""
    if own is None:
        return english.model_copy(update={"language": language, "dates": None, "keep_together": ()})
    wrong = {problem.trail[0].at.removeprefix("kit.") for problem in check_words(own)}
    if not wrong:
        return own
    right = {key: words for key, words in own.kit.items() if key not in wrong}
    return own.model_copy(update={"kit": {**english.kit, **right}})


def is_lent(problem: Problem, project: Project) -> bool:
    """Tell whether a problem is one of words that English may have lent: their own file has gaps.

    What is wrong with such a file is told already, and words that stand in for its own say nothing about it.
    """
    tag = tag_of_strings(problem.trail[0]) if problem.trail else ""
    own = project.strings_in(tag) if tag else None
    return bool(tag) and (own is None or bool(check_words(own)))


def unlent(found: Iterable[tuple[str, Problem]], project: Project) -> Iterator[tuple[str, Problem]]:
    """Yield the problems, with their campaigns, that are not those of lent words."""
    return (row for row in found if not is_lent(row[1], project))


def problems_of_sources(
    project: Project,
    cache: Cache | None = None,
    workers: Workers = HERE,
    designs: Sequence[str] = (),
) -> Iterator[Problem]:
    """Yield what is wrong with drawings, textures, the toolkit's own words and fonts.

    `designs` are those whose drawings are asked for; none means all.

    What is wrong with drawings and textures is remembered in the cache: looking takes a while.
    """
    textures = (Texture(name, path.read_bytes()) for name, path in _textures(project).items())
    looks: list[Checked] = [
        *(
            Drawings(design, project.fonts)
            for design in project.designs
            if project.fonts and (not designs or design.id in designs)
        ),
        *textures,
    ]
    yield from _remembered(looks, cache, workers)
    yield from _missing_textures(project)
    yield from _word_problems(project)
    yield from language_problems(project)


def _remembered(looks: Sequence[Checked], cache: Cache | None, workers: Workers) -> Iterator[Problem]:
    """Yield the problems that were found in the very same drawings, or look for them."""
    keys = [_key(look) for look in looks]
    kept = cache.records(_KIND, keys) if cache else {}
    found = {key: problems for key, data in kept.items() if (problems := _read(data)) is not None}
    missing = {key: look for key, look in zip(keys, looks, strict=True) if key not in found}
    fresh = run_all(workers, look_at, missing.values(), lambda _steps: None)
    for key, problems in zip(missing, fresh, strict=True):
        found[key] = problems
        if cache:
            cache.keep(_KIND, key, _PROBLEMS.dump_json(problems))
    for key in keys:
        yield from found[key]


def look_at(look: Checked) -> tuple[Problem, ...]:
    """Return what is wrong with the drawings of a design, or with a texture."""
    if isinstance(look, Texture):
        place = Place(file=look.name)
        of_texture = (problems_of_texture, problems_of_texture_drawing)
        return tuple(problem for found in of_texture for problem in found(look.data, place))
    design, fonts = look.design, look.fonts
    found = chain.from_iterable(
        (
            *problems_of_artboard(design, artboard, fonts),
            *problems_of_samples(design, artboard, fonts),
            *problems_of_templates(design, artboard),
            *problems_of_drawing(design, artboard),
        )
        for artboard in design.drawings
    )
    return (*found, *problems_of_named_fonts(design, fonts))


def _key(look: Checked) -> str:
    return _digest(repr((fingerprint(__name__), _sources(look))).encode())


def _sources(look: Checked) -> tuple[object, ...]:
    if isinstance(look, Texture):
        return look.name, _digest(look.data)
    drawings = [(name, _digest(data)) for name, data in sorted(look.design.drawings.items())]
    families = [(key, family.name, family.has_italic) for key, family in look.fonts.families.items()]
    return look.design.id, look.design.spec, drawings, families


def _read(data: bytes) -> tuple[Problem, ...] | None:
    try:
        return _PROBLEMS.validate_json(data, strict=True)
    except ValidationError:
        return None


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _missing_textures(project: Project) -> Iterator[Problem]:
    textures = _textures(project)
    for palette, file in _own_textures(project).items():
        if f"assets/{file}" not in textures:
            place = Place(file=f"assets/{BRAND_FILE}", at=f"palettes.{palette}.texture")
            hint = "name a drawing or photograph below assets/, for example photos/night.jpg"
            yield Problem(trail=(place,), message=f"there is no picture '{file}'", hint=hint)


def _textures(project: Project) -> dict[str, Path]:
    """The textures that campaigns and palettes use and that are there, by the names their problems have."""
    assets = project.folders.assets
    roots = [folder.resolve() for folder in assets.folders]
    paths = {_texture_file(campaign): project.texture(campaign.texture) for campaign in project.campaigns}
    paths |= {assets.shown(file): assets.find(file) for file in _own_textures(project).values()}
    return {
        name: path
        for name, path in paths.items()
        if path.is_file() and any(path.resolve().is_relative_to(root) for root in roots)
    }


def _own_textures(project: Project) -> dict[str, str]:
    """The textures that palettes have of their own, below ``assets/``, by palette."""
    return {name: palette.texture for name, palette in project.brand.palettes.items() if palette.texture}


def _texture_file(campaign: Campaign) -> str:
    return f"assets/textures/{campaign.texture}.svg"


def _word_problems(project: Project) -> Iterator[Problem]:
    for strings in project.strings:
        yield from check_words(strings)
