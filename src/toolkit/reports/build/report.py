"""The report: what was found and made, as JSON for scripts or as a page for people."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.errors import Problem
from toolkit.files import sha256_of_file, write_atomic
from toolkit.output_file import OutputFile
from toolkit.pipeline.build import Stage
from toolkit.pipeline.layout.companions import caps_among, with_companions, with_groups
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.session import Session
from toolkit.pipeline.validation import composable
from toolkit.reports.build.kit_files import KitRow, kilobytes, kit_rows, manifest_of, placement_rows
from toolkit.reports.build.previews import MOST_LOOKS, LookTask, ShownLook, jobs_to_show, show
from toolkit.reports.build.report_page import report_page
from toolkit.sources.job_key import JobKey
from toolkit.sources.project import Project

_SCHEMA = 1
_PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedDrawing:
    """How the pictures of a page are drawn: in which session, with what progress."""

    session: Session
    stage: Stage


def is_page(path: Path) -> bool:
    """Tell whether a report of that name is a page for people, and needs pictures."""
    return path.suffix.lower() in _PAGES


def write_report(path: Path, outcome: Outcome, drawing: ReportedDrawing | None = None) -> None:
    """Write the report of a check or build, whole or not at all: a page if the name ends in .html, else JSON.

    Without a `drawing` a page has only what is found and the kits.
    """
    if is_page(path):
        text = page_of(outcome, drawing)
    else:
        text = json.dumps(report_of(outcome), ensure_ascii=False, indent=2) + "\n"
    write_atomic(path, text.encode())


def page_of(outcome: Outcome, drawing: ReportedDrawing | None = None) -> str:
    """Return the report as a page of HTML that needs nothing beside it (see `write_report`)."""
    manifests = [manifest_of(kit) for kit in outcome.kits]
    kits = kit_rows(outcome.kits, manifests)
    facts = tuple(_facts(outcome, kits))
    if drawing is None:
        return report_page(facts, outcome.problems, (), kits, ())
    project = drawing.session.sources.project
    looks, files = _looks(project, outcome, drawing), placement_rows(project, manifests)
    return report_page(facts, outcome.problems, looks, kits, files)


def _facts(outcome: Outcome, kits: Sequence[KitRow]) -> Iterator[tuple[str, str]]:
    jobs = outcome.plan.keys
    yield "Campaigns", f"{len({job.campaign for job in jobs}):,}"
    yield "Languages", f"{len({job.language for job in jobs}):,}"
    yield "Designs", f"{len({job.design for job in jobs}):,}"
    yield "Assets", f"{outcome.assets or len(jobs):,}"
    yield "Pictures", f"{outcome.pictures:,}"
    if kits:
        yield "Kits", f"{len(kits):,}"
        yield "Weight", kilobytes(sum(kit.bytes for kit in kits))


def _looks(project: Project, outcome: Outcome, drawing: ReportedDrawing) -> tuple[ShownLook, ...]:
    """Draw the designs; those that cannot be drawn are left out, as the problems say why."""
    usable = composable(project, outcome.problems)
    jobs = jobs_to_show(outcome.plan.jobs)[:MOST_LOOKS]
    if usable is None or not jobs:
        return ()
    sized = with_groups(with_companions(project, jobs))
    with (
        drawing.session.project_workers(usable) as workers,
        drawing.stage("Drawing the report", len(jobs)) as advance,
    ):
        caps = caps_among(sized, workers, lambda _steps: None)
        tasks = [LookTask(job=job.key, caps=caps.get(job.key, {})) for job in jobs]
        shown = workers.run_all(show, tasks, advance)
    return tuple(look for look in shown if look is not None)


def report_of(outcome: Outcome) -> dict[str, Any]:
    """Return the report as plain values, in a fixed order and without times."""
    return {
        "schema_version": _SCHEMA,
        "toolkit": __version__,
        "problems": [_problem(problem) for problem in outcome.problems],
        "planned_assets": len(outcome.plan.jobs),
        "pictures": outcome.pictures,
        "not_served": [{"design": design, "placement": place} for design, place in outcome.plan.unserved]
        + [asdict(unfit) for unfit in outcome.plan.unfit],
        "kits": [{"file": kit.name, "sha256": sha256_of_file(kit)} for kit in outcome.kits],
        "assets": [_asset(key, file) for key, file in outcome.painted.items()],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity.value,
        "trail": [{"file": place.file, "at": place.at} for place in problem.trail],
        "message": problem.message,
        "hint": problem.hint,
    }


def _asset(key: JobKey, file: OutputFile) -> dict[str, Any]:
    return {
        "name": f"{key.stem}.{file.codec}",
        "width": file.size.width,
        "height": file.size.height,
        "sha256": file.digest,
        "packing": str(file.packing or ""),
        "note": file.note,
    }
