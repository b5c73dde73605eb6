"""Families of a design's own, voices of campaigns, and how letters are painted."""

import re
from typing import Any

import pytest
from sketches import Onto, Sketch, design, drawing, sketch, slot

from squarefont import write_family
from toolkit.affine import Affine
from toolkit.compose.artboard.families import Speech
from toolkit.compose.artboard.sample import sample_type
from toolkit.compose.filling.letters import moved
from toolkit.compose.filling.slot_style import SlotStyle, slot_style
from toolkit.compose.sample_check import problems_of_named_fonts, problems_of_samples
from toolkit.compose.svg.svgdoc import parse_svg
from toolkit.errors import Place, Problem, Severity
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.schema.models import record_of
from toolkit.sources.workspace.brand import BrandFile
from toolkit.sources.workspace.design import SlotRules
from toolkit.sources.workspace.voices import VoiceFile, voice_problems
from toolkit.typeset import FontLibrary
from toolkit.typeset.fonts.coverage import letters_of

LATIN = "".join(map(chr, range(0x21, 0x7F)))
FRAME = '<rect id="frame" width="60" height="30"/>'


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    """Return the shipped fonts with two families: Brand in three weights and an italic, and Serif in one."""
    folder = tmp_path_factory.mktemp("mine") / "fonts"
    write_family(folder, "Brand", (300, 400, 800), italic=True, letters=LATIN)
    write_family(folder, "Serif", (600,), letters=LATIN + "Привет")
    (folder / "fonts.toml").write_text(
        '[families]\nbrand = { name = "Brand Display", light = "Brand-300.ttf", regular = "Brand-400.ttf", '
        'italic = "Brand-400Italic.ttf", extrabold = "Brand-800.ttf" }\n'
        'serif-pro = { regular = "Serif-600.ttf" }\n',
        encoding="utf-8",
    )
    return FontLibrary.load(folder, data_folder("fonts"))


def voiced(**roles: Any) -> VoiceFile:
    """Return a voice as it is read from brand.toml."""
    return VoiceFile.model_validate(roles)


VOICE = voiced(
    display={"family": "Brand Display", "weight": {"Latn": 800, "all": 700}, "stroke": 0.02, "skew": 9.0},
    text={"family": {"Latn": "brand", "Cyrl": "serif-pro"}, "leading": {"Arab": 1.5, "all": 1.3}},
)


def style_of(
    fonts: FontLibrary,
    sample: str,
    rules: "dict[str, Any] | None" = None,
    tag: str = "en",
    voice: VoiceFile | None = None,
) -> SlotStyle:
    """Return how a slot is set whose sample has the attributes `sample`."""
    (group,) = parse_svg(drawing(f'<g id="theme">{FRAME}<text font-size="10" {sample}>Sample</text></g>'))
    speech = Speech(stacks=fonts.stacks, voice=voice)
    return slot_style(group, SlotRules.model_validate(rules or {}), Language(tag), speech)


def families(style: SlotStyle) -> tuple[str, ...]:
    """Return the families of a style, those of all scripts."""
    return tuple(name for _, names in style.text.voice.families for name in names)


@pytest.mark.parametrize(
    "name",
    [
        "Brand Display", "brand", "BrandDisplay-SemiBold", "'Gotham', 'Brand Display'",
        "Brand Display ExtraBold",
        "BrandDisplay-SemiBoldItalic, 'Brand Display', sans-serif",
    ],
)  # fmt: skip
def test_a_sample_in_a_family_at_hand_is_set_in_it(fonts: FontLibrary, name: str) -> None:
    """By its name, its key or a PostScript name; of a list the first that is there."""
    style = style_of(fonts, f'font-family="{name}"')
    assert families(style) == ("brand",)


