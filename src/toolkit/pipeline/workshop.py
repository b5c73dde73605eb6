"""What a process keeps between pictures: the project, its fonts, and artboards in a campaign's colours."""

from dataclasses import dataclass, field
from typing import TypeVar

from toolkit.compose.adapt import Target
from toolkit.compose.artboard import Artboard, load_artboard
from toolkit.compose.compose import Composed, compose
from toolkit.compose.values import Row, Values, rows_of, values_for
from toolkit.pipeline.plan import Job
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Copy
from toolkit.sources.design import Design
from toolkit.sources.placement import Placement
from toolkit.sources.project import Project
from toolkit.sources.strings import Strings
from toolkit.typeset import FontLibrary

_TEXTURES = "textures"

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Everything a job names, looked up."""

    campaign: Campaign
    copy: Copy
    strings: Strings
    design: Design
    row: Row | None
    placement: Placement


@dataclass(frozen=True, slots=True)
class Workshop:
    """A loaded project with its fonts; artboards are read once per campaign."""

    project: Project
    fonts: FontLibrary
    _artboards: dict[tuple[str, str, str], Artboard] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> "Workshop":
        """Open the fonts of a project; raise `ProblemsError` if they cannot be used."""
        return cls(project, FontLibrary.load(project.folders.fonts))

    def subject(self, job: Job) -> Subject:
        """Look up what a job names; the plan has made sure that all of it exists."""
        deck = _found(self.project.deck(job.campaign), job.campaign)
        copy = _found(deck.copy_in(job.language), job.language)
        design = _found(self.project.design(job.design), job.design)
        rows = {row.id if row else "": row for row in rows_of(copy, design.spec.rows)}
        return Subject(
            campaign=deck.campaign,
            copy=copy,
            strings=_found(self.project.strings_in(job.language), job.language),
            design=design,
            row=rows[job.row],
            placement=_found(self.project.placement(job.placement), job.placement),
        )

    def values(self, subject: Subject) -> Values:
        """Return the words a job's design may use."""
        return values_for(subject.campaign, subject.copy, subject.strings, subject.row)

    def compose(self, job: Job) -> Composed:
        """Lay out the picture of a job."""
        subject = self.subject(job)
        language = subject.copy.language
        return compose(
            self._artboard(subject, job.artboard),
            self.values(subject),
            _target(subject.placement),
            language=language,
            mirrored=language.is_rtl and subject.design.spec.mirror,
            fonts=self.fonts,
        )

    def _artboard(self, subject: Subject, name: str) -> Artboard:
        key = (subject.campaign.id, subject.design.id, name)
        if key not in self._artboards:
            campaign = subject.campaign
            colours = self.project.brand.replacements(campaign.palette)
            texture = self.project.folders.assets / _TEXTURES / f"{campaign.texture}.svg"
            self._artboards[key] = load_artboard(subject.design, name, colours, texture.read_bytes())
        return self._artboards[key]


def _target(placement: Placement) -> Target:
    return Target(size=placement.size, safe=placement.safe, avoid=placement.avoid)


def _found(thing: Thing | None, name: str) -> Thing:
    if thing is None:
        raise LookupError(f"the project has no '{name}'; plan the job with the same project")
    return thing
