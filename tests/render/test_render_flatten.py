"""Flattening for print: pictures of exactly what PDF cannot hold, vectors for the rest."""

import numpy as np
import pytest
from lxml import etree
from render_probes import PROBES, svg

from pdfpages import drawn_back, photographs, shapes
from toolkit.affine import Affine
from toolkit.render.engines.engine import RenderError, engine_named
from toolkit.render.pdf.flatten import flattened
from toolkit.render.pdf.page import Page, pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.svg.features import FLATTENED, Feature
from toolkit.render.svg.sizing import read_svg
from toolkit.svg.document import local_name, matrix_to_root, painted
from toolkit.units import PixelSize

SIDE_MM = 400 / 96 * 25.4
GROUND = (
    '<linearGradient id="g"><stop offset="0" stop-color="#0b1f4b"/><stop offset="1" stop-color="#12a1d8"/>'
    '</linearGradient><rect width="400" height="400" fill="url(#g)"/>'
)
SHADOW = '<filter id="f"><feDropShadow dx="6" dy="8" stdDeviation="5" flood-opacity="0.7"/></filter>'
WORDS = '<g aria-label="words"><path d="M40 330h300v20h-300z" fill="#ffffff"/></g>'


def page(body: str) -> Page:
    """Return a page of 400 × 400 px of 96 to the inch."""
    sheet = PageGeometry.with_bleed((SIDE_MM, SIDE_MM), 0)
    return pdf_page(svg(body, 400), sheet=sheet, title="t", language="en")


def difference(body: str) -> float:
    """Return the mean difference of a page and the picture that the default engine draws, in levels."""
    picture = engine_named("librsvg").rasterise(svg(body, 400), PixelSize(400, 400)).array
    return float(np.abs(drawn_back(page(body).data).astype(int) - picture).mean())


