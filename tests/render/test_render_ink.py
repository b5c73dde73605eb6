"""Ink: laid over a picture as a layer would be, fainter or aside."""

import numpy as np
import pytest

from toolkit.render.animation.blend import Ink
from toolkit.render.compositor.canvas import Backdrop
from toolkit.render.compositor.sprite import Sprite
from toolkit.render.pixels import PixelBox


@pytest.mark.parametrize("by", [0, 3, -3])
def test_ink_is_laid_as_its_layer_would_be(by: int) -> None:
    """Moved by whole px, with all its opacity, it gives what the patch gives there."""
    random = np.random.default_rng(7)
    layer = random.integers(0, 256, (6, 8, 4), dtype=np.uint8)
    layer[::2, :, 3] = 0
    ground = random.integers(0, 256, (10, 12, 3), dtype=np.uint8)
    wide = np.concatenate([ground[:, :4], ground, ground[:, :4]], axis=1)
    panel = Backdrop.of(wide)
    panel.lay(Sprite(layer, 4 + 2 + by, 3))
    wide = panel.array
    box = PixelBox(left=1, top=2, right=9, bottom=10)
    shown = ground[2:10, 1:9].copy()
    Ink.of(Sprite(layer, 2, 3)).lay_on(shown, box, share=1.0, by=by)
    assert (shown == wide[2:10, 5:13]).all()


def test_a_share_of_opacity_makes_ink_fainter() -> None:
    """Half of full opacity lets half of what is below through."""
    shown = np.zeros((2, 2, 3), dtype=np.uint8)
    white = np.full((2, 2, 4), 255, dtype=np.uint8)
    Ink.of(Sprite(white)).lay_on(shown, PixelBox(left=0, top=0, right=2, bottom=2), share=0.5, by=0)
    assert np.unique(shown).tolist() == [128]
