"""Where the time goes: every second counts once, for the stage that spent it."""

from types import SimpleNamespace

import pytest

from suite import stages


class Ticking:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Ticking:
    """Give the stages a clock that the test moves."""
    clock = Ticking()
    monkeypatch.setattr(stages, "time", SimpleNamespace(process_time=clock))
    return clock


def test_a_call_inside_another_counts_for_its_own_stage_only(ticking: Ticking) -> None:
    """The stages add up to what was used, however calls are nested."""

    def spend(seconds: float) -> None:
        ticking.now += seconds

    clock = stages.Clock()
    inner = clock.timed("codec", spend)

    def work() -> None:
        spend(1)
        inner(5)
        spend(2)

    clock.timed("choosing", work)()
    assert dict(clock.seconds) == {"codec": 5, "choosing": 3}


def test_a_call_that_fails_is_counted_and_fails(ticking: Ticking) -> None:
    """An error of the library reaches the toolkit as it is."""

    def fail() -> None:
        ticking.now += 4
        raise OSError("no such file")

    clock = stages.Clock()
    with pytest.raises(OSError, match="no such file"):
        clock.timed("codec", fail)()
    assert clock.seconds["codec"] == 4


def test_the_libraries_that_are_timed_are_there() -> None:
    """A new name in a library must not let the codecs' share fall to nothing unseen."""
    missing = [entry for entry in stages.LIBRARIES if stages._holder(entry[1], entry[2])[0] is None]
    assert missing == []


def test_the_functions_that_are_timed_are_there() -> None:
    """One that goes by another name now would be counted for the rest, without a word."""
    missing = [(module, name) for _, module, name in stages.OWN if not stages._functions(module, name)]
    assert missing == []


def test_the_time_of_a_whole_is_not_shared(ticking: Ticking) -> None:
    """What packs a layer for the cache is no image codec, though it calls the same library."""

    def spend(seconds: float) -> None:
        ticking.now += seconds

    clock = stages.Clock()
    inner = clock.timed("codec", spend)
    clock.timed("remembering", lambda: inner(5), whole=True)()
    inner(2)
    assert dict(clock.seconds) == {"remembering": 5, "codec": 2}
