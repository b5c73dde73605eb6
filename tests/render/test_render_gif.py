"""GIF: what each frame holds, and that nothing of it is told twice."""

import io

import numpy as np
from PIL import Image

from toolkit.render.animation.frames import Frames
from toolkit.render.animation.gif import gif
from toolkit.render.pixels import Pixels

SIDE = 64


def _square(left: int | None) -> Pixels:
    """Return a dark picture with a light square at that place, if any."""
    array = np.full((SIDE, SIDE, 3), 40, dtype=np.uint8)
    if left is not None:
        array[20:30, left : left + 10] = 240
    return Pixels(array)


def test_a_frame_that_shows_what_the_last_did_adds_to_its_time() -> None:
    """Three equal frames are one in the file, shown three times as long."""
    reel = Frames.of(
        [_square(5), _square(None), _square(None), _square(None), _square(30)], (900, 80, 80, 80, 80)
    )
    with Image.open(io.BytesIO(gif(reel, 256))) as image:
        assert image.n_frames == 3
        durations = []
        for index in range(3):
            image.seek(index)
            durations.append(image.info["duration"])
        shown = np.asarray(image.convert("RGB"))
    assert durations == [900, 240, 80]
    assert shown[25, 35].min() > 220
    assert shown[25, 8].max() < 60


def test_frames_hold_only_what_changed() -> None:
    """However large the picture, a square that comes and goes costs the pixels around it."""
    with Image.open(io.BytesIO(gif(Frames.of([_square(5), _square(30)], (80, 80)), 256))) as image:
        image.seek(1)
        assert image.dispose_extent == (5, 20, 40, 30)


def test_a_reel_that_stands_is_one_frame() -> None:
    """Equal frames are told, and packed as one."""
    reel = Frames.of([_square(5), _square(5)], (80, 80))
    assert reel.stands
    with Image.open(io.BytesIO(gif(reel, 256))) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert image.info["duration"] == 160
