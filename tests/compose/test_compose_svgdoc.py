"""Reading drawings: hostile or broken files are refused in plain words; editor data does not matter."""

import pytest
from lxml import etree
from sketches import NAMESPACES, drawing

from toolkit.compose.svg.recolour import plain_hex, recolour
from toolkit.compose.svg.svgdoc import forget_names, inherited, length, parse_svg, view_box
from toolkit.svg.parser import SvgError
from toolkit.units import Rect


def refusal(data: bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(SvgError) as caught:
        view_box(parse_svg(data))
    return str(caught.value)


@pytest.mark.parametrize(
    "start",
    [
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>',
        b'<!DOCTYPE svg [<!ENTITY a PUBLIC "x" "http://127.0.0.1/x">]>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "f"> %x;]>',
        b"<!DOCTYPE a [<!ENTITY % x \"<!ENTITY y 'z'>\"> %x;]>",
    ],
)
def test_an_entity_that_reads_or_makes_more_is_refused(start: bytes) -> None:
    """Nothing outside of the file is read, and no entity makes others."""
    for data in (start + drawing(""), (start + drawing("")).decode().encode("utf-16")):
        assert "reads another file, or makes others; save it as plain SVG" in refusal(data)


def test_a_doctype_of_illustrator_is_read() -> None:
    """Its entities stand for namespaces; the drawing is the same as without them, and no DOCTYPE is left."""
    head = (
        '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY ns_svg "http://www.w3.org/2000/svg">'
        '<!ENTITY st0 "fill:#ff0000;">]>\n<svg xmlns="&ns_svg;" viewBox="0 0 9 9"><g style="&st0;"/></svg>'
    )
    for encoding in ("utf-8", "utf-16"):
        root = parse_svg(head.format(encoding).encode(encoding))
        assert etree.tostring(root, encoding="unicode") == (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g fill="#ff0000"/></svg>'
        )


def test_depth_is_bounded() -> None:
    """Engines recurse; 64 levels are more than any design needs."""
    assert "more than 64 deep" in refusal(drawing("<g>" * 64 + "</g>" * 64))
    parse_svg(drawing("<g>" * 63 + "</g>" * 63))


def test_size_is_bounded() -> None:
    """A file of 20 MB is no drawing."""
    assert refusal(b" " * 20_000_001) == "the file has 20,000,001 bytes; at most 20,000,000 are read"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not well-formed XML"),
        (b"<svg>", "not well-formed XML"),
        (b"\x89PNG\r\n", "not well-formed XML"),
        (b'<svg xmlns="urn:other"/>', "the root element is not <svg> in the SVG namespace"),
        (b'<g xmlns="http://www.w3.org/2000/svg"/>', "the root element is not <svg> in the SVG namespace"),
        (drawing("", "0 0 100"), "the viewBox '0 0 100' needs four numbers"),
        (drawing("", "0 0 0 100"), "with a positive width and height"),
        (drawing("", "0 0 100 -1"), "with a positive width and height"),
        (drawing("", "0 0 a b"), "needs four numbers"),
        (drawing("", "0 0 nan nan"), "needs four numbers"),
        (drawing("", "0 0 inf 100"), "needs four numbers"),
        (drawing("", "0 0 1e308 1e308"), "the viewBox '0 0 1e308 1e308' is beyond what can be drawn"),
        (drawing("", "1e308 1e308 1 1"), "is beyond what can be drawn"),
        (drawing("", "0 0 1e-9 1"), "is beyond what can be drawn"),
        (f"<svg {NAMESPACES}/>".encode(), "neither a viewBox nor a width and height"),
        (f'<svg {NAMESPACES} width="100%" height="10"/>'.encode(), "neither a viewBox nor"),
    ],
)
def test_broken_files_are_explained(data: bytes, reason: str) -> None:
    """Each has its own words."""
    assert reason in refusal(data)


@pytest.mark.parametrize(
    ("attributes", "box"),
    [
        ('viewBox="1 2 30 40"', Rect(1, 2, 30, 40)),
        ('viewBox=" 1,2,30 , 40 "', Rect(1, 2, 30, 40)),
        ('width="30" height="40px"', Rect(0, 0, 30, 40)),
        ('width="210mm" height="297mm" viewBox="0 0 210 297"', Rect(0, 0, 210, 297)),
    ],
)
def test_the_canvas_is_the_viewbox_or_else_the_size(attributes: str, box: Rect) -> None:
    """The viewBox wins; a size alone must be in px."""
    assert view_box(parse_svg(f"<svg {NAMESPACES} {attributes}/>".encode())) == box


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), (" 1.5px ", 1.5), ("-3", -3), ("1e2", 100), ("50%", 7), ("2mm", 7), (None, 7)],
)
def test_lengths_are_user_units(text: str | None, value: float) -> None:
    """Other units count as the default, for a drawing in them could not be adapted."""
    assert length(text, 7) == value


def test_what_editors_leave_behind_is_dropped() -> None:
    """Foreign elements, comments and metadata go; the label of a layer stays until the drawing is written."""
    body = (
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/><!-- c -->'
        '<metadata>m</metadata><g inkscape:groupmode="layer" inkscape:label="theme@start" data-pin="top"/>'
    )
    root = parse_svg(drawing(body))
    assert [child.get("{http://www.inkscape.org/namespaces/inkscape}label") for child in root] == [
        "theme@start"
    ]
    forget_names(root)
    assert (
        etree.tostring(root, encoding="unicode")
        == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g/></svg>'
    )


def test_styles_become_attributes() -> None:
    """Every engine reads attributes alike; what is no paint is dropped; a style wins over an attribute."""
    body = '<g fill="#0000ff" style="fill:#f00; font-size: 12px;-inkscape-x:y;cursor:help"><path/></g>'
    (group,) = parse_svg(drawing(body))
    assert dict(group.attrib) == {"fill": "#ff0000", "font-size": "12px"}
    assert inherited(group[0], "fill") == "#ff0000"
    assert inherited(group[0], "stroke") is None


@pytest.mark.parametrize(("colour", "plain"), [("#ABC", "#aabbcc"), (" #0B1F4B ", "#0b1f4b"), ("Red", "red")])
def test_colours_are_compared_in_one_form(colour: str, plain: str) -> None:
    """Short and capital forms are the same colour."""
    assert plain_hex(colour) == plain


def test_a_palette_replaces_every_paint() -> None:
    """Fills, strokes and gradient stops follow; each colour is replaced once; other paints are kept."""
    body = (
        '<linearGradient id="g"><stop stop-color="#0B1F4B"/></linearGradient>'
        '<path fill="#0b1f4b" stroke="#FFF"/><path fill="url(#g)" stroke="none"/><path fill="#123456"/>'
    )
    root = parse_svg(drawing(body))
    recolour(root, {"#0b1f4b": "#ffffff", "#ffffff": "#000000"})
    assert [dict(element.attrib) for element in root.iter("{*}path")] == [
        {"fill": "#ffffff", "stroke": "#000000"},
        {"fill": "url(#g)", "stroke": "none"},
        {"fill": "#123456"},
    ]
    assert root.find(".//{*}stop").get("stop-color") == "#ffffff"
