"""A picture between the two stages: laid out, not yet painted."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from toolkit.compose.layout import Layout, LayoutResult
from toolkit.errors import Problem
from toolkit.pipeline.cache.blobs import BlobStore

_SVG = "svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class SvgParts:
    """The three pieces of a laid-out SVG (see `LayoutResult`), by digest; many share head and ground."""

    head: str
    ground: str
    body: str

    @classmethod
    def kept(cls, svg: LayoutResult, blobs: BlobStore) -> Self:
        """Put the pieces of a drawing on a shelf."""
        head, ground, body = (blobs.put(text.encode(), _SVG) for text in (svg.head, svg.ground, svg.body))
        return cls(head=head, ground=ground, body=body)


def digest_of(pieces: SvgParts, layout: Layout) -> str:
    """Return the digest of a drawing and what is in it; `repr` tells both in full."""
    return blake2b(repr((pieces, layout)).encode(), digest_size=32).hexdigest()


def piece(digest: str, blobs: BlobStore) -> str:
    """Return a piece that stands on a shelf."""
    return blobs.read(digest, _SVG).decode()


def is_drawn(pieces: SvgParts, blobs: BlobStore) -> bool:
    """Tell whether all pieces of a picture stand on a shelf."""
    return all(blobs.path(digest, _SVG).exists() for digest in (pieces.head, pieces.ground, pieces.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLayout:
    """A `LayoutResult` as it travels and is remembered: its SVG by digest, in a store of blobs.

    `digest` is that of SVG and layout, all that painting needs to know; `digest_of` makes it.
    """

    pieces: SvgParts
    layout: Layout
    digest: str
    problems: tuple[Problem, ...]
