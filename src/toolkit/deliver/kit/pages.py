"""Pages: the HTML of a kit. This module has a Jinja of its own, limited to escaped HTML of fixed templates.

The compose floor's Jinja fills SVG with expressions people write; this one only ever loads the templates
beside it, escapes every value, and refuses a name that does not exist.
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from toolkit.deliver.kit.asset import Asset, Kit
from toolkit.deliver.kit.posts import Post, posts_by_platform
from toolkit.deliver.kit.readme import sections_of
from toolkit.sources.campaigns.links import printed_address

_TEMPLATES = Path(__file__).parents[1] / "templates"


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
    style, script = _file("kit.css"), _file("kit.js")

    def size_of(asset: Asset) -> str:
        return kit.words("size", width=str(asset.width), height=str(asset.height))

    def length_of(post: Post) -> str:
        if not post.caption_limit:
            return ""
        return kit.words("caption_length", length=str(post.caption_length), limit=str(post.caption_limit))

    html = _environment().get_template(template)
    shared = {"style_hash": _csp_digest(style), "script_hash": _csp_digest(script)}
    inline = {"style": Markup(style), "script": Markup(script)}  # noqa: S704 - our own files, read from the package
    page = html.render(
        kit=kit, words=kit.words, size_of=size_of, length_of=length_of, **shared, **inline, **values
    )
    return page.encode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _csp_digest(text: str) -> str:
    """Return the source expression that allows one inline text (CSP Level 3, 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _sorted(kit: Kit, kind: str) -> tuple[Asset, ...]:
    return tuple(sorted((asset for asset in kit.assets if asset.kind == kind), key=lambda asset: asset.path))
