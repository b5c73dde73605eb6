"""Which fonts set what: stacks, and the languages that have none."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from babel.localedata import locale_identifiers

from toolkit.errors import Problem
from toolkit.languages import Language, UnknownLanguageError
from toolkit.sources.campaigns.campaign import campaign_place
from toolkit.sources.project import Project
from toolkit.sources.workspace.font_family import AxisRange, FontFace, FontFamily
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.typeset import FontLibrary, check_language, official_languages


def font_lines(fonts: FontLibrary) -> Iterator[str]:
    """Yield the families of each script and language, their weights, then what has no font or no bold."""
    stacks = fonts.stacks
    for title, table in (("scripts", stacks.scripts), ("languages", stacks.languages)):
        yield f"{title}:"
        yield from (f"  {key:<12} {', '.join(table[key])}" for key in sorted(table) if table[key])
    yield f"anything else: {', '.join(stacks.fallback)}"
    yield "families:"
    yield from (f"  {name:<28} {_styles(family)}" for name, family in stacks.families.items())
    yield "without bold: " + (
        _listed(name for name, family in stacks.families.items() if not family.has_bold)
    )
    official = official_languages()
    lacking = [language for language in official if not stacks.language_stack(language)]
    yield f"official languages of the UN's member states: {len(official)}, without a font: {_named(lacking)}"
    yield f"other languages known to CLDR, without a font: {_named(_others(stacks))}"


def _styles(family: FontFamily) -> str:
    """Say which weights, styles and axes a family has: ``400, 700; italic 400; axes wght 100-900``."""
    upright = _weights(face for face in family.faces if not face.italic)
    slanted = _weights(face for face in family.faces if face.italic)
    widths = _listed(dict.fromkeys(_span(face.widths) for face in family.faces))
    parts = [upright] if upright else []
    parts += [f"italic {slanted}"] if slanted else []
    parts += [f"width {widths} %"] if widths != "100" else []
    called = f' ("{family.name}")' if family.name else ""
    return "; ".join(parts) + called


def _weights(faces: Iterable[FontFace]) -> str:
    spans = sorted({face.weights for face in faces})
    return ", ".join(_span(span) + (" variable" if span[0] < span[1] else "") for span in spans)


def _span(span: AxisRange) -> str:
    return f"{span[0]:g}" if span[0] == span[1] else f"{span[0]:g}-{span[1]:g}"


def _others(stacks: FontStacks) -> Iterator[Language]:
    """Languages outside the official ones, each once, in the script they are usually written in."""
    official = {language.tag.partition("-")[0] for language in official_languages()}
    for name in sorted({name.partition("_")[0] for name in locale_identifiers()} - official):
        try:
            language = Language(name)
        except UnknownLanguageError:
            continue
        if not stacks.language_stack(language):
            yield language


def _named(languages: Iterable[Language]) -> str:
    return _listed(f"{language.english_name} ({language}, {language.script})" for language in languages)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def language_problems(project: Project) -> Iterator[Problem]:
    """Yield a problem for every language of a campaign that no font is named for, or that has no bold."""
    if project.fonts is None:
        return  # said when the project was read
    fonts = FontLibrary(project.folders.fonts, project.fonts)
    for deck in project.decks:
        for language in deck.campaign.languages:
            place = campaign_place(deck.campaign.id, "languages")
            for problem in check_language(language, fonts):
                yield replace(problem, trail=(place, *problem.trail))
