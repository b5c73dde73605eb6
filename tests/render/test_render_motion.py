"""Moving pictures: what is in each file, what it weighs, and what is refused."""

import io
import shutil
import stat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from toolkit.render.animation.encode import animation
from toolkit.render.animation.flash_check import flashes_a_second
from toolkit.render.animation.frames import Frames
from toolkit.render.animation.transitions import MAX_FRAMES, fade, pulse, slide_in
from toolkit.render.compositor.canvas import over
from toolkit.render.encode.choose import TooHeavyError
from toolkit.render.pixels import PixelArray, Pixels, RenderError
from toolkit.units import Rect

ACCENT = (255, 176, 32)
BOXES = (Rect(20, 20, 60, 20), Rect(20, 60, 60, 20))


@pytest.fixture(scope="module")
def ground() -> Pixels:
    """Return soft light."""
    y, x = np.indices((120, 160))
    return Pixels(np.stack([x // 2, y, 140 - x // 3], axis=-1).astype(np.uint8))


@pytest.fixture(scope="module")
def body() -> Pixels:
    """Return two white bars, as words, and one in the accent colour."""
    array = np.zeros((120, 160, 4), dtype=np.uint8)
    for box in BOXES:
        array[int(box.y) : int(box.bottom), int(box.x) : int(box.right)] = 255
    array[100:106, 20:60] = (*ACCENT, 255)
    return Pixels(array)


def frames_of(data: bytes, reel: Frames) -> list[PixelArray]:
    """Return what a viewer shows in the middle of each frame's time; files may hold equal frames as one."""
    found, ends = [], []
    with Image.open(io.BytesIO(data)) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            found.append(np.asarray(image.convert("RGB")))
            ends.append(float(image.info["duration"]))
    assert sum(ends) == sum(reel.durations_ms)
    middles = np.cumsum(reel.durations_ms) - np.array(reel.durations_ms) / 2
    return [found[index] for index in np.searchsorted(np.cumsum(ends), middles)]


def reels(ground: Pixels, body: Pixels) -> dict[str, Frames]:
    """Return one reel of each transition."""
    return {
        "fade": fade(ground, body),
        "slide": slide_in(ground, body, BOXES),
        "pulse": pulse(ground, body, ACCENT),
    }


@pytest.mark.parametrize("name", ["fade", "slide", "pulse"])
def test_a_reel_begins_with_the_finished_picture(ground: Pixels, body: Pixels, name: str) -> None:
    """Mail programs and previews show the first frame only: it is the picture, and is held."""
    reel = reels(ground, body)[name]
    assert (reel.frames[0].array == over(body, ground).array).all()
    assert len(reel.frames) == len(reel.durations_ms) == MAX_FRAMES
    assert reel.durations_ms[0] > sum(reel.durations_ms[1:])
    assert flashes_a_second(reel) <= 3


def test_a_fade_goes_to_the_ground_and_comes_back(ground: Pixels, body: Pixels) -> None:
    """What moves is gone after three frames; from there each frame is nearer to the finished picture."""
    reel = fade(ground, body)
    assert (reel.frames[3].array == ground.array).all()
    finished = reel.frames[0].array.astype(int)
    apart = [np.abs(frame.array - finished).mean() for frame in reel.frames]
    assert apart[:4] == sorted(apart[:4])
    assert apart[3:] == sorted(apart[3:], reverse=True)


@pytest.mark.parametrize("rtl", [False, True])
def test_words_slide_in_from_where_reading_starts(ground: Pixels, body: Pixels, rtl: bool) -> None:  # noqa: FBT001 - two cases
    """The first line comes before the second, from the left, or in Arabic from the right; the rest stands."""
    reel = slide_in(ground, body, BOXES, rtl=rtl)
    early = reel.frames[5].array.astype(int) - ground.array
    columns = np.flatnonzero(early[30].any(axis=1))
    assert (columns[0] > 20) if rtl else (columns[0] < 20)
    assert early[30].sum() > 2 * early[70].sum()
    assert reel.frames[1].array[102, 30].tolist() == list(ACCENT)


def test_overlapping_lines_move_as_one(ground: Pixels, body: Pixels) -> None:
    """Where the ink of two lines overlaps, neither takes letters off the other: both come at once."""
    alone = slide_in(ground, body, (Rect(20, 20, 60, 60),))
    together = slide_in(ground, body, (Rect(20, 20, 60, 42), Rect(20, 60, 60, 20)))
    assert alone.frames
    for one, other in zip(alone.frames, together.frames, strict=True):
        assert (one.array == other.array).all()


def test_a_pulse_touches_the_accent_only(ground: Pixels, body: Pixels) -> None:
    """What has the accent colour brightens and dims again; white words and the ground stand still."""
    reel = pulse(ground, body, ACCENT)
    moved = sum(np.abs(frame.array.astype(int) - reel.frames[0].array).sum(axis=2) for frame in reel.frames)
    assert moved[100:106, 20:60].min() > 0
    moved[100:106, 20:60] = 0
    assert moved.max() == 0
    light = [int(frame.array[102, 30].sum()) for frame in reel.frames[1:]]
    assert light.index(max(light)) == 7


@pytest.mark.parametrize("count", [1, 16])
def test_too_few_or_too_many_frames_are_an_error(ground: Pixels, body: Pixels, count: int) -> None:
    """A movement needs two frames, and has at most fifteen."""
    with pytest.raises(ValueError, match=f"{count} frames"):
        fade(ground, body, frames=count)


def test_moving_png_is_exact(ground: Pixels, body: Pixels) -> None:
    """Every frame comes back as it was, though only what changed is in the file."""
    reel = slide_in(ground, body, BOXES)
    made = animation(reel, formats=("apng",))
    back = frames_of(made.data, reel)
    assert reel.frames
    for frame, shown in zip(reel.frames, back, strict=True):
        assert (frame.array == shown).all()
    assert (made.file.codec, str(made.file.packing)) == ("png", "png moving exact")
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.info["duration"] == reel.durations_ms[0]
        assert image.info["loop"] == 0


@pytest.mark.parametrize(("form", "levels"), [("gif", 6), ("webp", 6)])
@pytest.mark.parametrize("name", ["fade", "slide", "pulse"])
def test_packed_frames_look_like_their_originals(
    ground: Pixels, body: Pixels, form: str, levels: int, name: str
) -> None:
    """A palette or lossy frames stay near the originals, to the last frame of the loop."""
    reel = reels(ground, body)[name]
    made = animation(reel, formats=(form,))
    back = frames_of(made.data, reel)
    assert reel.frames
    for frame, shown in zip(reel.frames, back, strict=True):
        assert np.abs(frame.array.astype(int) - shown).mean() < levels
    assert "Δ" in str(made.file.packing)


@pytest.mark.parametrize("form", ["gif", "webp", "apng"])
def test_the_same_reel_gives_the_same_bytes(ground: Pixels, body: Pixels, form: str) -> None:
    """Moving files, too, are the same from run to run."""
    reel = fade(ground, body)
    assert animation(reel, formats=(form,)) == animation(reel, formats=(form,))


def test_a_small_light_glows_without_rings() -> None:
    """In a GIF, too, a soft light that is a hundredth of a large ground gets shades enough."""
    y, x = np.indices((400, 400))
    # The ground has fine shades of its own, as textures do: they must not take the whole palette.
    ground = np.stack([(x // 4) % 60, 40 + y // 8, 60 + (x + y) // 10], axis=-1).astype(float)
    light = np.clip(1 - np.hypot(x - 200, y - 200) / 24, 0, 1)[..., None]
    picture = Pixels(np.round(ground * (1 - light) + np.array([255, 240, 200]) * light).astype(np.uint8))
    moved = picture.array.copy()
    moved[300:320, 50:150] = 255
    reel = Frames.of((picture, Pixels(moved)), (2000, 2000))
    first = frames_of(animation(reel, formats=("gif",)).data, reel)[0]
    inside = np.s_[190:210, 190:210]
    assert np.abs(first[inside].astype(int) - picture.array[inside]).mean() < 6


def test_two_colours_can_move() -> None:
    """A palette with room to spare keeps its colours apart from the clear one."""
    black, white = (Pixels(np.full((30, 30, 3), level, dtype=np.uint8)) for level in (0, 255))
    reel = Frames.of((black, white), (2000, 2000))
    made = animation(reel, formats=("gif",))
    assert [int(frame.mean().round()) for frame in frames_of(made.data, reel)] == pytest.approx(
        [0, 255], abs=6
    )


def test_limits_lower_the_quality_and_then_change_the_format(ground: Pixels, body: Pixels) -> None:
    """The first format is made as fine as fits; if even its lightest is too heavy, the next is taken."""
    reel = fade(ground, body)
    finest = animation(reel, formats=("webp",))
    limit = len(finest.data) - 1
    lower = animation(reel, formats=("webp",), max_bytes=limit)
    assert len(lower.data) <= limit
    assert lower.file.note == f"webp moving q90 weighs {len(finest.data):,} bytes and the limit is {limit:,}"
    exact = animation(reel, formats=("png",))
    other = animation(reel, formats=("png", "webp"), max_bytes=len(exact.data) - 1)
    assert other.file.codec == "webp"
    with pytest.raises(TooHeavyError, match=r"160×120 px does not fit in 100 bytes"):
        animation(reel, formats=("gif", "webp"), max_bytes=100)


def test_flashing_pictures_are_refused(ground: Pixels) -> None:
    """Black and white in turn, ten times a second, is not made (WCAG 2.3.1); slowly it is."""
    black, white = (Pixels(np.full((60, 60, 3), level, dtype=np.uint8)) for level in (0, 255))
    fast = Frames.of((black, white) * 5, (50,) * 10)
    assert flashes_a_second(fast) == pytest.approx(10, abs=1)
    with pytest.raises(RenderError, match=r"flashes .* times in a second"):
        animation(fast, formats=("gif",))
    assert flashes_a_second(Frames.of((black, white), (1000, 1000))) <= 1
    small = ground.array.copy()
    small[:8, :8] = 255
    spot = Frames.of((ground, Pixels(small)) * 5, (50,) * 10)
    assert flashes_a_second(spot) == 0


def test_frames_must_fit_together(ground: Pixels) -> None:
    """Frames of another size, or without a duration, are an error."""
    other = Pixels(np.zeros((9, 9, 3), dtype=np.uint8))
    with pytest.raises(RenderError, match="9×9 px, asked for 160×120"):
        animation(Frames.of((ground, other), (9, 9)), formats=("gif",))
    with pytest.raises(RenderError, match="1 frames with 2 durations"):
        animation(Frames.of((ground,), (9, 9)), formats=("gif",))


def test_without_ffmpeg_video_is_passed_over_and_the_note_says_so(
    ground: Pixels, body: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next format is made, with the way to get the encoder; alone, video is an error that says so."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    made = animation(fade(ground, body), formats=("mp4", "webp"))
    assert made.file.codec == "webp"
    assert "MP4 needs ffmpeg" in made.file.note
    assert "apt-get install ffmpeg" in made.file.note
    with pytest.raises(RenderError, match=r"none of the formats \(mp4\) can move here: MP4 needs ffmpeg"):
        animation(fade(ground, body), formats=("mp4",))


def test_ffmpeg_gets_every_frame(
    ground: Pixels, body: Pixels, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The encoder is given raw frames, what stands only once, and makes the file; its errors are told."""
    program, told = tmp_path / "ffmpeg", tmp_path / "told"
    program.write_text(f'#!/bin/sh\necho "$@" > {told}\nfor last; do :; done\nwc -c | tr -d " " > "$last"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(shutil, "which", lambda _name: str(program))
    reel = fade(ground, body)
    made = animation(reel, formats=("mp4",))
    given = 1 + 14 * 2 + 1  # of 4,000 ms one, 14 × 80 ms at 25 a second, and of 600 ms one
    assert (made.file.codec, str(made.file.packing)) == ("mp4", "mp4 crf18")
    assert int(made.data) == given * 160 * 120 * 3
    assert "tpad=start_mode=clone:start=99:stop_mode=clone:stop=14 " in told.read_text()
    program.write_text("#!/bin/sh\necho no encoder >&2\nexit 1\n")
    with pytest.raises(RenderError, match="ffmpeg could not make the video: no encoder"):
        animation(reel, formats=("mp4",))
