"""A scene: a ground and the furniture on it stay, words come and go.

What pictures share is painted once and kept; words are painted where their ink is. Each picture is the same
whatever is painted before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from lxml import etree

from toolkit.render.checks.readability import without_words
from toolkit.render.compositor.background import painted_ground
from toolkit.render.compositor.canvas import Backdrop
from toolkit.render.compositor.layer_cache import NOWHERE, LayerCache
from toolkit.render.compositor.layer_painter import LayerPainter
from toolkit.render.compositor.layers import Layer, is_layered, layers_of
from toolkit.render.compositor.sprite import Sprite
from toolkit.render.engines.engine import Engine
from toolkit.render.lru import BoundedLru
from toolkit.render.pixels import Pixels
from toolkit.render.svg.fragments import SvgFragments
from toolkit.render.svg.optimize_opacity import with_light_opacity
from toolkit.render.svg.sanitizer import parse_sanitized
from toolkit.render.svg.sizing import shown_box
from toolkit.units import PixelSize, Rect

__all__ = ["Rendered", "SceneRenderer"]

_KEPT_BYTES: Final = 12_000_000  # of bases, and of sprites
_BEHIND_SIDE: Final = 640  # px; what lies behind words is smooth


class _Piece(NamedTuple):
    """What the pixels of a layer follow from: its SVG text, and the definitions that this refers to.

    `ink` is the box they are in, if that is known, in units of the root.
    """

    svg: str
    definitions: str
    ink: Rect | None


_Chain = tuple[_Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A picture, and the same without its words: what lies behind them, of a large one every n-th pixel.

    `shows_words` tells that nothing can hide its words: no clip, mask or opacity is around them, nothing is
    painted over them, and their paint is a plain colour.
    """

    pixels: Pixels
    behind: Pixels
    shows_words: bool = False


