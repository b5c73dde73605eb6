"""Exports in the idioms of all tools are imported without a hand's touch, or refused rightly."""

from pathlib import Path

import pytest
from exports import GOOD, REFUSED

from toolkit.errors import errors_in
from toolkit.reports.importing.importing import import_files
from toolkit.sources.project import Project


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


def test_the_collection_is_large() -> None:
    """All tools are in it."""
    assert len(GOOD) + len(REFUSED) >= 40
