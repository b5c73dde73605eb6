"""The fonts that are shipped, and what is said when a font is not there."""

import pickle
from pathlib import Path

import pytest

from toolkit.errors import ProblemsError, errors_in
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.workspace.fonts import load_fonts
from toolkit.typeset import FontLibrary
from toolkit.typeset.fonts.coverage import UN_MEMBERS, check_language, official_languages

FONTS = data_folder("fonts")
MOST_BYTES = 60 * 1024 * 1024


def test_every_family_has_its_licence_and_its_source() -> None:
    """Beside the files stand the OFL with a copyright line, and a log with the version."""
    families = [path for path in FONTS.iterdir() if path.is_dir()]
    assert len(families) > 20
    for family in families:
        licence = (family / "OFL.txt").read_text(encoding="utf-8")
        assert licence.startswith("Copyright"), family
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence, family
        log = (family / "FONTLOG.md").read_text(encoding="utf-8")
        assert "Source: the " in log, family
        fonts = [font.name for font in (*family.glob("*.ttf"), *family.glob("*.ttc"))]
        assert fonts, family
        assert [name for name in fonts if f"`{name}`" not in log] == []


def test_all_fonts_together_stay_small() -> None:
    """The folder weighs at most 60 MB."""
    assert sum(path.stat().st_size for path in FONTS.rglob("*") if path.is_file()) <= MOST_BYTES


def test_no_font_file_lies_about_unused() -> None:
    """Every font file is named in fonts.toml."""
    named = {FONTS / file for family in load_fonts(FONTS).families.values() for file in family.files}
    assert named == {*FONTS.rglob("*.ttf"), *FONTS.rglob("*.ttc")}


def test_every_official_language_of_the_members_has_a_font(shipped: FontLibrary) -> None:
    """National and regional languages of all 193 members; three scripts have no bold, which is said."""
    assert len(UN_MEMBERS) == 193
    assert len(official_languages()) > 160
    found = [problem for language in official_languages() for problem in check_language(language, shipped)]
    assert errors_in(found) == ()
    assert {problem.trail[0].at for problem in found} == {
        "families.noto-sans-mongolian",
        "families.noto-sans-nko",
        "families.noto-sans-tifinagh",
    }


def test_a_language_without_fonts_says_how_to_add_one(square: FontLibrary) -> None:
    """The problem names the script and the command."""
    (problem,) = check_language(Language("dz"), square)
    assert str(problem) == (
        "fonts/fonts.toml:scripts.Tibt: no font for Dzongkha (dz, script Tibt) (hint: toolkit fonts add "
        "FILE.ttf BOLD.ttf --family NAME --script Tibt --licence OFL.txt)"
    )


@pytest.mark.parametrize(
    ("tag", "family"),
    [
        ("ur", "noto-nastaliq-urdu"),
        ("fa", "noto-sans-arabic"),
        ("ja", "noto-sans-cjk-jp"),
        ("zh", "noto-sans-cjk-sc"),
        ("zh-Hant", "noto-sans-cjk-tc"),
        ("zh-Hant-HK", "noto-sans-cjk-hk"),
        ("zh-HK", "noto-sans-cjk-hk"),
        ("ko", "noto-sans-cjk-kr"),
        ("sr-Latn", "noto-sans"),
        ("dz", "noto-serif-tibetan"),
    ],
)
def test_the_first_family_of_a_language(tag: str, family: str, shipped: FontLibrary) -> None:
    """Language overrides come before the script's families."""
    assert shipped.stacks.language_stack(Language(tag))[0] == family


def test_everything_wrong_in_fonts_toml_is_told_at_once(tmp_path: Path) -> None:
    """Unknown families and missing files, each with its key and a hint."""
    (tmp_path / "fonts.toml").write_text(
        'fallback = ["sqare"]\n[families]\nsquare = { regular = "square/None.ttf" }\n'
        '[scripts]\nLatn = ["other"]\n',
        encoding="utf-8",
    )
    with pytest.raises(ProblemsError) as caught:
        load_fonts(tmp_path)
    name = tmp_path.name
    assert [str(problem) for problem in caught.value.problems] == [
        f"{name}/fonts.toml:fallback: there is no family 'sqare' (hint: did you mean 'square'?)",
        f"{name}/fonts.toml:families.square: the file square/None.ttf is missing (hint: put it into {name}/)",
        (
            f"{name}/fonts.toml:scripts.Latn: there is no family 'other'"
            " (hint: add it under [families] as other = …)"
        ),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        ("families = ", "not valid TOML"),
        ("[families]\n[scripts]\n[langauges]\n", "did you mean 'languages'?"),
    ],
)
def test_an_unreadable_fonts_toml_is_a_problem(tmp_path: Path, content: str | None, said: str) -> None:
    """A missing file, broken TOML and a misspelled key are told as problems."""
    if content is not None:
        (tmp_path / "fonts.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ProblemsError, match=said.replace("?", r"\?")):
        load_fonts(tmp_path)


def test_the_digest_follows_the_bytes(tmp_path: Path, square: FontLibrary) -> None:
    """Another font file, another digest; the same bytes elsewhere, the same digest."""
    copy = tmp_path / "fonts"
    (copy / "square").mkdir(parents=True)
    for file in ("fonts.toml", "square/Regular.ttf", "square/Bold.ttf"):
        (copy / file).write_bytes((square.folder / file).read_bytes())
    assert FontLibrary.load(copy).digest == square.digest
    (copy / "square/Bold.ttf").write_bytes((copy / "square/Regular.ttf").read_bytes())
    assert FontLibrary.load(copy).digest != square.digest


def test_a_library_travels_to_another_process(square: FontLibrary) -> None:
    """Pickled, it carries its folder and opens the fonts anew."""
    assert pickle.loads(pickle.dumps(square)).digest == square.digest  # noqa: S301 - our own bytes
