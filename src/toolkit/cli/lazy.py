"""Commands that are imported when they are called, so that `toolkit --help` need not load the engines."""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

Commands = Mapping[str, tuple[str, str]]
"""By name: the module of this floor that has a command of that name, and its line in the help."""


class LazyGroup(click.Group):
    """A group of commands that are not imported before they are needed."""

    def __init__(self, *, lazy: Commands, **settings: Any) -> None:  # noqa: ANN401  click's own, passed on
        super().__init__(**settings)
        self._lazy = lazy

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted(self._lazy)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import a command; `None` if there is none of that name."""
        if name not in self._lazy:
            return None
        module = import_module(f"{__package__}.{self._lazy[name][0]}")
        # A word of the language, such as `import`, can be no name of a function.
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names with their lines, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._lazy[name][1]) for name in sorted(self._lazy)])
