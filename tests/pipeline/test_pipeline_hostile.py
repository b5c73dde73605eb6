"""Hostile drawings from a seed: each is right or told, and what passes `check` can be painted.

`benchmarks/hostile_drawings.py` makes them; run by itself it judges a thousand, each in a process
with limits on time and memory.
"""

import pytest

from hostile_drawings import KINDS, Judge, hostile_drawings


def test_the_same_seed_makes_the_same_drawings() -> None:
    """What was found once can be looked at again."""
    first = list(hostile_drawings(60, 5))
    assert first == list(hostile_drawings(60, 5))
    assert {kind for kind, _, _ in first} == KINDS.keys()
    assert first != list(hostile_drawings(60, 6))


@pytest.mark.slow
def test_hostile_drawings_are_right_or_told() -> None:
    """No traceback, and nothing that passes the check is refused while a card is made of it."""
    judge = Judge()
    verdicts = [
        (kind, judge(data, texture=texture, build=True)) for kind, data, texture in hostile_drawings(132, 21)
    ]
    assert [(kind, verdict.said) for kind, verdict in verdicts if verdict.is_failure] == []
    assert {verdict.word for _, verdict in verdicts} == {"built", "told"}
