"""What a process keeps between pictures: the project, its fonts, and artboards in a campaign's colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from toolkit.compose.artboard.adapt import Target
from toolkit.compose.artboard.artboard import Artboard, load_artboard
from toolkit.compose.compose import Composed, compose
from toolkit.compose.filling.fill import Means
from toolkit.compose.filling.image import Photo
from toolkit.compose.values import Values, common_values, row_values
from toolkit.languages import Language
from toolkit.pipeline.plan import Job
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy
from toolkit.sources.project import Project
from toolkit.sources.rows import Row, rows_of
from toolkit.sources.workspace.design import Design
from toolkit.sources.workspace.images import PictureError, read_picture
from toolkit.sources.workspace.placement import Placement
from toolkit.sources.workspace.strings import Strings
from toolkit.typeset import FontLibrary

_TEXTURES = "textures"
_MOST_VALUES = 4096  # rows in one language each; partners may be many

Thing = TypeVar("Thing")
Look = tuple[Mapping[str, str], bytes]
"""The colours to put in place of others, and the texture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedJob:
    """Everything a job names, looked up."""

    campaign: Campaign
    copy: Copy
    strings: Strings
    design: Design
    row: Row | None
    placement: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSetting:
    """How the words of a language are set; `terms` are never cut."""

    language: Language
    mirrored: bool
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """A loaded project with its fonts; artboards are read once per campaign, values made once per row."""

    project: Project
    fonts: FontLibrary
    _rows: dict[tuple[str, ...], Mapping[str, Row | None]] = field(default_factory=dict)
    _common: dict[tuple[str, ...], Values] = field(default_factory=dict)
    _values: dict[tuple[str, ...], Values] = field(default_factory=dict)
    _looks: dict[tuple[str, ...], Look] = field(default_factory=dict)
    _artboards: dict[tuple[str, ...], Artboard] = field(default_factory=dict)
    _photos: dict[str, Photo] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> "ProjectContext":
        """Open the fonts of a project; raise `ProblemsError` if they cannot be used."""
        return cls(project, FontLibrary.load(*project.folders.fonts))

    def subject(self, job: Job) -> ResolvedJob:
        """Look up what a job names; the plan has made sure that all of it exists."""
        deck = _found(self.project.deck(job.campaign), job.campaign)
        copy = _found(deck.copy_in(job.language), job.language)
        design = _found(self.project.design(job.design), job.design)
        kind = design.spec.rows
        key = (job.campaign, job.language, kind)
        if key not in self._rows:
            self._rows[key] = {row.id if row else "": row for row in rows_of(deck, copy, kind)}
        return ResolvedJob(
            campaign=deck.campaign,
            copy=copy,
            strings=_found(self.project.strings_in(job.language), job.language),
            design=design,
            row=self._rows[key][job.row],
            placement=_found(self.project.placement(job.placement), job.placement),
        )

    def values(self, subject: ResolvedJob) -> Values:
        """Return the words a job's design may use; a row's own come before those that every design has."""
        row, words = subject.row, (subject.campaign, subject.copy, subject.strings)
        copy = (subject.campaign.id, subject.copy.language.tag)
        if copy not in self._common:
            self._common[copy] = dict(common_values(*words))
        if row is None:
            return self._common[copy]
        key = (*copy, subject.design.spec.rows, row.id)
        if key not in self._values:
            if len(self._values) >= _MOST_VALUES:
                self._values.clear()
            self._values[key] = {**self._common[copy], **dict(row_values(*words, row))}
        return self._values[key]

    def look(self, subject: ResolvedJob, variant: str) -> Look:
        """Return what a campaign, or a variant of it, puts in place of the sample's colours and texture."""
        campaign, brand = subject.campaign, self.project.brand
        key = (campaign.id, variant)
        if key not in self._looks:
            palette = f"{campaign.palette}-{variant}" if variant else campaign.palette
            texture = brand.palette(palette).texture or f"{_TEXTURES}/{campaign.texture}.svg"
            data = self.project.folders.assets.find(texture).read_bytes()
            self._looks[key] = brand.replacements(palette), data
        return self._looks[key]

    def compose(self, job: Job, caps: Mapping[str, float] | None = None) -> Composed:
        """Lay out the picture of a job; `caps` are sizes its slots must not exceed, in artboard units."""
        subject = self.subject(job)
        setting = setting_of(subject)
        means = Means(
            language=setting.language,
            fonts=self.fonts,
            photo=self.photo,
            caps=caps or {},
            terms=setting.terms,
        )
        return compose(
            self._artboard(subject, job),
            self.values(subject),
            target_of(subject.placement),
            means=means,
            mirrored=setting.mirrored,
        )

    def photo(self, name: str) -> Photo:
        """Read a picture by its name in the workspace, such as ``assets/partners/x/logo.png``, once.

        ``#x y`` behind the name is its focal point, as shares of width and height from the top left. Raises
        `PictureError` for a picture that is missing, unusable or outside the project's folders.
        """
        if name not in self._photos:
            focus = name.partition("#")[2]
            file = read_picture(self.picture_path(name))
            self._photos[name] = Photo(
                data=file.data,
                media_type=file.media_type,
                width=file.width,
                height=file.height,
                focus=_focus(focus, name),
            )
        return self._photos[name]

    def picture_path(self, name: str) -> Path:
        """Return where a picture's file is, or should be; raise `PictureError` if that is no place for it."""
        folder, _, rest = name.partition("#")[0].partition("/")
        folders = self.project.folders
        roots = {"assets": folders.assets.folders, "campaigns": (folders.campaigns,)}.get(folder, ())
        paths = [(root, (root / rest).resolve()) for root in roots]
        inside = [path for root, path in paths if path.is_relative_to(root.resolve())]
        if not inside:
            raise PictureError(f"'{name}' is not below assets/ or campaigns/")
        return next((path for path in inside if path.is_file()), inside[0])

    def _artboard(self, subject: ResolvedJob, job: Job) -> Artboard:
        key = (job.campaign, job.variant, job.design, job.artboard)
        if key not in self._artboards:
            colours, texture = self.look(subject, job.variant)
            self._artboards[key] = load_artboard(subject.design, job.artboard, colours, texture)
        return self._artboards[key]


def _focus(text: str, name: str) -> tuple[float, float]:
    try:
        x, y = (float(part) for part in text.split()) if text else (0.5, 0.5)
    except ValueError as error:
        raise PictureError(f"the focal point of '{name}' is not two numbers from 0 to 1") from error
    return x, y


def setting_of(subject: ResolvedJob) -> LanguageSetting:
    """Return what a language and its campaign do to every text of a design."""
    language = subject.copy.language
    return LanguageSetting(
        language=language,
        mirrored=language.is_rtl and subject.design.spec.mirror,
        terms=subject.strings.keep_together + subject.copy.keep_together,
    )


def target_of(placement: Placement) -> Target:
    """Return all of a placement that a layout depends on."""
    dpi = placement.print.dpi if placement.print else None
    return Target(size=placement.size, safe=placement.safe, avoid=placement.avoid, dpi=dpi)


def _found(thing: Thing | None, name: str) -> Thing:
    if thing is None:
        raise LookupError(f"the project has no '{name}'; plan the job with the same project")
    return thing
