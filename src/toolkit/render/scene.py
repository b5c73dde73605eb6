"""A scene: a ground and the furniture on it stay, words come and go.

What pictures share is painted once and kept; words are painted where their ink is. Each picture is the same
whatever is painted before it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from toolkit.render.document import shown_box
from toolkit.render.gate import admitted
from toolkit.render.opacity import with_light_opacity
from toolkit.render.patch import Patch, PixelBox
from toolkit.render.pixels import RGB, PixelArray, Pixels
from toolkit.render.raster import Engine
from toolkit.render.recent import Recent
from toolkit.render.strata import Stratum, Wrapping, strata_of, wrapping_of
from toolkit.render.verify import without_words
from toolkit.units import PixelSize, Rect

__all__ = ["Scene", "Shot"]

# Around ink: its soft edge, and a ring that stays empty if the ink is where it is said to be.
_MARGIN: Final = 2  # px
_KEPT_BYTES: Final = 16_000_000  # of bases, and of patches
_BLENDS: Final = "mix-blend-mode"

_Chain = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture, and the same without its words: what lies behind them."""

    pixels: Pixels
    behind: Pixels


class Scene:
    """Pictures of one size that share a `head` (root and definitions) and a `ground`, as SVG text."""

    def __init__(self, engine: Engine, head: str, ground: str, size: PixelSize) -> None:
        self.size = size
        self._engine, self._head, self._ground = engine, head, ground
        self._bases: Recent[_Chain, PixelArray] = Recent(_KEPT_BYTES)
        self._patches: Recent[str, Patch] = Recent(_KEPT_BYTES)

    @property
    def ground(self) -> Pixels:
        """The ground alone."""
        kept = self._bases.get(())
        if kept is None:
            kept = self._engine.rasterise(f"{self._head}{self._ground}</svg>", self.size).array[..., :RGB]
            self._bases.keep((), kept, kept.nbytes)
        return Pixels(kept)

    def picture(self, body: str, *, transparent: bool = False) -> Shot:
        """Return the picture with a body (SVG text) on the ground; without white below if `transparent`.

        Raises `RenderError` when the drawing is refused or the engine fails.
        """
        whole = f"{self._head}{self._ground}{body}</svg>"
        if _BLENDS in whole:
            behind = self._engine.rasterise(without_words(whole), self.size)
            return Shot(
                pixels=self._engine.rasterise(whole, self.size, transparent=transparent), behind=behind
            )
        shot = self._layered(body)
        if transparent:
            pixels = self._engine.rasterise(whole, self.size, transparent=True)
            return Shot(pixels=pixels, behind=shot.behind)
        return shot

    def _layered(self, body: str) -> Shot:
        root = with_light_opacity(admitted(f"{self._head}{body}</svg>"))
        easel = _Easel(self._engine, self.size, wrapping_of(root), _shown(root, self.size))
        chain, upper = self._sorted(strata_of(root), easel)
        base = self._base(chain, easel)
        picture = base.copy()
        for _, patch in upper:
            patch.lay_on(picture)
        return Shot(
            pixels=Pixels(picture), behind=self._behind(base, [stratum for stratum, _ in upper], easel)
        )

    def _sorted(
        self, strata: Sequence[Stratum], easel: "_Easel"
    ) -> tuple[_Chain, list[tuple[Stratum, Patch]]]:
        """Return the furniture that can go below all words, and the rest with its pixels, in order.

        Furniture may go below what it does not meet: in no pixel does the order matter then.
        """
        chain: list[str] = []
        upper: list[tuple[Stratum, Patch]] = []
        for stratum in strata:
            if not stratum.is_furniture:
                upper.append((stratum, self._patch(stratum.svg, easel, stratum.ink)))
            elif not upper:
                chain.append(stratum.svg)
            else:
                patch = self._patch(stratum.svg, easel)
                if any(patch.meets(other) for _, other in upper):
                    upper.append((stratum, patch))
                else:
                    chain.append(stratum.svg)
        return tuple(chain), upper

    def _base(self, chain: _Chain, easel: "_Easel") -> PixelArray:
        """Return the ground with furniture on it, begun with as much of it as is kept."""
        for length in range(len(chain), 0, -1):
            kept = self._bases.get(chain[:length])
            if kept is not None:
                break
        else:
            length, kept = 0, self.ground.array
        if length == len(chain):
            return kept
        base = kept.copy()
        for svg in chain[length:]:
            self._patch(svg, easel).lay_on(base)
        self._bases.keep(chain, base, base.nbytes)
        return base

    def _patch(self, svg: str, easel: "_Easel", ink: Rect | None = None) -> Patch:
        """Return the ink of a stratum, which some other picture may have as well."""
        kept = self._patches.get(svg)
        if kept is None:
            kept = easel.patch(svg, ink).inked()
            # A piece larger than the room for all would only stay in the way: it is in the base already.
            if kept.array.nbytes <= _KEPT_BYTES:
                self._patches.keep(svg, kept, kept.array.nbytes)
        return kept

    def _behind(self, base: PixelArray, upper: Sequence[Stratum], easel: "_Easel") -> Pixels:
        """Return the picture without words."""
        wordless = [stratum.wordless for stratum in upper if stratum.wordless]
        if not wordless:
            return Pixels(base)
        picture = base.copy()
        for svg in wordless:
            self._patch(svg, easel).lay_on(picture)
        return Pixels(picture)


@dataclass(frozen=True, slots=True)
class _Easel:
    """Paints the strata of one document that has passed the gate; `view` is the part of it that is shown."""

    engine: Engine
    size: PixelSize
    wrapping: Wrapping
    view: Rect

    def patch(self, svg: str, ink: Rect | None = None) -> Patch:
        """Return the pixels of a stratum; only of the box around its `ink`, if that is known."""
        page = PixelBox(left=0, top=0, right=self.size.width, bottom=self.size.height)
        box = self._around(ink) if ink else page
        patch = self._painted(svg, box) if box.left < box.right and box.top < box.bottom else None
        return self._painted(svg, page) if patch is None or self._spills(patch) else patch

    def _around(self, ink: Rect) -> PixelBox:
        """Return the pixels of the picture around ink."""
        scale_x, scale_y = self.size.width / self.view.width, self.size.height / self.view.height
        return PixelBox(
            left=max(0, math.floor((ink.x - self.view.x) * scale_x) - _MARGIN),
            top=max(0, math.floor((ink.y - self.view.y) * scale_y) - _MARGIN),
            right=min(self.size.width, math.ceil((ink.right - self.view.x) * scale_x) + _MARGIN),
            bottom=min(self.size.height, math.ceil((ink.bottom - self.view.y) * scale_y) + _MARGIN),
        )

    def _painted(self, svg: str, box: PixelBox) -> Patch:
        document = self.wrapping.document(svg, self.view, self.size, box)
        return Patch(self.engine.paint(document, box.size, transparent=True).array, box.left, box.top)

    def _spills(self, patch: Patch) -> bool:
        """Tell whether ink touches an edge of the patch that is not one of the picture."""
        alpha = patch.array[..., 3]
        height, width = alpha.shape
        edges = (
            (patch.x > 0, alpha[:, 0]),
            (patch.y > 0, alpha[0]),
            (patch.x + width < self.size.width, alpha[:, -1]),
            (patch.y + height < self.size.height, alpha[-1]),
        )
        return any(inside and bool(edge.any()) for inside, edge in edges)


def _shown(root: etree._Element, size: PixelSize) -> Rect:
    return shown_box(root, size.width, size.height)
