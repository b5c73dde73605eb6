"""Links and special files in a workspace: refused at once, and nothing behind them is read."""

import os
import shutil
from pathlib import Path

import pytest

from samples import MINIMAL, run_toolkit
from toolkit.sources.project import read_project


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a small workspace of one's own."""
    return shutil.copytree(MINIMAL, tmp_path / "workspace")


def _said(workspace: Path) -> list[str]:
    return [str(problem) for problem in read_project(workspace)[1]]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("designs/x", "/proc"),
        ("assets", "/proc"),
        ("campaigns/minimal/rows/secret.csv", "/etc/passwd"),
        ("designs/card/other.svg", "/dev/zero"),
    ],
)
def test_link_out_of_the_workspace_is_refused(workspace: Path, link: str, target: str) -> None:
    """It is told with its place, and a build ends at once."""
    path = workspace / link
    path.parent.mkdir(parents=True, exist_ok=True)
    if link == "assets":
        path.mkdir()
        path, link = path / "textures", "assets/textures"
    path.symlink_to(target)
    assert f"{link}: is a link out of the workspace (hint: put the files themselves there)" in _said(
        workspace
    )
    done = run_toolkit(workspace, "build", "-j", "1", "-l", "en", "--out", "out")
    assert done.returncode == 1
    assert "is a link out of the workspace" in done.stderr


def test_link_within_the_workspace_is_followed(workspace: Path) -> None:
    """Two designs may share a drawing."""
    drawing = workspace / "designs/card/square.svg"
    drawing.rename(workspace / "designs/shared.svg")
    drawing.symlink_to(workspace / "designs/shared.svg")
    assert _said(workspace) == []


@pytest.mark.parametrize(
    "name", ["campaigns/minimal/rows/people.csv", "designs/card/x.svg", "assets/brand.toml"]
)
def test_pipe_is_refused(workspace: Path, name: str) -> None:
    """A pipe would be waited for, for ever."""
    path = workspace / name
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    assert f"{name}: is a pipe or a device, not a file (hint: put the files themselves there)" in _said(
        workspace
    )
