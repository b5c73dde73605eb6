"""Planning: which assets a selection means, and which pictures serve several of them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter

from toolkit.render.animation.mp4 import missing as missing_encoder
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.project import CopyDeck, Project
from toolkit.sources.rows import all_rows, rows_of
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.placement import Placement

OWN_LOOK = "main"
"""What a selection calls the look that a campaign has by itself."""

VIDEO = "mp4"
LOOP = "loop"
"""What the name of a moving version says."""

EVERY_PLACEMENT = "all"
"""What stands for every placement of the registry."""

_HINTED = 100  # names in a hint; enough for every placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to make. An empty tuple means everything; placements default to the campaign's own list.

    The placement ``all`` stands for all that the registry has.

    `rows` are ids of quotes, audiences, countdown days and so on; designs without rows are made all the same.
    `variants` are looks of designs, such as ``light``; ``main`` or an empty name is the campaign's own look.
    """

    campaigns: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    designs: tuple[str, ...] = ()
    placements: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()

    def placements_in(self, project: Project) -> tuple[str, ...]:
        """Return the placements asked for; none where each campaign has its own."""
        if EVERY_PLACEMENT in self.placements:
            return tuple(placement.id for placement in project.placements)
        return self.placements


class UnknownNameError(ValueError):
    """A selection names something the project does not have."""


