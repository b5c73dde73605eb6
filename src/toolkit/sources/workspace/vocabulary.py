"""The vocabulary of a workspace: its platforms, and what comes first in its kits and alt texts."""

from dataclasses import dataclass
from functools import cached_property

from toolkit.errors import Problem
from toolkit.sources.schema.messages import TomlTable
from toolkit.sources.workspace.kit_file import AltTextRules, KitFile, load_kit_file
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.platforms import Platform, load_platforms


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The platforms in the order of a kit, and what ``assets/kit.toml`` says."""

    platforms: tuple[Platform, ...]
    kit: KitFile

    @classmethod
    def load(cls, assets: Overlay, problems: list[Problem]) -> "Vocabulary":
        """Read the files of a workspace over the bundled ones; report everything that is wrong."""
        return cls(platforms=load_platforms(assets, problems), kit=load_kit_file(assets, problems))

    @cached_property
    def platform_order(self) -> tuple[str, ...]:
        """The ids of the platforms, in the order of a kit."""
        return tuple(row.id for row in self.platforms)

    @property
    def design_order(self) -> tuple[str, ...]:
        """The designs that come first, in the order of a kit."""
        return self.kit.designs

    @property
    def alt_text(self) -> AltTextRules:
        """The rules of alt texts."""
        return self.kit.alt_text

    def caption_rules(self) -> dict[str, TomlTable]:
        """Return what the placements of each platform inherit, as keys of a placement."""
        return {row.id: row.caption_rules for row in self.platforms}

    def platform(self, name: str) -> Platform | None:
        """Return the platform with that id."""
        return next((row for row in self.platforms if row.id == name), None)
