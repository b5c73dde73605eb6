"""Ctrl-C and SIGTERM around what must be done as a whole."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from toolkit.interrupts import undisturbed

LOST = """
import signal, time
from toolkit.interrupts import stop_once
stop_once()
class Callback:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
try:
    callback = Callback()
    del callback
    time.sleep(60)
except KeyboardInterrupt:
    print("stopped")
"""
TWICE = """
import signal
from toolkit.interrupts import stop_once
stop_once()
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
    print("cleaned up", flush=True)
    signal.raise_signal(signal.SIGTERM)
    signal.raise_signal(signal.SIGINT)
print("never")
"""
IMPATIENT = """
import signal
from toolkit.interrupts import undisturbed
with undisturbed():
    for _ in range(9):
        signal.raise_signal(signal.SIGINT)
print("went on")
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script of our own."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def _ctrl_c_counts() -> Iterator[None]:
    """Let Ctrl-C raise, also where the tests run in the background of a shell, which lets it be ignored."""
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, usual)


@pytest.mark.usefixtures("_ctrl_c_counts")
def test_ctrl_c_waits_for_the_end_of_the_block() -> None:
    """Two of them count as one."""
    done: list[str] = []

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_an_error_goes_before_ctrl_c() -> None:
    """The program is leaving already, and has something to say."""

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        work()


def test_other_threads_are_left_as_they_are() -> None:
    """Only the main thread may handle signals."""
    before, seen = signal.getsignal(signal.SIGINT), []

    def work() -> None:
        with undisturbed():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]


def test_ctrl_c_in_a_callback_is_not_lost() -> None:
    """Where an error cannot pass, as in a callback of a C library, it comes again, and nothing is printed."""
    done = run(LOST)
    assert (done.stdout, done.stderr) == ("stopped\n", "")


def test_a_second_ctrl_c_does_not_disturb_the_end() -> None:
    """Cleaning up goes on; only the fifth one ends the program where it stands."""
    done = run(TWICE)
    assert (done.returncode, done.stdout, done.stderr) == (130, "cleaned up\n", "")


def test_whoever_insists_may_leave_at_any_price() -> None:
    """What hangs can be left without another terminal."""
    done = run(IMPATIENT)
    assert (done.returncode, done.stdout) == (130, "")
