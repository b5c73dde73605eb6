"""The command line: `toolkit`. Commands are imported when they are called."""

import atexit
import gc
import os
import sys

import click

from toolkit.cli.lazy import Commands, LazyGroup
from toolkit.interrupts import ignore, stop_once

_USAGE = 2
_COMMANDS: Commands = {
    "build": ("build", "Build the kits: one ZIP per campaign and language."),
    "cache": ("cache", "Show, check and empty the memory of earlier builds."),
    "check": (
        "build",
        "List every problem that a build would find, and make nothing.",
    ),
    "fonts": ("fonts", "Show the fonts at hand, or add a family to a workspace."),
    "import": ("importing", "Make a design of one or several exports, one artboard each."),
    "info": (
        "plan",
        "Show versions, engines, and the campaigns, designs and languages at hand.",
    ),
    "new": ("starting", "Begin something of your own in a workspace."),
    "plan": (
        "plan",
        "Show what a build would make: kits, designs and placements; with -v every file.",
    ),
    "sheet": (
        "sheet",
        "Draw a contact sheet: languages down, placements across, whatever is wrong outlined in red.",
    ),
    "specimen": (
        "text",
        "Draw pages that native readers can check: every official language of the 193 member states.",
    ),
    "text": ("text", "Set one TEXT outside any design and say how it came out."),
    "verify": (
        "verify",
        "Check that kits are whole: checksums, sizes, alt texts, captions, and every QR code.",
    ),
}


@click.group(
    cls=LazyGroup,
    lazy=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="toolkit", prog_name="toolkit", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn SVG designs and campaign copy into finished, checked advocacy kits.

    \b
    Examples:
      toolkit build                              every kit of every campaign
      toolkit build wtisd-2021 --language fr     one kit
      toolkit check                              every problem, no pictures
      toolkit verify out/kits/wtisd-2021_fr.zip  is this kit whole and unchanged?
    """


def main() -> None:
    """Run the command line; leave with 0 (done), 1 (problems in the content) or 2 (wrong usage)."""
    stop_once()
    # NumPy's threads, which nothing here needs, would keep workers from beginning as copies (see `pool`).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Python looks through everything for rings before it ends, a fifth of a second; nothing of it is needed.
    atexit.register(gc.freeze)
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(_USAGE)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _leave(KeyboardInterrupt())
    except Exception as error:  # noqa: BLE001  what is not known by name is raised again
        _leave(error)
    finally:
        ignore()


def _leave(error: BaseException) -> None:
    # This loads every floor to know its errors by name, which a good end need not wait for.
    from toolkit.cli.exit_codes import left_by  # noqa: PLC0415

    sys.exit(left_by(error))
