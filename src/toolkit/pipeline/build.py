"""Building: from the sources of a workspace to checked kits, all of them or none."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.compose.artboard import problems_of_artboard
from toolkit.compose.artwork import problems_of_texture
from toolkit.deliver.asset import Kit
from toolkit.deliver.kit import pack
from toolkit.deliver.words import check_words
from toolkit.errors import Place, Problem, Severity, errors_in
from toolkit.pipeline.cache.shelf import Shelf
from toolkit.pipeline.fontlist import language_problems
from toolkit.pipeline.groups import caps_for
from toolkit.pipeline.kits import Wording, kits_of, wordings
from toolkit.pipeline.laidout import LaidOut
from toolkit.pipeline.layingout import LayOutTask, lay_out, open_workshop
from toolkit.pipeline.orders import Orders
from toolkit.pipeline.painted import Painted
from toolkit.pipeline.paintstage import PaintStage
from toolkit.pipeline.plan import Job, NothingToMakeError, Plan, Selection, check_selection, pictures_of, plan
from toolkit.pipeline.pool import Advance, Processes, processes, run_all
from toolkit.pipeline.problems import merged
from toolkit.pipeline.workshop import Workshop
from toolkit.render.raster import DEFAULT_ENGINE, EngineUnavailableError, engine_named
from toolkit.sources.campaign import Campaign
from toolkit.sources.fonts import load_fonts
from toolkit.sources.project import Project, read_project

_PREFIX = ".toolkit-build-"

Stage = Callable[[str, int], AbstractContextManager[Advance]]
"""Called with the name of a stage and the number of steps; gives a function to call after each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build: where to, with which engine, on how many processes."""

    out: Path
    engine: str = DEFAULT_ENGINE
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check or build found and made."""

    plan: Plan
    problems: tuple[Problem, ...]
    pictures: int = 0
    painted: tuple[Painted, ...] = ()
    kits: tuple[Path, ...] = field(default=())

    @property
    def is_clean(self) -> bool:
        """Whether nothing stops a build."""
        return not errors_in(self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """Everything laid out, with the pool and folder that painting goes on with."""

    plan: Plan
    workshop: Workshop | None
    laid_out: tuple[LaidOut, ...]
    texts: dict[Job, Wording]
    problems: tuple[Problem, ...]
    workers: Processes
    folder: Path

    @property
    def drawings(self) -> Shelf:
        """Where the SVG of laid-out pictures stands."""
        return _drawings(self.folder)

    def outcome(self) -> Outcome:
        """What is known before anything is painted."""
        return Outcome(plan=self.plan, problems=self.problems, pictures=len(self.laid_out))


def check(root: Path | None, selection: Selection, options: Options, stage: Stage) -> Outcome:
    """Read and lay everything out, and return every problem; no pixels, no files left behind."""
    with _prepared(root, selection, options, stage, Path(tempfile.gettempdir())) as prepared:
        return prepared.outcome()


def build(root: Path | None, selection: Selection, options: Options, stage: Stage) -> Outcome:
    """Make the kits of a selection; if anything is wrong, return the problems and touch no kit."""
    with _prepared(root, selection, options, stage, options.out) as prepared:
        outcome = prepared.outcome()
        if not outcome.is_clean or prepared.workshop is None:
            return outcome
        painted, problems = _painted(prepared, options, stage)
        outcome = replace(outcome, painted=painted, problems=merged((*prepared.problems, *problems)))
        if not outcome.is_clean:
            return outcome
        return replace(outcome, kits=_packed(prepared, painted, options.out, stage))


@contextmanager
def _prepared(
    root: Path | None, selection: Selection, options: Options, stage: Stage, parent: Path
) -> Iterator[_Prepared]:
    project, problems = read_project(root)
    check_selection(project, selection)
    problems = (*problems, *_drawing_problems(project), *_word_problems(project), *language_problems(project))
    usable = composable(project, problems)
    wanted = plan(usable, selection) if usable else Plan(jobs=())
    if not wanted.jobs and not errors_in(problems):
        hint = "see 'toolkit plan' for what each design serves"
        raise NothingToMakeError(f"there is nothing to make of this selection (hint: {hint})")
    with build_folder(parent) as folder, processes(options.jobs, open_workshop, root) as workers:
        workshop = Workshop.of(usable) if usable else None
        tasks = _lay_out_tasks(project, wanted, _drawings(folder), options.engine)
        with stage("Laying out", len(tasks)) as advance:
            laid_out = run_all(workers, lay_out, tasks, advance)
        laid_out = _in_groups(project, tasks, laid_out, workers, stage)
        texts = wordings(workshop, laid_out) if workshop else {}
        found = [problem for picture in laid_out for problem in picture.problems]
        found += _further(found, [problem for text in texts.values() for problem in text.problems])
        yield _Prepared(
            plan=wanted,
            workshop=workshop,
            laid_out=tuple(laid_out),
            texts=texts,
            problems=merged((*problems, *found)),
            workers=workers,
            folder=folder,
        )


def _further(found: Sequence[Problem], problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems of captions, but for words that a picture cannot show either: they will change anyway."""
    said = {problem.trail[0] for problem in errors_in(found) if problem.trail}
    return (problem for problem in problems if not said.intersection(problem.trail[:1]))


def _lay_out_tasks(project: Project, wanted: Plan, shelf: Shelf, engine: str) -> list[LayOutTask]:
    """One task a picture; what engines leave out is asked once for all languages and rows."""
    asked: set[tuple[str, str, str]] = set()
    tasks = []
    for picture in pictures_of(project, wanted.jobs):
        drawing = (picture.first.campaign, picture.first.design, picture.first.artboard)
        placement = project.placement(picture.first.placement)
        engines = (engine, "pdf") if placement and placement.print else (engine,)
        tasks.append(LayOutTask(picture=picture, shelf=shelf, engines=() if drawing in asked else engines))
        asked.add(drawing)
    return tasks


def _in_groups(
    project: Project,
    tasks: Sequence[LayOutTask],
    laid_out: Sequence[LaidOut],
    workers: Processes,
    stage: Stage,
) -> list[LaidOut]:
    """Lay those pictures out again whose texts must be as small as others of their group."""
    caps = caps_for(project, laid_out)
    again = [replace(tasks[index], caps=sizes) for index, sizes in caps.items()]
    result = list(laid_out)
    if again:
        with stage("Matching sizes", len(again)) as advance:
            for index, picture in zip(caps, run_all(workers, lay_out, again, advance), strict=True):
                result[index] = picture
    return result


def composable(project: Project, problems: Sequence[Problem]) -> Project | None:
    """Return the part of a project that can be laid out in spite of its problems, or `None` if nothing can.

    So one run reports faults of every kind: a misspelled key does not hide a text that is too long.
    """
    files = {problem.trail[0].file for problem in errors_in(problems) if problem.trail}
    if any(file.startswith("fonts/") for file in files):
        return None
    textures = set(_textures(project)) - files
    stacks = load_fonts(*project.folders.fonts)
    return replace(
        project,
        decks=tuple(
            replace(
                deck,
                copies=tuple(
                    copy
                    for copy in deck.copies
                    if project.strings_in(copy.language) and stacks.language_stack(copy.language)
                ),
            )
            for deck in project.decks
            if deck.campaign.palette in project.brand.palettes and _texture_file(deck.campaign) in textures
        ),
        designs=tuple(
            design
            for design in project.designs
            if set(design.drawings) == set(design.spec.artboards)
            and not any(file.startswith(f"designs/{design.id}/") for file in files)
        ),
    )


def _drawing_problems(project: Project) -> Iterator[Problem]:
    for design in project.designs:
        for artboard in design.drawings:
            yield from problems_of_artboard(design, artboard)
    for name, path in _textures(project).items():
        yield from problems_of_texture(path.read_bytes(), Place(file=name))


def _textures(project: Project) -> dict[str, Path]:
    """The textures that campaigns use and that are there, by the names their problems have."""
    paths = {_texture_file(campaign): project.texture(campaign.texture) for campaign in project.campaigns}
    return {name: path for name, path in paths.items() if path.is_file()}


def _texture_file(campaign: Campaign) -> str:
    return f"assets/textures/{campaign.texture}.svg"


def _word_problems(project: Project) -> Iterator[Problem]:
    for strings in project.strings:
        yield from check_words(strings)


def _painted(
    prepared: _Prepared, options: Options, stage: Stage
) -> tuple[tuple[Painted, ...], tuple[Problem, ...]]:
    pdf = _has_cairo()
    assert prepared.workshop is not None  # noqa: S101  the caller has looked
    painter = PaintStage(
        orders=Orders(workshop=prepared.workshop, engine=options.engine, pdf=pdf),
        workers=prepared.workers,
        drawings=prepared.drawings,
        files=Shelf(prepared.folder / "files"),
    )
    with stage("Painting", len(prepared.laid_out)) as advance:
        painted, problems = painter.run(prepared.laid_out, advance)
    return tuple(painted), (*problems, *_print_notes(pdf=pdf, painted=painted))


def _packed(prepared: _Prepared, painted: Sequence[Painted], out: Path, stage: Stage) -> tuple[Path, ...]:
    """Pack every kit before the first takes its place: a full disk or Ctrl-C changes no old one."""
    if prepared.workshop is None:
        return ()
    kits = tuple(kits_of(prepared.workshop, painted, prepared.texts))
    with stage("Packing kits", len(kits)) as advance:
        packed = [_one_packed(kit, prepared.folder, advance) for kit in kits]
    out.mkdir(parents=True, exist_ok=True)
    return tuple(path.replace(out / path.name) for path in packed)


def _one_packed(kit: Kit, folder: Path, advance: Advance) -> Path:
    path = pack(kit, folder)
    advance(1)
    return path


def _drawings(folder: Path) -> Shelf:
    return Shelf(folder / "drawings")


def _has_cairo() -> bool:
    try:
        engine_named("cairo")
    except EngineUnavailableError:
        return False
    return True


def _print_notes(*, pdf: bool, painted: Sequence[Painted]) -> Iterator[Problem]:
    pages = sum(1 for file in painted if file.extension != "pdf" and file.is_sheet)
    if pages and not pdf:
        message = f"{pages} print pages were made as pictures, because cairo is not installed here"
        hint = "for PDF pages: apt-get install libcairo2 (Debian, Ubuntu) or brew install cairo (macOS)"
        yield Problem(trail=(), message=message, hint=hint, severity=Severity.WARNING)


@contextmanager
def build_folder(parent: Path) -> Iterator[Path]:
    """Give a folder for unfinished files, gone after the block; folders of killed runs are cleared away."""
    parent.mkdir(parents=True, exist_ok=True)
    for stale in parent.glob(f"{_PREFIX}*"):
        if not _is_running(stale.name.removeprefix(_PREFIX).partition("-")[0]):
            shutil.rmtree(stale, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent) as folder:
        yield Path(folder)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True
