"""Projects: everything people wrote, read in one go, with everything that is wrong in one report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from toolkit.errors import Place, Problem, ProblemsError, Severity, raise_errors
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, campaign_place
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.checks.fixed_words import fixed_word_problems
from toolkit.sources.checks.palettes import palette_problems
from toolkit.sources.checks.texts import partner_text_problems
from toolkit.sources.loader import CAMPAIGN_FILE, CopyDeck, load_decks
from toolkit.sources.naming import naming_problems
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.tables.tables import names_of_tables
from toolkit.sources.workspace.brand import Brand, brand_place, load_brand
from toolkit.sources.workspace.design import (
    DESIGN_FILE,
    TABLE,
    Design,
    design_place,
    drawing_place,
    load_designs,
)
from toolkit.sources.workspace.fonts import FontStacks, load_fonts
from toolkit.sources.workspace.links_out import link_problems
from toolkit.sources.workspace.motion import placement_problems
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.partners import load_partners
from toolkit.sources.workspace.placement import Placement
from toolkit.sources.workspace.placement_file import load_placements
from toolkit.sources.workspace.strings import Strings, load_strings, strings_place
from toolkit.sources.workspace.typography import Typography, load_typography
from toolkit.sources.workspace.vocabulary import Vocabulary
from toolkit.sources.workspace.voices import voice_problems

_WHOLE = ("textures/", "photos/", "partners/")
"""Folders of assets whose files take the place of bundled ones whole."""
_HINTED = 100  # names in a hint; enough for every placement

__all__ = ["CopyDeck", "Folders", "Project", "load_project", "read_project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the four kinds of data lie: a workspace adds its files to the bundled ones.

    Campaigns are the exception: a workspace that has a folder for them makes its own, and not the samples.
    """

    campaigns: Path
    designs: Overlay
    assets: Overlay
    fonts: tuple[Path, ...]

    @classmethod
    def of(cls, workspace: Path | None) -> Self:
        """Find the folders of a workspace, or the bundled ones."""
        own = workspace / "campaigns" if workspace else None
        return cls(
            campaigns=own if own is not None and own.is_dir() else data_folder("campaigns"),
            designs=Overlay.of(workspace, "designs"),
            assets=Overlay.of(workspace, "assets"),
            fonts=Overlay.of(workspace, "fonts").folders,
        )

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems with "bundled" before the files that a workspace does not have itself.

        Files whose entries a workspace adds to, such as ``assets/brand.toml``, keep their names: what is
        missing there may be written into the workspace's own.
        """
        if not self.samples and self.designs.is_plain and self.assets.is_plain and len(self.fonts) == 1:
            return tuple(problems)  # there is no workspace
        return tuple(replace(problem, trail=tuple(map(self._located, problem.trail))) for problem in problems)

    def _located(self, place: Place) -> Place:
        kind, _, file = place.file.partition("/")
        overlay = {"designs": self.designs, "assets": self.assets}.get(kind)
        is_whole = kind == "designs" or file.startswith(_WHOLE)
        if overlay is not None and is_whole and overlay.origin(file) == "bundled":
            return replace(place, file=f"bundled {place.file}")
        return place

    @property
    def samples(self) -> tuple[str, ...]:
        """The bundled campaigns that are not made here, because the workspace has campaigns of its own."""
        bundled = data_folder("campaigns")
        if self.campaigns.resolve() == bundled.resolve():
            return ()
        return tuple(sorted(path.parent.name for path in bundled.glob(f"*/{CAMPAIGN_FILE}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """All sources of a workspace."""

    folders: Folders
    decks: tuple[CopyDeck, ...]
    placements: tuple[Placement, ...]
    brand: Brand
    """Without tokens and palettes if its file could not be read."""
    strings: tuple[Strings, ...]
    vocabulary: Vocabulary
    typography: Typography
    designs: tuple[Design, ...]
    fonts: FontStacks | None
    """None if the lists of fonts cannot be used; the problems say why."""

    @property
    def campaigns(self) -> tuple[Campaign, ...]:
        """The campaigns, in alphabetical order of their folders."""
        return tuple(deck.campaign for deck in self.decks)

    def deck(self, campaign: str) -> CopyDeck | None:
        """Return the campaign with that id together with its words."""
        return next((deck for deck in self.decks if deck.campaign.id == campaign), None)

    def copy_in(self, campaign: str, language: Language | str) -> Copy | None:
        """Return the words of a campaign in one language."""
        deck = self.deck(campaign)
        return deck.copy_in(language) if deck else None

    def placement(self, name: str) -> Placement | None:
        """Return the placement with that id."""
        return next((row for row in self.placements if row.id == name), None)

    def design(self, name: str) -> Design | None:
        """Return the design with that id."""
        return next((row for row in self.designs if row.id == name), None)

    def designs_of(self, campaign: Campaign) -> tuple[Design, ...]:
        """Return the designs a campaign is made in: those it names, or all."""
        return tuple(row for row in self.designs if not campaign.designs or row.id in campaign.designs)

    def strings_in(self, language: Language | str) -> Strings | None:
        """Return the toolkit's own words in one language."""
        return next((row for row in self.strings if row.language.tag == str(language)), None)

    def texture(self, name: str) -> Path:
        """Return where the drawing of a texture is, or should be."""
        return self.folders.assets.find(f"textures/{name}.svg")


