"""Painting the layers of one document, each as a sprite of its own."""

import math
from dataclasses import dataclass
from typing import Final

from toolkit.render.compositor.canvas import Backdrop
from toolkit.render.compositor.sprite import Sprite
from toolkit.render.engines.engine import Engine
from toolkit.render.pixels import PixelBox
from toolkit.render.svg.fragments import SvgFragments
from toolkit.units import PixelSize, Rect

__all__ = ["LayerPainter"]

# Around ink: its soft edge, and a ring that stays empty if the ink is where it is said to be.
_MARGIN: Final = 2  # px


@dataclass(frozen=True, slots=True)
class LayerPainter:
    """Paints the layers of one document that the sanitizer has passed; `view` is the part that is shown."""

    engine: Engine
    size: PixelSize
    fragments: SvgFragments
    view: Rect

    def backdrop(self, svg: str) -> Backdrop:
        """Return a layer over white."""
        return Backdrop.of(self.engine.paint(self.document(svg), self.size).array)

    def sprite(self, svg: str, ink: Rect | None = None) -> Sprite:
        """Return the pixels of a layer; only of the box around its `ink`, if that is known."""
        box = self._around(ink) if ink else self._page
        sprite = self._painted(svg, box) if box.left < box.right and box.top < box.bottom else None
        return self._painted(svg, self._page) if sprite is None or self._spills(sprite) else sprite

    def document(self, svg: str) -> bytes:
        """Return a layer as a document of its own: the same for all drawings that have it in common."""
        return self.fragments.document(svg, self.view, self.size, self._page)

    @property
    def _page(self) -> PixelBox:
        return PixelBox(left=0, top=0, right=self.size.width, bottom=self.size.height)

    def _around(self, ink: Rect) -> PixelBox:
        """Return the pixels of the picture around ink."""
        scale_x, scale_y = self.size.width / self.view.width, self.size.height / self.view.height
        return PixelBox(
            left=max(0, math.floor((ink.x - self.view.x) * scale_x) - _MARGIN),
            top=max(0, math.floor((ink.y - self.view.y) * scale_y) - _MARGIN),
            right=min(self.size.width, math.ceil((ink.right - self.view.x) * scale_x) + _MARGIN),
            bottom=min(self.size.height, math.ceil((ink.bottom - self.view.y) * scale_y) + _MARGIN),
        )

    def _painted(self, svg: str, box: PixelBox) -> Sprite:
        document = self.fragments.document(svg, self.view, self.size, box)
        return Sprite(self.engine.paint(document, box.size, transparent=True).array, box.left, box.top)

    def _spills(self, sprite: Sprite) -> bool:
        """Tell whether ink touches an edge of the sprite that is not one of the picture."""
        alpha = sprite.array[..., 3]
        height, width = alpha.shape
        edges = (
            (sprite.x > 0, alpha[:, 0]),
            (sprite.y > 0, alpha[0]),
            (sprite.x + width < self.size.width, alpha[:, -1]),
            (sprite.y + height < self.size.height, alpha[-1]),
        )
        return any(inside and bool(edge.any()) for inside, edge in edges)
