"""What is kept of earlier pictures."""

from toolkit.render.lru import BoundedLru


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
