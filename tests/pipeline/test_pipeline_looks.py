"""`toolkit check` looks at pictures: what a build would refuse for its pixels is told, in the same words."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from samples import MINIMAL
from toolkit.errors import errors_in
from toolkit.pipeline.build import Options, build, check
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.workers.processes import Advance

SMALL = Selection(languages=("en",), placements=("x-post-square",))
THEME = 'font-size="96" font-weight="700" fill="#ffffff"'


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (THEME, THEME.replace("#ffffff", "#1d4f6f"), "contrast is"),
        (THEME, f'{THEME} opacity="0.05"', "cannot be seen"),
        ('<rect inkscape:label="ground@bleed@stretch" width="1080"', '<rect width="900"', "is bare"),
    ],
    ids=["faint", "hidden", "bare"],
)
def test_a_check_tells_what_a_build_refuses(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Words that are faint or hidden, and a canvas that is not covered: the same errors, word for word."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    drawing = next(path for path in workspace.glob("designs/*/*.svg") if old in path.read_text("utf-8"))
    text = drawing.read_text(encoding="utf-8")
    drawing.write_text(text.replace(old, new, 1), encoding="utf-8")
    refused = errors_in(build(workspace, SMALL, Options(out=tmp_path / "out"), silent).problems)
    assert any(said in problem.message for problem in refused)
    assert errors_in(check(workspace, SMALL, Options(out=tmp_path / "out"), silent).problems) == refused


def test_a_check_leaves_no_files(tmp_path: Path) -> None:
    """It paints, but what it paints is not kept as a kit."""
    outcome = check(MINIMAL, SMALL, Options(out=tmp_path / "out"), silent)
    assert (outcome.is_clean, outcome.kits, outcome.painted) == (True, (), {})
    assert not (tmp_path / "out").exists()
