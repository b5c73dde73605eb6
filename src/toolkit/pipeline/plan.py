"""Planning: which assets a selection means, and which pictures serve several of them at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from toolkit.compose.check import MIN_FONT_PX
from toolkit.compose.svg.svgdoc import parse_svg, view_box
from toolkit.errors import Problem, ProblemsError, errors_in
from toolkit.pipeline.jobs import PictureKey, ResolvedJob, rows_by_id
from toolkit.pipeline.reach import Reach, Unfit
from toolkit.render.animation.mp4 import missing as missing_encoder
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.job_key import BY_KEY, JobKey, KitKey
from toolkit.sources.project import CopyDeck, Project
from toolkit.sources.rows import all_rows
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.placement import CanvasSpec, Placement
from toolkit.svg.parser import SvgError

OWN_LOOK = "main"
"""What a selection calls the look that a campaign has by itself."""

VIDEO = "mp4"
EVERY_PLACEMENT = "all"
"""What stands for every placement of the registry."""

_ROOMY = 400  # px of the short side: every bundled design can be read there
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Assets that look the same: one drawing, one set of words, one size and safe area."""

    jobs: tuple[ResolvedJob, ...]

    @property
    def first(self) -> ResolvedJob:
        """The job that stands for all."""
        return self.jobs[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything to make, in the order of keys.

    `unserved` are designs and placements asked for that have no artboard together, `unfit` those whose
    artboard would not come out well, and `left_out` are videos, where no encoder for them is installed.
    """

    jobs: tuple[ResolvedJob, ...]
    unserved: tuple[tuple[str, str], ...] = field(default=())
    unfit: tuple[Unfit, ...] = ()
    left_out: tuple[ResolvedJob, ...] = ()

    @property
    def keys(self) -> tuple[JobKey, ...]:
        """The keys of the jobs."""
        return tuple(job.key for job in self.jobs)

    @property
    def stills(self) -> tuple[ResolvedJob, ...]:
        """The jobs without the moving versions, which look the same."""
        return tuple(job for job in self.jobs if not job.key.motion)

    @property
    def kits(self) -> tuple[KitKey, ...]:
        """The kits that the jobs belong to, in order."""
        return tuple(dict.fromkeys(job.key.kit for job in self.jobs))


def plan(project: Project, selection: Selection) -> Plan:
    """Return the assets a selection means, in a fixed order.

    A language that the toolkit's own words are missing in has none: reading the project reports that.
    """
    jobs: dict[JobKey, ResolvedJob] = {}
    unserved: set[tuple[str, str]] = set()
    unfit: dict[tuple[str, str], Unfit] = {}
    reach = Reach(project)
    for deck in _decks(project, selection):
        wanted = selection.placements_in(project) or deck.campaign.placements
        placements = [row for name in wanted if (row := project.placement(name))]
        for design in _designs(project, deck.campaign, selection):
            unserved |= {(design.id, row.id) for row in placements if design.leaves_out(row)}
            for variant in _variants(project, deck, design, selection):
                offered = [row for row in placements if design.offers_look(variant or "", row)]
                served = tuple(_fitting(_served(design, variant, offered), design, reach, unfit))
                if _comes_along(project, deck.campaign, design, selection):
                    unserved |= {(design.id, one.placement.id) for one in served if _is_too_fine(design, one)}
                    served = tuple(one for one in served if not _is_too_fine(design, one))
                found = _jobs_of(project, deck, design, served, selection)
                jobs.update((job.key, job) for job in found)
    ordered = [jobs[key] for key in sorted(jobs, key=BY_KEY)]
    impossible = {VIDEO} if missing_encoder() else set()
    made = tuple(job for job in ordered if job.key.motion not in impossible)
    videos = tuple(job for job in ordered if job.key.motion in impossible)
    misfits = tuple(unfit[key] for key in sorted(unfit))
    return Plan(jobs=made, unserved=tuple(sorted(unserved)), unfit=misfits, left_out=videos)


def pictures_of(jobs: Sequence[ResolvedJob]) -> tuple[Picture, ...]:
    """Group the jobs whose pictures are the same, so that each is laid out and painted once."""
    groups: dict[tuple[PictureKey, CanvasSpec], list[ResolvedJob]] = {}
    for job in jobs:
        groups.setdefault((job.picture, job.placement.canvas), []).append(job)
    return tuple(Picture(jobs=tuple(group)) for group in groups.values())


def picture_id(job: ResolvedJob) -> str:
    """Return what jobs have in common whose pictures are the same, as 16 hexadecimal digits."""
    # A job without motion is laid out as the one that moves.
    return blake2b(repr((job.picture, job.placement.canvas)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class _Served:
    """A placement that a look of a design serves, with the artboard, and the format it moves in, if any."""

    placement: Placement
    artboard: str
    variant: str | None
    motion: str | None = None


def _served(design: Design, variant: str | None, placements: Sequence[Placement]) -> Iterator[_Served]:
    """Yield everything that a look of a design has for each row."""
    for placement in placements:
        artboard = design.artboard_for(placement)
        if artboard is not None:
            yield _Served(placement, artboard, variant)
            # A loop in every look would double the weight of a kit for few.
            if not variant and (motion := design.moves_in(placement)):
                yield _Served(placement, artboard, variant, motion)


def _fitting(
    served: Iterator[_Served], design: Design, reach: Reach, unfit: dict[tuple[str, str], Unfit]
) -> Iterator[_Served]:
    """Yield what comes out well, and note what does not."""
    for one in served:
        if reason := reach.why_not(design, one.artboard, one.placement):
            key = (design.id, one.placement.id)
            unfit[key] = Unfit(*key, reason)
        else:
            yield one


def _comes_along(project: Project, campaign: Campaign, design: Design, selection: Selection) -> bool:
    """Tell whether a design is a bundled one that nobody asked for by name in a workspace."""
    designs = project.folders.designs
    is_asked_for = bool(selection.designs or campaign.designs)
    return not designs.is_plain and designs.origin(design.id) == "bundled" and not is_asked_for


def _is_too_fine(design: Design, served: _Served) -> bool:
    """Tell whether even the main words of a design cannot be read on a placement as small as this one."""
    size = served.placement.size
    if min(size.width, size.height) >= _ROOMY:
        return False
    try:
        box = view_box(parse_svg(design.drawings[served.artboard]))
    except SvgError:
        return False
    scale = min(size.width / box.width, size.height / box.height)
    rules = design.rules(served.artboard).values()
    return max((rule.min_size or 0 for rule in rules), default=0) * scale < MIN_FONT_PX


def _jobs_of(
    project: Project, deck: CopyDeck, design: Design, served: Sequence[_Served], selection: Selection
) -> Iterator[ResolvedJob]:
    for copy in deck.copies:
        strings = project.strings_in(copy.language)
        if strings is None or (selection.languages and copy.language.tag not in selection.languages):
            continue
        for name, row in rows_by_id(deck, copy, design.spec.rows).items():
            if name and selection.rows and name not in selection.rows:
                continue
            for one in served:
                key = JobKey(
                    campaign=deck.campaign.id,
                    language=copy.language.tag,
                    design=design.id,
                    row=name,
                    placement=one.placement.id,
                    variant=one.variant,
                    motion=one.motion,
                )
                yield ResolvedJob(
                    key=key,
                    campaign=deck.campaign,
                    copy=copy,
                    strings=strings,
                    design=design,
                    row=row,
                    placement=one.placement,
                    artboard=one.artboard,
                )


def _variants(project: Project, deck: CopyDeck, design: Design, selection: Selection) -> Iterator[str | None]:
    """Yield the looks of a design for a campaign: its own, `None`, and those that it has a palette for."""
    wanted = {None if name in (OWN_LOOK, "") else name for name in selection.variants}
    for name in (None, *design.looks()):
        has_palette = name is None or f"{deck.campaign.palette}-{name}" in project.brand.palettes
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


def check_selection(project: Project, selection: Selection, problems: Sequence[Problem] = ()) -> None:
    """Raise `UnknownNameError`, with a near-miss hint, for a name that the project does not have.

    What has a name but could not be read is among the `problems` of the project: then these are raised, as
    `ProblemsError`, since nothing is wrong with the name.
    """
    try:
        _check_selection(project, selection)
    except UnknownNameError:
        unread = tuple(problem for problem in errors_in(problems) if _speaks_of(problem, selection))
        if unread:
            raise ProblemsError(unread) from None
        raise


def _speaks_of(problem: Problem, selection: Selection) -> bool:
    """Tell whether a problem is in a file of something that a selection names."""
    folders = (
        *(f"designs/{name}/" for name in selection.designs),
        *(f"campaigns/{name}/" for name in selection.campaigns),
    )
    words = tuple(f"/copy/{name}.toml" for name in selection.languages)
    registers = {
        "assets/placements.toml": selection.placements,
        "assets/brand.toml": selection.variants,
    }
    files = [place.file for place in problem.trail[:1]]
    return any(
        file.startswith(folders) or file.endswith(words) or bool(registers.get(file)) for file in files
    )


def _check_selection(project: Project, selection: Selection) -> None:
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


def jobs_named(project: Project, names: Sequence[str]) -> tuple[ResolvedJob, ...]:
    """Return the assets with these names (`JobKey.stem`), in the order given.

    Raises `UnknownNameError`, with a near-miss hint, for a name that no plan of this project has.
    """
    campaigns = tuple(dict.fromkeys(name.partition("_")[0] for name in names))
    _check_names("campaign", campaigns, [campaign.id for campaign in project.campaigns])
    wanted = Selection(campaigns=campaigns, placements=(EVERY_PLACEMENT,))
    jobs = {job.key.stem: job for job in plan(project, wanted).jobs}
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