class NothingToMakeError(ValueError):
    """A selection of known names leaves no asset, for example a design and a placement it does not serve."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Job:
    """One asset to make."""

    campaign: str
    language: str
    design: str
    row: str
    placement: str
    artboard: str
    variant: str = ""
    motion: str = ""
    """The format of a moving version, by extension; empty for the picture itself."""

    @property
    def stem(self) -> str:
        """The file name without its extension.

        It reads ``<campaign>_<design>[-<row>][-<variant>][-loop]_<placement>_<language>``.
        """
        loop = LOOP if self.motion else ""
        design = "-".join(part for part in (self.design, self.row, self.variant, loop) if part)
        return f"{self.campaign}_{design}_{self.placement}_{self.language}"


_ORDER = attrgetter(*(entry.name for entry in fields(Job)))  # as dataclasses compare, but much faster


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Assets that look the same: one drawing, one set of words, one size and safe area."""

    jobs: tuple[Job, ...]

    @property
    def first(self) -> Job:
        """The job that stands for all."""
        return self.jobs[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything to make, and the placements asked for that a design has no artboard for.

    `left_out` are videos, where no encoder for them is installed.
    """

    jobs: tuple[Job, ...]
    unserved: tuple[tuple[str, str], ...] = field(default=())
    left_out: tuple[Job, ...] = ()

    @property
    def stills(self) -> tuple[Job, ...]:
        """The jobs without the moving versions, which look the same."""
        return tuple(job for job in self.jobs if not job.motion)

    @property
    def kits(self) -> tuple[tuple[str, str], ...]:
        """The kits as (campaign, language), in order."""
        return tuple(dict.fromkeys((job.campaign, job.language) for job in self.jobs))


def plan(project: Project, selection: Selection) -> Plan:
    """Return the assets a selection means, in a fixed order."""
    jobs: list[Job] = []
    unserved: set[tuple[str, str]] = set()
    for deck in _decks(project, selection):
        wanted = selection.placements_in(project) or deck.campaign.placements
        placements = [row for name in wanted if (row := project.placement(name))]
        for design in _designs(project, deck.campaign, selection):
            unserved |= {(design.id, row.id) for row in placements if design.leaves_out(row)}
            for variant in _variants(project, deck, design, selection):
                offered = [row for row in placements if design.offers_look(variant, row)]
                jobs.extend(_jobs_of(deck, design, variant, _served(design, variant, offered), selection))
    ordered = sorted(set(jobs), key=_ORDER)
    impossible = {VIDEO} if missing_encoder() else set()
    made = tuple(job for job in ordered if job.motion not in impossible)
    videos = tuple(job for job in ordered if job.motion in impossible)
    return Plan(jobs=made, unserved=tuple(sorted(unserved)), left_out=videos)


def pictures_of(project: Project, jobs: Sequence[Job]) -> tuple[Picture, ...]:
    """Group the jobs whose pictures are the same, so that each is laid out and painted once."""
    shapes = {placement.id: _shape(placement) for placement in reversed(project.placements)}
    groups: dict[tuple[object, ...], list[Job]] = {}
    for job in jobs:
        if job.placement in shapes:
            words = (job.campaign, job.language, job.design, job.row, job.variant)
            groups.setdefault((*words, job.artboard, shapes[job.placement]), []).append(job)
    return tuple(Picture(jobs=tuple(group)) for group in groups.values())


def _shape(placement: Placement) -> tuple[object, ...]:
    """Return what makes two placements look alike: pixels, what the platform cuts and covers, and print."""
    return placement.size, placement.safe, placement.avoid, placement.print and placement.print.dpi


def _served(
    design: Design, variant: str, placements: Sequence[Placement]
) -> tuple[tuple[str, str, str], ...]:
    """Return placement, artboard and motion of everything that a look of a design has for each row."""
    found = []
    for placement in placements:
        artboard = design.artboard_for(placement)
        if artboard is not None:
            found.append((placement.id, artboard, ""))
            # A loop in every look would double the weight of a kit for few.
            if not variant and (motion := design.moves_in(placement)):
                found.append((placement.id, artboard, motion))
    return tuple(found)


def _jobs_of(
    deck: CopyDeck,
    design: Design,
    variant: str,
    served: Sequence[tuple[str, str, str]],
    selection: Selection,
) -> Iterator[Job]:
    for copy in deck.copies:
        if selection.languages and copy.language.tag not in selection.languages:
            continue
        for row in rows_of(deck, copy, design.spec.rows):
            if row and row.id and selection.rows and row.id not in selection.rows:
                continue
            for placement, artboard, motion in served:
                yield Job(
                    campaign=deck.campaign.id,
                    language=copy.language.tag,
                    design=design.id,
                    row=row.id if row else "",
                    placement=placement,
                    artboard=artboard,
                    variant=variant,
                    motion=motion,
                )


def _variants(project: Project, deck: CopyDeck, design: Design, selection: Selection) -> Iterator[str]:
    """Yield the looks of a design for a campaign: its own, and those that it has a palette for."""
    wanted = {"" if name == OWN_LOOK else name for name in selection.variants}
    for name in ("", *design.looks()):
        has_palette = not name or f"{deck.campaign.palette}-{name}" in project.brand.palettes
        if has_palette and (not wanted or name in wanted):
            yield name


def _decks(project: Project, selection: Selection) -> Iterator[CopyDeck]:
    for deck in project.decks:
        if not selection.campaigns or deck.campaign.id in selection.campaigns:
            yield deck


def _designs(project: Project, campaign: Campaign, selection: Selection) -> Iterator[Design]:
    """Yield the designs asked for, even those that a campaign does not list; else the campaign's own."""
    for design in project.designs if selection.designs else project.designs_of(campaign):
        if not selection.designs or design.id in selection.designs:
            yield design


def check_selection(project: Project, selection: Selection) -> None:
    """Raise `UnknownNameError`, with a near-miss hint, for a name that the project does not have."""
    campaigns = [campaign.id for campaign in project.campaigns]
    _check_samples(project, selection.campaigns)
    known = {
        "campaign": (selection.campaigns, campaigns),
        "language": (selection.languages, _languages(project.campaigns)),
        "design": (selection.designs, [design.id for design in project.designs]),
        "placement": (selection.placements, [*(row.id for row in project.placements), EVERY_PLACEMENT]),
        "row": (selection.rows, _rows(project)),
        "variant": (tuple(name for name in selection.variants if name), _looks(project)),
    }
    for kind, (wanted, names) in known.items():
        _check_names(kind, wanted, names)


def _check_samples(project: Project, names: Sequence[str]) -> None:
    """Tell where the bundled campaigns are, if one is asked for in a workspace with campaigns of its own."""
    for name in names:
        if name in project.folders.samples and project.deck(name) is None:
            hint = "it is a sample of the toolkit: leave the workspace, or copy it into campaigns/"
            raise UnknownNameError(f"this workspace has no campaign '{name}' (hint: {hint})")


def jobs_named(project: Project, names: Sequence[str]) -> tuple[Job, ...]:
    """Return the assets with these names (`Job.stem`), in the order given.

    Raises `UnknownNameError`, with a near-miss hint, for a name that no plan of this project has.
    """
    campaigns = tuple(dict.fromkeys(name.partition("_")[0] for name in names))
    _check_names("campaign", campaigns, [campaign.id for campaign in project.campaigns])
    wanted = Selection(campaigns=campaigns, placements=(EVERY_PLACEMENT,))
    jobs = {job.stem: job for job in plan(project, wanted).jobs}
    _check_names("asset", names, list(jobs))
    return tuple(jobs[name] for name in dict.fromkeys(names))


def _check_names(kind: str, wanted: Sequence[str], names: Sequence[str]) -> None:
    for name in wanted:
        if name not in names:
            near = near_miss(name, names)
            hint = f"did you mean '{near}'?" if near else f"known: {', '.join(names[:_HINTED]) or 'none'}"
            raise UnknownNameError(f"there is no {kind} '{name}' (hint: {hint})")


def _rows(project: Project) -> list[str]:
    """The ids of every row of every campaign."""
    found = (row.id for deck in project.decks for copy in deck.copies for row in all_rows(deck, copy))
    return sorted({name for name in found if name})


def _looks(project: Project) -> list[str]:
    """Every look that a design of the project may have, the campaign's own first."""
    return [OWN_LOOK, *sorted({name for design in project.designs for name in design.looks()})]


def _languages(campaigns: Sequence[Campaign]) -> list[str]:
    return sorted({language.tag for campaign in campaigns for language in campaign.languages})
