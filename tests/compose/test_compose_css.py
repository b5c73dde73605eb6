"""What design tools write into SVG, read by the standard: CSS, colours, lengths, fonts and names."""

import pytest
from sketches import NAMESPACES, drawing

from toolkit.compose.svg.colours import hex_and_alpha
from toolkit.compose.svg.css_transform import CssTransformError, transform_of
from toolkit.compose.svg.font_shorthand import families_in, longhands_of, named_weight
from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.svgdoc import parse_svg, read_drawing, view_box
from toolkit.compose.svg.tool_names import folded, unescaped, without_copy_suffix
from toolkit.svg.document import SVG
from toolkit.svg.parser import SvgError
from toolkit.units import Rect


def attributes(body: str) -> dict[str, str]:
    """Return the attributes of the last element of a drawing, as it is read."""
    *_, element = parse_svg(drawing(body)).iter("*")
    return {str(name): str(value) for name, value in element.attrib.items()}


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("fill:#39e3ff !important", {"fill": "#39e3ff"}),
        ("/* a;b:c */fill:#39e3ff/* x */;;stroke : #000000", {"fill": "#39e3ff", "stroke": "#000000"}),
        ("fill:url(#a;b)", {"fill": "url(#a;b)"}),
        ("mask-type:alpha", {"mask-type": "alpha"}),
        ("marker:url(#m)", {f"marker-{place}": "url(#m)" for place in ("start", "mid", "end")}),
        ("mix-blend-mode:multiply", {"style": "mix-blend-mode:multiply"}),
        ("isolation:isolate", {"style": "isolation:isolate"}),
        ("transform:translate(300px,200px)", {"transform": "translate(300 200)"}),
        ("-inkscape-font-specification:'A';cursor:help;-webkit-x:1", {}),
        ("rx:2mm", {"rx": "7.559055"}),
    ],
)
def test_style_attributes_become_what_engines_read(style: str, expected: dict[str, str]) -> None:
    """Each declaration is honoured, comments and `!important` too; what works only as CSS stays CSS."""
    found = attributes(f'<path style="{style}"/>')
    references = {"fill": "#39e3ff"} if "a;b" in style else {}
    assert {**found, **references} == {**expected, **references}


def test_sheets_cascade_by_weight_and_order() -> None:
    """Attributes lose to sheets, these to `style`, all to `!important`; ids beat classes."""
    sheet = (
        "<style><![CDATA[.a{fill:#000001} .a{fill:#000002} path{stroke:#000003} #p{stroke:#000004}"
        ".a{opacity:.5 !important} @media print{.a{fill:#000009}} @media screen{.a{clip-rule:evenodd}}"
        "]]></style>"
    )
    path = '<path id="p" class="a" fill="#000008" stroke="#000008" style="opacity:.9"/>'
    assert attributes(sheet + path) == {
        "id": "p",
        "class": "a",
        "fill": "#000002",
        "stroke": "#000004",
        "opacity": ".5",
        "clip-rule": "evenodd",
    }


def test_custom_properties_are_put_in_place() -> None:
    """Also inside attributes, with a fallback for what is not set."""
    sheet = "<style>:root{--brand:#0b0733}</style>"
    assert attributes(f'{sheet}<path fill="var(--brand)" stroke="var(--none, #39e3ff)"/>') == {
        "fill": "#0b0733",
        "stroke": "#39e3ff",
    }


@pytest.mark.parametrize(
    "declaration", ["backdrop-filter:blur(2px)", "object-fit:cover", "background-blend-mode:screen"]
)
def test_what_no_engine_honours_is_named(declaration: str) -> None:
    """A property that would vanish is told, with the layer."""
    _, (note,) = read_drawing(drawing(f'<g id="art" style="{declaration}"/>'))
    assert (note.layer, note.message) == (
        "art",
        f"the CSS property '{declaration.partition(':')[0]}' is not honoured",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("white", ("#ffffff", 1.0)),
        ("#FFF", ("#ffffff", 1.0)),
        ("#0b073380", ("#0b0733", 128 / 255)),
        ("rgb(11, 7, 51)", ("#0b0733", 1.0)),
        ("rgb(11 7 51 / 50%)", ("#0b0733", 0.5)),
        ("hsl(120, 100%, 25%)", ("#008000", 1.0)),
        ("color(display-p3 1 1 1)", ("#ffffff", 1.0)),
        ("nonsense", None),
    ],
)
def test_colours_of_every_form_are_hex(written: str, expected: tuple[str, float] | None) -> None:
    """CSS Color 4: names, functions, alpha, wide gamut clipped to sRGB."""
    found = hex_and_alpha(written)
    assert (found is None) == (expected is None)
    if found and expected:
        assert found[0] == expected[0]
        assert found[1] == pytest.approx(expected[1], abs=0.003)


