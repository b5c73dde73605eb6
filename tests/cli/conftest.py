"""What the tests of the command line share."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from toolkit.cli.main import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command left, and what it printed."""

    code: int
    out: str
    err: str


Toolkit = Callable[..., Said]


@pytest.fixture
def toolkit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Toolkit:
    """Return a function that runs a command as a person would, in this process and on one core."""
    if hasattr(os, "sched_getaffinity"):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["toolkit", *arguments])
        code = 0
        usual = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        finally:
            for number, handler in usual.items():
                signal.signal(number, handler)
        printed = capsys.readouterr()
        return Said(code=code, out=printed.out, err=printed.err)

    return run
