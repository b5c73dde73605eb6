"""What is kept of earlier pictures."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from toolkit.render.lru import BoundedLru


@dataclass(frozen=True)
class Polite:
    """A key that lets another thread run each time it is looked up, so that threads meet."""

    number: int

    def __hash__(self) -> int:
        """Step back, and tell the hash."""
        time.sleep(0)
        return self.number


def test_what_was_not_used_for_longest_makes_room() -> None:
    """A piece that is asked for stays longer than one that is not."""
    kept: BoundedLru[str, int] = BoundedLru(100)
    for number, key in enumerate("abc"):
        kept.keep(key, number, 40)
        kept.get("a")
    assert [kept.get(key) for key in "abc"] == [0, None, 2]


def test_one_piece_always_stays() -> None:
    """A sheet for print is larger than the room for all, and is kept until the next one comes."""
    kept: BoundedLru[str, int] = BoundedLru(100)
    kept.keep("sheet", 1, 5_000)
    assert kept.get("sheet") == 1
    kept.keep("card", 2, 40)
    assert (kept.get("sheet"), kept.get("card")) == (None, 2)
    kept.keep("other", 3, 40)
    assert kept.get("card") == 2


def test_a_piece_kept_twice_takes_its_room_once() -> None:
    """Otherwise room would be lost for ever, and in the end one piece would push out every other."""
    kept: BoundedLru[str, int] = BoundedLru(100)
    for number in range(50):
        kept.keep("a", number, 40)
    kept.keep("b", 1, 40)
    assert (kept.get("a"), kept.get("b"), kept.weight) == (49, 1, 80)


def test_a_piece_may_change_its_weight() -> None:
    """Room is counted for the piece that stands there now."""
    kept: BoundedLru[str, int] = BoundedLru(100)
    kept.keep("a", 1, 10)
    kept.keep("b", 2, 10)
    kept.keep("a", 3, 95)
    assert (kept.get("a"), kept.get("b"), kept.weight) == (3, None, 95)


def test_threads_may_share_what_is_kept() -> None:
    """Eight of them lose no piece to each other, find nothing foreign, and the room is counted right."""
    kept: BoundedLru[Polite, int] = BoundedLru(100)

    def work(seed: int) -> set[bool]:
        found = set()
        for step in range(300):
            key = Polite((seed * 7 + step * 13) % 23)
            kept.keep(key, key.number, 9 + key.number % 3)
            found.add(kept.get(key) in (None, key.number))
        return found

    with ThreadPoolExecutor(8) as threads:
        assert set().union(*threads.map(work, range(8))) == {True}
    standing = [number for number in range(23) if kept.get(Polite(number)) is not None]
    assert standing
    assert kept.weight == sum(9 + number % 3 for number in standing) <= 100
