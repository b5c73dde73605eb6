"""Movement: which part of a drawing moves, and that the rest stands."""

import numpy as np
import pytest

from toolkit.render.animation.movement import Movement, Transition, parted, reel_of
from toolkit.render.compositor.canvas import over
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels
from toolkit.units import PixelSize, Rect

SIZE = PixelSize(120, 60)
BODY = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
    b'<defs><clipPath id="c"><rect width="120" height="60"/></clipPath></defs>'
    b'<g transform="translate(10 0)"><rect id="rule" width="20" height="4" fill="#ff0000"/>'
    b'<g id="day-name" data-slot="day-name"><g aria-label="Day"><title>Day</title>'
    b'<path d="M0 10h30v8H0z" fill="#ffffff"/></g></g>'
    b'<g id="theme" data-slot="theme" clip-path="url(#c)"><g aria-label="Theme"><title>Theme</title>'
    b'<path d="M0 30h40v8H0z" fill="#ffffff"/></g></g></g></svg>'
)


def _paint(svg: bytes) -> Pixels:
    return engine_named(DEFAULT_ENGINE).rasterise(svg, SIZE, transparent=True)


def _ground() -> Pixels:
    return Pixels(np.full((SIZE.height, SIZE.width, 3), 40, dtype=np.uint8))


def test_words_that_move_are_taken_out_of_what_stands() -> None:
    """The words named are on one side, everything else on the other; together they are the whole."""
    standing, moving = (_paint(part).array for part in parted(BODY, ("theme",)))
    assert standing[2, 15, 3] == standing[14, 15, 3] == 255
    assert standing[34, 15, 3] == 0
    assert moving[34, 15, 3] == 255
    assert moving[:28, :, 3].max() == 0


@pytest.mark.parametrize("transition", ["slide_in", "fade", "pulse"])
def test_the_first_frame_is_the_finished_picture(transition: Transition) -> None:
    """Whatever moves, the loop opens with what the still picture shows, and what stands never changes."""
    movement = Movement(
        transition=transition, slots=("theme",), boxes=(Rect(10, 30, 40, 8),), accent=(255, 255, 255)
    )
    reel = reel_of(movement, _ground(), BODY, _paint)
    finished = over(_paint(BODY), _ground()).array.astype(int)
    assert np.abs(reel.frames[0].array - finished).max() <= 1
    assert all((frame.array[2, 15] == finished[2, 15]).all() for frame in reel.frames)


def test_only_words_move() -> None:
    """A group that shows a QR symbol names its address, but not as a title: it never moves."""
    code = BODY.replace(b"<title>Theme</title>", b"")
    assert code != BODY
    _, moving = parted(code, ("theme",))
    assert _paint(moving).array[..., 3].max() == 0


def test_only_the_slot_that_is_named_moves() -> None:
    """Two slots that say the same are two slots: the one that is not named stands."""
    same = BODY.replace(b"Theme", b"Day")
    standing, moving = (_paint(part).array for part in parted(same, ("theme",)))
    assert standing[14, 15, 3] == 255
    assert moving[14, 15, 3] == 0
    assert moving[34, 15, 3] == 255
    both = _paint(parted(same, ("theme", "day-name"))[1]).array
    assert both[14, 15, 3] == both[34, 15, 3] == 255


@pytest.mark.parametrize("kind", ["filter", "pattern", "marker", "symbol"])
def test_definitions_stay_on_both_sides(kind: str) -> None:
    """What words refer to is there when they are painted alone, whatever kind of definition it is."""
    defined = BODY.replace(b'<g transform="translate(10 0)">', f'<{kind} id="x"/><g>'.encode())
    standing, moving = parted(defined, ("theme",))
    assert f'<{kind} id="x"/>'.encode() in standing
    assert f'<{kind} id="x"/>'.encode() in moving
