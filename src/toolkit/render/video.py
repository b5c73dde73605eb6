"""MP4 by ffmpeg, where it is installed: an extra, as its encoders are no part of a Python wheel."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

from toolkit.render.pixels import RGB, RenderError
from toolkit.render.transitions import Reel

_RATE: Final = 25  # frames a second
_END_MS: Final = 600
_PATIENCE: Final = 120  # seconds
_REMEDY: Final = "apt-get install ffmpeg (Debian, Ubuntu) or brew install ffmpeg (macOS)"


def missing() -> str:
    """Return why MP4 cannot be made here, and how to get what is missing; empty when it can."""
    return "" if shutil.which("ffmpeg") else f"MP4 needs ffmpeg, which is not installed here: {_REMEDY}"


def mp4(reel: Reel, crf: int) -> bytes:
    """Return a reel as H.264 video, silent, played once; `crf` is x264's quality, 18 (fine) to 30.

    One thread and no dates: the same ffmpeg makes the same bytes. Raises `RenderError` when it fails.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        raise RenderError(missing())
    size = reel.frames[0].size
    # The finished picture, which comes first, is also where the movement leads.
    shown = [*zip(reel.frames, reel.durations_ms, strict=True), (reel.frames[0], _END_MS)]
    raw = b"".join(
        np.ascontiguousarray(frame.array[..., :RGB]).tobytes() * max(1, round(duration * _RATE / 1000))
        for frame, duration in shown
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reel.mp4"
        source = [
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-s",
            f"{size.width}x{size.height}",
            "-r",
            str(_RATE),
        ]
        # Phones play 4:2:0 only, and that needs even sides.
        picture = ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p"]
        coding = [
            "-c:v",
            "libx264",
            "-crf",
            str(crf),
            "-preset",
            "slow",
            "-tune",
            "animation",
            "-threads",
            "1",
        ]
        plain = [
            "-map_metadata",
            "-1",
            "-fflags",
            "+bitexact",
            "-flags:v",
            "+bitexact",
            "-movflags",
            "+faststart",
        ]
        command = [
            program,
            "-v",
            "error",
            "-nostdin",
            "-y",
            *source,
            "-i",
            "pipe:0",
            *picture,
            *coding,
            *plain,
        ]
        done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
            [*command, str(path)], input=raw, capture_output=True, timeout=_PATIENCE, check=False
        )
        if done.returncode or not path.exists():
            raise RenderError(
                f"ffmpeg could not make the video: {done.stderr.decode(errors='replace')[:400]}"
            )
        return path.read_bytes()
