"""SVG documents on the ground: safe parsing with one set of limits, one grammar of references, the tree."""

import gzip

import pytest
from lxml import etree

from toolkit.affine import Affine
from toolkit.svg.document import Element, bare_name, local_name, matrix_to_root, painted, svg_tag
from toolkit.svg.parser import FILE, LAID_OUT, Limits, SvgError, parse
from toolkit.svg.references import (
    ids_in,
    leads_outside,
    links_of,
    make_plain,
    names_in,
    names_in_value,
    names_referred_to,
    rename,
)

SMALL = Limits(size=400, depth=4, elements=5)
PAINTS = {
    "plain": "url(#a)",
    "capitals": "URL(#a)",
    "mixed": "Url( #a )",
    "double quotes": "url(&quot;#a&quot;)",
    "single quotes": "url('#a')",
    "blanks and quotes": "url( '#a' )",
    "with a fallback": "url(#a) none",
}
LINKS = {
    "href": 'href="#a"',
    "xlink": 'xlink:href="#a"',
    "blanks": 'href=" #a "',
    "xlink blanks": 'xlink:href=" #a"',
}
FORMS = {
    **{name: f'<rect fill="{value}"/>' for name, value in PAINTS.items()},
    **{f"style, {name}": f'<rect style="fill:{value};stroke:none"/>' for name, value in PAINTS.items()},
    **{f"link, {name}": f"<use {value}/>" for name, value in LINKS.items()},
}


def svg(body: str) -> str:
    """Return a document around some elements."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces}>{body}</svg>"


def svg_text(root: Element) -> str:
    """Return a document as lxml writes it."""
    return str(etree.tostring(root, encoding="unicode"))


def refusal(data: bytes | str, limits: Limits = FILE) -> str:
    """Return why a document is not read."""
    with pytest.raises(SvgError) as caught:
        parse(data, limits)
    return str(caught.value)


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE svg SYSTEM "x.dtd">',
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
    ],
)
def test_a_laid_out_svg_has_no_document_type(start: str) -> None:
    """Entities can read files and fill the memory; what was written here has none."""
    assert refusal(start + svg(""), LAID_OUT) == "a DOCTYPE is not allowed; save it as plain SVG"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"])
def test_a_document_type_cannot_hide_in_an_encoding(encoding: str) -> None:
    """What is not written in a form that can be searched is not read at all, and is no laid-out SVG."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE svg [<!ENTITY a "bb">]>' + svg(
        "<g id='&a;'/>"
    )
    assert refusal(text.encode(encoding), LAID_OUT)
    hidden = text.replace('"bb"', 'SYSTEM "file:///etc/passwd"')
    assert "root:" not in refusal(hidden.encode(encoding))


HEX_ENTITY = '<!DOCTYPE svg [<!ENTITY a "{}">]>'


