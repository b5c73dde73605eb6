"""The gate before painting: what an engine must not get is told by `check`, with layer, line and remedy."""

import base64
import io

import pytest
from PIL import Image

from toolkit.errors import errors_in
from toolkit.files import data_folder
from toolkit.pipeline.validation import Drawings, Texture, look_at
from toolkit.sources.workspace.design import ArtboardFile, Design, DesignFile, SlotRules
from toolkit.sources.workspace.fonts import load_fonts

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">\n'
    '<rect id="ground@bleed@stretch" width="200" height="200" fill="#0b0733"/>\n'
)
WORDS = (
    '\n<g id="theme"><rect id="frame" x="10" y="10" width="180" height="60" fill="none"/>'
    '<text font-size="24" font-family="Noto Sans" fill="#fdfcff" x="10" y="30">Sample</text></g></svg>'
)
FONTS = load_fonts(data_folder("fonts"))
SPEC = DesignFile(
    title="H",
    description="Hostile.",
    families=("feed",),
    slots={"theme": SlotRules(min_size=4)},
    artboards={"a": ArtboardFile(min_aspect=0.1, max_aspect=10)},
)


def told(body: str, *, before: str = "", warnings: bool = False) -> list[str]:
    """Return the errors of a design with some content on its third line, or what it is warned of."""
    design = Design(id="h", spec=SPEC, drawings={"a": f"{before}{HEAD}{body}{WORDS}".encode()})
    found = look_at(Drawings(design, FONTS))
    errors = errors_in(found)
    return [str(problem) for problem in found if (problem not in errors) == warnings]


def told_of_texture(body: str | bytes) -> list[str]:
    """Return the errors of a texture with some content on its third line."""
    data = body if isinstance(body, bytes) else f"{HEAD}{body}</svg>".encode()
    return [str(problem) for problem in errors_in(look_at(Texture("assets/textures/t.svg", data)))]


def test_a_plain_drawing_has_no_problem() -> None:
    """The gate is open for shapes, groups, gradients, small filters and clips."""
    body = (
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#f)" opacity="0.5">'
        '<clipPath id="c"><circle r="9"/></clipPath><path clip-path="url(#c)" d="M0 0h9v9z"/></g>'
    )
    assert told(body) == []
    assert told_of_texture(body) == []


REFUSED = {
    '<g id="deco"><path onclick="x()" d="M0 0h9"/></g>': "deco, line 3: this cannot be painted: a script",
    '<g id="deco"><path fill="url(http://x.org/#a)" d="M0 0h9"/></g>': "deco, line 3: this "
    "cannot be painted: a reference outside the drawing",
    '<pattern id="p"><path fill="url(#p)" d="M0 0h9"/></pattern><path fill="url(#p)" d="M0 0h9"/>': "p, "
    "line 3: this cannot be painted: a reference that comes back to itself (#p)",
    '<g xml:base="file:///etc/"/>': "line 3: this cannot be painted: a base address",
    "<audio/>": "line 3: this cannot be painted: active or foreign content (<audio>)",
    '<g id="deco"><path d="M1e308 1e308L-1e308 -1e308"/></g>': "deco, line 3: it reaches",
    '<g id="deco"><path d="MNaN 0"/></g>': "deco, line 3: the path cannot be read from 'NaN 0' on",
    '<g id="deco"><circle r="nan"/></g>': "deco, line 3: r 'nan' is no number",
    '<g id="deco"><rect width="-9" height="3"/></g>': "deco, line 3: width '-9' is below 0",
    '<g id="deco" transform="scale(1e300)"><rect width="9" height="3"/></g>': "deco, line 3: the transform",
    '<g id="deco" transform="scale(1e5) scale(1e5)"><rect width="9" height="9"/></g>': "deco, line 3: ",
    '<filter id="f"><feMorphology radius="100"/></filter><g id="deco" filter="url(#f)"><rect width="200" '
    'height="200"/></g>': "deco, line 3: the filter 'f' would process",
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_would_be_refused_while_painting_is_told_of_the_drawing(body: str) -> None:
    """File, layer and line stand before it, and a remedy behind; the same holds for textures."""
    found = told(body)
    assert [one for one in found if one.startswith(f"designs/h/a.svg:{REFUSED[body]}")]
    assert all("(hint: " in one for one in found)
    assert [one for one in told_of_texture(body) if one.startswith(f"assets/textures/t.svg:{REFUSED[body]}")]


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ('<g id="d"><path onclick="x()" d="M0 0h9"/></g>', '<g id="d"><path d="M0 0h9"/></g>'),
        ('<path d="MNaN 0"/>', ""),
        ("<audio/>", ""),
        (
            '<filter id="f"><feMorphology radius="99"/></filter><g filter="url(#f)"><rect/></g>',
            '<filter id="f"><feMorphology radius="1"/></filter><g filter="url(#f)"><rect/></g>',
        ),
    ],
)
def test_what_follows_the_remedy_is_accepted(body: str, mended: str) -> None:
    """The attribute or element is deleted, or the radius made smaller, as the hint says."""
    assert told(body)
    assert told(mended) == []


def test_what_designs_cannot_have_is_told_with_its_line_and_once() -> None:
    """A script, an embedded picture, a copy: one message each."""
    (found,) = told('<g id="deco"><script>alert(1)</script></g>')
    assert found.startswith("designs/h/a.svg:deco, line 3: <script> is not supported in a design")