@pytest.mark.parametrize("name", ["Noto Sans", "NotoSans-Bold", "sans-serif", "Noto Sans Arabic", "Gotham"])
def test_the_toolkits_own_families_are_no_family_of_their_own(fonts: FontLibrary, name: str) -> None:
    """Such a text is set as ever, and so is one whose family is not there, which is told elsewhere."""
    style = style_of(fonts, f'font-family="{name}"')
    assert families(style) == ()


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, ("serif-pro",)),
        ({"role": "display"}, ("brand",)),
        ({"family": "brand", "role": "display"}, ("brand",)),
        ({"family": "noto-sans", "role": "display"}, ()),
    ],
)
def test_what_decides_on_the_family(
    fonts: FontLibrary, rules: dict[str, Any], expected: tuple[str, ...]
) -> None:
    """design.toml first; then a sample's own family, unless the slot has a role; then the voice."""
    assert families(style_of(fonts, 'font-family="Serif Pro"', rules, voice=VOICE)) == expected


def test_a_slot_without_a_role_takes_only_the_family_of_the_voice(fonts: FontLibrary) -> None:
    """Weight, stroke and skew are for those that have one: a headline drawn bold stays bold."""
    style = style_of(fonts, 'font-weight="700"', voice=VOICE)
    assert families(style) == ("serif-pro", "brand")
    assert (style.text.weight, style.stroke, style.text.voice.skews) == (700, None, ())
    assert style.text.leading == 1.3
    told = style_of(fonts, 'font-weight="700"', {"role": "display"}, voice=VOICE)
    assert (told.text.weight, told.text.voice.skews) == (800, (("", 9.0),))
    assert told.stroke is not None
    assert told.stroke.width == 0.02


def test_a_voice_speaks_by_script(fonts: FontLibrary) -> None:
    """Weight and leading follow the script of the language."""
    arabic = style_of(fonts, "", {"role": "display"}, "ar", VOICE)
    assert arabic.text.weight == 700
    assert style_of(fonts, "", {"role": "text"}, "ar", VOICE).text.leading == 1.5


def test_a_role_that_a_voice_lacks_is_spoken_in_another(fonts: FontLibrary) -> None:
    """Figures as display, display as text; a text that a voice does not name is set as without it."""
    loud = voiced(display="brand")
    assert families(style_of(fonts, "", {"role": "figures"}, voice=loud)) == ("brand",)
    assert families(style_of(fonts, "", {"role": "text"}, voice=loud)) == ()
    assert families(style_of(fonts, "", {"role": "display"}, voice=voiced(text="serif-pro"))) == (
        "serif-pro",
    )


def composed(fonts: FontLibrary, attributes: str, **more: Any) -> Sketch:
    """Compose a slot of 60 x 30 units, ten px each, whose sample has some attributes."""
    body = f'<g id="theme">{FRAME}<text font-size="10" {attributes}>Sample</text></g>'
    return sketch(more.pop("defs", "") + body, {"theme": more.pop("words", "Ab")}, fonts=fonts, **more)


def test_words_are_as_wide_as_the_weight_of_their_family(fonts: FontLibrary) -> None:
    """Letters of the brand are 0.3, 0.4 or 0.8 em wide by weight."""
    for weight, width in ((300, 6.0), (400, 8.0), (600, 16.0)):
        box = composed(fonts, f'font-family="Brand Display" font-weight="{weight}"').text()
        assert box.ink.width == pytest.approx(width)


def paths(made: Sketch) -> list[str]:
    """Return the paths of a drawing's words, as they are written."""
    return re.findall(r"<path [^>]*>", made.composed.body)


def test_a_stroke_is_drawn_in_the_size_of_the_type(fonts: FontLibrary) -> None:
    """A width of 1 on type of 10 is 0.1 em; the ink of the words takes the stroke in."""
    plain = composed(fonts, 'font-family="Brand Display"').text()
    made = composed(
        fonts, 'font-family="Brand Display" stroke="#ff0000" stroke-width="1" stroke-linejoin="round"'
    )
    (path,) = paths(made)
    assert 'stroke="#ff0000"' in path
    assert 'stroke-width="100"' in path  # thousandths of an em, below the scale of the type
    assert made.text().ink.width == pytest.approx(plain.ink.width + 1)


def test_a_stroke_below_letters_is_drawn_first(fonts: FontLibrary) -> None:
    """Not every engine knows `paint-order`, so it is two paths."""
    made = composed(fonts, 'stroke="#ff0000" stroke-width="1" paint-order="stroke fill" fill="#00ff00"')
    below, above = paths(made)
    assert 'fill="none"' in below
    assert "stroke" not in above
    assert "paint-order" not in below


