"""The report: what was found and made, as JSON for scripts."""

import json
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.errors import Problem
from toolkit.files import sha256_of_file, write_atomic
from toolkit.pipeline.outcome import Outcome
from toolkit.pipeline.painted import Painted

_SCHEMA = 1


def write_report(path: Path, outcome: Outcome) -> None:
    """Write the report of a check or build, whole or not at all."""
    text = json.dumps(report_of(outcome), ensure_ascii=False, indent=2) + "\n"
    write_atomic(path, text.encode())


def report_of(outcome: Outcome) -> dict[str, Any]:
    """Return the report as plain values, in a fixed order and without times."""
    return {
        "schema_version": _SCHEMA,
        "toolkit": __version__,
        "problems": [_problem(problem) for problem in outcome.problems],
        "planned_assets": len(outcome.plan.jobs),
        "pictures": outcome.pictures,
        "not_served": [{"design": design, "placement": place} for design, place in outcome.plan.unserved],
        "kits": [{"file": kit.name, "sha256": sha256_of_file(kit)} for kit in outcome.kits],
        "assets": [_asset(file) for file in outcome.painted],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity.value,
        "trail": [{"file": place.file, "at": place.at} for place in problem.trail],
        "message": problem.message,
        "hint": problem.hint,
    }


def _asset(file: Painted) -> dict[str, Any]:
    return {
        "name": f"{file.job.stem}.{file.extension}",
        "width": file.size.width,
        "height": file.size.height,
        "sha256": file.digest,
        "packing": file.choice,
        "note": file.note,
    }
