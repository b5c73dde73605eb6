"""Fragments: a part of a drawing as a document of its own holds what it needs, and looks the same."""

import numpy as np
import pytest
from lxml import etree

from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import PixelBox
from toolkit.render.svg.fragments import SvgFragments, attributes_of, is_plain, text_of
from toolkit.render.svg.sizing import read_svg
from toolkit.units import PixelSize, Rect

PAGE = PixelSize(120, 60)
VIEW = Rect(0, 0, 240, 120)
DEFS = (
    '<defs><linearGradient id="base"><stop stop-color="#ff0000"/></linearGradient>'
    '<linearGradient id="sky" href="#base"/><clipPath id="other"><path d="M0 0h9v9z"/></clipPath></defs>'
)


def fragments(body: str = "", root: str = "") -> SvgFragments:
    """Return the fragments of a document of 240 × 120 units."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {root} width="120" height="60" viewBox="0 0 240 120">'
    return SvgFragments(read_svg(f"{head}{body}</svg>"))


def test_a_part_takes_along_what_it_reaches() -> None:
    """Definitions that definitions refer to count too; the others stay away; order is that of the drawing."""
    made = fragments(DEFS)
    assert made.names_reached_from('<path fill="url(#sky)"/>') == {"sky", "base"}
    wanted = made.wanted_by('<path fill="url(#sky)"/>')
    assert wanted.index('id="base"') < wanted.index('id="sky"')
    assert "other" not in wanted
    assert made.wanted_by("<path/>") == ""


def test_definitions_inside_plain_groups_are_found() -> None:
    """Figma and Inkscape leave them beside the shapes; those of a group with an effect stay in it."""
    inside = '<g id="day" data-slot="day"><clipPath id="c"><path d="M0 0h9v9z"/></clipPath></g>'
    assert 'id="c"' in fragments(inside).wanted_by('<g clip-path="url(#c)"/>')
    assert fragments(inside.replace("<g ", '<g opacity="0.5" ')).wanted_by('<g clip-path="url(#c)"/>') == ""


def test_rules_take_everything_along() -> None:
    """A rule may speak of any element, so that no definition is left out beside one."""
    made = fragments(f"{DEFS}<style>path{{fill:red}}</style>")
    assert made.has_rules
    assert all(f'id="{name}"' in made.wanted_by("<path/>") for name in ("base", "sky", "other"))


def test_ids_of_two_elements_are_ambiguous() -> None:
    """Which of them a reference means depends on what stands beside it."""
    assert fragments(f'{DEFS}<g id="sky"/><g id="a"/>').ambiguous == {"sky"}


@pytest.mark.parametrize(
    ("group", "plain"),
    [
        ("<g/>", True),
        ('<g id="a" data-slot="a" transform="scale(2)"/>', True),
        ('<g fill="#fff"/>', False),
        ('<g aria-label="a"/>', False),
        ("<path/>", False),
    ],
)
def test_plain_groups_only_hold_things_together(group: str, plain: bool) -> None:  # noqa: FBT001  a parameter
    """An id, a slot's name and a transform mean nothing more; any paint or effect does."""
    assert is_plain(fragments(group).root[0]) is plain


def test_attributes_are_written_as_they_were_read() -> None:
    """Quotes, angle brackets, line ends and prefixes come back as they were, but for a root's size."""
    value = "a\"b'c<d>&\n\te"
    made = fragments(root='xmlns:xlink="http://www.w3.org/1999/xlink"')
    made.root.set("font-family", value)
    made.root.set("{http://www.w3.org/1999/xlink}title", "t")
    again = etree.fromstring(made.document("<g/>", VIEW, PAGE, PixelBox(left=0, top=0, right=120, bottom=60)))
    assert again.get("font-family") == value
    assert again.get("{http://www.w3.org/1999/xlink}title") == "t"
    assert (again.get("width"), again.get("viewBox")) == ("120", "0 0 120 60")
    assert "width" not in attributes_of(made.root)


def test_a_document_of_a_box_shows_the_pixels_of_that_box() -> None:
    """A part of a page that holds a shape is the page cut out, to the last pixel, at any whole offset."""
    shape = '<path d="M20.3 11.7l150.1 31-99 60.2z" fill="url(#sky)"/>'
    made = fragments(DEFS)
    engine = engine_named("librsvg")
    whole = PixelBox(left=0, top=0, right=120, bottom=60)
    page = engine.paint(made.document(shape, VIEW, PAGE, whole), PAGE, transparent=True).array
    assert page[..., 3].any()
    box = PixelBox(left=7, top=3, right=101, bottom=55)
    part = engine.paint(made.document(shape, VIEW, PAGE, box), box.size, transparent=True).array
    assert np.array_equal(part, page[3:55, 7:101])


def test_text_of_an_element_has_no_tail() -> None:
    """What stands behind an element belongs to its parent."""
    assert text_of(fragments("<g/> behind ").root[0]).startswith("<g ")
    assert "behind" not in text_of(fragments("<g/> behind ").root[0])
