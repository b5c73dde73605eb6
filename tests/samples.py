"""Small whole workspaces that tests of several floors build from, and types that tests share."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click

from toolkit.cli.main import cli
from toolkit.render.pixels import PixelArray

JsonGolden = Callable[[object, Path], None]
"""What the fixture `same_json` gives."""

TextGolden = Callable[[str, Path], None]
"""What the fixture `same_text` gives."""

PictureGolden = Callable[[PixelArray, Path], None]
"""What the fixture `same_picture` gives: it takes (height, width, 3)."""

MINIMAL = Path(__file__).resolve().parent / "workspaces" / "minimal"
"""One campaign in five languages, one design with a square and a wide artboard; the rest is shipped data."""

TOOLKIT = (sys.executable, "-c", "from toolkit.cli.main import main; main()")
"""How a test starts the toolkit as a program of its own."""

_CONTEXT = click.Context(cli)
BY_NAME = {
    name: command for name in cli.list_commands(_CONTEXT) if (command := cli.get_command(_CONTEXT, name))
}
"""Every command of the toolkit, by its name."""

Finished = subprocess.CompletedProcess[str]


def run_toolkit(folder: Path, *arguments: str, **environment: str) -> Finished:
    """Run the toolkit in a folder, as a person does, and return what it said and how it left."""
    return subprocess.run(  # noqa: S603  this interpreter
        [*TOOLKIT, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
