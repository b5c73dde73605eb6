"""The workspace that is measured: it lists what the sample holds, and its sources really change."""

import shutil
from pathlib import Path

import pytest

from suite.rounds import DESIGN, SLOGAN
from suite.workspace import Workspace
from toolkit.pipeline.plan import Selection, plan
from toolkit.sources.project import Project, read_project


@pytest.fixture
def workspace(shipped_project: Project, tmp_path: Path) -> Workspace:
    """Return a copy of the shipped data."""
    source = tmp_path / "source"
    folders = shipped_project.folders
    for folder in (folders.campaigns, folders.designs.bundled, folders.assets.bundled):
        shutil.copytree(folder, source / folder.name)
    return Workspace.copied(source, tmp_path / "workspace")


def test_a_campaign_makes_only_the_placements_it_is_given(workspace: Workspace) -> None:
    """The plan of the workspace is the sample, without loops."""
    for campaign in ("wsis-forum-2020", "wtisd-2021", "wtisd-2024"):
        workspace.list_placements(campaign, ["instagram-square", "x-post-landscape"])
    workspace.still()
    project, problems = read_project(workspace.root)
    jobs = plan(project, Selection()).jobs
    assert not problems
    assert {job.placement.id for job in jobs} == {"instagram-square", "x-post-landscape"}
    assert not any(job.key.motion for job in jobs)


def test_every_turn_gives_a_new_slogan_and_a_new_drawing(workspace: Workspace) -> None:
    """A cache that remembered the last turn would otherwise be measured as fast as one with nothing to do."""
    campaign, language = SLOGAN
    copy = workspace.root / "campaigns" / campaign / "copy" / f"{language}.toml"
    drawings = sorted((workspace.root / "designs" / DESIGN).glob("*.svg"))
    seen = set()
    for turn in (1, 2, 3):
        workspace.change_slogan(campaign, language, turn)
        workspace.change_design(DESIGN, turn)
        seen.add((copy.read_text(), *(drawing.read_text() for drawing in drawings)))
    assert len(seen) == 3
    assert not read_project(workspace.root)[1]


def test_nothing_to_change_is_an_error(workspace: Workspace) -> None:
    """A pattern that finds nothing must not let an unchanged build pass for a changed one."""
    (workspace.root / "designs" / "statistic" / "square.svg").write_text("<svg/>")
    with pytest.raises(ValueError, match=r"square\.svg"):
        workspace.change_design("statistic", 1)