def test_a_style_sheet_beside_the_drawing_is_told() -> None:
    """Nothing outside is read, so its colours would be missing."""
    (found,) = told("", before='<?xml-stylesheet href="a.css"?>\n')
    assert found.startswith("designs/h/a.svg: the style sheet outside of the drawing is not read")


def test_a_texture_that_does_not_bleed_is_told() -> None:
    """It is painted, but not behind everything; flagged so, and below all others, it is."""
    start = "designs/h/a.svg:texture, line 3: the texture does not bleed"
    art = '<g id="texture"><path d="M0 0h9v9z"/></g>'
    assert told(art) == []
    assert any(said.startswith(start) for said in told(art, warnings=True))
    flagged = art.replace("texture", "texture@bleed")
    assert not any(said.startswith(start) for said in told(flagged, warnings=True))
    assert any(said.startswith(start) for said in told(f'<path d="M0 0h9"/>{flagged}', warnings=True))


def embedded(side: int, mode: str = "RGB", form: str = "PNG") -> str:
    """Return an `<image>` with a picture of that side inside."""
    output = io.BytesIO()
    Image.new(mode, (side, side)).save(output, form)
    encoded = base64.b64encode(output.getvalue()).decode()
    return f'<image width="9" height="9" href="data:image/{form.lower()};base64,{encoded}"/>'


def test_pictures_in_textures_are_decoded_before_an_engine_sees_them() -> None:
    """A sound one passes; one that is too large, damaged or of another kind is told with its line."""
    assert told_of_texture(embedded(40)) == []
    start = "assets/textures/t.svg:line 3: a picture in the drawing cannot be read: "
    assert told_of_texture(embedded(5000, "1"))[0].startswith(f"{start}it has 25.00 megapixels")
    assert told_of_texture(embedded(9, "P", "GIF"))[0].startswith(f"{start}it is a GIF")
    assert told_of_texture('<image href="data:image/png;base64,AAAA"/>')[0].startswith(start)
    together = embedded(4800, "1") * 3
    assert any("together have more than 48 megapixels" in said for said in told_of_texture(together))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_texture_is_read_in_any_encoding(encoding: str) -> None:
    """A mark at the beginning does not make it a photograph."""
    assert told_of_texture(f"{HEAD}</svg>".encode(encoding)) == []


def test_a_canvas_that_nothing_covers_is_told_before_painting() -> None:
    """White would shine through; a drawing that says it is see-through has no such problem."""
    bare = HEAD.replace('width="200" height="200" fill', 'width="99" height="99" fill') + WORDS
    design = Design(id="h", spec=SPEC, drawings={"a": bare.encode()})
    (found,) = [str(problem) for problem in errors_in(look_at(Drawings(design, FONTS)))]
    assert found.startswith("designs/h/a.svg: 76 % of the canvas is bare: nothing covers it")
    clear = Design(id="h", spec=SPEC.model_copy(update={"transparent": True}), drawings=design.drawings)
    assert errors_in(look_at(Drawings(clear, FONTS))) == ()


def test_a_template_that_no_words_could_fill_is_told_of_the_drawing() -> None:
    """Whether it stands in `design.toml` or in the artwork, the place is named."""
    slots = {"theme": SlotRules(min_size=4, value="{{ 'a'*1000000000 }}")}
    spec = SPEC.model_copy(update={"slots": slots})
    design = Design(id="h", spec=spec, drawings={"a": f"{HEAD}{WORDS}".encode()})
    (found,) = [str(problem) for problem in errors_in(look_at(Drawings(design, FONTS)))]
    assert found.startswith("designs/h/design.toml:slots.theme.value → designs/h/a.svg:theme: the template")
    text = (
        '<text id="t" data-frame="9 9 99 30" font-size="9" fill="#fdfcff">'
        "{% for i in range(9) %}{{ theme }}{% endfor %}</text>"
    )
    assert told(text)[0].startswith("designs/h/a.svg:t, line 3: the template cannot be filled: ")
    assert told(text.replace("in range(9)", "in 'ab'")) == []


@pytest.mark.parametrize("size", ["0", "-5", "NaN", "1e308", "0px", "1e-999", "huge", ""])
def test_a_sample_without_a_size_is_told(size: str) -> None:
    """Its slot would be set in another size, which nobody chose; sizes in any unit and by name are fine."""
    drawing = f"{HEAD}{WORDS}".replace('font-size="24"', f'font-size="{size}"')
    design = Design(id="h", spec=SPEC, drawings={"a": drawing.encode()})
    found = [str(problem) for problem in errors_in(look_at(Drawings(design, FONTS)))]
    assert any(
        said.startswith(f"designs/h/a.svg:theme, line 4: font-size '{size.lower()}' is") for said in found
    )
    for sound in ("18pt", "1.5em", "150%", "x-large", "24"):
        drawing = f"{HEAD}{WORDS}".replace('font-size="24"', f'font-size="{sound}"')
        design = Design(id="h", spec=SPEC, drawings={"a": drawing.encode()})
        assert errors_in(look_at(Drawings(design, FONTS))) == ()


def test_a_pattern_far_larger_than_what_it_fills_is_told() -> None:
    """Engines paint a whole tile first; Penpot writes a width in px and leaves the units to the shape."""
    shape = '<rect width="9" height="9" fill="url(#p)"/>'
    assert "a tile of the pattern is 150 times as large" in told(f'<pattern id="p" width="150"/>{shape}')[0]
    units = 'patternUnits="userSpaceOnUse"'
    assert told(f'<pattern id="p" width="150" height="9" {units}/>{shape}') == []
    assert told(f'<pattern id="p" width="1e6" height="9" {units}/>{shape}')
