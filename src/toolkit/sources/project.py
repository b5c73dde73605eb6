"""Projects: everything people wrote, read in one go, with everything that is wrong in one report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from toolkit.errors import Problem, ProblemsError, Severity, raise_errors
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, campaign_place
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.checks.texts import partner_text_problems
from toolkit.sources.loader import CopyDeck, load_decks
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.brand import Brand, load_brand
from toolkit.sources.workspace.design import TABLE, Design, design_place, load_designs
from toolkit.sources.workspace.fonts import load_fonts
from toolkit.sources.workspace.motion import placement_problems
from toolkit.sources.workspace.partners import load_partners
from toolkit.sources.workspace.placement import Placement, load_placements
from toolkit.sources.workspace.strings import Strings, load_strings, strings_place

__all__ = ["CopyDeck", "Folders", "Project", "load_project", "read_project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the four kinds of data lie; what the workspace lacks comes from the shipped data.

    Fonts of a workspace add to the shipped ones: `fonts` names its folder first.
    """

    campaigns: Path
    designs: Path
    assets: Path
    fonts: tuple[Path, ...]

    @classmethod
    def of(cls, workspace: Path | None) -> Self:
        """Find the folders of a workspace, or the shipped ones."""
        own, shipped = _folder(workspace, "fonts"), data_folder("fonts")
        return cls(
            campaigns=_folder(workspace, "campaigns"),
            designs=_folder(workspace, "designs"),
            assets=_folder(workspace, "assets"),
            fonts=(shipped,) if own.resolve() == shipped.resolve() else (own, shipped),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """All sources of a workspace."""

    folders: Folders
    decks: tuple[CopyDeck, ...]
    placements: tuple[Placement, ...]
    brand: Brand
    """Without tokens and palettes if its file could not be read."""
    strings: tuple[Strings, ...]
    designs: tuple[Design, ...]

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

    def strings_in(self, language: Language | str) -> Strings | None:
        """Return the toolkit's own words in one language."""
        return next((row for row in self.strings if row.language.tag == str(language)), None)

    def texture(self, name: str) -> Path:
        """Return the drawing of a texture."""
        return _texture(self.folders.assets, name)


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
    assets, assets_root = folders.assets, folders.assets.parent
    partners = load_partners(assets, assets_root, problems)
    project = Project(
        folders=folders,
        decks=load_decks(folders.campaigns, folders.campaigns.parent, problems, partners),
        placements=load_placements(assets, assets_root, problems),
        brand=load_brand(assets, assets_root, problems) or Brand(tokens={}, palettes={}),
        strings=load_strings(assets, assets_root, problems),
        designs=load_designs(folders.designs, folders.designs.parent, problems),
    )
    problems.extend(partner_text_problems(partners))
    problems.extend(_font_problems(folders.fonts))
    problems.extend(_reference_problems(project))
    problems.extend(_table_problems(project))
    problems.extend(_motion_problems(project))
    return project, tuple(sorted(set(problems)))


def _folder(workspace: Path | None, name: str) -> Path:
    own = workspace / name if workspace else None
    return own if own is not None and own.is_dir() else data_folder(name)


def _texture(assets: Path, name: str) -> Path:
    return assets / "textures" / f"{name}.svg"


def _font_problems(folders: tuple[Path, ...]) -> tuple[Problem, ...]:
    try:
        load_fonts(*folders)
    except ProblemsError as error:
        return error.problems
    return ()


def _reference_problems(project: Project) -> Iterator[Problem]:
    """Names in a campaign file that nothing answers to, and languages without the toolkit's own words."""
    placements = [placement.id for placement in project.placements]
    tags = {path.stem for path in (project.folders.assets / "strings").glob("*.toml")}
    textures = sorted(path.stem for path in (project.folders.assets / "textures").glob("*.svg"))
    for campaign in project.campaigns:
        yield from _unknown(campaign, "placements", campaign.placements, placements)
        if project.brand.palettes:
            yield from _unknown(campaign, "palette", (campaign.palette,), list(project.brand.palettes))
        yield from _unknown(campaign, "texture", (campaign.texture,), textures)
        for language in campaign.languages:
            if language.tag not in tags:
                hint = "copy assets/strings/en.toml and translate it"
                message = (
                    f"the file is missing, and the campaign '{campaign.id}' is published in this language"
                )
                yield Problem(trail=(strings_place(language),), message=message, hint=hint)


def _table_problems(project: Project) -> Iterator[Problem]:
    """A design that asks for a table which no campaign has would make nothing, in silence."""
    known = sorted({table.name for deck in project.decks for table in deck.tables})
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


def _unknown(campaign: Campaign, key: str, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    word = key.removesuffix("s")
    for name in names:
        if name not in known:
            near = near_miss(name, known)
            hint = f"did you mean '{near}'?" if near else f"known: {', '.join(known[:8]) or 'none'}"
            trail = (campaign_place(campaign.id, key),)
            yield Problem(trail=trail, message=f"there is no {word} '{name}'", hint=hint)
