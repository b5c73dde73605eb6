"""`toolkit new strings`: the toolkit's own words in a language that has none yet."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Toolkit = Callable[..., Any]

SIX = Path(__file__).parent.parent / "workspaces" / "six"
CARD = ("-l", "sw", "-d", "theme", "-p", "x-post-square")
STRINGS = "assets/strings/sw.toml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A campaign in Swahili, without a file of fixed words for it."""
    folder = shutil.copytree(SIX, tmp_path / "six")
    (folder / STRINGS).unlink()
    return folder


def test_the_remedy_for_a_missing_file_works_word_for_word(toolkit: Toolkit, workspace: Path) -> None:
    """Run the command, translate what it wrote, and the card can be made: nothing else is asked."""
    said = toolkit("check", "-w", str(workspace), *CARD)
    assert said.code == 1
    found = re.search(r"run 'toolkit ([^']+)'", said.err)
    assert found
    written = toolkit(*found[1].split(), "-w", str(workspace))
    assert written.code == 0, written.err
    path = workspace / STRINGS
    still = toolkit("check", "-w", str(workspace), *CARD)
    assert still.code == 1
    assert "texts are still English: unofficial_translation, unofficial_text" in still.err
    # "Translated": every text in quotation marks, but for fields, names of languages and signs.
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(map(_translated, lines)), encoding="utf-8")
    mended = toolkit("check", "-w", str(workspace), *CARD)
    assert (mended.code, mended.err.count(STRINGS)) == (0, 0), mended.err


def _translated(line: str) -> str:
    if line.startswith(("language", "#")) or not re.search(r'"[^"]*[a-z]{3}', line):
        return line
    return re.sub(r'= "', '= "Neno ', line, count=1)


def test_a_missing_file_hides_no_other_fault(toolkit: Toolkit, workspace: Path) -> None:
    """The letters of the copy are looked at all the same, and words that English lends are not blamed."""
    copy = workspace / "campaigns/wtisd-2021/copy/sw.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace('text = "', 'text = "\U00012345 ', 1), "utf-8")
    said = toolkit("check", "-w", str(workspace), *CARD)
    assert said.code == 1
    assert "the file is missing" in said.err
    assert "copy/sw.toml:theme" in said.err
    assert "no bundled font has the character" in said.err
    assert said.err.count(STRINGS) == 1


def test_a_file_with_gaps_hides_no_other_fault(toolkit: Toolkit, workspace: Path) -> None:
    """A key that [kit] lacks is told, and so is the letter of the copy."""
    shutil.copy(SIX / STRINGS, workspace / STRINGS)
    path = workspace / STRINGS
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("intro")]
    path.write_text("\n".join(kept), encoding="utf-8")
    copy = workspace / "campaigns/wtisd-2021/copy/sw.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace('text = "', 'text = "\U00012345 ', 1), "utf-8")
    said = toolkit("check", "-w", str(workspace), *CARD)
    assert f"{STRINGS}:kit.intro: is missing" in said.err
    assert "no bundled font has the character" in said.err


def test_words_that_are_there_are_not_written_over(toolkit: Toolkit, workspace: Path) -> None:
    """Neither a file of the workspace nor a bundled language; an unknown tag is told."""
    assert toolkit("new", "strings", "sw", "-w", str(workspace)).code == 0
    for tag, said in (
        ("sw", "there are words in 'sw' already"),
        ("fr", "already"),
        ("xqx", "not a language"),
    ):
        again = toolkit("new", "strings", tag, "-w", str(workspace))
        assert again.code == 2
        assert said in again.err
