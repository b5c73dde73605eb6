"""Strings: the toolkit's own words in every language."""

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.files import data_folder
from toolkit.sources.project import load_project
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.strings import load_strings

if TYPE_CHECKING:
    from toolkit.errors import Problem


def test_every_language_has_the_fixed_words() -> None:
    """What a card must say about its standing exists in all seven languages, each in its own words."""
    project = load_project()
    marks = {row.language.tag: row.unofficial_translation for row in project.strings}
    assert {"ar", "zh", "en", "fr", "ru", "es", "vi"} <= marks.keys()
    assert len(set(marks.values())) == len(marks)
    assert marks["ru"] == "Неофициальный перевод"


def test_kit_words_are_due_in_every_language(tmp_path: Path) -> None:
    """A key that one language has in [kit] is missing in those that lack it."""
    folder = tmp_path / "strings"
    folder.mkdir()
    english = (data_folder("assets") / "strings" / "en.toml").read_text(encoding="utf-8").split("\n[kit]")[0]
    (folder / "en.toml").write_text(f'{english}\n[kit]\nfarewell = "Goodbye"\n', encoding="utf-8")
    (folder / "fr.toml").write_text(english.replace('"en"', '"fr"'), encoding="utf-8")
    problems: list[Problem] = []
    assert len(load_strings(Overlay(name="assets", folders=(tmp_path,)), problems)) == 2
    assert [str(problem) for problem in problems] == [
        "assets/strings/fr.toml:kit.farewell: is missing (the 'en' file has it) (hint: add farewell = …)",
    ]
