"""The sample that is measured: like the whole job, the same for everyone, and found by no figure of speed."""

import pytest

from suite.sample import Cluster, balanced, clusters_of, every, profile_of
from toolkit.sources.project import Project


@pytest.fixture(scope="module")
def clusters(shipped_project: Project) -> list[Cluster]:
    """Return the shipped job in clusters."""
    return clusters_of(shipped_project)


def test_clusters_hold_every_still_once_and_no_print(clusters: list[Cluster]) -> None:
    """No asset is in two clusters; loops and print pages are in none."""
    jobs = [job for cluster in clusters for job in cluster.jobs]
    assert len(jobs) == len({job.key for job in jobs}) > 5000
    assert not any(job.key.motion for job in jobs)
    assert all(not job.placement.is_printed for job in jobs)


def test_a_cluster_holds_all_that_a_campaign_makes_at_a_shape(clusters: list[Cluster]) -> None:
    """What the toolkit shares between languages, rows and placements of one shape stays together."""
    assert clusters
    for cluster in clusters:
        assert {job.key.campaign for job in cluster.jobs} == {cluster.campaign}
        assert {job.placement.id for job in cluster.jobs} == set(cluster.placements)


def test_the_same_seed_draws_the_same_sample_with_every_campaign(clusters: list[Cluster]) -> None:
    """Two runs measure the same assets, and no campaign is left out."""
    sample = balanced(clusters, 2, seed=3)
    assert sample == balanced(clusters, 2, seed=3)
    campaigns = [cluster.campaign for cluster in sample]
    assert sorted(campaigns) == sorted([*set(campaigns)] * 2)
    assert set(campaigns) == {cluster.campaign for cluster in clusters}


def test_the_sample_is_like_the_whole_job(clusters: list[Cluster]) -> None:
    """What decides about the work differs from the whole job by less than a tenth."""
    sample, whole = profile_of(balanced(clusters, 2, seed=2021)), profile_of(clusters)
    assert sample.megapixels == pytest.approx(whole.megapixels, rel=0.1)
    assert sample.assets_per_picture == pytest.approx(whole.assets_per_picture, rel=0.1)
    assert sample.pictures_per_ground == pytest.approx(whole.pictures_per_ground, rel=0.1)
    assert sample.distance(whole) < 0.25
    assert whole.distance(whole) == 0


def test_every_takes_evenly_spaced_items() -> None:
    """A part of a sorted list has its small and its large ones; a short list is taken whole."""
    assert every(list(range(100)), 4) == [12, 37, 62, 87]
    assert every([1, 2, 3], 10) == [1, 2, 3]
    assert len(every(list(range(862)), 60)) == 60
