"""Reports: one fault is said once, where it is worst, however many pictures it shows in."""

import json
import shutil
from pathlib import Path

import pytest

from samples import MINIMAL, run_toolkit
from toolkit.errors import Place, Problem, Severity
from toolkit.pipeline.problems import asked_for, merged
from toolkit.sources.project import load_project

COPY = Place(file="copy/en.toml", at="theme")


def long(drawing: str, excess: int, place: Place = COPY) -> Problem:
    """Return the problem of a text that is too long on one drawing."""
    return Problem(
        trail=(place, Place(file=drawing, at="theme")),
        message=f"the text is about {excess} characters too long",
        hint=f"shorten it by about {excess} characters",
    )


def test_one_fault_in_many_drawings_is_said_where_it_is_worst() -> None:
    """Who shortens the text for the narrowest drawing has mended all; the others are counted."""
    (found,) = merged([long("a.svg", 9), long("b.svg", 120), long("c.svg", 30), long("b.svg", 50)])
    assert str(found) == (
        "copy/en.toml:theme → b.svg:theme: the text is about 120 characters too long, and in 2 more drawings "
        "(hint: shorten it by about 120 characters)"
    )


def test_two_drawings_are_one_more_drawing() -> None:
    """One is singular."""
    (found,) = merged([long("a.svg", 1), long("b.svg", 2)])
    assert found.message.endswith(", and in 1 more drawing")


def test_the_same_drawing_twice_is_not_another_drawing() -> None:
    """Several placements of one drawing are one place to mend."""
    assert merged([long("a.svg", 3), long("a.svg", 7), long("a.svg", 7)]) == (long("a.svg", 7),)


def test_faults_of_different_texts_stay_apart() -> None:
    """Two texts, two messages or two severities are different faults."""
    other = Place(file="copy/en.toml", at="quotes.a.text")
    warning = Problem(trail=(COPY,), message="is old", severity=Severity.WARNING)
    error = Problem(trail=(COPY,), message="is old")
    problems = [long("a.svg", 3), long("a.svg", 3, other), warning, error]
    assert set(merged(problems)) == set(problems)


def test_the_report_has_one_order() -> None:
    """However the workers finished, the report reads the same."""
    problems = [long("a.svg", 3, Place(file=f"copy/{tag}.toml")) for tag in ("vi", "ar", "zh")]
    assert merged(problems) == merged(reversed(problems)) == tuple(sorted(problems))


def test_problems_without_a_place_are_kept() -> None:
    """What concerns the machine has no trail."""
    note = Problem(trail=(), message="12 print pages were made as pictures")
    assert merged([note, note]) == (note,)


@pytest.mark.parametrize(
    ("file", "at", "kept"),
    [
        ("campaigns/wtisd-2021/copy/fr.toml", "theme", True),
        ("campaigns/wtisd-2021/copy/ru.toml", "theme", False),
        ("campaigns/wtisd-2024/copy/fr.toml", "theme", False),
        ("campaigns/wtisd-2024/campaign.toml", "date", False),
        ("campaigns/wtisd-2021/campaign.toml", "date", True),
        ("campaigns/wtisd-2021/rows/speakers.csv", "3:title[ru]", False),
        ("campaigns/wtisd-2021/rows/speakers.csv", "3:title[fr]", True),
        ("campaigns/wtisd-2021/rows/speakers.csv", "3:name", True),
        ("assets/strings/ru.toml", "kit.theme", False),
        ("assets/strings/fr.toml", "kit.theme", True),
        ("assets/brand.toml", "palettes", True),
        ("designs/theme/design.toml", "slots", True),
    ],
)
def test_only_what_was_asked_for_is_told(file: str, at: str, kept: bool) -> None:  # noqa: FBT001  a table
    """A mistake in Russian says nothing to who makes the French kit of one campaign."""
    problem = Problem(trail=(Place(file=file, at=at),), message="is wrong")
    campaigns = load_project().campaigns
    assert asked_for([problem], campaigns, ("wtisd-2021",), ("fr",)) == ((problem,) if kept else ())
    assert asked_for([problem], campaigns, (), ()) == (problem,)


def test_words_of_a_language_without_a_campaign_stop_nothing() -> None:
    """What is missing in a language that nobody asked for is a warning."""
    problem = Problem(trail=(Place(file="assets/strings/sw.toml", at="days_text.one"),), message="is missing")
    (found,) = asked_for([problem], load_project().campaigns, (), ())
    assert found.severity is Severity.WARNING


def test_report_is_written_when_words_are_missing(tmp_path: Path) -> None:
    """The report tells what is wrong with the toolkit's own words, and every other problem beside it."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    (workspace / "assets/strings").mkdir(parents=True)
    (workspace / "assets/strings/en.toml").write_text(
        'language = "en"\n[kit]\nbrackets = "x"\n', encoding="utf-8"
    )
    done = run_toolkit(workspace, "check", "--report", "report.json", "-j", "1", "-l", "en")
    assert done.returncode == 1
    assert "assets/strings/en.toml:kit.brackets: does not have the right fields" in done.stderr
    report = json.loads((workspace / "report.json").read_text(encoding="utf-8"))
    assert any(row["trail"][0]["at"] == "kit.brackets" for row in report["problems"])
    other = run_toolkit(workspace, "check", "-j", "1", "-l", "ru", "-p", "x-post-square")
    assert "strings/en.toml" not in other.stderr
