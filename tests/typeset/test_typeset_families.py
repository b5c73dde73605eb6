"""Families of many weights, of the axes of variable fonts, and several families side by side."""

from pathlib import Path

import pytest

from squarefont import write_family, write_variable_font
from toolkit.errors import ProblemsError
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.workspace.font_family import FontFace, FontFamily
from toolkit.sources.workspace.fonts import load_fonts
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, typeset
from toolkit.typeset.fonts.matching import LEAST, MOST
from toolkit.typeset.shaping.itemise import ItemisedText, itemise
from toolkit.typeset.style import Look, Span, Voice
from toolkit.typeset.text.prepare import prepare
from toolkit.units import Size

LATIN = "".join(map(chr, range(0x21, 0x7F)))
BRAND = Voice(families=(("", ("brand",)),))


def library(folder: Path, listed: str) -> FontLibrary:
    """Return the fonts of a workspace with the shipped ones below them."""
    (folder / "fonts.toml").write_text(listed, encoding="utf-8")
    return FontLibrary.load(folder, data_folder("fonts"))


@pytest.fixture
def branded(tmp_path: Path) -> FontLibrary:
    """Return the shipped fonts with a brand: Latin letters 0.6 em high, in three weights and an italic."""
    write_family(tmp_path / "brand", "Brand", (300, 400, 800), italic=True, letters=LATIN, height=600)
    names = {"light": "300", "regular": "400", "italic": "400Italic", "extrabold": "800"}
    files = ", ".join(f'{key} = "brand/Brand-{name}.ttf"' for key, name in names.items())
    return library(tmp_path, f"[families]\nbrand = {{ {files} }}\n")


def family(*weights: "float | tuple[float, float]") -> FontFamily:
    """Return a family of faces of some weights, or ranges of them."""
    ranges = [weight if isinstance(weight, tuple) else (weight, weight) for weight in weights]
    return FontFamily(faces=tuple(FontFace(file=Path(f"{low:g}"), weights=(low, top)) for low, top in ranges))


@pytest.mark.parametrize(
    ("weights", "wanted", "found"),
    [
        ((400, 700), 600, 700),
        ((400, 700), 500, 400),
        ((400, 700), 300, 400),
        ((400, 700), 900, 700),
        ((300, 500, 900), 400, 500),
        ((300, 900), 450, 300),
        ((600, 900), 400, 600),
        ((100, 200, 600), 300, 200),
        ((100, 800, 900), 600, 800),
        ((100, 300), 700, 300),
        ((200, 500, 600), 500, 500),
    ],
)
def test_the_nearest_weight_is_that_of_css(weights: tuple[float, ...], wanted: float, found: float) -> None:
    """CSS Fonts 4, 5.2: 400 and 500 stand for each other, others look away from the middle first."""
    assert family(*weights).match(wanted).weights[0] == found


def test_width_and_slant_come_before_weight() -> None:
    """A condensed italic is first of all condensed, then slanted, then of its weight."""
    narrow = FontFace(file=Path("n"), widths=(75.0, 75.0))
    bold = FontFace(file=Path("b"), weights=(700.0, 700.0))
    slanted = FontFace(file=Path("i"), italic=True)
    made = FontFamily(faces=(narrow, bold, slanted))
    assert made.match(700, italic=True).file.name == "i"
    assert made.match(700, italic=True, width=80).file.name == "n"
    assert made.match(700, width=110).file.name == "b"


def test_a_variable_face_is_set_to_what_is_wanted() -> None:
    """Within its range the weight is exact; outside it the nearest end counts."""
    face = family((200.0, 900.0)).match(640)
    assert face.at(640, 100.0) == (("wght", 640),)
    assert face.at(1000, 100.0) == (("wght", 900.0),)
    fixed = FontFace(file=Path("f"), weights=(1.0, 999.0), axes=(("slnt", -10.0),))
    assert fixed.at(400, 100.0) == (("slnt", -10.0), ("wght", 400))


def test_outlines_of_a_variable_font_follow_the_weight(tmp_path: Path) -> None:
    """The letter is half an em wide at 400 and 0.8 em at 900, in its advance and its ink."""
    write_variable_font(tmp_path / "v.ttf")
    fonts = library(tmp_path, '[families]\nv = { faces = [{ file = "v.ttf", weight = [400, 900] }] }\n')
    voice = Voice(families=(("", ("v",)),))
    widths = [
        _layout("a", fonts, weight=weight, voice=voice).lines[0].ink.width for weight in (400, 650, 900)
    ]
    assert widths == pytest.approx([50.0, 65.0, 80.0])


def _layout(
    text: str, fonts: FontLibrary, *, tag: str = "en", weight: int = 400, voice: Voice = BRAND
) -> TextLayout:
    style = TextStyle(weight=weight, voice=voice, max_size=100.0, max_lines=1)
    return typeset(text, language=Language(tag), style=style, frame=Size(5000.0, 500.0), fonts=fonts)


def _item(text: "str | tuple[Span, ...]", tag: str, fonts: FontLibrary, **style: object) -> ItemisedText:
    language = Language(tag)
    return itemise(prepare(text, language, TextStyle(voice=BRAND, **style)), language, fonts)


@pytest.mark.parametrize(
    ("weight", "width"), [(300, 30.0), (400, 40.0), (500, 40.0), (600, 80.0), (900, 80.0)]
)
def test_every_weight_of_a_family_is_used(branded: FontLibrary, weight: int, width: float) -> None:
    """Letters of the brand are as wide as its weights say."""
    assert _layout("a", branded, weight=weight).lines[0].width == pytest.approx(width)


