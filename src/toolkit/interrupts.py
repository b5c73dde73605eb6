"""Ctrl-C and SIGTERM: what must be done as a whole is done before they count, and neither gets lost.

Signals are handled by the main thread alone, so in any other one there is nothing to keep off.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_MOST_PRESSES: Final = 5  # whoever presses as often wants to leave at any price
_SOON: Final = 0.02  # seconds
_KILLED: Final = 128  # exit codes of killed programs begin here (POSIX shells)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put off Ctrl-C and SIGTERM until the end of the block.

    If the block ends by an error, the program is about to leave anyway: then they count no more. The fifth
    one in the same block ends the program at once.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        if len(came) >= _MOST_PRESSES:
            os._exit(_KILLED + number)

    usual = {number: signal.signal(number, note) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler or signal.SIG_DFL)
    if came:
        signal.raise_signal(came[0])


def stop_once() -> None:
    """Let the first Ctrl-C or SIGTERM stop this program, and later ones not disturb it while it cleans up.

    The first one raises `KeyboardInterrupt` or `SystemExit`; the fifth one ends the program at once. One that
    comes in the middle of a callback of a C library, through which no error can pass, comes again a little
    later; Python would only print it.
    """
    came: list[int] = []
    usual = sys.unraisablehook

    def handle(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        if len(came) >= _MOST_PRESSES:
            os._exit(_KILLED + number)
        if len(came) == 1:
            raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(_KILLED + number)

    def send_again(number: int) -> None:
        # Not before now: one more may have come inside of `hook`, from where no error can pass either.
        came.clear()
        _send(number)

    def hook(lost: "UnraisableHookArgs") -> None:
        if came and isinstance(lost.exc_value, KeyboardInterrupt | SystemExit):
            again = threading.Timer(_SOON, send_again, (came[0],))
            again.daemon = True
            again.start()
        else:
            usual(lost)

    sys.unraisablehook = hook
    for number in _SIGNALS:
        signal.signal(number, handle)


def ignore() -> None:
    """Let Ctrl-C and SIGTERM do nothing more: everything is done, and Python takes itself down."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _send(number: int) -> None:
    """Send a signal to the main thread, which may be waiting for something."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, number)
