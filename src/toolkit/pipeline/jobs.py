"""Jobs: assets to make, with everything that their names stand for looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import Project
from toolkit.sources.rows import Row, rows_of
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.partners import Partner
from toolkit.sources.workspace.placement import Placement
from toolkit.sources.workspace.strings import Strings

Thing = TypeVar("Thing")


class DrawingKey(NamedTuple):
    """One artboard of a design in one look of a campaign: one drawing in its colours, without words."""

    campaign: str
    variant: str | None
    design: str
    artboard: str


class WordsKey(NamedTuple):
    """One row in the language of a kit, whichever designs show it. `kind` is the kind of the row."""

    kit: KitKey
    kind: str
    row: str | None


class PictureKey(NamedTuple):
    """What pictures that look the same have in common, but for the shape of their placement."""

    words: WordsKey
    drawing: DrawingKey


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResolvedJob:
    """One asset to make: its key, and the sources that the names in it stand for.

    Only the key travels to other processes, which look it up once for each task
    (`toolkit.pipeline.context.ProjectContext.resolve`).
    """

    key: JobKey
    campaign: Campaign
    copy: Copy
    strings: Strings
    design: Design
    row: Row | None
    placement: Placement
    artboard: str
    """The artboard of the design that this placement takes."""
    partner: Partner | None = None
    """Whom the whole kit is for, if it is for one."""

    @property
    def drawing(self) -> DrawingKey:
        """The artboard in the colours of the campaign."""
        return DrawingKey(self.key.campaign, self.key.variant, self.key.design, self.artboard)

    @property
    def words(self) -> WordsKey:
        """The row in its language."""
        return WordsKey(self.key.kit, self.design.spec.rows, self.key.row)

    @property
    def picture(self) -> PictureKey:
        """What the picture shows."""
        return PictureKey(self.words, self.drawing)


RowsById = Mapping[str | None, Row | None]


def rows_by_id(deck: CopyDeck, copy: Copy, kind: str) -> RowsById:
    """Return the rows of a kind by id; that of a design without rows, or of a series of one, is `None`."""
    return {row_id(row): row for row in rows_of(deck, copy, kind)}


def row_id(row: Row | None) -> str | None:
    """Return the id of a row, or `None` if it needs none."""
    return (row.id or None) if row else None


def resolve(project: Project, key: JobKey, rows: RowsById | None = None) -> ResolvedJob:
    """Look up what a key names; `rows` are those of its design, if they are known already.

    Raises `LookupError` if the project lacks one of them: the key was planned with another project.
    """
    deck = _found(project.deck(key.campaign), key.campaign)
    copy = _found(deck.copy_in(key.language), key.language)
    design = _found(project.design(key.design), key.design)
    placement = _found(project.placement(key.placement), key.placement)
    known = rows if rows is not None else rows_by_id(deck, copy, design.spec.rows)
    if key.row not in known:
        raise LookupError(f"'{key.design}' has no row '{key.row}'; plan the job with the same project")
    return ResolvedJob(
        key=key,
        campaign=deck.campaign,
        copy=copy,
        strings=_found(project.strings_in(key.language), key.language),
        design=design,
        row=known[key.row],
        placement=placement,
        artboard=_found(design.artboard_for(placement), f"{key.design} for {key.placement}"),
        partner=_partner(deck, key.partner),
    )


def _partner(deck: CopyDeck, name: str | None) -> Partner | None:
    if name is None:
        return None
    return _found(next((partner for partner in deck.partners if partner.id == name), None), name)


def _found(thing: Thing | None, name: str) -> Thing:
    if thing is None:
        raise LookupError(f"the project has no '{name}'; plan the job with the same project")
    return thing
