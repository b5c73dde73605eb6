"""Shaping one run with a given font file, whole or broken."""

import random
from pathlib import Path

import pytest

from squarefont import write_variable_font
from toolkit.files import data_folder
from toolkit.typeset import FontError
from toolkit.typeset.run import shape_run

FONTS = data_folder("fonts")
LATIN = FONTS / "noto-sans" / "NotoSans-Regular.ttf"
ARABIC = FONTS / "noto-sans-arabic" / "NotoSansArabic-Regular.ttf"
CJK = FONTS / "noto-sans-cjk" / "NotoSansCJK-Regular.ttc"


def test_a_run_has_ids_positions_and_outlines() -> None:
    """Two letters with their names, origins and advances in font units."""
    run = shape_run(LATIN, "Ab", language="en")
    assert (run.units_per_em, run.ascender, run.descender) == (1000, 1069, -293)
    assert [(glyph.name, glyph.cluster, glyph.x) for glyph in run.glyphs] == [("A", 0, 0), ("b", 1, 639)]
    assert run.advance == sum(glyph.advance for glyph in run.glyphs)
    assert run.outlines[run.glyphs[0].gid].startswith("M")


def test_features_change_the_glyphs() -> None:
    """Kerning can be switched off."""
    kerned, loose = shape_run(LATIN, "AV"), shape_run(LATIN, "AV", features={"kern": False})
    assert kerned.advance < loose.advance


def test_direction_comes_from_the_script() -> None:
    """Arabic runs right to left unless told otherwise."""
    assert [glyph.cluster for glyph in shape_run(ARABIC, "اد").glyphs] == [1, 0]
    assert shape_run(ARABIC, "اد", direction="ltr").glyphs[0].cluster == 0


def test_a_face_of_a_collection_is_chosen_by_index() -> None:
    """Japanese and Simplified Chinese draw one ideograph differently."""
    japanese, chinese = (shape_run(CJK, "直", face=face, language="und") for face in (0, 2))
    assert japanese.outlines != chinese.outlines


def test_language_chooses_local_forms() -> None:
    """The Japanese face gives the Chinese form to Chinese."""
    by_language, by_face = shape_run(CJK, "直", language="zh-Hans"), shape_run(CJK, "直", face=2)
    assert by_language.glyphs[0].gid == by_face.glyphs[0].gid


@pytest.mark.parametrize("data", [b"", b"\x00" * 64, b"OTTO", b"not a font at all", LATIN.read_bytes()[:64]])
def test_what_is_no_font_is_an_error(data: bytes) -> None:
    """Empty, cut off or other bytes raise `FontError`, nothing else."""
    with pytest.raises(FontError):
        shape_run(data, "a")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """So is a path that leads nowhere."""
    with pytest.raises(FontError):
        shape_run(tmp_path / "none.ttf", "a")


@pytest.mark.parametrize("seed", range(40))
def test_broken_fonts_are_an_error_or_a_run_never_a_crash(seed: int) -> None:
    """Random damage to a font ends in glyphs or in `FontError`."""
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    data = bytearray(ARABIC.read_bytes())
    for _ in range(chance.choice((5, 50, 500))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = data[: chance.randrange(len(data))] if seed % 3 == 0 else data
    try:
        run = shape_run(bytes(cut), "تسريع التحول")
    except FontError:
        return
    assert len(run.glyphs) >= 1


def test_variations_move_a_variable_font(tmp_path: Path) -> None:
    """A font with a weight axis gives wider outlines and advances at the heavy end."""
    path = tmp_path / "variable.ttf"
    write_variable_font(path)
    light, heavy = (shape_run(path, "aa", variations={"wght": weight}) for weight in (400, 900))
    assert (light.advance, heavy.advance) == (1000, 1600)
    assert light.outlines != heavy.outlines
    assert shape_run(path, "aa", variations={"none": 1.0}).advance == 1000
