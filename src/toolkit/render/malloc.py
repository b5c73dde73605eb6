"""Memory: what a large picture took goes back to the system as soon as it is let go."""

import ctypes
from contextlib import suppress
from functools import lru_cache
from typing import Final

__all__ = ["give_back_large_memory"]

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's malloc.h
_LARGE: Final = 8_000_000  # bytes: more than a picture of most placements, less than one layer of 2560×1440


@lru_cache(maxsize=1)
def give_back_large_memory() -> None:
    """Let glibc map each large block on its own, as it does until the first one is freed.

    From then on it would keep blocks of up to 32 MB between smaller ones, and a worker that has painted one
    picture of 4K would stay a third larger than it needs to be. All threads share one heap, too: an engine
    starts a thread for each picture, and heaps of their own would keep what it has freed. Other C libraries
    are left as they are.
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)
        library.mallopt(_ARENA_MAX, 1)
