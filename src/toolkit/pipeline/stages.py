"""The two stages a worker carries out: laying a picture out, and painting it into the files its jobs need."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.compose.layout import Layout
from toolkit.deliver.asset import Extension
from toolkit.errors import Place, Problem
from toolkit.files import sha256_of, write_atomic
from toolkit.pipeline.inspect import contrast_problems, qr_problems
from toolkit.pipeline.plan import Job, Picture
from toolkit.pipeline.workshop import Workshop
from toolkit.render.encode import encode
from toolkit.render.pdf import pdf_page
from toolkit.render.pixels import Pixels, RenderError
from toolkit.render.raster import engine_named
from toolkit.sources.design import drawing_place
from toolkit.sources.placement import Placement, PrintSheet
from toolkit.sources.project import read_project
from toolkit.units import PixelSize

RASTER_FORMATS = ("png", "jpg", "webp")
_PROOF_SIDE = 1754  # px
_EXTENSIONS: dict[str, Extension] = {".png": "png", ".jpg": "jpg", ".webp": "webp", ".pdf": "pdf"}
_workshop: list[Workshop] = []


def open_workshop(root: Path | None) -> None:
    """Load the project of a workspace in this process, once, for all its tasks."""
    project, _ = read_project(root)
    _workshop[:] = [Workshop.of(project)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A picture laid out: where its SVG lies, what is in it, and what is wrong with it."""

    picture: Picture
    svg: Path
    layout: Layout
    problems: tuple[Problem, ...]

    @property
    def drawing(self) -> Place:
        """The artboard it was made from."""
        return drawing_place(self.picture.first.design, self.picture.first.artboard)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOutTask:
    """Lay out `picture` and write the SVG into `folder`."""

    picture: Picture
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintTask:
    """Paint a laid-out picture with an engine and write its files into `folder`; `pdf` makes print pages."""

    laid_out: LaidOut
    engine: str
    folder: Path
    pdf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A finished file for one job. `note` says why it is not what the placement would usually get."""

    job: Job
    path: Path
    size: PixelSize
    is_sheet: bool
    note: str = ""

    @property
    def extension(self) -> Extension:
        """The file's extension."""
        return _EXTENSIONS[self.path.suffix]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintResult:
    """The files of one picture, and what is wrong with them."""

    painted: tuple[Painted, ...]
    problems: tuple[Problem, ...]


def lay_out(task: LayOutTask) -> LaidOut:
    """Compose one picture and put its SVG into the build folder, named by its hash."""
    composed = _workshop[0].compose(task.picture.first)
    data = composed.laid_out.svg.encode()
    return LaidOut(
        picture=task.picture,
        svg=_stored(task.folder, data, "svg"),
        layout=composed.laid_out.layout,
        problems=composed.problems,
    )


def paint(task: PaintTask) -> PaintResult:
    """Rasterise, check and encode one picture for all its jobs; problems are returned, not raised."""
    problems: list[Problem] = []
    try:
        painted = tuple(_painted(task, problems))
    except RenderError as error:
        place = Place(file=task.laid_out.picture.first.stem)
        return PaintResult(painted=(), problems=(*problems, Problem(trail=(place,), message=str(error))))
    return PaintResult(painted=painted, problems=tuple(problems))


def _painted(task: PaintTask, problems: list[Problem]) -> Iterator[Painted]:
    laid_out, engine = task.laid_out, engine_named(task.engine)
    layout, svg = laid_out.layout, laid_out.svg.read_bytes()
    placements = [(job, _workshop[0].subject(job).placement) for job in laid_out.picture.jobs]
    as_pdf = {job: placement.print for job, placement in placements if task.pdf and placement.print}
    size = _proof_size(layout.size) if len(as_pdf) == len(placements) else layout.size
    pixels = engine.rasterise(svg, size)
    problems.extend(qr_problems(pixels, layout, laid_out.drawing))
    problems.extend(contrast_problems(svg, engine, layout, laid_out.drawing))
    made: dict[object, tuple[Path, str]] = {}
    for job, placement in placements:
        sheet = as_pdf.get(job)
        key = (job, "pdf") if sheet else (placement.formats, placement.max_bytes)
        if key not in made:
            made[key] = _page(task, job, sheet, svg) if sheet else _picture(task, pixels, placement)
        path, note = made[key]
        yield Painted(job=job, path=path, size=layout.size, is_sheet=placement.print is not None, note=note)


def _proof_size(size: PixelSize) -> PixelSize:
    """The size at which a sheet that becomes a PDF page is looked at: about 150 dpi of an A4 page."""
    shrink = min(1.0, _PROOF_SIDE / max(size.width, size.height))
    return PixelSize(round(size.width * shrink), round(size.height * shrink))


def _picture(task: PaintTask, pixels: Pixels, placement: Placement) -> tuple[Path, str]:
    formats = tuple(name for name in placement.formats if name in RASTER_FORMATS) or ("png",)
    dpi = placement.print.dpi if placement.print else None
    encoded = encode(pixels, formats=formats, max_bytes=placement.max_bytes, dpi=dpi)
    return _stored(task.folder, encoded.data, encoded.extension), encoded.note


def _page(task: PaintTask, job: Job, sheet: PrintSheet, svg: bytes) -> tuple[Path, str]:
    subject = _workshop[0].subject(job)
    data = pdf_page(
        svg,
        trim_mm=(sheet.trim_width_mm, sheet.trim_height_mm),
        bleed_mm=sheet.bleed_mm,
        title=f"{subject.copy.day_name.text} – {subject.copy.theme.text}",
        language=job.language,
    )
    return _stored(task.folder, data, "pdf"), ""


def _stored(folder: Path, data: bytes, extension: str) -> Path:
    """Write a file named by its hash; a file that is there already is the same."""
    path = folder / f"{sha256_of(data)}.{extension}"
    if not path.exists():
        write_atomic(path, data)
    return path
