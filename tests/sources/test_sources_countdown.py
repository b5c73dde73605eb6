"""Countdown: days to go in the plural forms and digits of each language."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.dates.countdown import days_label, days_shown, days_text
from toolkit.sources.project import Project, load_project
from toolkit.sources.rows import CountdownDay, rows_of
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.plurals import Plural
from toolkit.sources.workspace.strings import Strings, load_strings

if TYPE_CHECKING:
    from toolkit.errors import Problem


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the shipped project."""
    return load_project()


def _strings(project: Project, tag: str) -> Strings:
    found = project.strings_in(tag)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("tag", "days", "label", "text"),
    [
        ("en", 1, "day to go", "1 day to go"),
        ("en", 21, "days to go", "21 days to go"),
        ("fr", 1, "jour restant", "Plus que 1 jour"),
        ("fr", 2, "jours restants", "Plus que 2 jours"),
        ("es", 1, "día restante", "Falta 1 día"),
        ("es", 100, "días restantes", "Faltan 100 días"),
        ("ru", 1, "день до события", "Остался 1 день"),
        ("ru", 2, "дня до события", "Осталось 2 дня"),
        ("ru", 3, "дня до события", "Осталось 3 дня"),
        ("ru", 5, "дней до события", "Осталось 5 дней"),
        ("ru", 11, "дней до события", "Осталось 11 дней"),
        ("ru", 21, "день до события", "Остался 21 день"),
        ("ru", 100, "дней до события", "Осталось 100 дней"),
        ("ar", 1, "يوم متبقٍ", "بقي يوم واحد"),
        ("ar", 2, "يومان متبقيان", "بقي يومان"),
        ("ar", 3, "أيام متبقية", "بقيت 3 أيام"),
        ("ar", 5, "أيام متبقية", "بقيت 5 أيام"),
        ("ar", 11, "يوماً متبقياً", "بقي 11 يوماً"),
        ("ar", 21, "يوماً متبقياً", "بقي 21 يوماً"),
        ("ar", 100, "يوم متبقٍ", "بقي 100 يوم"),
        ("zh", 1, "天倒计时", "倒计时1天"),
        ("vi", 30, "ngày nữa", "Còn 30 ngày"),
    ],
)
def test_days_take_the_plural_form(project: Project, tag: str, days: int, label: str, text: str) -> None:
    """One, two, few and many days are counted as the language counts them (CLDR)."""
    strings = _strings(project, tag)
    assert days_shown(days, Language(tag)) == str(days)
    assert days_label(days, strings) == label
    assert days_text(days, strings) == text


@pytest.mark.parametrize(("tag", "today"), [("en", "Today"), ("ru", "Сегодня"), ("vi", "Hôm nay")])
def test_the_day_itself_has_words_and_no_number(project: Project, tag: str, today: str) -> None:
    """Nobody reads "0 days to go"."""
    strings = _strings(project, tag)
    assert (days_shown(0, Language(tag)), days_label(0, strings), days_text(0, strings)) == ("", "", today)


def test_numbers_have_the_digits_of_the_language() -> None:
    """Where a language has digits of its own, the countdown has them too."""
    plural = Plural(other="{number} روز مانده")
    assert days_shown(14, Language("fa")) == "۱۴"
    assert plural.of(14, Language("fa")) == "۱۴ روز مانده"


def test_a_countdown_leads_to_the_date_that_is_printed(project: Project) -> None:
    """The Forum's cards show its final week, so the days are counted to its first day."""
    for campaign, day in (("wtisd-2021", "2021-05-17"), ("wsis-forum-2020", "2020-09-07")):
        deck = project.deck(campaign)
        assert deck is not None
        rows = [row for row in rows_of(deck, deck.copies[0], "countdown") if isinstance(row, CountdownDay)]
        assert [row.id for row in rows] == ["d-30", "d-14", "d-7", "d-3", "d-1", "d-0"]
        assert {row.day.isoformat() for row in rows} == {day}
        assert rows[-1].posted == rows[-1].day
        assert (rows[-1].day - rows[0].posted).days == 30


def test_a_missing_form_is_reported(tmp_path: Path) -> None:
    """Russian needs one, few and many; English forms alone would read "21 день" wrong."""
    shipped = (data_folder("assets") / "strings" / "ru.toml").read_text(encoding="utf-8")
    (tmp_path / "strings").mkdir()
    broken = shipped.replace('few = "дня до события"\n', "").replace('one = "Остался {number} день"\n', "")
    (tmp_path / "strings" / "ru.toml").write_text(broken, encoding="utf-8")
    problems: list[Problem] = []
    load_strings(Overlay(name="assets", folders=(tmp_path,)), problems)
    assert [str(problem) for problem in problems] == [
        'assets/strings/ru.toml:days_label.few: is missing (hint: add few = "…")',
        'assets/strings/ru.toml:days_text.one: is missing (hint: add one = "…")',
    ]


@pytest.mark.parametrize("form", ["{days} days", "{number days", "number} days", "{} days", "{{number}} x}"])
def test_only_the_number_stands_in_braces(form: str) -> None:
    """A misspelled field would be printed as it stands."""
    with pytest.raises(ValidationError, match=r"is not a field; write \{number\}"):
        Plural(other=form)


@pytest.mark.parametrize("form", ["{number} days", "one day", "{number} of {number}"])
def test_a_form_may_leave_the_number_out(form: str) -> None:
    """Arabic says "a day" and "two days" without a number."""
    assert Plural(other=form).other == form
