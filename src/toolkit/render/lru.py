"""What was used last, as much as fits: it changes how long painting takes, and nothing else."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Piece = TypeVar("Piece")


class BoundedLru(Generic[Key, Piece]):
    """Pieces by key, of at most so many bytes together; the one used last always stays."""

    def __init__(self, most_bytes: int) -> None:
        self._room = most_bytes
        self._pieces: OrderedDict[Key, tuple[Piece, int]] = OrderedDict()

    def get(self, key: Key) -> Piece | None:
        """Return a piece, which counts as used; None if it is not there (any more)."""
        found = self._pieces.get(key)
        if found is None:
            return None
        self._pieces.move_to_end(key)
        return found[0]

    def keep(self, key: Key, piece: Piece, weight: int) -> None:
        """Put a piece of `weight` bytes in; what was not used for longest makes room."""
        self._pieces[key] = (piece, weight)
        self._room -= weight
        while self._room < 0 and len(self._pieces) > 1:
            _, (_, freed) = self._pieces.popitem(last=False)
            self._room += freed
