"""What a process keeps between pictures: the project, its fonts, and artboards in a campaign's colours."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from toolkit.compose.artboard.artboard import Artboard, load_artboard
from toolkit.compose.compose import compose
from toolkit.compose.filling.fill import Means
from toolkit.compose.filling.image import Photo
from toolkit.compose.layout import LayoutResult
from toolkit.compose.values import Values, common_values, row_values
from toolkit.languages import Language
from toolkit.pipeline.jobs import DrawingKey, ResolvedJob, RowsById, WordsKey, resolve, rows_by_id
from toolkit.sources.job_key import JobKey, KitKey
from toolkit.sources.project import Project
from toolkit.sources.workspace.images import PictureError, read_picture
from toolkit.sources.workspace.typography import LanguageTypography, Typography
from toolkit.sources.workspace.voices import VoiceFile
from toolkit.typeset import FontLibrary, forget_texts

_TEXTURES = "textures"
_MOST_VALUES = 4096  # rows in one language each; partners may be many

Key = TypeVar("Key")
Thing = TypeVar("Thing")
Recolouring = tuple[Mapping[str, str], bytes]
"""The colours to put in place of others, and the texture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSetting:
    """How the words of a language are set; `terms` are never cut."""

    language: Language
    mirrored: bool
    terms: tuple[str, ...]
    typography: LanguageTypography


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """A loaded project with its fonts; artboards are read once per campaign, values made once per row.

    Threads may share one: two that miss the same thing both make it.
    """

    project: Project
    fonts: FontLibrary
    _rows: dict[tuple[str, str, str], RowsById] = field(default_factory=dict)
    _common: dict[KitKey, Values] = field(default_factory=dict)
    _values: dict[WordsKey, Values] = field(default_factory=dict)
    _looks: dict[tuple[str, str | None], Recolouring] = field(default_factory=dict)
    _artboards: dict[DrawingKey, Artboard] = field(default_factory=dict)
    _photos: dict[str, Photo] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> "ProjectContext":
        """Open the fonts of a project; raise `ProblemsError` if they cannot be used."""
        folders, fonts = project.folders.fonts, project.fonts
        return cls(project, FontLibrary(folders, fonts) if fonts else FontLibrary.load(*folders))

    def release(self) -> None:
        """Let go of all that only laying out needs, so that painting has the memory; it is made again."""
        for kept in (self._rows, self._common, self._values, self._looks, self._artboards, self._photos):
            kept.clear()
        self.fonts.close_faces()
        forget_texts()
        gc.collect()

    def resolve(self, key: JobKey) -> ResolvedJob:
        """Look up what a key names, once for each task; raise `LookupError` for one of another project."""
        deck, design = self.project.deck(key.campaign), self.project.design(key.design)
        copy = deck.copy_in(key.language) if deck else None
        if deck is None or design is None or copy is None:
            return resolve(self.project, key)  # it says what is missing
        known = (key.campaign, key.language, design.spec.rows)
        rows = _once(self._rows, known, lambda: rows_by_id(deck, copy, design.spec.rows))
        return resolve(self.project, key, rows)

    def values(self, job: ResolvedJob) -> Values:
        """Return the words a job's design may use; a row's own come before those that every design has."""
        words, row = (job.campaign, job.copy, job.strings), job.row
        common = _once(self._common, job.key.kit, lambda: dict(common_values(*words)))
        if row is None:
            return common
        if len(self._values) >= _MOST_VALUES:
            self._values.clear()
        return _once(self._values, job.words, lambda: {**common, **dict(row_values(*words, row))})

    def look(self, job: ResolvedJob) -> Recolouring:
        """Return what a campaign, or a variant of it, puts in place of the sample's colours and texture."""
        return _once(self._looks, (job.campaign.id, job.key.variant), lambda: self._read_look(job))

    def voice(self, job: ResolvedJob) -> VoiceFile | None:
        """Return the voice that a job's campaign names, or that has its id; none if there is no such."""
        return self.project.brand.voices.get(job.campaign.voice or job.campaign.id)

    def colours(self, job: ResolvedJob) -> Mapping[str, str]:
        """Return what takes the place of each colour of a job's drawing; the design's own come last."""
        own = job.design.spec.colours
        given = self.look(job)[0]
        return {**given, **self.project.brand.stand_ins(_palette_of(job), own)} if own else given

    def _read_look(self, job: ResolvedJob) -> Recolouring:
        campaign, brand = job.campaign, self.project.brand
        palette = _palette_of(job)
        texture = brand.palette(palette).texture or f"{_TEXTURES}/{campaign.texture}.svg"
        data = self.project.folders.assets.find(texture).read_bytes()
        return brand.replacements(palette), data

    def compose(self, job: ResolvedJob, caps: Mapping[str, float] | None = None) -> LayoutResult:
        """Lay out the picture of a job; `caps` are sizes its slots must not exceed, in artboard units."""
        setting = setting_of(job, self.project.typography)
        means = Means(
            language=setting.language,
            fonts=self.fonts,
            photo=self.photo,
            caps=caps or {},
            terms=setting.terms,
            typography=setting.typography,
            voice=self.voice(job),
        )
        return compose(
            self._artboard(job),
            self.values(job),
            job.placement.canvas,
            means=means,
            mirrored=setting.mirrored,
        )

    def photo(self, name: str) -> Photo:
        """Read a picture by its name in the workspace, such as ``assets/partners/x/logo.png``, once.

        ``#x y`` behind the name is its focal point, as shares of width and height from the top left. Raises
        `PictureError` for a picture that is missing, unusable or outside the project's folders.
        """
        return _once(self._photos, name, lambda: self._read_photo(name))

    def _read_photo(self, name: str) -> Photo:
        file = read_picture(self.picture_path(name), name.partition("#")[0])
        return Photo(
            data=file.data,
            media_type=file.media_type,
            width=file.width,
            height=file.height,
            focus=_focus(name.partition("#")[2], name),
        )

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

    def _artboard(self, job: ResolvedJob) -> Artboard:
        def read() -> Artboard:
            texture = self.look(job)[1]
            return load_artboard(job.design, job.artboard, self.colours(job), texture, self.fonts)

        return _once(self._artboards, job.drawing, read)


def _palette_of(job: ResolvedJob) -> str:
    """Return the palette of a job's campaign, or that of its other look."""
    return f"{job.campaign.palette}-{job.key.variant}" if job.key.variant else job.campaign.palette


def _once(kept: dict[Key, Thing], key: Key, make: Callable[[], Thing]) -> Thing:
    """Return what is kept under a key, or make it and keep it."""
    found = kept.get(key)
    if found is None:
        found = kept[key] = make()
    return found


def _focus(text: str, name: str) -> tuple[float, float]:
    try:
        x, y = (float(part) for part in text.split()) if text else (0.5, 0.5)
    except ValueError as error:
        raise PictureError(f"the focal point of '{name}' is not two numbers from 0 to 1") from error
    return x, y


def setting_of(job: ResolvedJob, typography: Typography) -> LanguageSetting:
    """Return what a language and its campaign do to every text of a design."""
    language = job.copy.language
    return LanguageSetting(
        language=language,
        mirrored=language.is_rtl and job.design.spec.mirror,
        terms=job.strings.keep_together + job.copy.keep_together,
        typography=typography.of(language),
    )
