"""MP4 by ffmpeg, where it is installed: an extra, as its encoders are no part of a Python wheel."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import IO, Final

import numpy as np

from toolkit.render.animation.frames import Frames
from toolkit.render.pixels import RGB, Pixels, RenderError

_RATE: Final = 25  # frames a second
_END_MS: Final = 600
_PATIENCE: Final = 120  # seconds
_REMEDY: Final = "apt-get install ffmpeg (Debian, Ubuntu) or brew install ffmpeg (macOS)"


def missing() -> str:
    """Return why MP4 cannot be made here, and how to get what is missing; empty when it can."""
    return "" if shutil.which("ffmpeg") else f"MP4 needs ffmpeg, which is not installed here: {_REMEDY}"


@lru_cache(maxsize=1)
def version() -> str:
    """Return what the encoder here calls itself, empty if there is none: another one makes other bytes."""
    program = shutil.which("ffmpeg")
    if program is None:
        return ""
    told = subprocess.run([program, "-version"], capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - a fixed program
    return told.stdout.decode(errors="replace").partition("\n")[0]


def mp4(reel: Frames, crf: int) -> bytes:
    """Return a reel as H.264 video, silent, played once; `crf` is x264's quality, 18 (fine) to 30.

    One thread and no dates: the same ffmpeg makes the same bytes. Raises `RenderError` when it fails.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        raise RenderError(missing())
    with tempfile.TemporaryDirectory() as folder:
        path, words = Path(folder) / "reel.mp4", Path(folder) / "words.txt"
        command = [program, *_arguments(reel, crf), str(path)]
        with words.open("wb") as said:
            code = _run(command, reel, said)
        if code or not path.exists():
            told = words.read_text(encoding="utf-8", errors="replace")[:400]
            raise RenderError(f"ffmpeg could not make the video: {told}")
        return path.read_bytes()


def _arguments(reel: Frames, crf: int) -> list[str]:
    size = f"{reel.first.size.width}x{reel.first.size.height}"
    # Few threads and little looking ahead: frames that wait inside ffmpeg are most of its memory.
    source = f"-threads 1 -probesize 32 -f rawvideo -pix_fmt rgb24 -s {size} -r {_RATE} -i pipe:0"
    # What stands at both ends is repeated inside ffmpeg, after its colours are converted once.
    ends = f"tpad=start_mode=clone:start={_count(reel.durations_ms[0]) - 1}"
    ends += f":stop_mode=clone:stop={_count(_END_MS) - 1}"
    # Phones play 4:2:0 only, and that needs even sides.
    picture = f"-filter_threads 1 -vf format=yuv420p,pad=ceil(iw/2)*2:ceil(ih/2)*2,{ends}"
    coding = f"-c:v libx264 -crf {crf} -preset veryfast -tune animation -threads 1"
    memory = "-x264-params rc-lookahead=1:bframes=0:ref=1"
    plain = "-map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart"
    return f"-v error -nostdin -y {source} {picture} {coding} {memory} {plain}".split()


def _run(command: list[str], reel: Frames, said: IO[bytes]) -> int:
    """Give a program the frames one by one, as all at once would fill the memory; return its exit code."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=said) as running:  # noqa: S603 - a fixed program with our own arguments
        clock = threading.Timer(_PATIENCE, running.kill)
        clock.start()
        try:
            # A program that has given up does not read on; its exit code tells.
            with suppress(BrokenPipeError):
                for frame in _shown(reel):
                    running.stdin.write(frame)  # type: ignore[union-attr]  # it is a pipe, as asked for
            with suppress(BrokenPipeError):
                running.stdin.close()  # type: ignore[union-attr]  # same
            return running.wait()
        finally:
            clock.cancel()


def _shown(reel: Frames) -> Iterator[bytes]:
    """Yield what a screen shows, frame by frame; the finished picture comes first and last, once each."""
    for place, duration in enumerate(reel.durations_ms):
        yield from repeat(_pixels(reel.whole(place)), _count(duration) if place else 1)
    yield _pixels(reel.first)


def _pixels(frame: Pixels) -> bytes:
    return np.ascontiguousarray(frame.array[..., :RGB]).tobytes()


def _count(duration_ms: int) -> int:
    """Return how many frames of the video so long a time is."""
    return max(1, round(duration_ms * _RATE / 1000))
