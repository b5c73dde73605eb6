"""Jobs: what a key stands for, looked up once."""

from dataclasses import replace

import pytest

from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.jobs import resolve
from toolkit.pipeline.plan import Selection, pictures_of, plan
from toolkit.sources.project import Project
from toolkit.sources.workspace.partners import Partner


@pytest.fixture(scope="module")
def shipped_workshop(shipped_project: Project) -> ProjectContext:
    """Return the shipped project with its fonts."""
    return ProjectContext.of(shipped_project)


def test_a_key_is_looked_up_as_it_was_planned(
    shipped_project: Project, shipped_workshop: ProjectContext
) -> None:
    """Another process finds the very same sources by the key alone."""
    wanted = Selection(campaigns=("wtisd-2021",), languages=("en",), placements=("x-post-square",))
    jobs = plan(shipped_project, wanted).jobs
    assert {job.row.id for job in jobs if job.row} > {""}
    for job in jobs:
        found = shipped_workshop.resolve(job.key)
        assert found.key == job.key
        assert (found.design.id, found.artboard) == (job.key.design, job.artboard)
        assert (found.row, found.placement, found.copy) == (job.row, job.placement, job.copy)
        assert (found.words, found.drawing) == (job.words, job.drawing)


@pytest.mark.parametrize("name", ["campaign", "language", "design", "row", "placement", "partner"])
def test_a_key_of_another_project_is_refused(
    shipped_project: Project, shipped_workshop: ProjectContext, name: str
) -> None:
    """What is not there is named, and where the key must come from."""
    key = plan(shipped_project, Selection(designs=("quote",), placements=("x-post-square",))).keys[0]
    stranger = replace(key, **{name: "elsewhere"})
    for look_up in (lambda: resolve(shipped_project, stranger), lambda: shipped_workshop.resolve(stranger)):
        with pytest.raises(LookupError, match=r"'elsewhere'.*same project"):
            look_up()


def test_a_kit_for_a_partner_is_another_kit(shipped_project: Project) -> None:
    """Its pictures are apart from those of everybody's kit, though their designs show no partner yet."""
    partner = Partner(id="acme", name="Acme")
    decks = tuple(replace(deck, partners=(partner,)) for deck in shipped_project.decks)
    project = replace(shipped_project, decks=decks)
    job = plan(project, Selection(placements=("x-post-square",))).jobs[0]
    own = resolve(project, replace(job.key, partner="acme"))
    assert own.partner == partner
    assert len(pictures_of([job, own])) == 2
    assert (own.words == job.words, own.drawing == job.drawing) == (False, True)
