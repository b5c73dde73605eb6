"""Painting: laid-out SVG in, file bytes out. What it takes travels in its tasks: no project, no font.

So a task can be done in this process, in another, or on a machine that has nothing but the toolkit.
"""

import platform
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from toolkit.compose.layout import Layout
from toolkit.deliver.kit.asset import Extension
from toolkit.errors import Place, Problem
from toolkit.pipeline.cache.cached_layers import CachedLayers
from toolkit.pipeline.cache.fingerprint import fingerprint
from toolkit.pipeline.cache.store import Cache
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
from toolkit.render.pdf.page import Page, pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.pixels import Pixels, RenderError
from toolkit.units import PixelSize

_PROOF_SIDE = 1754  # px
# Kept are the scene of the pictures and that of their moving versions, or one of 3840×2160.
_SCENES_KEPT, _SCENES_PIXELS = 2, 12_000_000
_EXTENSIONS: dict[str, Extension] = {"png": "png", "jpg": "jpg", "webp": "webp", "gif": "gif", "mp4": "mp4"}


_scenes: BoundedLru[tuple[str, str, str, PixelSize, Path], SceneRenderer] = BoundedLru(_SCENES_PIXELS)


class WrongVersionError(RuntimeError):
    """A worker would paint with other code or libraries than the machine that builds."""


@lru_cache(maxsize=1)
def painting_version() -> str:
    """Return a digest of all code and libraries that can change a pixel or a byte between SVG and file."""
    return sha256(repr((fingerprint(__name__), cairo_version())).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageExport:
    """A picture file in the lightest of some formats; `dpi` is written into it for print."""

    formats: tuple[str, ...]
    max_bytes: int | None = None
    dpi: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfExport:
    """A print page as PDF, with the title and language (BCP 47) that screen readers say."""

    sheet: PageGeometry
    title: str
    language: str


Export = ImageExport | PdfExport | AnimationExport
"""A file that is wanted of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintJob:
    """A picture ready to paint on the ground of its plate, and the files wanted of it.

    `body` is what lies on the ground, as SVG text without root. A see-through picture has no white below it.
    The files of a final one are squeezed as far as can be.
    """

    name: str
    drawing: Place
    body: str
    layout: Layout
    orders: tuple[Export, ...]
    transparent: bool = False
    is_final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintGroup:
    """Pictures that share one `head` (root and definitions) and one `ground`, as SVG text."""

    head: str
    ground: str
    sketches: tuple[PaintJob, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintTask:
    """Plates to paint one after the other, best those whose grounds have something in common.

    `version` is that of whoever gives the task (see `painting_version`), `cache` the folder of their cache,
    where layers that others have painted stand; another machine may have no such folder.
    """

    version: str
    engine: str
    plates: tuple[PaintGroup, ...]
    cache: Path

    @property
    def title(self) -> str:
        """What to call it where something is wrong: its first picture."""
        return self.plates[0].sketches[0].name


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A finished file.

    `note` says why it is not what the placement would usually get, `choice` how it was packed, with the
    measured difference.
    """

    data: bytes
    extension: Extension
    note: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintResult:
    """The files of one picture, in the order they were asked for, and what is wrong with it.

    A picture that could not be painted has no files, and a problem that says why.
    """

    files: tuple[File, ...]
    problems: tuple[Problem, ...]


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
    easels = (_GroupPainter(task.engine, plate, task.cache) for plate in task.plates)
    return tuple(_painting(easel, sketch) for easel in easels for sketch in easel.plate.sketches)


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
    """A plate, with the means to paint it."""

    engine: str
    plate: PaintGroup
    cache: Path

    def shot(self, sketch: PaintJob, size: PixelSize) -> Rendered:
        return self.scene(size).picture(sketch.body, transparent=sketch.transparent)

    def scene(self, size: PixelSize) -> SceneRenderer:
        return _scene(self.engine, self.plate.head, self.plate.ground, size, self.cache)

    def parts(self, job: PaintJob) -> Parts:
        head, ground = self.plate.head, self.plate.ground
        return Parts(head=head, ground=ground, body=job.body, transparent=job.transparent)

    def svg(self, layers: str) -> str:
        return f"{self.plate.head}{layers}</svg>"


def _painting(easel: _GroupPainter, sketch: PaintJob) -> PaintResult:
    try:
        shot = easel.shot(sketch, _size(sketch))
        problems = (
            *qr_problems(shot.pixels, sketch.layout, sketch.drawing),
            *problems_of_words(
                engine_named(easel.engine), easel.parts(sketch), shot, sketch.layout, sketch.drawing
            ),
        )
        press = Encoder(shot.pixels, final=sketch.is_final)
        files = tuple(_file(easel, sketch, order, press) for order in sketch.orders)
        return PaintResult(files=files, problems=problems)
    except RenderError as error:
        problem = Problem(trail=(Place(file=sketch.name),), message=str(error))
        return PaintResult(files=(), problems=(problem,))


def _size(sketch: PaintJob) -> PixelSize:
    """The size to paint at; of a sheet that only becomes a PDF page a proof will do, at 150 dpi of A4."""
    size = sketch.layout.size
    if not all(isinstance(order, PdfExport) for order in sketch.orders):
        return size
    shrink = min(1.0, _PROOF_SIDE / max(size.width, size.height))
    return PixelSize(round(size.width * shrink), round(size.height * shrink))


def _file(easel: _GroupPainter, sketch: PaintJob, order: Export, press: Encoder) -> File:
    match order:
        case PdfExport():
            page = _page(easel, sketch, order)
            return File(data=page.data, extension="pdf", note=page.note)
        case AnimationExport():
            return _loop(easel, sketch, order)
        case ImageExport():
            packed = press.encode(formats=order.formats, max_bytes=order.max_bytes, dpi=order.dpi)
            extension = _EXTENSIONS[packed.extension]
            return File(data=packed.data, extension=extension, note=packed.note, choice=packed.choice)


def _page(easel: _GroupPainter, sketch: PaintJob, order: PdfExport) -> Page:
    """Return a page; what its ground shares with others is drawn apart, unless something mixes the two."""
    whole = easel.svg(f"{easel.plate.ground}{sketch.body}")
    is_apart = is_layered(whole) and bool(easel.plate.ground)
    return pdf_page(
        easel.svg(sketch.body) if is_apart else whole,
        ground=easel.svg(easel.plate.ground) if is_apart else "",
        sheet=order.sheet,
        title=order.title,
        language=order.language,
        store=_store(easel.cache),
    )


def _loop(easel: _GroupPainter, sketch: PaintJob, order: AnimationExport) -> File:
    def painted(svg: bytes) -> Pixels:
        return engine_named(easel.engine).rasterise(svg, order.size, transparent=True)

    def standing(svg: bytes) -> Pixels:
        # The scene knows most of what stands from the still, or from other rows and languages.
        written, head = svg.decode(), easel.plate.head
        if not written.startswith(head):
            return over(painted(svg), scene.ground)
        return scene.picture(written.removeprefix(head).removesuffix("</svg>")).pixels

    scene = easel.scene(order.size)
    body = easel.svg(sketch.body).encode()
    made = loop_of(order, sketch.layout, scene.ground, body, painted, standing)
    return File(data=made.data, extension=_EXTENSIONS[made.extension], note=made.note, choice=made.choice)