GRADIENT = (
    '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" x2="60" y1="0" y2="0">'
    '<stop stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/></linearGradient></defs>'
)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_gradient_lies_over_the_whole_text(fonts: FontLibrary, tag: str) -> None:
    """All lines are one path in the coordinates of the sample, mirrored drawings included."""
    made = composed(
        fonts, 'fill="url(#g)"', defs=GRADIENT, words="Ab\nAb", slots={"theme": {"max_lines": 2}},
        onto=Onto(language=tag),
    )  # fmt: skip
    (path,) = paths(made)
    assert 'fill="url(#g)"' in path
    assert path.count("M") == 2
    assert ("transform" in path) == (tag == "ar")  # where words are turned back
    assert made.text().fill == "url(#g)"


def test_outlines_move_exactly() -> None:
    """One absolute move and relative commands: scaled, turned and shifted."""
    data = "M10 20h5v-5q1 2 3 4zm1 1l2 2z"
    assert moved(data, Affine()) == "M10 20l5 0l0 -5q1 2 3 4zm1 1l2 2z"
    assert moved("M10 0h5z", Affine(0, 2, -2, 0, 1, 1)) == "M1 21l0 10z"


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("font-family:Brand-LightItalic", (300, True, 100.0)),
        ("font-family:'Brand Semi Condensed'", (400, False, 75.0)),
        ("font-stretch:condensed;font-weight:550", (550, False, 75.0)),
        ("font-stretch:110%;font-style:oblique 10deg", (400, True, 110.0)),
        ("font-variation-settings:'wght' 640, 'wdth' 87.5", (640, False, 87.5)),
        ("font-weight:bold;font-style:normal;font-family:Brand-Italic", (700, False, 100.0)),
    ],
)
def test_weight_slant_and_width_of_a_sample_are_read(style: str, wanted: tuple[float, bool, float]) -> None:
    """From properties, axes and the names of fonts; what is said outright counts before a name."""
    (group,) = parse_svg(drawing(f'<g id="theme"><text style="{style}">S</text></g>'))
    found = sample_type(group)
    assert (found.weight, found.italic, found.width) == wanted


def test_capitals_follow_the_sample(fonts: FontLibrary) -> None:
    """`text-transform` in all its forms, by the language."""
    for case, shown in (("uppercase", "AB CD"), ("lowercase", "ab cd"), ("capitalize", "AB Cd")):
        assert composed(fonts, f'style="text-transform:{case}"', words="aB cd").text().lines == (
            (shown if case != "capitalize" else "AB Cd"),
        )


def told(body: str, fonts: FontLibrary, **slots: Any) -> list[Problem]:
    """Return what is said of the type of a drawing."""
    made = design(f'<rect id="safe" width="90" height="90" fill="none"/>{body}', {"theme": slots})
    return [*problems_of_samples(made, "board", fonts.stacks), *problems_of_named_fonts(made, fonts.stacks)]


def text(attributes: str) -> str:
    """Return a slot whose sample has some attributes."""
    return f'<g id="theme">{FRAME}<text font-size="10" {attributes}>Sample</text></g>'


def test_a_font_that_is_not_there_is_a_problem(fonts: FontLibrary) -> None:
    """It names the font, the layer, the nearest family, and the command that adds it."""
    (problem,) = told(text('font-family="BrandDisplays-Bold, sans-serif"'), fonts)
    assert problem.severity == Severity.ERROR
    assert str(problem.trail[0]) == "designs/sketch/board.svg:theme"
    assert "'BrandDisplays-Bold', which is not in fonts/" in problem.message
    assert "toolkit fonts add FOLDER --workspace DIR" in problem.hint
    assert 'designs/sketch/design.toml: "BrandDisplays-Bold" = "noto-sans"' in problem.hint
    (problem,) = told(text("font-family=\"'Serif Pros'\""), fonts)
    assert "the nearest we have is 'serif-pro'" in problem.hint