def load_project(root: Path | None = None) -> Project:
    """Read a workspace (or the shipped data); raise `ProblemsError` with everything that stops a build."""
    project, problems = read_project(root)
    raise_errors(problems)
    return project


def read_project(root: Path | None = None) -> tuple[Project, tuple[Problem, ...]]:
    """Read a workspace as far as it can be read, and return it with every problem found.

    What could not be read is left out, so a checker can go on with the rest and report more in the same run.
    """
    problems: list[Problem] = []
    folders = Folders.of(root)
    assets = folders.assets
    vocabulary = Vocabulary.load(assets, problems)
    partners = load_partners(assets, problems)
    project = Project(
        folders=folders,
        decks=load_decks(folders.campaigns, folders.campaigns.parent, problems, partners),
        placements=load_placements(assets, problems, vocabulary.caption_rules()),
        brand=load_brand(assets, problems) or Brand(tokens={}, palettes={}),
        strings=load_strings(assets, problems),
        vocabulary=vocabulary,
        typography=load_typography(assets, problems),
        designs=load_designs(folders.designs, problems),
        fonts=_fonts(folders.fonts, problems),
    )
    if root is not None:
        for name in ("campaigns", "designs", "assets", "fonts"):
            problems.extend(link_problems(root / name, root))
    problems.extend(partner_text_problems(partners))
    problems.extend(fixed_word_problems(project.strings))
    problems.extend(palette_problems(project.brand))
    problems.extend(_reference_problems(project))
    problems.extend(_design_placements(project))
    problems.extend(_design_colours(project))
    problems.extend(_table_problems(project))
    problems.extend(_motion_problems(project))
    problems.extend(_colour_problems(project))
    problems.extend(_voice_problems(project))
    problems.extend(_naming_problems(project))
    return project, tuple(sorted(set(problems)))


def _fonts(folders: tuple[Path, ...], problems: list[Problem]) -> FontStacks | None:
    try:
        return load_fonts(*folders)
    except ProblemsError as error:
        problems.extend(error.problems)
        return None


def _reference_problems(project: Project) -> Iterator[Problem]:
    """Names in a campaign file that nothing answers to, and languages without the toolkit's own words."""
    placements = [placement.id for placement in project.placements]
    assets = project.folders.assets
    tags = {path.stem for path in assets.files("strings/*.toml").values()}
    textures = [path.stem for path in assets.files("textures/*.svg").values()]
    designs = [path.parent.name for path in project.folders.designs.files(f"*/{DESIGN_FILE}").values()]
    for campaign in project.campaigns:
        yield from _unknown(campaign, "designs", campaign.designs, designs)
        yield from _unknown(campaign, "placements", campaign.placements, placements)
        if project.brand.palettes:
            yield from _unknown(campaign, "palette", (campaign.palette,), list(project.brand.palettes))
        if campaign.voice:
            yield from _unknown(campaign, "voice", (campaign.voice,), list(project.brand.voices))
        yield from _unknown(campaign, "texture", (campaign.texture,), textures)
        for language in campaign.languages:
            if language.tag not in tags:
                hint = (
                    f"run 'toolkit new strings {language}' in the workspace (or with the same --workspace), "
                    "and translate the words of the file that it writes"
                )
                message = (
                    f"the file is missing, and the campaign '{campaign.id}' is published in this language"
                )
                yield Problem(trail=(strings_place(language),), message=message, hint=hint)


