"""Nothing hostile reaches an engine; nothing harmless is kept out."""

from pathlib import Path

import pytest
from render_probes import picture, svg

from toolkit.render.engines.engine import ENGINE_NAMES, RenderError, engine_named
from toolkit.render.pdf.page import pdf_page
from toolkit.render.pdf.page_geometry import PageGeometry
from toolkit.render.svg.sanitizer import violations
from toolkit.units import PixelSize

PNG = picture("PNG")

HOSTILE = {
    "absolute path": '<image href="/etc/passwd"/>',
    "relative path": '<image href="photo.png"/>',
    "file address": '<image xlink:href="file:///etc/passwd"/>',
    "web address": '<image href="https://example.org/a.png"/>',
    "use of another file": '<use href="other.svg#a"/>',
    "filter picture": '<filter id="f"><feImage href="/dev/zero"/></filter>',
    "SVG inside SVG": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "EPS": '<image href="data:application/postscript;base64,AAAA"/>',
    "picture as a drawing": f'<use href="{PNG}"/>',
    "paint from a file": '<rect fill="url(/etc/passwd#a)"/>',
    "paint from a file in quotes": """<rect fill="url( 'other.svg#a')"/>""",
    "style with address": '<rect style="fill:url(http://example.org/#a)"/>',
    "escaped style": r'<rect style="fill:\75rl(other.svg#a)"/>',
    "import": '<style>@import "a.css";</style>',
    "rule with address": "<style>rect{fill:url(#a)}</style>",
    "font face": "<style>@font-face{src:local(a)}</style>",
    "script": "<script>alert(1)</script>",
    "event": '<rect onload="alert(1)"/>',
    "foreign content": "<foreignObject/>",
    "text": "<text>a</text>",
    "text in no namespace": '<text xmlns="">a</text>',
    "text path": "<textPath/>",
    "base": '<g xml:base="file:///etc/"/>',
    "instruction": '<g><?xml-stylesheet href="a.css"?></g>',
    "circle of two": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "mask of itself": '<mask id="m"><rect mask="url(#m)"/></mask>',
    "deep": "<g>" * 80 + "</g>" * 80,
    "long chain": "".join(f'<g id="g{i}"><use href="#g{i + 1}"/></g>' for i in range(80)),
    "doubling behind ids that are given twice": '<rect id="g0"/>'
    + "".join(f'<g id="g{i + 1}"><use href="#g{i}"/><use href="#g{i}"/></g>' for i in range(30))
    + "".join(f'<g id="g{i}"/>' for i in range(31)),
    "doubling behind quotes": '<rect id="g 0"/>'
    + "".join(
        f"""<g id="g {i + 1}"><g mask="url('#g {i}')"/><g mask="URL( '#g {i}')"/></g>""" for i in range(30)
    ),
    "an id for some": '<g xml:id="a"/>',
    "depth behind references": "".join(
        f'<g id="g{i}">{"<g>" * 50}<use href="#g{i + 1}"/>{"</g>" * 50}</g>' for i in range(10)
    ),
    "doubling": '<rect id="g0"/>'
    + "".join(f'<g id="g{i + 1}"><use href="#g{i}"/><use href="#g{i}"/></g>' for i in range(30)),
}

HARMLESS = {
    "empty": "",
    "picture": f'<image href="{PNG}"/><image xlink:href="{PNG}"/>',
    "references": '<g id="a"/><use href="#a"/><use xlink:href="#a"/>'
    """<rect fill="url(#a)" style="mask: url( '#b')"/>""",
    "words with an address": r'<g aria-label="url(https://example.org) C:\x @import"><title>on</title></g>',
    "orient": '<marker orient="auto"/>',
    "levels": "<g>" * 50 + "</g>" * 50,
    "levels behind references": f'<g id="a">{"<g>" * 50}{"</g>" * 50}</g>'
    f'<g id="b">{"<g>" * 50}<use href="#a"/>{"</g>" * 50}</g><use href="#b"/><use href="#b"/>',
    "missing reference": '<use href="#nowhere"/>',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_drawings_are_refused_with_a_reason(body: str) -> None:
    """Text, active content, references outside and explosions are each named."""
    assert len(violations(svg(body))) == 1


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_drawings_pass(body: str) -> None:
    """What a laid-out drawing may hold is not refused."""
    assert violations(svg(body)) == ()


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<g/>"),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + svg(""),
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
        '<?xml-stylesheet href="a.css"?>' + svg(""),
        "<html/>",
        "",
        "<svg",
    ],
)
def test_hostile_documents_are_refused(document: str) -> None:
    """Document types, entities, style sheets and things that are no SVG stop at the sanitizer."""
    assert violations(document)


def test_every_reason_is_given_at_once() -> None:
    """A person who repairs a drawing sees the whole list, each reason once."""
    body = '<text>a</text><text>b</text><image href="a.png"/><rect onclick="x"/>'
    assert violations(svg(body)) == (
        "text that was not turned into outlines (<text>)",
        'a reference outside the drawing (href="a.png")',
        "a script (the attribute onclick)",
    )


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_engines_never_see_a_refused_drawing(name: str, tmp_path: Path) -> None:
    """A picture that lies beside the drawing is not read, whichever engine is chosen."""
    (tmp_path / "a.png").write_bytes(b"")
    drawing = svg(f'<image href="{tmp_path}/a.png" width="9" height="9"/>')
    with pytest.raises(RenderError, match="not a laid-out SVG: a reference outside the drawing"):
        engine_named(name).rasterise(drawing, PixelSize(40, 40))
    with pytest.raises(RenderError, match="not a laid-out SVG"):
        pdf_page(drawing, sheet=PageGeometry.with_bleed((10, 10), 0), title="a", language="en")