def test_the_brand_sets_the_scripts_that_it_has(branded: FontLibrary) -> None:
    """Latin is in the brand; Arabic, Chinese and Cyrillic are in their own families."""
    brand = branded.face("brand", Look(voice=BRAND), "Latn")
    for text, tag in (("Theme", "en"), ("موضوع Theme", "ar"), ("主题 Theme", "zh"), ("Тема Theme", "ru")):
        item = _item(text, tag, branded)
        assert {run.script: run.face is brand for run in item.runs}["Latn"], tag
        assert item.missing == ()
        assert all(run.face is not brand for run in item.runs if run.script != "Latn"), tag


def test_a_word_is_never_in_two_fonts_of_one_script(branded: FontLibrary) -> None:
    """The brand has no Vietnamese letters: then all Latin of the text is in the family that has them."""
    item = _item("Thời đại Digital 2030", "vi", branded)
    assert len({run.face for run in item.runs}) == 1
    assert item.runs[0].face is not branded.face("brand", Look(voice=BRAND), "Latn")
    assert "thời" not in item.missing


def test_fallbacks_are_set_in_matching_size(branded: FontLibrary) -> None:
    """The small x of the brand is 0.6 em high: Cyrillic has that height beside it."""
    style = Look(voice=BRAND)
    brand = branded.face("brand", style, "Latn")
    cyrillic = branded.choose("х", "Cyrl", Language("ru"), style)
    assert cyrillic is not None
    ink = brand.extents(brand.glyph_of("x")).top
    assert ink == pytest.approx(600)
    assert cyrillic.extents(cyrillic.glyph_of("х")).top == pytest.approx(ink, abs=3)


@pytest.mark.parametrize(
    ("script", "tag", "letter"), [("Arab", "ar", "ا"), ("Hani", "zh", "题"), ("Thai", "th", "ก")]
)
def test_other_scripts_grow_by_the_ink_of_letters(
    branded: FontLibrary, shipped: FontLibrary, script: str, tag: str, letter: str
) -> None:
    """Boxes of the brand are taller than letters of Noto Sans: others grow beside them, within limits."""
    language = Language(tag)
    usual = shipped.choose(letter, script, language)
    beside = branded.choose(letter, script, language, Look(voice=BRAND))
    assert usual is not None
    assert beside is not None
    scale = beside.extents(beside.glyph_of(letter)).top / usual.extents(usual.glyph_of(letter)).top
    assert 1.0 < scale <= MOST
    assert LEAST < 1.0


def test_a_scale_of_the_voice_counts_before_the_measured_one(branded: FontLibrary) -> None:
    """What a person says of a script is not measured again."""
    voice = Voice(families=(("Latn", ("brand",)),), scales=(("Arab", 0.9),))
    found = branded.choose("ا", "Arab", Language("ar"), Look(voice=voice))
    plain = branded.choose("ا", "Arab", Language("ar"))
    assert found is not None
    assert plain is not None
    assert found.unit == pytest.approx(plain.unit * 0.9)


def test_a_text_without_a_voice_is_set_as_ever(branded: FontLibrary, shipped: FontLibrary) -> None:
    """Families that nothing names change nothing."""
    style = TextStyle(max_size=100.0)
    texts = (("Theme 2030", "en"), ("موضوع 2030", "ar"), ("主题，2030", "zh"))
    for text, tag in texts:
        one, other = (
            typeset(text, language=Language(tag), style=style, frame=Size(800.0, 300.0), fonts=fonts)
            for fonts in (branded, shipped)
        )
        assert one == other


def test_italic_is_a_real_face_or_none(branded: FontLibrary) -> None:
    """A slanted span takes the family's own italic; a family without one stays upright."""
    item = _item((Span(text="a"), Span(text="b", italic=True)), "en", branded)
    upright, slanted = (run.face for run in item.runs)
    assert slanted is branded.face("brand", Look(italic=True, voice=BRAND), "Latn")
    assert slanted is not upright
    noto = branded.face("noto-sans", Look(italic=True))
    assert noto is branded.face("noto-sans", Look())


def test_a_skew_slants_letters_that_do_not_join(branded: FontLibrary) -> None:
    """A box of the brand leans to the right by its height times the tangent; Arabic stands as it is."""
    voice = Voice(families=(("", ("brand",)),), skews=(("", 9.0),))
    leaning, plain = (branded.face("brand", Look(voice=found), "Latn") for found in (voice, BRAND))
    gid = plain.glyph_of("a")
    assert leaning.extents(gid).right > plain.extents(gid).right + 80
    assert leaning.path(gid) != plain.path(gid)
    arabic = branded.choose("ا", "Arab", Language("ar"), Look(voice=voice))
    upright = branded.choose("ا", "Arab", Language("ar"), Look(voice=BRAND))
    assert arabic is upright


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{}", "the family has no file; write regular = "),
        ('{ faces = [{ file = "x.ttf", weight = [900, 100] }] }', "runs backwards; swap the numbers"),
        ('{ faces = [{ file = "x.ttf", weight = "bold" }] }', "must be a number, or a list of the least"),
        ('{ faces = [{ file = "x.ttf", weight = 2000 }] }', "must be at most 1000"),
        ('{ bold-itallic = "x.ttf" }', "did you mean 'bold-italic'?"),
        ('{ regular = "x.ttf", medium-italic = "y.ttf" }', "the file y.ttf is missing"),
    ],
)
def test_mistakes_in_a_family_are_told(tmp_path: Path, entry: str, said: str) -> None:
    """Each names the family, what is wrong and how to write it."""
    (tmp_path / "fonts.toml").write_text(f"[families]\nx = {entry}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load_fonts(tmp_path)
    lines = [str(problem) for problem in caught.value.problems]
    assert any(said in line for line in lines), lines
    assert all("families.x" in line for line in lines)
