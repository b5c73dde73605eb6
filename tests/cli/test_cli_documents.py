"""The commands that the README and the guides show are run, so that none of them is out of date."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from samples import BY_NAME, run_toolkit
from toolkit.files import data_folder

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LONG = {"build", "sheet", "check", "text", "specimen"}  # parsed here; what they do is tested elsewhere

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ toolkit +(.+?)(?: +#.*)?$", re.MULTILINE)


def commands_in(text: str) -> list[str]:
    """Return the toolkit commands of a document's console blocks."""
    return [command for block in _BLOCK.findall(text) for command in _COMMAND.findall(block)]


COMMANDS = sorted(
    {command for path in DOCUMENTS for command in commands_in(path.read_text(encoding="utf-8"))}
)


def test_commands_are_found_in_console_blocks() -> None:
    """Only lines that begin with the prompt, only in console blocks, without the remark behind them."""
    text = "```console\n$ toolkit plan -v   # every file\nminimal\n$ make\n```\n```\n$ toolkit check\n```\n"
    assert commands_in(text) == ["plan -v"]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_documents_are_understood(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each names a command that exists, with options that it has, and values of the right kind."""
    monkeypatch.chdir(tmp_path)
    name, *arguments = shlex.split(command)
    for word in arguments:
        if word.endswith(".zip"):
            (tmp_path / word).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / word).touch()
    assert name in BY_NAME or name.startswith("-"), command
    if name in BY_NAME:
        try:
            BY_NAME[name].make_context(name, arguments)
        except click.exceptions.Exit as leaving:
            assert leaving.exit_code == 0  # noqa: PT017  --help leaves in this way


@pytest.mark.slow
@pytest.mark.parametrize("command", [c for c in COMMANDS if shlex.split(c)[0] not in LONG | {"verify"}])
def test_short_commands_of_the_documents_run(command: str, tmp_path: Path) -> None:
    """What only reads is run on a copy of the shipped campaigns, and leaves with 0."""
    shutil.copytree(data_folder("campaigns"), tmp_path / "campaigns")
    result = run_toolkit(tmp_path, *shlex.split(command))
    assert result.returncode == 0, result.stderr
