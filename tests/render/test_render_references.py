"""References in every spelling: each part of painting that follows them finds the same ids."""

import numpy as np
import pytest
from render_probes import SIDE, svg

from toolkit.render.engines.engine import ENGINE_NAMES, engine_named
from toolkit.render.pdf.page import Page, pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.pixels import Pixels
from toolkit.render.svg.features import Feature, features_in
from toolkit.render.svg.fragments import SvgFragments
from toolkit.render.svg.sanitizer import parse_sanitized, violations
from toolkit.render.svg.sizing import read_svg
from toolkit.units import MM_PER_INCH, PixelSize

SPELLINGS = {
    "plain": "url(#a)",
    "capitals": "URL(#a)",
    "double quotes": "url(&quot;#a&quot;)",
    "single quotes": "url('#a')",
    "blanks": "url( #a )",
    "blanks and quotes": "Url( '#a' )",
}
LINKS = {"href": 'href="#a"', "xlink": 'xlink:href="#a"', "blanks": 'href=" #a "'}
CLIP = '<clipPath id="a"><rect width="20" height="40"/></clipPath>'
SHADOW = '<filter id="a"><feFlood flood-color="#ff0000"/></filter>'
LEFT = '<rect width="20" height="40" fill="#ff0000"/>'


def clipped(spelling: str) -> str:
    """Return a red square of which only the left half shows if the reference is followed."""
    return f'{CLIP}<rect width="40" height="40" fill="#ff0000" clip-path="{spelling}"/>'


def page(drawing: str) -> Page:
    """Return a print page of a drawing, one px for each unit."""
    side = SIDE / 96 * MM_PER_INCH
    return pdf_page(drawing, sheet=PageGeometry.with_bleed((side, side), 0), title="t", language="en")


def pixels(drawing: str, engine: str = "librsvg") -> Pixels:
    """Return the pixels of a drawing."""
    return engine_named(engine).rasterise(drawing, PixelSize(SIDE, SIDE))


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_engines_see_one_spelling(engine: str, spelling: str) -> None:
    """Engines differ in which spellings they know; each draws the same for all of them."""
    expected = pixels(svg(LEFT)).array
    assert np.abs(pixels(svg(clipped(spelling)), engine).array.astype(int) - expected).max() <= 1


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_engines_see_one_spelling_of_links(engine: str, link: str) -> None:
    """A use of a shape is drawn whichever attribute names it, blanks or not."""
    drawing = svg(f'<defs><rect id="a" width="20" height="40" fill="#ff0000"/></defs><use {link}/>')
    assert np.abs(pixels(drawing, engine).array.astype(int) - pixels(svg(LEFT)).array).max() <= 1


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_print_pages_show_every_spelling(spelling: str) -> None:
    """A print page has what the plain spelling gives, and a filter is flattened, not lost."""
    assert page(svg(clipped(spelling))) == page(svg(clipped("url(#a)")))
    filtered = f'{SHADOW}<rect width="20" height="20" filter="%s"/>'
    assert page(svg(filtered % spelling)) == page(svg(filtered % "url(#a)"))
    assert page(svg(filtered % spelling)).note.endswith(str(Feature.FILTER))


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_what_a_reference_leads_to_is_flattened(spelling: str) -> None:
    """A pattern that holds a picture with a filter is no plain paint, however it is referred to."""
    pattern = '<filter id="f"/><pattern id="a"><rect width="9" height="9" filter="url(#f)"/></pattern>'
    made = page(svg(f'{pattern}<rect width="20" height="20" fill="{spelling}"/>'))
    assert made.note.endswith(str(Feature.FILTER))


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_fragments_hold_what_they_refer_to(spelling: str) -> None:
    """A part of a drawing takes the definition along that it needs, and no other."""
    root = read_svg(svg(f'<defs>{CLIP}<clipPath id="b"/></defs><g clip-path="{spelling}"/>'))
    fragments = SvgFragments(root)
    written = f'<g clip-path="{spelling}"/>'
    assert fragments.names_reached_from(written) == {"a"}
    assert 'id="a"' in fragments.wanted_by(written)
    assert 'id="b"' not in fragments.wanted_by(written)


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_root_keeps_what_it_refers_to(spelling: str) -> None:
    """A paint that all shapes inherit from the root is there in every part of it."""
    root = read_svg(svg(CLIP).replace("<svg ", f'<svg fill="{spelling}" '))
    assert SvgFragments(root).names_reached_from("<path/>") == {"a"}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_the_sanitizer_follows_every_spelling(spelling: str) -> None:
    """A circle is found in any spelling, and what passes comes out in the plain one."""
    circle = f'<clipPath id="a"><rect clip-path="{spelling}"/></clipPath><rect clip-path="{spelling}"/>'
    assert violations(svg(circle)) == ("a reference that comes back to itself (#a)",)
    root = parse_sanitized(svg(clipped(spelling)))
    assert root[1].get("clip-path") == "url(#a)"


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
def test_pictures_in_patterns_are_found_through_links(link: str) -> None:
    """Figma writes a picture once and uses it in a pattern."""
    body = f'<image id="a" href="data:image/png;base64,AA"/><pattern id="p"><use {link}/></pattern>'
    assert Feature.PATTERN_PICTURE in features_in(svg(body))
