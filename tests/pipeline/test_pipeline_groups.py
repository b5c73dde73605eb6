"""Groups: one size for a slot in all languages or rows of the same shape, by arithmetic."""

import shutil
from pathlib import Path

import pytest

from samples import MINIMAL
from toolkit.compose.layout import Layout
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.layout.common_sizes import common_sizes
from toolkit.pipeline.plan import Selection, pictures_of, plan
from toolkit.sources.project import Project, load_project

PLACEMENTS = ("x-post-square", "x-post-landscape")


def _grouped(folder: Path, group: str) -> Project:
    """Return the smallest project with its theme in a group."""
    workspace = shutil.copytree(MINIMAL, folder / "workspace")
    design = workspace / "designs" / "card" / "design.toml"
    rules = design.read_text(encoding="utf-8")
    design.write_text(
        rules.replace("[slots.theme]", f'[slots.theme]\nmax_size = 300\ngroup = "{group}"'), encoding="utf-8"
    )
    return load_project(workspace)


Laid = list[tuple[ResolvedJob, Layout]]


def _laid_out(project: Project, caps: dict[int, dict[str, float]] | None = None) -> Laid:
    """Lay every picture out, at sizes that must not be exceeded."""
    context = ProjectContext.of(project)
    wanted = plan(project, Selection(placements=PLACEMENTS))
    return [
        (picture.first, context.compose(picture.first, (caps or {}).get(index)).layout)
        for index, picture in enumerate(pictures_of(wanted.jobs))
    ]


def _sizes(laid_out: Laid) -> dict[str, set[float]]:
    """Return the sizes of the theme by artboard."""
    sizes: dict[str, set[float]] = {}
    for job, layout in laid_out:
        size = next(text.size for text in layout.texts if text.slot == "theme")
        sizes.setdefault(job.artboard, set()).add(round(size, 6))
    return sizes


def test_a_group_over_languages_takes_the_smallest_size(tmp_path: Path) -> None:
    """Each shape has its own common size: that of its longest theme; the longest is not set again."""
    project = _grouped(tmp_path, "languages")
    alone = _laid_out(project)
    caps = common_sizes(alone)
    smallest = {artboard: min(sizes) for artboard, sizes in _sizes(alone).items()}
    assert any(len(sizes) > 1 for sizes in _sizes(alone).values())
    assert {round(cap["theme"], 6) for cap in caps.values()} <= set(smallest.values())
    assert _sizes(_laid_out(project, caps)) == {name: {size} for name, size in smallest.items()}


@pytest.mark.parametrize("group", ["rows", ""])
def test_languages_stay_apart_without_a_group_over_them(tmp_path: Path, group: str) -> None:
    """A design of one row has nothing to match; nor has a slot without a group."""
    project = _grouped(tmp_path, group)
    assert common_sizes(_laid_out(project)) == {}