def test_a_family_in_the_place_of_another_is_accepted(fonts: FontLibrary) -> None:
    """The remedy of the message, in design.toml: for the whole design, or for one slot."""
    made = design(text('font-family="Gotham"'), {"theme": {}})
    mended = made.spec.model_copy(update={"fonts": {"Gotham": "Brand Display"}})
    speech = Speech(stacks=fonts.stacks, substitutes=tuple(mended.fonts.items()))
    (group,) = parse_svg(drawing(text('font-family="Gotham"')))
    assert families(slot_style(group, SlotRules(), Language("en"), speech)) == ("brand",)
    assert told(text('font-family="Gotham"'), fonts, family="brand") == []
    (problem,) = told(text('font-family="Gotham"'), fonts, family="brant")
    assert "there is no family 'brant'" in problem.message
    assert "the nearest we have is 'brand'" in problem.hint


def test_italics_that_a_family_lacks_are_told(fonts: FontLibrary) -> None:
    """A family with an italic has them; others are set upright, which is said."""
    assert told(text('font-family="Brand Display" font-style="italic"'), fonts) == []
    (problem,) = told(text('font-family="Serif Pro" font-style="italic"'), fonts)
    assert problem.severity == Severity.WARNING
    assert "'serif-pro' has no italic" in problem.message


def test_voices_that_name_what_is_not_there_are_told(fonts: FontLibrary) -> None:
    """A family that is not in fonts/ is a problem, a campaign that is not there a warning."""
    voices = {"mine": voiced(display="Brant", text={"family": "serif-pro", "italic": True}), "yours": VOICE}
    found = list(
        voice_problems(voices, fonts.stacks, ["mine"], lambda at: Place(file="assets/brand.toml", at=at))
    )
    assert [(str(problem.trail[0]), problem.severity) for problem in found] == [
        ("assets/brand.toml:voices.mine.display.family", Severity.ERROR),
        ("assets/brand.toml:voices.mine.text.family", Severity.WARNING),
        ("assets/brand.toml:voices.yours", Severity.WARNING),
    ]
    assert "the nearest we have is 'brand'" in found[0].hint


def test_a_turned_slot_is_set_in_its_own_coordinates(fonts: FontLibrary) -> None:
    """Words of a slot that is turned or skewed turn with it; their box is what they cover on the canvas."""
    straight = sketch(
        f'<g transform="translate(20 40)">{slot("theme", "0 0 60 20", size=10)}</g>',
        {"theme": "Ab"},
        fonts=fonts,
    )
    turned = sketch(
        f'<g transform="translate(40 20) rotate(90)">{slot("theme", "0 0 60 20", size=10)}</g>',
        {"theme": "Ab"},
        fonts=fonts,
    )
    one, other = straight.text().ink, turned.text().ink
    assert (other.width, other.height) == pytest.approx((one.height, one.width))


def test_a_text_that_its_family_cannot_set_is_told(fonts: FontLibrary) -> None:
    """All Latin of it is in the family that has the letters; a script that the family lacks is as meant."""
    (problem,) = composed(fonts, 'font-family="Brand Display"', words="Thời").composed.problems[:1]
    assert problem.severity == Severity.WARNING
    assert problem.message == "is set in 'noto-sans', because 'brand' lacks ờ"
    russian = composed(fonts, 'font-family="Brand Display"', words="Тема").problems
    assert [line for line in russian if "lacks" in line] == []


def test_words_that_stay_as_drawn_keep_their_family(fonts: FontLibrary) -> None:
    """Decoration outside of slots is set in its own family, weight and capitals."""
    label = '<text id="label@keep" x="5" y="80" font-size="10" font-family="Brand Display" {}>ab</text>'
    regular, bold = (
        sketch(text("") + label.format(style), {"theme": "x"}, fonts=fonts).composed.body
        for style in ("", 'font-weight="800"')
    )
    assert "M5 82L5 72L9 72" in regular  # the boxes of the brand, as wide as their weight
    assert "M5 82L5 72L13 72" in bold


