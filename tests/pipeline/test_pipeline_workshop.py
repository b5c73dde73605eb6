"""The workshop: what the words of a language bring to its pictures."""

import shutil
from itertools import pairwise
from pathlib import Path

from samples import MINIMAL
from toolkit.files import data_folder
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.plan import Selection, plan
from toolkit.sources.project import load_project

ONE = Selection(languages=("en",), placements=("x-post-square",))


def _lines(workspace: Path) -> tuple[str, ...]:
    """Return the lines of the theme on the only picture."""
    project = load_project(workspace)
    job = plan(project, ONE).jobs[0]
    layout = ProjectContext.of(project).compose(job).layout
    return next(text.lines for text in layout.texts if text.slot == "theme")


def _put_above(path: Path, line: str) -> None:
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_terms_of_the_campaign_and_of_the_language_stay_on_one_line(tmp_path: Path) -> None:
    """`keep_together` of the copy file and of assets/strings both reach the line breaks."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    shutil.copytree(data_folder("assets"), workspace / "assets")
    before = _lines(workspace)
    assert len(before) > 2
    first, second = [f"{one.split()[-1]} {two.split()[0]}" for one, two in pairwise(before)][:2]
    _put_above(workspace / "campaigns/minimal/copy/en.toml", f'keep_together = ["{first}"]')
    assert any(first in line for line in _lines(workspace))
    strings = workspace / "assets/strings/en.toml"
    words = strings.read_text(encoding="utf-8")
    strings.write_text(words.replace("keep_together = [", f'keep_together = ["{second}", '), encoding="utf-8")
    after = _lines(workspace)
    assert any(first in line for line in after)
    assert any(second in line for line in after)