def pictures(made: Page) -> list[tuple[float, ...]]:
    """Return where a page has pictures: left, top, right, bottom in px."""
    boxes = (found.box for found in photographs(made.data))
    edges = ((box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes)
    return [tuple(round(edge / 72 * 96) for edge in four) for four in edges]


def test_a_shadow_becomes_a_picture_of_its_own_size() -> None:
    """Only the element with the shadow is a picture; ground and words stay vectors, and the note says so."""
    body = (
        f'{GROUND}{SHADOW}<rect x="80" y="60" width="90" height="70" fill="#ffb600" filter="url(#f)"/>{WORDS}'
    )
    made = page(body)
    ((left, top, right, bottom),) = pictures(made)
    assert 70 < left <= 80
    assert 50 < top <= 60
    assert 170 < right < 210
    assert 130 < bottom < 170
    assert difference(body) < 2
    assert made.note == "flattened to pictures of 300 dpi: filter effects (shadows, blurs, colour changes)"
    assert page(body) == made


def test_pictures_stand_right_inside_moved_faded_and_clipped_groups() -> None:
    """The groups around a flattened element go on applying to it, once."""
    body = (
        f'{GROUND}{SHADOW}<clipPath id="c"><rect x="0" y="0" width="60" height="100"/></clipPath>'
        '<g transform="translate(300 50) rotate(30) scale(-1.5 1.5)" opacity="0.6" clip-path="url(#c)">'
        f'<rect x="20" y="20" width="80" height="60" fill="#ffb600" filter="url(#f)"/></g>{WORDS}'
    )
    assert difference(body) < 2
    assert len(pictures(page(body))) == 1


def test_blending_takes_what_lies_below_along() -> None:
    """What a blend mode mixes with is in the picture; the words above are not, and are still there."""
    body = (
        f'<g>{GROUND}<circle cx="200" cy="150" r="80" fill="#ffb600" style="mix-blend-mode:multiply"/>'
        f'<path d="M0 0h50v50h-50z" fill="#ff0000"/></g>{WORDS}'
    )
    made = page(body)
    assert pictures(made) == [(0, 0, 400, 400)]
    assert difference(body) < 2
    assert [shape.fill for shape in shapes(made.data)] == [(255, 0, 0), (255, 255, 255)]


def test_masks_lose_only_what_they_hide() -> None:
    """A mask by brightness comes out as the default engine draws it."""
    mask = '<mask id="m"><rect width="400" height="400" fill="url(#g)"/></mask>'
    assert difference(f'{GROUND}{mask}<rect y="50" width="400" height="90" fill="#fff" mask="url(#m)"/>') < 2


def test_rules_of_css_take_the_whole_drawing() -> None:
    """Where a rule may reach any element, everything becomes a picture rather than anything getting lost."""
    rules = "<style>.s{fill:#ffb60080}</style>"
    body = f'{rules}{GROUND}<rect class="s" x="9" y="9" width="90" height="90"/>'
    assert difference(body) < 2
    assert pictures(page(body)) == [(0, 0, 400, 400)]


def test_what_no_engine_draws_together_is_an_error() -> None:
    """One element that needs both engines at once is named, not drawn wrong."""
    clip = PROBES[Feature.CLIP_OVERLAP][0].replace("/>", ' style="transform:rotate(5deg)"/>')
    with pytest.raises(RenderError, match="clip paths of several shapes"):
        page(clip)


def test_an_invisible_element_costs_nothing() -> None:
    """A filtered element off the sheet leaves a picture of one pixel."""
    body = f'{GROUND}{SHADOW}<rect x="900" y="900" width="9" height="9" filter="url(#f)"/>'
    assert difference(body) < 2


def test_plain_drawings_are_not_touched() -> None:
    """Nothing is flattened that need not be, and the note is empty."""
    made = page(GROUND + WORDS)
    assert (made.note, pictures(made)) == ("", [])
    assert Feature.PATTERN not in FLATTENED


def flat(body: str) -> etree._Element:
    """Return the root of a drawing of 400 px after flattening."""
    return flattened(read_svg(svg(body, 400)), (SIDE_MM, SIDE_MM), 96).root


def kinds(element: etree._Element) -> list[str]:
    """Return the names of the elements inside another that are painted, groups before their members."""
    return [local_name(node) for node in painted(element)]


def test_a_drawing_without_losses_is_handed_on_as_it_is() -> None:
    """Not even a copy is made of what PDF can hold."""
    root = read_svg(svg(GROUND + WORDS, 400))
    made = flattened(root, (SIDE_MM, SIDE_MM), 96)
    assert made.root is root
    assert made.features == ()


def test_the_drawing_that_was_given_stays_as_it_was() -> None:
    """Flattening works on a copy: the same tree may be painted elsewhere."""
    root = read_svg(svg(f'{SHADOW}<rect width="9" height="9" filter="url(#f)"/>', 400))
    before = etree.tostring(root)
    made = flattened(root, (SIDE_MM, SIDE_MM), 96)
    assert made.root is not root
    assert made.features == (Feature.FILTER,)
    assert etree.tostring(root) == before


@pytest.mark.parametrize("reference", ["url(#f)", "URL(#f)", "url('#f')", "url(&quot;#f&quot;)", "url( #f )"])
def test_only_the_smallest_element_becomes_a_picture(reference: str) -> None:
    """Brothers and groups stay, whatever spelling of a reference leads to the filter."""
    body = f'{SHADOW}<g><rect width="9" height="9"/><path d="M9 9h90v90z" filter="{reference}"/></g>{WORDS}'
    assert kinds(flat(body)) == ["g", "rect", "image", "g", "path"]


def test_a_loss_behind_two_references_is_found() -> None:
    """A pattern that uses a shape with a filter makes a picture of what it paints."""
    body = (
        f'{SHADOW}<defs><rect id="r" width="9" height="9" filter="url(#f)"/></defs>'
        '<pattern id="p" width="9" height="9"><use xlink:href="#r"/></pattern>'
        '<rect width="90" height="90" fill="URL(#p)"/><rect width="9" height="9"/>'
    )
    assert kinds(flat(body)) == ["image", "rect"]


def test_a_picture_stands_where_its_element_stood() -> None:
    """Inside a moved and scaled group the picture undoes that, as it was drawn on the whole sheet."""
    body = (
        f'{SHADOW}<g transform="translate(40 10)"><g transform="scale(2)">'
        '<rect x="30" y="50" width="50" height="25" filter="url(#f)"/></g></g>'
    )
    (image,) = flat(body).iter("{*}image")
    assert matrix_to_root(image) == Affine()
    x, y, width, height = (float(image.get(name)) for name in ("x", "y", "width", "height"))
    assert x <= 100
    assert y <= 110
    assert (x + width >= 200, y + height >= 160) == (True, True)
    assert width * height < 400 * 400 / 4


def test_a_blend_mode_takes_all_below_but_nothing_above() -> None:
    """One picture stands in place of everything up to the element that mixes; the rest are shapes still."""
    body = (
        '<rect width="9" height="9"/><g><path d="M0 0h9v9z" style="mix-blend-mode:multiply"/>'
        f'<path d="M9 9h9v9z"/></g>{WORDS}'
    )
    assert kinds(flat(body)) == ["image", "g", "path", "g", "path"]