def test_alpha_becomes_opacity_and_current_colour_is_looked_up() -> None:
    """Alpha multiplies with the opacity that is there; `currentColor` is the nearest `color`."""
    body = '<g color="#39e3ff"><path fill="rgba(0,0,0,.5)" fill-opacity=".5" stroke="currentColor"/></g>'
    assert attributes(body) == {"fill": "#000000", "fill-opacity": "0.25", "stroke": "#39e3ff"}


def test_what_is_no_colour_is_told() -> None:
    """An engine would paint it black, or nothing."""
    _, (note,) = read_drawing(drawing('<path id="sun" fill="sunny"/>'))
    assert note.message == "'sunny' is not a colour that can be painted"


@pytest.mark.parametrize(
    ("css", "origin", "attribute"),
    [
        ("translate(1in, 1cm)", "", "translate(96 37.795276)"),
        ("rotate(.25turn) scale(50%)", "", "rotate(90) scale(0.5)"),
        ("rotate(90deg)", "10px 20px", "translate(10 20) rotate(90) translate(-10 -20)"),
        ("matrix(1,0,0,1,5,6)", "", "matrix(1 0 0 1 5 6)"),
        ("none", "", ""),
    ],
)
def test_css_transforms_become_attributes(css: str, origin: str, attribute: str) -> None:
    """Units are worked out; an origin is folded in."""
    assert transform_of(css, origin) == attribute


@pytest.mark.parametrize(
    "css", ["rotate3d(1,0,0,9deg)", "translate(50%)", "perspective(1px)", "x", "scale()"]
)
def test_transforms_that_have_no_equal_are_errors(css: str) -> None:
    """What depends on a box or leaves the plane cannot be an attribute."""
    with pytest.raises(CssTransformError):
        transform_of(css)


@pytest.mark.parametrize(
    ("attribute", "written", "expected"),
    [
        ("x", "10mm", 37.795276),
        ("y", "50%", 25.0),
        ("width", "50%", 100.0),
        ("r", "10%", 14.577),
        ("height", "2em", 32.0),
        ("cx", "12pt", 16.0),
        ("cy", "1e1", 10.0),
    ],
)
def test_lengths_of_every_unit_are_user_units(attribute: str, written: str, expected: float) -> None:
    """96 px to the inch; percentages of the viewport's width, height or diagonal."""
    (element,) = parse_svg(drawing(f'<path {attribute}="{written}"/>', "0 0 200 50"))
    assert float(str(element.get(attribute))) == pytest.approx(expected, rel=1e-3)


def test_a_page_in_mm_without_a_view_box_has_a_size() -> None:
    """Its units are px then, 96 to the inch."""
    root = parse_svg(f'<svg {NAMESPACES} width="254mm" height="127mm"/>'.encode())
    assert view_box(root) == Rect(0, 0, pytest.approx(960), pytest.approx(480))


def test_prefixed_elements_are_like_any() -> None:
    """Some tools write `<svg:rect>`."""
    data = b'<svg:svg xmlns:svg="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><svg:g id="a"/></svg:svg>'
    root = parse_svg(data)
    assert (root.prefix, root[0].prefix, root[0].get("id")) == (None, None, "a")


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (
            "italic 700 48px/1.2 'Noto Sans', sans-serif",
            {
                "font-style": "italic",
                "font-weight": "700",
                "font-size": "48px",
                "line-height": "1.2",
                "font-family": "'Noto Sans', sans-serif",
            },
        ),
        ("bold 2em Arial", {"font-weight": "bold", "font-size": "2em", "font-family": "Arial"}),
        ("caption", {}),
    ],
)
def test_the_font_shorthand_has_its_longhands(font: str, expected: dict[str, str]) -> None:
    """Style, weight, size, leading and family, in whatever order the standard allows."""
    assert dict(longhands_of(font)) == expected


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        ("Montserrat-SemiBold", 600),
        ("MyriadPro-Bold", 700),
        ("Lato-Light", 300),
        ("Inter-ExtraBold", 800),
        ("A", None),
    ],
)
def test_postscript_names_tell_a_weight(name: str, weight: int | None) -> None:
    """Illustrator writes nothing else."""
    assert named_weight(name) == weight
    assert families_in(f"'{name}', serif") == [name, "serif"]


