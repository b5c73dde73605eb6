"""Nastaliq: letters two to three times as high as others, told and set as what they are."""

import re

import pytest

from toolkit.languages import Language
from toolkit.reports.fonts.text_proof import prove
from toolkit.typeset import FontLibrary, TextLayout, TextStyle, typeset
from toolkit.typeset.shaping.itemise import itemise
from toolkit.typeset.text.prepare import prepare
from toolkit.units import PixelSize, Size

WORD = "شرکت"


def _set(fonts: FontLibrary, height: float, size: float, tag: str = "ur") -> TextLayout:
    style = TextStyle(max_size=size, min_size=size, may_overhang=True)
    return typeset(WORD, language=Language(tag), style=style, frame=Size(600, height), fonts=fonts)


def test_letters_too_high_for_a_frame_are_too_tall_not_too_wide(shipped: FontLibrary) -> None:
    """The message names the height that is needed, and each of the two remedies is accepted."""
    overflow = _set(shipped, 30, 34).overflow
    assert overflow
    assert overflow.is_tall
    assert "is too tall at 34: it needs a height of" in str(overflow)
    assert "too wide" not in str(overflow)
    found = re.fullmatch(r"make the frame at least (\d+) high, or min_size ([\d.]+)", overflow.remedy)
    assert found
    assert _set(shipped, float(found[1]), 34).overflow is None
    assert _set(shipped, 30, float(found[2])).overflow is None


def test_a_wide_text_is_still_too_long(shipped: FontLibrary) -> None:
    """Width has its own words."""
    style = TextStyle(max_size=34, min_size=34, max_lines=1)
    frame = Size(60, 200)
    layout = typeset(f"{WORD} {WORD}", language=Language("ur"), style=style, frame=frame, fonts=shipped)
    assert layout.overflow
    assert not layout.overflow.is_tall
    assert "too long" in str(layout.overflow)


def test_nastaliq_may_stick_out_of_a_low_frame(shipped: FontLibrary) -> None:
    """At both sides alike, and no larger than the smallest size; other writing may not."""
    layout = _set(shipped, 50, 34)
    assert layout.overflow is None
    assert 34 * 0.75 <= layout.size <= 34
    assert layout.ink.y < 0
    assert layout.ink.y == pytest.approx(50 - layout.ink.bottom, abs=0.01)
    assert _set(shipped, 20, 34, "ar").overflow


def test_urdu_numbers_are_in_the_family_of_its_letters(shipped: FontLibrary) -> None:
    """Western and Urdu digits, percent and full stops come from the Nastaliq font."""
    language = Language("ur")
    nastaliq = shipped.face("noto-nastaliq-urdu")
    for text in ("2021", "۱۷ مئی ۲۰۲۱", "37% لوگ", f"{WORD} 2.6 ارب،"):
        item = itemise(prepare(text, language, TextStyle()), language, shipped)
        assert {run.face for run in item.runs} == {nastaliq}


@pytest.mark.parametrize(("weight", "told"), [(400, False), (700, True)])
def test_bold_is_told_only_when_it_is_asked_for(shipped: FontLibrary, weight: int, *, told: bool) -> None:
    """Mongolian has no bold file; a regular text says nothing about it."""
    proof = prove(
        "ᠮᠣᠩᠭᠣᠯ",
        language=Language("mn-Mong"),
        style=TextStyle(weight=weight),
        frame=PixelSize(600, 200),
        fonts=shipped,
    )
    assert any("bold" in fault for fault in proof.faults) is told


def test_no_syllable_is_left_alone_where_lines_may_stand_out_a_little(shipped: FontLibrary) -> None:
    """Two even lines of Burmese are too tall for the frame by a hair, one and a syllable are not."""
    text = "ကမ္ဘာ့ ဆက်သွယ်ရေးနှင့် သတင်းအချက်အလက် လူ့အဖွဲ့အစည်းနေ့"
    style = TextStyle(weight=700, max_size=28, min_size=24, leading=1.2, may_overhang=True)
    layout = typeset(text, language=Language("my"), style=style, frame=Size(640, 70), fonts=shipped)
    widths = [line.ink.width for line in layout.lines]
    assert layout.overflow is None
    assert layout.size >= 24
    assert min(widths) > 0.4 * max(widths)
