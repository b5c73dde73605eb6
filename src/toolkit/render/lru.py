"""What was used last, as much as fits: it changes how long painting takes, and nothing else."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Piece = TypeVar("Piece")


class BoundedLru(Generic[Key, Piece]):
    """Pieces by key, of at most so many bytes together; the one used last always stays.

    Threads may share one. Two that miss the same key both make the piece, and the later one stays.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._weight = most_bytes, 0
        self._pieces: OrderedDict[Key, tuple[Piece, int]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def weight(self) -> int:
        """The bytes of all pieces that are kept."""
        return self._weight

    def get(self, key: Key) -> Piece | None:
        """Return a piece, which counts as used; None if it is not there (any more)."""
        with self._lock:
            found = self._pieces.get(key)
            if found is None:
                return None
            self._pieces.move_to_end(key)
            return found[0]

    def keep(self, key: Key, piece: Piece, weight: int) -> None:
        """Put a piece of `weight` bytes in, in place of an earlier one with that key.

        What was not used for longest makes room.
        """
        with self._lock:
            self._weight += weight - self._pieces.pop(key, (None, 0))[1]
            self._pieces[key] = (piece, weight)
            while self._weight > self._most and len(self._pieces) > 1:
                _, (_, freed) = self._pieces.popitem(last=False)
                self._weight -= freed
