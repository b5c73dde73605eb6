"""Six more languages: every shipped design with words of tall letters, unspaced scripts and other digits.

`tests/workspaces/six` has a bundled campaign in Urdu, Swahili, Hindi, Burmese, Khmer and Amharic,
translated for this test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from toolkit.errors import Severity
from toolkit.pipeline.build import Options, check
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.workers.processes import Advance

WORKSPACE = Path(__file__).parent.parent / "workspaces" / "six"
LANGUAGES = ("ur", "sw", "hi", "my", "km", "am")
EVENT = Selection(
    languages=LANGUAGES,
    designs=("event",),
    placements=("instagram-square", "instagram-portrait", "slide-16x9", "facebook-event-cover", "poster-a4"),
)


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def faults(selection: Selection, folder: Path) -> list[str]:
    """Return the errors of a check, and see that something was looked at."""
    outcome = check(WORKSPACE, selection, Options(out=folder, jobs=1), silent)
    assert outcome.plan.jobs
    return [str(problem) for problem in outcome.problems if problem.severity is Severity.ERROR]


def test_tall_letters_have_room_on_the_ticket(tmp_path: Path) -> None:
    """Cities and hours stand close together there, and neither runs into the other in any script."""
    assert faults(EVENT, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_design_can_be_made_in_six_more_languages(language: str, tmp_path: Path) -> None:
    """No text is too long or too tall, none runs into another, no letter is missing, no row untranslated."""
    assert faults(Selection(languages=(language,)), tmp_path) == []
