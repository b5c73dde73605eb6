"""`toolkit verify`: whether kits are whole and unchanged."""

from pathlib import Path

import click

from toolkit.cli.console import Talk
from toolkit.cli.options import talking
from toolkit.deliver.verify.verify import verify_kit
from toolkit.errors import Problem, errors_in


@click.command()
@click.argument(
    "kits",
    nargs=-1,
    required=True,
    metavar="KIT.zip...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@talking
def verify(*, kits: tuple[Path, ...], talk: Talk) -> None:
    """Check that kits are whole: checksums, sizes, alt texts, captions, and every QR code.

    \b
    Example:
      toolkit verify out/kits/*.zip
    """
    problems: list[Problem] = []
    for kit in kits:
        found = verify_kit(kit)
        problems.extend(found)
        talk.result(f"{kit}: {'damaged' if errors_in(found) else 'ok'}")
    talk.stop_at(tuple(problems))
