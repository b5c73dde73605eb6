"""What a process keeps between pictures: the project, its fonts, and artboards in a campaign's colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from toolkit.compose.adapt import Target
from toolkit.compose.artboard import Artboard, load_artboard
from toolkit.compose.compose import Composed, compose
from toolkit.compose.filling import Means
from toolkit.compose.picture import Photo
from toolkit.compose.values import Values, values_for
from toolkit.pipeline.plan import Job
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Copy
from toolkit.sources.design import Design
from toolkit.sources.pictures import PictureError, read_picture
from toolkit.sources.placement import Placement
from toolkit.sources.project import Project
from toolkit.sources.rows import Row, rows_of
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
    _artboards: dict[tuple[str, ...], Artboard] = field(default_factory=dict)
    _photos: dict[str, Photo] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> "Workshop":
        """Open the fonts of a project; raise `ProblemsError` if they cannot be used."""
        return cls(project, FontLibrary.load(*project.folders.fonts))

    def subject(self, job: Job) -> Subject:
        """Look up what a job names; the plan has made sure that all of it exists."""
        deck = _found(self.project.deck(job.campaign), job.campaign)
        copy = _found(deck.copy_in(job.language), job.language)
        design = _found(self.project.design(job.design), job.design)
        rows = {row.id if row else "": row for row in rows_of(deck, copy, design.spec.rows)}
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

    def compose(self, job: Job, caps: Mapping[str, float] | None = None) -> Composed:
        """Lay out the picture of a job; `caps` are sizes its slots must not exceed, in artboard units."""
        subject = self.subject(job)
        language = subject.copy.language
        means = Means(
            language=language,
            fonts=self.fonts,
            photo=self.photo,
            caps=caps or {},
            terms=subject.strings.keep_together + subject.copy.keep_together,
        )
        return compose(
            self._artboard(subject, job),
            self.values(subject),
            _target(subject.placement),
            means=means,
            mirrored=language.is_rtl and subject.design.spec.mirror,
        )

    def photo(self, name: str) -> Photo:
        """Read a picture by its name in the workspace, such as ``assets/partners/x/logo.png``, once.

        ``#x y`` behind the name is its focal point, as shares of width and height from the top left. Raises
        `PictureError` for a picture that is missing, unusable or outside the project's folders.
        """
        if name not in self._photos:
            file_name, _, focus = name.partition("#")
            folder, _, rest = file_name.partition("/")
            roots = {"assets": self.project.folders.assets, "campaigns": self.project.folders.campaigns}
            root = roots.get(folder)
            path = (root / rest).resolve() if root else None
            if root is None or path is None or not path.is_relative_to(root.resolve()):
                raise PictureError(f"'{name}' is not below assets/ or campaigns/")
            file = read_picture(path)
            self._photos[name] = Photo(
                data=file.data,
                media_type=file.media_type,
                width=file.width,
                height=file.height,
                focus=_focus(focus, name),
            )
        return self._photos[name]

    def _artboard(self, subject: Subject, job: Job) -> Artboard:
        key = (job.campaign, job.variant, job.design, job.artboard)
        if key not in self._artboards:
            campaign, brand, assets = subject.campaign, self.project.brand, self.project.folders.assets
            palette = f"{campaign.palette}-{job.variant}" if job.variant else campaign.palette
            texture = brand.palette(palette).texture or f"{_TEXTURES}/{campaign.texture}.svg"
            self._artboards[key] = load_artboard(
                subject.design, job.artboard, brand.replacements(palette), (assets / texture).read_bytes()
            )
        return self._artboards[key]


def _focus(text: str, name: str) -> tuple[float, float]:
    try:
        x, y = (float(part) for part in text.split()) if text else (0.5, 0.5)
    except ValueError as error:
        raise PictureError(f"the focal point of '{name}' is not two numbers from 0 to 1") from error
    return x, y


def _target(placement: Placement) -> Target:
    return Target(size=placement.size, safe=placement.safe, avoid=placement.avoid)


def _found(thing: Thing | None, name: str) -> Thing:
    if thing is None:
        raise LookupError(f"the project has no '{name}'; plan the job with the same project")
    return thing
