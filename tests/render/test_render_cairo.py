"""Cairo: outlines of letters are drawn as CairoSVG draws them, only sooner."""

import numpy as np
import pytest
from cairosvg.path import path as any_path
from cairosvg.surface import TAGS

from toolkit.render.engines.engine import engine_named
from toolkit.units import PixelSize

SIZE = PixelSize(120, 80)
OUTLINES = (
    "M10 70q0-40 30-50t20 40l10-10v-20h-15z",  # a smooth curve: CairoSVG's own way
    "M10 70q-5.5-40 30-50 20 10 20 40c5 5 10 .5 20-15zm40-20l10 10 10-10v-15h-8zm20 8h6v6h-6z",
    "M5 5l30 0 0 30-30 0zm60 10q10 0 10 10q0 10-10 10q-10 0-10-10q0-10 10-10z",
    "M5 5 40 5 40 40z",  # more than a step says
)


@pytest.mark.parametrize("data", OUTLINES)
def test_an_outline_is_what_cairosvg_draws(data: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the very pixel, holes and all."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80" width="120" height="80">'
        f'<path d="{data}" fill="#123" transform="translate(2 1) scale(.9)"/></svg>'
    )
    quick = engine_named("cairo").rasterise(svg, SIZE).array
    monkeypatch.setitem(TAGS, "path", any_path)
    assert np.array_equal(quick, engine_named("cairo").rasterise(svg, SIZE).array)
    assert len(np.unique(quick)) > 2
