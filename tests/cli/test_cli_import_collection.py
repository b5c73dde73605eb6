"""Exports in the idioms of all tools are imported without a hand's touch, or refused rightly."""

from pathlib import Path

import pytest
from exports import GOOD, REFUSED

from toolkit.errors import errors_in
from toolkit.reports.importing.importing import import_files
from toolkit.sources.project import Project

SAVED = Path(__file__).parent / "inkscape"
# By file: the texts of each artboard, with their slots.
INKSCAPE: dict[str, list[list[str | None]]] = {
    "effects": [["theme"]],
    "flowed": [["theme"]],
    "layers": [["theme", "date-hashtags"]],
    "outlined": [["theme"]],
    "pages": [["theme", "date"], ["theme", "date"]],
    "path-effect": [["theme"]],
    "symbol": [["theme"]],
    "text-on-path": [["theme", None]],
    "tiled-clones": [["theme"]],
}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_an_export_is_imported(name: str, shipped_project: Project, tmp_path: Path) -> None:
    """Every text is bound to its slot or stays, and nothing is left to mend."""
    export, slots = GOOD[name]
    path = tmp_path / f"{name}.svg"
    path.write_text(export, encoding="utf-8")
    found = import_files([path], name, tmp_path, shipped_project, {})
    (report,) = found.reports
    assert report.refused == ()
    assert [text.slot or None for text in report.texts] == slots
    assert [str(problem) for problem in errors_in(found.problems)] == []
    assert sorted(file.suffix for file in found.files) == [".svg", ".toml"]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_an_export_is_refused_with_advice(name: str, shipped_project: Project, tmp_path: Path) -> None:
    """What cannot be mended says what to change in the tool, and nothing would be written."""
    export, advice = REFUSED[name]
    path = tmp_path / f"{name}.svg"
    path.write_text(export, encoding="utf-8")
    found = import_files([path], name, tmp_path, shipped_project, {})
    (report,) = found.reports
    assert advice in " ".join(report.refused)
    assert found.files == {}


@pytest.mark.parametrize("name", sorted(INKSCAPE))
def test_a_file_that_inkscape_saved_is_imported(name: str, shipped_project: Project, tmp_path: Path) -> None:
    """Filters, masks, clones, symbols, path effects, flowed text, layers and pages, by Inkscape 1.2.2."""
    found = import_files([SAVED / f"{name}.svg"], name, tmp_path, shipped_project, {})
    assert [report.refused for report in found.reports] == [()] * len(INKSCAPE[name])
    slots = [[text.slot or None for text in report.texts] for report in found.reports]
    assert slots == INKSCAPE[name]
    assert [str(problem) for problem in errors_in(found.problems)] == []


def test_the_collection_is_large() -> None:
    """All tools are in it, and every file that Inkscape saved has its expected result."""
    assert len(GOOD) + len(REFUSED) + len(INKSCAPE) >= 60
    assert sorted(INKSCAPE) == sorted(path.stem for path in SAVED.glob("*.svg"))
