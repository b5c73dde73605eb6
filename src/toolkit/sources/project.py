"""Projects: everything people wrote, read in one go, with everything that is wrong in one report."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from toolkit.errors import Problem, raise_errors
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.brand import Brand, load_brand
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Copy
from toolkit.sources.placement import Placement, load_placements
from toolkit.sources.strings import Strings, load_strings


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the four kinds of data lie; what the workspace lacks comes from the shipped data."""

    campaigns: Path
    designs: Path
    assets: Path
    fonts: Path

    @classmethod
    def of(cls, workspace: Path | None) -> Self:
        """Find the folders of a workspace, or the shipped ones."""
        return cls(**{name: _folder(workspace, name) for name in ("campaigns", "designs", "assets", "fonts")})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDeck:
    """A campaign with its words in every language that could be read."""

    campaign: Campaign
    copies: tuple[Copy, ...]

    def copy_in(self, language: Language | str) -> Copy | None:
        """Return the words in one language, if the campaign has them."""
        return next((copy for copy in self.copies if copy.language.tag == str(language)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """All sources of a workspace."""

    folders: Folders
    decks: tuple[CopyDeck, ...]
    placements: tuple[Placement, ...]
    brand: Brand
    strings: tuple[Strings, ...]

    @property
    def campaigns(self) -> tuple[Campaign, ...]:
        """The campaigns, in alphabetical order of their ids."""
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

    def strings_in(self, language: Language | str) -> Strings | None:
        """Return the toolkit's own words in one language."""
        return next((row for row in self.strings if row.language.tag == str(language)), None)


def _folder(workspace: Path | None, name: str) -> Path:
    own = workspace / name if workspace else None
    return own if own is not None and own.is_dir() else data_folder(name)


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
    project = Project(
        folders=folders,
        decks=(),
        placements=load_placements(assets, assets_root, problems),
        brand=load_brand(assets, assets_root, problems) or Brand(tokens={}, palettes={}),
        strings=load_strings(assets, assets_root, problems),
    )
    return project, tuple(sorted(set(problems)))