@pytest.fixture(scope="module")
def brands(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    """Return two families of a brand with some Vietnamese and all Russian; those of Title are 0.7 em high."""
    folder = tmp_path_factory.mktemp("brands") / "fonts"
    letters = "".join(sorted({*LATIN, *"Thờingày", *letters_of(Language("ru"))}))
    write_family(folder, "Title", (900,), letters=letters, height=700)
    write_family(folder, "Words", (400, 600), letters=letters)
    (folder / "fonts.toml").write_text(
        '[families]\ntitle-display = { name = "Title", black = "Title-900.ttf" }\n'
        'words = { regular = "Words-400.ttf", semibold = "Words-600.ttf" }\n',
        encoding="utf-8",
    )
    return FontLibrary.load(folder, data_folder("fonts"))


TWO = (
    f'<g id="theme">{FRAME}<text font-size="10" font-family="Title-Black">Sample</text></g>'
    '<g transform="translate(0 50)"><g id="date"><rect id="frame" width="90" height="30"/>'
    '<text font-size="5" font-family="Words" font-weight="600">Sample</text></g></g>'
)


@pytest.mark.parametrize(("tag", "theme", "date"), [("vi", "Thời", "ngày"), ("ru", "Тема", "года")])
def test_two_brand_families_set_vietnamese_and_russian(
    brands: FontLibrary, tag: str, theme: str, date: str
) -> None:
    """Every letter is the brand's own: 0.9 em wide in the title, 0.6 em in the date."""
    made = sketch(TWO, {"theme": theme, "date": date}, fonts=brands, onto=Onto(language=tag))
    assert made.text("theme").ink.width == pytest.approx(len(theme) * 9.0)
    assert made.text("date").ink.width == pytest.approx(len(date) * 3.0)
    assert [line for line in made.problems if "lacks" in line] == []


@pytest.mark.parametrize(("tag", "theme"), [("ar", "موضوع"), ("zh", "数字化")])
def test_other_scripts_stand_beside_a_brand_in_matching_size(
    brands: FontLibrary, tag: str, theme: str
) -> None:
    """They are set in the usual family, as much larger or smaller as the brand's Latin is than Noto Sans'."""
    words = {"theme": theme, "date": "2021"}
    onto = Onto(language=tag)
    beside = sketch(TWO, words, fonts=brands, onto=onto).text("theme").ink
    alone = (
        sketch(TWO.replace("Title-Black", "NotoSans-Black"), words, fonts=brands, onto=onto).text("theme").ink
    )
    ratio = beside.height / alone.height
    assert 0.799 <= ratio <= 1.301  # the limits of what still belongs together
    assert ratio == pytest.approx(beside.width / alone.width, rel=0.02)
    assert ratio != pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(
    ("said", "voice"),
    [
        ("display.famly: unknown key 'famly' (hint: did you mean 'family'?)", {"display": {"famly": "x"}}),
        ("display.features[1]: 'tabular' is no OpenType feature", {"display": {"features": ("tabular",)}}),
        ("text.leading.Arabic: 'Arabic' is no script (hint: did you mean 'Arab'?)",
         {"text": {"leading": {"Arabic": 1.2}}}),
        ("text.skew: must be at most 20", {"text": {"skew": 90}}),
        ("text.weight: must be one value, or a table by script (hint: write 800",
         {"text": {"weight": "bold"}}),
        ("the voice has no role; write display = ", {}),
        ("unknown key 'figure' (hint: did you mean 'figures'?)", {"figure": "x"}),
    ],
)  # fmt: skip
def test_mistakes_in_a_voice_are_told(said: str, voice: dict[str, Any]) -> None:
    """Each with the key as it is written, and what to write."""
    problems: list[Problem] = []
    record_of(BrandFile, {"voices": {"mine": voice}}, "assets/brand.toml", problems)
    lines = [str(problem) for problem in problems]
    assert any(f"assets/brand.toml:voices.mine.{said}" in line or said in line for line in lines), lines


def test_the_values_that_remedies_name_are_accepted() -> None:
    """One value, a table by script, and every form of a feature."""
    spoken = voiced(display={"weight": {"Latn": 800, "Arab": 700}, "features": ("tnum", "-liga", "cv05=2")})
    role = spoken.role("display")
    assert role is not None
    assert role.feature_values() == {"all": (("tnum", 1), ("liga", 0), ("cv05", 2))}
    assert voiced(text={"weight": 800, "italic": True}).role("text") is not None
