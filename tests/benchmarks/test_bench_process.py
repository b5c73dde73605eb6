"""What a measured program costs: with all its children, and with an error that says what went wrong."""

import sys
from pathlib import Path

import pytest

from suite.figures import Figures, ratio
from suite.process import ProgramFailedError, Run, measured

BUSY = "import time\nwhile time.process_time() < 0.3: pass\n"


def test_the_time_of_children_counts(tmp_path: Path) -> None:
    """A program that lets another one work is charged for both."""
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)\n{BUSY}"
    run = measured([sys.executable, "-c", program], log=tmp_path / "log.txt")
    assert run.cpu >= 0.59
    assert run.together >= run.largest > 1


def test_a_child_that_nobody_waits_for_counts(tmp_path: Path) -> None:
    """A browser's processes are not waited for, and are charged for all the same."""
    done = tmp_path / "done"
    child = f"{BUSY}open({str(done)!r}, 'w').close()\ntime.sleep(2)"
    program = (
        f"import os, subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n"
        f"while not os.path.exists({str(done)!r}): time.sleep(0.05)\ntime.sleep(0.5)"
    )
    assert measured([sys.executable, "-c", program], log=tmp_path / "log.txt").cpu >= 0.29


def test_a_program_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    """The error holds what the program said, so that a missing font or library is found."""
    with pytest.raises(ProgramFailedError, match="no such font"):
        measured([sys.executable, "-c", "raise SystemExit('no such font')"], log=tmp_path / "log.txt")


def run(cpu: float) -> Run:
    """Return a run with that CPU time."""
    return Run(cpu=cpu, wall=cpu, largest=1, together=1)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    """A round in which the whole machine was slow bends no ratio; images are counted on both sides."""
    ours = Figures(name="a", title="a", images=10, runs=[run(1), run(10), run(1)])
    theirs = Figures(name="b", title="b", images=5, runs=[run(2), run(20), run(3)])
    assert ratio(theirs, ours) == pytest.approx(4)
