"""MP4 by ffmpeg, where it is installed: an extra, as its encoders are no part of a Python wheel."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Final

import numpy as np

from toolkit.render.pixels import RGB, RenderError
from toolkit.render.reel import Reel

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


def mp4(reel: Reel, crf: int) -> bytes:
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


def _arguments(reel: Reel, crf: int) -> list[str]:
    size = f"{reel.first.size.width}x{reel.first.size.height}"
    source = f"-f rawvideo -pix_fmt rgb24 -s {size} -r {_RATE} -i pipe:0"
    # Phones play 4:2:0 only, and that needs even sides.
    picture = "-vf pad=ceil(iw/2)*2:ceil(ih/2)*2 -pix_fmt yuv420p"
    coding = f"-c:v libx264 -crf {crf} -preset veryfast -tune animation -threads 1"
    plain = "-map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart"
    return f"-v error -nostdin -y {source} {picture} {coding} {plain}".split()


def _run(command: list[str], reel: Reel, said: IO[bytes]) -> int:
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


def _shown(reel: Reel) -> Iterator[bytes]:
    """Yield what a screen shows, frame by frame; the finished picture, which comes first, also ends it."""
    for frame, duration in [*zip(reel.frames, reel.durations_ms, strict=True), (reel.first, _END_MS)]:
        data = np.ascontiguousarray(frame.array[..., :RGB]).tobytes()
        for _ in range(max(1, round(duration * _RATE / 1000))):
            yield data
