"""Strings: the toolkit's own words in every language."""

import datetime as dt
from pathlib import Path

from toolkit.errors import Problem, Severity
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import DateRange
from toolkit.sources.dates.dates import day_text, range_text, times_text
from toolkit.sources.project import load_project
from toolkit.sources.workspace.date_forms import OwnDates
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.strings import load_strings


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


def test_dates_of_a_workspace_are_written_in_its_forms(tmp_path: Path) -> None:
    """What a file says of dates counts, and what it leaves out is as CLDR has it."""
    folder = tmp_path / "assets" / "strings"
    folder.mkdir(parents=True)
    span = "{ first = 'd', between = ' au ', last = 'd MMMM y' }"
    text = f"[dates]\nday = \"'le' d MMMM y\"\nsame_month = {span}\n"
    (folder / "fr.toml").write_text(text, encoding="utf-8")
    strings, french = load_project(tmp_path).strings_in("fr"), Language("fr")
    assert strings is not None
    assert day_text(dt.date(2021, 5, 17), french, strings.dates) == "le 17 mai 2021"
    assert day_text(dt.date(2021, 5, 17), french) == "17 mai 2021"
    days = DateRange(start=dt.date(2020, 9, 7), end=dt.date(2020, 9, 10))
    assert range_text(days, french, strings.dates) == "7 au 10 septembre 2020"
    assert times_text(dt.time(13), None, Language("sw"), OwnDates(day="d/M/y")) == "13:00"


def test_mistakes_in_date_forms_are_told(tmp_path: Path) -> None:
    """Letters that are no field, an open quote, missing blanks, and months that CLDR has no names for."""
    folder = tmp_path / "strings"
    folder.mkdir()
    english = (data_folder("assets") / "strings" / "en.toml").read_text(encoding="utf-8")
    start, end = english.index("[dates]"), english.index("# What designs")
    for tag, table in {
        "en": 'day = "d of MMMM"\nclock = "H\'"\ntimes = "{start}"\n',
        "dv": 'day = "d MMMM y"\n',
    }.items():
        text = english[:start] + f"[dates]\n{table}" + english[end:]
        (folder / f"{tag}.toml").write_text(text.replace('"en"', f'"{tag}"', 1), encoding="utf-8")
    problems: list[Problem] = []
    load_strings(Overlay(name="assets", folders=(tmp_path,)), problems)
    assert [str(problem) for problem in problems] == [
        (
            'assets/strings/en.toml:dates.day: "o" is no field '
            "(hint: use LLLL, M, MM, MMMM, d, dd, y, and put words in 'single quotes')"
        ),
        (
            'assets/strings/en.toml:dates.clock: "\'" is no field '
            "(hint: use H, HH, m, mm, and put words in 'single quotes')"
        ),
        (
            "assets/strings/en.toml:dates.times: must hold {start} and {end} and no others "
            "(hint: for example {start} {end})"
        ),
        (
            "assets/strings/dv.toml:dates: CLDR has no names of months in 'dv' "
            "(hint: write M, the number of the month)"
        ),
    ]


def test_keys_of_older_toolkits_are_a_warning(tmp_path: Path) -> None:
    """A workspace may be years old: what nothing prints goes, names find their tables, the build goes on."""
    folder = tmp_path / "strings"
    folder.mkdir()
    english = (data_folder("assets") / "strings" / "en.toml").read_text(encoding="utf-8")
    older = english.replace("join_us = ", 'read_more = "Read more"\nsource_label = "Source"\njoin_us = ', 1)
    older = older.replace("\n[kit]\n", '\n[kit]\ndesign_theme = "Old name"\nplatform_web_ad = "Ads"\n', 1)
    older = older.replace('theme = "Theme card"\n', "", 1)
    (folder / "en.toml").write_text(older, encoding="utf-8")
    problems: list[Problem] = []
    (strings,) = load_strings(Overlay(name="assets", folders=(tmp_path,)), problems)
    assert [problem.severity for problem in problems] == [Severity.WARNING]
    assert "has 4 keys of an older toolkit, such as 'read_more'" in str(problems[0])
    assert strings.designs["theme"] == "Old name"
    assert strings.platforms["web-ad"]
    assert "design_theme" not in strings.kit