@pytest.mark.parametrize(
    ("attributes", "label"),
    [
        ('id="theme_x40_start_x40_top"', "theme@start@top"),
        ('id="Theme_x5F_1"', "Theme_1"),
        ('id="SVGID_x5F_2_x5F_"', "SVGID_2_"),
        ('id="a" data-name="Calque 1"', "Calque 1"),
        ('id="a" xmlns:serif="http://www.serif.com/" serif:id="Layer 1"', "Layer 1"),
        ('id="a" xmlns:v="http://vectornator.io" v:layerName="제목"', "제목"),
        ('id="a" inkscape:label="b" data-name="c"', "b"),
        ('id="&#230;&#167;&#152;"', "様"),
    ],
)
def test_names_are_what_the_designer_typed(attributes: str, label: str) -> None:
    """Each tool has its own attribute for a name, and its own escapes."""
    (group,) = parse_svg(drawing(f"<g {attributes}/>"))
    assert group.get(LABEL) == label


def test_spellings_of_a_name_are_alike() -> None:
    """Capitals, spaces and hyphens do not count; numbers behind copies can be cut."""
    assert folded("Day Name") == folded("day_name") == folded("day-name")
    assert [
        without_copy_suffix(name) for name in ("theme_2_", "theme-1", "theme (2)", "theme copy", "item")
    ] == [
        *(["theme"] * 4),
        "item",
    ]
    assert unescaped("a_xZZ_") == "a_xZZ_"


def test_too_many_rules_are_an_error() -> None:
    """A sheet of a hundred thousand rules takes minutes to match; none of a person's has thousands."""
    sheet = "".join(f".a{number}{{fill:red}}" for number in range(4_001))
    with pytest.raises(SvgError, match="more than 4,000 CSS rules"):
        parse_svg(drawing(f"<style>{sheet}</style>"))


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("* {opacity:.9} " * 3900, "would compare selectors"),
        (":has(rect) {opacity:.9} " * 30, "would compare selectors"),
        ("rect:nth-child(2n+1) {opacity:.9} " * 90, "would compare selectors"),
        ("g {--a:" + "var(--a) " * 400 + ";fill:var(--a)}", "more than 10,000 characters"),
        ("g {--a:" + "x" * 10_001 + ";fill:var(--a)}", "more than 10,000 characters"),
        ("g {fill:" + "(" * 3000 + "}", "brackets within brackets"),
    ],
    ids=["universal", "has", "nth-child", "circle of variables", "long variable", "brackets"],
)
def test_sheets_without_end_are_refused(sheet: str, said: str) -> None:
    """What they would take is known before they are applied."""
    shapes = "<rect/>" * 900
    data = f'<svg xmlns="{SVG}" viewBox="0 0 9 9"><style>{sheet}</style><g>{shapes}</g></svg>'
    with pytest.raises(SvgError, match=said):
        read_drawing(data.encode())


def test_a_sheet_with_a_class_for_each_shape_is_applied() -> None:
    """Illustrator writes hundreds of classes; each is asked of its own elements alone."""
    rules = "".join(f".st{number} {{fill:#{number:06x}}}" for number in range(1500))
    shapes = "".join(f'<rect class="st{number}"/>' for number in range(1500))
    root, _ = read_drawing(
        f'<svg xmlns="{SVG}" viewBox="0 0 9 9"><style>{rules}</style><g>{shapes}</g></svg>'.encode()
    )
    assert [rect.get("fill") for rect in root.iter("{*}rect")] == [f"#{number:06x}" for number in range(1500)]
