"""Posts: the pictures of a platform that go out with the same words, in the order a reader looks for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from toolkit.deliver.kit.asset import Asset, Kit
from toolkit.deliver.texts.post_words import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One thing to post: the same caption and alt text with one picture or several sizes of it."""

    title: str
    words: Wording
    official: bool
    assets: tuple[Asset, ...]

    def still_of(self, loop: Asset) -> Asset | None:
        """Return the picture that a moving version opens with, if the post has it."""
        still = replace(loop.job, motion=None) if loop.job else None
        return next((asset for asset in self.assets if asset.job == still), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformPosts:
    """All posts of one platform; `path` is the file with its captions."""

    platform: str
    name: str
    path: str
    posts: tuple[Post, ...]

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return sum(len(post.assets) for post in self.posts)


def posts_by_platform(kit: Kit) -> tuple[PlatformPosts, ...]:
    """Return the posts of a kit; their order does not depend on the order of its assets."""
    images = sorted(
        (asset for asset in kit.assets if asset.kind == "image"), key=lambda asset: _rank(asset, kit)
    )
    return tuple(
        PlatformPosts(
            platform=platform,
            name=kit.words.platform(platform),
            path=f"captions/{platform}.txt",
            posts=tuple(_posts(assets, kit)),
        )
        for platform, assets in groupby(images, key=lambda asset: asset.platform)
    )


def _posts(assets: Iterable[Asset], kit: Kit) -> Iterable[Post]:
    """Yield the posts of one platform; pictures of one row with the same words are one post."""
    groups: dict[tuple[str, ...], list[Asset]] = {}
    for asset in assets:
        groups.setdefault((asset.design, asset.row, asset.words.caption, asset.words.alt_text), []).append(
            asset
        )
    for group in groups.values():
        first = group[0]
        yield Post(
            title=_title(first, kit),
            words=first.words,
            official=all(asset.words.official for asset in group),
            assets=tuple(group),
        )


def _title(asset: Asset, kit: Kit) -> str:
    design, row = kit.words.design(asset.design), kit.rows.get(asset.row, asset.row)
    return f"{design} · {row}" if row else design


def _rank(asset: Asset, kit: Kit) -> tuple[int, str, bool, int, str, int, str]:
    """Order by platform, then what is posted before what only decorates a profile, then design and row."""
    vocabulary = kit.words.vocabulary
    platform = _position(asset.platform, vocabulary.platform_order)
    design = _position(asset.design, vocabulary.design_order)
    row = _position(asset.row, tuple(kit.rows))
    return platform, asset.platform, not asset.words.caption, design, asset.design, row, asset.path


def _position(name: str, order: tuple[str, ...]) -> int:
    return order.index(name) if name in order else len(order)
