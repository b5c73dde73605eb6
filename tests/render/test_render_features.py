"""The table of what engines leave out is checked against the engines themselves."""

import numpy as np
import pytest
from numpy.typing import NDArray
from render_probes import PROBES, SIDE, svg

from pdfpages import drawn_back
from toolkit.render.engines import engine as raster
from toolkit.render.pdf import page as pdf
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.pixels import RenderError
from toolkit.render.svg.features import DROPS, Feature, dropped_by, features_in
from toolkit.render.svg.sizing import read_svg
from toolkit.units import MM_PER_INCH, PixelSize

SAME = 2.0  # levels of 255, mean: the edges of another anti-aliasing
NEVER_DRAWN = {
    Feature.ANIMATION,
    Feature.FOREIGN_OBJECT,
    Feature.OUTSIDE_REFERENCE,
    Feature.SCRIPT,
    Feature.TEXT,
}


def drawn_by(engine: str, body: str) -> NDArray[np.int64]:
    """Return the pixels that an engine, or a PDF page drawn back, shows."""
    if engine != "pdf":
        return raster.engine_named(engine).rasterise(svg(body), PixelSize(SIDE, SIDE)).array.astype(int)
    side = SIDE / 96 * MM_PER_INCH
    sheet = PageGeometry.with_bleed((side, side), 0, dpi=96)
    page = pdf.pdf_page(svg(body), sheet=sheet, title="probe", language="en")
    return drawn_back(page.data).astype(int)


@pytest.fixture
def open_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let drawings through that the sanitizer refuses, such as SVG inside SVG: what engines do with them."""
    monkeypatch.setattr(raster, "parse_sanitized", read_svg)
    monkeypatch.setattr(pdf, "parse_sanitized", read_svg)


@pytest.mark.usefixtures("open_gate")
@pytest.mark.parametrize("engine", sorted(DROPS))
@pytest.mark.parametrize("feature", sorted(PROBES), ids=lambda feature: Feature(feature).name)
def test_the_table_is_what_the_engines_do(engine: str, feature: Feature) -> None:
    """A feature that is said to be dropped looks different from its plain twin, any other one the same."""
    drawing, twin = PROBES[feature]
    try:
        difference = float(np.abs(drawn_by(engine, drawing) - drawn_by(engine, twin)).mean())
    except RenderError:
        difference = 255.0
    assert (difference > SAME) == (feature in DROPS[engine]), f"{difference:.1f} levels"


@pytest.mark.parametrize("feature", sorted(PROBES), ids=lambda feature: Feature(feature).name)
def test_the_scan_finds_each_feature(feature: Feature) -> None:
    """Every probe is recognised, and its plain twin is not."""
    drawing, twin = PROBES[feature]
    assert feature in features_in(svg(drawing))
    assert feature not in features_in(svg(twin))


def test_every_feature_is_probed_or_never_drawn() -> None:
    """The table has no entry that nothing checks."""
    assert set(PROBES) | NEVER_DRAWN == set(Feature)
    assert DROPS
    assert all(drops >= NEVER_DRAWN for drops in DROPS.values())


@pytest.mark.parametrize(
    ("body", "feature"),
    [
        ("<text>a</text>", Feature.TEXT),
        ("<script/>", Feature.SCRIPT),
        ("<foreignObject/>", Feature.FOREIGN_OBJECT),
        ('<image href="photo.png"/>', Feature.OUTSIDE_REFERENCE),
        ('<rect><animate attributeName="x" to="9"/></rect>', Feature.ANIMATION),
        ('<style>.a{filter:blur(2px)}</style><rect class="a"/>', Feature.FILTER),
        ('<pattern id="p"><image href="#x"/></pattern>', Feature.PATTERN_PICTURE),
        ('<g stroke="#000"><rect opacity=".5"/></g>', Feature.SHAPE_OPACITY),
    ],
)
def test_features_hide_in_many_places(body: str, feature: Feature) -> None:
    """Rules, inherited properties and nested elements count like attributes."""
    assert feature in features_in(svg(body))


def test_a_plain_design_uses_nothing_special() -> None:
    """The subset of shipped designs has nothing that any engine drops; a hashtag #2021 is no colour."""
    plain = svg(
        '<linearGradient id="face"><stop offset="0" stop-color="#0b1f4b" stop-opacity=".5"/></linearGradient>'
        '<clipPath id="c"><circle cx="20" cy="20" r="15"/></clipPath><g clip-path="url(#c)" opacity="0.5">'
        '<path d="M0 0H40V40z" fill="url(#face)" filter="none"/></g>'
        '<g aria-label="#2021 var(--x) hsl(0)"/>'
        '<g fill="none"><path d="M0 0H9" stroke="#fff" opacity="0.5"/></g><use href="#face"/>'
    )
    assert features_in(plain) == frozenset()
    assert [dropped_by(engine, plain) for engine in DROPS] == [()] * 4


def test_what_is_dropped_reads_as_plain_words() -> None:
    """A report can print the features as they are, sorted."""
    drawing = svg(PROBES[Feature.FILTER][0] + PROBES[Feature.BLEND_MODE][0])
    assert dropped_by("librsvg", drawing) == dropped_by("pdf", drawing) == ()
    assert list(map(str, dropped_by("cairo", drawing))) == [
        "blend modes (mix-blend-mode)",
        "filter effects (shadows, blurs, colour changes)",
    ]
