"""Painting: laid-out SVG in, file bytes out. What it takes travels in its tasks: no project, no font.

So a task can be done in this process, in another, or on a machine that has nothing but the toolkit.
"""

import platform
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from toolkit.compose.layout import Layout
from toolkit.errors import Place, Problem
from toolkit.file_formats import Codec
from toolkit.files import sha256_of
from toolkit.output_file import Encoded, OutputFile
from toolkit.pipeline.cache.cached_layers import CachedLayers
from toolkit.pipeline.cache.fingerprint import fingerprint
from toolkit.pipeline.cache.store import Cache, FinishedFiles
from toolkit.pipeline.paint.animation import AnimationExport, loop_of
from toolkit.pipeline.pixel_checks import qr_problems
from toolkit.pipeline.visible_words import Parts, problems_of_words
from toolkit.render.compositor.canvas import over
from toolkit.render.compositor.layer_cache import NOWHERE, LayerCache
from toolkit.render.compositor.layers import is_layered
from toolkit.render.compositor.scene import Rendered, SceneRenderer
from toolkit.render.encode.choose import Encoder
from toolkit.render.engines.engine import cairo_version, engine_named
from toolkit.render.lru import BoundedLru
from toolkit.render.malloc import give_back_large_memory
from toolkit.render.pdf.page import pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.pixels import Pixels, RenderError
from toolkit.sources.workspace.placement import ImageSpec
from toolkit.sources.workspace.print_sheet import PrintSheet
from toolkit.units import PixelSize

_PROOF_SIDE = 1754  # px
# Kept are the scene of the pictures and that of their moving versions, or one of 3840×2160.
_SCENES_KEPT, _SCENES_PIXELS = 2, 12_000_000


_scenes: BoundedLru[tuple[str, str, str, PixelSize, Path], SceneRenderer] = BoundedLru(_SCENES_PIXELS)


class WrongVersionError(RuntimeError):
    """A worker would paint with other code or libraries than the machine that builds."""


