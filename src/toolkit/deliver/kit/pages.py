"""Pages: the HTML of a kit."""

from pathlib import Path

from toolkit.deliver.kit.asset import Asset, Kit
from toolkit.deliver.kit.posts import Post, posts_by_platform
from toolkit.deliver.kit.readme import sections_of
from toolkit.deliver.texts.direction import runs_of
from toolkit.page_templates import PageTemplates
from toolkit.sources.campaigns.links import printed_address

_TEMPLATES = PageTemplates(Path(__file__).parents[1] / "templates")


def index_page(kit: Kit) -> bytes:
    """Return ``index.html``: the kit to look through and copy from, in its own language and direction.

    It needs no network and works from a folder; a content security policy allows its own script and
    style (by their digests) and pictures beside it, nothing else.
    """
    return _page(
        "index.html",
        kit,
        platforms=posts_by_platform(kit),
        prints=_sorted(kit, "print"),
        codes=_sorted(kit, "qr"),
        printed_link=printed_address(kit.link),
    )


def readme_page(kit: Kit) -> bytes:
    """Return ``README.html``: what is inside, how to post, what is official, and the rules for emblems."""
    return _page("readme.html", kit, sections=sections_of(kit))


def _page(template: str, kit: Kit, **values: object) -> bytes:
    def size_of(asset: Asset) -> str:
        return kit.words("size", width=str(asset.file.size.width), height=str(asset.file.size.height))

    def length_of(post: Post) -> str:
        said = post.words
        if not said.caption_limit:
            return ""
        return kit.words("caption_length", length=str(said.caption_length), limit=str(said.caption_limit))

    shared: dict[str, object] = {
        "kit": kit,
        "words": kit.words,
        "size_of": size_of,
        "length_of": length_of,
        "runs_of": runs_of,
    }
    return _TEMPLATES.render(template, shared | values, style="kit.css", script="kit.js").encode()


def _sorted(kit: Kit, kind: str) -> tuple[Asset, ...]:
    return tuple(sorted((asset for asset in kit.assets if asset.kind == kind), key=lambda asset: asset.path))
