"""`toolkit verify`: whether kits are whole and unchanged."""

import sys
from pathlib import Path

import click

from toolkit.cli.console import PROBLEMS, Talk
from toolkit.cli.options import talking
from toolkit.deliver.verify.places import HandedOver, kits_at
from toolkit.deliver.verify.worker import Worker
from toolkit.errors import Problem, errors_in
from toolkit.pipeline.output.moves import settled

_REMEDY = (
    "Where no other remedy is named: get the kit again from whoever made it, as the ZIP that the toolkit "
    "made. What was changed in a kit cannot be mended in it."
)

_THERE = click.Path(exists=True)


@click.command()
@click.argument("kits", nargs=-1, required=True, metavar="KIT...", type=click.Path(path_type=Path))
@talking
@click.pass_context
def verify(context: click.Context, *, kits: tuple[Path, ...], talk: Talk) -> None:
    """Check that kits are whole: checksums, sizes, alt texts, captions, and every QR code.

    A KIT is a ZIP file, the folder that one was unpacked into, or a folder with kits in it. Each one is
    looked at, whatever is wrong with those before it. If a build was killed while it put kits into their
    folder, that is finished first.

    \b
    Example:
      toolkit verify out/kits/*.zip
    """
    problems = [problem for folder in _folders_of(kits) for problem in settled(folder)]
    for path in kits:
        _THERE.convert(path, None, context)
    with Worker() as worker:
        for path in kits:
            problems.extend(_verified(path, kits_at(path), worker, talk))
    talk.problems(tuple(problems))
    if errors_in(problems):
        talk.note(_REMEDY)
        sys.exit(PROBLEMS)


def _verified(path: Path, found: HandedOver, worker: Worker, talk: Talk) -> list[Problem]:
    """Judge what a path led to, print a line for each kit, and return what is wrong."""
    problems = list(found.problems)
    for kit in found.kits:
        wrong = worker.verify(kit)
        problems.extend(wrong)
        talk.result(f"{kit}: {'damaged' if errors_in(wrong) else 'ok'}")
    if not found.kits:
        talk.result(f"{path}: not a kit")
    return problems


def _folders_of(kits: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders that kits stand in, each once: those named, and those below them."""
    named = [path if path.is_dir() else path.parent for path in kits]
    below = [kit.parent for path in named if path.is_dir() for kit in kits_at(path).kits]
    return tuple(dict.fromkeys((*named, *below)))
