"""Building: from the sources of a workspace to checked kits, all of them or none."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.deliver.texts.post_words import Wording
from toolkit.errors import Problem, errors_in
from toolkit.output_file import OutputFile
from toolkit.pipeline.cache.blobs import BlobStore
from toolkit.pipeline.cache.store import Cache, FinishedFiles
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.incremental.build_cache import BuildCache
from toolkit.pipeline.incremental.layout_keys import LayoutKeys
from toolkit.pipeline.incremental.up_to_date import BuildRecord, FileStamp, UpToDateCheck
from toolkit.pipeline.kits import kit_files
from toolkit.pipeline.layout.common_sizes import common_sizes
from toolkit.pipeline.layout.tasks import LaidOutPicture, LayOutTask, engines_for
from toolkit.pipeline.options import Making, Options, Painters, Stage, same_workers
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.output.build_folder import build_folder
from toolkit.pipeline.output.moves import blocked_places, settled
from toolkit.pipeline.paint.exports import Exports
from toolkit.pipeline.plan import (
    NothingToMakeError,
    Picture,
    Plan,
    Selection,
    check_selection,
    pictures_of,
    plan,
)
from toolkit.pipeline.problems import asked_for, merged
from toolkit.pipeline.session import Session
from toolkit.pipeline.stages.captions import CaptionStage
from toolkit.pipeline.stages.layout import LayoutStage
from toolkit.pipeline.stages.looks import worth_a_look
from toolkit.pipeline.stages.pack import PackStage
from toolkit.pipeline.stages.paint import PaintStage
from toolkit.pipeline.validation import composable, problems_of_sources, unlent
from toolkit.pipeline.workers.project_workers import ProjectWorkers
from toolkit.render.animation.mp4 import version as encoder_version
from toolkit.render.engines.engine import DEFAULT_ENGINE, cairo_version
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Folders, Project

__all__ = ["Making", "Options", "Painters", "Stage", "build", "build_in", "check", "check_in", "same_workers"]

CampaignProblem = tuple[str, Problem]
"""A problem, and the campaign whose pictures have it; no campaign if the sources themselves do."""


def check(root: Path | None, selection: Selection, options: Options, stage: Stage) -> Outcome:
    """Check a workspace in a session of its own (see `check_in`)."""
    with options.session(root) as session:
        return check_in(session, selection, stage, engine=options.engine)


def build(root: Path | None, selection: Selection, options: Options, stage: Stage) -> Outcome:
    """Build a workspace in a session of its own (see `build_in`)."""
    with options.session(root) as session:
        return build_in(session, selection, options, stage)


def check_in(
    session: Session, selection: Selection, stage: Stage, *, engine: str = DEFAULT_ENGINE
) -> Outcome:
    """Read and lay everything out, and return every problem; no files are left behind.

    Pictures that show best what a build would find in the pixels are painted to look at them.
    """
    parent = Path(tempfile.gettempdir())
    with _prepared(session, selection, Making(out=parent, engine=engine), stage) as prepared:
        looked = (problem for _, problem in _looked_at(prepared, stage))
        problems = merged((*prepared.problems, *looked))
        return replace(prepared.outcome(), problems=Folders.of(session.root).located(problems))


def build_in(session: Session, selection: Selection, options: Making, stage: Stage) -> Outcome:
    """Make the kits of a selection; if anything is wrong, return the problems and touch no kit.

    What a killed build was moving into the folder of kits comes to its end first, and is told.
    """
    ended = settled(options.out)
    if errors_in(ended):
        return Outcome(plan=Plan(jobs=()), problems=ended)
    outcome = _made(session, selection, options, stage)
    return replace(outcome, problems=(*ended, *outcome.problems)) if ended else outcome


def _made(session: Session, selection: Selection, options: Making, stage: Stage) -> Outcome:
    """Make what is not there yet, and say what stands."""
    root = session.root
    up_to_date = _up_to_date(session, options)
    standing = up_to_date.standing(selection) if up_to_date else {}
    rest = up_to_date.rest(selection, standing) if up_to_date else selection
    if rest is None:
        nothing = Outcome(plan=Plan(jobs=()), problems=())
        return _with_unchanged(nothing, standing, root, options.out)
    with _prepared(session, rest, options, stage) as prepared:
        outcome = _built(prepared, up_to_date, stage)
    if up_to_date and outcome.is_clean:
        _keep_records(up_to_date, selection, outcome, prepared)
    return _with_unchanged(outcome, standing, root, options.out)


def _built(prepared: "_Prepared", up_to_date: UpToDateCheck | None, stage: Stage) -> Outcome:
    """Paint and pack what was laid out, unless anything is wrong."""
    outcome = prepared.outcome()
    if not outcome.is_clean or prepared.layouts is None:
        return outcome
    store = FinishedFiles(prepared.layouts.memory.cache, BlobStore(prepared.folder / "finished"))
    try:
        return _packed(prepared, outcome, store, up_to_date, stage)
    except FileNotFoundError:
        # Somebody has emptied the cache. What it has lost is made again, and put where it stays.
        return _packed(prepared, outcome, replace(store, is_spare_only=True), up_to_date, stage)


def _packed(
    prepared: "_Prepared",
    outcome: Outcome,
    store: FinishedFiles,
    up_to_date: UpToDateCheck | None,
    stage: Stage,
) -> Outcome:
    """Paint what is not there yet, and pack everything, unless anything is wrong."""
    assert prepared.layouts is not None  # noqa: S101  there is nothing to paint without
    painted, found = _painted(prepared, prepared.layouts, store, stage)
    prepared.found[:] = dict.fromkeys((*prepared.found, *found))
    outcome = replace(outcome, painted=painted, problems=prepared.problems)
    if not outcome.is_clean:
        return outcome
    packing = PackStage(workers=prepared.layouts.workers, up_to_date=up_to_date)
    kits = tuple(kit_files(painted, prepared.texts, store.shelves))
    with stage("Packing kits", len(kits)) as advance:
        files = packing.run(kits, prepared.folder, prepared.options.out, advance)
    return replace(outcome, kits=files, assets=len(painted))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """Everything laid out, with the workers and folder that painting goes on with."""

    options: Making
    plan: Plan
    context: ProjectContext | None
    pictures: tuple[LaidOutPicture, ...]
    texts: Mapping[JobKey, Wording]
    found: list[CampaignProblem]
    layouts: LayoutStage | None
    folder: Path

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, however often."""
        return tuple(problem for _, problem in self.found)

    def outcome(self) -> Outcome:
        """What is known so far."""
        return Outcome(plan=self.plan, problems=self.problems, pictures=len(self.pictures))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What was read; `usable` is the part that can be laid out, if there is one."""

    problems: tuple[Problem, ...]
    usable: Project | None
    plan: Plan


@contextmanager
def _prepared(session: Session, selection: Selection, options: Making, stage: Stage) -> Iterator[_Prepared]:
    session.workers.warm_up()
    sources = _read(session, selection)
    blocked = blocked_places(options.out, tuple(kit.file_name for kit in sources.plan.kits))
    prepared = _Prepared(
        options=options,
        plan=sources.plan,
        context=None,
        pictures=(),
        texts={},
        found=[("", problem) for problem in (*sources.problems, *blocked)],
        layouts=None,
        folder=options.out,
    )
    if sources.usable is None:
        yield prepared
        return
    with build_folder(options.out) as folder:
        workers = ProjectWorkers(session.workers, session.context(sources.usable), folder)
        yield _drawn(replace(prepared, folder=folder), session, sources.plan, workers, stage)


def _read(session: Session, selection: Selection) -> _Sources:
    """Read the sources, look at the drawings, and plan what to make of them."""
    project = session.sources.project
    check_selection(project, selection, session.sources.problems)
    looked_at = problems_of_sources(project, session.cache, session.workers, selection.designs)
    problems = (*session.sources.problems, *looked_at)
    usable = composable(project, problems)
    problems = asked_for(problems, project.campaigns, selection.campaigns, selection.languages)
    wanted = plan(usable, selection) if usable else Plan(jobs=())
    if not wanted.jobs and not errors_in(problems):
        hint = "see 'toolkit plan' for what each design serves"
        raise NothingToMakeError(f"there is nothing to make of this selection (hint: {hint})")
    return _Sources(problems=problems, usable=usable, plan=wanted)


def _drawn(
    prepared: _Prepared, session: Session, wanted: Plan, workers: ProjectWorkers, stage: Stage
) -> _Prepared:
    """Lay everything out, and find the words that go with it."""
    options, folder, context = prepared.options, prepared.folder, workers.context
    cache = session.cache or Cache(folder / "cache")
    try:
        cache.open()
    except OSError as error:
        cache.note(error)
    memory = BuildCache(cache=cache, keys=LayoutKeys.of(context))
    layouts = LayoutStage(memory=memory, workers=workers)
    grouped = pictures_of(wanted.jobs)
    tasks = _lay_out_tasks(grouped, BlobStore(folder / "drawings"), options.engine)
    pictures = tuple(_laid_out(grouped, tasks, layouts, stage))
    captions = CaptionStage(workers=workers, memory=memory)
    texts = captions.run(pictures)
    found = [*prepared.found, *unlent(_found(pictures, texts), session.sources.project)]
    return replace(prepared, context=context, pictures=pictures, texts=texts, found=found, layouts=layouts)


def _laid_out(
    pictures: Sequence[Picture], tasks: Sequence[LayOutTask], layouts: LayoutStage, stage: Stage
) -> Iterator[LaidOutPicture]:
    """Lay everything out; those whose texts must be as small as others of their group, twice."""
    with stage("Laying out", len(tasks)) as advance:
        results = layouts.run(tasks, advance)
    first = [picture.first for picture in pictures]
    caps = common_sizes([(job, result.layout) for job, result in zip(first, results, strict=True)])
    again = {index: replace(tasks[index], caps=sizes) for index, sizes in caps.items()}
    if again:
        with stage("Matching sizes", len(again)) as advance:
            matched = dict(zip(again, layouts.run(tuple(again.values()), advance), strict=True))
        results = [matched.get(index, result) for index, result in enumerate(results)]
    for index, result in enumerate(results):
        yield LaidOutPicture(picture=pictures[index], task=again.get(index, tasks[index]), result=result)


def _found(pictures: Sequence[LaidOutPicture], texts: Mapping[JobKey, Wording]) -> Iterator[CampaignProblem]:
    """Yield the problems of pictures, then those of captions.

    Not those of captions with words that a picture cannot show either: they will change anyway.
    """
    found = [
        (picture.first.key.campaign, problem) for picture in pictures for problem in picture.result.problems
    ]
    yield from found
    said = {problem.trail[0] for problem in errors_in(problem for _, problem in found) if problem.trail}
    for job, text in texts.items():
        for problem in text.problems:
            if not said.intersection(problem.trail[:1]):
                yield job.campaign, problem


def _lay_out_tasks(pictures: Sequence[Picture], blobs: BlobStore, engine: str) -> list[LayOutTask]:
    """One task a picture; what engines leave out is asked once for all languages and rows."""
    # The last one to be put in is the first picture of its drawing.
    asking = {picture.first.drawing: picture.first.key for picture in reversed(pictures)}
    tasks = []
    for job in (picture.first for picture in pictures):
        engines = engines_for(job.placement, engine)
        is_asked = asking[job.drawing] == job.key
        tasks.append(LayOutTask(job=job.key, blobs=blobs, engines=engines if is_asked else ()))
    return tasks


def _looked_at(prepared: _Prepared, stage: Stage) -> tuple[CampaignProblem, ...]:
    """Find what is wrong with the pixels of pictures that tell most."""
    if prepared.layouts is None:
        return ()
    store = FinishedFiles(prepared.layouts.memory.cache, BlobStore(prepared.folder / "finished"))
    telling = replace(prepared, pictures=worth_a_look(prepared.pictures))
    return _painted(telling, prepared.layouts, store, stage, is_look=True)[1]


def _painted(
    prepared: _Prepared, layouts: LayoutStage, store: FinishedFiles, stage: Stage, *, is_look: bool = False
) -> tuple[dict[JobKey, OutputFile], tuple[CampaignProblem, ...]]:
    """Paint everything, and find what is wrong with it; make no files if it `is_look`."""
    options, context = prepared.options, layouts.workers.context
    exports = Exports(
        context=context,
        engine=options.engine,
        cairo=cairo_version(),
        is_final=options.is_final,
        is_look=is_look,
    )
    with options.painters(layouts.workers.workers) as painters:
        painter = PaintStage(
            exports=exports, workers=painters, memory=layouts.memory, layouts=layouts, store=store
        )
        with stage("Looking" if is_look else "Painting", len(prepared.pictures)) as advance:
            painted, problems = painter.run(prepared.pictures, advance)
    notes = (("", problem) for problem in exports.print_notes(painted, prepared.plan.jobs))
    return painted, (*problems, *notes)


def _up_to_date(session: Session, options: Making) -> UpToDateCheck | None:
    if session.cache is None or not options.skip_unchanged:
        return None
    way = (options.engine, options.is_final, cairo_version(), encoder_version())
    return UpToDateCheck(
        cache=session.cache, root=session.root, out=options.out, way=way, sources=session.digests
    )


def _keep_records(
    up_to_date: UpToDateCheck, selection: Selection, outcome: Outcome, prepared: _Prepared
) -> None:
    shared = tuple(problem for campaign, problem in prepared.found if not campaign)
    for campaign in dict.fromkeys(kit.campaign for kit in outcome.plan.kits):
        kits = [kit.file_name for kit in outcome.plan.kits if kit.campaign == campaign]
        record = BuildRecord(
            kits=tuple(FileStamp.of(kit) for kit in outcome.kits if kit.name in kits),
            assets=sum(key.campaign == campaign for key in outcome.painted),
            pictures=sum(picture.first.key.campaign == campaign for picture in prepared.pictures),
            problems=tuple(problem for name, problem in prepared.found if name == campaign),
            shared=shared,
        )
        up_to_date.keep(campaign, selection, record)


def _with_unchanged(
    outcome: Outcome, standing: Mapping[str, BuildRecord], root: Path | None, out: Path
) -> Outcome:
    """Add what stands from earlier builds to what this one found and made; say each problem once."""
    unchanged = tuple(out / kit.name for record in standing.values() for kit in record.kits)
    said = (problem for record in standing.values() for problem in (*record.problems, *record.shared))
    return replace(
        outcome,
        problems=Folders.of(root).located(merged((*outcome.problems, *said))),
        assets=outcome.assets + sum(record.assets for record in standing.values()),
        pictures=outcome.pictures + sum(record.pictures for record in standing.values()),
        kits=tuple(sorted((*outcome.kits, *unchanged))) if outcome.is_clean else outcome.kits,
        unchanged=unchanged,
    )