@pytest.mark.parametrize(
    ("start", "body"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>', "&b;"),
        ('<!DOCTYPE svg [<!ENTITY a "&a;">]>', "&a;"),
        (HEX_ENTITY.format("x" * 100_000), "&a;" * 1000),
        ("<!DOCTYPE svg [" + "".join(f'<!ENTITY a{i} "">' for i in range(201)) + "]>", ""),
    ],
    ids=["nested", "circle", "quadratic", "many"],
)
def test_entities_that_grow_are_refused(start: str, body: str) -> None:
    """What they make is known, and bounded, before any is replaced."""
    assert "save it as plain SVG without a DOCTYPE" in refusal(start + svg(f"<g>{body}</g>"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis", "gb18030"])
def test_drawings_in_other_encodings_are_read(encoding: str) -> None:
    """Some tools write them; the words in them are the same."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + svg('<g id="日本"/>')
    assert parse(text.encode(encoding), FILE)[0].get("id") == "日本"


def test_a_packed_drawing_is_read_within_the_limits() -> None:
    """An .svgz is the drawing inside; one that is cut off, damaged, or unpacks to too much is told so."""
    packed = gzip.compress(svg('<g id="e"/>').encode())
    assert parse(packed, FILE)[0].get("id") == "e"
    assert "cut off" in refusal(packed[:-12])
    assert "damaged" in refusal(packed[:12] + b"\xff\xff\xff" + packed[15:])
    assert "more than 20,000,000 bytes inside" in refusal(gzip.compress(b" " * 20_000_001))
    assert refusal(packed, LAID_OUT)


def test_names_that_only_html_has_are_read() -> None:
    """Programs write `&nbsp;`; it is the character, and not an end of the drawing."""
    assert parse(svg('<g id="a&nbsp;b&eacute;&amp;"/>'), FILE)[0].get("id") == "a\u00a0bé&"
    assert "not defined" in refusal(svg("&nothing;"))


def test_a_namespace_that_was_forgotten_is_added() -> None:
    """Programs that clean drawings take declarations out, and leave what used them."""
    (group,) = parse('<svg xmlns="http://www.w3.org/2000/svg"><g i:layer="yes"/></svg>', FILE)
    assert group.get("{http://ns.adobe.com/AdobeIllustrator/10.0/}layer") == "yes"
    assert "prefix" in refusal('<svg xmlns="http://www.w3.org/2000/svg"><g other:layer="yes"/></svg>')


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "us-ascii", "iso-8859-1", "windows-1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    """Editors write these; a mark at the start of UTF-8 does not matter."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + svg('<g id="e"/>')
    assert parse(text.encode(encoding), FILE)[0].get("id") == "e"
    assert parse(b"\xef\xbb\xbf" + svg("").encode(), FILE).tag.endswith("svg")


def test_limits_hold_to_the_last_element() -> None:
    """Size, depth and number of elements are each refused one step beyond their limit, not at it."""
    parse(svg("<g><g><g/></g></g><g/>"), SMALL)
    assert (
        refusal(svg("<g><g><g><g/></g></g></g>"), SMALL) == "groups are nested more than 4 deep; flatten them"
    )
    assert refusal(svg("<g/><g/><g/><g/><g/>"), SMALL).startswith(
        "the drawing has 6 elements; at most 5 are read"
    )
    assert refusal(svg(" " * 400), SMALL).endswith("at most 400 are read")


@pytest.mark.parametrize(
    "data", ["", "<svg", "<html/>", "<svg xmlns='urn:x'/>", svg("&nothing;"), svg("<a></b>")]
)
def test_what_is_no_svg_is_not_read(data: str) -> None:
    """Broken XML, undeclared entities and other vocabularies are told apart from drawings."""
    assert refusal(data).startswith(("not well-formed XML: ", "the root element is not <svg>"))


@pytest.mark.parametrize(
    "start", ["<svg>", "<svg width='9'>", "<svg xmlns:svg='http://www.w3.org/2000/svg'>"]
)
def test_a_root_that_names_no_vocabulary_is_a_drawing(start: str) -> None:
    """Programs that clean drawings leave the declaration out; Inkscape opens such files."""
    root = parse(f"{start}<rect/></svg>".encode(), FILE)
    assert [str(node.tag) for node in root.iter()] == [svg_tag("svg"), svg_tag("rect")]


def test_a_prefix_of_svg_is_dropped() -> None:
    """What some programs write as `svg:g` is the same drawing, and reads like any other from then on."""
    space = 'xmlns:s="http://www.w3.org/2000/svg" xmlns:i="urn:i"'
    root = parse(f'<s:svg {space} width="3"><s:g i:label="x">a<s:path d="M0 0"/>b</s:g></s:svg>', FILE)
    assert svg_text(root) == (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i" width="3">'
        '<g i:label="x">a<path d="M0 0"/>b</g></svg>'
    )


def test_a_very_deep_document_ends_in_an_error_of_ours() -> None:
    """Thousands of levels neither crash the process nor count as some other fault."""
    assert refusal(svg("<g>" * 50_000 + "</g>" * 50_000))


@pytest.mark.parametrize("element", FORMS.values(), ids=FORMS.keys())
def test_every_spelling_of_a_reference_counts(element: str) -> None:
    """In the tree and in text, and after it is written in the plain spelling, a reference leads to `a`."""
    root = parse(svg(element), FILE)
    (child,) = root
    assert list(names_in(child)) == ["a"]
    make_plain(root)
    written = svg_text(root)
    assert names_referred_to(written) == {"a"}
    assert "url(#a)" in written or 'href="#a"' in written


@pytest.mark.parametrize("element", FORMS.values(), ids=FORMS.keys())
def test_references_follow_an_id_that_gets_another_name(element: str) -> None:
    """Whatever the spelling, the id and all that refers to it change together."""
    root = parse(svg(f'<g id="a"/>{element}'), FILE)
    rename(root, {"a": "b", "other": "c"})
    assert root[0].get("id") == "b"
    assert list(names_in(root[1])) == ["b"]


def test_text_is_searched_for_every_spelling() -> None:
    """Text as it stands, before anything is written plainly, is read with the same grammar."""
    for element in FORMS.values():
        assert names_referred_to(svg_text(parse(svg(element), FILE))) == {"a"}
    assert ids_in(svg('<g id="a"/><g id="b&amp;c"/>')) == ["a", "b&c"]


def test_words_and_numbers_are_no_references() -> None:
    """What a group says may well look like one, and is left as it is."""
    body = '<g aria-label="url(#a)" data-x="url(#a)"><title>url(#a)</title></g>'
    root = parse(svg(body), FILE)
    assert [*names_in(root[0]), *names_in(root[0][0])] == []
    rename(root, {"a": "b"})
    assert root[0].get("aria-label") == "url(#a)"


def test_rules_count_as_references() -> None:
    """A `style` element refers to what its rules name."""
    assert list(names_in(parse(svg("<style>rect{fill:URL('#a')}</style>"), FILE)[0])) == ["a"]


def test_ids_that_need_quotes_get_plain_names() -> None:
    """Blanks and brackets in an id are beyond some engines; no other id is taken for the new name."""
    body = """<g id="id-1"/><g id="a b"/><g id="c(d)"/><use href="#a b"/><rect fill="url('#c(d)')"/>"""
    root = parse(svg(body), FILE)
    make_plain(root)
    assert [node.get("id") for node in root][:3] == ["id-1", "id-2", "id-3"]
    assert [name for node in root for name in names_in(node)] == ["id-2", "id-3"]


def test_the_newer_link_counts_first() -> None:
    """An element with both spellings of a link has two, and `href` is the one that engines should follow."""
    root = parse(svg('<use xlink:href="#old" href=" #new"/>'), FILE)
    assert [address for _, address in links_of(root[0])] == ["#new", "#old"]
    assert names_in_value("href", "b.svg#a") == ()


@pytest.mark.parametrize(
    "value", ["url(b.svg#a)", "url( '/a')", "url(#a) url(b.svg)", "URL(http://a)", "url(' #a')"]
)
def test_references_to_the_outside_are_told_apart(value: str) -> None:
    """A path or an address is none inside the drawing, also behind one that is."""
    assert leads_outside(value)


@pytest.mark.parametrize("value", ["url(#a)", "url('#a') none", "#123456", "none", "rgb(1 2 3)"])
def test_references_inside_do_not_lead_outside(value: str) -> None:
    """Colours and references to ids stay in the drawing."""
    assert not leads_outside(value)


def test_names_are_those_of_svg_only() -> None:
    """Elements of other vocabularies have no name here, and nothing inside definitions is painted."""
    root = parse(svg('<defs><path/></defs><g><b xmlns="x"/><path/></g><!-- c --><?pi?>'), FILE)
    assert [local_name(node) for node in root.iter()] == ["svg", "defs", "path", "g", "", "path", ""]
    assert bare_name("{x}b") == "b"
    assert [local_name(node) for node in painted(root)] == ["g", "path"]


def test_the_matrix_to_the_root_counts_every_group() -> None:
    """Transforms apply from the inside out, the element's own first."""
    inner = '<g transform="scale(2)"><path transform="translate(1 1)"/></g>'
    root = parse(svg(f'<g transform="translate(10 0)">{inner}</g>'), FILE)
    assert matrix_to_root(root[0][0][0]) == Affine(2, 0, 0, 2, 12, 2)
    with pytest.raises(ValueError, match="cannot read the transform"):
        matrix_to_root(parse(svg('<g transform="spin(3)"/>'), FILE)[0])