@lru_cache(maxsize=1)
def painting_version() -> str:
    """Return a digest of all code and libraries that can change a pixel or a byte between SVG and file."""
    return sha256(repr((fingerprint(__name__), cairo_version())).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageExport:
    """A picture file: the lightest of those that the placement takes."""

    file: ImageSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfExport:
    """A print page as PDF, with the title and language (BCP 47) that screen readers say."""

    sheet: PrintSheet
    title: str
    language: str


Export = ImageExport | PdfExport | AnimationExport
"""A file that is wanted of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintJob:
    """A picture ready to paint on the ground of its group, and the files wanted of it.

    `body` is what lies on the ground, as SVG text without root. A see-through picture has no white below it.
    The files of a final one are squeezed as far as can be.
    """

    name: str
    drawing: Place
    body: str
    layout: Layout
    exports: tuple[Export, ...]
    transparent: bool = False
    is_final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintGroup:
    """Pictures that share one `head` (root and definitions) and one `ground`, as SVG text."""

    head: str
    ground: str
    jobs: tuple[PaintJob, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintTask:
    """Groups to paint one after the other, best those whose grounds have something in common.

    `version` is that of whoever gives the task (see `painting_version`), `cache` the folder of their cache,
    where layers that others have painted stand; another machine may have no such folder.
    """

    version: str
    engine: str
    groups: tuple[PaintGroup, ...]
    cache: Path
    spare: Path
    """Where finished files go that the cache does not take; on the machine that builds."""
    is_spare_only: bool = False

    @property
    def title(self) -> str:
        """What to call it where something is wrong: its first picture."""
        return self.groups[0].jobs[0].name


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintResult:
    """The files of one picture, in the order they were asked for, and what is wrong with it.

    `contents` are their bytes, until the files stand in a cache. A picture that could not be painted has no
    files, and a problem that says why.
    """

    files: tuple[OutputFile, ...]
    problems: tuple[Problem, ...]
    contents: tuple[bytes, ...] = ()

    def stored(self, store: FinishedFiles) -> "PaintResult":
        """Put the files where finished files stand, and return the result without their bytes."""
        files = tuple(
            replace(file, digest=store.put(content, file.codec))
            for file, content in zip(self.files, self.contents, strict=True)
        )
        return replace(self, files=files, contents=())


def paint(task: PaintTask) -> tuple[PaintResult, ...]:
    """Rasterise, check and encode the pictures of a task; problems are returned, not raised.

    Raises `WrongVersionError` where other bytes might come out than where the task was given.
    """
    give_back_large_memory()
    if task.version != painting_version():
        raise WrongVersionError(
            f"{platform.node()} has another toolkit, or other libraries, than the machine that builds "
            "(hint: install the same versions on every machine, with constraints.txt)"
        )
    painters = (_GroupPainter(task.engine, group, task.cache) for group in task.groups)
    return tuple(_painting(painter, job) for painter in painters for job in painter.group.jobs)


def _scene(engine: str, head: str, ground: str, size: PixelSize, cache: Path) -> SceneRenderer:
    """Return a scene; neighbouring tasks share it. A large one is kept alone."""
    key = (engine, head, ground, size, cache)
    scene = _scenes.get(key)
    if scene is None:
        scene = SceneRenderer(engine_named(engine), head, ground, size, _store(cache))
        _scenes.keep(key, scene, max(size.width * size.height, _SCENES_PIXELS // _SCENES_KEPT))
    return scene


def _store(cache: Path) -> LayerCache:
    """Return the store of a task; on a machine without that folder, nothing is kept."""
    return CachedLayers(Cache(cache), painting_version()) if cache.is_dir() else NOWHERE


@dataclass(frozen=True, slots=True)
class _GroupPainter:
    """A group, with the means to paint it."""

    engine: str
    group: PaintGroup
    cache: Path

    def shot(self, job: PaintJob, size: PixelSize) -> Rendered:
        return self.scene(size).picture(job.body, transparent=job.transparent)

    def scene(self, size: PixelSize) -> SceneRenderer:
        return _scene(self.engine, self.group.head, self.group.ground, size, self.cache)

    def parts(self, job: PaintJob) -> Parts:
        head, ground = self.group.head, self.group.ground
        return Parts(head=head, ground=ground, body=job.body, transparent=job.transparent)

    def svg(self, layers: str) -> str:
        return f"{self.group.head}{layers}</svg>"


def _painting(painter: _GroupPainter, job: PaintJob) -> PaintResult:
    try:
        shot = painter.shot(job, _size(job))
        problems = (
            *qr_problems(shot.pixels, job.layout, job.drawing),
            *problems_of_words(
                engine_named(painter.engine), painter.parts(job), shot, job.layout, job.drawing
            ),
        )
        encoder = Encoder(shot.pixels, final=job.is_final)
        made = [_file(painter, job, export, encoder) for export in job.exports]
        return PaintResult(
            files=tuple(one.file for one in made),
            problems=problems,
            contents=tuple(one.data for one in made),
        )
    except RenderError as error:
        problem = Problem(trail=(job.drawing, Place(file=job.name)), message=str(error))
        return PaintResult(files=(), problems=(problem,))


def _size(job: PaintJob) -> PixelSize:
    """The size to paint at; of a sheet that only becomes a PDF page a proof will do, at 150 dpi of A4."""
    size = job.layout.size
    if not all(isinstance(export, PdfExport) for export in job.exports):
        return size
    shrink = min(1.0, _PROOF_SIDE / max(size.width, size.height))
    return PixelSize(round(size.width * shrink), round(size.height * shrink))


def _file(painter: _GroupPainter, job: PaintJob, export: Export, encoder: Encoder) -> Encoded:
    match export:
        case PdfExport():
            return _page(painter, job, export)
        case AnimationExport():
            return _loop(painter, job, export)
        case ImageExport():
            limits = export.file
            return encoder.encode(formats=limits.codecs, max_bytes=limits.max_bytes, dpi=limits.dpi)


def _page(painter: _GroupPainter, job: PaintJob, export: PdfExport) -> Encoded:
    """Return a page; what its ground shares with others is drawn apart, unless something mixes the two."""
    whole = painter.svg(f"{painter.group.ground}{job.body}")
    is_apart = is_layered(whole) and bool(painter.group.ground)
    page = pdf_page(
        painter.svg(job.body) if is_apart else whole,
        ground=painter.svg(painter.group.ground) if is_apart else "",
        sheet=geometry_of(export.sheet),
        title=export.title,
        language=export.language,
        store=_store(painter.cache),
    )
    digest, size = sha256_of(page.data), job.layout.size
    file = OutputFile(codec=Codec.PDF, digest=digest, size=size, note=page.note)
    return Encoded(file=file, data=page.data)


def _loop(painter: _GroupPainter, job: PaintJob, export: AnimationExport) -> Encoded:
    def painted(svg: bytes) -> Pixels:
        return engine_named(painter.engine).rasterise(svg, export.size, transparent=True)

    def standing(svg: bytes) -> Pixels:
        # The scene knows most of what stands from the still, or from other rows and languages.
        written, head = svg.decode(), painter.group.head
        if not written.startswith(head):
            return over(painted(svg), scene.ground)
        return scene.picture(written.removeprefix(head).removesuffix("</svg>")).pixels

    scene = painter.scene(export.size)
    body = painter.svg(job.body).encode()
    return loop_of(export, job.layout, scene.ground, body, painted, standing)


def geometry_of(sheet: PrintSheet) -> PageGeometry:
    """Return a sheet as the page is drawn on it."""
    return PageGeometry(
        width=sheet.width_mm, height=sheet.height_mm, cut=sheet.cut, face=sheet.face, dpi=sheet.dpi
    )
