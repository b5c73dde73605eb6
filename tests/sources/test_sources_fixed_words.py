"""Fixed words of languages: what programs left in them, what is English still, and files to begin with."""

from pathlib import Path

import pytest

from toolkit.errors import Problem, Severity
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.reports.importing.new_strings import new_strings
from toolkit.sources.checks.fixed_words import fixed_word_problems
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.strings import Strings, load_strings
from toolkit.typeset.fonts.coverage import official_languages


def load(folder: Path, tag: str, text: str) -> tuple[tuple[Strings, ...], list[Problem]]:
    """Write a file of fixed words, and read it alone."""
    (folder / "strings").mkdir(exist_ok=True)
    (folder / "strings" / f"{tag}.toml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return load_strings(Overlay(name="assets", folders=(folder,)), problems), problems


def bundled(tag: str) -> str:
    """Return a bundled file."""
    return (data_folder("assets") / "strings" / f"{tag}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", official_languages(), ids=str)
def test_a_new_file_lacks_nothing_but_a_translation(tmp_path: Path, language: Language) -> None:
    """In every official language: each key, each plural form; and it is told that it is English still."""
    found, problems = load(tmp_path, language.tag, new_strings(language))
    assert problems == []
    (strings,) = found
    assert strings.language == language
    said = list(fixed_word_problems(found))
    if language.locale.language == "en":
        assert said == []
    else:
        assert [problem.severity for problem in said] == [Severity.ERROR, Severity.WARNING]


def test_languages_that_write_alike_say_so(tmp_path: Path) -> None:
    """With same_as the English words are meant."""
    text = new_strings(Language("pcm")).replace('language = "pcm"\n', 'language = "pcm"\nsame_as = "en"\n')
    found, problems = load(tmp_path, "pcm", text)
    assert problems == []
    assert list(fixed_word_problems(found)) == []


@pytest.mark.parametrize(
    ("key", "left", "repaired"),
    [
        ("unofficial_text", "Texte &amp; image", "Texte & image"),
        ("scan_me", "NumÃ©risez le code", "Numérisez le code"),
        ("today", "Aujourd_x000D_hui", "Aujourd hui"),
        ("kit.intro", "<b>Images</b> et textes", "Images et textes"),
        ("kit.sentence_end", ".&nbsp; ", "."),
        ("designs.theme", "Carte ThÃ¨me", "Carte Thème"),
        ("platforms.web", "Sites&nbsp;web", "Sites\u00a0web"),
        ("days_text.other", "{number} jours &agrave; venir", "{number} jours à venir"),
        ("dates.hours", "{times} &ndash; {zone}", "{times} – {zone}"),
    ],
)
def test_what_programs_left_in_is_told_with_the_repair(
    tmp_path: Path, key: str, left: str, repaired: str
) -> None:
    """As in copy: HTML, mojibake, codes of Excel, in every table of the file."""
    *table, name = key.split(".")
    head, _, rest = bundled("fr").partition(f"[{table[0]}]\n") if table else ("", "", bundled("fr"))
    lines = rest.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{name} = "))
    lines[at] = f'{name} = "{left}"'
    text = "\n".join(lines)
    found, problems = load(tmp_path, "fr", f"{head}[{table[0]}]\n{text}" if table else text)
    assert problems == []
    (said,) = fixed_word_problems(found)
    assert said.trail[0].at == key
    assert said.hint == f"write: {repaired}"


def test_the_bundled_words_are_translated_and_clean() -> None:
    """Nothing is said of the languages that are shipped."""
    problems: list[Problem] = []
    found = load_strings(Overlay.of(None, "assets"), problems)
    assert len(found) >= 7
    assert [*problems, *fixed_word_problems(found)] == []


def test_one_forgotten_text_is_told(tmp_path: Path) -> None:
    """On a card it stops the build, in a kit's pages it is a warning; words that languages share are none."""
    text = bundled("fr").replace('scan_me = "', 'scan_me = "Scan me" # "')
    found, _ = load(tmp_path, "fr", text)
    (said,) = fixed_word_problems(found)
    assert said.severity is Severity.ERROR
    assert said.message == "1 of 13 texts are still English: scan_me"