class SceneRenderer:
    """Pictures of one size that share a `head` (root and definitions) and a `ground`, as SVG text.

    What takes long to paint and other scenes may have as well is in the `store`.
    """

    def __init__(
        self, engine: Engine, head: str, ground: str, size: PixelSize, store: LayerCache = NOWHERE
    ) -> None:
        self.size = size
        self._store = store
        self._engine, self._head, self._ground = engine, head, ground
        self._bases: BoundedLru[_Chain, Backdrop] = BoundedLru(_KEPT_BYTES)
        self._behinds: BoundedLru[_Chain, Pixels] = BoundedLru(_KEPT_BYTES // 4)
        self._sprites: BoundedLru[_Piece, Sprite] = BoundedLru(_KEPT_BYTES)

    @property
    def ground(self) -> Pixels:
        """The ground alone."""
        return Pixels(self._bare.array)

    @property
    def _bare(self) -> Backdrop:
        kept = self._bases.get(())
        if kept is None:
            whole = f"{self._head}{self._ground}</svg>"
            kept = painted_ground(self._engine, whole, self.size, self._store)
            self._bases.keep((), kept, kept.weight)
        return kept

    def picture(self, body: str, *, transparent: bool = False) -> Rendered:
        """Return the picture with a body (SVG text) on the ground; without white below if `transparent`.

        Raises `RenderError` when the drawing is refused or the engine fails.
        """
        whole = f"{self._head}{self._ground}{body}</svg>"
        if not is_layered(whole):
            wordless = self._engine.rasterise(without_words(whole), self.size)
            pixels = self._engine.rasterise(whole, self.size, transparent=transparent)
            return Rendered(pixels=pixels, behind=self._thinned(Backdrop.of(wordless.array)))
        rendered = self._layered(body)
        if transparent:
            pixels = self._engine.rasterise(whole, self.size, transparent=True)
            return replace(rendered, pixels=pixels)
        return rendered

    def _layered(self, body: str) -> Rendered:
        root = with_light_opacity(parse_sanitized(f"{self._head}{body}</svg>"))
        painter = LayerPainter(self._engine, self.size, SvgFragments(root), self._shown(root))
        chain, upper = self._sorted(layers_of(root), painter)
        base = self._base(chain, painter)
        picture = base.copy()
        for _, sprite in upper:
            picture.lay(sprite)
        behind = self._behind(chain, base, [layer for layer, _ in upper], painter)
        shows_words = all(_shows_words(layer) for layer, _ in upper)
        return Rendered(pixels=Pixels(picture.array), behind=behind, shows_words=shows_words)

    def _shown(self, root: etree._Element) -> Rect:
        return shown_box(root, self.size.width, self.size.height)

    def _sorted(
        self, layers: Sequence[Layer], painter: LayerPainter
    ) -> tuple[_Chain, list[tuple[Layer, Sprite]]]:
        """Return the furniture that can go below all words, and the rest with its pixels, in order.

        Furniture may go below what it does not meet: in no pixel does the order matter then.
        """
        chain: list[_Piece] = []
        upper: list[tuple[Layer, Sprite]] = []
        for layer in layers:
            piece = _piece(layer.svg, painter, layer.ink)
            if not layer.is_furniture:
                upper.append((layer, self._sprite(piece, painter)))
            elif not upper:
                chain.append(piece)
            else:
                sprite = self._sprite(piece, painter)
                if any(sprite.meets(other) for _, other in upper):
                    upper.append((layer, sprite))
                else:
                    chain.append(piece)
        return tuple(chain), upper

    def _base(self, chain: _Chain, painter: LayerPainter) -> Backdrop:
        """Return the ground with furniture on it, begun with as much of it as is kept."""
        for length in range(len(chain), 0, -1):
            kept = self._bases.get(chain[:length])
            if kept is not None:
                break
        else:
            length, kept = 0, self._bare
        if length == len(chain):
            return kept
        base = kept.copy()
        for piece in chain[length:]:
            base.lay(self._sprite(piece, painter))
        self._bases.keep(chain, base, base.weight)
        return base

    def _sprite(self, piece: _Piece, painter: LayerPainter) -> Sprite:
        """Return the ink of a layer, which some other picture may have as well."""
        kept = self._sprites.get(piece)
        if kept is None:
            kept = painter.sprite(piece.svg, piece.ink).inked()
            # A piece larger than the room for all would only stay in the way: it is in the base already.
            if kept.array.nbytes <= _KEPT_BYTES:
                self._sprites.keep(piece, kept, kept.array.nbytes)
        return kept

    def _behind(self, chain: _Chain, base: Backdrop, upper: Sequence[Layer], painter: LayerPainter) -> Pixels:
        """Return the picture without words."""
        wordless = [layer for layer in upper if layer.wordless]
        if not wordless:
            kept = self._behinds.get(chain)
            if kept is None:
                kept = self._thinned(base)
                self._behinds.keep(chain, kept, kept.array.nbytes)
            return kept
        picture = base.copy()
        for layer in wordless:
            # Furniture is the same as in the picture, and has been painted.
            picture.lay(self._sprite(_piece(layer.wordless, painter, layer.ink), painter))
        return self._thinned(picture)

    def _thinned(self, backdrop: Backdrop) -> Pixels:
        return Pixels(backdrop.thinned(max(max(self.size.width, self.size.height) // _BEHIND_SIDE, 1)))


def _shows_words(layer: Layer) -> bool:
    """Tell whether a layer above the furniture is nothing but words, whole and in plain colours."""
    is_words = layer.ink is not None and not layer.wordless
    return is_words and not _HIDING.search(layer.svg)


# On words, or a paint that may be fainter than a colour.
_HIDING: Final = re.compile(r"\s(?:fill-)?opacity=|\sfill=\"(?!#)")


def _piece(svg: str, painter: LayerPainter, ink: Rect | None = None) -> _Piece:
    return _Piece(svg, painter.fragments.wanted_by(svg), ink)
