"""The two stages a worker carries out: laying a picture out, and painting it into the files its jobs need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.deliver.asset import Extension
from toolkit.errors import Place, Problem
from toolkit.files import sha256_of, write_atomic
from toolkit.pipeline.inspect import contrast_problems, dropped_problems, qr_problems
from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.plan import Job, Picture
from toolkit.pipeline.workshop import Workshop
from toolkit.render.encode import encode
from toolkit.render.layers import over
from toolkit.render.pdf import pdf_page
from toolkit.render.pixels import Pixels, RenderError
from toolkit.render.raster import engine_named
from toolkit.render.sheet import sheet_of
from toolkit.sources.placement import Placement
from toolkit.sources.project import read_project
from toolkit.units import PixelSize

RASTER_FORMATS = ("png", "jpg", "webp")
_PROOF_SIDE = 1754  # px
_BATCH = 24  # pictures of one task: enough to share a ground, few enough to keep every core busy
_EXTENSIONS: dict[str, Extension] = {".png": "png", ".jpg": "jpg", ".webp": "webp", ".pdf": "pdf"}
_workshop: list[Workshop] = []


def open_workshop(root: Path | None) -> None:
    """Load the project of a workspace in this process, once, for all its tasks."""
    project, _ = read_project(root)
    _workshop[:] = [Workshop.of(project)]


def workshop_here() -> Workshop:
    """Return the workshop that this process has opened."""
    return _workshop[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayOutTask:
    """Lay out `picture` and write its SVG pieces into `folder`."""

    picture: Picture
    folder: Path
    engines: tuple[str, ...] = ()
    """What will paint it, `pdf` among them for print pages: what they would leave out is said."""
    caps: Mapping[str, float] = field(default_factory=dict)
    """Sizes that slots have in common with other pictures and must not exceed, in artboard units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintTask:
    """Paint pictures that share one ground, and write their files into `folder`; `pdf` makes print pages."""

    pictures: tuple[LaidOut, ...]
    engine: str
    folder: Path
    pdf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A finished file for one job.

    `note` says why it is not what the placement would usually get, `choice` how it was packed, with the
    measured difference.
    """

    job: Job
    path: Path
    size: PixelSize
    is_sheet: bool
    note: str = ""
    choice: str = ""

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
    """Compose one picture and put its SVG pieces into the build folder, named by their hashes."""
    composed = _workshop[0].compose(task.picture.first, task.caps)
    laid_out = composed.laid_out
    texts = (laid_out.ground_svg, laid_out.body_svg, laid_out.svg)
    ground, body, whole = (_stored(task.folder, text.encode(), "svg") for text in texts)
    result = LaidOut(
        picture=task.picture,
        ground=ground,
        body=body,
        whole=whole,
        layout=laid_out.layout,
        problems=composed.problems,
    )
    return replace(result, problems=(*result.problems, *dropped_problems(result, task.engines)))


def paint_tasks(
    laid_out: Sequence[LaidOut], engine: str, folder: Path, *, pdf: bool
) -> tuple[PaintTask, ...]:
    """Return the tasks that paint pictures, those on the same ground together."""
    groups: dict[Path, list[LaidOut]] = {}
    for picture in laid_out:
        groups.setdefault(picture.ground, []).append(picture)
    batches = (
        group[start : start + _BATCH] for group in groups.values() for start in range(0, len(group), _BATCH)
    )
    return tuple(PaintTask(pictures=tuple(batch), engine=engine, folder=folder, pdf=pdf) for batch in batches)


def paint(task: PaintTask) -> PaintResult:
    """Rasterise, check and encode pictures for all their jobs; problems are returned, not raised."""
    problems: list[Problem] = []
    painted: list[Painted] = []
    grounds: dict[PixelSize, Pixels] = {}
    for picture in task.pictures:
        try:
            painted.extend(_painted(task, picture, grounds, problems))
        except RenderError as error:
            place = Place(file=picture.picture.first.stem)
            problems.append(Problem(trail=(place,), message=str(error)))
    return PaintResult(painted=tuple(painted), problems=tuple(problems))


def _painted(
    task: PaintTask, laid_out: LaidOut, grounds: dict[PixelSize, Pixels], problems: list[Problem]
) -> Iterator[Painted]:
    placements = [(job, _workshop[0].subject(job).placement) for job in laid_out.picture.jobs]
    as_pdf = {job for job, placement in placements if task.pdf and placement.print}
    size = laid_out.layout.size
    size = _proof_size(size) if len(as_pdf) == len(placements) else size
    pixels, ground = _pixels(task.engine, laid_out, size, grounds)
    problems.extend(qr_problems(pixels, laid_out.layout, laid_out.drawing))
    problems.extend(contrast_problems(laid_out, ground, engine_named(task.engine)))
    made: dict[object, tuple[Path, str, str]] = {}
    for job, placement in placements:
        is_page = job in as_pdf
        key = (job, "pdf") if is_page else (placement.formats, placement.max_bytes)
        if key not in made:
            made[key] = (
                _page(task, laid_out, job, placement) if is_page else _picture(task, pixels, placement)
            )
        path, note, choice = made[key]
        yield Painted(
            job=job,
            path=path,
            size=laid_out.layout.size,
            is_sheet=placement.print is not None,
            note=note,
            choice=choice,
        )


def _pixels(
    name: str, laid_out: LaidOut, size: PixelSize, grounds: dict[PixelSize, Pixels]
) -> tuple[Pixels, Pixels]:
    """The picture, and the ground alone, which the pictures of one task share."""
    engine = engine_named(name)
    if size not in grounds:
        grounds.clear()
        grounds[size] = engine.rasterise(laid_out.ground.read_bytes(), size)
    body = engine.rasterise(laid_out.body.read_bytes(), size, transparent=True)
    if _workshop[0].subject(laid_out.picture.first).design.spec.transparent:
        return engine.rasterise(laid_out.whole.read_bytes(), size, transparent=True), grounds[size]
    return over(body, grounds[size]), grounds[size]


def _proof_size(size: PixelSize) -> PixelSize:
    """The size at which a sheet that becomes a PDF page is looked at: about 150 dpi of an A4 page."""
    shrink = min(1.0, _PROOF_SIDE / max(size.width, size.height))
    return PixelSize(round(size.width * shrink), round(size.height * shrink))


def _picture(task: PaintTask, pixels: Pixels, placement: Placement) -> tuple[Path, str, str]:
    formats = tuple(name for name in placement.formats if name in RASTER_FORMATS) or ("png",)
    dpi = placement.print.dpi if placement.print else None
    encoded = encode(pixels, formats=formats, max_bytes=placement.max_bytes, dpi=dpi)
    return _stored(task.folder, encoded.data, encoded.extension), encoded.note, encoded.choice


def _page(task: PaintTask, laid_out: LaidOut, job: Job, placement: Placement) -> tuple[Path, str, str]:
    subject = _workshop[0].subject(job)
    page = pdf_page(
        laid_out.whole.read_bytes(),
        sheet=sheet_of(placement),
        title=f"{subject.copy.day_name.text} – {subject.copy.theme.text}",
        language=job.language,
    )
    return _stored(task.folder, page.data, "pdf"), page.note, ""


def _stored(folder: Path, data: bytes, extension: str) -> Path:
    """Write a file named by its hash; a file that is there already is the same."""
    path = folder / f"{sha256_of(data)}.{extension}"
    if not path.exists():
        write_atomic(path, data)
    return path
