"""Every territory, language and script name of CLDR in every official language of the UN's members."""

import re
import time
import unicodedata
from collections.abc import Iterator

import pytest

from toolkit.languages import Language
from toolkit.text_boundaries import grapheme_ends
from toolkit.typeset import FontLibrary, TextStyle
from toolkit.typeset.fonts.coverage import official_languages
from toolkit.typeset.linebreak.breaks import find_breaks
from toolkit.typeset.shaping.itemise import itemise
from toolkit.typeset.shaping.shaping import shape_line
from toolkit.typeset.text.prepare import prepare

MOST_CPU_SECONDS = 15.0
DICTIONARY_LANGUAGES = ("km", "lo", "my", "th")

# What cannot begin a line, written apart from the rules in the code: a mark; a Burmese consonant that is
# killed or stacked; a Khmer subscript or silenced consonant; a Thai or Lao vowel that follows its consonant;
# a silenced Thai consonant.
NO_START = re.compile(
    "[\u102b-\u103e\u17b6-\u17d3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]"
    "|[\u1000-\u1021](?:\u1037?\u103a|\u1039)"
    "|[\u1780-\u17a2][\u17cb\u17cd]"
    "|[ะาำๅๆะາຳຽໆ]"
    "|[ก-ฮ][ิุ]?์"
)
# What cannot end one: a Khmer or Burmese stacker, a Thai or Lao vowel that comes before its consonant.
NO_END = re.compile("[\u17d2\u1039เแโใไເແໂໃໄ]$")


def _names() -> Iterator[tuple[Language, str]]:
    for language in official_languages():
        locale = language.locale
        for name in sorted(
            {*locale.territories.values(), *locale.languages.values(), *locale.scripts.values()}
        ):
            yield language, name


@pytest.mark.slow
def test_no_name_has_a_missing_glyph_or_a_dotted_circle(shipped: FontLibrary) -> None:
    """More than 100,000 strings: all glyphs there, no mark without its letter, fast enough."""
    strings = list(_names())
    style = TextStyle()
    faults: list[tuple[str, str, str]] = []
    started = time.process_time()
    for language, name in strings:
        item = itemise(prepare(name, language, style), language, shipped)
        line = shape_line(item, 0, len(item.text), 0.0)
        circled = any(glyph.gid == glyph.face.dotted_circle for glyph in line.glyphs)
        # One CLDR name (Ewe, Antigua and Barbuda) really begins with an accent.
        if item.missing or (circled and not unicodedata.combining(name[0])):
            faults.append((language.tag, name, "".join(item.missing)))
    seconds = time.process_time() - started
    assert len(strings) > 100_000
    assert faults == []
    assert seconds <= MOST_CPU_SECONDS * len(strings) / 21_000


@pytest.mark.slow
def test_no_line_breaks_inside_a_syllable() -> None:
    """In the scripts without spaces no name can be cut where its spelling forbids."""
    impossible: list[str] = []
    cuts = 0
    for language, name in _names():
        if language.tag not in DICTIONARY_LANGUAGES:
            continue
        text = unicodedata.normalize("NFC", name)
        clusters = set(grapheme_ends(text))
        for entry in find_breaks(text, language)[:-1]:
            before, after = text[: entry.index], text[entry.index :]
            cuts += 1
            if entry.index not in clusters or NO_START.match(after) or NO_END.search(before):
                impossible.append(f"{before}|{after}")
    assert cuts > 5_000
    assert impossible == []
