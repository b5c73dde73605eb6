"""Typography: the small words of languages are data, and a workspace adds to them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.languages import Language
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.typography import Typography, bundled_typography, load_typography
from toolkit.typeset.linebreak.breaks import EMERGENCY, find_breaks

if TYPE_CHECKING:
    from toolkit.errors import Problem

SWAHILI = """
[sw]
titles = ["Bw", "Mhe"]
before_numbers = ["bilioni", "dola", "Na."]
units = ["elfu"]
leaning = ["ya", "wa", "na"]
"""


def _loaded(folder: Path, text: str) -> tuple[Typography, list[str]]:
    """Return the typography of a workspace's file over the bundled one, and its problems."""
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "assets/typography.toml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return load_typography(Overlay.of(folder, "assets"), problems), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Watu bilioni 2,6 hawana intaneti", "bilioni 2,6"),
        ("Msaada wa dola 500 leo", "dola 500"),
        ("Kifungu Na. 7 cha sheria", "Na. 7"),
        ("Watu 15 elfu leo", "15 elfu"),
        ("Karibu Bw. Juma leo", "Bw. Juma"),
    ],
)
def test_words_of_a_workspace_stay_together(tmp_path: Path, text: str, whole: str) -> None:
    """A language that the toolkit knows nothing of gets its units, abbreviations and titles by data alone."""
    found, problems = _loaded(tmp_path, SWAHILI)
    assert problems == []
    language = Language("sw")
    place = text.index(whole) + whole.index(" ") + 1
    ends = {entry.index for entry in find_breaks(text, language, (), found.of(language))}
    assert place not in ends
    assert text.index(" ") + 1 in ends or place == text.index(" ") + 1


def test_lists_of_a_workspace_add_to_the_bundled_ones(tmp_path: Path) -> None:
    """What holds for any language, for the language and for its region comes together."""
    found, problems = _loaded(tmp_path, '[fr]\nleaning = ["chez"]\n[fr-CA]\ntitles = ["Me"]\n')
    assert problems == []
    bundled = bundled_typography(Language("fr"))
    canadian = found.of(Language("fr-CA"))
    assert canadian.leaning == (*bundled.leaning, "chez")
    assert canadian.titles == (*bundled.titles, "Me")
    assert canadian.one_letter_words_lean
    assert found.of(Language("fr")).titles == bundled.titles


def test_a_word_that_leans_makes_a_break_dearer(tmp_path: Path) -> None:
    """No line should end in the word "ya" once the workspace lists it."""
    found, _ = _loaded(tmp_path, SWAHILI)
    text, language = "Siku ya Mawasiliano ya Dunia", Language("sw")
    place = text.index("Mawasiliano")

    def cost(*typography: Typography) -> float:
        rows = find_breaks(text, language, (), *(one.of(language) for one in typography))
        return next(entry.cost for entry in rows if entry.index == place)

    assert cost() < cost(found) < EMERGENCY


def test_mistakes_are_told_with_the_key(tmp_path: Path) -> None:
    """A tag that is no language and a misspelled list, each with its remedy."""
    _, problems = _loaded(tmp_path, '[xx]\nleaning = []\n[sw]\nleanin = ["ya"]\nunits = "elfu"\n')
    assert problems == [
        (
            "assets/typography.toml:xx: 'xx' is not a language that CLDR knows "
            "(hint: write the tag of a language, such as sw or pt-BR, or 'any' for all)"
        ),
        "assets/typography.toml:sw.units: must be a list (hint: write it in [square brackets])",
        "assets/typography.toml:sw.leanin: unknown key 'leanin' (hint: did you mean 'leaning'?)",
    ]
