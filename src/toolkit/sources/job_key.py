"""Keys: the names that tell one asset, or one kit, from all others, and the names of their files."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import NamedTuple

LOOP = "loop"
"""What the file name of a moving version says."""


class LookKey(NamedTuple):
    """One design in one look of a campaign, whatever it says and wherever it is posted."""

    campaign: str
    partner: str | None
    design: str
    variant: str | None


class SeriesKey(NamedTuple):
    """One row of one design in one look: what a title says over its languages and placements."""

    campaign: str
    partner: str | None
    design: str
    row: str | None
    variant: str | None

    @property
    def order(self) -> tuple[str, ...]:
        """What it is sorted by: absent names come first."""
        return tuple(part or "" for part in self)

    @property
    def title(self) -> str:
        """The names one after the other, those that are absent left out."""
        return " · ".join(part for part in self if part)


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """Names that compare and hash by one tuple, made once; an absent name is `None` and comes first."""

    order: tuple[str, ...] = field(init=False, repr=False)
    """What the key is sorted by: its names in the order of the fields."""

    def __post_init__(self) -> None:
        """Refuse empty names: they would look like absent ones, and be others."""
        names = [getattr(self, entry.name) for entry in fields(self) if entry.init]
        if "" in names:
            raise ValueError(f"a name of {self} is empty; what is absent is None")
        object.__setattr__(self, "order", tuple(name or "" for name in names))

    def __hash__(self) -> int:
        return hash(self.order)

    def __eq__(self, other: object) -> bool:
        return self.order == other.order if isinstance(other, _Key) else NotImplemented

    def __lt__(self, other: "_Key") -> bool:
        return self.order < other.order


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KitKey(_Key):
    """One kit: a campaign in one language (BCP 47), for one partner or for everybody."""

    campaign: str
    language: str
    partner: str | None = None

    @property
    def name(self) -> str:
        """The name of the kit: ``<campaign>[_<partner>]_<language>``."""
        return _joined("_", (self.campaign, self.partner, self.language))

    @property
    def file_name(self) -> str:
        """The name of the kit's ZIP file."""
        return f"{self.name}.zip"

    def stem(self, what: str, placement: str | None = None) -> str:
        """Return the name of a file of the kit, without extension.

        It reads ``<campaign>[_<partner>]_<what>[_<placement>]_<language>``.
        """
        return _joined("_", (self.campaign, self.partner, what, placement, self.language))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JobKey(_Key):
    """One asset: every name that its picture, its words and its file follow from.

    `row` is the id of a row, absent for a design without rows and for a series of one; `variant` a look,
    absent for the campaign's own; `motion` the format of a moving version, by extension; `partner` the id of
    whom the whole kit is for. A partner that is a *row* of a design stands in `row`.
    """

    campaign: str
    language: str
    partner: str | None = None
    design: str
    row: str | None = None
    placement: str
    variant: str | None = None
    motion: str | None = None

    @property
    def kit(self) -> KitKey:
        """The kit that the asset belongs to."""
        return KitKey(campaign=self.campaign, language=self.language, partner=self.partner)

    @property
    def look(self) -> LookKey:
        """The design in its look."""
        return LookKey(self.campaign, self.partner, self.design, self.variant)

    @property
    def series(self) -> SeriesKey:
        """The design in its look with its row."""
        return SeriesKey(self.campaign, self.partner, self.design, self.row, self.variant)

    @property
    def stem(self) -> str:
        """The file name without its extension.

        It reads ``<campaign>[_<partner>]_<design>[-<row>][-<variant>][-loop]_<placement>_<language>``.
        """
        loop = LOOP if self.motion else None
        what = _joined("-", (self.design, self.row, self.variant, loop))
        return self.kit.stem(what, self.placement)


BY_KEY = attrgetter("order")
"""Sorts keys as they compare, but much faster."""


def _joined(mark: str, parts: Iterable[str | None]) -> str:
    return mark.join(part for part in parts if part)
