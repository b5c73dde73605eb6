"""Choosing what is measured: a part of the reference job that is like the whole.

The toolkit paints once what several assets share: the ground of all languages and rows of a design at one
placement, and one picture for placements of the same shape. A sample of single assets would hide that. So the
unit that is drawn is a campaign at one shape, with all its languages, designs, rows and variants, as in the
whole job. Of many seeded draws the one is taken whose profile is nearest to that of the whole: pixels of an
asset, assets to a picture, pictures to a ground, and the shares of the designs. No time enters the choice.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit.pipeline.jobs import ResolvedJob
from toolkit.pipeline.plan import Picture, Selection, pictures_of, plan
from toolkit.sources.project import Project

_DRAWS = 4000
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A campaign at one shape: the unit of sampling."""

    campaign: str
    placements: tuple[str, ...]
    megapixels: float
    pictures: tuple[Picture, ...]

    @property
    def jobs(self) -> tuple[ResolvedJob, ...]:
        """Every asset of it."""
        return tuple(job for picture in self.pictures for job in picture.jobs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What decides how much work assets are."""

    megapixels: float
    assets_per_picture: float
    pictures_per_ground: float
    designs: dict[str, float]

    def distance(self, other: "Profile") -> float:
        """How unlike another profile it is: the sum of relative differences; 0 for the same."""
        numbers = (
            (self.megapixels, other.megapixels),
            (self.assets_per_picture, other.assets_per_picture),
            (self.pictures_per_ground, other.pictures_per_ground),
        )
        names = self.designs.keys() | other.designs.keys()
        shares = sum(abs(self.designs.get(name, 0) - other.designs.get(name, 0)) for name in names)
        return shares + sum(abs(mine - theirs) / theirs for mine, theirs in numbers)


def clusters_of(project: Project) -> list[Cluster]:
    """Return the reference job in clusters, without loops, and without print, which is measured apart."""
    groups: defaultdict[tuple[object, ...], list[Picture]] = defaultdict(list)
    for picture in pictures_of(plan(project, Selection()).stills):
        placement = picture.first.placement
        if not placement.is_printed:
            groups[picture.first.key.campaign, placement.canvas].append(picture)
    return [_cluster(pictures) for pictures in groups.values()]


def _cluster(pictures: Sequence[Picture]) -> Cluster:
    size = pictures[0].first.placement.size
    return Cluster(
        campaign=pictures[0].first.key.campaign,
        placements=tuple(sorted({job.placement.id for picture in pictures for job in picture.jobs})),
        megapixels=size.width * size.height / 1e6,
        pictures=tuple(pictures),
    )


def profile_of(clusters: Iterable[Cluster]) -> Profile:
    """Return the profile of clusters taken together."""
    clusters = list(clusters)
    jobs = [job for cluster in clusters for job in cluster.jobs]
    pictures = [(index, picture) for index, cluster in enumerate(clusters) for picture in cluster.pictures]
    grounds = {(index, *_ground(picture.first)) for index, picture in pictures}
    counted = Counter(job.key.design for job in jobs)
    return Profile(
        megapixels=sum(cluster.megapixels * len(cluster.jobs) for cluster in clusters) / len(jobs),
        assets_per_picture=len(jobs) / len(pictures),
        pictures_per_ground=len(pictures) / len(grounds),
        designs={design: number / len(jobs) for design, number in counted.items()},
    )


def _ground(job: ResolvedJob) -> tuple[object, ...]:
    """What pictures of one cluster have in common when they share a ground: the drawing and its direction."""
    return job.drawing, job.copy.language.is_rtl


def balanced(clusters: Sequence[Cluster], each: int, seed: int) -> list[Cluster]:
    """Draw `each` clusters of every campaign, so that the whole sample is as like all clusters as can be."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    whole = profile_of(clusters)
    campaigns: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        campaigns.setdefault(cluster.campaign, []).append(cluster)
    draws = (
        [cluster for own in campaigns.values() for cluster in chance.sample(own, min(each, len(own)))]
        for _ in range(_DRAWS)
    )
    return min(draws, key=lambda draw: profile_of(draw).distance(whole))


def every(items: Sequence[_Item], wanted: int) -> list[_Item]:
    """Return about `wanted` items, evenly spaced: of a sorted list, a part like the whole."""
    step = max(len(items) / wanted, 1.0)
    return [items[int(step * (place + 0.5))] for place in range(int(len(items) / step))]