def _design_placements(project: Project) -> Iterator[Problem]:
    """Placements that a design or one of its looks names and that are not there."""
    known = [placement.id for placement in project.placements]
    for design in project.designs:
        named = {"placements": design.spec.placements}
        named |= {f"variants.{look.name}.placements": look.placements for look in design.spec.variants}
        for key, names in named.items():
            for name in names:
                if known and name not in known:
                    yield _absent("placement", name, known, design_place(design.id, key))


def _design_colours(project: Project) -> Iterator[Problem]:
    """Tokens that colours of a design stand for and that are not there."""
    known = list(project.brand.tokens)
    for design in project.designs:
        for colour, token in design.spec.colours.items():
            if known and token not in known:
                yield _absent("token", token, known, design_place(design.id, f"colours.{colour}"))


def _table_problems(project: Project) -> Iterator[Problem]:
    """A design that asks for a table which no campaign has would make nothing, in silence.

    Of a table that cannot be read its own fault is told.
    """
    folders = (project.folders.campaigns / campaign.id for campaign in project.campaigns)
    known = sorted({name for folder in folders for name in names_of_tables(folder)})
    for design in project.designs:
        name = design.spec.rows.removeprefix(TABLE)
        if design.spec.rows.startswith(TABLE) and name not in known:
            near = near_miss(name, known)
            hint = f"did you mean '{near}'?" if near else f"add campaigns/<id>/rows/{name}.csv to a campaign"
            yield Problem(
                trail=(design_place(design.id, "rows"),),
                message=f"no campaign has a table '{name}'",
                hint=hint,
                severity=Severity.WARNING,
            )


def _motion_problems(project: Project) -> Iterator[Problem]:
    """Placements that a design is to move in, but that are not there or do not play it."""
    for design in project.designs:
        if design.spec.motion and project.placements:
            place = design_place(design.id, "motion.placements")
            yield from placement_problems(design.spec.motion, project.placements, place)


def _colour_problems(project: Project) -> Iterator[Problem]:
    """Colours of drawings that a campaign's palette puts nothing in the place of: each once."""
    told: set[tuple[str, str]] = set()
    for campaign in project.campaigns:
        own = campaign.palette
        for palette in (name for name in project.brand.palettes if name == own or name.startswith(f"{own}-")):
            for literal, token in project.brand.gaps(palette).items():
                drawn = _first_drawn(project, campaign, literal)
                if drawn and (palette, token) not in told:
                    told.add((palette, token))
                    yield Problem(
                        trail=(brand_place(f"palettes.{palette}.colours.{token}"), drawn),
                        message=f"is missing, and the drawing uses {literal}",
                        hint=f'add {token} = "#…", or name other designs in the campaign: designs = […]',
                    )


def _voice_problems(project: Project) -> Iterator[Problem]:
    """Families of voices that are not there, and voices of campaigns that are not there."""
    if project.fonts:
        speakers = [name for campaign in project.campaigns for name in (campaign.id, campaign.voice) if name]
        yield from voice_problems(project.brand.voices, project.fonts, speakers, brand_place)


def _naming_problems(project: Project) -> Iterator[Problem]:
    designs = [path.parent.name for path in project.folders.designs.files(f"*/{DESIGN_FILE}").values()]
    rows = project.campaigns, designs, project.placements
    yield from naming_problems(*rows, project.vocabulary, project.strings)


def _first_drawn(project: Project, campaign: Campaign, literal: str) -> Place | None:
    """Return the first drawing of a campaign's designs that a literal colour stands in."""
    for design in project.designs_of(campaign):
        for artboard, data in design.drawings.items():
            if literal.encode() in data.lower():
                return drawing_place(design.id, artboard)
    return None


def _unknown(campaign: Campaign, key: str, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield _absent(key.removesuffix("s"), name, known, campaign_place(campaign.id, key))


def _absent(kind: str, name: str, known: Sequence[str], place: Place) -> Problem:
    near = near_miss(name, known)
    hint = f"did you mean '{near}'?" if near else f"there are {', '.join(known[:_HINTED]) or 'none'}"
    return Problem(trail=(place,), message=f"there is no {kind} '{name}'", hint=hint)
