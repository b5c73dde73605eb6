"""The guide to the commands is true: everything it shows is run, in its order, in one empty folder."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Toolkit = Callable[..., Any]

GUIDE = Path(__file__).parent.parent.parent / "docs" / "commands.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROMPT = "$ toolkit "


def examples(text: str) -> list[tuple[str, list[str]]]:
    """Return every command of the console blocks with the output that the guide shows below it."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(_BLOCK.findall(text)).splitlines():
        if line.startswith(_PROMPT):
            found.append((line.removeprefix(_PROMPT), []))
        else:
            found[-1][1].append(line)
    return found


def test_the_guide_is_true(toolkit: Toolkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command leaves with 0 and, where the guide shows what it prints, prints exactly that."""
    monkeypatch.chdir(tmp_path)
    shown = examples(GUIDE.read_text(encoding="utf-8"))
    assert shown
    for command, output in shown:
        said = toolkit(*shlex.split(command))
        assert said.code == 0, f"{command}\n{said.err}"
        if output:
            assert said.out.splitlines() == output, command
    names = {command.split()[0] for command, _ in shown}
    assert names == {
        "build",
        "cache",
        "check",
        "fonts",
        "info",
        "plan",
        "sheet",
        "specimen",
        "text",
        "verify",
    }
