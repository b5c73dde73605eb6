"""Figures: every language of a campaign states the same number."""

import shutil
from pathlib import Path

import pytest

from samples import statistic_of
from toolkit.errors import Severity
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign, StatisticRow
from toolkit.sources.campaigns.copydeck import Copy, Statistic
from toolkit.sources.checks.figures import figure_problems
from toolkit.sources.loader import CopyDeck
from toolkit.sources.project import Project, load_project, read_project

OFFLINE, SHARE = "offline-2-6-billion", "sdg-targets-70"


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the shipped project."""
    return load_project()


@pytest.fixture(scope="module")
def deck(project: Project) -> CopyDeck:
    """Return the campaign with 2.6 billion people offline and 70 per cent of the targets."""
    found = project.deck("wtisd-2024")
    assert found is not None
    return found


def _said(campaign: Campaign, copy: Copy, name: str, *, figure: str = "", text: str = "") -> list[str]:
    """Return the problems when one statistic of a language says something else."""
    rows = []
    for row in copy.statistics:
        new: Statistic = row
        if row.id == name:
            words = row.text.model_copy(update={"text": text or row.text.text})
            new = row.model_copy(update={"figure": figure or row.figure, "text": words})
        rows.append(new)
    changed = copy.model_copy(update={"statistics": tuple(rows)})
    return [str(problem) for problem in figure_problems(campaign, [changed])]


def _in(deck: CopyDeck, tag: str) -> Copy:
    found = deck.copy_in(tag)
    assert found is not None
    return found


def test_every_shipped_figure_has_its_number(project: Project) -> None:
    """What is not a word such as "majority" is a number in campaign.toml, and all languages state it."""
    assert project.decks
    for found in project.decks:
        lacking = {row.id for row in found.campaign.statistics if row.number is None}
        assert lacking <= {"majority-women"}
        assert list(figure_problems(found.campaign, found.copies)) == []


@pytest.mark.parametrize(
    ("tag", "name", "figure", "message"),
    [
        # ITU's Spanish press release of 12 April 2024.
        (
            "es",
            OFFLINE,
            "2,6 millones",
            "is 2,600,000, not 2,600,000,000: write '2,6\u00a0mil\u00a0millones'",
        ),
        (
            "fr",
            OFFLINE,
            "2,6 billions",
            "is 2,600,000,000,000, not 2,600,000,000: write '2,6\u00a0milliards'",
        ),
        ("ru", OFFLINE, "2,6 млн", "is 2,600,000, not 2,600,000,000: write '2,6\u00a0миллиарда'"),
        ("zh", OFFLINE, "2.6亿", "is 260,000,000, not 2,600,000,000: write '26亿'"),
        ("ar", OFFLINE, "2.6 مليون", "is 2,600,000, not 2,600,000,000: write '2.6\u00a0مليار'"),
        ("vi", OFFLINE, "2,6 triệu", "is 2,600,000, not 2,600,000,000: write '2,6\u00a0tỷ'"),
        # The UN's Arabic page rounds to two and a half.
        ("ar", OFFLINE, "2.5 مليار", "is 2,500,000,000, not 2,600,000,000"),
        ("fr", SHARE, "0,7\u00a0%", "is 0.007, not 0.7: write '70\u00a0%'"),
        ("en", SHARE, "7%", "is 0.07, not 0.7: write '70%'"),
    ],
)
def test_a_figure_of_another_size_is_a_problem(
    deck: CopyDeck, tag: str, name: str, figure: str, message: str
) -> None:
    """A wrong scale word, a drift or a slipped percentage is named with how to write it."""
    (said,) = _said(deck.campaign, _in(deck, tag), name, figure=figure)
    assert said.startswith(f"campaigns/wtisd-2024/copy/{tag}.toml:statistics.{name}.figure: '{figure[:3]}")
    assert message in said


@pytest.mark.parametrize(
    ("tag", "name", "text"),
    [
        ("es", OFFLINE, "Unos 2,6 millones de personas siguen sin conexión"),
        ("fr", SHARE, "atteindre 7\u00a0% des cibles"),
    ],
)
def test_a_sentence_with_the_wrong_power_of_ten_is_a_problem(
    deck: CopyDeck, tag: str, name: str, text: str
) -> None:
    """The slip is found inside a sentence too."""
    (said,) = _said(deck.campaign, _in(deck, tag), name, text=text)
    assert f"statistics.{name}.text: " in said


@pytest.mark.parametrize(
    ("tag", "name", "figure", "text"),
    [
        ("es", OFFLINE, "2,6 mil millones", "2.600 millones de personas"),
        ("es", OFFLINE, "2 600 millones", "Un tercio de la humanidad"),
        ("en", OFFLINE, "2.6bn", "In 2024, 2.6 billion people"),
        ("en", SHARE, "70 per cent", "119 of the 169 targets, or about 70 per cent"),
        ("zh", SHARE, "百分之70", "169项具体目标中的119项"),
        ("en", OFFLINE, "A third", "A third of the world"),
    ],
)
def test_other_ways_to_write_a_figure_are_right(
    deck: CopyDeck, tag: str, name: str, figure: str, text: str
) -> None:
    """Either scale, words for per cent, other numbers beside the figure, and no digits at all."""
    assert _said(deck.campaign, _in(deck, tag), name, figure=figure, text=text) == []


def test_without_a_number_the_reference_language_is_the_measure(deck: CopyDeck) -> None:
    """A campaign that gives no number compares with the English `value`."""
    rows = tuple(StatisticRow(id=row.id) for row in deck.campaign.statistics)
    campaign = deck.campaign.model_copy(update={"statistics": rows})
    spanish = _in(deck, "es")
    slip = statistic_of(spanish, OFFLINE)
    assert slip is not None
    wrong = spanish.model_copy(update={"statistics": (slip.model_copy(update={"figure": "2,6 millones"}),)})
    (problem,) = figure_problems(campaign, [_in(deck, "en"), wrong])
    assert "write '2,6\u00a0mil\u00a0millones'" in problem.message


def test_the_slip_of_a_press_release_is_found_when_a_workspace_is_read(tmp_path: Path) -> None:
    """`toolkit check` reads the project, and with it says the file, the key and what to write."""
    shutil.copytree(data_folder("campaigns"), tmp_path / "campaigns")
    spanish = tmp_path / "campaigns" / "wtisd-2024" / "copy" / "es.toml"
    words = spanish.read_text(encoding="utf-8")
    spanish.write_text(words.replace("2.600 millones", "2,6 millones"), encoding="utf-8")
    _, problems = read_project(tmp_path)
    assert [problem.trail[0].at for problem in problems] == [
        f"statistics.{OFFLINE}.figure",
        f"statistics.{OFFLINE}.text",
    ]


@pytest.mark.parametrize(("official", "severity"), [(True, Severity.ERROR), (False, Severity.WARNING)])
def test_english_words_stop_a_build_only_in_official_texts(
    deck: CopyDeck, *, official: bool, severity: Severity
) -> None:
    """What is marked as no official text may be a draft: it is told, and can be looked at."""
    french = _in(deck, "fr")
    row = statistic_of(french, OFFLINE)
    assert row is not None
    text = row.text.model_copy(update={"official": official})
    changed = row.model_copy(update={"figure": "2.6 thousand million", "text": text})
    copy = french.model_copy(update={"statistics": (changed,)})
    (problem,) = figure_problems(deck.campaign, [copy])
    assert problem.severity is severity
    said = "'2.6 thousand million' has the English word 'thousand million': write '2,6\u00a0milliards'"
    assert problem.message == said


def test_words_of_a_language_without_data_are_a_warning(deck: CopyDeck) -> None:
    """Nobody is called wrong whose words are not known; the digits that can be checked are offered."""
    row = statistic_of(_in(deck, "en"), OFFLINE)
    assert row is not None
    changed = row.model_copy(update={"figure": "2.6 foo"})
    copy = _in(deck, "en").model_copy(update={"language": Language("xh"), "statistics": (changed,)})
    problems = {problem.trail[0].at: problem for problem in figure_problems(deck.campaign, [copy])}
    problem = problems[f"statistics.{OFFLINE}.figure"]
    assert problem.severity is Severity.WARNING
    assert "no scale words are known in Xhosa" in problem.message
