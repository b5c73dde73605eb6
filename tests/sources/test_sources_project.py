"""Whole projects: the shipped one has no problem, the broken one has exactly those of its report."""

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ProblemsError
from toolkit.files import data_folder
from toolkit.sources.project import Folders, load_project, read_project

BROKEN = Path(__file__).parent / "broken"


def test_whole_report_of_broken_project() -> None:
    """Every mistake of every file is in one report: file, dotted key, what is wrong, remedy, near miss."""
    _, problems = read_project(BROKEN)
    report = "".join(f"{problem}\n" for problem in problems)
    assert report == (BROKEN / "report.txt").read_text(encoding="utf-8")


def test_loading_broken_project_raises_the_same_problems() -> None:
    """A build cannot start from a project with problems, and the error carries every one of them."""
    _, problems = read_project(BROKEN)
    with pytest.raises(ProblemsError) as caught:
        load_project(BROKEN)
    assert caught.value.problems == problems


def test_readable_part_of_broken_project_is_kept() -> None:
    """Copy whose only fault is a misspelled key can still be checked further in the same run."""
    project, _ = read_project(BROKEN)
    french = project.copy_in("broken-day", "fr")
    assert french is not None
    assert [row.tag for row in french.hashtags] == ["#BrokenDay"]
    assert project.copy_in("broken-day", "ru") is None
    bundled = load_project().placements
    assert [row.id for row in project.placements if row not in bundled] == ["wide"]


def test_shipped_project_has_no_problem() -> None:
    """The three campaigns, in seven languages each, load without a problem."""
    project = load_project()
    tags = {deck.campaign.id: [str(copy.language) for copy in deck.copies] for deck in project.decks}
    languages = ["ar", "zh", "en", "fr", "ru", "es", "vi"]
    assert tags == {"wsis-forum-2020": languages, "wtisd-2021": languages, "wtisd-2024": languages}


def test_kits_have_many_placements_on_many_platforms() -> None:
    """Each campaign is made for at least 18 placements on at least 9 platforms."""
    project = load_project()
    assert project.campaigns
    for campaign in project.campaigns:
        rows = [project.placement(name) for name in campaign.placements]
        assert len(rows) >= 18
        assert len({row.platform for row in rows if row}) >= 9


def test_missing_folders_come_from_the_shipped_data(tmp_path: Path) -> None:
    """A workspace with campaigns alone uses the bundled designs, assets and fonts."""
    (tmp_path / "campaigns").mkdir()
    folders = Folders.of(tmp_path)
    assert folders.campaigns == tmp_path / "campaigns"
    assert folders.assets.folders == (data_folder("assets"),)


def test_one_run_reports_three_different_slips(tmp_path: Path) -> None:
    """A deleted translation, a misspelled key and a tag with a space are three problems of one run."""
    shutil.copytree(data_folder("campaigns"), tmp_path / "campaigns")
    copies = tmp_path / "campaigns" / "wtisd-2021" / "copy"
    (copies / "es.toml").unlink()
    _edit(copies / "fr.toml", "[day_name]", "[day_nam]")
    _edit(copies / "en.toml", '"#Connect2030"', '"#Connect 2030"')
    _, problems = read_project(tmp_path)
    assert [str(problem) for problem in problems] == [
        (
            "campaigns/wtisd-2021/copy/en.toml:hashtags[4].tag: '#Connect 2030' has a space, which ends the "
            "tag (hint: write #Connect2030)"
        ),
        (
            "campaigns/wtisd-2021/copy/es.toml: the file is missing, and campaign.toml lists 'es' among its "
            'languages (hint: copy copy/en.toml to copy/es.toml, write language = "es" in it, '
            "and translate it)"
        ),
        "campaigns/wtisd-2021/copy/fr.toml:day_nam: unknown key 'day_nam' (hint: did you mean 'day_name'?)",
    ]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
